-- Adds runs to the metrics.
--
-- ARGV[6]  packed: {operation, {key, seconds to keep, ...}, {field, by, ...}, {key, {range, by, ...}, ...}, seconds to keep}: hashes that
--          all get the fields, then bit fields of 16 bits a range
-- Result   '' or what could not be written
-- Atomic, so that a report sent twice counts once.

local MINUTE = 60 * 1000000
local operation, hashes, fields, lengths, keep = unpack(cmsgpack.unpack(ARGV[6]))
local repeated = or_fail(function()
  local known_already = get(OPERATIONS, operation)
  put(OPERATIONS, operation, '', MINUTE)
  return known_already
end)
if repeated then
  return ''
end
commit()
flush()

-- Metrics are for the eye: what cannot be written of them is told, and stops nothing.
local trouble = ''
local function show(command, key, ...)
  local result = redis.pcall(command, key, ...)
  if type(result) == 'table' and result.err then
    trouble = result.err .. ' (the key ' .. key .. ')'
  end
end

for i = 1, #hashes, 2 do
  for f = 1, #fields, 2 do
    show('HINCRBY', prefix .. hashes[i], fields[f], fields[f + 1])
  end
  show('EXPIRE', prefix .. hashes[i], hashes[i + 1])
end
for i = 1, #lengths, 2 do
  local ranges = lengths[i + 1]
  for r = 1, #ranges, 2 do
    show('BITFIELD', prefix .. lengths[i], 'OVERFLOW', 'SAT', 'INCRBY', 'u16', '#' .. ranges[r], ranges[r + 1])
  end
  show('EXPIRE', prefix .. lengths[i], keep)
end
return trouble
