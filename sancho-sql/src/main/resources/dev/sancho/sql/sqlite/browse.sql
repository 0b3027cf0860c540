-- What people look at. Every statement here only reads, at one moment each, and never waits for a writer.

--: PLACES
-- Every known queue, and every other place that holds a job.
-- Parameters: none.
-- Result: kind, name.
-- Atomic: reads only.
SELECT kind, name FROM sancho_place p
WHERE kind = 'queue' OR EXISTS (SELECT 1 FROM sancho_job j WHERE j.place = p.id);

--: PAGE_OF_LINE
-- A page of a queue, a parking key or an in-flight record.
-- Parameters: place, how many, how many to leave out.
-- Result: position, payload.
-- Atomic: reads only.
SELECT position, payload FROM sancho_job WHERE place = ? ORDER BY position LIMIT ? OFFSET ?;

--: PAGE_OF_SET
-- A page of a set; jobs of one time by their bytes.
-- Parameters: place, how many, how many to leave out.
-- Result: position, payload.
-- Atomic: reads only.
SELECT position, payload FROM sancho_job WHERE place = ? ORDER BY position, payload LIMIT ? OFFSET ?;

--: PROCESSES
-- The records of owners whose lease has not run out.
-- Parameters: now.
-- Result: record (JSON).
-- Atomic: reads only.
SELECT o.record FROM sancho_owner o JOIN sancho_place p ON p.id = o.place
WHERE o.lease_until > ? AND o.record IS NOT NULL ORDER BY p.name;

--: JIDS_OF
-- The payloads of a slice of all jobs.
-- Parameters: the id before the first, how many.
-- Result: id, payload.
-- Atomic: reads only; a job that moves keeps its id or gets a higher one.
SELECT id, payload FROM sancho_job WHERE id > ? ORDER BY id LIMIT ?;

--: QUICK_CHECK
-- Whether the file is whole, but for the content of its indexes.
-- Parameters: none.
-- Result: "ok", or a row for each fault, ten at most.
-- Atomic: reads only, every page of the file.
PRAGMA quick_check(10);
