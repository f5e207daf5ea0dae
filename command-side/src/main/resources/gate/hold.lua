-- Grants nothing for a while, because a pause or a closing is being recorded.
-- ARGV: for how long at most, in milliseconds
-- -> OK now
local at = now()
if redis.call('EXISTS', TERMS) == 1 then
  redis.call('HSET', TERMS, 'heldUntil', at + tonumber(ARGV[1]))
end
return {'OK', at}
