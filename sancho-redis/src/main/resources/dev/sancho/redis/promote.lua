-- Moves due jobs to the back of their queues.
--
-- ARGV[6...]  jobs, each packed: {set, payload in the set, queue, payload for the queue}, or {set, payload} for one that is no job and dies
-- Result      for each '1' moved to its queue, '0' not there any more, 'D' no job and dead now, or why it stays where it is; and '!<trouble>'
--             after them if a counter could not be added to
-- Atomic, so that a job is either in its set or in its queue, whoever else promotes.

local results = {}

local function promote(item)
  local set, payload, queue = prefix .. item[1], item[2], item[3]
  expect(set, 'zset')
  place(queue and { 'q', queue, 'B', item[4] } or { 's', 'dead', score(now), payload })
  if call('ZREM', set, payload) == 0 then
    return '0'
  end
  commit()
  return queue and '1' or 'D'
end

for i = 6, #ARGV do
  begin()
  local ok, result = pcall(promote, cmsgpack.unpack(ARGV[i]))
  if not ok and not (type(result) == 'table' and result.reason) then
    error(result)
  end
  results[#results + 1] = ok and result or result.reason
end
local trouble = flush()
if trouble ~= '' then
  results[#results + 1] = '!' .. trouble
end
return results
