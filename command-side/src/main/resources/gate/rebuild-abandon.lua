-- Gives up a rebuild: another may begin at once, and granting goes on.
-- KEYS[6] the lock, KEYS[7..9] users, free and ahead as far as they are built
-- ARGV: token of the lock
-- -> OK | LOST (another rebuild has taken over: nothing of it is touched)
if redis.call('GET', KEYS[6]) ~= ARGV[1] then
  return {'LOST'}
end
redis.call('HDEL', TERMS, 'frozenUntil')
redis.call('UNLINK', KEYS[6], KEYS[7], KEYS[8], KEYS[9])
return {'OK'}
