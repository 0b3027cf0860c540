-- Looks at a feature's state; writes nothing.
--
-- ARGV[6]  'cell', 'lock', 'group' or 'cells'
-- ARGV[7]  a name; for 'cells' what names begin with
-- ARGV[8]  for 'cells': how many at most
-- Result   the value or false; for 'group' {sealed, rules left, member, state, ...}; for 'cells' {name, value, ...}
-- Atomic, so that what is told was true at one moment.

local function cells(start, max)
  local reply, from, last = {}, '[' .. start, '[' .. start .. '\255'
  repeat
    local names = call('ZRANGEBYLEX', NAMES, from, last, 'LIMIT', 0, 200)
    for _, name in ipairs(names) do
      local value = get(CELLS, name)
      if value and #reply < 2 * max then
        reply[#reply + 1] = name
        reply[#reply + 1] = value
      end
      from = '(' .. name
    end
  until #names < 200 or #reply >= 2 * max
  return reply
end

local function group(name)
  if not group_known(name) then
    return false
  end
  local reply, left = { group_sealed(name) and '1' or '', 0 }, 0
  local all = call('HGETALL', group_key(name))
  for i = 1, #all, 2 do
    if string.match(all[i], '^r%d+$') then
      left = left + 1
    elseif string.sub(all[i], 1, 2) == 'm:' then
      reply[#reply + 1] = string.sub(all[i], 3)
      reply[#reply + 1] = all[i + 1]
    end
  end
  reply[2] = left
  return reply
end

return or_fail(function()
  if ARGV[6] == 'cells' then
    return cells(ARGV[7], tonumber(ARGV[8]))
  elseif ARGV[6] == 'group' then
    return group(ARGV[7])
  end
  return get(ARGV[6] == 'lock' and LOCKS or CELLS, ARGV[7])
end)
