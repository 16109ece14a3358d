package dev.pontage.matrix;

import dev.pontage.boot.MediaAccess;
import dev.pontage.egress.Networks;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.ScriptedUpstream;
import dev.pontage.testkit.wire.TestAuthority;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server of media on loopback, which only a gateway with its {@link #access} may ask. */
final class MediaServer implements AutoCloseable {
    private static final String HOST = "media.test";

    private final TestAuthority authority = TestAuthority.create("media");
    private final ScriptedUpstream server =
            ScriptedUpstream.start(ScriptedUpstream.Options.plain().withTls(authority.server(HOST)));

    MediaServer() {
        server.otherwise(request -> Answer.head(200, Answer.Framing.LENGTH)
                .write((request.target().endsWith(".png") ? "\u0089PNG\r\n\u001a\n" : "%PDF-1.4\n")
                        .getBytes(StandardCharsets.ISO_8859_1)));
    }

    MediaAccess access() {
        return new MediaAccess(
                host -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                Networks.parse("127.0.0.1"),
                () -> authority.client().getSocketFactory());
    }

    /** Where its media are, by their names in the features. */
    Map<String, String> names() {
        String base = "https://" + HOST + ":" + server.port();
        return Map.of("image", base + "/a.png", "document", base + "/a.pdf");
    }

    @Override
    public void close() {
        server.close();
    }
}
