package dev.pontage.store;

import dev.pontage.base.Ticker;
import dev.pontage.ledger.Books;
import dev.pontage.ledger.Ledger;
import dev.pontage.resource.Resources;
import dev.pontage.seal.FileKeyset;
import dev.pontage.seal.Keyset;
import dev.pontage.seal.Purpose;
import dev.pontage.seal.SealException;
import dev.pontage.seal.SecretFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * The embedded store: one SQLite file in write-ahead mode, one thread that writes and two that read.
 *
 * <p>It begins with {@link #open} and ends with {@link #close}, which writes what is queued.
 */
public final class SqliteStore implements AutoCloseable {
    private static final int BUSY_MILLIS = 5_000;
    private static final int WRITER_CACHE_KIB = 8_192;
    private static final int READER_CACHE_KIB = 2_048;

    private final DataDirectory directory;
    private final Ticker ticker;
    private final Lane writer;
    private final Lane readers;
    private final UsageQueue usage;

    private SqliteStore(DataDirectory directory, Ticker ticker, Lane writer, Lane readers, UsageQueue usage) {
        this.directory = directory;
        this.ticker = ticker;
        this.writer = writer;
        this.readers = readers;
        this.usage = usage;
    }

    /** The same, where nobody has to hear of troubles. */
    public static SqliteStore open(Path data, StoreLimits limits, Ticker ticker) throws IOException {
        return open(data, limits, ticker, Troubles.UNHEARD);
    }

    /**
     * Locks the directory, brings the database to this program's schema and starts the threads.
     *
     * @param troubles told when the database refuses the books
     * @throws StoreRefused with one line for the operator
     */
    public static SqliteStore open(Path data, StoreLimits limits, Ticker ticker, Troubles troubles) throws IOException {
        DataDirectory directory = DataDirectory.open(data);
        try {
            if (System.getProperty("org.sqlite.tmpdir") == null) {
                System.setProperty("org.sqlite.tmpdir", directory.natives().toString());
            }
            SQLiteDataSource write = source(directory.database(), WRITER_CACHE_KIB, TransactionMode.IMMEDIATE);
            migrate(write);
            SQLiteDataSource read = source(directory.database(), READER_CACHE_KIB, TransactionMode.DEFERRED);
            AtomicReference<Lane> lane = new AtomicReference<>();
            UsageQueue usage = new UsageQueue(limits, ticker, new UsageWriter(DatabaseKind.SQLITE), troubles, () -> {
                Lane started = lane.get();
                if (started != null) {
                    started.wake();
                }
            });
            Lane writer = Lane.start("store-writer", List.of(writable(write)), usage);
            lane.set(writer);
            Lane readers = Lane.start("store-reader", List.of(readOnly(read), readOnly(read)));
            return new SqliteStore(directory, ticker, writer, readers, usage);
        } catch (SQLException e) {
            directory.close();
            throw StoreRefused.of(directory.database(), e);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /**
     * The keyset that belongs to this data. The first start makes one and notes its ids in the database.
     *
     * @param random strong
     * @throws StoreRefused if there is data and not the secrets that it was made with
     */
    public Sealing sealing(SecretFiles secrets, SecureRandom random) throws IOException {
        Optional<Deployment> known = readers.call(SqliteStore::deployment);
        try {
            if (known.isEmpty() && readers.call(SqliteStore::hasRows)) {
                throw new StoreRefused(
                        StoreRefused.Reason.SECRETS,
                        "the database has rows but does not say which keys they were sealed with; restore a backup");
            }
            Set<String> expected = known.map(Deployment::keysetIds).orElse(Set.of());
            Keyset keyset = FileKeyset.forDeployment(secrets, expected, random);
            Deployment deployment = known.isPresent() ? known.get() : begin(keyset, random);
            return new Sealing(deployment.id(), keyset);
        } catch (SealException e) {
            throw new StoreRefused(
                    e.isAccess() ? StoreRefused.Reason.NOT_OURS : StoreRefused.Reason.SECRETS,
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    /** The books that exchanges are entered in. */
    public Books books() {
        return usage;
    }

    /** The books that were written. */
    public Ledger ledger() {
        return new SqliteLedger(readers);
    }

    /** What is configured. */
    public Resources resources(Keyset keyset) {
        return new SqliteResources(writer, readers, ticker, keyset.primaryId(Purpose.BIDX));
    }

    /** How far the written books are behind; cheap, from any thread. */
    public Lag lag() {
        return usage.lag();
    }

    /**
     * Whether the database has refused the books for longer than {@link StoreLimits#illAfterMillis}; from any thread.
     */
    public boolean isIll() {
        return usage.isIll();
    }

    /** Refuses new exchanges from now on; those that are open can still close. */
    public void stopBooks() {
        usage.stop();
    }

    /**
     * Waits until what was closed so far is in the file.
     *
     * @throws IOException if the file refused; nothing is lost while this process lives, and the write is tried again
     */
    public void flush() throws IOException {
        if (!writer.call(usage::drain)) {
            throw new IOException("the books could not be written: " + lag().lastFailure());
        }
    }

    /** Writes what is queued and gives the directory free; fails if receipts would be lost. */
    @Override
    public void close() throws IOException {
        usage.stop();
        try {
            flush();
        } finally {
            readers.close();
            writer.close();
            directory.close();
        }
    }

    private Deployment begin(Keyset keyset, SecureRandom random) throws IOException {
        byte[] id = new byte[16];
        random.nextBytes(id);
        Deployment fresh = new Deployment(HexFormat.of().formatHex(id), keyset.ids());
        return writer.call(connection -> {
            try (PreparedStatement add = connection.prepareStatement(Sql.ADD_DEPLOYMENT)) {
                add.setString(1, fresh.id());
                add.setString(2, fresh.joinedIds());
                add.setLong(3, ticker.epochMicros());
                add.executeUpdate();
            }
            return fresh;
        });
    }

    private static Optional<Deployment> deployment(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.DEPLOYMENT);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new Deployment(
                    row.getString("id"), Set.of(row.getString("keyset_ids").split(",", -1))));
        }
    }

    private static boolean hasRows(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.COUNT_SEALED);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    private static void migrate(SQLiteDataSource source) throws SQLException, IOException {
        try (Connection connection = source.getConnection()) {
            if (isEmpty(connection)) {
                Migrations.applyToEmptySqlite(connection);
                return;
            }
            if (hasHistory(connection) && Migrations.areApplied(connection, DatabaseKind.SQLITE)) {
                return;
            }
        }
        Migrator.apply(source, DatabaseKind.SQLITE);
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.SQLITE_COUNT_OBJECTS);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getLong(1) == 0;
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.SQLITE_HAS_TABLE)) {
            query.setString(1, "flyway_schema_history");
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getLong(1) > 0;
            }
        }
    }

    /** SQLite opens a file that it may not write without a word, and refuses only the first row (F-47). */
    private static Connection writable(SQLiteDataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try {
            requireWritable(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static void requireWritable(Connection connection) throws SQLException {
        try (PreparedStatement touch = connection.prepareStatement(Sql.TOUCH)) {
            touch.executeUpdate();
        }
    }

    private static Connection readOnly(SQLiteDataSource source) throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute(Sql.SQLITE_READ_ONLY);
        }
        return connection;
    }

    /**
     * @param mode how its transactions begin: who writes takes the lock first, and so waits for it; who has read before
     *     is refused at once where another program, such as a backup, holds it (sqlite.org/lang_transaction.html)
     */
    private static SQLiteDataSource source(Path file, int cacheKib, TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(mode);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKib);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.resetOpenMode(SQLiteOpenMode.FULLMUTEX);
        config.setOpenMode(SQLiteOpenMode.NOMUTEX); // no connection is ever in two threads at once
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** What secrets are sealed with, and the deployment that every binding names. */
    public record Sealing(String deployment, Keyset keyset) {}
}
