-- Stands before scripts that begin, end or empty owners.

-- Puts in-flight jobs back to the front of where they were claimed: the numbers come highest first, so that the lowest ends up in front.
-- A job whose place has become something else stays in flight. Returns how many went back.
local function put_back(owner, numbers)
  local kinds, done = {}, 0
  for _, number in ipairs(numbers) do
    local value = call('HGET', inflight(owner), number)
    if value then
      local letter, name, payload = claimed(value)
      local list = prefix .. (letter == 'q' and 'queue:' or 'sancho:parked:') .. name
      kinds[list] = kinds[list] or call('TYPE', list).ok
      if kinds[list] == 'list' or kinds[list] == 'none' then
        call('HDEL', inflight(owner), number)
        call('SADD', prefix .. (letter == 'q' and 'queues' or 'sancho:parking'), name)
        call('RPUSH', list, payload)
        done = done + 1
      end
    end
  end
  return done
end

-- Puts landed jobs back to the front of their queues, but those of queues that are waited for. Returns how many.
local function put_back_landed(owner, waiting)
  local done = 0
  for _, queue in ipairs(call('SMEMBERS', landings(owner))) do
    while not waiting[queue] do
      local job = call('LPOP', landing(owner, queue))
      if not job then
        break
      end
      call('SADD', prefix .. 'queues', queue)
      call('RPUSH', prefix .. 'queue:' .. queue, job)
      done = done + 1
    end
  end
  return done
end

local function forget_process(owner)
  call('SREM', prefix .. 'processes', owner)
  call('UNLINK', prefix .. owner, prefix .. owner .. ':work', prefix .. owner .. ':workers')
end

-- Ends an owner that lives: what has landed for it comes into its in-flight record, under numbers of its own.
local function stop(owner, how, over, top)
  for _, queue in ipairs(call('SMEMBERS', landings(owner))) do
    local job = call('RPOP', landing(owner, queue))
    while job do
      top = top + 1
      call('HSET', inflight(owner), int(top), origin('q', queue) .. job)
      job = call('RPOP', landing(owner, queue))
    end
  end
  local promoter = call('GET', prefix .. 'sancho:promoter')
  if promoter and string.match(promoter, '^%d+ (.*)$') == owner then
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
  call('HDEL', OWNERS, owner)
  call('ZADD', UNTIL, int(ended + 7 * 86400 * 1000000), 'e' .. owner)
  if call('EXISTS', landings(owner)) == 1 then
    call('ZADD', UNTIL, int(now + lease), 'w' .. owner)
  end
end
