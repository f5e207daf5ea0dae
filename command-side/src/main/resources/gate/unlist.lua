-- Takes a campaign off the list, and notes that its state is still to be looked for.
-- KEYS: the list, the removals under way
-- ARGV: campaign, name of the removal
-- -> OK
redis.call('SREM', KEYS[1], ARGV[1])
redis.call('SADD', KEYS[2], ARGV[2])
return {'OK'}
