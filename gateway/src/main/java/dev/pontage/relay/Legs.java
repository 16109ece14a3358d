package dev.pontage.relay;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Conversion;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Headers;
import dev.pontage.exchange.Asked;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.BodyMemory;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Permit;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Upstream;
import dev.pontage.ledger.Books;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the several calls of an attempt that needs them look like one: its owner hears one head, then the whole answer
 * of each call in their order, then the end.
 *
 * <p>The first call that fails is the attempt's failure, and the others are given up.
 */
final class Legs {
    private final Upstream upstream;
    private final RelayLimits limits;
    private final BodyMemory memory;

    Legs(Upstream upstream, RelayLimits limits, BodyMemory memory) {
        this.upstream = upstream;
        this.limits = limits;
        this.memory = memory;
    }

    /** As {@link Upstream#attempt}; an attempt of one call goes straight there. */
    Upstream.Flight attempt(
            Exchange exchange,
            Permit permit,
            Attempt attempt,
            Asked asked,
            Answer<Books.Entered> entered,
            Upstream.Inbound inbound) {
        if (!(attempt.conversion() instanceof Conversion.Joined joined)) {
            return upstream.attempt(exchange, permit, attempt, asked, entered, inbound);
        }
        Flights flights = new Flights(exchange, permit, attempt, joined, asked, inbound);
        exchange.whenAnswered(entered, flights::entered);
        return flights;
    }

    /** All calls of one attempt. */
    private final class Flights implements Upstream.Flight {
        private final Exchange exchange;
        private final Permit permit;
        private final Attempt attempt;
        private final Conversion.Joined joined;
        private final Asked asked;
        private final Upstream.Inbound inbound;
        private final Share held;
        private final List<Leg> legs = new ArrayList<>();
        private int running;
        private boolean over;

        Flights(
                Exchange exchange,
                Permit permit,
                Attempt attempt,
                Conversion.Joined joined,
                Asked asked,
                Upstream.Inbound inbound) {
            this.exchange = exchange;
            this.permit = permit;
            this.attempt = attempt;
            this.joined = joined;
            this.asked = asked;
            this.inbound = inbound;
            held = new Share(memory, asked.caller().holder());
        }

        void entered(Answer<Books.Entered> answer) {
            // The owner hears nothing before it has this flight, so even what is known already waits for the next turn.
            exchange.loop()
                    .post(() -> exchange.run(() -> {
                        if (over) {
                            return;
                        }
                        if (answer instanceof Answer.Failed<Books.Entered>(String code)) {
                            over = true;
                            inbound.notEntered(code);
                        } else {
                            launch(answer);
                        }
                    }));
        }

        private void launch(Answer<Books.Entered> entered) {
            while (!over && running < limits.legsAtOnce() && legs.size() < joined.legs()) {
                Attempt call = attempt.call(joined.calls().get(legs.size()));
                Leg leg = new Leg(this, entered);
                legs.add(leg);
                running++;
                leg.flight = upstream.attempt(exchange, permit, call, asked, entered, exchange.guarded(leg));
            }
        }

        private void landed(Answer<Books.Entered> entered) {
            running--;
            if (running == 0 && legs.size() == joined.legs()) {
                over = true;
                inbound.head(200, legs.getFirst().headers);
                for (int i = 0; i < legs.size(); i++) {
                    Leg leg = legs.get(i);
                    joined.heads().arrived(i, leg.headers);
                    inbound.bytes(leg.body.toByteArray(), 0, leg.body.size());
                }
                held.giveBack();
                inbound.ended();
            } else {
                launch(entered);
            }
        }

        /** One call decides; the others are given up. */
        private void decide(Leg decisive) {
            over = true;
            held.giveBack();
            for (Leg leg : legs) {
                if (leg != decisive && leg.flight != null) {
                    leg.flight.cancel();
                }
            }
        }

        @Override
        public void pause() {
            // Nothing is handed on before all is here, and what may be held is bounded.
        }

        @Override
        public void resume() {}

        @Override
        public Reach reach() {
            boolean sent = legs.stream().anyMatch(leg -> leg.flight != null && leg.flight.reach() != Reach.NOT_SENT);
            return sent ? Reach.SENT : Reach.NOT_SENT;
        }

        @Override
        public void cancel() {
            over = true;
            held.giveBack();
            for (Leg leg : legs) {
                if (leg.flight != null) {
                    leg.flight.cancel();
                }
            }
        }
    }

    /** One call. */
    private final class Leg implements Upstream.Inbound {
        private final Flights all;
        private final Answer<Books.Entered> entered;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Headers headers = Headers.NONE;
        private boolean decisive;

        private Upstream.@Nullable Flight flight;

        Leg(Flights all, Answer<Books.Entered> entered) {
            this.all = all;
            this.entered = entered;
        }

        @Override
        public void head(int status, Headers fields) {
            if (all.over) {
                return;
            }
            if (status >= 200 && status < 300) {
                headers = fields;
            } else {
                decisive = true;
                all.decide(this);
                all.inbound.head(status, fields);
            }
        }

        @Override
        public void bytes(byte[] bytes, int from, int to) {
            if (decisive) {
                all.inbound.bytes(bytes, from, to);
            } else if (!all.over) {
                boolean fits = body.size() + (to - from) <= limits.legBytes();
                if (fits && all.held.take(to - from)) {
                    body.write(bytes, from, to - from);
                } else {
                    give(new Failure.Garbled(fits ? "no memory for the answers" : "an answer longer than is held"));
                }
            }
        }

        private void give(Failure failure) {
            all.cancel();
            all.inbound.failed(failure, Reach.SENT);
        }

        @Override
        public void ended() {
            if (decisive) {
                all.inbound.ended();
            } else if (!all.over) {
                all.landed(entered);
            }
        }

        @Override
        public void failed(Failure failure, Reach reach) {
            if (decisive || !all.over) {
                boolean sent = all.reach() == Reach.SENT;
                all.decide(this);
                all.inbound.failed(failure, sent ? Reach.SENT : reach);
            }
        }

        @Override
        public void resent() {
            all.inbound.resent();
        }

        @Override
        public void notEntered(String code) {
            if (!all.over) {
                all.decide(this);
                all.inbound.notEntered(code);
            }
        }
    }
}
