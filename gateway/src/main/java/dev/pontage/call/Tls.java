package dev.pontage.call;

import dev.pontage.base.Answer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS contexts of upstream connections: always verified, against the system's authorities or a provider's.
 *
 * <p>Making one takes up to some hundred milliseconds (it reads every authority), so it is done off the loops, once for
 * each set of authorities. Names are checked against the certificate (RFC 9110, 4.3.4), and nothing switches that off.
 */
final class Tls {
    private static final int CONTEXTS = 256;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Executor blocking;
    private final Map<String, SslContext> made = new HashMap<>();

    Tls(Executor blocking) {
        this.blocking = blocking;
    }

    /** The context for these authorities (PEM), or for the system's where the text is empty. */
    Answer<SslContext> context(String caPem) {
        SslContext known = known(caPem);
        if (known != null) {
            return new Answer.Ready<>(known);
        }
        Answer.Pending<SslContext> later = new Answer.Pending<>(PATIENCE_MILLIS, "tls_context_late");
        try {
            blocking.execute(() -> make(caPem, later));
        } catch (RejectedExecutionException full) {
            later.fail("tls_context_late");
        }
        return later;
    }

    private synchronized @Nullable SslContext known(String caPem) {
        return made.get(caPem);
    }

    private void make(String caPem, Answer.Pending<SslContext> later) {
        SslContext context = known(caPem);
        if (context == null) {
            try {
                context = build(caPem);
            } catch (SSLException | IllegalArgumentException garbled) {
                later.fail("authorities_unreadable");
                return;
            }
            synchronized (this) {
                if (made.size() >= CONTEXTS) {
                    made.clear();
                }
                made.put(caPem, context);
            }
        }
        later.complete(context);
    }

    private static SslContext build(String caPem) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS");
        if (!caPem.isEmpty()) {
            builder.trustManager(new ByteArrayInputStream(caPem.getBytes(StandardCharsets.US_ASCII)));
        }
        return builder.build();
    }
}
