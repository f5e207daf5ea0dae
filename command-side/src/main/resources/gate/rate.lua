-- How often callers ask; in front of reserve.lua.
--
-- Each limit is a bucket per caller: so many requests at once, each given back after its share of the
-- period. A bucket is one number, the instant at which it is full again (GCRA). It stands in the hash
-- of the window in which it was last used, a window being as long as the period: what was used two
-- windows ago is full. So three hashes take turns, and the oldest is emptied when a new one begins.
--
-- From KEYS[6] on: for each limit its three hashes.
-- From ARGV[4] on: for each limit caller, requests, period in milliseconds, callers in a hash at most.

local function bucket(nth, at)
  local key, argument = 6 + 3 * nth, 4 + 4 * nth
  local caller, period = ARGV[argument], tonumber(ARGV[argument + 2])
  local window = math.floor(at / period)
  local function hash(ago)
    return KEYS[key + (window - ago) % 3]
  end
  local counted = redis.call('HGET', hash(0), caller)
  local full_at = tonumber(counted or redis.call('HGET', hash(1), caller) or at)
  -- Never longer than an empty bucket takes, whatever clock another master had.
  full_at = math.min(math.max(full_at, at), at + period) + period / tonumber(ARGV[argument + 1])
  return {
    caller = caller, full_at = full_at, wait = full_at - at - period, counted = counted,
    hash = hash(0), oldest = hash(2), ends = (window + 3) * period,
    callers = tonumber(ARGV[argument + 3])
  }
end

-- What cannot be written is not counted: a limit never keeps Redis from answering.
local function take(bucket)
  local size = not bucket.counted and redis.call('HLEN', bucket.hash)
  if bucket.counted or size < bucket.callers then
    redis.pcall('HSET', bucket.hash, bucket.caller, bucket.full_at)
  end
  if size == 0 then
    redis.pcall('PEXPIREAT', bucket.hash, bucket.ends)
    redis.pcall('UNLINK', bucket.oldest)
  end
end

-- Takes one request from each bucket, or none from any.
-- -> nil | which limit is reached, from 0, and for how many milliseconds
local function reached(at)
  local buckets = {}
  for nth = 0, (#KEYS - 5) / 3 - 1 do
    buckets[nth + 1] = bucket(nth, at)
    if buckets[nth + 1].wait >= 1 then
      return nth, math.ceil(buckets[nth + 1].wait)
    end
  end
  for _, each in ipairs(buckets) do
    take(each)
  end
end

