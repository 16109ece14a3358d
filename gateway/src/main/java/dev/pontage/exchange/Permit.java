package dev.pontage.exchange;

import dev.pontage.cell.Reservation;
import dev.pontage.ledger.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * The right to call an upstream: everything that was reserved for one exchange, ended exactly once.
 *
 * <p>Nothing reaches an upstream without one. It belongs to its exchange's loop.
 */
public final class Permit {
    private final List<Reservation> reservations;
    private boolean ended;

    /** Takes over what entry and reservation took. */
    public Permit(Entry entry, List<Reservation> reservations) {
        this.reservations = new ArrayList<>(entry.handOver());
        this.reservations.addAll(reservations);
    }

    /** What was reserved in nano-USD, at the tightest cell. */
    public long reservedNanoUsd() {
        long most = 0;
        for (Reservation reservation : reservations) {
            if (reservation.unit() == Reservation.Unit.NANO_USD) {
                most = Math.max(most, reservation.amount());
            }
        }
        return most;
    }

    /** Ends it with what the receipt says was used. */
    public void settle(Receipt receipt) {
        end();
        for (Reservation reservation : reservations) {
            long used = switch (reservation.unit()) {
                case NANO_USD -> receipt.budgetNanoUsd();
            };
            reservation.cell().settle(reservation.amount(), used);
        }
    }

    /** Ends it as if it had never been. */
    public void giveBack() {
        end();
        for (Reservation reservation : reservations) {
            reservation.cell().settle(reservation.amount(), 0);
        }
    }

    public boolean ended() {
        return ended;
    }

    private void end() {
        if (ended) {
            throw new IllegalStateException("a permit ends once");
        }
        ended = true;
    }
}
