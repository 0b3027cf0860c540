-- Stands before scripts that carry guards and effects: locks, groups and cells, how guards ask them and how effects change them.
-- All of it is drafted (draft.lua).
--
-- A group is a hash: until, sealed ('1' or ''), rules (how many it began with), left (how many of them wait for the last member),
-- r<i> for each rule that has not applied, m:<member> -> state, n:<state> -> how many members are in it.
-- A rule is {'n', {state, ...}, effects} (none left) or {'f', {state}, effects} (first).

local function group_key(group)
  return prefix .. 'sancho:group:' .. group
end

local function group_known(group)
  local over = hget(group_key(group), 'until')
  return over and tonumber(over) > now
end

local function group_sealed(group)
  return hget(group_key(group), 'sealed') == '1'
end

local function group_open(group, keep, rules)
  local key, left = group_key(group), 0
  clear(key)
  for i, rule in ipairs(rules) do
    hset(key, 'r' .. i, rule)
    if cmsgpack.unpack(rule)[1] == 'n' then
      left = left + 1
    end
  end
  hset(key, 'until', int(now + keep))
  hset(key, 'sealed', '')
  hset(key, 'rules', int(#rules))
  hset(key, 'left', int(left))
  hset(UNTIL, 'g' .. group, int(now + keep))
end

local function group_set(group, member, state)
  local key = group_key(group)
  local before = hget(key, 'm:' .. member)
  if before == state then
    return
  end
  if before then
    hset(key, 'n:' .. before, int(tonumber(hget(key, 'n:' .. before)) - 1))
  end
  hset(key, 'n:' .. state, int(tonumber(hget(key, 'n:' .. state) or 0) + 1))
  hset(key, 'm:' .. member, state)
end

local function none_left(key, states)
  for _, state in ipairs(states) do
    if tonumber(hget(key, 'n:' .. state) or 0) > 0 then
      return false
    end
  end
  return true
end

local rules = {} -- packed -> rule

local function unpacked(packed)
  local rule = rules[packed]
  if not rule then
    rule = cmsgpack.unpack(packed)
    rules[packed] = rule
  end
  return rule
end

-- Appends the effects of the rules that are true now to the work to be done; marked is the state just set, if a rule may wait for it.
local function group_apply(group, marked, work)
  local key = group_key(group)
  local sealed = group_sealed(group)
  for i = 1, tonumber(hget(key, 'rules')) do
    local packed = hget(key, 'r' .. i)
    if packed then
      local rule = unpacked(packed)
      local last = rule[1] == 'n'
      if last and sealed and none_left(key, rule[2]) or not last and rule[2][1] == marked then
        hset(key, 'r' .. i, false)
        if last then
          hset(key, 'left', int(tonumber(hget(key, 'left')) - 1))
        end
        for _, effect in ipairs(rule[3]) do
          work[#work + 1] = effect
        end
      end
    end
  end
end

-- The answer of the first guard that does not hold, or nil.
local function check(guards)
  for _, guard in ipairs(guards) do
    if guard[1] == 'l' then
      local holder = guard[5] == 'R' and get(LOCKS, guard[2])
      if holder and holder ~= guard[3] then
        return 'H' .. holder
      end
    elseif guard[1] == 'j' then
      local open = group_known(guard[2])
        and not (group_sealed(guard[2]) and tonumber(hget(group_key(guard[2]), 'left')) == 0)
      if not open then
        return 'XGroup ' .. guard[2] .. ' takes no members: it is closed, forgotten or was never opened'
      end
    elseif guard[1] == 'i' then
      if get(CELLS, guard[2]) ~= guard[3] then
        return 'XCell ' .. guard[2] .. ' is not ' .. (guard[3] or 'absent')
      end
    elseif guard[1] == 'h' then
      if get(LOCKS, guard[2]) ~= guard[3] then
        return 'XLock ' .. guard[2] .. ' is not held by ' .. guard[3]
      end
    elseif guard[1] == 's' then
      if not (group_known(guard[2]) and hget(group_key(guard[2]), 'm:' .. guard[3]) == guard[4]) then
        return 'XMember ' .. guard[3] .. ' of group ' .. guard[2] .. ' is not ' .. guard[4]
      end
    end
  end
end

local function claim_guards(guards, work)
  for _, guard in ipairs(guards) do
    if guard[1] == 'l' then
      put(LOCKS, guard[2], guard[3], guard[4])
    elseif guard[1] == 'j' and group_known(guard[2]) then
      group_set(guard[2], guard[3], 'ENQUEUED')
      group_apply(guard[2], nil, work)
    end
  end
end

local EFFECTS = {
  u = function(effect)
    if get(LOCKS, effect[2]) == effect[3] then
      drop(LOCKS, effect[2])
    end
  end,
  o = function(effect)
    if not group_known(effect[2]) then
      group_open(effect[2], effect[3], effect[4])
    end
  end,
  s = function(effect, work)
    if group_known(effect[2]) then
      hset(group_key(effect[2]), 'sealed', '1')
      group_apply(effect[2], nil, work)
    end
  end,
  m = function(effect, work)
    if group_known(effect[2]) and hget(group_key(effect[2]), 'm:' .. effect[3]) then
      group_set(effect[2], effect[3], effect[4])
      group_apply(effect[2], effect[4], work)
    end
  end,
  a = function(effect)
    add(effect[2], effect[3])
  end,
  p = function(effect)
    if effect[3] then
      put(CELLS, effect[2], effect[3], effect[4])
    else
      drop(CELLS, effect[2])
    end
  end,
  i = function(effect, work)
    if not check(effect[3]) then
      place(effect[2])
      claim_guards(effect[3], work)
    end
  end,
}

-- Drafts the claims of guards that hold, then the effects, then what follows from both.
local function apply(guards, effects)
  local work = {}
  for _, effect in ipairs(effects) do
    work[#work + 1] = effect
  end
  claim_guards(guards, work)
  local i = 1
  while work[i] do
    EFFECTS[work[i][1]](work[i], work)
    i = i + 1
  end
end
