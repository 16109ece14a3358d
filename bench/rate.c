// An open-loop generator of HTTP/1.1 requests: a constant rate, latency counted from the scheduled send time.
//
//     rate PORT REQUESTS_PER_SECOND SECONDS BODY_FILE KEYS_FILE [EXPECTED_BODY_FILE]
//
// Each request is sent when its turn comes, however late earlier answers are, so a stall of the server shows in every
// request that it held up (no coordinated omission). KEYS_FILE has one bearer key a line, all of one length; requests
// take them in turn. With EXPECTED_BODY_FILE every answer's body is compared byte for byte.
// Prints one line of JSON: counts, and microseconds for p50, p90, p99, p99.9 and the longest.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 256, ANSWER_MAX_BYTES = 64 * 1024, GRACE_SECONDS = 20 };

typedef struct {
    char *bytes;
    long length;
} Text;

typedef struct {
    int fd;
    bool busy;
    long scheduledNanos;
    int length;
    char answer[ANSWER_MAX_BYTES + 1];
} Connection;

static Connection connections[CONNECTIONS_MAX];
static int idle[CONNECTIONS_MAX], idleCount, opened;
static int port, epoll;
static Text body, keys, expected;
static bool comparing;
static int keyLength;
static long keyCount;
static char *request;
static long requestLength, keyOffset;
static double *latencies; // microseconds
static long done, failed, different;

static Text readFile(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "rate: %s: %s\n", path, strerror(errno));
        exit(2);
    }
    fseek(file, 0, SEEK_END);
    Text text = {.length = ftell(file)};
    rewind(file);
    text.bytes = malloc(text.length + 1);
    text.length = fread(text.bytes, 1, text.length, file);
    text.bytes[text.length] = 0;
    fclose(file);
    return text;
}

static void readKeys(const char *path) {
    keys = readFile(path);
    char *line = memchr(keys.bytes, '\n', keys.length);
    keyLength = line ? line - keys.bytes : keys.length;
    keyCount = (keys.length + 1) / (keyLength + 1);
    for (long i = 0; i < keyCount; i++) {
        char after = keys.bytes[i * (keyLength + 1) + keyLength];
        if (after == '\n' || after == 0) continue;
        fprintf(stderr, "rate: %s: keys must be of one length\n", path);
        exit(2);
    }
}

static void composeRequest(void) {
    char head[1024];
    long length = snprintf(
        head, sizeof head,
        "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
        "Content-Length: %ld\r\nAuthorization: Bearer ",
        port, body.length);
    keyOffset = length;
    requestLength = length + keyLength + 4 + body.length;
    request = malloc(requestLength);
    memcpy(request, head, length);
    memcpy(request + length + keyLength, "\r\n\r\n", 4);
    memcpy(request + length + keyLength + 4, body.bytes, body.length);
}

static long nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void dial(int index) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(fd, (void *)&address, sizeof address)) {
        fprintf(stderr, "rate: port %d: %s\n", port, strerror(errno));
        exit(1);
    }
    connections[index].fd = fd;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void release(int index) {
    connections[index].busy = false;
    idle[idleCount++] = index;
}

static void redial(int index) {
    close(connections[index].fd);
    dial(index);
    if (connections[index].busy) {
        failed++;
        release(index);
    }
}

static bool sendNext(long number, long scheduledNanos) {
    int index;
    if (idleCount) {
        index = idle[--idleCount];
    } else if (opened < CONNECTIONS_MAX) {
        index = opened++;
        dial(index);
    } else {
        return false; // it goes late, and its latency will say so
    }
    Connection *connection = &connections[index];
    connection->scheduledNanos = scheduledNanos;
    connection->length = 0;
    connection->busy = true;
    memcpy(request + keyOffset, keys.bytes + number % keyCount * (keyLength + 1), keyLength);
    if (send(connection->fd, request, requestLength, MSG_NOSIGNAL) != requestLength) redial(index);
    return true;
}

// Joins the chunks of a complete chunked body in place; -1 while some of it is missing.
static long joinChunks(char *bytes, long length) {
    char *limit = bytes + length;
    if (length < 5 || memcmp(limit - 5, "0\r\n\r\n", 5)) return -1;
    char *from = bytes, *to = bytes;
    while (from < limit) {
        char *after;
        long size = strtol(from, &after, 16);
        from = after + 2;
        if (size == 0) return to - bytes;
        if (from + size > limit) return -1;
        memmove(to, from, size);
        to += size;
        from += size + 2;
    }
    return -1;
}

// Looks whether the answer is complete, and counts it.
static void judge(int index, long now) {
    Connection *connection = &connections[index];
    char *answer = connection->answer;
    answer[connection->length] = 0;
    char *headEnd = strstr(answer, "\r\n\r\n");
    if (!headEnd) return;
    char *received = headEnd + 4;
    long length = connection->length - (received - answer);
    *headEnd = 0;
    char *declared = strcasestr(answer, "\r\ncontent-length:");
    long promised = declared ? atol(declared + 17) : -1;
    *headEnd = '\r';
    if (declared && length < promised) return;
    if (!declared && (length = joinChunks(received, length)) < 0) return;
    if (memcmp(answer + 9, "200", 3)) failed++;
    else if (comparing && (length != expected.length || memcmp(received, expected.bytes, length))) different++;
    else latencies[done++] = (now - connection->scheduledNanos) / 1e3;
    release(index);
}

static void readFrom(int index) {
    Connection *connection = &connections[index];
    int space = ANSWER_MAX_BYTES - connection->length;
    int got = recv(connection->fd, connection->answer + connection->length, space, 0);
    if (got <= 0) {
        redial(index);
        return;
    }
    connection->length += got;
    judge(index, nanos());
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double quantile(double q) { return done ? latencies[(long)((done - 1) * q)] : 0; }

int main(int count, char **arguments) {
    if (count < 6) {
        fprintf(stderr, "usage: rate PORT REQUESTS_PER_SECOND SECONDS BODY_FILE KEYS_FILE [EXPECTED_BODY_FILE]\n");
        return 2;
    }
    port = atoi(arguments[1]);
    double perSecond = atof(arguments[2]);
    long total = perSecond * atof(arguments[3]);
    body = readFile(arguments[4]);
    readKeys(arguments[5]);
    if ((comparing = count > 6)) expected = readFile(arguments[6]);
    composeRequest();
    latencies = malloc((total + 1) * sizeof *latencies);
    epoll = epoll_create1(0);
    prctl(PR_SET_TIMERSLACK, 1); // the default of 50 us would be added to every latency

    struct epoll_event ready[CONNECTIONS_MAX];
    long start = nanos(), gap = 1e9 / perSecond, sent = 0;
    long deadline = start + (long)((atof(arguments[3]) + GRACE_SECONDS) * 1e9);
    while (done + failed + different < total && nanos() < deadline) {
        while (sent < total && start + sent * gap <= nanos() && sendNext(sent, start + sent * gap)) sent++;
        long pause = sent < total ? start + sent * gap - nanos() : 100000000L;
        if (pause < 0) pause = idleCount || opened < CONNECTIONS_MAX ? 0 : 1000000;
        struct timespec timeout = {pause / 1000000000L, pause % 1000000000L};
        int found = epoll_pwait2(epoll, ready, CONNECTIONS_MAX, &timeout, NULL);
        for (int i = 0; i < found; i++) readFrom(ready[i].data.u32);
    }
    failed = total - done - different; // also what never came
    qsort(latencies, done, sizeof *latencies, ascending);
    printf(
        "{\"done\":%ld,\"failed\":%ld,\"different\":%ld,\"connections\":%d,"
        "\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"longest\":%.1f}\n",
        done, failed, different, opened, quantile(.5), quantile(.9), quantile(.99), quantile(.999), quantile(1));
    return 0;
}
