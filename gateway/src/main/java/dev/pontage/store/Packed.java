package dev.pontage.store;

import dev.pontage.dialect.Usage;
import dev.pontage.ledger.Receipt.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What few rows have, in one small text that most rows leave null, since every column costs each row.
 *
 * <p>Up to four lines: rare usage classes ({@code cacheWrite5m=12,units=3}), flags, dropped fields, and why an attempt
 * was abandoned.
 */
record Packed(List<Long> rare, List<Flag> flags, List<String> dropped, String failure) {
    static final Packed NONE = new Packed(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), List.of(), List.of(), "");

    private static final int LINES = 4;

    /** How many characters the column takes. */
    static final int MAX_CHARACTERS = 4_000;

    private static final List<Rare> CLASSES = List.of(
            new Rare("cacheWrite5m", Usage::cacheWrite5m),
            new Rare("cacheWrite1h", Usage::cacheWrite1h),
            new Rare("audioIn", Usage::audioIn),
            new Rare("audioOut", Usage::audioOut),
            new Rare("imageIn", Usage::imageIn),
            new Rare("imageOut", Usage::imageOut),
            new Rare("cachedAudioIn", Usage::cachedAudioIn),
            new Rare("cachedImageIn", Usage::cachedImageIn),
            new Rare("units", Usage::units));

    /** The text, or null where there is nothing to say. */
    static @Nullable String pack(Usage usage, List<Flag> flags, List<String> dropped, String failure) {
        if (flags.isEmpty() && dropped.isEmpty() && failure.isEmpty() && hasNothingRare(usage)) {
            return null;
        }
        StringJoiner classes = new StringJoiner(",");
        for (Rare rare : CLASSES) {
            long count = rare.count.applyAsLong(usage);
            if (count != 0) {
                classes.add(rare.name + "=" + count);
            }
        }
        StringJoiner words = new StringJoiner(",");
        flags.forEach(flag -> words.add(flag.word()));
        // Names last, so that where a client sent a great many of them, they are what is cut.
        return Text.clip(
                classes + "\n" + words + "\n" + Text.clip(failure, 255) + "\n" + Text.join(dropped), MAX_CHARACTERS);
    }

    static Packed unpack(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        String[] line = text.split("\n", LINES);
        List<Long> rare = new ArrayList<>(NONE.rare);
        for (String pair : line[0].split(",", -1)) {
            int equals = pair.indexOf('=');
            for (int i = 0; equals > 0 && i < CLASSES.size(); i++) {
                if (CLASSES.get(i).name.equals(pair.substring(0, equals))) {
                    rare.set(i, Long.parseLong(pair.substring(equals + 1)));
                }
            }
        }
        List<Flag> flags = new ArrayList<>();
        for (String word : line[1].split(",", -1)) {
            if (!word.isEmpty()) {
                flags.add(Flag.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return new Packed(rare, flags, Text.split(line[3]), line[2]);
    }

    Usage usage(long input, long cacheRead, long output, long reasoning) {
        return new Usage(
                input,
                cacheRead,
                rare.get(0),
                rare.get(1),
                output,
                reasoning,
                rare.get(2),
                rare.get(3),
                rare.get(4),
                rare.get(5),
                rare.get(6),
                rare.get(7),
                rare.get(8));
    }

    private static boolean hasNothingRare(Usage u) {
        return (u.cacheWrite5m()
                        | u.cacheWrite1h()
                        | u.audioIn()
                        | u.audioOut()
                        | u.imageIn()
                        | u.imageOut()
                        | u.cachedAudioIn()
                        | u.cachedImageIn()
                        | u.units())
                == 0;
    }

    private record Rare(String name, ToLongFunction<Usage> count) {}
}
