-- Stands before scripts that write more than one thing on conditions: what one step wants to write is drafted first, with all checks,
-- and written only when nothing can fail any more. What several steps of a call write to the same hash, index or counter is
-- written once, at its end.

local QUEUES = prefix .. 'queues'
local PARKING = prefix .. 'sancho:parking'
-- the names of the cells, in their order
local NAMES = prefix .. 'sancho:cells:names'
local SORTED = { [UNTIL] = true, [NAMES] = true }

local written, draft = {}, {} -- key -> {fields = {field -> value, false to delete}, cleared = the key was emptied first}
local read = {} -- key -> field -> value as it stood before this call, each read once
local steps = {} -- the draft's commands on lists and sets
local added, adding = {}, {} -- counter -> how much
local kinds = {} -- key -> its type
local known = {} -- members that are in a set for sure

local function refuse(reason)
  error({ reason = reason })
end

-- Carries out what cannot be refused alone: a refusal ends the call.
local function or_fail(drafting)
  local ok, result = pcall(drafting)
  if not ok then
    error(type(result) == 'table' and result.reason or result, 0)
  end
  return result
end

-- Refuses if a key is there and of another type.
local function expect(key, kind)
  local found = kinds[key]
  if not found then
    found = call('TYPE', key).ok
    kinds[key] = found
  end
  if found ~= kind and found ~= 'none' then
    refuse('The key ' .. key .. ' should be a ' .. kind .. ' and is a ' .. found .. ': some other program wrote it')
  end
end

local function hget(key, field)
  local hash = draft[key]
  if hash then
    local value = hash.fields[field]
    if value ~= nil or hash.cleared then
      return value or false
    end
  end
  hash = written[key]
  if hash then
    local value = hash.fields[field]
    if value ~= nil or hash.cleared then
      return value or false
    end
  end
  hash = read[key]
  if not hash then
    expect(key, 'hash')
    hash = {}
    read[key] = hash
  end
  local value = hash[field]
  if value == nil then
    value = call('HGET', key, field)
    hash[field] = value
  end
  return value
end

local function hset(key, field, value)
  local hash = draft[key]
  if not hash then
    expect(key, SORTED[key] and 'zset' or 'hash')
    hash = { fields = {} }
    draft[key] = hash
  end
  hash.fields[field] = value
end

local function clear(key)
  draft[key] = { fields = {}, cleared = true }
end

local function step(...)
  steps[#steps + 1] = { ... }
end

-- Names that are forgotten: a hash whose values begin with the time when they are over.
local LOCKS = { key = prefix .. 'sancho:locks', letter = 'l' }
local CELLS = { key = prefix .. 'sancho:cells', letter = 'c' }
local OPERATIONS = { key = prefix .. 'sancho:operations', letter = 'o' }

local function get(kind, name)
  local stored = hget(kind.key, name)
  if not stored then
    return false
  end
  local over, value = string.match(stored, '^(%-?%d+) (.*)$')
  return tonumber(over) > now and value
end

local function put(kind, name, value, keep)
  local over = int(now + keep)
  hset(kind.key, name, over .. ' ' .. value)
  hset(UNTIL, kind.letter .. name, over)
  if kind == CELLS then
    hset(NAMES, name, '0')
  end
end

local function drop(kind, name)
  hset(kind.key, name, false)
  hset(UNTIL, kind.letter .. name, false)
  if kind == CELLS then
    hset(NAMES, name, false)
  end
end

-- The day of now, UTC, as 2026-11-23.
local day_of_now
local function today()
  if day_of_now then
    return day_of_now
  end
  local days = math.floor(now / 86400000000) + 719468
  local era = math.floor(days / 146097)
  local doe = days - era * 146097
  local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524) - math.floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
  local mp = math.floor((5 * doy + 2) / 153)
  local month = mp < 10 and mp + 3 or mp - 9
  local year = yoe + era * 400 + (month <= 2 and 1 or 0)
  day_of_now = string.format('%04d-%02d-%02d', year, month, doy - math.floor((153 * mp + 2) / 5) + 1)
  return day_of_now
end

local function counter(name)
  if name == 'processed' or name == 'failed' then
    return prefix .. 'stat:' .. name
  end
  return prefix .. 'sancho:stat:' .. name
end

local function add(name, by)
  adding[name] = (adding[name] or 0) + by
end

-- Puts a job where it goes: {'q', queue, 'F' or 'B', payload}, {'s', set, score, payload}, {'p', key, payload} or {'g'}.
local function place(to)
  if to[1] == 'q' then
    local list = prefix .. 'queue:' .. to[2]
    expect(list, 'list')
    expect(QUEUES, 'set')
    step('known', QUEUES, to[2])
    step(to[3] == 'F' and 'RPUSH' or 'LPUSH', list, to[4])
  elseif to[1] == 's' then
    local set = prefix .. to[2]
    expect(set, 'zset')
    step('ZADD', set, to[3], to[4])
    if to[2] == 'dead' then
      step('trim')
    end
  elseif to[1] == 'p' then
    local list = prefix .. 'sancho:parked:' .. to[2]
    expect(list, 'list')
    expect(PARKING, 'set')
    step('known', PARKING, to[2])
    step('LPUSH', list, to[3])
  end
end

-- Deletes dead jobs that are too old or too many, at most so many at once; returns how many.
local function trim(most)
  local dead, oldest = prefix .. 'dead', now - tonumber(ARGV[5])
  local old = oldest < 0 and 0 or call('ZCOUNT', dead, '-inf', score(oldest))
  local excess = math.min(most, math.max(old, call('ZCARD', dead) - tonumber(ARGV[4])))
  if excess > 0 then
    call('ZREMRANGEBYRANK', dead, 0, excess - 1)
    added.dead_trimmed = (added.dead_trimmed or 0) + excess
  end
  return math.max(0, excess)
end

local function begin()
  draft, steps, adding = {}, {}, {}
end

-- Writes what cannot wait for the end of the call, and keeps the rest for it.
local function commit()
  for _, command in ipairs(steps) do
    if command[1] == 'trim' then
      trim(1000)
    elseif command[1] == 'known' then
      if not known[command[2] .. command[3]] then
        call('SADD', command[2], command[3])
        known[command[2] .. command[3]] = true
      end
    else
      call(unpack(command))
    end
  end
  for key, hash in pairs(draft) do
    local before = written[key]
    if not before or hash.cleared then
      written[key] = hash
    else
      for field, value in pairs(hash.fields) do
        before.fields[field] = value
      end
    end
  end
  for name, by in pairs(adding) do
    added[name] = (added[name] or 0) + by
  end
  begin()
end

local function write_all(key, put_with, delete_with, fields)
  local pairs_to_put, to_delete = {}, {}
  for field, value in pairs(fields) do
    if not value then
      to_delete[#to_delete + 1] = field
    else
      pairs_to_put[#pairs_to_put + 1] = put_with == 'ZADD' and value or field
      pairs_to_put[#pairs_to_put + 1] = put_with == 'ZADD' and field or value
    end
  end
  for i = 1, #to_delete, 1000 do
    call(delete_with, key, unpack(to_delete, i, math.min(i + 999, #to_delete)))
  end
  for i = 1, #pairs_to_put, 1000 do
    call(put_with, key, unpack(pairs_to_put, i, math.min(i + 999, #pairs_to_put)))
  end
end

-- Counters are for the eye: one that cannot be added to stops nothing.
local function count(name, by)
  local trouble = ''
  local day = counter(name) .. ':' .. today()
  for _, key in ipairs({ counter(name), day }) do
    local result = redis.pcall('INCRBY', key, int(by))
    if type(result) == 'table' then
      trouble = result.err .. ' (the key ' .. key .. ')'
    end
  end
  call('EXPIRE', day, 157680000)
  return trouble
end

-- The end of the call. Returns '' or what could not be counted.
local function flush()
  local trouble = ''
  for key, hash in pairs(written) do
    if hash.cleared then
      call('UNLINK', key)
    end
    if SORTED[key] then
      write_all(key, 'ZADD', 'ZREM', hash.fields)
    else
      write_all(key, 'HSET', 'HDEL', hash.fields)
    end
  end
  for name, by in pairs(added) do
    local wrong = by == 0 and '' or count(name, by)
    trouble = wrong ~= '' and wrong or trouble
  end
  return trouble
end
