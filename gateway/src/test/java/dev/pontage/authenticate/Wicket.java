package dev.pontage.authenticate;

import dev.pontage.account.Account;
import dev.pontage.account.Key;
import dev.pontage.account.KeyHash;
import dev.pontage.account.SigningKey;
import dev.pontage.base.Answer;
import dev.pontage.base.Secret;
import dev.pontage.base.Ticker;
import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Operation;
import dev.pontage.dialect.Refusal;
import dev.pontage.dialect.bedrock.Bedrock;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Caller;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Known;
import dev.pontage.exchange.Loop;
import dev.pontage.exchange.Reply;
import dev.pontage.exchange.Step;
import dev.pontage.exchange.Watcher;
import dev.pontage.model.ModelMap;
import dev.pontage.price.PriceBook;
import dev.pontage.snapshot.OriginSet;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.snapshot.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The stage alone, with one key that signs, and with time, the body and the pool for long work in the test's hands. */
final class Wicket {
    static final Key KEY =
            new Key(SignedRequest.ID, "signer", "1", "", List.of(), List.of("https://app.example"), false);

    final AtomicLong epochMicros = new AtomicLong(SignedRequest.EPOCH_MICROS);
    final AtomicInteger hmacs = new AtomicInteger();
    final List<String> holders = new ArrayList<>();
    final List<Integer> mosts = new ArrayList<>();
    final List<Runnable> offloaded = new ArrayList<>();
    final List<Caller> known = new ArrayList<>();
    private final SignatureLimits limits;
    private final Authenticator authenticator;
    private final Snapshot snapshot;

    Wicket() {
        this(SignatureLimits.DEFAULT);
    }

    Wicket(SignatureLimits limits) {
        this.limits = limits;
        authenticator = new Authenticator(value -> KeyHash.NONE, limits, (key, text) -> {
            hmacs.incrementAndGet();
            return AwsSignature.hmac(key, text);
        });
        snapshot = new Snapshot(
                1,
                Table.of(Map.of()),
                Table.of(Map.of(KEY.id(), new SigningKey(KEY, new Secret(SignedRequest.SECRET)))),
                Table.of(Map.of("1", new Account("1", Account.ROOT, ".", true, true, false))),
                List.of(),
                ModelMap.EMPTY,
                PriceBook.EMPTY,
                "",
                false,
                OriginSet.NONE);
    }

    SignatureLimits limits() {
        return limits;
    }

    /** What becomes of a request whose body is there at once. */
    Call call(SignedRequest request) {
        Call call = new Call(request, new Bedrock());
        call.identify();
        call.read(new Step.Next<>(new Body.Bytes(request.body(), request.body().length)));
        return call;
    }

    /** What becomes of one whose body nobody will read. */
    Call callWithoutBody(SignedRequest request) {
        Call call = new Call(request, new Bedrock());
        authenticator
                .identifyByHead(call.exchange, call.head)
                .end(found -> call.found = found, refusal -> call.refusal = refusal);
        return call;
    }

    /** One that is identified, and whose body the test will bring. */
    Call begin(SignedRequest request) {
        Call call = new Call(request, new Bedrock());
        call.identify();
        return call;
    }

    Call call(SignedRequest request, Dialect dialect) {
        Call call = new Call(request, dialect);
        call.identify();
        return call;
    }

    /** One request. */
    final class Call implements Watcher, Loop {
        final Exchange exchange;
        final Head head;
        final Told told = new Told();
        Answer.@Nullable Pending<Step<Body.Bytes>> coming;
        private Step<Body.Bytes> next = new Step.Refuse<>(Refusal.invalid("", "is not there"));

        @Nullable Known found;

        Body.@Nullable Bytes bytes;

        @Nullable Refusal refusal;

        Call(SignedRequest request, Dialect dialect) {
            Ticker ticker = new Ticker() {
                @Override
                public long nanos() {
                    return 0;
                }

                @Override
                public long epochMicros() {
                    return epochMicros.get();
                }
            };
            exchange = new Exchange("1".repeat(32), this, snapshot, told, this, ticker);
            head = new Head(
                    dialect,
                    new Operation(Operation.Kind.CHAT, request.method(), "/x", Operation.BodyMode.REPLAYED, true),
                    "",
                    request.path(),
                    request.query(),
                    request.headers(),
                    "127.0.0.1",
                    this::body);
        }

        private Step<Body.Bytes> body(int most, String holder) {
            mosts.add(most);
            holders.add(holder);
            return next;
        }

        private void identify() {
            authenticator.identify(exchange, head).end(is -> found = is, no -> refusal = no);
        }

        /** Reads the body, which is this. */
        void read(Step<Body.Bytes> body) {
            if (found != null) {
                next = body;
                authenticator.read(exchange, found, 32 << 20).end(is -> bytes = is, no -> refusal = no);
            }
        }

        /** Begins to read a body that comes later. */
        Answer.Pending<Step<Body.Bytes>> readLater() {
            Answer.Pending<Step<Body.Bytes>> later = new Answer.Pending<>(Answer.Pending.UNBOUNDED, "late");
            read(new Step.Wait<>(later));
            return later;
        }

        /** The code of the refusal; empty if the body was read. */
        String outcome() {
            return refusal != null ? refusal.status() + " " + refusal.code() : bytes == null ? "nothing" : "";
        }

        @Override
        public void known(Exchange which, Caller caller) {
            known.add(caller);
        }

        @Override
        public void post(Runnable task) {
            task.run();
        }

        @Override
        public Timer after(long millis, Runnable task) {
            return () -> {};
        }

        @Override
        public boolean offload(Runnable task) {
            return offloaded.add(task);
        }
    }

    /** A reply that nobody writes. */
    static final class Told implements Reply {
        @Override
        public void head(int status, Headers headers, long length) {}

        @Override
        public boolean headed() {
            return false;
        }

        @Override
        public boolean write(byte[] bytes, int from, int to) {
            return true;
        }

        @Override
        public void end() {}

        @Override
        public void cut() {}

        @Override
        public void onDrain(Runnable drained) {}

        @Override
        public void onGone(Runnable gone) {}

        @Override
        public void onStop(Runnable stopping) {}

        @Override
        public boolean gone() {
            return false;
        }
    }
}
