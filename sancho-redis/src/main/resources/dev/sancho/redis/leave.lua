-- Ends an owner by its own wish and puts back what it holds.
--
-- ARGV[6]     owner
-- ARGV[7...]  numbers to put back, highest first; none in the first call
-- Result      how many jobs it still has in flight; 0 when it is gone
-- Atomic, so that from the first call on nobody claims for it, and each job is either in flight or back.

local owner = ARGV[6]
local record = call('HGET', OWNERS, owner)
if not record or string.sub(record, 1, 7) == 'rescued' then
  return 0
end
local over, top = string.match(record, '^(%d+) (%d+)$')
if over then
  stop(owner, 'leaving', over, tonumber(top))
end
put_back(owner, { unpack(ARGV, 7) })
local left = call('HLEN', inflight(owner))
if left == 0 then
  let_go(owner)
end
return left
