package dev.pontage.architecture.wrong.route;

import java.sql.Connection;
import java.sql.SQLException;

/** A stage that asks a database. */
final class NamesSql {
    int isolation(Connection connection) throws SQLException {
        return connection.getTransactionIsolation();
    }
}
