package dev.pontage.store;

import dev.pontage.account.KeyHash;
import dev.pontage.resource.Change;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resource.Configured;
import dev.pontage.resource.Resource.Head;
import dev.pontage.resource.Resource.OfAccount;
import dev.pontage.resource.Resource.OfKey;
import dev.pontage.resource.Resources.StaleChange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Enters the rows of one change, with their history, in the caller's transaction.
 *
 * <p>Statements are prepared once per change: a file may bring a hundred thousand keys.
 */
final class ChangeWriter implements AutoCloseable {
    private static final int SQLITE_CONSTRAINT = 19;

    private final Connection connection;
    private final String author;
    private final long atMicros;
    private final String pepperId;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    ChangeWriter(Connection connection, String author, long atMicros, String pepperId) {
        this.connection = connection;
        this.author = Text.clip(author, 255);
        this.atMicros = atMicros;
        this.pepperId = pepperId;
    }

    /** Frees the hashes of all keys that the change touches, so that two of them may swap their values. */
    void freeHashes(Change change) throws SQLException {
        for (Resource put : change.puts()) {
            if (put instanceof OfKey key && key.head().version() > 1) {
                PreparedStatement free = statement(Sql.FREE_KEY_HASH);
                free.setString(1, key.head().id());
                free.executeUpdate();
            }
        }
    }

    /** The row stays under its name and id, and has no effect. */
    void remove(Change.Removal removal) throws SQLException, IOException {
        Resource after = removal.after();
        update(after);
        remember(after.head(), after.spec());
    }

    /** A new row, or a new version of one. */
    void put(Resource resource) throws SQLException, IOException {
        if (resource.head().version() == 1) {
            insert(resource);
        } else {
            update(resource);
        }
        remember(resource.head(), resource.spec());
    }

    /** Sends what is batched: the history, whose rows cannot fail on their own. */
    void flush() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }

    private void insert(Resource resource) throws SQLException, IOException {
        Head head = resource.head();
        PreparedStatement row;
        int next;
        switch (resource) {
            case Configured configured -> {
                row = statement(Sql.ADD_RESOURCE);
                row.setString(1, head.id());
                row.setString(2, head.kind().word());
                row.setString(3, head.name());
                row.setString(4, head.owner().word());
                next = 5;
            }
            case OfAccount account -> {
                row = statement(Sql.ADD_ACCOUNT);
                row.setString(1, head.id());
                row.setString(2, head.name());
                row.setString(3, head.owner().word());
                row.setString(4, account.parent());
                row.setString(5, account.dna());
                next = 6;
            }
            case OfKey key -> {
                row = statement(Sql.ADD_KEY);
                row.setString(1, head.id());
                row.setString(2, head.name());
                row.setString(3, head.owner().word());
                next = bindKey(row, 4, key);
            }
        }
        next = bindRest(row, next, resource);
        row.setLong(next, atMicros);
        row.setLong(next + 1, atMicros);
        try {
            row.executeUpdate();
        } catch (SQLException e) {
            if (isTaken(e)) {
                throw new StaleChange(head.kind().word() + " " + head.name());
            }
            throw e;
        }
    }

    /** Whether a unique id, name or hash was there already; SQLite has a code for it, the others a state. */
    private static boolean isTaken(SQLException e) {
        return e.getErrorCode() == SQLITE_CONSTRAINT
                || String.valueOf(e.getSQLState()).startsWith("23");
    }

    private void update(Resource resource) throws SQLException, IOException {
        Head head = resource.head();
        PreparedStatement row;
        int next;
        switch (resource) {
            case Configured configured -> {
                row = statement(Sql.SET_RESOURCE);
                row.setString(1, head.owner().word());
                next = 2;
            }
            case OfAccount account -> {
                row = statement(Sql.SET_ACCOUNT);
                row.setString(1, head.owner().word());
                row.setString(2, account.parent());
                row.setString(3, account.dna());
                next = 4;
            }
            case OfKey key -> {
                row = statement(Sql.SET_KEY);
                row.setString(1, head.owner().word());
                next = bindKey(row, 2, key);
            }
        }
        next = bindRest(row, next, resource);
        row.setLong(next, atMicros);
        row.setString(next + 1, head.id());
        row.setLong(next + 2, head.version() - 1);
        if (row.executeUpdate() != 1) {
            throw new StaleChange(head.kind().word() + " " + head.name());
        }
    }

    private int bindKey(PreparedStatement row, int first, OfKey key) throws SQLException {
        row.setString(first, key.account());
        if (key.hash().equals(KeyHash.NONE)) {
            row.setNull(first + 1, Types.VARCHAR);
        } else {
            row.setString(first + 1, HexFormat.of().formatHex(key.hash().bytes()));
        }
        row.setString(first + 2, pepperId);
        row.setString(first + 3, key.lastFour());
        if (key.signs()) {
            row.setString(first + 4, key.signingSecret());
        } else {
            row.setNull(first + 4, Types.VARCHAR);
        }
        return first + 5;
    }

    private static int bindRest(PreparedStatement row, int first, Resource resource) throws SQLException {
        Head head = resource.head();
        row.setString(first, resource.spec());
        row.setString(first + 1, HexFormat.of().formatHex(head.hash().bytes()));
        row.setLong(first + 2, head.removed() ? 1 : 0);
        row.setLong(first + 3, head.version());
        return first + 4;
    }

    private void remember(Head head, String spec) throws SQLException {
        boolean keepsEveryVersion = switch (head.kind()) {
            case PROVIDER, MODEL_MAP, PRICE_BOOK, SETTING -> true;
            case ACCOUNT, KEY -> false;
        };
        PreparedStatement row = statement(keepsEveryVersion ? Sql.ADD_RESOURCE_VERSION : Sql.ADD_AUDIT);
        row.setString(1, head.id());
        row.setLong(2, head.version());
        row.setString(3, author);
        row.setLong(4, head.removed() ? 1 : 0);
        row.setLong(5, atMicros);
        row.setString(6, keepsEveryVersion ? spec : head.kind().word());
        row.addBatch();
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }
}
