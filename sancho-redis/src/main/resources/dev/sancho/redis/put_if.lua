-- Writes a cell if it has the expected value.
--
-- ARGV[6]  packed: {cell, expected or false, value or false, keep in microseconds}
-- ARGV[7]  '1' if this call may have been carried out before: finding the value already there then counts as having written it
-- Result   1 if it was written
-- Atomic, so that of two who expect the same only one writes.

local cell, expected, value, keep = unpack(cmsgpack.unpack(ARGV[6]))
local found = or_fail(function()
  return get(CELLS, cell)
end)
if found ~= expected then
  return ARGV[7] == '1' and found == value and 1 or 0
end
or_fail(function()
  if value then
    put(CELLS, cell, value, keep)
  else
    drop(CELLS, cell)
  end
end)
commit()
flush()
return 1
