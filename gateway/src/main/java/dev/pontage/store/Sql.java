package dev.pontage.store;

/**
 * Every statement of the store, by name.
 *
 * <p>Nothing else in the program holds SQL and nothing is ever joined to one of these texts; {@link Month} alone fills
 * the name of a month in where {@code usage_0000_00} stands. All of them but the last block run unchanged on SQLite,
 * PostgreSQL and MariaDB: no RETURNING, no upsert, no INSERT IGNORE, and a conditional UPDATE with its row count where
 * others lock.
 */
final class Sql {
    static final String DEPLOYMENT = "SELECT id, keyset_ids, rv FROM deployment WHERE one = 1";
    static final String ADD_DEPLOYMENT =
            "INSERT INTO deployment (one, id, keyset_ids, created_micros, rv) VALUES (1, ?, ?, ?, 1)";
    static final String SET_KEYSET_IDS =
            "UPDATE deployment SET keyset_ids = ?, rv = rv + 1 WHERE one = 1 AND id = ? AND rv = ?";
    static final String COUNT_SEALED =
            "SELECT (SELECT COUNT(*) FROM resource) + (SELECT COUNT(*) FROM account) + (SELECT COUNT(*) FROM api_key)";

    static final String RESOURCES = "SELECT id, kind, name, owner, spec, doc_hmac, removed, rv FROM resource";
    static final String ADD_RESOURCE = """
            INSERT INTO resource (id, kind, name, owner, spec, doc_hmac, removed, rv, created_micros, updated_micros)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String SET_RESOURCE = """
            UPDATE resource SET owner = ?, spec = ?, doc_hmac = ?, removed = ?, rv = ?, updated_micros = ?
            WHERE id = ? AND rv = ?""";
    static final String ADD_RESOURCE_VERSION = """
            INSERT INTO resource_version (resource_id, rv, author, removed, at_micros, spec)
            VALUES (?, ?, ?, ?, ?, ?)""";

    static final String ACCOUNTS = "SELECT id, name, owner, parent_id, dna, spec, doc_hmac, removed, rv FROM account";
    static final String ADD_ACCOUNT = """
            INSERT INTO account
            (id, name, owner, parent_id, dna, spec, doc_hmac, removed, rv, created_micros, updated_micros)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String SET_ACCOUNT = """
            UPDATE account SET owner = ?, parent_id = ?, dna = ?, spec = ?, doc_hmac = ?, removed = ?, rv = ?,
            updated_micros = ?
            WHERE id = ? AND rv = ?""";

    static final String KEYS = """
            SELECT id, name, owner, account_id, bidx, last_four, signing_secret, spec, doc_hmac, removed, rv
            FROM api_key""";
    static final String ADD_KEY = """
            INSERT INTO api_key
            (id, name, owner, account_id, bidx, pepper_id, last_four, signing_secret, spec, doc_hmac, removed, rv,
            created_micros, updated_micros)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String SET_KEY = """
            UPDATE api_key SET owner = ?, account_id = ?, bidx = ?, pepper_id = ?, last_four = ?, signing_secret = ?,
            spec = ?, doc_hmac = ?, removed = ?, rv = ?, updated_micros = ?
            WHERE id = ? AND rv = ?""";
    static final String FREE_KEY_HASH = "UPDATE api_key SET bidx = NULL WHERE id = ?";
    static final String FOREIGN_PEPPERS = "SELECT COUNT(*) FROM api_key WHERE bidx IS NOT NULL AND pepper_id <> ?";
    static final String ADD_AUDIT =
            "INSERT INTO compact_audit (id, rv, author, removed, at_micros, kind) VALUES (?, ?, ?, ?, ?, ?)";

    static final String LAST_SEQ = "SELECT last_seq FROM ledger_position WHERE one = 1";
    static final String MOVE_SEQ = "UPDATE ledger_position SET last_seq = ? WHERE one = 1 AND last_seq = ?";
    /** Changes nothing, and is refused by a database that takes no change. */
    static final String TOUCH = "UPDATE ledger_position SET last_seq = last_seq WHERE one = 1";

    static final String MONTHS = "SELECT name FROM usage_month ORDER BY name";
    static final String ADD_MONTH = "INSERT INTO usage_month (name) VALUES (?)";
    static final String FIRST_SEQ_OF_DAY = "SELECT first_seq FROM usage_day WHERE utc_day = ?";
    static final String ADD_DAY = "INSERT INTO usage_day (utc_day, first_seq) VALUES (?, ?)";

    static final String ADD_USAGE = """
            INSERT INTO usage_0000_00
            (seq, id, type, account_id, dna, key_id, end_user, tags, operation, dialect, asked, model, provider,
            credential, upstream_model, outcome, attempts, input, cache_read, output, reasoning, usage_source,
            price_version, charge_nanousd, cost_nanousd, budget_nanousd, more, utc_day, started_micros, ended_micros)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    static final String ADD_CHARGE =
            "INSERT INTO usage_0000_00_charge (seq, level, account_id, nanousd) VALUES (?, ?, ?, ?)";
    static final String SEQ_OF_REQUEST = "SELECT seq FROM usage_0000_00 WHERE id = ? AND type = 'usage'";
    static final String LOWEST_SEQ = "SELECT MIN(seq) FROM usage_0000_00";
    static final String PAGE_END = """
            SELECT MAX(seq) FROM
            (SELECT seq FROM usage_0000_00 WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?) AS page""";
    static final String USAGE = """
            SELECT seq, id, type, account_id, dna, key_id, end_user, tags, operation, dialect, asked, model, provider,
            credential, upstream_model, outcome, attempts, input, cache_read, output, reasoning, usage_source,
            price_version, charge_nanousd, cost_nanousd, budget_nanousd, more, started_micros, ended_micros
            FROM usage_0000_00 WHERE seq > ? AND seq <= ? ORDER BY seq""";
    static final String CHARGES = """
            SELECT seq, account_id, nanousd FROM usage_0000_00_charge
            WHERE seq > ? AND seq <= ? ORDER BY seq, level""";
    static final String ADD_REFUSED =
            "INSERT INTO refused_receipt (request_id, at_micros, reason, receipt) VALUES (?, ?, ?, ?)";
    static final String IS_REFUSED = "SELECT 1 FROM refused_receipt WHERE request_id = ?";
    static final String BUDGET_BY_KEY = """
            SELECT key_id, SUM(budget_nanousd) FROM usage_0000_00
            WHERE utc_day = ? AND seq >= ? AND budget_nanousd > 0 GROUP BY key_id""";

    /** What the migration tool wrote down. */
    static final String HISTORY =
            "SELECT version, checksum, success FROM flyway_schema_history ORDER BY installed_rank";

    // What only one database understands.
    static final String SQLITE_READ_ONLY = "PRAGMA query_only = 1";
    static final String SQLITE_COUNT_OBJECTS = "SELECT COUNT(*) FROM sqlite_master";
    static final String SQLITE_HISTORY_TABLE = """
            CREATE TABLE IF NOT EXISTS "flyway_schema_history" (
                "installed_rank" INT NOT NULL PRIMARY KEY,
                "version" VARCHAR(50),
                "description" VARCHAR(200) NOT NULL,
                "type" VARCHAR(20) NOT NULL,
                "script" VARCHAR(1000) NOT NULL,
                "checksum" INT,
                "installed_by" VARCHAR(100) NOT NULL,
                "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
                "execution_time" INT NOT NULL,
                "success" BOOLEAN NOT NULL
            )""";
    static final String SQLITE_HISTORY_INDEX = """
            CREATE INDEX IF NOT EXISTS "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")""";
    static final String SQLITE_ADD_HISTORY = """
            INSERT INTO flyway_schema_history
            (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            VALUES (?, ?, ?, 'SQL', ?, ?, '', 0, 1)""";
    static final String SQLITE_HAS_TABLE = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
    static final String SQLITE_SHAPE = """
            SELECT sql FROM sqlite_master
            WHERE tbl_name IN ('usage_shape', 'usage_shape_charge') AND sql IS NOT NULL ORDER BY rootpage""";
    static final String POSTGRESQL_MONTH = "CREATE TABLE usage_0000_00 (LIKE usage_shape INCLUDING ALL)";
    static final String POSTGRESQL_MONTH_CHARGE =
            "CREATE TABLE usage_0000_00_charge (LIKE usage_shape_charge INCLUDING ALL)";
    static final String MARIADB_MONTH = "CREATE TABLE IF NOT EXISTS usage_0000_00 LIKE usage_shape";
    static final String MARIADB_MONTH_CHARGE =
            "CREATE TABLE IF NOT EXISTS usage_0000_00_charge LIKE usage_shape_charge";

    private Sql() {}
}
