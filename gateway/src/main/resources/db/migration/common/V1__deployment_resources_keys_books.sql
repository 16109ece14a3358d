-- Portable over SQLite, PostgreSQL, MariaDB and MySQL: text, BIGINT and SMALLINT only. Money is nano-USD, time is
-- microseconds since 1970, days are UTC days since 1970-01-01, hashes are hexadecimal and sealed values Base64 text.
-- rv is the row's version, ascending from 1.

CREATE TABLE deployment (
  one SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
  id VARCHAR(32) NOT NULL,
  keyset_ids VARCHAR(1000) NOT NULL,
  created_micros BIGINT NOT NULL,
  rv BIGINT NOT NULL
);

-- What operators configure. A removed row keeps its name, so that a name keeps its id for ever.
CREATE TABLE resource (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  kind VARCHAR(32) NOT NULL,
  name VARCHAR(255) NOT NULL,
  owner VARCHAR(255) NOT NULL,
  spec TEXT NOT NULL,
  doc_hmac VARCHAR(64) NOT NULL,
  removed SMALLINT NOT NULL,
  rv BIGINT NOT NULL,
  created_micros BIGINT NOT NULL,
  updated_micros BIGINT NOT NULL,
  UNIQUE (kind, name)
);

-- Every version of those.
CREATE TABLE resource_version (
  resource_id VARCHAR(32) NOT NULL,
  rv BIGINT NOT NULL,
  author VARCHAR(255) NOT NULL,
  removed SMALLINT NOT NULL,
  spec TEXT NOT NULL,
  at_micros BIGINT NOT NULL,
  PRIMARY KEY (resource_id, rv)
);

CREATE TABLE account (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL UNIQUE,
  owner VARCHAR(255) NOT NULL,
  parent_id VARCHAR(32) NOT NULL,
  dna VARCHAR(1100) NOT NULL,
  spec TEXT NOT NULL,
  doc_hmac VARCHAR(64) NOT NULL,
  removed SMALLINT NOT NULL,
  rv BIGINT NOT NULL,
  created_micros BIGINT NOT NULL,
  updated_micros BIGINT NOT NULL
);

-- bidx is the peppered hash of the key's value; null where another key took the value over.
CREATE TABLE api_key (
  id VARCHAR(32) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL UNIQUE,
  owner VARCHAR(255) NOT NULL,
  account_id VARCHAR(32) NOT NULL,
  bidx VARCHAR(64) UNIQUE,
  pepper_id VARCHAR(16) NOT NULL,
  last_four VARCHAR(16) NOT NULL,
  signing_secret VARCHAR(1000),
  spec TEXT NOT NULL,
  doc_hmac VARCHAR(64) NOT NULL,
  removed SMALLINT NOT NULL,
  rv BIGINT NOT NULL,
  created_micros BIGINT NOT NULL,
  updated_micros BIGINT NOT NULL
);

-- Who changed an account or a key, and when; they are too many to keep every version.
CREATE TABLE compact_audit (
  kind VARCHAR(32) NOT NULL,
  id VARCHAR(32) NOT NULL,
  rv BIGINT NOT NULL,
  author VARCHAR(255) NOT NULL,
  removed SMALLINT NOT NULL,
  at_micros BIGINT NOT NULL,
  PRIMARY KEY (id, rv)
);

-- The last seq given out; the one who writes the books moves it in the transaction of its rows.
CREATE TABLE ledger_position (
  one SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
  last_seq BIGINT NOT NULL
);
INSERT INTO ledger_position (one, last_seq) VALUES (1, 0);

-- Receipts that the tables of their month refuse for good: kept whole, as JSON, and told of in the log, while the books
-- go on. Nobody reads them but people.
CREATE TABLE refused_receipt (
  request_id VARCHAR(64) NOT NULL PRIMARY KEY,
  at_micros BIGINT NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  receipt TEXT NOT NULL
);

-- Which months have tables.
CREATE TABLE usage_month (
  name VARCHAR(13) NOT NULL PRIMARY KEY
);

-- No row of a day has a seq below first_seq, so a sum over a day reads that day and nothing before it.
CREATE TABLE usage_day (
  utc_day BIGINT NOT NULL PRIMARY KEY,
  first_seq BIGINT NOT NULL
);
