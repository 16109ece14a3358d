package dev.pontage.boot;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** The gateway as one process: it starts, says where it is, and stops when it is told to. */
public final class Server {
    private final StartSettings settings;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out gets the banner and nothing else
     * @param err gets the log
     */
    public Server(StartSettings settings, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /** Serves until SIGTERM or SIGINT; SIGHUP reloads the files. */
    public ExitCode run() throws StartRefused {
        CountDownLatch told = new CountDownLatch(1);
        Signals.onStop(told::countDown);
        Running running = Running.start(settings, err);
        Signals.onHangup(running::reloadSoon);
        out.print(running.banner());
        if (!out.checkError()) {
            running.bannerShown();
        }
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return running.stop();
    }
}
