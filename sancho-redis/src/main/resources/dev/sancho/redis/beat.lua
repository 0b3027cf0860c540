-- Begins or continues an owner: its lease, its process record as Sidekiq reads it, its signals; and puts back what its in-flight record
-- has and the process does not hold.
--
-- ARGV[6]   owner
-- ARGV[7]   the numbers held, packed: {first, last, first, last, ...}, ascending
-- ARGV[8]   '1' to put back what has landed, but for the queues in ARGV[9] (packed), which are waited for
-- ARGV[10]  the record, packed: {field, value, ...}, without the time of this beat
-- ARGV[11]  the running jobs, packed: {thread, work, ...}
-- ARGV[12]  '1' if there may be running jobs in the old record
-- Result    {'ended'}, or {'lives', how many were put back, '1' if there is more to put back, trouble or '', signal, ...}
-- Atomic, so that no claim comes between the look at the record and what is put back.

local owner = ARGV[6]
local top = living(owner)
if not top then
  if call('HEXISTS', OWNERS, owner) == 1 or call('HEXISTS', ENDED, owner) == 1 then
    return { 'ended' }
  end
  top = 0
end

local ranges = cmsgpack.unpack(ARGV[7])

local function holds(number)
  local low, high = 1, #ranges / 2
  while low <= high do
    local middle = math.floor((low + high) / 2)
    if number < ranges[2 * middle - 1] then
      high = middle - 1
    elseif number > ranges[2 * middle] then
      low = middle + 1
    else
      return true
    end
  end
  return false
end

local SLICE = 500
local strays = {}
for _, field in ipairs(call('HKEYS', inflight(owner))) do
  local number = tonumber(field)
  if not holds(number) then
    strays[#strays + 1] = number
  end
end
table.sort(strays, function(one, other) return one > other end)
local more = #strays > SLICE
for i = #strays, SLICE + 1, -1 do
  strays[i] = nil
end

renew(owner, top)
local returned = put_back(owner, strays)
if ARGV[8] == '1' then
  local waiting = {}
  for _, queue in ipairs(cmsgpack.unpack(ARGV[9])) do
    waiting[queue] = true
  end
  returned = returned + put_back_landed(owner, waiting)
end

-- The process record is for the eye: what cannot be written of it is told, and stops nothing.
local trouble = ''
local function show(command, key, ...)
  local result = redis.pcall(command, key, ...)
  if type(result) == 'table' and result.err then
    trouble = result.err .. ' (the key ' .. key .. ')'
    return false
  end
  return result
end

local record, work = cmsgpack.unpack(ARGV[10]), cmsgpack.unpack(ARGV[11])
show('SADD', prefix .. 'processes', owner)
show('HSET', prefix .. owner, 'beat', score(now), unpack(record))
show('EXPIRE', prefix .. owner, 60)
if ARGV[12] == '1' or #work > 0 then
  call('UNLINK', prefix .. owner .. ':work', prefix .. owner .. ':workers')
end
if #work > 0 then
  for _, ending in ipairs({ ':work', ':workers' }) do
    call('HSET', prefix .. owner .. ending, unpack(work))
    call('EXPIRE', prefix .. owner .. ending, 60)
  end
end
local signals = show('RPOP', prefix .. owner .. '-signals', 10) or {}
local reply = { 'lives', returned, more and '1' or '', trouble }
for _, signal in ipairs(signals) do
  reply[#reply + 1] = signal
end
return reply
