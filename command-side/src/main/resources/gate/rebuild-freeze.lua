-- Stops granting and confirming for the moment in which a rebuild catches up and switches.
-- KEYS[6] the lock
-- ARGV: token of the lock, how long the lock lives on, for how long to freeze, both in milliseconds
-- -> OK | LOST
if redis.call('GET', KEYS[6]) ~= ARGV[1] then
  return {'LOST'}
end
redis.call('PEXPIRE', KEYS[6], ARGV[2])
if redis.call('EXISTS', TERMS) == 1 then
  redis.call('HSET', TERMS, 'frozenUntil', now() + tonumber(ARGV[3]))
end
return {'OK'}
