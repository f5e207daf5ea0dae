package io.firstserved.command.gate.redis;

import static io.firstserved.command.gate.redis.RedisGate.number;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.GateRebuild;
import io.firstserved.command.gate.RebuildLostException;
import io.firstserved.command.log.LogReader.Issue;
import io.lettuce.core.SetArgs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A rebuild in Redis: the keys being built carry the lock's token in their names, and every script
 * checks that the lock still holds it.
 */
final class RedisRebuild implements GateRebuild {

  private final RedisCalls redis;
  private final CampaignState campaign;
  private final GateProperties.Rebuild limits;
  private final String token;
  private final String[] keys;
  private final Deque<CompletionStage<List<Object>>> unanswered = new ArrayDeque<>();
  private final List<String> batch = new ArrayList<>();
  private final BitSet serials = new BitSet();

  private RedisRebuild(
      RedisCalls redis,
      CampaignState campaign,
      GateProperties.Rebuild limits,
      String token,
      String[] keys) {
    this.redis = redis;
    this.campaign = campaign;
    this.limits = limits;
    this.token = token;
    this.keys = keys;
  }

  static Optional<RedisRebuild> begin(
      RedisCalls redis, GateKeys keys, CampaignState campaign, GateProperties.Rebuild limits) {
    var token = UUID.randomUUID().toString();
    var lock = SetArgs.Builder.nx().px(limits.lockTtl().toMillis());
    var locked =
        redis.call(commands -> commands.set(keys.lock(), token, lock), limits.commandTimeout());
    return "OK".equals(locked)
        ? Optional.of(new RedisRebuild(redis, campaign, limits, token, keys.building(token)))
        : Optional.empty();
  }

  CampaignId campaign() {
    return campaign.id();
  }

  @Override
  public void add(Issue issue) {
    serials.set(Math.toIntExact(issue.event().serial()));
    addToBatch(issue);
    if (batch.size() >= limits.batchSize() * 3) {
      flush();
    }
  }

  private String entry(Issue issue) {
    var serial = Long.toString(issue.event().serial());
    return limit() == 1 || issue.idempotencyKey() == null
        ? serial
        : serial + '~' + IdempotencyTag.of(issue.idempotencyKey());
  }

  private int limit() {
    return campaign.terms().perUserLimit();
  }

  @Override
  public void addFree() {
    flush();
    var free = new ArrayList<String>();
    for (int serial = serials.nextClearBit(1);
        serial < serials.length();
        serial = serials.nextClearBit(serial + 1)) {
      free.add(Integer.toString(serial));
      if (free.size() == limits.batchSize()) {
        sendSerials("FREE", free);
        free.clear();
      }
    }
    sendSerials("FREE", free);
    answerAll();
  }

  @Override
  public void catchUp(List<Issue> issues) {
    var counter = counter();
    issues.forEach(this::addToBatch);
    flush();
    var taken = issues.stream().map(issue -> issue.event().serial()).toList();
    sendSerials("USED", taken.stream().filter(s -> s <= counter).map(String::valueOf).toList());
    sendSerials("AHEAD", taken.stream().filter(s -> s > counter).map(String::valueOf).toList());
    answerAll();
  }

  private void addToBatch(Issue issue) {
    batch.add(issue.event().userId().value());
    batch.add(Integer.toString(issue.event().ordinal()));
    batch.add(entry(issue));
  }

  @Override
  public int size() {
    return serials.cardinality();
  }

  private long counter() {
    return Math.max(0, serials.length() - 1);
  }

  private void flush() {
    for (int from = 0; from < batch.size(); from += limits.batchSize() * 3) {
      var to = Math.min(batch.size(), from + limits.batchSize() * 3);
      send(Script.REBUILD_ADD, Integer.toString(limit()), batch.subList(from, to));
    }
    batch.clear();
  }

  private void sendSerials(String where, List<String> which) {
    for (int from = 0; from < which.size(); from += limits.batchSize()) {
      var to = Math.min(which.size(), from + limits.batchSize());
      send(Script.REBUILD_SERIALS, where, which.subList(from, to));
    }
  }

  private void send(Script script, String third, List<String> values) {
    var arguments = new ArrayList<String>(values.size() + 3);
    arguments.add(token);
    arguments.add(ttl());
    arguments.add(third);
    arguments.addAll(values);
    unanswered.add(redis.submit(script, keys, arguments.toArray(String[]::new)));
    if (unanswered.size() > limits.batchesInFlight()) {
      answerOne();
    }
  }

  private void answerAll() {
    while (!unanswered.isEmpty()) {
      answerOne();
    }
  }

  private void answerOne() {
    demand(redis.await(unanswered.remove(), limits.commandTimeout()));
  }

  @Override
  public void freeze() {
    var millis = Long.toString(limits.freezeLimit().toMillis());
    demand(redis.run(Script.REBUILD_FREEZE, limits.commandTimeout(), keys, token, ttl(), millis));
  }

  @Override
  public long switchOver() {
    var arguments = new ArrayList<String>();
    arguments.add(token);
    arguments.addAll(List.of(TermsArguments.of(campaign)));
    arguments.add(Long.toString(counter()));
    var answer =
        redis.run(
            Script.REBUILD_SWITCH, limits.commandTimeout(), keys, arguments.toArray(String[]::new));
    demand(answer);
    return number(answer, 1);
  }

  @Override
  public void abandon() {
    redis.submit(Script.REBUILD_ABANDON, keys, token);
  }

  private static void demand(List<Object> answer) {
    if (answer.getFirst().equals("LOST")) {
      throw new RebuildLostException();
    }
  }

  private String ttl() {
    return Long.toString(limits.lockTtl().toMillis());
  }
}
