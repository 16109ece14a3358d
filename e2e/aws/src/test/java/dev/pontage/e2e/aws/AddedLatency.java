package dev.pontage.e2e.aws;

import dev.pontage.testkit.simulator.Simulator;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * Measures what the way through a gateway adds to calling Bedrock with AWS's SDK, one call after the other, each way in
 * turn, so that whatever else the machine does hits all of them alike (S2.23). A program for {@code bench/run}.
 */
final class AddedLatency {
    private static final long PATIENCE_SECONDS = 30;
    private static final String PROMPT = "Summarise these notes for the weekly report: "
            + "the crossing was open all week, two faults at the gate were mended, one waits for a smith. ".repeat(13);

    private AddedLatency() {}

    /**
     * Prints one line of JSON: for each way the median, and 99 of 100, in microseconds.
     *
     * @param arguments the simulated Bedrock, the gateway, a key of the gateway, the model, how many calls of each way
     *     warm up, and how many count
     */
    public static void main(String[] arguments) throws Exception {
        String model = arguments[3];
        int warmUp = Integer.parseInt(arguments[4]);
        int calls = Integer.parseInt(arguments[5]);
        AwsCredentialsProvider credentials = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Simulator.ACCESS_KEY_ID, Simulator.SECRET_ACCESS_KEY));
        try (BedrockRuntimeAsyncClient direct = client(arguments[0], credentials, "");
                BedrockRuntimeAsyncClient through =
                        client(arguments[1], AnonymousCredentialsProvider.create(), arguments[2]);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            HttpRequest chat = chat(arguments[1], arguments[2], model);
            Map<String, Way> ways = new LinkedHashMap<>();
            ways.put("sdk", () -> converse(direct, model));
            ways.put("sdk-gateway", () -> converse(through, model));
            ways.put("openai-gateway", () -> ask(http, chat));
            measure(ways, warmUp);
            Map<String, long[]> nanos = measure(ways, calls);
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.println(nanos.entrySet().stream()
                    .map(way -> "\"" + way.getKey() + "\":{\"p50\":" + micros(way.getValue(), 50) + ",\"p99\":"
                            + micros(way.getValue(), 99) + "}")
                    .collect(Collectors.joining(",", "{", "}")));
        }
    }

    /** One way to call. */
    private interface Way {
        void call() throws Exception;
    }

    /** The nanoseconds of each call, in ascending order; which way goes first changes from call to call. */
    private static Map<String, long[]> measure(Map<String, Way> ways, int calls) throws Exception {
        List<Map.Entry<String, Way>> all = List.copyOf(ways.entrySet());
        long[][] nanos = new long[all.size()][calls];
        for (int call = 0; call < calls; call++) {
            for (int turn = 0; turn < all.size(); turn++) {
                int way = (call + turn) % all.size();
                long started = System.nanoTime();
                all.get(way).getValue().call();
                nanos[way][call] = System.nanoTime() - started;
            }
        }
        Map<String, long[]> named = new LinkedHashMap<>();
        for (int way = 0; way < nanos.length; way++) {
            Arrays.sort(nanos[way]);
            named.put(all.get(way).getKey(), nanos[way]);
        }
        return named;
    }

    private static long micros(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1_000;
    }

    private static BedrockRuntimeAsyncClient client(String url, AwsCredentialsProvider credentials, String key) {
        ClientOverrideConfiguration.Builder override =
                ClientOverrideConfiguration.builder().retryStrategy(retries -> retries.maxAttempts(1));
        if (!key.isEmpty()) {
            override.putHeader("authorization", "Bearer " + key);
        }
        return BedrockRuntimeAsyncClient.builder()
                .endpointOverride(URI.create(url))
                .region(Region.of(Simulator.REGION))
                .credentialsProvider(credentials)
                .overrideConfiguration(override.build())
                // Without TLS the SDK would begin with HTTP/2.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .build();
    }

    private static void converse(BedrockRuntimeAsyncClient client, String model) throws Exception {
        Message message = Message.builder()
                .role("user")
                .content(ContentBlock.fromText(PROMPT))
                .build();
        int tokens = client.converse(request -> request.modelId(model).messages(message))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .usage()
                .totalTokens();
        if (tokens == 0) {
            throw new IllegalStateException("an answer without usage");
        }
    }

    private static HttpRequest chat(String url, String key, String model) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
        return HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static void ask(HttpClient http, HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains("\"total_tokens\"")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
