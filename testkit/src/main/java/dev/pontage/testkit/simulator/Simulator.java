package dev.pontage.testkit.simulator;

import dev.pontage.testkit.wire.Answer;
import dev.pontage.testkit.wire.RecordedRequest;
import dev.pontage.testkit.wire.ScriptedUpstream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.core.JacksonException;

/**
 * A vendor's service as its clients know it, on loopback: it refuses with the vendor's 400 what breaks the protocol,
 * and answers everything else as the prompt says, the same request always with the same answer.
 *
 * <p>The commands of a prompt stand in {@code testkit/SIMULATORS.md}. What it was asked, what it charged for and what
 * it refused can be read from here.
 */
public final class Simulator implements AutoCloseable {
    /** The only key that is accepted. */
    public static final String API_KEY = "sim-upstream-key";

    /** The only access key id that may sign, towards Bedrock. */
    public static final String ACCESS_KEY_ID = "AKIASIMULATOR0000001";

    /** What it signs with. */
    public static final String SECRET_ACCESS_KEY = "simulated/secret+access/key/0123456789ab";

    /** Where the simulated Bedrock stands. */
    public static final String REGION = "us-east-1";

    private static final String DATE_PLUS = "date+";
    private static final String TIME_PLUS = "time+";

    private final ScriptedUpstream server = ScriptedUpstream.start();
    private final Protocol protocol;
    private final List<Bill> bills = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    private Simulator(Protocol protocol) {
        this.protocol = protocol;
        server.otherwise(Answer.whenRead(this::answer));
    }

    /** Anthropic's Messages: {@code /v1/messages}, its {@code count_tokens}, models. */
    public static Simulator anthropic() {
        return new Simulator(new AnthropicProtocol());
    }

    /** Google's Gemini API below {@code /v1beta}, and below Vertex AI's paths. */
    public static Simulator gemini() {
        return new Simulator(new GeminiProtocol());
    }

    /** Amazon Bedrock's runtime: Converse, ConverseStream and InvokeModel. */
    public static Simulator bedrock() {
        return new Simulator(new BedrockProtocol());
    }

    /** OpenAI's chat completions, responses, embeddings and models below {@code /v1}. */
    public static Simulator openAi() {
        return new Simulator(new OpenAiProtocol());
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI baseUrl() {
        return server.baseUrl();
    }

    /** What arrived so far, in order. */
    public List<RecordedRequest> requests() {
        return server.requests();
    }

    /** The newest request. */
    public RecordedRequest lastRequest() {
        return requests().getLast();
    }

    /** What each answered request costs, in order. */
    public List<Bill> bills() {
        return List.copyOf(bills);
    }

    /** What the newest answered request costs. */
    public Bill lastBill() {
        return bills.getLast();
    }

    /** What broke the protocol, in the words of the refusals; failures that a prompt asked for are not among them. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** The server under it, for tests that count connections or wait for their ends. */
    public ScriptedUpstream server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(RecordedRequest request) {
        try {
            Protocol.Outcome outcome = protocol.handle(request);
            outcome.bill().ifPresent(bills::add);
            return outcome.answer();
        } catch (Told told) {
            return protocol.refuse(told.refused);
        } catch (Violation violation) {
            refusals.add(violation.text());
            return protocol.refuse(Protocol.Refused.of(violation));
        } catch (JacksonException malformed) {
            refusals.add(String.valueOf(malformed.getMessage()));
            return protocol.refuse(
                    Protocol.Refused.of(Violation.at("", "the body is no JSON: " + malformed.getMessage())));
        } catch (RuntimeException bug) {
            refusals.add("the simulator fails: " + bug + " at " + Arrays.toString(bug.getStackTrace()));
            return protocol.refuse(Protocol.Refused.of(Violation.of(500, "", "the simulator fails: " + bug)));
        }
    }

    /** Leaves if the prompt asked for a refusal. */
    static void refuseIfTold(Script script) {
        Fault fault = script.fault();
        if (fault.kind() == Fault.Kind.REFUSED) {
            boolean status = fault.name().chars().allMatch(Character::isDigit);
            List<String> fields = new ArrayList<>();
            for (String extra : fault.extras()) {
                int equals = extra.indexOf('=');
                if (!extra.startsWith("body.")) {
                    fields.add(extra.substring(0, equals) + ": " + value(extra.substring(equals + 1)));
                }
            }
            throw new Told(new Protocol.Refused(
                    status ? Integer.parseInt(fault.name()) : 0,
                    status ? "" : fault.name(),
                    "",
                    "The prompt asked for this failure.",
                    fields,
                    fault.extras()));
        }
    }

    private static String value(String said) {
        if (said.startsWith(DATE_PLUS)) {
            Instant then = Instant.now().plusSeconds(Long.parseLong(said.substring(DATE_PLUS.length())));
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC));
        }
        if (said.startsWith(TIME_PLUS)) {
            return Instant.now()
                    .plusSeconds(Long.parseLong(said.substring(TIME_PLUS.length())))
                    .toString();
        }
        return said;
    }

    /** A prompt's wish to be refused. */
    private static final class Told extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Protocol.Refused refused;

        Told(Protocol.Refused refused) {
            super(null, null, false, false);
            this.refused = refused;
        }
    }
}
