-- The oldest pending reservations that are older than a limit.
-- ARGV: the limit in milliseconds, how many at most
-- -> "ordinal:serial:user", reservedAt, ...
return redis.call('ZRANGEBYSCORE', PENDING, '-inf', now() - tonumber(ARGV[1]), 'WITHSCORES',
  'LIMIT', 0, ARGV[2])
