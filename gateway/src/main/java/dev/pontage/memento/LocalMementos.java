package dev.pontage.memento;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.seal.MemorySeal;
import dev.pontage.seal.SealException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/**
 * What this node keeps for tool calls, in its memory: bounded in bytes and time, all of it and each account's part. The
 * oldest goes first; an account that keeps more than its part pushes out its own.
 *
 * <p>Every operation takes constant time for each call. The lock is held for look-ups alone: sealing and opening
 * happen outside.
 */
public final class LocalMementos implements Mementos {
    /** What an entry takes beside its bytes and its names. */
    private static final int OVERHEAD_BYTES = 200;

    private static final byte[] NOTHING = {};

    /** In the place of a value: the id was given twice, so that nothing is found under it. */
    private static final byte[] AMBIGUOUS = NOTHING;

    private final MementoLimits limits;
    private final long keptNanos;
    private final MemorySeal seal;
    private final Ticker ticker;

    /** The oldest first. */
    final SequencedMap<Id, Entry> entries = new LinkedHashMap<>();

    /** By account, in the same order. */
    private final Map<String, Shelf> shelves = new HashMap<>();

    private long takenBytes;
    private long pushedOut;

    public LocalMementos(MementoLimits limits, MemorySeal seal, Ticker ticker) {
        this.limits = limits;
        keptNanos = TimeUnit.MILLISECONDS.toNanos(limits.keptMillis());
        this.seal = seal;
        this.ticker = ticker;
    }

    @Override
    public void keep(String account, String callId, Memento memento) {
        byte[] plain = memento.bytes();
        if (plain.length > limits.entryBytes()) {
            return;
        }
        Id id = new Id(account, callId);
        byte[] before = put(id, seal.seal(plain, account, callId));
        if (before.length > 0 && !Arrays.equals(open(id, before), plain)) {
            put(id, AMBIGUOUS);
        }
    }

    @Override
    public Answer<Map<String, Memento>> find(String account, List<String> callIds) {
        Map<Id, byte[]> sealed = look(account, callIds);
        Map<String, Memento> found = new LinkedHashMap<>();
        long room = limits.requestBytes();
        for (Map.Entry<Id, byte[]> each : sealed.entrySet()) {
            room -= each.getValue().length;
            if (room < 0) {
                break;
            }
            byte[] plain = open(each.getKey(), each.getValue());
            if (plain.length > 0) {
                found.put(each.getKey().callId(), Memento.read(plain));
            }
        }
        return new Answer.Ready<>(found);
    }

    /** What does not open is as good as gone. */
    private byte[] open(Id id, byte[] sealed) {
        try {
            return seal.open(sealed, id.account(), id.callId());
        } catch (SealException changed) {
            return NOTHING;
        }
    }

    private synchronized Map<Id, byte[]> look(String account, List<String> callIds) {
        letGo();
        Map<Id, byte[]> found = new LinkedHashMap<>();
        for (String callId : callIds) {
            Id id = new Id(account, callId);
            Entry entry = entries.get(id);
            if (entry != null && entry.sealed().length > 0) {
                found.put(id, entry.sealed());
            }
        }
        return found;
    }

    /** Returns what was there before, which stays if it is ambiguous; nothing is no bytes. */
    private synchronized byte[] put(Id id, byte[] sealed) {
        letGo();
        Entry before = entries.get(id);
        boolean ambiguous = before != null && before.sealed().length == 0;
        remove(id);
        add(id, new Entry(ambiguous ? AMBIGUOUS : sealed, ticker.nanos()));
        letGo();
        return before == null ? NOTHING : before.sealed();
    }

    private void add(Id id, Entry entry) {
        long bytes = bytes(id, entry);
        entries.put(id, entry);
        takenBytes += bytes;
        Shelf shelf = shelves.computeIfAbsent(id.account(), _ -> new Shelf());
        shelf.ids.add(id);
        shelf.bytes += bytes;
        while (shelf.bytes > limits.accountBytes()) {
            remove(shelf.ids.getFirst());
            pushedOut++;
        }
    }

    private void remove(Id id) {
        Entry entry = entries.remove(id);
        if (entry == null) {
            return;
        }
        long bytes = bytes(id, entry);
        takenBytes -= bytes;
        shelves.computeIfPresent(id.account(), (_, shelf) -> {
            shelf.ids.remove(id);
            shelf.bytes -= bytes;
            return shelf.ids.isEmpty() ? null : shelf;
        });
    }

    /** Lets go of what is over, and of the oldest as long as all takes too much. */
    private void letGo() {
        for (Map.Entry<Id, Entry> oldest = entries.firstEntry(); oldest != null; oldest = entries.firstEntry()) {
            boolean over = ticker.nanos() - oldest.getValue().keptAtNanos() >= keptNanos;
            if (!over && takenBytes <= limits.bytes()) {
                return;
            }
            remove(oldest.getKey());
            pushedOut += over ? 0 : 1;
        }
    }

    private static long bytes(Id id, Entry entry) {
        return OVERHEAD_BYTES + 2L * (id.account().length() + id.callId().length()) + entry.sealed().length;
    }

    public synchronized long takenBytes() {
        return takenBytes;
    }

    /** How many entries had to go before their time, for there was no room. */
    public synchronized long pushedOut() {
        return pushedOut;
    }

    record Id(String account, String callId) {}

    record Entry(byte[] sealed, long keptAtNanos) {}

    /** What one account has of it. */
    private static final class Shelf {
        /** The oldest first. */
        private final LinkedHashSet<Id> ids = new LinkedHashSet<>();

        private long bytes;
    }
}
