package dev.pontage.exchange;

import dev.pontage.cell.Reservation;
import java.util.List;

/** What was taken when a call entered: rate and concurrency. It goes over into the permit or is given back. */
public final class Entry {
    private List<Reservation> reservations;

    public Entry(List<Reservation> reservations) {
        this.reservations = List.copyOf(reservations);
    }

    /** Passes the reservations on; from here on they are the receiver's to end. */
    List<Reservation> handOver() {
        List<Reservation> taken = reservations;
        reservations = List.of();
        return taken;
    }

    /** Gives back what was not passed on; for a call refused before it had a permit. */
    public void giveBack() {
        for (Reservation reservation : handOver()) {
            reservation.cell().settle(reservation.amount(), 0);
        }
    }
}
