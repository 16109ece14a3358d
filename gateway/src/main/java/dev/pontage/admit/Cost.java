package dev.pontage.admit;

import dev.pontage.account.Budget;
import dev.pontage.account.Key;
import dev.pontage.cell.Cell;
import dev.pontage.cell.Cells;
import dev.pontage.cell.Reservation;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Admitted;
import dev.pontage.exchange.Closing;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Permit;
import dev.pontage.exchange.Planned;
import dev.pontage.exchange.Step;
import dev.pontage.price.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reserves what a request may cost at most, before anything is spent (design decision D6).
 *
 * <p>The reservation is the strict upper bound for the dearest candidate; what is left of it comes back when the books
 * close. With room for ten requests, two hundred at once get at most ten permits.
 */
public final class Cost {
    private final Cells cells;
    private final Closing closing;

    public Cost(Cells cells, Closing closing) {
        this.cells = cells;
        this.closing = closing;
    }

    /** The permit, or 429 {@code insufficient_quota} naming the budget; 503 while books wait to be closed. */
    public Step<Admitted> reserve(Exchange exchange, Planned planned) {
        if (closing.behind()) {
            return new Step.Refuse<>(
                    Refusal.unavailable("ledger_unavailable", "The gateway cannot enter usage at the moment."));
        }
        Key key = planned.asked().caller().key();
        List<Reservation> taken = List.of();
        if (!key.budgets().isEmpty()) {
            long amount = Estimate.upperBound(exchange.snapshot(), planned);
            taken = new ArrayList<>(key.budgets().size());
            for (Budget budget : key.budgets()) {
                Cell cell = cells.of(cellId(key, budget, exchange.startedAtMicros()));
                if (!cell.take(amount, budget.nanoUsd())) {
                    giveBack(taken);
                    return new Step.Refuse<>(spent(budget, cell, amount));
                }
                taken.add(new Reservation(cell, Reservation.Unit.NANO_USD, amount));
            }
        }
        Permit permit = new Permit(planned.asked().entered().entry(), taken);
        Admitted admitted = new Admitted(planned, permit);
        exchange.holds(() -> {
            permit.giveBack();
            exchange.watcher().closed(exchange, admitted);
        });
        exchange.watcher().admitted(exchange, admitted);
        return new Step.Next<>(admitted);
    }

    /** The cell of a key's budget at a moment: one a UTC day. */
    public static Cells.Id cellId(Key key, Budget budget, long epochMicros) {
        return switch (budget.period()) {
            case DAY ->
                new Cells.Id(Cells.Kind.KEY_MONEY_DAY, key.id(), Math.floorDiv(epochMicros, TimeUnit.DAYS.toMicros(1)));
        };
    }

    private static void giveBack(List<Reservation> taken) {
        for (Reservation reservation : taken) {
            reservation.cell().settle(reservation.amount(), 0);
        }
    }

    private static Refusal spent(Budget budget, Cell cell, long amount) {
        return new Refusal(
                429,
                "insufficient_quota",
                "This API key's budget of " + Money.usd(budget.nanoUsd())
                        + " USD a day (UTC) does not cover the request:"
                        + " it may cost up to " + Money.usd(amount) + " USD, and "
                        + Money.usd(Math.max(0, budget.nanoUsd() - cell.held())) + " USD are left.");
    }
}
