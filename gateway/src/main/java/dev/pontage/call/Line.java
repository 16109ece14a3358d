package dev.pontage.call;

import dev.pontage.dialect.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection to an upstream: carries one flight at a time, and goes back to its origin only if it is known
 * to be clean.
 *
 * <p>Clean: the request was sent in full, the answer was read in full and kept the connection, and nothing came behind
 * it. Its read state is restored then, because the flight may have ended while it was paused.
 */
final class Line extends ChannelInboundHandlerAdapter {
    private static final System.Logger LOG = System.getLogger(Line.class.getName());

    private final Origin origin;
    private final Channel channel;
    private final AnswerDecoder answers;
    private @Nullable OneFlight flight;
    private @Nullable Upload upload;
    private boolean open;
    private boolean used;
    private boolean heard;
    private boolean finished;
    private boolean persistent;
    private boolean inInterim;
    private int interims;
    long idleSinceNanos;

    Line(Origin origin, Channel channel) {
        this.origin = origin;
        this.channel = channel;
        answers = new AnswerDecoder(this, origin.station.shared.limits());
    }

    AnswerDecoder answers() {
        return answers;
    }

    /** The origin counts it from here on. */
    void opened() {
        open = true;
    }

    /** Whether a request may be sent on it, as far as we have heard. */
    boolean usable() {
        return channel.isActive();
    }

    /** Whether it was kept for a while, so that its upstream may have dropped it meanwhile. */
    boolean used() {
        return used;
    }

    /** Whether any byte came since the request was sent. */
    boolean heardAnything() {
        return heard;
    }

    /** From here on the flight hears what comes. */
    void take(OneFlight by) {
        flight = by;
        heard = false;
        interims = 0;
    }

    /** A buffer for this socket. */
    ByteBuf buffer(int capacityBytes) {
        return channel.alloc().ioBuffer(capacityBytes);
    }

    /**
     * Sends a request whose first part, head included, is in {@code first}; {@code rest} follows as the socket takes
     * it.
     */
    void send(ByteBuf first, Upload rest) {
        upload = rest;
        rest.begin(channel, first);
    }

    /** Whether the socket has taken the whole request. */
    boolean sentInFull() {
        return upload == null || upload.done();
    }

    /** Gives it back though nothing was sent on it. */
    void putBack() {
        flight = null;
        used = true;
        channel.config().setAutoRead(true);
        if (usable()) {
            origin.release(this);
        }
    }

    /** Stops or starts reading. What one read has brought already is still handed on. */
    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Closes it at once; its flight, if any, hears nothing. */
    void drop() {
        flight = null;
        closeNow(channel);
    }

    /** Closes a channel without waiting for a farewell of TLS, which a stalled peer could hold up. */
    static void closeNow(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first == null) {
            var _ = channel.close();
        } else {
            var _ = first.close();
        }
    }

    void heard() {
        heard = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            OneFlight by = flight;
            if (by == null || finished || upload == null) {
                // Nobody asked: what comes next on this connection could be taken for the next exchange's answer.
                boolean waiting = !finished;
                finished = false;
                drop();
                if (by != null && waiting) {
                    by.lost(this);
                }
            } else if (message instanceof HttpObject part) {
                if (part.decoderResult().isFailure()) {
                    garbled(by, part.decoderResult().cause());
                } else {
                    read(by, part);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        origin.station.gather.flush();
        if (finished) {
            settle();
        } else if (flight == null && answers.leftover()) {
            drop(); // the beginning of something that nobody asked for
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (upload != null && channel.isWritable()) {
            upload.more();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        origin.station.gather.flush();
        if (open) {
            open = false;
            origin.lost(this);
        }
        OneFlight by = flight;
        flight = null;
        if (by != null && !finished) {
            by.lost(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        OneFlight by = flight;
        if (!(cause instanceof IOException || cause instanceof DecoderException)) {
            LOG.log(System.Logger.Level.ERROR, "an upstream connection failed", cause);
            drop();
            if (by != null) {
                by.broke(cause);
            }
            return;
        }
        origin.station.gather.flush();
        // First: a reset must not pass for the end of a body that lasts until the connection closes.
        drop();
        if (by != null && !finished) {
            by.lost(this);
        }
    }

    private void read(OneFlight by, HttpObject part) {
        if (part instanceof HttpResponse head) {
            int status = head.status().code();
            inInterim = status < 200;
            if (!inInterim) {
                persistent = HttpUtil.isKeepAlive(head);
                by.head(status, head.headers());
            } else if (status == 101
                    || ++interims > origin.station.shared.limits().interimAnswers()) {
                breach(by, "interim answers");
                return;
            }
        }
        if (part instanceof HttpContent content && !inInterim && flight == by) {
            if (content.content().isReadable()) {
                origin.station.gather.add(by, content.content());
            }
            if (part instanceof LastHttpContent) {
                origin.station.gather.flush();
                if (flight == by) {
                    finished = true;
                    by.finished();
                }
            }
        }
    }

    private void garbled(OneFlight by, Throwable cause) {
        if (cause instanceof PrematureChannelClosureException) {
            drop();
            by.lost(this);
        } else {
            breach(by, "not HTTP/1.1");
        }
    }

    private void breach(OneFlight by, String reason) {
        origin.station.gather.flush();
        drop();
        by.failed(new Failure.Garbled(reason));
    }

    /** The answer is over and so is the read that brought its end: is the connection clean? */
    private void settle() {
        finished = false;
        boolean clean = flight != null && persistent && sentInFull() && !answers.leftover() && channel.isActive();
        flight = null;
        upload = null;
        used = true;
        if (clean) {
            channel.config().setAutoRead(true);
            origin.release(this);
        } else {
            closeNow(channel);
        }
    }
}
