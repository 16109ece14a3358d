package dev.pontage.listen;

import dev.pontage.dialect.Dialect;
import dev.pontage.dialect.Headers;
import dev.pontage.dialect.Refusal;
import dev.pontage.exchange.Exchange;
import dev.pontage.exchange.Head;
import dev.pontage.snapshot.Snapshot;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Takes requests in on one loop: hands each to whom it is for, or refuses it. */
final class Reception {
    private static final System.Logger LOG = System.getLogger(Reception.class.getName());

    private final Listener.House house;
    private final VertxLoop loop;

    Reception(Listener.House house, VertxLoop loop) {
        this.house = house;
        this.loop = loop;
    }

    /** A request with a well-formed head. */
    void receive(HttpServerRequest request) {
        Wire wire = Wire.of(request.connection());
        if (!wire.open()) {
            return;
        }
        VertxReply reply = new VertxReply(request, wire, loop, house.limits(), house.bodies());
        wire.begin(reply);
        try {
            admit(request, wire, reply);
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "A request could not be taken in", broken);
            reply.cut();
        }
    }

    private void admit(HttpServerRequest request, Wire wire, VertxReply reply) {
        VertxHeaders headers = new VertxHeaders(request.headers());
        Refusal breach = Breach.of(request);
        if (breach != null) {
            reply.lastOfConnection();
            Headers more = breach.status() == 405 ? Headers.of("allow", allowed(request)) : Headers.NONE;
            refuse(reply, null, breach, more, Turnaways.Cause.MALFORMED);
            return;
        }
        String method = request.method().name();
        Target target = Target.parse(request.uri());
        if (target == null) {
            Refusal refusal = new Refusal(400, "invalid_path", "The request target is no path that is served here.");
            refuse(reply, null, refusal, Headers.NONE, Turnaways.Cause.NO_ROUTE);
            return;
        }
        switch (house.endpoints().find(method, target.path())) {
            case Endpoint.Call call -> call(call, target, headers, wire, reply);
            case Endpoint.Shared shared -> call(shared.of(headers), target, headers, wire, reply);
            case Endpoint.Control control ->
                house.control()
                        .answer(new ControlPlane.Call(
                                control.handler(),
                                target.query(),
                                headers,
                                wire.peer(),
                                reply.body(),
                                reply,
                                loop,
                                newId()));
            case Endpoint.OtherMethods other -> otherMethods(other, method, headers, reply);
            case Endpoint.Nowhere nowhere -> nowhere(nowhere, method, target, headers, reply);
        }
    }

    /** What may be done with the target of a method that is never served; empty where it is none of ours. */
    private String allowed(HttpServerRequest request) {
        Target target = Target.parse(request.uri());
        return target != null
                        && house.endpoints().find(request.method().name(), target.path())
                                instanceof Endpoint.OtherMethods other
                ? other.allowed()
                : "";
    }

    private void call(Endpoint.Call call, Target target, Headers headers, Wire wire, VertxReply reply) {
        Exchange exchange =
                new Exchange(newId(), loop, house.snapshots().current(), reply, house.watcher(), house.ticker());
        house.inlet()
                .accept(
                        exchange,
                        new Head(
                                call.dialect(),
                                call.operation(),
                                call.argument(),
                                target.path(),
                                target.query(),
                                headers,
                                wire.peer(),
                                reply.body()));
    }

    private void otherMethods(Endpoint.OtherMethods other, String method, Headers headers, VertxReply reply) {
        if (other.dialect() != null && Preflight.is(method, headers)) {
            preflight(other.dialect(), other.allowed(), headers, reply);
            return;
        }
        Refusal refusal = new Refusal(405, "method_not_allowed", "This path takes " + other.allowed() + ".");
        refuse(reply, other.dialect(), refusal, Headers.of("allow", other.allowed()), Turnaways.Cause.NO_ROUTE);
    }

    private void nowhere(Endpoint.Nowhere nowhere, String method, Target target, Headers headers, VertxReply reply) {
        if (nowhere.dialect() != null && Preflight.is(method, headers)) {
            // Granted all the same, so that the browser's script sees the 404 of the call itself.
            preflight(nowhere.dialect(), "GET, POST", headers, reply);
            return;
        }
        Refusal refusal = new Refusal(404, "unknown_path", "There is nothing at " + target.path() + ".");
        refuse(reply, nowhere.dialect(), refusal, Headers.NONE, Turnaways.Cause.NO_ROUTE);
    }

    private void preflight(Dialect dialect, String methods, Headers headers, VertxReply reply) {
        String origin = headers.first("origin");
        Snapshot snapshot = house.snapshots().current();
        if (origin == null || !snapshot.origins().allows(origin)) {
            Refusal refusal = new Refusal(
                    403, "origin_not_allowed", "No API key lists the browser origin that wants to make the call.");
            refuse(reply, dialect, refusal, Headers.of("vary", "Origin"), Turnaways.Cause.NO_ROUTE);
            return;
        }
        reply.head(204, Preflight.grant(newId(), origin, methods, headers), 0);
        reply.end();
    }

    private void refuse(
            VertxReply reply, @Nullable Dialect dialect, Refusal refusal, Headers more, Turnaways.Cause cause) {
        house.turnaways().turnedAway(cause);
        Refusals.answer(reply, dialect, refusal, newId(), more);
    }

    /** A request whose head is no HTTP/1 that we take: answered, and its connection closed. */
    void receiveInvalid(HttpServerRequest request) {
        Wire wire = Wire.of(request.connection());
        if (!wire.open()) {
            return;
        }
        wire.lingerWhenClosed();
        VertxReply reply = new VertxReply(request, wire, loop, house.limits(), house.bodies());
        wire.begin(reply);
        wire.lingerWhenClosed();
        reply.lastOfConnection();
        Throwable cause = request.decoderResult().cause();
        refuse(reply, null, invalid(cause), Headers.NONE, Turnaways.Cause.MALFORMED);
    }

    private static Refusal invalid(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> new Refusal(414, "uri_too_long", "The request line is too long.");
            case TooLongHttpHeaderException _ ->
                new Refusal(431, "headers_too_large", "The header fields are too large.");
            case OtherVersions.NotSpoken _ ->
                new Refusal(505, "http_version_not_supported", "HTTP/1.1 and HTTP/1.0 are spoken here.");
            default -> new Refusal(400, "malformed_request", "This is no well-formed HTTP/1.1 request.");
        };
    }

    private String newId() {
        return house.ids().get();
    }
}
