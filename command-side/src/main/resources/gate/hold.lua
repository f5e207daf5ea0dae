-- Grants nothing for a while, because a pause or a closing is being recorded. Holds of others stay:
-- each has a field of its own, and heldUntil is the last one's end.
-- ARGV: for how long at most, in milliseconds, name of the hold
-- -> OK now
local at = now()
if redis.call('EXISTS', TERMS) == 1 then
  local ends = at + tonumber(ARGV[1])
  local held_until = tonumber(redis.call('HGET', TERMS, 'heldUntil') or 0)
  redis.call('HSET', TERMS, 'hold:' .. ARGV[2], ends, 'heldUntil', math.max(held_until, ends))
end
return {'OK', at}
