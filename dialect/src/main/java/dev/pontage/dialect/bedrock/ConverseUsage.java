package dev.pontage.dialect.bedrock;

import dev.pontage.dialect.Usage;
import dev.pontage.dialect.json.Flag;
import dev.pontage.dialect.json.Json;
import dev.pontage.dialect.json.Kind;
import dev.pontage.dialect.json.Members;
import dev.pontage.dialect.json.Scan;
import dev.pontage.dialect.json.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The provider's count in one answer, and how it is written (protocols 5.2, 9.1).
 *
 * <p>{@code inputTokens} is without what was read from or written to a cache, so the classes are disjoint as they come;
 * {@code cacheDetails} tells how much of the written part is kept for an hour. {@code totalTokens} is not relied on:
 * it includes the cached tokens or not. There is no count of reasoning: it stays in the output. Counts below zero,
 * beyond {@link #LIMIT} or not whole are clamped and flagged (F-19, L-21).
 */
final class ConverseUsage {
    /** More tokens than any answer has; sums of what is below it cannot overflow. */
    static final long LIMIT = 1_000_000_000_000L;

    /** How many node numbers usage takes. */
    static final int NODES = 20;

    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int CACHE_READ = 3;
    private static final int CACHE_WRITE = 4;
    private static final int DETAIL = 5;
    private static final int DETAIL_TTL = 6;
    private static final int DETAIL_TOKENS = 7;
    private static final byte[] HOUR = {'1', 'h'};

    private long input;
    private long output;
    private long cacheRead;
    private long cacheWrite;
    private long writtenForAnHour;
    private long writtenBriefly;
    private boolean ofAnHour;
    private long detail;
    private boolean has;
    private boolean clamped;

    /** Names all fields of the usage object; {@code base} is told for the object, higher numbers for its fields. */
    static void at(Shape.Paths paths, String path, int base) {
        paths.at(path, base)
                .at(path + ".inputTokens", base + INPUT)
                .at(path + ".outputTokens", base + OUTPUT)
                .at(path + ".cacheReadInputTokens", base + CACHE_READ)
                .at(path + ".cacheWriteInputTokens", base + CACHE_WRITE)
                .at(path + ".cacheDetails[]", base + DETAIL)
                .at(path + ".cacheDetails[].ttl", base + DETAIL_TTL, Flag.CAPTURE)
                .at(path + ".cacheDetails[].inputTokens", base + DETAIL_TOKENS);
    }

    /** A scalar of the usage object; {@code field} counts from the object's own number. */
    void value(Scan scan, int field) {
        if (scan.kind() == Kind.NULL) {
            return;
        }
        switch (field) {
            case INPUT -> input = count(scan);
            case OUTPUT -> output = count(scan);
            case CACHE_READ -> cacheRead = count(scan);
            case CACHE_WRITE -> cacheWrite = count(scan);
            case DETAIL_TTL -> ofAnHour = scan.kind() == Kind.STRING && scan.stringEquals(HOUR);
            case DETAIL_TOKENS -> detail = count(scan);
            default -> {}
        }
    }

    private long count(Scan scan) {
        has = true;
        long count = scan.longValue(Long.MIN_VALUE);
        clamped |= count < 0 || count > LIMIT;
        return Math.clamp(count, 0, LIMIT);
    }

    void open(int field) {
        if (field == DETAIL) {
            ofAnHour = false;
            detail = 0;
        }
    }

    void close(int field) {
        if (field == DETAIL && ofAnHour) {
            writtenForAnHour = Math.min(LIMIT, writtenForAnHour + detail);
        } else if (field == DETAIL) {
            writtenBriefly = Math.min(LIMIT, writtenBriefly + detail);
        }
    }

    boolean clamped() {
        return clamped || (cacheWrite > 0 && writtenForAnHour > cacheWrite);
    }

    /** The count so far; null if there is none. */
    @Nullable Usage usage() {
        if (!has) {
            return null;
        }
        long written = cacheWrite > 0 ? cacheWrite : writtenForAnHour + writtenBriefly;
        long forAnHour = Math.min(written, writtenForAnHour);
        return new Usage(input, cacheRead, written - forAnHour, forAnHour, output, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Usage as this protocol writes it. */
    static Json.Obj write(Usage usage) {
        List<Json> details = new ArrayList<>();
        detail("5m", usage.cacheWrite5m(), details);
        detail("1h", usage.cacheWrite1h(), details);
        long read = usage.cacheRead() + usage.cachedAudioIn() + usage.cachedImageIn();
        long written = usage.cacheWrite5m() + usage.cacheWrite1h();
        return new Members()
                .put("inputTokens", usage.totalIn() - read - written)
                .put("outputTokens", usage.totalOut())
                .put("totalTokens", usage.totalIn() + usage.totalOut())
                .put("cacheReadInputTokens", read)
                .put("cacheWriteInputTokens", written)
                .putAny("cacheDetails", details)
                .obj();
    }

    private static void detail(String ttl, long tokens, List<Json> details) {
        if (tokens > 0) {
            details.add(new Members().put("ttl", ttl).put("inputTokens", tokens).obj());
        }
    }
}
