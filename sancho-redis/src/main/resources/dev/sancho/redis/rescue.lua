-- Finds a dead owner, or moves jobs of one into the rescuer's in-flight record.
--
-- ARGV[6]     rescuer
-- ARGV[7]     number of the first job
-- ARGV[8]     how many at most, up to 1,000
-- ARGV[9]     the dead owner whose jobs to take; empty: find one
-- ARGV[10...] its numbers, lowest first
-- Result      {'ended'} if the rescuer has, {'dead', owner} for one that holds jobs, or {'held', number, value, ...}
-- Atomic, so that a dead owner's id has ended for good before its first job is taken, and no job is taken twice.

local owner, first, max, dead = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), ARGV[9]
local top = living(owner)
if not top then
  return { 'ended' }
end
if first <= top then
  renew(owner, top)
  return held(owner, first, max)
end

local function candidates()
  local found, all = {}, call('HGETALL', OWNERS)
  for i = 1, #all, 2 do
    local state, over = string.match(all[i + 1], '^(%a*) ?(%d+)')
    if over and tonumber(over) <= now and all[i] ~= owner then
      found[#found + 1] = { id = all[i], over = over, top = state == '' and string.match(all[i + 1], '(%d+)$') }
    end
  end
  table.sort(found, function(one, other)
    local a, b = tonumber(one.over), tonumber(other.over)
    return a < b or a == b and one.id < other.id
  end)
  return found
end

if dead == '' then
  local wrong
  for _, other in ipairs(candidates()) do
    if other.top then
      stop(other.id, 'rescued', other.over, tonumber(other.top))
    end
    local left = redis.pcall('HLEN', inflight(other.id))
    if type(left) == 'table' then -- its jobs wait until that is repaired; those of others do not
      wrong = left.err .. ' (the key ' .. inflight(other.id) .. ')'
    elseif left > 0 then
      return { 'dead', other.id }
    else
      let_go(other.id)
    end
  end
  if wrong then
    error(wrong, 0)
  end
  renew(owner, math.max(top, first + max - 1))
  return { 'held' }
end

local reply, given = { 'held' }, {}
if not living(dead) and #ARGV > 9 then
  local numbers, taken = { unpack(ARGV, 10) }, {}
  for i, value in ipairs(call('HMGET', inflight(dead), unpack(numbers))) do
    if value and #taken < max then
      local number = first + #taken
      taken[#taken + 1] = numbers[i]
      given[#given + 1] = number
      given[#given + 1] = value
      reply[#reply + 1] = int(number)
      reply[#reply + 1] = value
    end
  end
  if #taken > 0 then
    call('HSET', inflight(owner), unpack(given))
    call('HDEL', inflight(dead), unpack(taken))
  end
  if call('HEXISTS', OWNERS, dead) == 1 and call('HLEN', inflight(dead)) == 0 then
    let_go(dead)
  end
end
if #given > 0 then
  renew(owner, math.max(top, first + max - 1))
end
return reply
