-- What every script of the gate shares; put in front of each of them when it is loaded.
--
-- KEYS of one campaign, all in its hash slot:
--   terms    hash    state, quota, limit, window, counter, epoch: what the log said when last read
--   users    hash    user -> coupons by ordinal, "serial[~tag],serial[~tag],..."; an empty place is a
--                    vacant ordinal; the tag is a digest of the idempotency key, kept if limit > 1
--   pending  zset    "ordinal:serial:user" -> when reserved; whoever is in users and not here is
--                    confirmed
--   free     zset    serials up to the counter that were given back or never used
--   ahead    set     serials above the counter that the log has already
local TERMS, USERS, PENDING, FREE, AHEAD = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

-- Milliseconds since the epoch by Redis's own clock.
local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function member(ordinal, serial, user)
  return ordinal .. ':' .. serial .. ':' .. user
end

local function serial_of(entry)
  return string.match(entry, '^%d+')
end

local function tag_of(entry)
  return string.match(entry, '~(.*)$') or ''
end

local function entry_of(serial, tag)
  if tag == '' then
    return serial
  end
  return serial .. '~' .. tag
end

-- The user's coupons by ordinal.
local function entries_of(users, user)
  local entries = {}
  local held = redis.call('HGET', users, user)
  if held then
    for entry in string.gmatch(held .. ',', '([^,]*),') do
      entries[#entries + 1] = entry
    end
  end
  return entries
end

-- Sets one of the user's coupons among those just read; an empty entry makes the ordinal vacant.
local function put_among(entries, users, user, ordinal, entry)
  while #entries < ordinal do
    entries[#entries + 1] = ''
  end
  entries[ordinal] = entry
  while #entries > 0 and entries[#entries] == '' do
    entries[#entries] = nil
  end
  if #entries == 0 then
    redis.call('HDEL', users, user)
  else
    redis.call('HSET', users, user, table.concat(entries, ','))
  end
end

-- Sets one of the user's coupons, whatever they are.
local function put(users, user, ordinal, entry)
  put_among(entries_of(users, user), users, user, ordinal, entry)
end

-- The log has this serial: nobody may be granted it.
local function mark_used(counter, serial)
  redis.call('ZREM', FREE, serial)
  if tonumber(serial) > tonumber(counter) then
    redis.call('SADD', AHEAD, serial)
  end
end

-- The log has this coupon, whatever was believed of the user until now. Another serial that was
-- pending for the same ordinal can never become a coupon, and is free again.
local function record(counter, user, ordinal, serial, tag)
  local believed = serial_of(entries_of(USERS, user)[ordinal] or '')
  if believed and believed ~= serial
    and redis.call('ZREM', PENDING, member(ordinal, believed, user)) == 1 then
    redis.call('ZADD', FREE, believed, believed)
  end
  redis.call('ZREM', PENDING, member(ordinal, serial, user))
  put(USERS, user, ordinal, entry_of(serial, tag))
  mark_used(counter, serial)
end
