-- Adds serials to the free list or to the ahead set that is being built, or takes them out of the
-- free list again.
-- KEYS[6] the lock, KEYS[8] the free list being built, KEYS[9] the ahead set being built
-- ARGV: token of the lock, how long lock and keys live on in milliseconds, FREE or USED or AHEAD,
--       then the serials
-- -> OK | LOST
local lock, free, ahead = KEYS[6], KEYS[8], KEYS[9]
if redis.call('GET', lock) ~= ARGV[1] then
  return {'LOST'}
end
redis.call('PEXPIRE', lock, ARGV[2])
for i = 4, #ARGV do
  if ARGV[3] == 'FREE' then
    redis.call('ZADD', free, ARGV[i], ARGV[i])
  elseif ARGV[3] == 'USED' then
    redis.call('ZREM', free, ARGV[i])
  else
    redis.call('SADD', ahead, ARGV[i])
  end
end
redis.call('PEXPIRE', free, ARGV[2])
redis.call('PEXPIRE', ahead, ARGV[2])
return {'OK'}
