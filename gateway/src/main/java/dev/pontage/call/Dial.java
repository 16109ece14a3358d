package dev.pontage.call;

import dev.pontage.base.Answer;
import dev.pontage.dialect.Failure;
import dev.pontage.egress.AddressPolicy;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The opening of one connection for one flight: addresses, TLS context, TCP, proxy, TLS, in this order.
 *
 * <p>The socket connects to an address that the policy has checked; {@code Host}, SNI and the certificate go by the
 * name. Addresses are tried in their order until one takes the connection. The flight keeps the clock.
 */
final class Dial {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

    private final Origin origin;
    private final Origin.Route route;
    private final OneFlight flight;
    private @Nullable Channel channel;
    private boolean over;

    Dial(Origin origin, Origin.Route route, OneFlight flight) {
        this.origin = origin;
        this.route = route;
        this.flight = flight;
    }

    OneFlight flight() {
        return flight;
    }

    void start() {
        whenAnswered(origin.station.shared.policy().resolve(route.first()), answer -> {
            switch (answer) {
                case Answer.Ready<List<InetAddress>>(List<InetAddress> addresses) -> secure(addresses);
                case Answer.Failed<List<InetAddress>>(String code) -> failed(code);
                case Answer.Pending<List<InetAddress>> never -> throw new IllegalStateException("not settled");
            }
        });
    }

    /** Nobody wants the connection any more: what there is of it is closed at once. */
    void abandon() {
        over = true;
        if (channel != null) {
            Line.closeNow(channel);
        }
    }

    private void secure(List<InetAddress> addresses) {
        if (!route.place().tls()) {
            connect(addresses, 0, null);
            return;
        }
        whenAnswered(origin.station.shared.tls().context(origin.door.transport().caPem()), answer -> {
            switch (answer) {
                case Answer.Ready<SslContext>(SslContext context) -> connect(addresses, 0, context);
                case Answer.Failed<SslContext>(String code) -> failed(code);
                case Answer.Pending<SslContext> never -> throw new IllegalStateException("not settled");
            }
        });
    }

    private void connect(List<InetAddress> addresses, int index, @Nullable SslContext tls) {
        if (over) {
            return;
        }
        InetSocketAddress first =
                new InetSocketAddress(addresses.get(index), route.first().port());
        Initializer initializer = new Initializer(first, tls);
        ChannelFuture connecting = new Bootstrap()
                .group(origin.station.loop)
                .channelFactory(origin.station.shared.channels())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // A write that fails must not throw away an answer that has arrived already.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, patienceMillis(addresses.size() - index))
                .handler(initializer)
                .connect(
                        route.proxied()
                                ? InetSocketAddress.createUnresolved(
                                        route.place().host(), route.place().port())
                                : first);
        channel = connecting.channel();
        connecting.addListener((ChannelFuture done) -> {
            if (over) {
                Line.closeNow(done.channel());
            } else if (!done.isSuccess()) {
                Line.closeNow(done.channel());
                if (index + 1 < addresses.size()) {
                    connect(addresses, index + 1, tls);
                } else {
                    failed(word(done.cause()));
                }
            } else {
                initializer.ready(done).addListener(ready -> established(initializer, ready));
            }
        });
    }

    /** An address that does not answer leaves time for the next one; the last takes what the flight's clock gives. */
    private int patienceMillis(int addressesLeft) {
        return addressesLeft == 1 ? 0 : (int) Math.max(1, flight.connectMillis() / addressesLeft);
    }

    private void established(Initializer initializer, Future<?> ready) {
        if (over) {
            return;
        }
        if (!ready.isSuccess()) {
            if (channel != null) {
                Line.closeNow(channel);
            }
            failed(word(ready.cause()));
            return;
        }
        over = true;
        origin.opened(this, initializer.line());
    }

    private void failed(String reason) {
        if (!over) {
            over = true;
            boolean loop = reason.equals(AddressPolicy.OWN_LISTENER);
            origin.notOpened(this, loop ? new Failure.Loop() : new Failure.Unreachable(reason));
        }
    }

    /** A word for the operator; what a certificate or a library says is for nobody (F-06). */
    private static String word(Throwable cause) {
        return switch (cause) {
            case ProxyConnectException _ -> "proxy_failed";
            case ConnectException _ -> "connection_refused";
            case SSLException _ -> "tls_failed";
            case ClosedChannelException _ -> "connection_closed";
            default -> "connection_failed";
        };
    }

    private <T> void whenAnswered(Answer<T> answer, Consumer<Answer<T>> settled) {
        if (answer instanceof Answer.Pending<T> pending) {
            pending.then(later -> origin.station.post(() -> {
                if (!over) {
                    settled.accept(later);
                }
            }));
        } else {
            settled.accept(answer);
        }
    }

    /** Builds the pipeline: proxy, TLS, answers, line. */
    private final class Initializer extends ChannelInitializer<Channel> {
        private final InetSocketAddress first;
        private final @Nullable SslContext tls;
        private @Nullable HttpProxyHandler proxy;
        private @Nullable SslHandler secured;
        private @Nullable Line line;

        Initializer(InetSocketAddress first, @Nullable SslContext tls) {
            this.first = first;
            this.tls = tls;
        }

        @Override
        protected void initChannel(Channel opened) {
            ChannelPipeline pipeline = opened.pipeline();
            if (route.proxied()) {
                proxy = new HttpProxyHandler(first);
                proxy.setConnectTimeoutMillis(0);
                pipeline.addLast(proxy);
            }
            if (tls != null) {
                secured = tls.newHandler(
                        opened.alloc(), route.place().host(), route.place().port());
                secured.setHandshakeTimeoutMillis(0);
                pipeline.addLast(secured);
            }
            Line made = new Line(origin, opened);
            pipeline.addLast(made.answers(), made);
            line = made;
        }

        Future<?> ready(ChannelFuture connected) {
            if (secured != null) {
                return secured.handshakeFuture();
            }
            return proxy != null ? proxy.connectFuture() : connected;
        }

        Line line() {
            if (line == null) {
                throw new IllegalStateException("no pipeline");
            }
            return line;
        }
    }
}
