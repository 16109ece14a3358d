package dev.pontage.meter;

import dev.pontage.account.Account;
import dev.pontage.dialect.Loss;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Peek;
import dev.pontage.dialect.Usage;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Candidate;
import dev.pontage.exchange.Closing.End;
import dev.pontage.exchange.Closing.Lost;
import dev.pontage.exchange.EndUser;
import dev.pontage.exchange.Exchange;
import dev.pontage.ledger.Receipt;
import dev.pontage.ledger.Receipt.Flag;
import dev.pontage.ledger.Receipt.UsageSource;
import dev.pontage.price.Price;
import dev.pontage.price.Pricing;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Prices what an exchange used, with the prices of the snapshot it began with. */
final class Receipts {
    private Receipts() {}

    static Receipt of(Exchange exchange, Admitted admitted, End end) {
        Peek peek = admitted.planned().asked().peek();
        Candidate candidate = candidate(admitted, end);
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        boolean free = admitted.planned().asked().head().operation().kind() == Operation.Kind.COUNT_TOKENS;
        if (free) {
            return receipt(
                    exchange, admitted, end, Counted.nothing(end), Priced.FREE, flags, abandoned(end.lost(), _ -> 0));
        }
        Counted counted = Counted.of(peek, end);
        Optional<Priced> priced = price(exchange.snapshot(), candidate, counted.usage());
        if (priced.isEmpty()) {
            // A count that no money can express is no count: ours takes its place, and the row says so.
            flags.add(Flag.CLAMPED);
            counted = Counted.ours(peek, end);
            priced = price(exchange.snapshot(), candidate, counted.usage());
        }
        return receipt(
                exchange,
                admitted,
                end,
                counted,
                priced.orElseGet(() -> unknown(admitted)),
                flags,
                abandoned(end.lost(), lost -> readingCost(exchange.snapshot(), peek, lost)));
    }

    /** A receipt without a price, for an exchange whose price nobody can say; budgets count all that was reserved. */
    static Receipt unpriced(Exchange exchange, Admitted admitted, End end) {
        return receipt(
                exchange,
                admitted,
                end,
                Counted.unchecked(end),
                unknown(admitted),
                EnumSet.noneOf(Flag.class),
                abandoned(end.lost(), lost -> 0));
    }

    private static Receipt receipt(
            Exchange exchange,
            Admitted admitted,
            End end,
            Counted counted,
            Priced priced,
            Set<Flag> flags,
            List<Receipt.Abandoned> abandoned) {
        Asked asked = admitted.planned().asked();
        Attempt served = end.served();
        Candidate candidate = candidate(admitted, end);
        Account account = asked.caller().account();
        if (end.clamped() || counted.corrected()) {
            flags.add(Flag.CLAMPED);
        }
        if (priced.unpriced()) {
            flags.add(Flag.UNPRICED);
        }
        if (counted.source() != UsageSource.PROVIDER) {
            flags.add(Flag.ESTIMATED);
        }
        return new Receipt(
                exchange.id(),
                account.id(),
                account.dna(),
                asked.caller().key().id(),
                EndUser.of(asked.head().headers()),
                List.of(),
                asked.head().operation().kind().word(),
                asked.head().dialect().name(),
                asked.peek().model(),
                candidate.model(),
                served == null ? "" : candidate.provider().name(),
                served == null ? "" : candidate.credential().id(),
                served == null ? "" : candidate.upstreamModel(),
                end.outcome(),
                end.attempts(),
                counted.usage(),
                counted.source(),
                priced.version(),
                priced.charge(),
                priced.cost(),
                priced.budget(),
                charges(account, priced.charge()),
                List.copyOf(flags),
                served == null ? List.of() : dropped(served.conversion().losses()),
                abandoned,
                exchange.startedAtMicros(),
                exchange.ticker().epochMicros());
    }

    private static Candidate candidate(Admitted admitted, End end) {
        Attempt served = end.served();
        return served == null ? admitted.planned().plan().first() : served.candidate();
    }

    /** Empty where the amount is above what money is counted in. */
    private static Optional<Priced> price(Snapshot snapshot, Candidate candidate, Usage usage) {
        try {
            return Optional.of(exactly(snapshot, candidate, usage));
        } catch (ArithmeticException tooMuch) {
            return Optional.empty();
        }
    }

    private static Priced exactly(Snapshot snapshot, Candidate candidate, Usage usage) {
        if (candidate.provider().free()) {
            return Priced.FREE;
        }
        Optional<Price> charge = snapshot.prices().charge(candidate.model());
        Optional<Price> cost = snapshot.prices().cost(candidate.provider().name(), candidate.upstreamModel());
        long costNano = cost.map(price -> Pricing.charge(usage, price)).orElse(0L);
        if (charge.isEmpty()) {
            return new Priced(
                    "", 0, costNano, Pricing.charge(usage, snapshot.prices().assumed()), true);
        }
        Price price = charge.get();
        long charged = Pricing.charge(usage, price);
        if (!Pricing.leavesUnpriced(usage, price)) {
            return new Priced(price.version(), charged, costNano, charged, false);
        }
        long assumed = Pricing.charge(
                Pricing.unpricedPart(usage, price), snapshot.prices().assumed());
        return new Priced(price.version(), charged, costNano, Math.addExact(charged, assumed), true);
    }

    private static Priced unknown(Admitted admitted) {
        return new Priced("", 0, 0, admitted.permit().reservedNanoUsd(), true);
    }

    /**
     * What each level pays, the caller's first. Until resellers have prices of their own, every level pays the same.
     */
    private static List<Receipt.Charge> charges(Account account, long nanoUsd) {
        List<Receipt.Charge> charges = new ArrayList<>(2);
        for (String id : account.path().reversed()) {
            charges.add(new Receipt.Charge(id, nanoUsd));
        }
        return charges;
    }

    private static List<String> dropped(List<Loss> losses) {
        return losses.isEmpty() ? List.of() : losses.stream().map(Loss::field).toList();
    }

    /** The lost attempts, each with what it may have cost upstream (F-08, F-29). */
    private static List<Receipt.Abandoned> abandoned(List<Lost> lost, ToLongFunction<Candidate> cost) {
        if (lost.isEmpty()) {
            return List.of();
        }
        List<Receipt.Abandoned> lines = new ArrayList<>(lost.size());
        for (Lost each : lost) {
            Candidate candidate = each.attempt().candidate();
            lines.add(new Receipt.Abandoned(
                    each.attempt().number(),
                    candidate.provider().name(),
                    candidate.credential().id(),
                    candidate.model(),
                    candidate.upstreamModel(),
                    each.failure().word(),
                    Math.multiplyExact(cost.applyAsLong(candidate), (long)
                            each.attempt().conversion().legs())));
        }
        return lines;
    }

    /** At least the input was read. */
    private static long readingCost(Snapshot snapshot, Peek peek, Candidate candidate) {
        return price(snapshot, candidate, Usage.text(peek.inputEstimate(), 0))
                .map(Priced::cost)
                .orElse(0L);
    }

    private record Priced(String version, long charge, long cost, long budget, boolean unpriced) {
        private static final Priced FREE = new Priced("free", 0, 0, 0, false);
    }
}
