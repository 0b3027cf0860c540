-- Moves jobs from parking keys, landing lists and queues into an owner's in-flight record.
--
-- ARGV[6]   owner
-- ARGV[7]   number of the first job
-- ARGV[8]   how many at most, up to 1,000
-- ARGV[9]   how many numbers the whole request covers from ARGV[7] on
-- ARGV[10]  'new', or 'more' for the same request asked on after a wait
-- ARGV[11]  '1' to look into landing lists
-- ARGV[12]  how many parked shares follow: key, how many, the queue they wait for
-- then      how many queues follow: their names
-- then      queues for which this owner is about to wait, if it gets nothing now
-- Result    {'ended'}, {'held', number, value, ...} for what was given before, or
--           {'new', origin, {payload, ...}, ...}, numbered from ARGV[7]; an origin '!' carries what could not be looked into, an
--           origin '~' a queue that holds jobs and is paused.
-- Atomic, so a job is either where it waited or in flight, and a request that is sent again finds its numbers used.

local owner, first, max = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local more = ARGV[10] == 'more'
local top = living(owner)
if not top then
  return { 'ended' }
end
if more or first <= top then
  local before = held(owner, first, max)
  if before[2] or not more then
    renew(owner, top)
    return before
  end
end

local reply, values, taken, pops = { 'new' }, {}, 0, {}

-- What is beside the jobs' own way and fails is told, and stops nothing.
local function told(command, key, ...)
  local result = redis.pcall(command, key, ...)
  if type(result) == 'table' and result.err then
    reply[#reply + 1] = '!'
    reply[#reply + 1] = { key, result.err }
    return nil
  end
  return result
end

local pauses = {} -- queue -> whether it is paused, asked only of those that hold jobs

-- The set is Sidekiq Pro's and ours; the key is what the gem sidekiq-limit_fetch writes.
local function paused(queue)
  if pauses[queue] == nil then
    pauses[queue] = told('SISMEMBER', prefix .. 'paused', queue) == 1
      or call('EXISTS', prefix .. 'limit_fetch:pause:' .. queue) == 1
    if pauses[queue] then
      reply[#reply + 1] = '~'
      reply[#reply + 1] = { queue }
    end
  end
  return pauses[queue]
end

local function take(list, header, most, queue)
  local want = math.min(most, max - taken)
  if want < 1 then
    return
  end
  local length = told('LLEN', list)
  if not length or length == 0 or paused(queue) then
    return
  end
  local jobs = call('RPOP', list, want)
  reply[#reply + 1] = header
  reply[#reply + 1] = jobs
  pops[#pops + 1] = { list, jobs }
  for i = 1, #jobs do
    local at = 2 * (taken + i)
    values[at - 1] = first + taken + i - 1
    values[at] = header .. jobs[i]
  end
  taken = taken + #jobs
end

local at = 13
for _ = 1, tonumber(ARGV[12]) do
  local list = prefix .. 'sancho:parked:' .. ARGV[at]
  local before = taken
  take(list, origin('p', ARGV[at]), tonumber(ARGV[at + 1]), ARGV[at + 2])
  if taken > before and call('EXISTS', list) == 0 then
    told('SREM', prefix .. 'sancho:parking', ARGV[at])
  end
  at = at + 3
end
local queues = tonumber(ARGV[at])
if ARGV[11] == '1' then
  for i = at + 1, at + queues do -- all of them before the queues: what has landed is ours
    local landed = landing(owner, ARGV[i])
    take(landed, origin('q', ARGV[i]), max, ARGV[i])
    while pauses[ARGV[i]] and told('LMOVE', landed, prefix .. 'queue:' .. ARGV[i], 'LEFT', 'RIGHT') do
    end
  end
end
for i = at + 1, at + queues do
  take(prefix .. 'queue:' .. ARGV[i], origin('q', ARGV[i]), max, ARGV[i])
end

for i = 1, #values, 2000 do
  local wrong = redis.pcall('HSET', inflight(owner), unpack(values, i, math.min(i + 1999, #values)))
  if type(wrong) == 'table' then -- the record's key is no hash: put everything back, the last taken first
    for p = #pops, 1, -1 do
      for j = #pops[p][2], 1, -1 do
        call('RPUSH', pops[p][1], pops[p][2][j])
      end
    end
    return redis.error_reply(wrong.err .. ' (' .. inflight(owner) .. ')')
  end
end
if taken == 0 and ARGV[at + queues + 1] then
  told('SADD', landings(owner), unpack(ARGV, at + queues + 1))
end
renew(owner, math.max(top, first + tonumber(ARGV[9]) - 1))
return reply
