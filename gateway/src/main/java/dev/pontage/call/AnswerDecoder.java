package dev.pontage.call;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads the answers off one connection, and knows whether any byte of one has come. */
final class AnswerDecoder extends HttpResponseDecoder {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Line line;

    AnswerDecoder(Line line, CallLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.answerLineBytes())
                .setMaxHeaderSize(limits.answerHeadBytes())
                .setMaxChunkSize(CHUNK_BYTES));
        this.line = line;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        line.heard();
        super.channelRead(context, message);
    }

    /** Whether bytes are left over behind what was read as an answer. */
    boolean leftover() {
        return actualReadableBytes() > 0;
    }
}
