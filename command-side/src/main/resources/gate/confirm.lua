-- The log has these coupons.
-- ARGV: for each coupon user, ordinal, serial
-- -> OK and which of them (from 1) were not pending and need the log's idempotency key | MISSING |
--    BUSY (not applied, a rebuild is about to switch)
local terms = redis.call('HMGET', TERMS, 'counter', 'frozenUntil', 'limit')
if not terms[1] then
  return {'MISSING'}
end
if now() < tonumber(terms[2] or 0) then
  return {'BUSY'}
end
local answer = {'OK'}
for i = 1, #ARGV, 3 do
  local user, ordinal, serial = ARGV[i], tonumber(ARGV[i + 1]), ARGV[i + 2]
  if redis.call('ZREM', PENDING, member(ordinal, serial, user)) == 0 then
    -- Reaped too early, lost in a failover, or granted by the log-backed gate.
    if terms[3] == '1' then
      record(terms[1], user, ordinal, serial, '')
    elseif serial_of(entries_of(USERS, user)[ordinal] or '') ~= serial then
      answer[#answer + 1] = (i + 2) / 3
    end
  end
end
return answer
