-- Stands before every script: the arguments that all calls have, the time, and what is known of an owner.
--
-- KEYS[1]  <prefix>sancho:owners (every other key begins with the same prefix, so one hash tag holds them all in one slot)
-- ARGV[1]  key prefix
-- ARGV[2]  now in microseconds; empty: the server's own clock
-- ARGV[3]  how long a lease lasts, in microseconds
-- ARGV[4]  how many jobs the dead set keeps
-- ARGV[5]  how long a dead job is kept, in microseconds
--
-- Nothing else runs on a Redis server while a script does, so each script is one atomic step; but it does not roll back, so whatever
-- may fail (keys of a wrong type above all) is checked before the first write.

-- As redis.call, but what it says of a key of the wrong type names the key.
local function call(...)
  local reply = redis.pcall(...)
  if type(reply) == 'table' and reply.err then
    local _, key = ...
    local wrong = key and string.find(reply.err, 'WRONGTYPE', 1, true)
    error(wrong and reply.err .. ' (the key ' .. key .. ')' or reply.err, 0)
  end
  return reply
end

local prefix = ARGV[1]
local lease = tonumber(ARGV[3])
local now = tonumber(ARGV[2])
if not now then
  local time = call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
end

-- <owner> -> '<lease until> <highest number used>'; of one that has ended but still has jobs in flight 'leaving <lease until>' or
-- 'rescued <lease until>', by whom they are taken out.
local OWNERS = KEYS[1]
-- <owner> -> when it ended
local ENDED = prefix .. 'sancho:ended'
-- what is over some time, by when: a letter for its kind, then its name
local UNTIL = prefix .. 'sancho:until'

-- An integer in full: Lua itself writes large ones in E notation.
local function int(number)
  return string.format('%.0f', number)
end

-- Seconds as the score of a timed set.
local function score(micros)
  return string.format('%.0f.%06.0f', math.floor(micros / 1000000), micros % 1000000)
end

local function inflight(owner)
  return prefix .. 'sancho:inflight:' .. owner
end

-- Where a blocked BLMOVE puts a job of a queue.
local function landing(owner, queue)
  return prefix .. 'sancho:landing:' .. owner .. ':' .. queue
end

-- The queues for which the owner may have landing lists.
local function landings(owner)
  return prefix .. 'sancho:landings:' .. owner
end

-- The highest number that an owner has used; nil if it has ended or never begun.
local function living(owner)
  local record = call('HGET', OWNERS, owner)
  return record and tonumber(string.match(record, '^%d+ (%d+)$'))
end

local function renew(owner, top)
  call('HSET', OWNERS, owner, int(now + lease) .. ' ' .. int(top))
end

-- What stands before a payload in the in-flight record: where it was claimed.
local function origin(letter, name)
  return letter .. #name .. ':' .. name
end

-- An in-flight value taken apart: letter, name, payload.
local function claimed(value)
  local letter, length, start = string.match(value, '^(%a)(%d+):()')
  local finish = start + tonumber(length)
  return letter, string.sub(value, start, finish - 1), string.sub(value, finish)
end

-- What an owner still holds of a range of numbers: 'held', number, value, number, value, ...
local function held(owner, first, max)
  local numbers, reply = {}, { 'held' }
  for i = 1, max do
    numbers[i] = first + i - 1
  end
  for i, value in ipairs(call('HMGET', inflight(owner), unpack(numbers))) do
    if value then
      reply[#reply + 1] = int(first + i - 1)
      reply[#reply + 1] = value
    end
  end
  return reply
end
