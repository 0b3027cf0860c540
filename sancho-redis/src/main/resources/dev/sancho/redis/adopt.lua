-- Enters an owner that nobody knows and that has jobs in flight as one whose lease is long over, so that the next rescue takes its jobs.
--
-- ARGV[6]  owner
-- ARGV[7]  highest number in its in-flight record; 0 if it has none
-- Result   1 if it was entered, 0 if it is known
-- Atomic, so that an owner that begins in the same moment is left alone.

local owner = ARGV[6]
if call('HEXISTS', OWNERS, owner) == 1 then
  return 0
end
if call('HEXISTS', ENDED, owner) == 0 then
  call('HSET', OWNERS, owner, '1 ' .. ARGV[7])
  return 1
end
-- Its id has ended for good: what it holds may be taken, and what has landed for it goes back with the next prune.
if call('HLEN', inflight(owner)) > 0 then
  call('HSET', OWNERS, owner, 'rescued 1')
end
if call('EXISTS', landings(owner)) == 1 then
  call('ZADD', UNTIL, int(now), 'w' .. owner)
end
return 1
