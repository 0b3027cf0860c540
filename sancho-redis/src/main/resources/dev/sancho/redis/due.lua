-- Tells what is due, to the one process that promotes for all.
--
-- ARGV[6]  who asks
-- ARGV[7]  how many of each set at most
-- ARGV[8]  for how long nobody else promotes, in microseconds
-- Result   {'wait', microseconds until the promoter's time may be over, the promoter's record}, or
--          {'due', now, microseconds until the next may be due, {scheduled, ...}, {retry, ...}, {trouble, ...}}; a set that
--          is none is empty, and told
-- Moves nothing. Atomic, so that two processes do not both take the part of the promoter.

local PROMOTER = prefix .. 'sancho:promoter'
local record = redis.pcall('GET', PROMOTER)
record = type(record) == 'string' and record or '' -- what some other program put there gives way
local over, promoter = string.match(record, '^(%d+) (.*)$')
if over and promoter ~= ARGV[6] and tonumber(over) > now then
  return { 'wait', int(tonumber(over) - now), record }
end
call('SET', PROMOTER, int(now + tonumber(ARGV[8])) .. ' ' .. ARGV[6])

local max, troubles = tonumber(ARGV[7]), {}
local reply, soonest = { 'due', int(now), '' }, 500000
for _, set in ipairs({ 'schedule', 'retry' }) do
  local due = redis.pcall('ZRANGEBYSCORE', prefix .. set, '-inf', score(now), 'LIMIT', 0, max + 1)
  if due.err then
    troubles[#troubles + 1] = due.err .. ' (the key ' .. prefix .. set .. ')'
    due = {}
  elseif #due > max then
    due[max + 1] = nil
    soonest = 0
  else
    local next_one = call('ZRANGEBYSCORE', prefix .. set, '(' .. score(now), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if next_one[2] then
      soonest = math.max(0, math.min(soonest, math.ceil(tonumber(next_one[2]) * 1000000 - now)))
    end
  end
  reply[#reply + 1] = due
end
reply[3] = int(soonest)
reply[6] = troubles
return reply
