-- Grants a user a serial, or says why not.
-- ARGV: user, tag of the idempotency key or '', from what age in milliseconds a pending
--       reservation is taken for abandoned, and the limits that the request counts against (rate.lua)
-- -> TOO_OFTEN limit wait (which is reached, from 0, and for how many milliseconds) |
--    GRANTED serial ordinal reservedAt | PENDING serial ordinal reservedAt (granted before, and
--    again now) | ISSUED serial ordinal | SOLD_OUT | NOT_OPEN opensAt |
--    CLOSED | PAUSED | BUSY (ask again in a moment) | MISSING (rebuild first) | UNSETTLED (all
--    serials are given, but abandoned reservations may come back: too early to say sold out)
local user, tag = ARGV[1], ARGV[2]
local terms = redis.call('HMGET', TERMS,
  'state', 'quota', 'limit', 'opensAt', 'closesAt', 'counter', 'heldUntil', 'frozenUntil')
local state, quota, limit = terms[1], tonumber(terms[2]), tonumber(terms[3])
local opens_at, closes_at, counter = tonumber(terms[4]), tonumber(terms[5]), tonumber(terms[6])
if not state then
  return {'MISSING'}
end

local at = now()
local which, wait = reached(at)
if which then
  return {'TOO_OFTEN', which, wait}
end
if limit == 1 then
  tag = ''
end

-- What the user holds comes first: a retry is answered whatever has become of the campaign.
local entries = entries_of(USERS, user)
local vacant, pending, last
for ordinal = 1, math.min(limit, #entries + 1) do
  local entry = entries[ordinal]
  if not entry or entry == '' then
    vacant = vacant or ordinal
  else
    local serial = serial_of(entry)
    local reserved_at = redis.call('ZSCORE', PENDING, member(ordinal, serial, user))
    if tag ~= '' and tag_of(entry) == tag then
      if reserved_at then
        return {'PENDING', tonumber(serial), ordinal, tonumber(reserved_at)}
      end
      return {'ISSUED', tonumber(serial), ordinal}
    end
    if reserved_at then
      pending = pending or {'PENDING', tonumber(serial), ordinal, tonumber(reserved_at)}
    else
      last = {'ISSUED', tonumber(serial), ordinal}
    end
  end
end
if not vacant and (limit == 1 or not pending) then
  return pending or last
end

if state == 'CLOSED' or (closes_at and at >= closes_at) then
  return {'CLOSED'}
end
if state == 'PAUSED' then
  return {'PAUSED'}
end
if opens_at and at < opens_at then
  return {'NOT_OPEN', opens_at}
end
if at < tonumber(terms[7] or 0) or at < tonumber(terms[8] or 0) then
  return {'BUSY'}
end
-- Another request of the user's is under way: too early to say that the limit is reached, or to
-- know that a key is a new one.
if pending and (tag ~= '' or not vacant) then
  return {'BUSY'}
end

local serial = redis.call('ZPOPMIN', FREE)[1]
if not serial then
  serial = counter
  repeat
    serial = serial + 1
    if quota and serial > quota then
      if serial > counter + 1 then
        redis.call('HSET', TERMS, 'counter', quota)
      end
      local oldest = tonumber(redis.call('ZRANGE', PENDING, 0, 0, 'WITHSCORES')[2])
      return {oldest and at - oldest > tonumber(ARGV[3]) and 'UNSETTLED' or 'SOLD_OUT'}
    end
  until redis.call('SREM', AHEAD, serial) == 0
  redis.call('HSET', TERMS, 'counter', serial)
end
put_among(entries, USERS, user, vacant, entry_of(serial, tag))
redis.call('ZADD', PENDING, at, member(vacant, serial, user))
return {'GRANTED', tonumber(serial), vacant, at}
