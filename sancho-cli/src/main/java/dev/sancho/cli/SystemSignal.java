package dev.sancho.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system.
 *
 * <p>The JDK has no other way than {@code sun.misc.Signal}, which javac warns of whatever one tells it; so it is called by reflection.
 * The names are without {@code SIG}: {@code TERM}.
 */
public final class SystemSignal {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private SystemSignal() {}

    /**
     * Calls this whenever the signal comes, on a thread of its own, in the place of what the JVM does.
     *
     * @return whether this platform and JVM allow it
     */
    public static boolean handle(String name, Runnable action) {
        try {
            Class<?> handlerType = Class.forName(HANDLER);
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(),
                    new Class<?>[] {handlerType},
                    (proxy, method, args) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" ->
                            args != null && System.identityHashCode(proxy) == System.identityHashCode(args[0]);
                        default -> "handler of " + name;
                    });
            handle(name, handlerType, handler);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            return false;
        }
    }

    /** Whether the process was started with this signal ignored, as nohup does with HUP. */
    static boolean isIgnored(String name) {
        try {
            Class<?> handlerType = Class.forName(HANDLER);
            Object ignore = handlerType.getField("SIG_IGN").get(null);
            Object before = handle(name, handlerType, ignore);
            handle(name, handlerType, before);
            return before.equals(ignore);
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            return false;
        }
    }

    private static Object handle(String name, Class<?> handlerType, Object handler)
            throws ReflectiveOperationException {
        Class<?> signalType = Class.forName(SIGNAL);
        try {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            return signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(refused.getCause());
        }
    }
}
