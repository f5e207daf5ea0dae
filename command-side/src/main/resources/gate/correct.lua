-- Replaces what the gate believes about one reservation by what the log says of it.
-- ARGV: user, ordinal, serial of the reservation; serial the log has for that user and ordinal or
--       '', and its tag; 1 if the log has the reservation's serial at all, else 0
-- -> OK | MISSING
local user, ordinal, serial = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local actual, tag, taken = ARGV[4], ARGV[5], ARGV[6] == '1'
local terms = redis.call('HMGET', TERMS, 'counter', 'limit')
local counter = terms[1]
if not counter then
  return {'MISSING'}
end
local was_pending = redis.call('ZREM', PENDING, member(ordinal, serial, user)) == 1
if actual ~= '' then
  put(USERS, user, ordinal, entry_of(actual, terms[2] == '1' and '' or tag))
  mark_used(counter, actual)
elseif serial_of(entries_of(USERS, user)[ordinal] or '') == serial then
  put(USERS, user, ordinal, '')
end
if taken then
  mark_used(counter, serial)
elseif was_pending and serial ~= actual then
  redis.call('ZADD', FREE, serial, serial)
end
return {'OK'}
