package dev.sancho.worker;

import dev.sancho.job.JobCall;
import dev.sancho.job.Outcome;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** The way into a job's code: takes the object of an instance method (if it has one), the arguments, and the context (if it takes one). */
@FunctionalInterface
interface Invocation {
    Outcome run(@Nullable Object[] all) throws Throwable;

    /** Calls a reference itself, without reflection, unless its method returns an {@link Outcome}, which the reference would drop. */
    static Invocation of(JobCall call, Method method) {
        if (Outcome.class.isAssignableFrom(method.getReturnType())) {
            return of(method);
        }
        Direct direct = direct(call);
        return all -> {
            direct.run(all);
            return Outcome.done();
        };
    }

    /**
     * Calls a method by reflection.
     *
     * @throws IllegalArgumentException if the method cannot be reached
     */
    static Invocation of(Method method) {
        MethodHandle handle;
        try {
            method.setAccessible(true);
            handle = MethodHandles.lookup().unreflect(method);
        } catch (IllegalAccessException | RuntimeException hidden) {
            throw new IllegalArgumentException(
                    "Cannot call " + method + ": make it and its class public, or open its package to dev.sancho.core",
                    hidden);
        }
        int count = method.getParameterCount() + (Modifier.isStatic(method.getModifiers()) ? 0 : 1);
        MethodHandle spread = handle.asFixedArity().asSpreader(Object[].class, count);
        return all -> {
            Object result = spread.invoke(all);
            return result instanceof Outcome outcome ? outcome : Outcome.done();
        };
    }

    /** A call by the shape of its reference. */
    @FunctionalInterface
    interface Direct {
        void run(@Nullable Object[] all) throws Throwable;
    }

    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"
    }) // the shape is checked by the compiler where the reference is written
    private static Direct direct(JobCall call) {
        return switch (call) {
            case JobCall.Call0 c -> a -> c.call();
            case JobCall.Call1 c -> a -> c.call(a[0]);
            case JobCall.Call2 c -> a -> c.call(a[0], a[1]);
            case JobCall.Call3 c -> a -> c.call(a[0], a[1], a[2]);
            case JobCall.Call4 c -> a -> c.call(a[0], a[1], a[2], a[3]);
            case JobCall.Call5 c -> a -> c.call(a[0], a[1], a[2], a[3], a[4]);
            case JobCall.Call6 c -> a -> c.call(a[0], a[1], a[2], a[3], a[4], a[5]);
            case JobCall.Call7 c -> a -> c.call(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
            case JobCall.Call8 c -> a -> c.call(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
            case JobCall.Call9 c -> a -> c.call(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]);
            case JobCall.Call10 c -> a -> c.call(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]);
            default -> throw new IllegalArgumentException("No shape of a job reference: " + call.getClass());
        };
    }
}
