package dev.pontage.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.authenticate.SignedRequest;
import dev.pontage.resource.Yaml;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A key made with signing: true")
final class SigningKeysTest {
    private static final Pattern SHOWN =
            Pattern.compile("key signer: (\\S+)   \\(shown once\\), signs with access key id ([0-9a-f]+)");
    private static final byte[] BODY =
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hello\"}]}]}".getBytes(StandardCharsets.UTF_8);
    private static final String PATH = "/model/a-model%3A0/converse";

    private final TestHouse house;

    SigningKeysTest(@TempDir Path folder) {
        house = new TestHouse(folder);
        house.configure(Yaml.document("Key", "signer", "{account: root, signing: true}"));
    }

    @Test
    @DisplayName("S4.08: is shown with its access key id; requests signed with it are served, after a restart too")
    void serves() throws IOException {
        Running first = house.start(house.settings().secretsToFiles(false).build());
        String secret;
        String id;
        try {
            Matcher shown = SHOWN.matcher(first.banner());
            assertTrue(shown.find(), first.banner());
            secret = shown.group(1);
            id = shown.group(2);
            assertServed(call(first, id, secret, BODY));
        } finally {
            var _ = first.stop();
        }
        Running again = house.start(house.settings().secretsToFiles(false).build());
        try {
            assertServed(call(again, id, secret, BODY));
            assertServed(call(again, id, secret, BODY, "x-amz-content-sha256", sha256(BODY)));
            assertRefused(call(again, id, secret + "x", BODY), 403, "InvalidSignatureException");
            assertRefused(call(again, "f".repeat(32), secret, BODY), 403, "UnrecognizedClientException");
            byte[] other = new byte[BODY.length];
            assertRefused(
                    call(again, id, secret, BODY, "x-amz-content-sha256", sha256(other)),
                    403,
                    "InvalidSignatureException");
            assertRefused(
                    call(again, id, secret, BODY, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
                    400,
                    "IncompleteSignatureException");
        } finally {
            var _ = again.stop();
        }
    }

    private static RawResponse call(Running running, String id, String secret, byte[] body, String... fields) {
        String host = "127.0.0.1:" + running.address().port();
        String now = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
                .format(Instant.now().atOffset(ZoneOffset.UTC));
        List<String> all = fields.length == 0 ? List.of("host", host) : List.of("host", host, fields[0], fields[1]);
        SignedRequest request = SignedRequest.signed(id, secret, now, PATH, body, all);
        try (RawClient client = RawClient.connect(running.address().port())) {
            return client.request("POST", PATH, body, request.lines()).readResponse();
        }
    }

    private static String sha256(byte[] body) {
        return SignedRequest.sha256(body);
    }

    private static void assertServed(RawResponse answer) {
        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().contains("[demo]"), answer.text());
    }

    private static void assertRefused(RawResponse answer, int status, String name) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals(name, answer.header("x-amzn-errortype").orElse(""));
    }
}
