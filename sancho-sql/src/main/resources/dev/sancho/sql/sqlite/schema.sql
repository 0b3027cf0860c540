-- Which layout the database has.

--: SCHEMA_TABLE
-- Where the layout's versions are recorded.
-- Parameters: none.
-- Result: none.
-- Atomic: with the migrations, so that of many processes that open a new file one lays it out.
CREATE TABLE IF NOT EXISTS sancho_schema (
  version       INTEGER PRIMARY KEY,
  readable_from INTEGER NOT NULL,
  script        TEXT NOT NULL,
  applied_at    INTEGER NOT NULL
);

--: SCHEMA_VERSION
-- The newest version, and the oldest schema whose programs can still work on it.
-- Parameters: none.
-- Result: version, readable_from, or no row.
-- Atomic: with the migrations that follow.
SELECT version, readable_from FROM sancho_schema ORDER BY version DESC LIMIT 1;

--: SCHEMA_RECORD
-- Records a script.
-- Parameters: version, readable_from, script, now.
-- Result: 1 row.
-- Atomic: with what the script changes.
INSERT INTO sancho_schema (version, readable_from, script, applied_at) VALUES (?, ?, ?, ?);
