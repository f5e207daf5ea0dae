package io.firstserved.command.gate.redis;

import io.firstserved.command.gate.FastGateUnavailableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Calls of Redis, each within a time limit and counted by the circuit breaker: while it is open,
 * calls fail at once. When it opens, the connection is renewed. Thread-safe.
 */
final class RedisCalls {

  private final RedisConnector connector;
  private final CircuitBreaker breaker;
  private final CallTimeouts timeouts;

  /** Sends calls over the connection as long as the breaker lets them through. */
  RedisCalls(RedisConnector connector, CircuitBreaker breaker, CallTimeouts timeouts) {
    this.timeouts = timeouts;
    this.connector = connector;
    this.breaker = breaker;
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                connector.renew();
              }
            });
  }

  /** See {@link RedisConnector#generation()}. */
  long generation() {
    return connector.generation();
  }

  /** Whether calls fail at once at present, because too many have failed. */
  boolean isSuspended() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** Runs a script; by its digest, or by its text if Redis has forgotten it. */
  List<Object> run(Script script, Duration timeout, String[] keys, String... arguments) {
    return call(redis -> evaluate(redis, script, keys, arguments), timeout);
  }

  /** Sends a script without waiting for its answer. The breaker does not count it. */
  CompletionStage<List<Object>> submit(Script script, String[] keys, String... arguments) {
    try {
      return evaluate(connector.commands(), script, keys, arguments);
    } catch (RedisException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static CompletionStage<List<Object>> evaluate(
      RedisClusterAsyncCommands<String, String> redis,
      Script script,
      String[] keys,
      String[] arguments) {
    return redis
        .<List<Object>>evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments)
        .exceptionallyCompose(
            failure ->
                unwrapped(failure) instanceof RedisNoScriptException
                    ? redis.eval(script.text(), ScriptOutputType.MULTI, keys, arguments)
                    : CompletableFuture.failedStage(failure));
  }

  /**
   * Makes one call and waits for its answer.
   *
   * @throws FastGateUnavailableException if there is none in time, it is an error, or the breaker
   *     is open
   */
  <T> T call(
      Function<RedisClusterAsyncCommands<String, String>, CompletionStage<T>> call,
      Duration timeout) {
    try {
      breaker.acquirePermission();
    } catch (CallNotPermittedException e) {
      throw new FastGateUnavailableException("Redis is not asked at present", e);
    }
    var begin = System.nanoTime();
    try {
      var result = await(call.apply(connector.commands()), timeout);
      breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
      return result;
    } catch (FastGateUnavailableException | RedisException e) {
      breaker.onError(System.nanoTime() - begin, TimeUnit.NANOSECONDS, e);
      throw e instanceof FastGateUnavailableException ? e : unavailable(e);
    }
  }

  /**
   * Waits for an answer.
   *
   * @throws FastGateUnavailableException if there is none in time, or it is an error
   */
  <T> T await(CompletionStage<T> answer, Duration timeout) {
    var future = answer.toCompletableFuture();
    try {
      if (!future.isDone()) {
        timeouts.watch(future, timeout);
      }
      return future.get();
    } catch (ExecutionException e) {
      throw unavailable(unwrapped(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static FastGateUnavailableException unavailable(Throwable cause) {
    return new FastGateUnavailableException("Redis failed: " + cause, cause);
  }

  private static Throwable unwrapped(Throwable failure) {
    var wrapped = failure instanceof ExecutionException || failure instanceof CompletionException;
    return wrapped && failure.getCause() != null ? failure.getCause() : failure;
  }
}
