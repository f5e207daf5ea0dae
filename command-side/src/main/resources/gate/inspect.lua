-- The gate's state of the campaign in figures.
-- -> MISSING | OK state version epoch quota counter users pending free ahead oldestPending
--              sameRun now; oldestPending is '' if nothing is pending, sameRun is 1 if this very
--              Redis process has held the state ever since it was built
local terms = redis.call('HMGET', TERMS, 'state', 'version', 'epoch', 'quota', 'counter', 'runId')
if not terms[1] then
  return {'MISSING'}
end
local oldest = redis.call('ZRANGE', PENDING, 0, 0, 'WITHSCORES')[2] or ''
local run_id = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
return {'OK', terms[1], terms[2], terms[3], terms[4], terms[5], redis.call('HLEN', USERS),
  redis.call('ZCARD', PENDING), redis.call('ZCARD', FREE), redis.call('SCARD', AHEAD), oldest,
  run_id == terms[6] and 1 or 0, now()}
