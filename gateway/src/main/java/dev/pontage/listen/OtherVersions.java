package dev.pontage.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Marks requests of other versions than HTTP/1.1 and HTTP/1.0 as invalid, between the decoder and Vert.x.
 *
 * <p>Vert.x would answer them by itself, with an empty 501 in the version that was asked for. Such a request counts as
 * one of HTTP/1.1 from here on, since that is what its answer is written in (RFC 9110, 2.5).
 */
@ChannelHandler.Sharable
final class OtherVersions extends ChannelInboundHandlerAdapter {
    private static final OtherVersions ONE = new OtherVersions();

    private OtherVersions() {}

    /** Takes its place behind the decoder of a new connection. */
    static void attach(Channel channel) {
        ChannelHandlerContext decoder = channel.pipeline().context(HttpRequestDecoder.class);
        channel.pipeline().addAfter(decoder.name(), null, ONE);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            HttpVersion version = request.protocolVersion();
            if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
                request.setProtocolVersion(HttpVersion.HTTP_1_1);
                request.setDecoderResult(DecoderResult.failure(new NotSpoken()));
            }
        }
        ctx.fireChannelRead(message);
    }

    /** What such a request is refused for. */
    static final class NotSpoken extends Exception {
        private static final long serialVersionUID = 1;

        /** Without a stack: that anybody sends such a request says nothing about us. */
        private NotSpoken() {
            super("neither HTTP/1.1 nor HTTP/1.0", null, false, false);
        }
    }
}
