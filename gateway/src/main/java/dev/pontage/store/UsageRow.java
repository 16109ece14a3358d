package dev.pontage.store;

import dev.pontage.dialect.Usage;
import dev.pontage.ledger.LedgerEntry;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Abandoned;
import dev.pontage.ledger.Receipt.Charge;
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a ledger entry becomes a row, column by column in the order of {@link Sql#ADD_USAGE}, and how it comes back. */
final class UsageRow {
    private static final int NAME_CHARACTERS = 255;
    private static final int TAG_CHARACTERS = 1_000;
    private static final char BEFORE_ATTEMPT = '-';

    private UsageRow() {}

    /** The entry id of an abandoned attempt: its place in the receipt, since its number may stand there twice. */
    static String attemptId(Receipt receipt, int place) {
        return receipt.requestId() + BEFORE_ATTEMPT + place;
    }

    static void bind(PreparedStatement row, long seq, Receipt receipt, long utcDay) throws SQLException {
        bindCaller(row, seq, receipt.requestId(), LedgerEntry.Type.USAGE, receipt);
        bindServed(
                row,
                receipt.provider(),
                receipt.credential(),
                Text.clip(receipt.model(), NAME_CHARACTERS),
                Text.clip(receipt.upstreamModel(), NAME_CHARACTERS),
                receipt);
        row.setString(16, receipt.outcome().word());
        row.setLong(17, receipt.attempts());
        Usage usage = receipt.usage();
        row.setLong(18, usage.input());
        row.setLong(19, usage.cacheRead());
        row.setLong(20, usage.output());
        row.setLong(21, usage.reasoning());
        row.setString(22, receipt.usageSource().word());
        row.setString(23, Text.clip(receipt.priceVersion(), NAME_CHARACTERS));
        row.setLong(24, receipt.chargeNanoUsd());
        row.setLong(25, receipt.costNanoUsd());
        row.setLong(26, receipt.budgetNanoUsd());
        setText(row, 27, Packed.pack(usage, receipt.flags(), receipt.dropped(), ""));
        bindTimes(row, receipt, utcDay);
    }

    /** What the abandoned attempt at that place (from 1) may have cost; nobody pays it and no budget counts it. */
    static void bind(PreparedStatement row, long seq, Receipt receipt, int place, long utcDay) throws SQLException {
        Abandoned attempt = receipt.abandoned().get(place - 1);
        bindCaller(row, seq, attemptId(receipt, place), LedgerEntry.Type.ATTEMPT, receipt);
        bindServed(
                row,
                attempt.provider(),
                attempt.credential(),
                Text.clip(attempt.model(), NAME_CHARACTERS),
                Text.clip(attempt.upstreamModel(), NAME_CHARACTERS),
                receipt);
        row.setString(16, Outcome.FAILED.word());
        row.setLong(17, attempt.number());
        for (int column = 18; column <= 21; column++) {
            row.setLong(column, 0);
        }
        row.setString(22, UsageSource.ESTIMATED.word());
        row.setString(23, "");
        row.setLong(24, 0);
        row.setLong(25, attempt.costNanoUsd());
        row.setLong(26, 0);
        setText(row, 27, Packed.pack(Usage.NONE, List.of(), List.of(), attempt.failure()));
        bindTimes(row, receipt, utcDay);
    }

    private static void bindCaller(PreparedStatement row, long seq, String id, LedgerEntry.Type type, Receipt receipt)
            throws SQLException {
        row.setLong(1, seq);
        row.setString(2, id);
        row.setString(3, type.word());
        row.setString(4, receipt.account());
        row.setString(5, receipt.dna());
        row.setString(6, receipt.key());
        setText(row, 7, Text.clipOrNull(receipt.endUser(), NAME_CHARACTERS));
        setText(row, 8, receipt.tags().isEmpty() ? null : Text.clipOrNull(Text.join(receipt.tags()), TAG_CHARACTERS));
        row.setString(9, receipt.operation());
        row.setString(10, receipt.dialect());
    }

    private static void bindServed(
            PreparedStatement row,
            String provider,
            String credential,
            String model,
            String upstreamModel,
            Receipt receipt)
            throws SQLException {
        String asked = Text.clip(receipt.asked(), NAME_CHARACTERS);
        setText(row, 11, asked.equals(model) ? null : asked);
        row.setString(12, model);
        row.setString(13, provider);
        row.setString(14, credential);
        setText(row, 15, upstreamModel.equals(model) ? null : upstreamModel);
    }

    private static void bindTimes(PreparedStatement row, Receipt receipt, long utcDay) throws SQLException {
        row.setLong(28, utcDay);
        row.setLong(29, receipt.startedAtMicros());
        row.setLong(30, receipt.endedAtMicros());
    }

    private static void setText(PreparedStatement row, int column, @Nullable String text) throws SQLException {
        if (text == null) {
            row.setNull(column, Types.VARCHAR);
        } else {
            row.setString(column, text);
        }
    }

    /** The entry of the current row of {@link Sql#USAGE}, with what the levels above its account pay. */
    static LedgerEntry read(ResultSet row, List<Charge> above) throws SQLException {
        LedgerEntry.Type type = LedgerEntry.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT));
        String id = row.getString("id");
        String model = row.getString("model");
        Packed more = Packed.unpack(row.getString("more"));
        String provider = row.getString("provider");
        String credential = row.getString("credential");
        String upstreamModel = orElse(row.getString("upstream_model"), model);
        int attempts = row.getInt("attempts");
        long cost = row.getLong("cost_nanousd");
        String account = row.getString("account_id");
        long charge = row.getLong("charge_nanousd");
        List<Abandoned> abandoned = type == LedgerEntry.Type.USAGE
                ? List.of()
                : List.of(new Abandoned(attempts, provider, credential, model, upstreamModel, more.failure(), cost));
        Receipt receipt = new Receipt(
                type == LedgerEntry.Type.USAGE ? id : id.substring(0, id.lastIndexOf(BEFORE_ATTEMPT)),
                account,
                row.getString("dna"),
                row.getString("key_id"),
                orElse(row.getString("end_user"), ""),
                Text.split(row.getString("tags")),
                row.getString("operation"),
                row.getString("dialect"),
                orElse(row.getString("asked"), model),
                model,
                provider,
                credential,
                upstreamModel,
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                attempts,
                more.usage(
                        row.getLong("input"),
                        row.getLong("cache_read"),
                        row.getLong("output"),
                        row.getLong("reasoning")),
                UsageSource.valueOf(row.getString("usage_source").toUpperCase(Locale.ROOT)),
                row.getString("price_version"),
                charge,
                cost,
                row.getLong("budget_nanousd"),
                type == LedgerEntry.Type.USAGE ? charges(account, charge, above) : List.of(),
                more.flags(),
                more.dropped(),
                abandoned,
                row.getLong("started_micros"),
                row.getLong("ended_micros"));
        return new LedgerEntry(row.getLong("seq"), id, type, receipt);
    }

    /** All levels from the caller up: the row itself says what its own account pays. */
    private static List<Charge> charges(String account, long charge, List<Charge> above) {
        List<Charge> charges = new ArrayList<>(1 + above.size());
        charges.add(new Charge(account, charge));
        charges.addAll(above);
        return List.copyOf(charges);
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}
