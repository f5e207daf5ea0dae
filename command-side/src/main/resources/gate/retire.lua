-- Deletes all there is of a campaign that has ended.
-- ARGV: version of the terms by which it has
-- -> OK | KEPT (something is pending, or newer terms are known)
local version = redis.call('HGET', TERMS, 'version')
if redis.call('EXISTS', PENDING) == 1 or tonumber(version or 0) > tonumber(ARGV[1]) then
  return {'KEPT'}
end
redis.call('UNLINK', TERMS, USERS, FREE, AHEAD)
return {'OK'}
