-- Adds coupons from the log to the state that is being built.
-- KEYS[6] the lock, KEYS[7] the users being built
-- ARGV: token of the lock, how long lock and keys live on in milliseconds, the limit per user, then
--       for each coupon user, ordinal, entry
-- -> OK | LOST (another rebuild has taken over)
local lock, users = KEYS[6], KEYS[7]
if redis.call('GET', lock) ~= ARGV[1] then
  return {'LOST'}
end
redis.call('PEXPIRE', lock, ARGV[2])
if ARGV[3] == '1' then
  local pairs_of_users = {}
  for i = 4, #ARGV, 3 do
    pairs_of_users[#pairs_of_users + 1] = ARGV[i]
    pairs_of_users[#pairs_of_users + 1] = ARGV[i + 2]
  end
  redis.call('HSET', users, unpack(pairs_of_users))
else
  for i = 4, #ARGV, 3 do
    put(users, ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2])
  end
end
redis.call('PEXPIRE', users, ARGV[2])
return {'OK'}
