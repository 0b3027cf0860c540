-- Stands before scripts that begin, end or empty owners.

-- Whether a key may be written as what it should be.
local function is(kinds, key, kind)
  kinds[key] = kinds[key] or call('TYPE', key).ok
  return kinds[key] == kind or kinds[key] == 'none'
end

-- The queues for which there may be landed jobs; none if that cannot be told.
local function landed_queues(owner)
  local queues = redis.pcall('SMEMBERS', landings(owner))
  return queues.err and {} or queues
end

-- Puts in-flight jobs back to the front of where they were claimed: the numbers come highest first, so that the lowest ends up in front.
-- A job whose place has become something else stays in flight. Returns how many went back.
local function put_back(owner, numbers)
  local kinds, done = {}, 0
  for _, number in ipairs(numbers) do
    local value = call('HGET', inflight(owner), number)
    if value then
      local letter, name, payload = claimed(value)
      local list = prefix .. (letter == 'q' and 'queue:' or 'sancho:parked:') .. name
      local index = prefix .. (letter == 'q' and 'queues' or 'sancho:parking')
      if is(kinds, list, 'list') then
        if is(kinds, index, 'set') then
          call('SADD', index, name)
        end
        call('RPUSH', list, payload)
        call('HDEL', inflight(owner), number)
        done = done + 1
      end
    end
  end
  return done
end

-- Puts landed jobs back to the front of their queues, but those of queues that are waited for. Returns how many.
local function put_back_landed(owner, waiting)
  local kinds, done = {}, 0
  for _, queue in ipairs(landed_queues(owner)) do
    local list, landed = prefix .. 'queue:' .. queue, landing(owner, queue)
    local possible = not waiting[queue] and is(kinds, landed, 'list') and is(kinds, list, 'list')
    while possible and call('LMOVE', landed, list, 'LEFT', 'RIGHT') do
      if is(kinds, prefix .. 'queues', 'set') then
        call('SADD', prefix .. 'queues', queue)
      end
      done = done + 1
    end
  end
  return done
end

local function forget_process(owner)
  redis.pcall('SREM', prefix .. 'processes', owner)
  call('UNLINK', prefix .. owner, prefix .. owner .. ':work', prefix .. owner .. ':workers')
end

-- Ends an owner that lives: what has landed for it comes into its in-flight record, under numbers of its own.
local function stop(owner, how, over, top)
  call('HEXISTS', ENDED, owner) -- if that is no hash, before anything is written
  local kinds = {}
  for _, queue in ipairs(landed_queues(owner)) do
    local landed = landing(owner, queue)
    local possible = is(kinds, landed, 'list') and is(kinds, inflight(owner), 'hash')
    local job = possible and call('LINDEX', landed, -1)
    while job do
      top = top + 1
      call('HSET', inflight(owner), int(top), origin('q', queue) .. job)
      call('RPOP', landed)
      job = call('LINDEX', landed, -1)
    end
  end
  local promoter = redis.pcall('GET', prefix .. 'sancho:promoter')
  if type(promoter) == 'string' and string.match(promoter, '^%d+ (.*)$') == owner then
    call('UNLINK', prefix .. 'sancho:promoter')
  end
  call('HSET', ENDED, owner, int(now))
  call('HSET', OWNERS, owner, how .. ' ' .. over)
  forget_process(owner)
end

-- Lets go of an owner that has ended and holds nothing. Its id is remembered a week, longer than any message of its own can be under
-- way; its landing lists are looked into once more when no wait of its own can be under way.
local function let_go(owner)
  local ended = tonumber(call('HGET', ENDED, owner))
  call('ZADD', UNTIL, int(ended + 7 * 86400 * 1000000), 'e' .. owner)
  call('HDEL', OWNERS, owner)
  if call('EXISTS', landings(owner)) == 1 then
    call('ZADD', UNTIL, int(now + lease), 'w' .. owner)
  end
end
