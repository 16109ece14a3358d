package dev.pontage.listen;

import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Body;
import dev.pontage.exchange.Handler;
import dev.pontage.exchange.Loop;
import dev.pontage.exchange.Reply;
import dev.pontage.exchange.Role;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers control-plane calls: the role first, then the body, then the action on a virtual thread. */
final class ControlPlane {
    private static final System.Logger LOG = System.getLogger(ControlPlane.class.getName());

    private final RoleCheck roles;
    private final Executor threads;
    private final int mostCalls;
    private final AtomicInteger calls = new AtomicInteger();

    /** @param threads gives each call a thread that may block */
    ControlPlane(RoleCheck roles, Executor threads, int mostCalls) {
        this.roles = roles;
        this.threads = threads;
        this.mostCalls = mostCalls;
    }

    /** What one call brings along. */
    record Call(
            Handler handler, String query, Headers headers, String peer, Body body, Reply reply, Loop loop, String id) {
        void refuse(Refusal refusal, Headers more) {
            Refusals.answer(reply, null, refusal, id, more);
        }
    }

    /** Answers, now or later. */
    void answer(Call call) {
        Handler handler = call.handler();
        if (call.headers().repeats("authorization")) {
            call.refuse(
                    new Refusal(400, "ambiguous_credentials", "Credentials were given twice in authorization."),
                    Headers.NONE);
            return;
        }
        RoleCheck.Verdict verdict =
                handler.role() == Role.ANYONE ? RoleCheck.Verdict.ALLOWED : roles.judge(handler.role(), call.headers());
        switch (verdict) {
            case UNKNOWN ->
                call.refuse(
                        new Refusal(401, "operator_token_required", "This route needs the operator's token as bearer."),
                        Headers.of("www-authenticate", "Bearer"));
            case FORBIDDEN ->
                call.refuse(new Refusal(403, "role_not_allowed", "Your role does not allow this route."), Headers.NONE);
            case ALLOWED ->
                call.body()
                        .read(handler.maxBodyBytes(), call.peer())
                        .end(body -> start(call, body), refusal -> call.refuse(refusal, Headers.NONE));
        }
    }

    private void start(Call call, Body.Bytes body) {
        if (call.reply().gone()) {
            return;
        }
        if (calls.incrementAndGet() > mostCalls) {
            calls.decrementAndGet();
            call.refuse(
                    Refusal.unavailable("control_calls_full", "As many control-plane calls as may run are running."),
                    Headers.NONE);
            return;
        }
        // The body's memory goes back when the answer is given, and the action may keep what it was handed.
        byte[] bytes = Arrays.copyOf(body.array(), body.length());
        ReplyStream out = new ReplyStream(call);
        try {
            threads.execute(() -> {
                try {
                    run(call, bytes, out);
                } finally {
                    calls.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException ended) {
            calls.decrementAndGet();
            call.refuse(Refusal.unavailable("gateway_stopping", "The gateway is stopping."), Headers.NONE);
        }
    }

    private static void run(Call call, byte[] body, ReplyStream out) {
        boolean given = false;
        try {
            Handler.Response response =
                    call.handler().action().apply(new Handler.Request(call.query(), call.headers(), body));
            out.begin(response.status(), response.headers());
            response.content().writeTo(out);
            out.close();
            given = true;
        } catch (IOException left) {
            LOG.log(System.Logger.Level.DEBUG, "A client left before its answer", left);
        } catch (RuntimeException broken) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A control-plane route failed: " + call.handler().path(),
                    broken);
        } finally {
            if (!given) {
                out.giveUp();
            }
        }
    }
}
