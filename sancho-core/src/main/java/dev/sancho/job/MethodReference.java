package dev.sancho.job;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The method that a method reference refers to.
 *
 * <p>Its serialized form names class, method and descriptor; nothing of it is run, and no bytecode is read. Immutable; read once for each
 * place in the code that has a reference.
 *
 * @param receiver the class of the object on which an instance method is called, as the reference names it; for a static method its class
 * @param method the method as it stands in that class, or in the nearest type above that has it
 */
public record MethodReference(Class<?> receiver, Method method) {
    private static final ClassValue<AtomicReference<@Nullable MethodReference>> KNOWN = new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable MethodReference> computeValue(Class<?> type) {
            return new AtomicReference<>();
        }
    };

    /**
     * Reads a method reference.
     *
     * @throws IllegalArgumentException if it is a lambda, bound to an object, or a constructor; the message shows what to write
     */
    public static MethodReference of(JobCall call) {
        AtomicReference<@Nullable MethodReference> known = KNOWN.get(call.getClass());
        MethodReference reference = known.get();
        if (reference == null) {
            reference = read(call);
            known.set(reference);
        }
        return reference;
    }

    private static MethodReference read(JobCall call) {
        SerializedLambda form = serialized(call);
        String name = form.getImplClass().replace('/', '.') + "::" + form.getImplMethodName();
        if (form.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
            throw refused("A constructor is no job: " + name);
        }
        ClassLoader loader = call.getClass().getClassLoader();
        Class<?> owner = load(form.getImplClass(), loader);
        MethodType type = MethodType.fromMethodDescriptorString(form.getImplMethodSignature(), loader);
        if (isLambda(owner, form.getImplMethodName(), type)) {
            throw refused(
                    "A lambda is no job (nor is a reference for which the compiler writes one: to a varargs method, or with"
                            + " super), for the process that runs it would not know it");
        }
        if (form.getCapturedArgCount() > 0) {
            throw refused("The reference " + name
                    + " is bound to one object, which cannot travel to the process that runs the job");
        }
        boolean isStatic = form.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        Class<?> receiver = isStatic
                ? owner
                : MethodType.fromMethodDescriptorString(form.getInstantiatedMethodType(), loader)
                        .parameterType(0);
        return new MethodReference(receiver, find(receiver, owner, form.getImplMethodName(), type));
    }

    private static SerializedLambda serialized(JobCall call) {
        try (Capture capture = new Capture()) {
            capture.writeObject(call);
            if (capture.form != null) {
                return capture.form;
            }
        } catch (IOException unreadable) {
            // A lambda that captured what is not serializable; or an object of a class that is not.
        }
        throw refused("This is no method reference that can be read: "
                + call.getClass().getName().replaceAll("/0x.*", ""));
    }

    private static Class<?> load(String internalName, @Nullable ClassLoader loader) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalStateException(
                    "The class of a method reference cannot be loaded: " + internalName, missing);
        }
    }

    private static boolean isLambda(Class<?> owner, String name, MethodType type) {
        return name.startsWith("lambda$")
                && Arrays.stream(owner.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(name) && has(method, type) && method.isSynthetic());
    }

    /** The method in the receiver's class, or in the nearest superclass, or in an interface. */
    private static Method find(Class<?> receiver, Class<?> owner, String name, MethodType type) {
        Deque<Class<?>> open = new ArrayDeque<>();
        for (Class<?> above = receiver; above != null; above = above.getSuperclass()) {
            open.add(above);
        }
        for (Class<?> above = receiver; above != null; above = above.getSuperclass()) {
            open.addAll(Arrays.asList(above.getInterfaces()));
        }
        open.add(owner);
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            for (Method method : next.getDeclaredMethods()) {
                if (method.getName().equals(name) && has(method, type) && !method.isBridge()) {
                    return method;
                }
            }
            if (next.isInterface() || next == owner) {
                open.addAll(Arrays.asList(next.getInterfaces()));
            }
        }
        throw new IllegalStateException("No method " + name + type + " in " + receiver.getName());
    }

    private static boolean has(Method method, MethodType type) {
        return method.getReturnType() == type.returnType()
                && Arrays.equals(method.getParameterTypes(), type.parameterArray());
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what
                + ". Write a reference to a method, Mailer::welcome with the class before the colons, and the arguments after it:"
                + " enqueue(Mailer::welcome, 42L)");
    }

    /** Keeps the serialized form of what is written, and writes nothing. */
    private static final class Capture extends ObjectOutputStream {
        private @Nullable SerializedLambda form;

        Capture() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object written) {
            if (written instanceof SerializedLambda lambda) {
                form = lambda;
                return null;
            }
            return written;
        }
    }
}
