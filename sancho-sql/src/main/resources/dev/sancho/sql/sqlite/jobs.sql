-- Jobs and the places they lie in. Every statement here but the plain reads runs inside the one write transaction of its call, so nobody
-- sees it half done; "Atomic" says what that is needed for.

--: PLACE_FIND
-- The id of a place.
-- Parameters: kind, name.
-- Result: id, or no row.
-- Atomic: the id is used only in the same transaction; a place may be pruned when it is empty.
SELECT id FROM sancho_place WHERE kind = ? AND name = ?;

--: PLACE_MAKE
-- A new place.
-- Parameters: kind, name.
-- Result: id.
-- Atomic: follows a PLACE_FIND that found nothing.
INSERT INTO sancho_place (kind, name) VALUES (?, ?) RETURNING id;

--: PLACE_OF
-- What a place is.
-- Parameters: id.
-- Result: kind, name.
-- Atomic: reads only.
SELECT kind, name FROM sancho_place WHERE id = ?;

--: POSITION_FIRST
-- The position of the first job of a place.
-- Parameters: place.
-- Result: position, or no row.
-- Atomic: the position before it is given out in the same transaction.
SELECT position FROM sancho_job WHERE place = ? ORDER BY position LIMIT 1;

--: POSITION_LAST
-- The position of the last job of a place.
-- Parameters: place.
-- Result: position, or no row.
-- Atomic: the position after it is given out in the same transaction.
SELECT position FROM sancho_job WHERE place = ? ORDER BY position DESC LIMIT 1;

--: JOB_PUT
-- Puts a job to a place.
-- Parameters: place, position, hash (null but in a set), payload.
-- Result: none.
-- Atomic: with the guards of an insert, or the removal and the effects of a move.
INSERT INTO sancho_job (place, position, hash, payload) VALUES (?, ?, ?, ?);

--: JOB_REMOVE
-- Takes a job out.
-- Parameters: id.
-- Result: 1 row.
-- Atomic: follows the look that found the id.
DELETE FROM sancho_job WHERE id = ?;

--: HELD_FIND
-- The job in an in-flight record under a number.
-- Parameters: the owner's place, seq.
-- Result: id, or no row.
-- Atomic: what is found is removed in the same transaction.
SELECT id FROM sancho_job WHERE place = ? AND position = ?;

--: HELD_FINISH
-- Takes jobs out of an in-flight record, in a batch: the way of nearly all jobs.
-- Parameters: the owner's place, seq.
-- Result: 1 row if it was there; only then do the effects apply.
-- Atomic: with the counters.
DELETE FROM sancho_job WHERE place = ? AND position = ?;

--: LINE_FIND
-- Of equal payloads in a queue or under a parking key the one nearest to the front. Walks all of it, so it is asked before the
-- transaction as well.
-- Parameters: place, payload.
-- Result: id, or no row.
-- Atomic: what is found is removed in the same transaction, if LINE_IS says that it is still there.
SELECT id FROM sancho_job WHERE place = ? AND payload = ? ORDER BY position LIMIT 1;

--: LINE_IS
-- Whether a row that was found before the transaction is still that job in that queue or under that key.
-- Parameters: id, place, payload.
-- Result: one row or none.
-- Atomic: what is found is removed in the same transaction.
SELECT 1 FROM sancho_job WHERE id = ? AND place = ? AND payload = ?;

--: SET_FIND
-- A payload in a set at a time; the sum keeps the look-up off the index by time, where many jobs may share one.
-- Parameters: place, hash, payload, time.
-- Result: id, or no row.
-- Atomic: what is found is removed in the same transaction.
SELECT id FROM sancho_job WHERE place = ? AND hash = ? AND payload = ? AND position + 0 = ?;

--: SET_REMOVE
-- Takes a payload out of a set, whatever its time, before it is written there anew.
-- Parameters: place, hash, payload.
-- Result: 0 or 1 row.
-- Atomic: with the JOB_PUT that follows.
DELETE FROM sancho_job WHERE place = ? AND hash = ? AND payload = ?;

--: SET_DUE
-- The oldest jobs of a set whose time has come.
-- Parameters: place, now, how many.
-- Result: id, payload.
-- Atomic: what is found is moved on in the same transaction.
SELECT id, payload FROM sancho_job WHERE place = ? AND position <= ? ORDER BY position, payload LIMIT ?;

--: SET_OLDEST
-- The oldest jobs of a set.
-- Parameters: place, how many.
-- Result: id.
-- Atomic: what is found is removed in the same transaction.
SELECT id FROM sancho_job WHERE place = ? ORDER BY position, payload LIMIT ?;

--: PLACE_SIZE
-- How many jobs lie in a place.
-- Parameters: place.
-- Result: the number.
-- Atomic: reads only.
SELECT count(*) FROM sancho_job WHERE place = ?;

--: CLAIM_PICK
-- The first jobs of a queue or parking key.
-- Parameters: place, how many.
-- Result: id, payload.
-- Atomic: what is picked is taken in the same transaction, so no two owners get one job.
SELECT id, payload FROM sancho_job WHERE place = ? ORDER BY position LIMIT ?;

--: CLAIM_TAKE
-- Moves a picked job into an in-flight record, in a batch.
-- Parameters: the owner's place, seq, id.
-- Result: 1 row.
-- Atomic: with CLAIM_PICK and the owner's highest number.
UPDATE sancho_job SET origin = place, place = ?, position = ? WHERE id = ?;

--: HELD_RANGE
-- Jobs in an in-flight record under a range of numbers, in their order, with where they were claimed.
-- Parameters: the owner's place, first seq, last seq, how many.
-- Result: id, seq, kind and name of the origin, payload.
-- Atomic: a rescue takes them in the same transaction; an answer repeated only reads.
SELECT j.id, j.position, p.kind, p.name, j.payload
FROM sancho_job j JOIN sancho_place p ON p.id = j.origin
WHERE j.place = ? AND j.position BETWEEN ? AND ? ORDER BY j.position LIMIT ?;

--: RESCUE_TAKE
-- Moves a job from a dead owner's in-flight record into the rescuer's; where it was claimed stays known. In a batch.
-- Parameters: the rescuer's place, seq, id.
-- Result: 1 row.
-- Atomic: with the end of the dead owner's id: from then on its own moves find it ended.
UPDATE sancho_job SET place = ?, position = ? WHERE id = ?;

--: HELD_ALL
-- All of an in-flight record, last number first: put back in this order, the first number ends up in front.
-- Parameters: the owner's place.
-- Result: id, seq.
-- Atomic: what is not held by its owner is put back in the same transaction.
SELECT id, position FROM sancho_job WHERE place = ? ORDER BY position DESC;

--: ORIGIN_OF
-- Where an in-flight job was claimed.
-- Parameters: id.
-- Result: place.
-- Atomic: reads only.
SELECT origin FROM sancho_job WHERE id = ?;

--: PUT_BACK
-- Puts an in-flight job back where it was claimed. In a batch.
-- Parameters: position, id.
-- Result: 1 row.
-- Atomic: with the look at the in-flight record.
UPDATE sancho_job SET place = origin, origin = NULL, position = ? WHERE id = ?;

--: ANY_WAITING
-- Whether a place holds a job that may be claimed: asked without a transaction by who was woken.
-- Parameters: kind, name, the queue whose pause holds for it.
-- Result: one row or none.
-- Atomic: reads only; the claim that follows decides.
SELECT 1 FROM sancho_job WHERE place = (SELECT id FROM sancho_place WHERE kind = ? AND name = ?)
AND NOT EXISTS (SELECT 1 FROM sancho_pause WHERE queue = ?) LIMIT 1;

--: PRUNE_PLACES
-- Forgets parking keys under which nothing lies and from which nothing is in flight.
-- Parameters: none.
-- Result: how many.
-- Atomic: alone; ids of places are never kept longer than a transaction.
DELETE FROM sancho_place WHERE kind = 'parked'
AND NOT EXISTS (SELECT 1 FROM sancho_job j WHERE j.place = sancho_place.id)
AND id NOT IN (SELECT j.origin FROM sancho_place o JOIN sancho_job j ON j.place = o.id
               WHERE o.kind = 'owner' AND j.origin IS NOT NULL);
