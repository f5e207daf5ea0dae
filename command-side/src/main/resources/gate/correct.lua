-- Replaces what the gate believes about one reservation by what the log says of it.
-- ARGV: user, ordinal, serial of the reservation; serial the log has for that user and ordinal or
--       '', and its tag; who has the reservation's serial in the log or '', with ordinal and tag
-- -> OK | MISSING | BUSY (not applied: a rebuild is about to switch, and would lose it)
local user, ordinal, serial = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local actual, tag, owner = ARGV[4], ARGV[5], ARGV[6]
local terms = redis.call('HMGET', TERMS, 'counter', 'limit', 'frozenUntil')
local counter, single = terms[1], terms[2] == '1'
if not counter then
  return {'MISSING'}
end
if now() < tonumber(terms[3] or 0) then
  return {'BUSY'}
end

local was_pending = redis.call('ZREM', PENDING, member(ordinal, serial, user)) == 1
if actual ~= '' then
  record(counter, user, ordinal, actual, single and '' or tag)
-- What is neither pending nor another's was confirmed after the log had been asked: it stays.
elseif (was_pending or owner ~= '')
  and serial_of(entries_of(USERS, user)[ordinal] or '') == serial then
  put(USERS, user, ordinal, '')
end
if owner ~= '' then
  record(counter, owner, tonumber(ARGV[7]), serial, single and '' or ARGV[8])
elseif was_pending and serial ~= actual then
  redis.call('ZADD', FREE, serial, serial)
end
return {'OK'}
