package dev.pontage.boot;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * What the system tells the process.
 *
 * <p>Handled here and not by a shutdown hook, because after a hook the JVM exits with 143, and a gateway that stopped
 * as it was told to exits with 0 (F-41); and SIGHUP would end it. {@code sun.misc.Signal} is the JDK's only way to it,
 * and is named by reflection because the compiler warns of it in a way that cannot be answered.
 */
final class Signals {
    private Signals() {}

    /** SIGTERM and SIGINT: stop. */
    static void onStop(Runnable stop) {
        handle("TERM", stop);
        handle("INT", stop);
    }

    /** SIGHUP, which operators' tools send to mean "read your files again". */
    static void onHangup(Runnable reload) {
        handle("HUP", reload);
    }

    private static void handle(String name, Runnable action) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(name), handler);
        } catch (InvocationTargetException e) {
            // This system has no such signal: Windows knows no HUP.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no jdk.unsupported module", e);
        }
    }
}
