-- A reservation will not become a coupon. Does nothing unless that very reservation is pending.
-- ARGV: user, ordinal, serial, reservedAt
-- -> OK | NONE
local user, ordinal, serial, reserved_at = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local reservation = member(ordinal, serial, user)
local score = redis.call('ZSCORE', PENDING, reservation)
if not score or tonumber(score) ~= tonumber(reserved_at) then
  return {'NONE'}
end
redis.call('ZREM', PENDING, reservation)
put(USERS, user, ordinal, '')
redis.call('ZADD', FREE, serial, serial)
return {'OK'}
