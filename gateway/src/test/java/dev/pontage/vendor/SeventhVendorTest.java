package dev.pontage.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.boot.TestBooks;
import dev.pontage.boot.TestGateway;
import dev.pontage.price.PriceBook;
import dev.pontage.resource.Desk;
import dev.pontage.snapshot.BuiltIn;
import dev.pontage.snapshot.Compiler;
import dev.pontage.snapshot.ProviderCompiler;
import dev.pontage.snapshot.Snapshot;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RawClient;
import dev.pontage.testkit.wire.RawResponse;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A vendor that no code knows answers a call: its file is all there is of it. */
final class SeventhVendorTest {
    private static final String FILE = """
            {
              "name": "seventh", "displayName": "The Seventh", "baseUrl": "https://api.seventh.example",
              "auth": {"kind": "header", "header": "x-seventh-key", "required": true},
              "dialects": {"openai": {"path": "/compat/v1"}},
              "quirks": ["developer-is-system", "no-embeddings"], "environment": "SEVENTH_API_KEY",
              "ownedBy": "seventh", "documentation": "https://seventh.example/docs"
            }
            """;

    private static final String ANSWER =
            "{\"model\":\"s-1\",\"choices\":[{}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    @Test
    @DisplayName("Its path, its header for the key and its quirks are those of the file; no Java is written for it")
    void answers() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start().otherwise(Answer.json(200, ANSWER));
                TestGateway gateway = TestGateway.plan().books(new TestBooks()).start();
                RawClient client = RawClient.connect(gateway.port())) {
            gateway.snapshots().publish(configured(vendors(upstream)));

            client.post(
                    "/v1/chat/completions",
                    "{\"model\":\"s-1\",\"messages\":[{\"role\":\"developer\",\"content\":\"Hi\"}]}",
                    "authorization: Bearer " + TestGateway.KEY);
            RawResponse answer = client.readResponse();

            assertEquals(200, answer.status(), answer.text());
            assertEquals(ANSWER, answer.text());
            RecordedRequest sent = upstream.awaitRequest(1);
            assertEquals("/compat/v1/chat/completions", sent.target());
            assertEquals("sk-of-the-seventh", sent.header("x-seventh-key").orElseThrow());
            assertTrue(sent.header("authorization").isEmpty());
            assertEquals("{\"model\":\"s-1\",\"messages\":[{\"role\":\"system\",\"content\":\"Hi\"}]}", sent.text());

            client.post(
                    "/v1/embeddings",
                    "{\"model\":\"s-1\",\"input\":\"Hi\"}",
                    "authorization: Bearer " + TestGateway.KEY);
            assertEquals(404, client.readResponse().status());
            assertEquals(1, upstream.headsSoFar());
        }
    }

    /** The file as it stands, but that its address is the scripted upstream's. */
    private static Vendors vendors(ScriptedUpstream upstream) throws IOException {
        Map<String, String> files = Map.of(
                "index.json",
                "[\"seventh\"]",
                "seventh.json",
                FILE.replace("https://api.seventh.example", upstream.baseUrl().toString()));
        return Vendors.read(name -> {
            String text = files.get(name);
            if (text == null) {
                throw new FileNotFoundException(name);
            }
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** What a document that names the vendor compiles to, with the test's own keys. */
    private static Snapshot configured(Vendors vendors) throws IOException {
        Desk desk = new Desk(vendors);
        desk.apply("""
                apiVersion: pontage.dev/v1
                kind: Provider
                metadata: {name: main}
                spec:
                  vendor: seventh
                  credentials: [{name: only, apiKey: sk-of-the-seventh}]
                """);
        Compiler compiler =
                new Compiler(desk.specs, desk, new ProviderCompiler(desk, desk), PriceBook.EMPTY, BuiltIn.NOTHING, "");
        Snapshot compiled = compiler.compile(desk.resources);
        assertEquals(List.of(), compiler.warnings());
        Snapshot own = TestGateway.plan().snapshot();
        return new Snapshot(
                2,
                own.keys(),
                own.accounts(),
                compiled.providers(),
                own.modelMap(),
                own.prices(),
                "",
                false,
                own.origins());
    }
}
