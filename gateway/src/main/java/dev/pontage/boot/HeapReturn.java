package dev.pontage.boot;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Gives memory back after load: collects the old generation once most of it can be garbage.
 *
 * <p>The serial collector widens the old generation up to the whole heap before it looks for garbage there, so a
 * process that has been busy for a day would hold {@code -Xmx} for ever. One such collection stops everything for about
 * a millisecond a megabyte that lives, and none happens until what is used has doubled.
 */
final class HeapReturn implements Runnable {
    static final long LOOK_MILLIS = 10_000;

    /** With less than this in it, the old generation is left alone. */
    private static final long FLOOR_BYTES = 64L << 20;

    private final LongSupplier usedBytes;
    private final Runnable collect;
    private long liveBytes;

    HeapReturn(LongSupplier usedBytes, Runnable collect) {
        this.usedBytes = usedBytes;
        this.collect = collect;
    }

    /** Of this process; does nothing under a collector without an old generation of that kind. */
    static HeapReturn ofThisProcess() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP
                    && pool.getName().toLowerCase(Locale.ROOT).contains("tenured")) {
                return new HeapReturn(() -> pool.getUsage().getUsed(), System::gc);
            }
        }
        return new HeapReturn(() -> 0, () -> {});
    }

    @Override
    public void run() {
        long used = usedBytes.getAsLong();
        if (used >= FLOOR_BYTES && used / 2 >= liveBytes) {
            collect.run();
            liveBytes = usedBytes.getAsLong();
        }
    }
}
