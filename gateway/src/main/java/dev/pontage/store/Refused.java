package dev.pontage.store;

import dev.pontage.ledger.Receipt;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receipt that the tables of its month refuse for good, set aside whole, as JSON, for somebody to look at.
 *
 * <p>The table that keeps it stands in the same database, so it is kept in the very transaction in which the books go
 * on without it: it is neither lost nor there twice.
 *
 * @param reason what the database said
 */
record Refused(Receipt receipt, String reason) {
    private static final int ID_CHARACTERS = 64;
    private static final int REASON_CHARACTERS = 1_000;

    void keep(Connection connection, long atMicros) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(Sql.ADD_REFUSED)) {
            add.setString(1, id(receipt));
            add.setLong(2, atMicros);
            add.setString(3, Text.clip(reason, REASON_CHARACTERS));
            add.setString(4, Json.MAPPER.writeValueAsString(receipt));
            add.executeUpdate();
        }
    }

    static boolean isKept(Connection connection, Receipt receipt) throws SQLException {
        try (PreparedStatement has = connection.prepareStatement(Sql.IS_REFUSED)) {
            has.setString(1, id(receipt));
            try (ResultSet found = has.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String id(Receipt receipt) {
        return Text.clip(receipt.requestId(), ID_CHARACTERS);
    }

    /** A class of its own, loaded when the first receipt is refused. */
    private static final class Json {
        /** Escapes what some database would not take, half characters among it. */
        private static final JsonMapper MAPPER = new JsonMapper(
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());
    }
}
