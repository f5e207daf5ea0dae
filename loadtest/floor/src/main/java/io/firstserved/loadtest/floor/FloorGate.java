package io.firstserved.loadtest.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's gate scripts over one shared connection. */
final class FloorGate {

  /**
   * Nothing is abandoned here: the floor has no reaper, and does not survive what would need one.
   */
  private static final String ABANDONED_MILLIS = "60000";

  private final RedisAsyncCommands<String, String> redis;
  private final String reserve;
  private final String confirm;

  FloorGate(String redisUrl) throws Exception {
    redis = RedisClient.create(redisUrl).connect().async();
    reserve = redis.scriptLoad(script("campaign") + script("rate") + script("reserve")).get();
    confirm = redis.scriptLoad(script("campaign") + script("confirm")).get();
  }

  void create(String campaign, @Nullable Long quota) throws Exception {
    redis.del(keys(campaign)).get();
    var limit = quota == null ? "" : quota.toString();
    var terms =
        Map.of("version", "0", "state", "OPEN", "limit", "1", "counter", "0", "quota", limit);
    redis.hset(keys(campaign)[0], terms).get();
  }

  /** The script's answer: GRANTED serial ordinal reservedAt, or why not. */
  List<Object> reserve(String campaign, String user) throws Exception {
    return redis
        .<List<Object>>evalsha(
            reserve, ScriptOutputType.MULTI, keys(campaign), user, "", ABANDONED_MILLIS)
        .get();
  }

  /** Tells Redis of a committed batch of one campaign; nobody waits for it. */
  void confirm(String campaign, String... usersOrdinalsSerialsTags) {
    redis.evalsha(confirm, ScriptOutputType.MULTI, keys(campaign), usersOrdinalsSerialsTags);
  }

  private static String[] keys(String campaign) {
    var tag = "floor:{" + campaign + "}:";
    return new String[] {
      tag + "terms", tag + "users", tag + "pending", tag + "free", tag + "ahead"
    };
  }

  private static String script(String name) throws IOException {
    try (var in = FloorGate.class.getResourceAsStream("/gate/" + name + ".lua")) {
      if (in == null) {
        throw new IOException("no script " + name);
      }
      return new String(in.readAllBytes(), UTF_8) + "\n";
    }
  }
}
