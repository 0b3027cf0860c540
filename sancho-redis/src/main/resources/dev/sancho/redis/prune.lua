-- Deletes what is over.
--
-- ARGV[6]  how many at most, up to 500
-- Result   how many
-- Atomic, so that what is taken up anew in the same moment is not deleted with the old.

local max, done = tonumber(ARGV[6]), 0

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
    call('UNLINK', landings(name))
    done = done - 1
  end,
}

for _, member in ipairs(call('ZRANGEBYSCORE', UNTIL, '-inf', int(now), 'LIMIT', 0, max)) do
  call('ZREM', UNTIL, member)
  DELETE[string.sub(member, 1, 1)](string.sub(member, 2))
  done = done + 1
end
if done < max then
  expect(prefix .. 'dead', 'zset')
  done = done + trim(max - done)
  flush()
end
return done
