package dev.pontage.observe;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Puts what libraries log by {@code java.util.logging} into our lines; from warnings on, since the rest is theirs. */
public final class LibraryLog extends Handler {
    /** A library's message is cut here: it may quote what it was given. */
    private static final int MESSAGE_CHARS = 2_048;

    private final LogSink sink;
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LibraryLog(LogSink sink) {
        this.sink = sink;
        setLevel(Level.WARNING);
    }

    /** Replaces the handlers of the root logger. */
    public static void install(LogSink sink) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LibraryLog(sink));
        root.setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord logged) {
        if (!isLoggable(logged)) {
            return;
        }
        String message = formatter.formatMessage(logged);
        Throwable thrown = logged.getThrown();
        LogLine line = new LogLine(
                        logged.getInstant().toEpochMilli() * 1_000,
                        logged.getLevel().intValue() >= Level.SEVERE.intValue() ? "error" : "warn",
                        "library")
                .with("logger", String.valueOf(logged.getLoggerName()))
                .with("message", message.length() <= MESSAGE_CHARS ? message : message.substring(0, MESSAGE_CHARS));
        if (thrown != null) {
            line.with("thrown", thrown.getClass().getName()).with("where", where(thrown));
        }
        sink.line(line.end());
    }

    /** The exception's message may carry a client's bytes, so only its class and the top of its stack are written. */
    private static String where(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        StringBuilder top = new StringBuilder();
        for (int i = 0; i < Math.min(stack.length, 6); i++) {
            top.append(i == 0 ? "" : " < ").append(stack[i]);
        }
        return top.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
