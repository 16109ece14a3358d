// A neutral upstream to measure gateways against: one thread, epoll, keep-alive, answers that never change.
//
//     upstream PORT [PORT...]        listens on 127.0.0.1, serves until it is ended
//
// POST with "stream":true in the body: 49 deltas of 199 bytes, one event with usage, [DONE]; each event is one write.
// POST otherwise: one JSON answer of about 1.1 KB with usage.
// POST to a path that ends in /messages, /converse or /converse-stream: the same words in the protocol of that path,
// in as many writes.
// "user":"dN" in the body asks for a pace: N milliseconds between events, or before a whole answer (at most 16,000).
// So does "[pace dN]" anywhere in it, for requests that have been translated.
// GET /stats: what was seen so far, as JSON; see answerStats.
//
// A short write means that the reader fell a socket buffer behind; the connection is ended and counted, so that a
// run in which it happened is seen to be void.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef enum { CHAT, MESSAGES, CONVERSE, PROTOCOLS } Protocol;

enum {
    REQUEST_MAX_BYTES = 64 * 1024,
    PACE_MAX_MILLIS = 16000,
    WHEEL_SLOTS = 16384, // one a millisecond; longer than the longest pace
    DELTAS = 49,
    EVENTS = DELTAS + 2, // the event with usage and [DONE]
    BATCH = 512
};

typedef struct {
    char *bytes;
    size_t length;
} Text;

typedef struct Connection {
    int fd;
    bool listening;
    bool answering; // a request was read and its answer has not been written in full
    bool streaming;
    bool closing; // the request asked for the connection to end after its answer
    bool waiting; // in the wheel, which owns it until its slot comes
    bool gone;    // ended while waiting; freed when its slot comes
    int paceMillis;
    Protocol protocol;
    int next; // the event to write next
    size_t length;
    struct Connection *later; // the next one in the same slot of the wheel
    char *request;
} Connection;

static struct {
    long requests, mapped, cancelled, shortWrites, lastCancelNanos;
    int open;
} stats;

static const char *jsonHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
static Text events[PROTOCOLS][EVENTS];
static Text whole[PROTOCOLS];
static Connection *wheel[WHEEL_SLOTS];
static long wheelMillis; // the slot served last
static long nowMillis;
static int waiting;
static int epoll;

static void listenOn(int port);
static void acceptAll(Connection *listener);
static void readFrom(Connection *connection);
static void turnWheel(void);
static void writeTexts(void);

static long nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: upstream PORT [PORT...]\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    writeTexts();
    epoll = epoll_create1(0);
    nowMillis = wheelMillis = nanos() / 1000000;
    for (int i = 1; i < count; i++) listenOn(atoi(arguments[i]));
    struct epoll_event batch[BATCH];
    for (;;) {
        int ready = epoll_wait(epoll, batch, BATCH, waiting ? 1 : 1000);
        nowMillis = nanos() / 1000000;
        for (int i = 0; i < ready; i++) {
            Connection *connection = batch[i].data.ptr;
            if (connection->listening) acceptAll(connection);
            else readFrom(connection);
        }
        turnWheel();
    }
}

static void watch(Connection *connection) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    epoll_ctl(epoll, EPOLL_CTL_ADD, connection->fd, &event);
}

static void listenOn(int port) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(fd, (void *)&address, sizeof address) || listen(fd, 4096)) {
        fprintf(stderr, "upstream: port %d: %s\n", port, strerror(errno));
        exit(1);
    }
    Connection *listener = calloc(1, sizeof *listener);
    listener->fd = fd;
    listener->listening = true;
    watch(listener);
}

static void acceptAll(Connection *listener) {
    for (;;) {
        int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK), on = 1;
        if (fd < 0) return;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Connection *connection = calloc(1, sizeof *connection);
        connection->fd = fd;
        connection->request = malloc(REQUEST_MAX_BYTES + 1);
        watch(connection);
    }
}

static void release(Connection *connection) {
    free(connection->request);
    free(connection);
}

static void end(Connection *connection) {
    if (connection->answering) stats.open--;
    close(connection->fd);
    connection->gone = true;
    if (!connection->waiting) release(connection);
}

static bool put(Connection *connection, const char *bytes, size_t length) {
    if (send(connection->fd, bytes, length, MSG_NOSIGNAL) == (ssize_t)length) return true;
    if (errno == EPIPE || errno == ECONNRESET) {
        stats.cancelled++;
        stats.lastCancelNanos = nanos();
    } else {
        stats.shortWrites++;
    }
    end(connection);
    return false;
}

static void wait(Connection *connection, int millis) {
    long due = nowMillis + millis;
    if (due <= wheelMillis) due = wheelMillis + 1;
    Connection **slot = &wheel[due % WHEEL_SLOTS];
    connection->later = *slot;
    connection->waiting = true;
    *slot = connection;
    waiting++;
}

static void takeRequest(Connection *connection);

static void finish(Connection *connection) {
    connection->answering = false;
    stats.open--;
    if (connection->closing) end(connection);
    else takeRequest(connection); // one that was sent ahead
}

// Writes what is due: the whole answer, or events until the pace asks for a pause.
static void answer(Connection *connection) {
    if (!connection->streaming) {
        Text *text = &whole[connection->protocol];
        if (put(connection, text->bytes, text->length)) finish(connection);
        return;
    }
    while (connection->next < EVENTS) {
        Text *event = &events[connection->protocol][connection->next++];
        if (!put(connection, event->bytes, event->length)) return;
        if (connection->paceMillis && connection->next < EVENTS) {
            wait(connection, connection->paceMillis);
            return;
        }
    }
    finish(connection);
}

static void turnWheel(void) {
    while (wheelMillis < nowMillis) {
        wheelMillis++;
        Connection **slot = &wheel[wheelMillis % WHEEL_SLOTS];
        Connection *connection = *slot;
        *slot = NULL;
        while (connection) {
            Connection *later = connection->later;
            connection->waiting = false;
            waiting--;
            if (connection->gone) release(connection);
            else answer(connection);
            connection = later;
        }
    }
}

static void answerStats(Connection *connection) {
    char body[512], text[1024];
    int length = snprintf(
        body, sizeof body,
        // requests: POSTs read; mapped: those that name the upstream's own model; open: answers in progress;
        // cancelled: answers whose reader left; lastCancelNanos: when, on the monotonic clock of this machine.
        "{\"requests\":%ld,\"mapped\":%ld,\"open\":%d,\"cancelled\":%ld,\"lastCancelNanos\":%ld,\"shortWrites\":%ld}",
        stats.requests, stats.mapped, stats.open, stats.cancelled, stats.lastCancelNanos, stats.shortWrites);
    int total = snprintf(
        text, sizeof text, "%sContent-Length: %d\r\n\r\n%s", jsonHead, length, body);
    send(connection->fd, text, total, MSG_NOSIGNAL);
}

// The length of the chunked body at the start of these bytes, or -1 while some of it is missing.
static long chunkedLength(const char *body, const char *limit) {
    const char *at = body;
    for (;;) {
        const char *line = memmem(at, limit - at, "\r\n", 2);
        if (!line) return -1;
        long size = strtol(at, NULL, 16);
        if (size < 0 || size > limit - line) return -1;
        at = line + 2 + size + 2;
        if (at > limit) return -1;
        if (size == 0) return at - body; // no gateway sends trailers with a request
    }
}

static bool contains(const char *bytes, size_t length, const char *text) {
    return memmem(bytes, length, text, strlen(text)) != NULL;
}

// Which protocol the path of a request line is of, and whether the path asks for a stream.
static Protocol protocolOf(const char *bytes, const char *headEnd, bool *streaming) {
    const char *path = memchr(bytes, ' ', headEnd - bytes);
    const char *end = path ? memchr(path + 1, ' ', headEnd - path - 1) : NULL;
    if (!end) return CHAT;
    size_t length = end - path;
    *streaming = contains(path, length, "/converse-stream");
    return contains(path, length, "/converse") ? CONVERSE : contains(path, length, "/messages") ? MESSAGES : CHAT;
}

static int paceOf(const char *body, size_t length) {
    const char *pace = memmem(body, length, "\"user\":\"d", 9);
    if (!pace) pace = memmem(body, length, "[pace d", 7);
    int millis = pace ? atoi(strchr(pace, 'd') + 1) : 0;
    return millis > PACE_MAX_MILLIS ? PACE_MAX_MILLIS : millis;
}

static void takeRequest(Connection *connection) {
    char *bytes = connection->request;
    if (connection->answering || connection->length == 0) return;
    bytes[connection->length] = 0;
    char *headEnd = memmem(bytes, connection->length, "\r\n\r\n", 4);
    if (!headEnd) return;
    char *body = headEnd + 4;
    *headEnd = 0;
    char *declared = strcasestr(bytes, "\r\ncontent-length:");
    bool chunked = strcasestr(bytes, "\r\ntransfer-encoding: chunked") != NULL;
    connection->closing = strcasestr(bytes, "\r\nconnection: close") != NULL;
    bool get = strncmp(bytes, "GET ", 4) == 0;
    *headEnd = '\r';
    long length = chunked ? chunkedLength(body, bytes + connection->length) : declared ? atol(declared + 17) : 0;
    if (length < 0 || body + length > bytes + connection->length) return;
    if (get) {
        answerStats(connection);
    } else {
        stats.requests++;
        stats.mapped += contains(body, length, "\"mock-model-1\"");
        bool streaming = false;
        connection->protocol = protocolOf(bytes, headEnd, &streaming);
        connection->streaming = streaming || contains(body, length, "\"stream\":true") ||
            contains(body, length, "\"stream\": true");
        connection->paceMillis = paceOf(body, length);
    }
    size_t taken = body + length - bytes;
    memmove(bytes, bytes + taken, connection->length - taken);
    connection->length -= taken;
    if (get) {
        if (connection->closing) end(connection);
        else takeRequest(connection);
        return;
    }
    connection->next = 0;
    connection->answering = true;
    stats.open++;
    if (connection->paceMillis && !connection->streaming) wait(connection, connection->paceMillis);
    else answer(connection);
}

static void readFrom(Connection *connection) {
    size_t space = REQUEST_MAX_BYTES - connection->length;
    ssize_t got = space ? recv(connection->fd, connection->request + connection->length, space, 0) : 0;
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
        if (connection->answering) {
            stats.cancelled++;
            stats.lastCancelNanos = nanos();
        }
        end(connection);
        return;
    }
    connection->length += got;
    takeRequest(connection);
}

// These bytes as one chunk, between a prefix and a suffix.
static Text text(const char *prefix, const char *body, size_t length, const char *suffix) {
    Text made = {.bytes = malloc(strlen(prefix) + length + strlen(suffix) + 32)};
    char *at = made.bytes + sprintf(made.bytes, "%s%zx\r\n", prefix, length);
    memcpy(at, body, length);
    at += length;
    at += sprintf(at, "\r\n%s", suffix);
    made.length = at - made.bytes;
    return made;
}

static Text json(const char *body) {
    Text made;
    made.length = asprintf(&made.bytes, "%sContent-Length: %zu\r\n\r\n%s", jsonHead, strlen(body), body);
    return made;
}

static const char *sentence = "A toll bridge asks who crosses, what they carry and what it all costs; it opens the "
                              "gate, counts the carts, writes the ledger and never keeps a traveller waiting for the "
                              "clerk who sits at the far end. ";

// Every answer is made once, at start: measuring must not measure this program.
static void writeChat(void) {
    const char *streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";
    const char *common = "\"created\":1763632384,\"model\":\"mock-model-1\",\"choices\":";
    const char *id = "\"id\":\"chatcmpl-5d0c3b7e1f9a4c62b8e4\"";
    char body[2048];
    for (int i = 0; i < DELTAS; i++) {
        snprintf(
            body, sizeof body,
            "data: {%s,\"object\":\"chat.completion.chunk\",%s"
            "[{\"index\":0,\"delta\":{\"content\":\" carts%02d\"},\"finish_reason\":null}]}\n\n",
            id, common, i);
        events[CHAT][i] = text(i ? "" : streamHead, body, strlen(body), "");
    }
    snprintf(
        body, sizeof body,
        "data: {%s,\"object\":\"chat.completion.chunk\",%s[],"
        "\"usage\":{\"prompt_tokens\":212,\"completion_tokens\":50,\"total_tokens\":262}}\n\n",
        id, common);
    events[CHAT][DELTAS] = text("", body, strlen(body), "");
    events[CHAT][DELTAS + 1] = text("", "data: [DONE]\n\n", 14, "0\r\n\r\n");
    snprintf(
        body, sizeof body,
        "{%s,\"object\":\"chat.completion\",%s[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
        "\"%s%s%s\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
        "\"usage\":{\"prompt_tokens\":212,\"completion_tokens\":128,\"total_tokens\":340,"
        "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
        "\"completion_tokens_details\":{\"reasoning_tokens\":0}},"
        "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_mock\"}",
        id, common, sentence, sentence, sentence);
    whole[CHAT] = json(body);
}

static void writeMessages(void) {
    const char *streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";
    const char *head = "\"id\":\"msg_5d0c3b7e1f9a4c62b8e4\",\"type\":\"message\",\"role\":\"assistant\","
                       "\"model\":\"mock-messages-1\"";
    char body[2048];
    snprintf(
        body, sizeof body,
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{%s,\"content\":[],\"stop_reason\":null,"
        "\"stop_sequence\":null,\"usage\":{\"input_tokens\":212,\"output_tokens\":1}}}\n\n"
        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
        "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
        head);
    events[MESSAGES][0] = text(streamHead, body, strlen(body), "");
    for (int i = 0; i < DELTAS; i++) {
        snprintf(
            body, sizeof body,
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            "\"delta\":{\"type\":\"text_delta\",\"text\":\" carts%02d\"}}\n\n",
            i);
        events[MESSAGES][i + 1] = text("", body, strlen(body), "");
    }
    snprintf(
        body, sizeof body,
        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
        "\"stop_sequence\":null},\"usage\":{\"output_tokens\":50}}\n\n"
        "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    events[MESSAGES][DELTAS + 1] = text("", body, strlen(body), "0\r\n\r\n");
    snprintf(
        body, sizeof body,
        "{%s,\"content\":[{\"type\":\"text\",\"text\":\"%s%s%s\"}],\"stop_reason\":\"end_turn\","
        "\"stop_sequence\":null,\"usage\":{\"input_tokens\":212,\"cache_creation_input_tokens\":0,"
        "\"cache_read_input_tokens\":0,\"output_tokens\":128,\"service_tier\":\"standard\"}}",
        head, sentence, sentence, sentence);
    whole[MESSAGES] = json(body);
}

static unsigned crc(const unsigned char *bytes, size_t length) {
    unsigned sum = ~0u;
    for (size_t i = 0; i < length; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) sum = sum >> 1 ^ (sum & 1 ? 0xedb88320u : 0);
    }
    return ~sum;
}

static void putNumber(unsigned char *at, unsigned number) {
    for (int i = 0; i < 4; i++) at[i] = number >> (24 - 8 * i);
}

// One frame of AWS's event stream, appended; returns its length.
static size_t putFrame(char *at, const char *event, const char *payload) {
    const char *headers[][2] = {
        {":event-type", event}, {":content-type", "application/json"}, {":message-type", "event"}};
    unsigned char *frame = (unsigned char *)at, *next = frame + 12;
    for (int i = 0; i < 3; i++) {
        size_t name = strlen(headers[i][0]), value = strlen(headers[i][1]);
        *next++ = name;
        memcpy(next, headers[i][0], name);
        next += name;
        *next++ = 7; // a string
        *next++ = value >> 8;
        *next++ = value;
        memcpy(next, headers[i][1], value);
        next += value;
    }
    unsigned headersLength = next - frame - 12, total = headersLength + strlen(payload) + 16;
    putNumber(frame, total);
    putNumber(frame + 4, headersLength);
    putNumber(frame + 8, crc(frame, 8));
    memcpy(next, payload, strlen(payload));
    putNumber(frame + total - 4, crc(frame, total - 4));
    return total;
}

static void writeConverse(void) {
    const char *streamHead = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";
    char body[2048], payload[512];
    size_t length = putFrame(body, "messageStart", "{\"role\":\"assistant\"}");
    events[CONVERSE][0] = text(streamHead, body, length, "");
    for (int i = 0; i < DELTAS; i++) {
        snprintf(
            payload, sizeof payload,
            "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" carts%02d\"},\"p\":\"abcdefghijk\"}", i);
        length = putFrame(body, "contentBlockDelta", payload);
        events[CONVERSE][i + 1] = text("", body, length, "");
    }
    length = putFrame(body, "contentBlockStop", "{\"contentBlockIndex\":0}");
    length += putFrame(body + length, "messageStop", "{\"stopReason\":\"end_turn\"}");
    length += putFrame(
        body + length, "metadata",
        "{\"metrics\":{\"latencyMs\":7},\"usage\":{\"inputTokens\":212,\"outputTokens\":50,\"totalTokens\":262}}");
    events[CONVERSE][DELTAS + 1] = text("", body, length, "0\r\n\r\n");
    snprintf(
        body, sizeof body,
        "{\"metrics\":{\"latencyMs\":7},\"output\":{\"message\":{\"role\":\"assistant\",\"content\":"
        "[{\"text\":\"%s%s%s\"}]}},\"stopReason\":\"end_turn\","
        "\"usage\":{\"inputTokens\":212,\"outputTokens\":128,\"totalTokens\":340}}",
        sentence, sentence, sentence);
    whole[CONVERSE] = json(body);
}

static void writeTexts(void) {
    writeChat();
    writeMessages();
    writeConverse();
}
