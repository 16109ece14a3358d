package dev.pontage.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.wire.Answer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("GET /admin/ledger")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LedgerOverHttpTest {
    /** design.md section 6, and the name that the client used. */
    private static final List<String> FIELDS = List.of(
            "seq",
            "id",
            "type",
            "requestId",
            "account",
            "dna",
            "key",
            "endUser",
            "tags",
            "operation",
            "dialect",
            "asked",
            "model",
            "provider",
            "credential",
            "upstreamModel",
            "outcome",
            "attempts",
            "usage",
            "usageSource",
            "priceVersion",
            "chargeNanousd",
            "costNanousd",
            "charges",
            "flags",
            "dropped",
            "startedAtMicros",
            "endedAtMicros");

    @TempDir
    static Path folder;

    private final List<String> ids = new ArrayList<>();
    private Office office;

    @BeforeAll
    void settleSomeCalls() throws Exception {
        office = new Office(folder);
        ids.add(office.call(Office.TEAM_A_KEY));
        ids.add(office.call(Office.ROOT_KEY));
        office.upstream.answer(
                Answer.nothing().close(), Answer.nothing().close()); // on the connection there is, and on a fresh one
        ids.add(office.call(Office.TEAM_B_KEY));
        ids.add(ids.getLast() + "-1");
        ids.add(office.call(Office.TEAM_A_KEY));
    }

    @AfterAll
    void close() {
        office.close();
    }

    @Test
    @DisplayName("is NDJSON: one entry a line, each with all fields and no other, in the order of seq")
    void shape() {
        HttpResponse<String> answer = office.ledger("");
        assertEquals(200, answer.statusCode());
        assertEquals("application/x-ndjson", header(answer, "content-type"));
        assertEquals("no-store", header(answer, "cache-control"));
        assertTrue(answer.body().endsWith("}\n"), answer.body());
        for (String line : lines(answer)) {
            assertTrue(line.startsWith("{\"seq\":") && line.endsWith("}"), line);
        }
        List<JsonNode> entries = entries(answer);
        for (int i = 0; i < entries.size(); i++) {
            assertEquals(FIELDS, List.copyOf(entries.get(i).propertyNames()));
            assertEquals(i + 1, entries.get(i).get("seq").asLong());
        }
        assertEquals(ids.get(0), entries.getFirst().get("id").asString());
        assertEquals(ids.getLast(), entries.getLast().get("id").asString());
    }

    @Test
    @DisplayName("says what was used, by whom, and what each level of the account path pays, the caller first")
    void usageEntry() {
        JsonNode team = entries(office.ledger("?limit=1")).getFirst();
        assertEquals("usage", team.get("type").asString());
        assertEquals(ids.getFirst(), team.get("requestId").asString());
        assertEquals("chat", team.get("operation").asString());
        assertEquals("openai", team.get("dialect").asString());
        assertEquals("m", team.get("model").asString());
        assertEquals("alpha", team.get("provider").asString());
        assertEquals("served", team.get("outcome").asString());
        assertEquals("provider", team.get("usageSource").asString());
        assertEquals("{\"input\":7,\"output\":3}", team.get("usage").toString());
        assertEquals(7_000 + 6_000, team.get("chargeNanousd").asLong());
        JsonNode root = entries(office.ledger("?after=1&limit=1")).getFirst();
        assertEquals(
                List.of(
                        charge(team.get("account").asString(), 13_000),
                        charge(root.get("account").asString(), 13_000)),
                texts(team.get("charges")));
        assertEquals("." + root.get("account").asString() + ".", team.get("dna").asString());
        assertEquals(List.of(charge(root.get("account").asString(), 13_000)), texts(root.get("charges")));
    }

    @Test
    @DisplayName("has a line for what may have been lost upstream, charged to nobody (F-08)")
    void attemptEntry() {
        List<JsonNode> entries = entries(office.ledger(""));
        List<JsonNode> attempts = entries.stream()
                .filter(entry -> entry.get("type").asString().equals("attempt"))
                .toList();
        assertFalse(attempts.isEmpty());
        for (JsonNode attempt : attempts) {
            assertEquals(ids.get(2), attempt.get("requestId").asString());
            assertTrue(attempt.get("id").asString().startsWith(ids.get(2) + "-"));
            assertEquals(0, attempt.get("chargeNanousd").asLong());
            assertTrue(attempt.get("costNanousd").asLong() > 0);
            assertTrue(attempt.get("charges").isEmpty());
        }
    }

    @Test
    @DisplayName(
            "is read on from the last seq that one has: no entry is skipped or repeated, and the end is an empty answer")
    void pages() {
        List<String> all = lines(office.ledger(""));
        for (int limit = 1; limit <= all.size() + 1; limit++) {
            List<String> seen = new ArrayList<>();
            long after = 0;
            while (true) {
                HttpResponse<String> page = office.ledger("?after=" + after + "&limit=" + limit);
                assertEquals(200, page.statusCode());
                assertTrue(lines(page).size() <= limit);
                if (page.body().isEmpty()) {
                    break;
                }
                seen.addAll(lines(page));
                after = entries(page).getLast().get("seq").asLong();
            }
            assertEquals(all, seen, "limit " + limit);
        }
        assertEquals(all, lines(office.ledger("?limit=10000&after=0")));
        assertEquals("", office.ledger("?after=" + Long.MAX_VALUE).body());
    }

    @Test
    @DisplayName("refuses a number that is none or out of bounds with 400, naming what is allowed")
    void badParameters() {
        for (String query : List.of(
                "?after=-1",
                "?after=x",
                "?after=",
                "?after=9223372036854775808",
                "?limit=0",
                "?limit=-1",
                "?limit=10001",
                "?limit=1.5",
                "?after=0&limit=")) {
            HttpResponse<String> answer = office.ledger(query);
            assertEquals(400, answer.statusCode(), query);
            assertEquals("invalid_value", error(answer).get("code").asString(), query);
            assertTrue(error(answer).get("message").asString().contains("'limit'"), answer.body());
            assertEquals("application/json", header(answer, "content-type"));
        }
    }

    @Test
    @DisplayName(
            "asks for the operator's token: without it, with a wrong one or a client's key it is 401 and shows nothing (S-04)")
    void token() {
        String right = office.adminToken();
        String basic = Base64.getEncoder().encodeToString(("admin:" + right).getBytes(StandardCharsets.UTF_8));
        for (String wrong : List.of(
                "",
                "Bearer",
                "Bearer " + right + "x",
                "Bearer " + right.substring(1),
                "Bearer " + Office.ROOT_KEY,
                right,
                "Basic " + basic)) {
            HttpResponse<String> answer = office.ledger("GET", "", wrong);
            assertEquals(401, answer.statusCode(), wrong);
            assertEquals("Bearer", header(answer, "www-authenticate"));
            assertEquals("operator_token_required", error(answer).get("code").asString());
            assertFalse(answer.body().contains(ids.getFirst()), answer.body());
        }
        assertEquals(200, office.ledger("GET", "", "bearer " + right).statusCode());
    }

    @Test
    @DisplayName("answers HEAD without a body, and no other method")
    void methods() {
        String right = "Bearer " + office.adminToken();
        HttpResponse<String> head = office.ledger("HEAD", "", right);
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals("application/x-ndjson", header(head, "content-type"));
        assertEquals(401, office.ledger("HEAD", "", "").statusCode());
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            HttpResponse<String> answer = office.ledger(method, "", right);
            assertEquals(405, answer.statusCode(), method);
            assertTrue(header(answer, "allow").contains("GET"));
        }
    }

    @Test
    @DisplayName("says 503 while the database does not answer, and goes on afterwards")
    void unavailable() throws Exception {
        office.tamper("ALTER TABLE ledger_position RENAME TO away");
        HttpResponse<String> answer = office.ledger("");
        office.tamper("ALTER TABLE away RENAME TO ledger_position");
        assertEquals(503, answer.statusCode());
        assertEquals("ledger_unavailable", error(answer).get("code").asString());
        assertFalse(header(answer, "retry-after").isEmpty());
        assertEquals(200, office.ledger("").statusCode());
    }

    private static String charge(String account, long nanoUsd) {
        return "{\"account\":\"" + account + "\",\"nanousd\":" + nanoUsd + "}";
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::toString).toList();
    }

    private static JsonNode error(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).get("error");
    }

    private static List<JsonNode> entries(HttpResponse<String> answer) {
        return lines(answer).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    private static List<String> lines(HttpResponse<String> answer) {
        return answer.body().lines().toList();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
