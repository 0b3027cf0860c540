-- Owner ids: their leases, highest numbers, process records and signals; pauses of queues. Each runs inside the one write transaction of its call.

--: OWNER_FIND
-- An owner that has begun.
-- Parameters: owner id.
-- Result: place, lease_until, highest_seq, ended (0 or 1), or no row.
-- Atomic: what the owner may do is decided and done in the same transaction.
SELECT o.place, o.lease_until, o.highest_seq, o.ended_at IS NOT NULL
FROM sancho_place p JOIN sancho_owner o ON o.place = p.id WHERE p.kind = 'owner' AND p.name = ?;

--: OWNER_BEGIN
-- Begins an owner.
-- Parameters: place, lease_until.
-- Result: none.
-- Atomic: follows an OWNER_FIND that found nothing.
INSERT INTO sancho_owner (place, lease_until, highest_seq) VALUES (?, ?, 0);

--: OWNER_RENEW
-- Renews a lease and raises the highest number.
-- Parameters: lease_until, highest_seq, place.
-- Result: 1 row.
-- Atomic: with the claim or move that it comes from.
UPDATE sancho_owner SET lease_until = ?, highest_seq = ? WHERE place = ?;

--: OWNER_RECORD
-- Writes what a process tells of itself.
-- Parameters: record (JSON), place.
-- Result: 1 row.
-- Atomic: with the beat.
UPDATE sancho_owner SET record = ? WHERE place = ?;

--: OWNER_END
-- Ends an owner id for good.
-- Parameters: now, place.
-- Result: 1 row.
-- Atomic: before its first job is taken, in the same transaction.
UPDATE sancho_owner SET ended_at = ?, record = NULL WHERE place = ?;

--: OWNERS_DEAD
-- Owners whose lease has run out, the longest dead first, but for the asker and those that are ended and empty.
-- Parameters: now, the asker's place.
-- Result: place, ended (0 or 1), holds (0 or 1).
-- Atomic: the first that holds jobs is ended and emptied in the same transaction.
SELECT * FROM (
  SELECT o.place, o.ended_at IS NOT NULL AS ended,
         EXISTS (SELECT 1 FROM sancho_job j WHERE j.place = o.place) AS holds
  FROM sancho_owner o JOIN sancho_place p ON p.id = o.place
  WHERE o.lease_until <= ? AND o.place <> ? ORDER BY o.lease_until, p.name)
WHERE NOT ended OR holds;

--: OWNERS_FORGET
-- Owners that ended long ago and hold nothing.
-- Parameters: ended no later than, how many.
-- Result: place.
-- Atomic: deleted in the same transaction.
SELECT o.place FROM sancho_owner o WHERE o.ended_at <= ?
AND NOT EXISTS (SELECT 1 FROM sancho_job j WHERE j.place = o.place) LIMIT ?;

--: OWNER_DELETE
-- Deletes an owner, in a batch with PLACE_DELETE.
-- Parameters: place.
-- Result: 1 row.
-- Atomic: with the look that found it empty.
DELETE FROM sancho_owner WHERE place = ?;

--: PLACE_DELETE
-- Deletes a place.
-- Parameters: id.
-- Result: 1 row.
-- Atomic: with the look that found it empty.
DELETE FROM sancho_place WHERE id = ?;

--: SIGNALS
-- What a process was asked to do, oldest first.
-- Parameters: owner id.
-- Result: signal.
-- Atomic: deleted in the same transaction.
SELECT what FROM sancho_signal WHERE owner = ? ORDER BY id;

--: SIGNALS_FETCHED
-- Deletes the signals that a beat brings.
-- Parameters: owner id.
-- Result: how many.
-- Atomic: with SIGNALS.
DELETE FROM sancho_signal WHERE owner = ?;

--: SIGNAL_SEND
-- Asks a process for something, if its lease has not run out.
-- Parameters: signal, now, owner id.
-- Result: 1 row if it lives.
-- Atomic: alone.
INSERT INTO sancho_signal (owner, what)
SELECT p.name, ? FROM sancho_owner o JOIN sancho_place p ON p.id = o.place
WHERE o.lease_until > ? AND o.record IS NOT NULL AND p.kind = 'owner' AND p.name = ?;

--: SIGNALS_PRUNE
-- Deletes the signals of owners that are gone.
-- Parameters: none.
-- Result: how many.
-- Atomic: alone.
DELETE FROM sancho_signal WHERE owner NOT IN
(SELECT p.name FROM sancho_owner o JOIN sancho_place p ON p.id = o.place WHERE o.ended_at IS NULL);

--: PAUSES
-- The queues that are paused.
-- Parameters: none.
-- Result: queue.
-- Atomic: in a claim, no pause begins before its end.
SELECT queue FROM sancho_pause ORDER BY queue;

--: PAUSE_BEGIN
-- Pauses a queue.
-- Parameters: queue.
-- Result: 0 or 1 row.
-- Atomic: alone.
INSERT INTO sancho_pause (queue) VALUES (?) ON CONFLICT DO NOTHING;

--: PAUSE_END
-- Ends the pause of a queue.
-- Parameters: queue.
-- Result: 0 or 1 row.
-- Atomic: alone.
DELETE FROM sancho_pause WHERE queue = ?;
