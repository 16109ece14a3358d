package dev.pontage.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pontage.testkit.wire.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("GET /v1/pontage/requests/{id}")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReceiptLookupOverHttpTest {
    private static final String NEVER_WAS = "0".repeat(32);

    @TempDir
    static Path folder;

    private Office office;

    @BeforeAll
    void start() throws Exception {
        office = new Office(folder);
    }

    @AfterAll
    void close() {
        office.close();
    }

    @Test
    @DisplayName("tells the calling account its own charge and use; the upstream only where it may see that")
    void ownRequest() {
        String teams = office.call(Office.TEAM_A_KEY);
        JsonNode team = json(office.lookUp(teams, Office.TEAM_A_KEY));
        assertEquals(
                List.of(
                        "id",
                        "object",
                        "operation",
                        "model",
                        "outcome",
                        "input_tokens",
                        "output_tokens",
                        "usage_source",
                        "x-pontage-charge-usd",
                        "x-pontage-receipt"),
                List.copyOf(team.propertyNames()));
        assertEquals(teams, team.get("id").asString());
        assertEquals("0.000013", team.get("x-pontage-charge-usd").asString());
        assertEquals(7, team.get("input_tokens").asLong());
        assertEquals(3, team.get("output_tokens").asLong());

        String roots = office.call(Office.ROOT_KEY);
        JsonNode root = json(office.lookUp(roots, Office.ROOT_KEY));
        assertEquals("alpha", root.get("x-pontage-provider").asString());
        assertEquals("m", root.get("x-pontage-upstream-model").asString());
        assertEquals(1, root.get("x-pontage-attempts").asLong());
    }

    @Test
    @DisplayName("another account's request is as unknown as one that never was, also to its parent and its sibling")
    void othersAreUnknown() {
        String id = office.call(Office.TEAM_A_KEY);
        String unknown = withoutRequestId(notFound(office.lookUp(NEVER_WAS, Office.TEAM_B_KEY)));
        assertEquals(unknown, withoutRequestId(notFound(office.lookUp(id, Office.TEAM_B_KEY))));
        assertEquals(unknown, withoutRequestId(notFound(office.lookUp(id, Office.ROOT_KEY))));
        assertEquals(200, office.lookUp(id, Office.TEAM_A_KEY).statusCode());
    }

    @Test
    @DisplayName("an attempt is no request, and what is no id is none")
    void onlyRequests() {
        office.upstream.answer(
                Answer.nothing().close(), Answer.nothing().close()); // on the connection there is, and on a fresh one
        String id = office.call(Office.TEAM_A_KEY);
        assertTrue(office.ledger("").body().contains("\"" + id + "-1\""));
        assertEquals(200, office.lookUp(id, Office.TEAM_A_KEY).statusCode());
        for (String other : List.of(id + "-1", id + "-2", id.substring(1), "%27%20OR%201%3D1", "x".repeat(1_000))) {
            notFound(office.lookUp(other, Office.TEAM_A_KEY));
        }
    }

    @Test
    @DisplayName("it is kept for 24 hours after the request's end, to the microsecond")
    void kept() throws Exception {
        String id = office.call(Office.TEAM_A_KEY);
        long day = TimeUnit.DAYS.toMicros(1);
        long spare = TimeUnit.MINUTES.toMicros(5);
        office.tamper("UPDATE MONTH SET ended_micros = ended_micros - " + (day - spare) + " WHERE id = '" + id + "'");
        assertEquals(200, office.lookUp(id, Office.TEAM_A_KEY).statusCode());
        office.tamper("UPDATE MONTH SET ended_micros = ended_micros - " + spare + " WHERE id = '" + id + "'");
        notFound(office.lookUp(id, Office.TEAM_A_KEY));
    }

    @Test
    @DisplayName("it asks for a key of the account, as every call does")
    void asksForAKey() {
        String id = office.call(Office.TEAM_A_KEY);
        HttpResponse<String> wrong = office.lookUp(id, Office.TEAM_A_KEY + "x");
        assertEquals(401, wrong.statusCode());
        assertFalse(wrong.body().contains("charge"), wrong.body());
        assertEquals(
                401,
                office.send(office.to("/v1/pontage/requests/" + id).build()).statusCode());
        assertEquals(401, office.lookUp(id, office.adminToken()).statusCode());
    }

    private static String notFound(HttpResponse<String> answer) {
        assertEquals(404, answer.statusCode(), answer.body());
        assertEquals(
                "request_not_found",
                JsonMapper.shared()
                        .readTree(answer.body())
                        .get("error")
                        .get("code")
                        .asString());
        return answer.body() + answer.headers().firstValue("x-request-id").orElseThrow();
    }

    private static String withoutRequestId(String answer) {
        String id = answer.substring(answer.length() - 32);
        return answer.replace(id, "");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                "application/json", answer.headers().firstValue("content-type").orElse(""));
        assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
        return JsonMapper.shared().readTree(answer.body());
    }
}
