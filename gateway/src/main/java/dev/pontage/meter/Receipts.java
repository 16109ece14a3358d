package dev.pontage.meter;

import dev.pontage.account.Account;
import dev.pontage.dialect.Loss;
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
import dev.pontage.ledger.Receipt.Outcome;
import dev.pontage.ledger.Receipt.UsageSource;
import dev.pontage.price.Price;
import dev.pontage.price.Pricing;
import dev.pontage.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prices what an exchange used, with the prices of the snapshot it began with. */
final class Receipts {
    private Receipts() {}

    static Receipt of(Exchange exchange, Admitted admitted, End end) {
        Asked asked = admitted.planned().asked();
        Attempt served = end.served();
        Candidate candidate = served == null ? admitted.planned().plan().first() : served.candidate();
        Account account = asked.caller().account();
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (end.clamped()) {
            flags.add(Flag.CLAMPED);
        }
        Counted counted = count(asked.peek(), end);
        Priced priced;
        try {
            priced = price(exchange.snapshot(), candidate, counted.usage());
        } catch (ArithmeticException e) {
            // A count that no money can express is no count: ours takes its place, and the row says so.
            flags.add(Flag.CLAMPED);
            counted = ownCount(asked.peek(), end);
            priced = price(exchange.snapshot(), candidate, counted.usage());
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
                abandoned(exchange.snapshot(), asked.peek(), end.lost()),
                exchange.startedAtMicros(),
                exchange.ticker().epochMicros());
    }

    /** The provider's count, else ours: the input estimate and what was seen of the output, never nothing (L-04). */
    private static Counted count(Peek peek, End end) {
        if (end.usage() != null) {
            return new Counted(end.usage(), UsageSource.PROVIDER);
        }
        if (end.outcome() == Outcome.FAILED || end.served() == null) {
            return new Counted(Usage.NONE, UsageSource.ESTIMATED);
        }
        return ownCount(peek, end);
    }

    private static Counted ownCount(Peek peek, End end) {
        Usage usage = Usage.text(peek.inputEstimate(), Peek.tokensOfText(end.deliveredTextBytes()));
        return new Counted(usage, end.deliveredTextBytes() > 0 ? UsageSource.COUNTED : UsageSource.ESTIMATED);
    }

    private static Priced price(Snapshot snapshot, Candidate candidate, Usage usage) {
        if (candidate.provider().free()) {
            return new Priced("free", 0, 0, 0, false);
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
        return new Priced(price.version(), charged, costNano, charged, Pricing.leavesUnpriced(usage, price));
    }

    /** What each level pays, the caller's first. Until resellers have prices of their own, every level pays the same. */
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

    /** What the lost attempts may have cost upstream: at least the reading of the input (F-08, F-29). */
    private static List<Receipt.Abandoned> abandoned(Snapshot snapshot, Peek peek, List<Lost> lost) {
        if (lost.isEmpty()) {
            return List.of();
        }
        Usage read = Usage.text(peek.inputEstimate(), 0);
        List<Receipt.Abandoned> lines = new ArrayList<>(lost.size());
        for (Lost each : lost) {
            Candidate candidate = each.attempt().candidate();
            lines.add(new Receipt.Abandoned(
                    each.attempt().number(),
                    candidate.provider().name(),
                    candidate.credential().id(),
                    candidate.upstreamModel(),
                    each.failure().word(),
                    price(snapshot, candidate, read).cost()));
        }
        return lines;
    }

    private record Counted(Usage usage, UsageSource source) {}

    private record Priced(String version, long charge, long cost, long budget, boolean unpriced) {}
}
