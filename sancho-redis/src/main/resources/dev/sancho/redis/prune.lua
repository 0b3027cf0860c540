-- Deletes what is over.
--
-- ARGV[6]  how many at most, up to 500
-- Result   how many
-- Atomic, so that what is taken up anew in the same moment is not deleted with the old.

local max, done, wrong = tonumber(ARGV[6]), 0, nil

local DELETE = {
  l = function(name) call('HDEL', LOCKS.key, name) end,
  o = function(name) call('HDEL', OPERATIONS.key, name) end,
  c = function(name)
    call('HDEL', CELLS.key, name)
    call('ZREM', NAMES, name)
  end,
  g = function(name) call('UNLINK', prefix .. 'sancho:group:' .. name) end,
  e = function(name) call('HDEL', ENDED, name) end,
  w = function(name)
    put_back_landed(name, {})
    for _, queue in ipairs(landed_queues(name)) do
      if call('EXISTS', landing(name, queue)) == 1 then
        error('What landed in ' .. landing(name, queue) .. ' cannot go back to its queue', 0)
      end
    end
    call('UNLINK', landings(name))
    done = done - 1
  end,
}

for _, member in ipairs(call('ZRANGEBYSCORE', UNTIL, '-inf', int(now), 'LIMIT', 0, max)) do
  local delete = DELETE[string.sub(member, 1, 1)]
  local ok, problem = pcall(delete or function() end, string.sub(member, 2))
  if ok then
    call('ZREM', UNTIL, member)
    done = done + 1
  else
    wrong = problem
  end
end
local kind = call('TYPE', prefix .. 'dead').ok
if done < max and (kind == 'zset' or kind == 'none') then
  done = done + trim(max - done)
  flush()
end
if wrong and done == 0 then
  error(wrong, 0)
end
return done
