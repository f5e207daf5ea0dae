package io.firstserved.command.gate.repair;

import static org.awaitility.Awaitility.await;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.Gate;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.command.gate.Reservation.TooOften;
import io.firstserved.command.gate.redis.RedisGateAccess;
import io.firstserved.loop.Loop;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** One node's gate over a real Redis and a log in memory, without the rest of the application. */
final class GateNode implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 1000;

  final MemoryLog log;
  final Gate gate;
  final SwitchingGate administration;
  final FastGate redis;
  final GateParts parts;
  final GateProperties properties;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicLong incarnation = new AtomicLong();
  private final ClientResources resources =
      DefaultClientResources.builder()
          .reconnectDelay(Delay.constant(Duration.ofMillis(50)))
          .build();
  private final AbstractRedisClient client;
  private final RedisGateAccess access;
  private final List<Loop> loops;

  GateNode(MemoryLog log, int redisPort, Map<String, ?> settings) {
    this(log, RedisURI.create("127.0.0.1", redisPort), settings);
  }

  GateNode(MemoryLog log, RedisURI redisUri, Map<String, ?> settings) {
    this(log, resources -> RedisClient.create(resources, redisUri), settings);
  }

  /** A node over a Redis Cluster, of which it is told these addresses. */
  static GateNode overCluster(MemoryLog log, String addresses, Map<String, ?> settings) {
    var uris =
        Arrays.stream(addresses.split(","))
            .map(each -> RedisURI.create("redis://" + each))
            .toList();
    return new GateNode(log, resources -> RedisClusterClient.create(resources, uris), settings);
  }

  private GateNode(
      MemoryLog log,
      Function<ClientResources, AbstractRedisClient> clients,
      Map<String, ?> settings) {
    this.log = log;
    this.properties = properties(settings);
    client = clients.apply(resources);
    var options =
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(properties.redis().requestQueueSize())
            .socketOptions(
                SocketOptions.builder().connectTimeout(properties.redis().connectTimeout()).build())
            .build();
    switch (client) {
      case RedisClusterClient cluster ->
          cluster.setOptions(ClusterClientOptions.builder(options).build());
      case RedisClient single -> single.setOptions(options);
      default -> throw new IllegalStateException();
    }
    var gateMeters = new GateMeters(meters);
    access = new RedisGateAccess(client, breaker(), properties, gateMeters, incarnation::get);
    redis = access.gate();
    parts = GateParts.assemble(redis, log, log, properties, gateMeters);
    gate = parts.gate();
    administration = parts.gate();
    var made = new Loops(Clock.systemUTC(), meters, List.of());
    var sending = LoopLimits.DEFAULT.backoff(properties.confirmations().retryDelay());
    loops =
        List.of(
            made.loop("gate-confirmations", sending, parts.confirmations()),
            made.loop("gate-reaper", LoopLimits.DEFAULT, parts.reaper()));
    loops.forEach(Loop::start);
  }

  private static CircuitBreaker breaker() {
    return CircuitBreaker.of(
        "redis",
        CircuitBreakerConfig.custom()
            .slidingWindow(2, 5, CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
            .waitDurationInOpenState(Duration.ofMillis(500))
            .permittedNumberOfCallsInHalfOpenState(5)
            .build());
  }

  static GateProperties properties(Map<String, ?> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("first-served.gate", GateProperties.class);
  }

  /** From now on nobody sweeps but the caller, and Redis has answered. */
  GateNode sweptByHand() {
    loops.getLast().stop();
    await().ignoreExceptions().until(() -> redis.inspect(new CampaignId("nobody")).isEmpty());
    return this;
  }

  /** What is left of a reaper that was killed while it took a campaign off the list. */
  void beginsToForget(CampaignId campaign) {
    access.beginToForget(campaign);
  }

  GatedCampaign tracked(CampaignId campaign) {
    return parts.campaigns().find(campaign).orElseThrow();
  }

  /** What the issuance does with a request, from the reservation to the answer. */
  Answer issue(CampaignId campaign, String user, String idempotencyKey) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      switch (gate.reserve(campaign, new UserId(user), idempotencyKey)) {
        case AlreadyIssued already -> {
          return new Answer(user, Reason.ALREADY_ISSUED, already.serial());
        }
        case Refused refused -> {
          return new Answer(user, refused.reason(), 0);
        }
        case TooOften often -> {
          return new Answer(user, Reason.RATE_LIMITED, 0);
        }
        case Granted granted -> {
          var answer = append(granted, idempotencyKey);
          if (answer != null) {
            return answer;
          }
        }
      }
    }
    throw new IllegalStateException("no end after " + MOST_ATTEMPTS + " attempts");
  }

  Answer issue(CampaignId campaign, String user) {
    return issue(campaign, user, null);
  }

  private Answer append(Granted granted, String idempotencyKey) {
    switch (log.append(granted, idempotencyKey)) {
      case STORED -> {
        gate.confirm(granted);
        return new Answer(granted.user().value(), null, granted.serial());
      }
      case REFUSED -> gate.release(granted);
      case SERIAL_TAKEN, COUPON_TAKEN -> gate.contradicted(granted);
    }
    return null;
  }

  @Override
  public void close() {
    loops.reversed().forEach(Loop::stop);
    access.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown();
  }

  /**
   * What a request was answered.
   *
   * @param reason null if a coupon was issued
   */
  record Answer(String user, Reason reason, long serial) {
    boolean issued() {
      return reason == null;
    }

    String outcome() {
      return reason == null ? "ISSUED" : reason.name();
    }
  }
}
