package dev.pontage.observe;

import dev.pontage.base.Ticker;
import dev.pontage.dialect.Failure;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Attempt;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.exchange.Reach;
import dev.pontage.exchange.Watcher;
import dev.pontage.ledger.Receipt;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what happens as JSON lines, one an event.
 *
 * <p>An allow-list: only what is named here is written. No prompt, answer, key, header or URL of anybody is (S-12,
 * S-42).
 */
public final class Log implements Watcher {
    /** How much of a bug's stack is written. */
    private static final int BUG_FRAMES = 12;

    private final LogSink sink;
    private final Ticker ticker;

    public Log(LogSink sink, Ticker ticker) {
        this.sink = sink;
        this.ticker = ticker;
    }

    /** An event of the process itself, such as a reload. */
    public void info(String event, Map<String, String> fields) {
        write("info", event, fields);
    }

    /** Something an operator should look at. */
    public void warn(String event, Map<String, String> fields) {
        write("warn", event, fields);
    }

    /** Something that failed and was not expected to. */
    public void error(String event, Map<String, String> fields) {
        write("error", event, fields);
    }

    @Override
    public void finished(Exchange exchange, Receipt receipt) {
        LogLine line = new LogLine(receipt.endedAtMicros(), "info", "request")
                .with("requestId", receipt.requestId())
                .with("account", receipt.account())
                .with("key", receipt.key())
                .with("operation", receipt.operation())
                .with("dialect", receipt.dialect())
                .ifAny("asked", receipt.asked().equals(receipt.model()) ? "" : receipt.asked())
                .with("model", receipt.model())
                .ifAny("provider", receipt.provider())
                .with("outcome", receipt.outcome().word())
                .with("attempts", receipt.attempts())
                .with("tokensIn", receipt.usage().totalIn())
                .with("tokensOut", receipt.usage().totalOut())
                .with("usageSource", receipt.usageSource().word())
                .with("chargeNanousd", receipt.chargeNanoUsd())
                .with("micros", receipt.endedAtMicros() - receipt.startedAtMicros());
        if (exchange.committedAfterNanos() >= 0) {
            line.with("firstByteMicros", exchange.committedAfterNanos() / 1_000);
        }
        sink.line(line.end());
    }

    @Override
    public void refused(Exchange exchange, Head head, Refusal refusal) {
        sink.line(new LogLine(ticker.epochMicros(), "info", "refused")
                .with("requestId", exchange.id())
                .with("operation", head.operation().kind().word())
                .with("dialect", head.dialect().name())
                .with("peer", head.peer())
                .with("status", refusal.status())
                .with("code", refusal.code())
                .ifAny("param", refusal.param())
                .end());
    }

    @Override
    public void attemptFailed(Exchange exchange, Attempt attempt, Failure failure, Reach reach, boolean again) {
        LogLine line = new LogLine(ticker.epochMicros(), "warn", "attempt_failed")
                .with("requestId", exchange.id())
                .with("attempt", attempt.number())
                .with("provider", attempt.candidate().provider().name())
                .with("credential", attempt.candidate().credential().name())
                .with("upstreamModel", attempt.candidate().upstreamModel())
                .with("failure", failure.word())
                .with("reach", reach.name().toLowerCase(Locale.ROOT))
                .with("again", again ? "yes" : "no");
        int status = status(failure);
        if (status > 0) {
            line.with("status", status);
        }
        if (failure instanceof Failure.Unreachable unreachable) {
            line.with("reason", unreachable.reason());
        }
        sink.line(line.end());
    }

    /** What the upstream answered; 0 where it gave no status, or its kind of failure has one of several. */
    private static int status(Failure failure) {
        return switch (failure) {
            case Failure.ServerError said -> said.status();
            case Failure.Overloaded said -> said.status();
            case Failure.Rejected said -> said.status();
            case Failure.CredentialRefused said -> said.status();
            case Failure.RateLimited _ -> 429;
            case Failure.Spent _, Failure.ModelUnavailable _, Failure.ContextTooLong _, Failure.PolicyRefused _ -> 0;
            case Failure.Unreachable _, Failure.Loop _, Failure.TimedOut _, Failure.Cut _, Failure.Garbled _ -> 0;
        };
    }

    /** The class of the bug and where it was thrown; its message may hold bytes of a client and is not for a log. */
    @Override
    public void broke(Exchange exchange, Throwable bug) {
        LogLine line = new LogLine(ticker.epochMicros(), "error", "bug")
                .with("requestId", exchange.id())
                .with("class", bug.getClass().getName());
        StackTraceElement[] stack = bug.getStackTrace();
        line.with(
                "at",
                Arrays.stream(stack, 0, Math.min(stack.length, BUG_FRAMES))
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < ")));
        sink.line(line.end());
    }

    private void write(String level, String event, Map<String, String> fields) {
        LogLine line = new LogLine(ticker.epochMicros(), level, event);
        fields.forEach(line::with);
        sink.line(line.end());
    }
}
