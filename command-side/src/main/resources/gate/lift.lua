-- Ends a hold; the campaign stays held as long as others hold it.
-- ARGV: name of the hold
-- -> OK
redis.call('HDEL', TERMS, 'hold:' .. ARGV[1])
local at, held_until = now(), 0
local terms = redis.call('HGETALL', TERMS)
for i = 1, #terms, 2 do
  if string.sub(terms[i], 1, 5) == 'hold:' then
    if tonumber(terms[i + 1]) <= at then
      redis.call('HDEL', TERMS, terms[i])
    else
      held_until = math.max(held_until, tonumber(terms[i + 1]))
    end
  end
end
if held_until > 0 then
  redis.call('HSET', TERMS, 'heldUntil', held_until)
else
  redis.call('HDEL', TERMS, 'heldUntil')
end
return {'OK'}
