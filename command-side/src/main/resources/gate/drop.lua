-- Deletes all there is of a campaign.
-- -> OK
redis.call('UNLINK', TERMS, USERS, PENDING, FREE, AHEAD)
return {'OK'}
