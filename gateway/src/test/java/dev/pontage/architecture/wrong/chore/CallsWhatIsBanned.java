package dev.pontage.architecture.wrong.chore;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.logging.Logger;

/** Calls what no code calls. */
@SuppressWarnings("all")
final class CallsWhatIsBanned {
    long clocks() {
        return System.currentTimeMillis() + System.nanoTime() + Instant.now().getEpochSecond();
    }

    double dice() {
        return Math.random() + new Random().nextDouble();
    }

    byte[] charset(String text) {
        return text.getBytes();
    }

    void waits() throws InterruptedException {
        Thread.sleep(1);
    }

    void prints(Exception e) {
        e.printStackTrace();
        System.err.println();
    }

    void starts() throws IOException {
        new ProcessBuilder("true").start();
        Runtime.getRuntime().exec(new String[] {"true"});
    }

    void logs() {
        Logger.getLogger("x");
    }
}
