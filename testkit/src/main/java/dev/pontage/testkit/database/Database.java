package dev.pontage.testkit.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An empty database of its own on a server that others share.
 *
 * @param name its name on the server
 * @param host the server's address
 * @param port the server's port
 * @param user who may do everything in it
 * @param password of that user, empty where the server asks for none
 * @param jdbcUrl the URL without credentials
 */
public record Database(String name, String host, int port, String user, String password, String jdbcUrl) {
    /** A new connection by the driver for {@link #jdbcUrl}. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }
}
