package io.firstserved.command.gate.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate's own connection, one for the node: Lettuce sends the calls of all threads over it
 * without waiting for answers. Made by the client that Spring has configured for one server,
 * Sentinel or Cluster. Thread-safe.
 */
final class RedisConnector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisConnector.class);

  private final AbstractRedisClient client;
  private final AtomicLong generation = new AtomicLong();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile @Nullable StatefulConnection<String, String> connection;

  /** Connects. If that fails, calls are refused until a {@link #renew renewal} succeeds. */
  RedisConnector(AbstractRedisClient client) {
    this.client = client;
    client.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            generation.incrementAndGet();
          }
        });
    connect();
  }

  /**
   * Changes whenever a connection was lost: behind the next one there may be another server, or the
   * same with other contents.
   */
  long generation() {
    return generation.get();
  }

  /**
   * Opens a new connection in the background and then drops the present one. Needed when the server
   * is silent but its connection stands: after a failover Sentinel knows a better one. Does nothing
   * while another renewal is under way.
   */
  void renew() {
    if (renewing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("gate-redis-connect").start(this::connect);
    }
  }

  private void connect() {
    try {
      var old = connection;
      connection = open();
      generation.incrementAndGet();
      if (old != null) {
        old.closeAsync();
      }
    } catch (RedisException e) {
      LOG.warn("Redis cannot be reached: {}", e.toString());
    } finally {
      renewing.set(false);
    }
  }

  private StatefulConnection<String, String> open() {
    return switch (client) {
      case RedisClient single -> single.connect(Script.CODEC);
      case RedisClusterClient cluster -> cluster.connect(Script.CODEC);
      default -> throw new IllegalStateException("not a client of Lettuce: " + client);
    };
  }

  /**
   * What calls are sent by.
   *
   * @throws RedisException if there is no connection yet
   */
  RedisClusterAsyncCommands<String, String> commands() {
    return switch (connection) {
      case StatefulRedisConnection<String, String> single -> single.async();
      case StatefulRedisClusterConnection<String, String> cluster -> cluster.async();
      case null, default -> throw new RedisException("not connected yet");
    };
  }

  @Override
  public void close() {
    var present = connection;
    if (present != null) {
      present.close();
    }
  }
}
