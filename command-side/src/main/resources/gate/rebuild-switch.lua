-- Puts the state built from the log in the place of the present one, and carries over what is
-- pending and not in the log. Holds stay, and terms newer than those the rebuild began with.
-- KEYS[6] the lock, KEYS[7..9] users, free and ahead as built, KEYS[10] where old users go to die
-- ARGV: token of the lock, version, state, quota or '', limit, opensAt or '', closesAt or '', the
--       highest serial that was in the log when the free list was built
-- -> OK epoch | LOST (another rebuild has taken over, or the freeze ran out)
local lock, new_users, new_free, new_ahead = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
if redis.call('GET', lock) ~= ARGV[1] then
  return {'LOST'}
end
local at = now()
local old = redis.call('HMGET', TERMS, 'epoch', 'frozenUntil', 'version')
if old[1] and at >= tonumber(old[2] or 0) then
  return {'LOST'}
end
local counter = tonumber(ARGV[8])

local function in_log(serial)
  if serial <= counter then
    return not redis.call('ZSCORE', new_free, serial)
  end
  return redis.call('SISMEMBER', new_ahead, serial) == 1
end

for _, reservation in ipairs(redis.call('ZRANGE', PENDING, 0, -1)) do
  local ordinal, serial, user = string.match(reservation, '^(%d+):(%d+):(.*)$')
  local entry = entries_of(new_users, user)[tonumber(ordinal)] or ''
  if entry ~= '' or in_log(tonumber(serial)) then
    redis.call('ZREM', PENDING, reservation)
  else
    local believed = entries_of(USERS, user)[tonumber(ordinal)] or ''
    put(new_users, user, tonumber(ordinal), serial_of(believed) == serial and believed or serial)
    if tonumber(serial) <= counter then
      redis.call('ZREM', new_free, serial)
    else
      redis.call('SADD', new_ahead, serial)
    end
  end
end

local function replace(present, built)
  redis.call('UNLINK', present)
  if redis.call('EXISTS', built) == 1 then
    redis.call('RENAME', built, present)
    redis.call('PERSIST', present)
  end
end
if redis.call('EXISTS', USERS) == 1 then
  -- Renamed first: a key that is overwritten would be freed at once, while everybody waits.
  redis.call('RENAME', USERS, KEYS[10])
  redis.call('UNLINK', KEYS[10])
end
replace(USERS, new_users)
replace(FREE, new_free)
replace(AHEAD, new_ahead)

-- Epochs grow even over a flush, because they are instants.
local epoch = math.max(at, tonumber(old[1] or 0) + 1)
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
redis.call('HSET', TERMS, 'counter', counter, 'epoch', epoch, 'runId', run_id)
if tonumber(ARGV[2]) >= tonumber(old[3] or 0) then
  redis.call('HSET', TERMS, 'version', ARGV[2], 'state', ARGV[3], 'quota', ARGV[4],
    'limit', ARGV[5], 'opensAt', ARGV[6], 'closesAt', ARGV[7])
end
redis.call('HDEL', TERMS, 'frozenUntil')
redis.call('DEL', lock)
return {'OK', epoch}
