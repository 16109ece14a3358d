package dev.pontage.listen;

import dev.pontage.dialect.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The socket under one HTTP/1 connection: the first handler of its pipeline, and the only place that knows Netty's
 * channel.
 *
 * <p>It reads from the socket only what somebody wants, sees a client leave even so, keeps the deadlines that HTTP does
 * not, and closes so that the last answer arrives. All of it runs on the connection's loop.
 *
 * <p>Reading is stopped late: only when a byte comes that nobody wants. A client that waits for its answer sends none,
 * so the common request costs no change of what the kernel watches. While reading is stopped the native transport still
 * reports a FIN, and then reads on to the end of the stream: whatever it reads then is thrown away.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What happens to the channel is heard through its events.
final class Wire extends ChannelDuplexHandler {
    private static final Refusal HEAD_LATE =
            new Refusal(408, "head_too_slow", "The head of the request was not complete in time.");

    private final ListenLimits limits;
    private final Turnstile turnstile;
    private final Turnaways turnaways;
    private final Supplier<String> ids;
    private final Sweep sweep;
    private final VertxLoop loop;
    private final Channel channel;
    private final InetAddress address;
    private final String peer;
    private @Nullable ChannelHandlerContext context;

    /** Index in the list of {@link Sweep}. */
    int place;

    private State state = State.IDLE;
    private @Nullable VertxReply reply;
    private boolean bodyWanted;
    private boolean stopped;
    private @Nullable ByteBuf stash;
    private boolean lingerWhenClosed;
    private boolean closeBegun;
    private long deadlineNanos;
    private int lingered;

    private long written;
    private long stuckAtMessage = -1;
    private long stuckAtByte;
    private long stuckSinceNanos;

    private enum State {
        /** No byte of a request is here. */
        IDLE,
        /** Some of a head is here. */
        HEAD,
        /** An exchange is under way. */
        BUSY,
        /** The last answer is given; what still comes is thrown away. */
        LINGERING,
        CLOSED
    }

    private Wire(Channel channel, InetAddress address, VertxLoop loop, Sweep sweep, Listener.House house) {
        this.channel = channel;
        this.address = address;
        this.peer = text(address);
        this.loop = loop;
        this.sweep = sweep;
        limits = house.limits();
        turnstile = house.turnstile();
        turnaways = house.turnaways();
        ids = house.ids();
    }

    /** Takes over a new connection, or closes it where there are too many. */
    static void attach(HttpConnection connection, VertxLoop loop, Sweep sweep, Listener.House house) {
        Channel channel = ((ConnectionBase) connection).channel();
        InetAddress address = channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress();
        if (!house.turnstile().enter(address)) {
            channel.close();
            return;
        }
        house.turnstile().cameFrom(channel.parent());
        Wire wire = new Wire(channel, address, loop, sweep, house);
        channel.config()
                .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(
                        1024, 4096, house.limits().readBytes()));
        wire.idleUntil(house.limits().idleMillis());
        sweep.add(wire);
        channel.pipeline().addFirst(wire);
        OtherVersions.attach(channel);
    }

    /** The wire of a connection that was attached. */
    static Wire of(HttpConnection connection) {
        return (Wire) ((ConnectionBase) connection).channel().pipeline().first();
    }

    /** The peer's address as text, without a zone. */
    String peer() {
        return peer;
    }

    long nanos() {
        return loop.nanos();
    }

    boolean open() {
        return state != State.CLOSED && state != State.LINGERING;
    }

    /** Whether this connection takes no further request. */
    boolean closing() {
        return turnstile.closing();
    }

    /** An exchange begins; nothing more is read until {@link #wantBody}. */
    void begin(VertxReply begun) {
        state = State.BUSY;
        reply = begun;
        bodyWanted = false;
        lingerWhenClosed = false;
    }

    /** Reads on, for the body. */
    void wantBody() {
        bodyWanted = true;
        readOnSoon();
    }

    /** The body is complete, or no more of it is wanted. */
    void enough() {
        bodyWanted = false;
    }

    /** The exchange's answer is given, but for what is still in buffers; the next request may come. */
    void over() {
        state = State.IDLE;
        reply = null;
        idleUntil(limits.idleMillis());
        readOnSoon();
    }

    /** The exchange's answer is about to be given and is the last: a request behind it is never looked at. */
    void last() {
        state = State.LINGERING;
        reply = null;
    }

    /** From now on a close leaves the client time to read: it may still be sending. */
    void lingerWhenClosed() {
        lingerWhenClosed = true;
    }

    /** Bytes of answers that the kernel has not taken yet. */
    long unsentBytes() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Gives what was written to the kernel and closes; the client sees that it got less than was announced. */
    void cut(boolean endsWithConnection) {
        reply = null;
        state = State.CLOSED;
        channel.flush();
        if (endsWithConnection && channel instanceof SocketChannel socket) {
            // HTTP/1.0 has no other sign of an answer's end than a FIN, so a broken one must end otherwise.
            socket.config().setSoLinger(0);
        }
        context().close();
    }

    /** Closes when all that was written is with the kernel; lingers where the client may still be sending. */
    void closePolitely() {
        last();
        closeBegun = true;
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((ChannelFutureListener) this::flushed);
    }

    /** The time of a drain is over: an answer under way is ended by its owner, all else is closed. */
    void stop() {
        VertxReply running = state == State.BUSY ? reply : null;
        if (running == null || !running.stop()) {
            context().close();
        }
    }

    /** Closes at once. */
    void giveUp() {
        context().close();
    }

    /** Deadlines; called every {@link ListenLimits#sweepMillis}. */
    void check(long nowNanos) {
        switch (state) {
            case IDLE -> {
                if (unsentBytes() > 0) {
                    // A client that still reads its answer is not idle, however slowly it does.
                    idleUntil(limits.idleMillis());
                    stuck(nowNanos);
                } else if (nowNanos - deadlineNanos >= 0) {
                    context().close();
                }
            }
            case HEAD -> {
                if (nowNanos - deadlineNanos >= 0) {
                    turnaways.turnedAway(Turnaways.Cause.HEAD_LATE);
                    lingerWhenClosed = true;
                    context().writeAndFlush(Unpooled.wrappedBuffer(Refusals.message(HEAD_LATE, ids.get())));
                    closePolitely();
                }
            }
            case BUSY -> {
                if (!stuck(nowNanos) && reply != null) {
                    reply.check(nowNanos);
                }
            }
            case LINGERING -> stuck(nowNanos);
            case CLOSED -> {}
        }
    }

    /** Whether the client took no byte for so long that it was given up. */
    private boolean stuck(long nowNanos) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            stuckAtMessage = -1;
            return false;
        }
        long atMessage = written - buffer.size();
        long atByte = buffer.currentProgress();
        if (atMessage != stuckAtMessage || atByte != stuckAtByte) {
            stuckAtMessage = atMessage;
            stuckAtByte = atByte;
            stuckSinceNanos = nowNanos;
            return false;
        }
        if (nowNanos - stuckSinceNanos < TimeUnit.MILLISECONDS.toNanos(limits.stuckReaderMillis())) {
            return false;
        }
        turnaways.turnedAway(Turnaways.Cause.STUCK_READER);
        context().close();
        return true;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        switch (state) {
            case IDLE -> {
                state = State.HEAD;
                deadlineNanos = loop.nanos() + TimeUnit.MILLISECONDS.toNanos(limits.headMillis());
                ctx.fireChannelRead(message);
            }
            case HEAD -> ctx.fireChannelRead(message);
            case BUSY -> {
                if (bodyWanted) {
                    ctx.fireChannelRead(message);
                } else {
                    keep((ByteBuf) message);
                }
            }
            case LINGERING -> {
                lingered += ((ByteBuf) message).readableBytes();
                ReferenceCountUtil.release(message);
                if (lingered >= limits.lingerBytes()) {
                    stopReading();
                }
            }
            case CLOSED -> ReferenceCountUtil.release(message);
        }
    }

    /** One read may come before the socket is left alone; after that only a FIN makes the transport read. */
    private void keep(ByteBuf bytes) {
        if (stopped) {
            bytes.release();
            return;
        }
        stash = bytes;
        stopReading();
    }

    private void stopReading() {
        stopped = true;
        channel.config().setAutoRead(false);
    }

    /** Whatever asks for a read while reading is stopped is not heard. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!stopped) {
            ctx.read();
        }
    }

    /** In a turn of its own: the caller may stand in the middle of the previous request's end. */
    private void readOnSoon() {
        if (stopped) {
            channel.eventLoop().execute(this::readOn);
        }
    }

    private void readOn() {
        if (!stopped || state == State.CLOSED || (state == State.BUSY && !bodyWanted)) {
            return;
        }
        ChannelHandlerContext ctx = context();
        ByteBuf kept = stash;
        stash = null;
        stopped = false;
        if (kept != null) {
            channelRead(ctx, kept);
            ctx.fireChannelReadComplete();
        }
        if (!stopped) {
            // Vert.x may have switched reading on while it was stopped: then nothing changes and nothing is asked for.
            channel.config().setAutoRead(true);
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        written++;
        ctx.write(message, promise);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.fireChannelWritabilityChanged();
        if (reply != null && channel.isWritable()) {
            reply.writable();
        }
    }

    /**
     * Vert.x closes: what it wrote is with the kernel by now. Where an answer is still owed that is no end of ours but
     * the client's: it sent a reset, or what is no body. Its owner hears of it here, since from here on the connection
     * only lingers.
     */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (state == State.CLOSED || !channel.isActive() || !(closeBegun || mustLinger())) {
            ctx.close(promise);
            return;
        }
        channel.closeFuture().addListener(closed -> promise.trySuccess());
        if (!closeBegun) {
            VertxReply left = reply;
            closePolitely();
            if (left != null) {
                left.clientLeft();
            }
        }
    }

    private boolean mustLinger() {
        return lingerWhenClosed || stash != null;
    }

    /**
     * All is with the kernel. A close now would answer bytes that still come with a reset, and a reset makes the
     * client's kernel forget what it has not read; so we only say that we are done, and let the client leave first.
     */
    private void flushed(ChannelFuture flush) {
        if (!flush.isSuccess() || !mustLinger()) {
            context().close();
            return;
        }
        ((DuplexChannel) channel).shutdownOutput();
        loop.after(limits.lingerMillis(), () -> context().close());
        releaseStash();
        if (stopped) {
            stopped = false;
            channel.config().setAutoRead(true);
            context().read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = State.CLOSED;
        releaseStash();
        sweep.remove(this);
        VertxReply left = reply;
        reply = null;
        if (left != null) {
            left.clientLeft();
        }
        turnstile.leave(address);
        ctx.fireChannelInactive();
    }

    private void releaseStash() {
        if (stash != null) {
            stash.release();
            stash = null;
        }
    }

    private void idleUntil(long millis) {
        deadlineNanos = loop.nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not attached");
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
