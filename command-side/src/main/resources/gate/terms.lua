-- Takes over what the log says of the campaign, unless something newer is known. Holds stay.
-- ARGV: version, state, quota or '', limit, opensAt or '', closesAt or ''
-- -> OK | MISSING | NEWER
local version = redis.call('HGET', TERMS, 'version')
if not version then
  return {'MISSING'}
end
if tonumber(version) > tonumber(ARGV[1]) then
  return {'NEWER'}
end
redis.call('HSET', TERMS, 'version', ARGV[1], 'state', ARGV[2], 'quota', ARGV[3],
  'limit', ARGV[4], 'opensAt', ARGV[5], 'closesAt', ARGV[6])
return {'OK'}
