package dev.pontage.matrix;

import dev.pontage.exchange.AnswerHeaders;
import dev.pontage.story.RunningGateway;
import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends what a client of one protocol says through a whole gateway to an upstream of another, and sees what arrives. */
final class Crossings implements AutoCloseable {
    private static final String KEY = "pontage-matrix-key-00000000000001";

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningGateway gateway;
    private final Map<String, String> media;
    private final Map<String, ScriptedUpstream> upstreams = new HashMap<>();

    /** {@code gateway} is started, and stopped by whoever did; {@code media} says where they are. */
    Crossings(RunningGateway gateway, Map<String, String> media, List<Protocol> protocols) {
        this.gateway = gateway;
        this.media = media;
        Map<String, String> addresses = new HashMap<>();
        for (Protocol protocol : protocols) {
            ScriptedUpstream upstream = ScriptedUpstream.start();
            upstreams.put(protocol.key(), upstream);
            addresses.put("upstream:" + protocol.key(), upstream.baseUrl().toString());
        }
        gateway.apply(Contained.filled(MatrixFiles.text("resources.yaml"), addresses));
    }

    /**
     * What becomes of a feature between two protocols.
     *
     * @throws AssertionError if it is lost and nobody was told, or the exchange fails in another way than with 400
     */
    Outcome cross(Feature feature, Protocol client, Protocol upstream) {
        return switch (feature.kind()) {
            case REQUEST -> request(feature, client, upstream);
            case ANSWER -> answer(feature, client, upstream);
            case STREAM -> stream(feature, client, upstream);
        };
    }

    private Outcome request(Feature feature, Protocol client, Protocol upstream) {
        Map<String, String> names = names(upstream);
        Exchanged exchanged =
                play(client, upstream, false, feature.asks().get(client.key()), upstream.whole(null, names));
        if (exchanged.status == 400) {
            return Outcome.REFUSED;
        }
        List<Object> arrived =
                exchanged.requests.stream().map(each -> parsed(each.body())).toList();
        if (exchanged.status != 200 || arrived.isEmpty()) {
            throw new AssertionError("answered " + exchanged);
        }
        Feature filled = filled(feature, names);
        if (filled.isSeen(upstream.key(), arrived.getFirst())) {
            if (!exchanged.dropped.isEmpty()) {
                throw new AssertionError("arrives, but is reported: " + exchanged);
            }
            return Outcome.YES;
        }
        boolean byCalls = feature.calls() > 1 && arrived.size() == feature.calls();
        if (byCalls || filled.isTold(upstream.key(), arrived.getFirst())) {
            return Outcome.EMULATED;
        }
        if (!exchanged.dropped.isEmpty()) {
            return Outcome.DROPPED;
        }
        throw new AssertionError("lost in silence: " + exchanged);
    }

    private static Feature filled(Feature feature, Map<String, String> names) {
        return new Feature(
                feature.title(),
                feature.group(),
                feature.kind(),
                filled(feature.asks(), names),
                filled(feature.seen(), names),
                filled(feature.told(), names),
                feature.asked(),
                feature.calls());
    }

    private static Map<String, Object> filled(Map<String, Object> spelled, Map<String, String> names) {
        Map<String, Object> filled = new HashMap<>();
        spelled.forEach((key, value) -> filled.put(key, Objects.requireNonNull(Contained.filled(value, names))));
        return filled;
    }

    private Outcome answer(Feature feature, Protocol client, Protocol upstream) {
        Object said = feature.asks().get(upstream.key());
        Exchanged exchanged =
                play(client, upstream, false, feature.asked().get(client.key()), upstream.whole(said, names(upstream)));
        if (exchanged.status != 200) {
            throw new AssertionError("answered " + exchanged);
        }
        Object arrived = parsed(exchanged.body);
        if (feature.isSeen(client.key(), arrived)) {
            return Outcome.YES;
        }
        return feature.isTold(client.key(), arrived) ? Outcome.EMULATED : Outcome.NO;
    }

    private Outcome stream(Feature feature, Protocol client, Protocol upstream) {
        Exchanged exchanged =
                play(client, upstream, true, feature.asked().get(client.key()), upstream.streamed(names(upstream)));
        String arrived = new String(exchanged.body, StandardCharsets.UTF_8);
        for (String text : feature.streamed(client.key())) {
            if (!arrived.contains(text)) {
                throw new AssertionError("a stream without " + text + ": " + exchanged);
            }
        }
        return Outcome.YES;
    }

    // ---- one exchange

    private Exchanged play(Protocol client, Protocol upstream, boolean streamed, @Nullable Object more, Answer answer) {
        ScriptedUpstream server = Objects.requireNonNull(upstreams.get(upstream.key()));
        server.otherwise(answer);
        int before = server.requests().size();
        Map<String, String> names = names(upstream);
        URI address = gateway.baseUrl().resolve(client.path(streamed, names));
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("authorization", "Bearer " + KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(client.request(streamed, more, names)))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            List<RecordedRequest> all = server.requests();
            String dropped =
                    response.headers().firstValue(AnswerHeaders.DROPPED).orElse("");
            return new Exchanged(response.statusCode(), dropped, response.body(), all.subList(before, all.size()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private Map<String, String> names(Protocol upstream) {
        Map<String, String> names = new HashMap<>(media);
        names.put("model", upstream.model());
        return names;
    }

    private Object parsed(byte[] bytes) {
        return json.readValue(bytes, Object.class);
    }

    @Override
    public void close() {
        upstreams.values().forEach(ScriptedUpstream::close);
        http.close();
    }

    /** What came of it. {@code dropped}: what the answer's head says of it. */
    private record Exchanged(int status, String dropped, byte[] body, List<RecordedRequest> requests) {
        @Override
        public String toString() {
            StringBuilder told = new StringBuilder(status + " dropped=" + dropped + ' ');
            told.append(new String(body, StandardCharsets.UTF_8));
            requests.forEach(request -> told.append("\n    upstream got ").append(request.text()));
            return told.toString();
        }
    }
}
