package dev.pontage.store;

import dev.pontage.account.KeyHash;
import dev.pontage.base.Ticker;
import dev.pontage.resource.Change;
import dev.pontage.resource.DocumentHash;
import dev.pontage.resource.Kind;
import dev.pontage.resource.Owner;
import dev.pontage.resource.Resource;
import dev.pontage.resource.Resource.Configured;
import dev.pontage.resource.Resource.Head;
import dev.pontage.resource.Resource.OfAccount;
import dev.pontage.resource.Resource.OfKey;
import dev.pontage.resource.Resources;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * What is configured, in the file.
 *
 * <p>Every update names the version that it replaces and counts its rows, so of two changes planned on the same rows
 * one is refused whole.
 */
final class SqliteResources implements Resources {
    private final Lane writer;
    private final Lane readers;
    private final Ticker ticker;
    private final String pepperId;

    /** @param pepperId the pepper that key hashes were made with */
    SqliteResources(Lane writer, Lane readers, Ticker ticker, String pepperId) {
        this.writer = writer;
        this.readers = readers;
        this.ticker = ticker;
        this.pepperId = pepperId;
    }

    @Override
    public void load(Consumer<Resource> each) throws IOException {
        writer.call(connection -> true); // a change whose caller stopped waiting may still be under way there
        readers.call(connection -> {
            refuseForeignPeppers(connection);
            loadConfigured(connection, each);
            loadAccounts(connection, each);
            loadKeys(connection, each);
            return true;
        });
    }

    @Override
    public void apply(Change change) throws IOException {
        if (change.isEmpty()) {
            return;
        }
        writer.call(connection -> {
            try (ChangeWriter rows = new ChangeWriter(connection, change.author(), ticker.epochMicros(), pepperId)) {
                connection.setAutoCommit(false); // takes the lock, and may be refused
                rows.freeHashes(change);
                for (Change.Removal removal : change.removals()) {
                    rows.remove(removal);
                }
                for (Resource put : change.puts()) {
                    rows.put(put);
                }
                rows.flush();
                connection.commit();
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            return true;
        });
    }

    private void refuseForeignPeppers(Connection connection) throws SQLException, IOException {
        try (PreparedStatement count = connection.prepareStatement(Sql.FOREIGN_PEPPERS)) {
            count.setString(1, pepperId);
            try (ResultSet row = count.executeQuery()) {
                if (row.next() && row.getLong(1) > 0) {
                    throw new StoreRefused(
                            StoreRefused.Reason.SECRETS,
                            row.getLong(1) + " keys were hashed with another pepper than " + pepperId
                                    + "; restore the keyset that belongs to this data");
                }
            }
        }
    }

    private static void loadConfigured(Connection connection, Consumer<Resource> each)
            throws SQLException, IOException {
        try (PreparedStatement query = connection.prepareStatement(Sql.RESOURCES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String word = row.getString("kind");
                Kind kind = Kind.of(word)
                        .orElseThrow(() -> new StoreRefused(
                                StoreRefused.Reason.SCHEMA, "this version does not know the kind " + word));
                each.accept(new Configured(head(row, kind), row.getString("spec")));
            }
        }
    }

    private static void loadAccounts(Connection connection, Consumer<Resource> each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.ACCOUNTS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                each.accept(new OfAccount(
                        head(row, Kind.ACCOUNT),
                        row.getString("spec"),
                        row.getString("parent_id"),
                        row.getString("dna")));
            }
        }
    }

    private static void loadKeys(Connection connection, Consumer<Resource> each) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(Sql.KEYS);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String hash = row.getString("bidx");
                String signingSecret = row.getString("signing_secret");
                each.accept(new OfKey(
                        head(row, Kind.KEY),
                        row.getString("spec"),
                        row.getString("account_id"),
                        hash == null ? KeyHash.NONE : KeyHash.of(HexFormat.of().parseHex(hash)),
                        row.getString("last_four"),
                        signingSecret == null ? "" : signingSecret));
            }
        }
    }

    private static Head head(ResultSet row, Kind kind) throws SQLException {
        return new Head(
                kind,
                row.getString("id"),
                row.getString("name"),
                new Owner(row.getString("owner")),
                DocumentHash.of(HexFormat.of().parseHex(row.getString("doc_hmac"))),
                row.getLong("rv"),
                row.getBoolean("removed"));
    }
}
