-- SQLite compares text by bytes as it is. INTEGER PRIMARY KEY and WITHOUT ROWID save a tree each: a fifth of a row's cost.

-- The shape of a month of the books; the program copies it for each month. asked and upstream_model are null where they
-- equal model; more packs what is rare. utc_day is the day of the reservation, which budgets go by.
CREATE TABLE usage_shape (
  seq INTEGER NOT NULL PRIMARY KEY,
  id VARCHAR(64) NOT NULL UNIQUE,
  type VARCHAR(16) NOT NULL,
  account_id VARCHAR(32) NOT NULL,
  dna VARCHAR(1100) NOT NULL,
  key_id VARCHAR(32) NOT NULL,
  end_user VARCHAR(255),
  tags VARCHAR(1000),
  operation VARCHAR(32) NOT NULL,
  dialect VARCHAR(32) NOT NULL,
  asked VARCHAR(255),
  model VARCHAR(255) NOT NULL,
  provider VARCHAR(255) NOT NULL,
  credential VARCHAR(255) NOT NULL,
  upstream_model VARCHAR(255),
  outcome VARCHAR(16) NOT NULL,
  attempts BIGINT NOT NULL,
  input BIGINT NOT NULL CHECK (input >= 0),
  cache_read BIGINT NOT NULL CHECK (cache_read >= 0),
  output BIGINT NOT NULL CHECK (output >= 0),
  reasoning BIGINT NOT NULL CHECK (reasoning >= 0),
  usage_source VARCHAR(16) NOT NULL,
  price_version VARCHAR(255) NOT NULL,
  charge_nanousd BIGINT NOT NULL CHECK (charge_nanousd >= 0),
  cost_nanousd BIGINT NOT NULL CHECK (cost_nanousd >= 0),
  budget_nanousd BIGINT NOT NULL CHECK (budget_nanousd >= 0),
  more VARCHAR(4000),
  utc_day BIGINT NOT NULL,
  started_micros BIGINT NOT NULL,
  ended_micros BIGINT NOT NULL
);

-- What the levels above the calling account pay: 1 is its parent, the last the root. Level 0, the calling account's own,
-- has no row: it is account_id and charge_nanousd of the usage row.
CREATE TABLE usage_shape_charge (
  seq BIGINT NOT NULL,
  level BIGINT NOT NULL CHECK (level >= 1),
  account_id VARCHAR(32) NOT NULL,
  nanousd BIGINT NOT NULL CHECK (nanousd >= 0),
  PRIMARY KEY (seq, level)
) WITHOUT ROWID;
