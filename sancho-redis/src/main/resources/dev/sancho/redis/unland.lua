-- Puts back what has landed for an owner whose wait was given up, to the front of its queues.
--
-- ARGV[6]  owner
-- ARGV[7]  queues that are still waited for, packed
-- Result   how many jobs went back
-- Atomic, so that each job is either landed or back.

local waiting = {}
for _, queue in ipairs(cmsgpack.unpack(ARGV[7])) do
  waiting[queue] = true
end
return put_back_landed(ARGV[6], waiting)
