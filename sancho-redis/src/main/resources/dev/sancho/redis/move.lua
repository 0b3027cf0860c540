-- Carries out moves, one after the other, and guarded inserts.
--
-- ARGV[6...]  items, each packed (MessagePack):
--             {'f', owner, {{counter, by}, ...}, {number, ...}}: finished jobs of one owner that all add the same
--             {'m', from, to, guards, effects}: any other move; from is {'h', owner, number}, {'q', queue, payload, operation},
--             {'s', set, score, payload, operation}, {'p', key, payload, operation} or {'n'}
-- Result      one string for each move: 'M' moved, 'R' repeated, 'G' gone, 'H<jid>' held by, 'X<reason>' refused; and '!<trouble>' after them
--             if a counter could not be added to
-- Atomic, so that a job's effects are written if and only if the job really was where the move expects it.

local MINUTE = 60 * 1000000
local tops, renewed = {}, {}

local function top_of(owner)
  if tops[owner] == nil then
    tops[owner] = living(owner) or false
  end
  return tops[owner]
end

-- The answer for a number that is not in flight.
local function absent(owner, number)
  return tonumber(number) <= tops[owner] and 'R' or 'G'
end

local function same_time(found, wanted)
  found, wanted = tonumber(found), tonumber(wanted)
  return found == wanted or string.format('%.6f', found) == string.format('%.6f', wanted)
end

local function line(from)
  return prefix .. (from[1] == 'q' and 'queue:' or 'sancho:parked:') .. from[2]
end

-- The answer if the job is not where the move expects it; a line is looked through only when the job is taken out of it.
local function missing(from)
  if from[1] == 'h' then
    if not top_of(from[2]) then
      return 'G'
    end
    expect(inflight(from[2]), 'hash')
    return call('HEXISTS', inflight(from[2]), from[3]) == 0 and absent(from[2], from[3]) or nil
  elseif from[1] == 's' then
    if get(OPERATIONS, from[5]) then
      return 'R'
    end
    expect(prefix .. from[2], 'zset')
    local found = call('ZSCORE', prefix .. from[2], from[4])
    return not (found and same_time(found, from[3])) and 'G' or nil
  elseif from[1] ~= 'n' then
    expect(line(from), 'list')
    if from[1] == 'p' then
      expect(PARKING, 'set')
    end
    return get(OPERATIONS, from[4]) and 'R' or nil
  end
end

-- Takes the job out; false if it is not there.
local function take(from)
  if from[1] == 'h' then
    call('HDEL', inflight(from[2]), from[3])
    renewed[from[2]] = true
  elseif from[1] == 's' then
    call('ZREM', prefix .. from[2], from[4])
  elseif from[1] ~= 'n' then
    if call('LREM', line(from), -1, from[3]) == 0 then
      return false
    end
    if from[1] == 'p' and call('EXISTS', line(from)) == 0 then
      call('SREM', PARKING, from[2])
      known[PARKING .. from[2]] = nil
    end
  end
  return true
end

local function in_line(from)
  return from[1] ~= 'q' and from[1] ~= 'p' or call('LPOS', line(from), from[3], 'RANK', -1)
end

local function move(item)
  local from = item[2]
  local stopped = missing(from)
  if stopped then
    return stopped
  end
  stopped = check(item[4])
  if stopped then
    return in_line(from) and stopped or 'G'
  end
  place(item[3])
  if from[5] or from[4] then
    put(OPERATIONS, from[5] or from[4], '', MINUTE)
  end
  apply(item[4], item[5])
  if not take(from) then
    return 'G'
  end
  commit()
  return 'M'
end

local answers = {}

-- An error that is about one move alone; any other ends the call, before its first write.
local function refused(problem)
  if type(problem) == 'table' and problem.reason then
    return 'X' .. problem.reason
  end
  error(problem)
end

-- Which of these numbers an owner holds: by one call where that costs less than one for each.
local function in_flight(owner, numbers)
  local key, there = inflight(owner), {}
  if call('HLEN', key) <= 4 * #numbers then
    for _, number in ipairs(call('HKEYS', key)) do
      there[number] = true
    end
  else
    for _, number in ipairs(numbers) do
      there[number] = call('HEXISTS', key, number) == 1
    end
  end
  return there
end

local function finish(item)
  local owner, done = item[2], 0
  local top = top_of(owner)
  if top then
    expect(inflight(owner), 'hash')
    for _, plus in ipairs(item[3]) do
      adding[plus[1]] = adding[plus[1]] or 0
    end
  end
  local numbers, there = item[4], {}
  if top then
    there = in_flight(owner, numbers)
    done = call('HDEL', inflight(owner), unpack(numbers))
  end
  for _, number in ipairs(numbers) do
    if there[number] then
      there[number] = nil -- named once more, it is a repetition
      answers[#answers + 1] = 'M'
    else
      answers[#answers + 1] = top and absent(owner, number) or 'G'
    end
  end
  if done > 0 then
    renewed[owner] = true
    for _, plus in ipairs(item[3]) do
      adding[plus[1]] = adding[plus[1]] + plus[2] * done
    end
    commit()
  end
end

for i = 6, #ARGV do
  local item = cmsgpack.unpack(ARGV[i])
  begin()
  if item[1] == 'f' then
    local ok, problem = pcall(finish, item)
    if not ok then
      local answer = refused(problem)
      for _ = 1, #item[4] do
        answers[#answers + 1] = answer
      end
    end
  else
    local ok, answer = pcall(move, item)
    answers[#answers + 1] = ok and answer or refused(answer)
  end
end
local trouble = flush()
for owner in pairs(renewed) do
  renew(owner, tops[owner])
end
if trouble ~= '' then
  answers[#answers + 1] = '!' .. trouble
end
return answers
