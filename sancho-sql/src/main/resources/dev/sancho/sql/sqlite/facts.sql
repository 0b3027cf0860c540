-- What is known besides the jobs: locks, cells, groups, counters, operations, runs. Each runs inside the one write transaction of its call, with
-- the move or insert it belongs to, but for the reads of Cells.

--: LOCK_HOLDER
-- Who holds a lock.
-- Parameters: lock, now.
-- Result: holder, or no row.
-- Atomic: decided and taken in the same transaction.
SELECT holder FROM sancho_lock WHERE name = ? AND until > ?;

--: LOCK_TAKE
-- Gives a lock to a holder.
-- Parameters: lock, holder, until.
-- Result: 1 row.
-- Atomic: with the job that holds it.
INSERT INTO sancho_lock (name, holder, until) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until;

--: LOCK_FREE
-- Frees a lock if the holder holds it.
-- Parameters: lock, holder, now.
-- Result: 0 or 1 row.
-- Atomic: with the move of the job that held it.
DELETE FROM sancho_lock WHERE name = ? AND holder = ? AND until > ?;

--: LOCKS_PRUNE
-- Forgets locks whose time is over.
-- Parameters: now, how many.
-- Result: how many.
-- Atomic: alone; a lock that is over is free already.
DELETE FROM sancho_lock WHERE name IN (SELECT name FROM sancho_lock WHERE until <= ? LIMIT ?);

--: CELL_GET
-- The value of a cell.
-- Parameters: cell, now.
-- Result: value, or no row.
-- Atomic: for a guard or putIf decided in the same transaction; for get it reads only.
SELECT value FROM sancho_cell WHERE name = ? AND until > ?;

--: CELL_PUT
-- Writes a cell.
-- Parameters: cell, value, until.
-- Result: 1 row.
-- Atomic: with the move, or with putIf's look.
INSERT INTO sancho_cell (name, value, until) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, until = excluded.until;

--: CELL_DELETE
-- Deletes a cell.
-- Parameters: cell.
-- Result: 0 or 1 row.
-- Atomic: with the move, or with putIf's look.
DELETE FROM sancho_cell WHERE name = ?;

--: CELL_SCAN
-- Cells from a name on, before another.
-- Parameters: first name, name after the last, now, how many.
-- Result: name, value.
-- Atomic: reads only.
SELECT name, value FROM sancho_cell WHERE name >= ? AND name < ? AND until > ? ORDER BY name LIMIT ?;

--: CELLS_PRUNE
-- Forgets cells whose time is over.
-- Parameters: now, how many.
-- Result: how many.
-- Atomic: alone; a cell that is over is absent already.
DELETE FROM sancho_cell WHERE name IN (SELECT name FROM sancho_cell WHERE until <= ? LIMIT ?);

--: OPERATION_KNOWN
-- Whether a move by hand was made before.
-- Parameters: operation, now.
-- Result: one row or none.
-- Atomic: remembered in the same transaction as the move.
SELECT 1 FROM sancho_operation WHERE name = ? AND until > ?;

--: OPERATION_REMEMBER
-- Remembers a move by hand.
-- Parameters: operation, until.
-- Result: 1 row.
-- Atomic: with the move.
INSERT INTO sancho_operation (name, until) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET until = excluded.until;

--: OPERATIONS_PRUNE
-- Forgets old moves by hand.
-- Parameters: now, how many.
-- Result: how many.
-- Atomic: alone.
DELETE FROM sancho_operation WHERE name IN (SELECT name FROM sancho_operation WHERE until <= ? LIMIT ?);

--: COUNTER_ADD
-- Adds to a counter; a call's sums are written once, at its end.
-- Parameters: counter, day, by.
-- Result: 1 row.
-- Atomic: with the moves that are counted.
INSERT INTO sancho_counter (name, day, value) VALUES (?, ?, ?)
ON CONFLICT (name, day) DO UPDATE SET value = value + excluded.value;

--: COUNTER_GET
-- A counter.
-- Parameters: counter, day.
-- Result: value, or no row.
-- Atomic: reads only.
SELECT value FROM sancho_counter WHERE name = ? AND day = ?;

--: GROUP_FIND
-- A group that is not forgotten.
-- Parameters: group, now.
-- Result: id, sealed.
-- Atomic: changed in the same transaction.
SELECT id, sealed FROM sancho_group WHERE name = ? AND until > ?;

--: GROUP_FORGET
-- Takes the name from a group whose time is over, so that it can be opened anew.
-- Parameters: group.
-- Result: 0 or 1 row.
-- Atomic: with the GROUP_OPEN that follows.
UPDATE sancho_group SET name = NULL WHERE name = ?;

--: GROUP_OPEN
-- Begins a group.
-- Parameters: group, until.
-- Result: id.
-- Atomic: with its rules.
INSERT INTO sancho_group (name, until) VALUES (?, ?) RETURNING id;

--: GROUP_SEAL
-- Says that a group's first members are all there.
-- Parameters: id.
-- Result: 1 row.
-- Atomic: with the rules that this makes true.
UPDATE sancho_group SET sealed = 1 WHERE id = ?;

--: RULE_PUT
-- A rule of a group, in a batch.
-- Parameters: id, position, kind, states, rule (JSON).
-- Result: 1 row.
-- Atomic: with GROUP_OPEN.
INSERT INTO sancho_rule (grp, position, kind, states, rule) VALUES (?, ?, ?, ?, ?);

--: RULES_LEFT
-- A group's rules that have not applied, in their order.
-- Parameters: id.
-- Result: position, kind, states.
-- Atomic: those that are true are taken in the same transaction.
SELECT position, kind, states FROM sancho_rule WHERE grp = ? ORDER BY position;

--: RULE_TAKE
-- Takes a rule out for good: it applies once.
-- Parameters: id, position.
-- Result: rule (JSON).
-- Atomic: with its effects.
DELETE FROM sancho_rule WHERE grp = ? AND position = ? RETURNING rule;

--: MEMBER_JOIN
-- Makes a member, or sets one back to the first state.
-- Parameters: id, member, state.
-- Result: 1 row.
-- Atomic: with the job that is the member.
INSERT INTO sancho_member (grp, member, state) VALUES (?, ?, ?)
ON CONFLICT (grp, member) DO UPDATE SET state = excluded.state;

--: MEMBER_MARK
-- Sets a member's state.
-- Parameters: state, id, member.
-- Result: 0 or 1 row.
-- Atomic: with the rules that this makes true.
UPDATE sancho_member SET state = ? WHERE grp = ? AND member = ?;

--: MEMBER_IN
-- Whether any member is in a state.
-- Parameters: id, state.
-- Result: one row or none.
-- Atomic: reads only.
SELECT 1 FROM sancho_member WHERE grp = ? AND state = ? LIMIT 1;

--: MEMBER_IS
-- Whether a member is in a state.
-- Parameters: id, member, state.
-- Result: one row or none.
-- Atomic: for a guard, decided in the same transaction.
SELECT 1 FROM sancho_member WHERE grp = ? AND member = ? AND state = ?;

--: MEMBERS
-- A group's members.
-- Parameters: id.
-- Result: member, state.
-- Atomic: reads only.
SELECT member, state FROM sancho_member WHERE grp = ?;

--: GROUPS_FORGET
-- Takes the names from groups whose time is over.
-- Parameters: now, how many.
-- Result: how many.
-- Atomic: alone; a group that is over is unknown already.
UPDATE sancho_group SET name = NULL
WHERE id IN (SELECT id FROM sancho_group WHERE until <= ? AND name IS NOT NULL LIMIT ?);

--: GROUP_FORGOTTEN
-- A group without a name.
-- Parameters: none.
-- Result: id, or no row.
-- Atomic: a slice of it is deleted in the same transaction.
SELECT id FROM sancho_group WHERE name IS NULL LIMIT 1;

--: MEMBERS_PRUNE
-- Deletes a slice of a forgotten group's members.
-- Parameters: id, id, how many.
-- Result: how many.
-- Atomic: alone; nobody can name the group any more.
DELETE FROM sancho_member WHERE grp = ? AND member IN (SELECT member FROM sancho_member WHERE grp = ? LIMIT ?);

--: RULES_PRUNE
-- Deletes a forgotten group's rules.
-- Parameters: id.
-- Result: how many.
-- Atomic: with GROUP_PRUNE.
DELETE FROM sancho_rule WHERE grp = ?;

--: GROUP_PRUNE
-- Deletes a forgotten group that has no members left.
-- Parameters: id.
-- Result: 1 row.
-- Atomic: with RULES_PRUNE.
DELETE FROM sancho_group WHERE id = ?;

--: LOCKS_AFTER
-- A page of the locks that are held, by name.
-- Parameters: the name before the first, now, how many.
-- Result: name, holder.
-- Atomic: reads only.
SELECT name, holder FROM sancho_lock WHERE name > ? AND until > ? ORDER BY name LIMIT ?;

--: GROUPS_AFTER
-- A page of the groups that are not forgotten, by name.
-- Parameters: the name before the first, now, how many.
-- Result: name.
-- Atomic: reads only.
SELECT name FROM sancho_group WHERE name > ? AND until > ? ORDER BY name LIMIT ?;

--: RUNS_FIND
-- The runs of a type in a minute.
-- Parameters: minute, type.
-- Result: processed, failed, millis, lengths, or no row.
-- Atomic: added to in the same transaction.
SELECT processed, failed, millis, lengths FROM sancho_runs WHERE minute = ? AND type = ?;

--: RUNS_PUT
-- Writes the runs of a type in a minute.
-- Parameters: minute, type, processed, failed, millis, lengths.
-- Result: 1 row.
-- Atomic: with RUNS_FIND.
INSERT INTO sancho_runs (minute, type, processed, failed, millis, lengths) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (minute, type) DO UPDATE SET processed = excluded.processed, failed = excluded.failed, millis = excluded.millis,
lengths = excluded.lengths;

--: RUNS_BETWEEN
-- The runs of some minutes.
-- Parameters: first minute, before.
-- Result: minute, type, processed, failed, millis.
-- Atomic: reads only.
SELECT minute, type, processed, failed, millis FROM sancho_runs WHERE minute >= ? AND minute < ? ORDER BY minute, type;

--: RUNS_LENGTHS
-- How long the runs of a type took in some minutes.
-- Parameters: type, first minute, before.
-- Result: lengths.
-- Atomic: reads only.
SELECT lengths FROM sancho_runs WHERE type = ? AND minute >= ? AND minute < ?;

--: RUNS_PRUNE
-- Forgets old runs.
-- Parameters: minute before which they are forgotten.
-- Result: how many.
-- Atomic: alone.
DELETE FROM sancho_runs WHERE minute < ?;
