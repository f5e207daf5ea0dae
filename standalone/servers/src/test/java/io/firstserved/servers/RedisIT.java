package io.firstserved.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RedisIT {

  @Test
  void forgetsWhenItIsRestarted() {
    try (var redis = TestServers.newRedis()) {
      redis.call("SET", "greeting", "안녕");
      redis.pause();
      redis.resume();
      assertThat(redis.call("GET", "greeting")).containsExactly("안녕");

      redis.kill();
      redis.restart();
      assertThat(redis.call("DBSIZE")).containsExactly("0");
    }
  }

  @Test
  void sentinelsElectAnotherMasterWhenTheMasterIsKilled() {
    try (var cluster = TestServers.newRedisSentinelCluster()) {
      var first = cluster.master();
      assertThat(first.call("SET", "k", "v")).containsExactly("OK");

      first.kill();

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(
              () ->
                  cluster.master().port() != first.port()
                      && cluster.master().call("SET", "k", "w").equals(java.util.List.of("OK")));
    }
  }
}
