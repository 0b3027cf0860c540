-- The first layout. Times are microseconds since 1970, payloads are bytes as they came.
-- Readable by programs from schema: 1

-- Where jobs lie: kind is queue, sorted, parked or owner; name is the queue, the set, the parking key or the owner id.
CREATE TABLE sancho_place (
  id   INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (kind, name)
);

-- position orders the jobs of a place: in a queue or under a parking key from the front (the front is lower than the lowest, the back higher
-- than the highest), in a set it is the time, in an owner's in-flight record the sequence number.
-- hash is of the payload, for sets only: there a payload lies once, and is looked up by it.
-- origin is the place an in-flight job was claimed from.
CREATE TABLE sancho_job (
  id      INTEGER PRIMARY KEY,
  place   INTEGER NOT NULL,
  position    INTEGER NOT NULL,
  hash    INTEGER,
  origin  INTEGER,
  payload BLOB NOT NULL
);
CREATE INDEX sancho_job_order ON sancho_job (place, position);
CREATE INDEX sancho_job_in_set ON sancho_job (place, hash) WHERE hash IS NOT NULL;

-- place is the owner's place, which names it. An owner that has ended keeps its row a while, so that its late calls are known.
CREATE TABLE sancho_owner (
  place       INTEGER PRIMARY KEY,
  lease_until INTEGER NOT NULL,
  highest_seq INTEGER NOT NULL,
  ended_at    INTEGER,
  record      TEXT
);

-- What people ask a process to do, until its next beat fetches it.
CREATE TABLE sancho_signal (
  id     INTEGER PRIMARY KEY,
  owner  TEXT NOT NULL,
  what   TEXT NOT NULL
);
CREATE INDEX sancho_signal_owner ON sancho_signal (owner);

CREATE TABLE sancho_pause (
  queue TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Runs by job type and the minute (in microseconds since 1970) they were reported in; lengths are the counts of a histogram, divided by blanks.
CREATE TABLE sancho_runs (
  minute    INTEGER NOT NULL,
  type      TEXT NOT NULL,
  processed INTEGER NOT NULL,
  failed    INTEGER NOT NULL,
  millis    INTEGER NOT NULL,
  lengths   TEXT NOT NULL,
  PRIMARY KEY (minute, type)
) WITHOUT ROWID;

CREATE TABLE sancho_lock (
  name   TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sancho_lock_until ON sancho_lock (until);

CREATE TABLE sancho_cell (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sancho_cell_until ON sancho_cell (until);

-- Moves made by hand, for a minute, so that one sent twice is told apart.
CREATE TABLE sancho_operation (
  name  TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sancho_operation_until ON sancho_operation (until);

-- A group without a name is forgotten; its members wait to be deleted in slices.
CREATE TABLE sancho_group (
  id     INTEGER PRIMARY KEY,
  name   TEXT UNIQUE,
  sealed INTEGER NOT NULL DEFAULT 0,
  until  INTEGER NOT NULL
);
CREATE INDEX sancho_group_until ON sancho_group (until);

CREATE TABLE sancho_member (
  grp    INTEGER NOT NULL,
  member TEXT NOT NULL,
  state  TEXT NOT NULL,
  PRIMARY KEY (grp, member)
) WITHOUT ROWID;
CREATE INDEX sancho_member_state ON sancho_member (grp, state);

-- The rules that have not applied yet, in their order. states is for looking without reading the rule: names divided by blanks.
CREATE TABLE sancho_rule (
  grp      INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  states   TEXT NOT NULL,
  rule     TEXT NOT NULL,
  PRIMARY KEY (grp, position)
) WITHOUT ROWID;

-- day is a date as 2026-11-23, or empty for the total.
CREATE TABLE sancho_counter (
  name  TEXT NOT NULL,
  day   TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (name, day)
) WITHOUT ROWID;
