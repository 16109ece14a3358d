-- Text compares by bytes in every database: an order that a locale decides would differ between them.
ALTER TABLE deployment
  ALTER COLUMN id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN keyset_ids TYPE VARCHAR(1000) COLLATE "C";
ALTER TABLE resource
  ALTER COLUMN id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN kind TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN name TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN owner TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN spec TYPE TEXT COLLATE "C",
  ALTER COLUMN doc_hmac TYPE VARCHAR(64) COLLATE "C";
ALTER TABLE resource_version
  ALTER COLUMN resource_id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN author TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN spec TYPE TEXT COLLATE "C";
ALTER TABLE account
  ALTER COLUMN id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN name TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN owner TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN parent_id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN dna TYPE VARCHAR(1100) COLLATE "C",
  ALTER COLUMN spec TYPE TEXT COLLATE "C",
  ALTER COLUMN doc_hmac TYPE VARCHAR(64) COLLATE "C";
ALTER TABLE api_key
  ALTER COLUMN id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN name TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN owner TYPE VARCHAR(255) COLLATE "C",
  ALTER COLUMN account_id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN bidx TYPE VARCHAR(64) COLLATE "C",
  ALTER COLUMN pepper_id TYPE VARCHAR(16) COLLATE "C",
  ALTER COLUMN last_four TYPE VARCHAR(16) COLLATE "C",
  ALTER COLUMN signing_secret TYPE VARCHAR(1000) COLLATE "C",
  ALTER COLUMN spec TYPE TEXT COLLATE "C",
  ALTER COLUMN doc_hmac TYPE VARCHAR(64) COLLATE "C";
ALTER TABLE compact_audit
  ALTER COLUMN kind TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN id TYPE VARCHAR(32) COLLATE "C",
  ALTER COLUMN author TYPE VARCHAR(255) COLLATE "C";
ALTER TABLE refused_receipt
  ALTER COLUMN request_id TYPE VARCHAR(64) COLLATE "C",
  ALTER COLUMN reason TYPE VARCHAR(1000) COLLATE "C",
  ALTER COLUMN receipt TYPE TEXT COLLATE "C";
ALTER TABLE usage_month
  ALTER COLUMN name TYPE VARCHAR(13) COLLATE "C";

-- The shape of a month of the books; the program copies it for each month. asked and upstream_model are null where they
-- equal model; more packs what is rare. utc_day is the day of the reservation, which budgets go by.
CREATE TABLE usage_shape (
  seq BIGINT NOT NULL PRIMARY KEY,
  id VARCHAR(64) COLLATE "C" NOT NULL UNIQUE,
  type VARCHAR(16) COLLATE "C" NOT NULL,
  account_id VARCHAR(32) COLLATE "C" NOT NULL,
  dna VARCHAR(1100) COLLATE "C" NOT NULL,
  key_id VARCHAR(32) COLLATE "C" NOT NULL,
  end_user VARCHAR(255) COLLATE "C",
  tags VARCHAR(1000) COLLATE "C",
  operation VARCHAR(32) COLLATE "C" NOT NULL,
  dialect VARCHAR(32) COLLATE "C" NOT NULL,
  asked VARCHAR(255) COLLATE "C",
  model VARCHAR(255) COLLATE "C" NOT NULL,
  provider VARCHAR(255) COLLATE "C" NOT NULL,
  credential VARCHAR(255) COLLATE "C" NOT NULL,
  upstream_model VARCHAR(255) COLLATE "C",
  outcome VARCHAR(16) COLLATE "C" NOT NULL,
  attempts BIGINT NOT NULL,
  input BIGINT NOT NULL CHECK (input >= 0),
  cache_read BIGINT NOT NULL CHECK (cache_read >= 0),
  output BIGINT NOT NULL CHECK (output >= 0),
  reasoning BIGINT NOT NULL CHECK (reasoning >= 0),
  usage_source VARCHAR(16) COLLATE "C" NOT NULL,
  price_version VARCHAR(255) COLLATE "C" NOT NULL,
  charge_nanousd BIGINT NOT NULL CHECK (charge_nanousd >= 0),
  cost_nanousd BIGINT NOT NULL CHECK (cost_nanousd >= 0),
  budget_nanousd BIGINT NOT NULL CHECK (budget_nanousd >= 0),
  more VARCHAR(4000) COLLATE "C",
  utc_day BIGINT NOT NULL,
  started_micros BIGINT NOT NULL,
  ended_micros BIGINT NOT NULL
);

-- What the levels above the calling account pay: 1 is its parent, the last the root. Level 0, the calling account's own,
-- has no row: it is account_id and charge_nanousd of the usage row.
CREATE TABLE usage_shape_charge (
  seq BIGINT NOT NULL,
  level BIGINT NOT NULL CHECK (level >= 1),
  account_id VARCHAR(32) COLLATE "C" NOT NULL,
  nanousd BIGINT NOT NULL CHECK (nanousd >= 0),
  PRIMARY KEY (seq, level)
);
