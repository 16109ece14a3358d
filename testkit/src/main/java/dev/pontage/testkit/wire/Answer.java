package dev.pontage.testkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted upstream does with one request: an immutable list of steps, built left to right.
 *
 * <p>An answer begins when the request has been read whole, unless {@link #beforeBody} is said. Where its last step is
 * not an ending of its own ({@link #close}, {@link #reset}, {@link #halfClose}, {@link #hang}), the body is ended as
 * its framing says: the last chunk, nothing, or the end of the connection.
 */
public final class Answer {
    /** How the body of an answer is delimited, and what the head says of it. */
    public enum Framing {
        /** {@code Content-Length}, counted from the body steps that follow. */
        LENGTH,
        /** {@code Transfer-Encoding: chunked}; each body step is one chunk. */
        CHUNKED,
        /** {@code Connection: close}; the end of the connection ends the body. */
        UNTIL_CLOSE,
        /** Nothing is added: the fields given say it, rightly or wrongly. */
        AS_GIVEN
    }

    /** Where an answer is cut. */
    record Cut(long atByte, boolean wire, boolean reset) {}

    private static final Cut NO_CUT = new Cut(Long.MAX_VALUE, true, false);
    private static final Answer EMPTY =
            new Answer(List.of(), Framing.AS_GIVEN, false, Long.MAX_VALUE, "", Integer.MAX_VALUE, NO_CUT, null);

    private final List<Step> steps;
    private final Framing framing;
    private final boolean beforeBody;
    private final long readBytes;
    private final String readGate;
    private final int segmentBytes;
    private final Cut cut;
    private final @Nullable Function<RecordedRequest, Answer> byRequest;

    private Answer(
            List<Step> steps,
            Framing framing,
            boolean beforeBody,
            long readBytes,
            String readGate,
            int segmentBytes,
            Cut cut,
            @Nullable Function<RecordedRequest, Answer> byRequest) {
        this.steps = List.copyOf(steps);
        this.framing = framing;
        this.beforeBody = beforeBody;
        this.readBytes = readBytes;
        this.readGate = readGate;
        this.segmentBytes = segmentBytes;
        this.cut = cut;
        this.byRequest = byRequest;
    }

    /** A whole JSON answer with a Content-Length; {@code fields} are further lines {@code name: value}. */
    public static Answer json(int status, String body, String... fields) {
        return head(status, Framing.LENGTH, join("content-type: application/json", fields))
                .write(body);
    }

    /** A chunked event stream, one chunk for each text, written as it is: give each event its blank line. */
    public static Answer events(String... texts) {
        Answer answer = head(200, Framing.CHUNKED, "content-type: text/event-stream");
        for (String text : texts) {
            answer = answer.write(text);
        }
        return answer;
    }

    /** Begins with a head: these field lines as given, then the one that the framing asks for. */
    public static Answer head(int status, Framing framing, String... fields) {
        return EMPTY.thenHead(status, framing, fields);
    }

    /** Begins with nothing: for what is no HTTP at all. */
    public static Answer nothing() {
        return EMPTY;
    }

    /** Reads the request and never answers. */
    public static Answer silence() {
        return EMPTY.hang();
    }

    /** The answer that the function gives when the request has been read whole; it runs under no lock and may wait. */
    public static Answer whenRead(Function<RecordedRequest, Answer> answers) {
        return new Answer(List.of(), Framing.AS_GIVEN, false, Long.MAX_VALUE, "", Integer.MAX_VALUE, NO_CUT, answers);
    }

    /** Writes an interim answer, such as 100 or 103, before anything else. */
    public static Answer informational(int status, String... fields) {
        return EMPTY.interim(status, fields);
    }

    /** Writes an interim answer here. */
    public Answer interim(int status, String... fields) {
        return with(new Step.Head(status, Fields.of(fields)));
    }

    /** Writes the final head here, after interim ones or waits. */
    public Answer thenHead(int status, Framing framing, String... fields) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step.Head(status, Fields.of(fields)));
        return new Answer(more, framing, beforeBody, readBytes, readGate, segmentBytes, cut, byRequest);
    }

    /** Writes these body bytes, UTF-8. */
    public Answer write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes these body bytes, flushed at once. */
    public Answer write(byte[] bytes) {
        return bytes.length == 0 ? this : with(new Step.Body(bytes.clone()));
    }

    /** Writes these bytes past the framing. */
    public Answer raw(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes these bytes past the framing. */
    public Answer raw(byte[] bytes) {
        return with(new Step.Raw(bytes.clone()));
    }

    /** Writes the text over and over, up to {@code limitBytes}; see {@link ScriptedUpstream#writtenSoFar}. */
    public Answer flood(String text, long limitBytes) {
        return with(new Step.Flood(text.getBytes(StandardCharsets.UTF_8), limitBytes));
    }

    /** Waits until the test calls {@link ScriptedUpstream#release} with that name. */
    public Answer gate(String name) {
        return with(new Step.Gate(name));
    }

    /** Waits that long by the upstream's {@link Pauses}. */
    public Answer pauseMillis(long millis) {
        return with(new Step.Pause(millis * 1_000_000));
    }

    /** Waits until the request has been read whole; of use after {@link #beforeBody}. */
    public Answer awaitBody() {
        return with(new Step.AwaitBody());
    }

    /** Ends the body here, so that what follows is past the message. */
    public Answer end() {
        return with(new Step.End());
    }

    /** Closes the connection with a FIN, whatever is still owed. */
    public Answer close() {
        return with(new Step.Close());
    }

    /** Closes the connection with an RST (SO_LINGER 0). */
    public Answer reset() {
        return with(new Step.Reset());
    }

    /** Shuts the output, whatever is still owed, and goes on reading until the peer leaves. */
    public Answer halfClose() {
        return with(new Step.HalfClose());
    }

    /** Stays silent until the peer leaves. */
    public Answer hang() {
        return with(new Step.Hang());
    }

    /** Begins when the head has arrived, while the body may still be coming. */
    public Answer beforeBody() {
        return new Answer(steps, framing, true, readBytes, readGate, segmentBytes, cut, byRequest);
    }

    /**
     * Reads only that many bytes of the request body and stops until the gate is released. While it does not read, it
     * does not see the peer leave either. Up to {@value WireReader#BUFFER_BYTES} bytes more leave the kernel's buffer.
     */
    public Answer readBodyUpTo(long bytes, String gate) {
        return new Answer(steps, framing, beforeBody, bytes, gate, segmentBytes, cut, byRequest);
    }

    /** Sends everything in segments of one byte, each written and flushed by itself with TCP_NODELAY. */
    public Answer byteByByte() {
        return inSegments(1);
    }

    /** Sends everything in segments of at most that many bytes. */
    public Answer inSegments(int bytes) {
        return new Answer(steps, framing, beforeBody, readBytes, readGate, bytes, cut, byRequest);
    }

    /** Closes after that many body bytes, not counting head or chunk framing. */
    public Answer cutAtByte(long bytes) {
        return cut(new Cut(bytes, false, false));
    }

    /** Closes after that many bytes of the whole answer as it is on the wire, head included. */
    public Answer cutAtWireByte(long bytes) {
        return cut(new Cut(bytes, true, false));
    }

    /** Resets the connection after that many body bytes. What the peer has not read by then may be lost to it. */
    public Answer resetAtByte(long bytes) {
        return cut(new Cut(bytes, false, true));
    }

    /** This answer, or the one that depends on the request. */
    Answer to(RecordedRequest request) {
        return byRequest == null ? this : byRequest.apply(request);
    }

    List<Step> steps() {
        return steps;
    }

    Framing framing() {
        return framing;
    }

    boolean startsBeforeBody() {
        return beforeBody;
    }

    long readBytes() {
        return readBytes;
    }

    String readGate() {
        return readGate;
    }

    int segmentBytes() {
        return segmentBytes;
    }

    Cut cut() {
        return cut;
    }

    /** The number of body bytes that the steps write. */
    long bodyBytes() {
        long sum = 0;
        for (Step step : steps) {
            if (step instanceof Step.Body body) {
                sum += body.bytes().length;
            } else if (step instanceof Step.Flood flood) {
                sum += flood.limitBytes();
            }
        }
        return sum;
    }

    private Answer cut(Cut at) {
        return new Answer(steps, framing, beforeBody, readBytes, readGate, segmentBytes, at, byRequest);
    }

    private Answer with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Answer(more, framing, beforeBody, readBytes, readGate, segmentBytes, cut, byRequest);
    }

    private static String[] join(String first, String... rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
