package dev.pontage.memento;

import dev.pontage.base.Answer;
import dev.pontage.base.Ticker;
import dev.pontage.seal.MemorySeal;
import dev.pontage.seal.SealException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What this node keeps for tool calls, in its memory: bounded in bytes and time, the oldest goes first.
 *
 * <p>Every operation takes constant time for each call. The lock is held for look-ups alone: sealing and opening
 * happen outside.
 */
public final class LocalMementos implements Mementos {
    /** What an entry takes beside its bytes and its names. */
    private static final int OVERHEAD_BYTES = 200;

    /** In the place of a value: the id was given twice. */
    private static final byte[] AMBIGUOUS = new byte[0];

    private final MementoLimits limits;
    private final long keptNanos;
    private final MemorySeal seal;
    private final Ticker ticker;

    /** The oldest first. */
    final Map<Id, Entry> entries = new LinkedHashMap<>();

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
            return AMBIGUOUS;
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
        Entry before = entries.remove(id);
        boolean ambiguous = before != null && before.sealed().length == 0;
        Entry entry = new Entry(ambiguous ? AMBIGUOUS : sealed, ticker.nanos());
        takenBytes += bytes(id, entry) - (before == null ? 0 : bytes(id, before));
        entries.put(id, entry);
        letGo();
        return before == null ? AMBIGUOUS : before.sealed();
    }

    /** Lets go of what is over, and of the oldest as long as all takes too much. */
    private void letGo() {
        Iterator<Map.Entry<Id, Entry>> oldest = entries.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Id, Entry> entry = oldest.next();
            boolean over = ticker.nanos() - entry.getValue().keptAtNanos() >= keptNanos;
            if (!over && takenBytes <= limits.bytes()) {
                return;
            }
            oldest.remove();
            takenBytes -= bytes(entry.getKey(), entry.getValue());
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
}
