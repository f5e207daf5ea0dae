package io.firstserved.database.group;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * Publishes how a group is doing, by the first server that its URL names. There is none of these
 * meters on one server. What nobody has said is not a number.
 */
final class GroupMeters {

  private final MeterRegistry registry;
  private final Set<WatchedGroup> published = ConcurrentHashMap.newKeySet();

  GroupMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Publishes a group, the first time that it is called for it. */
  void publish(WatchedGroup group) {
    if (published.add(group)) {
      var servers = group.group().addresses();
      var tags = Tags.of("group", servers.getFirst());
      membership(group, tags);
      servers.forEach(server -> member(group, server, tags.and("server", server)));
      Gauge.builder("coupon.mysql.group.flow.control", group, GroupMeters::flowControl)
          .description(
              "1 while a queue of a member is so long that the group throttles its writer, else 0")
          .tags(tags)
          .register(registry);
    }
  }

  private void membership(WatchedGroup group, Tags tags) {
    for (var state : MemberState.values()) {
      Gauge.builder("coupon.mysql.group.members", group, of -> members(of, state))
          .description(
              "Servers of the database's group by state, as a majority sees them; NaN without one")
          .baseUnit("members")
          .tags(tags.and("state", state.label()))
          .register(registry);
    }
    FunctionCounter.builder("coupon.mysql.group.primary.changes", group, WatchedGroup::changes)
        .description("How often another server became the primary since this node started")
        .baseUnit("changes")
        .tags(tags)
        .register(registry);
  }

  private void member(WatchedGroup group, String server, Tags tags) {
    Gauge.builder("coupon.mysql.group.primary", group, of -> isPrimary(of, server))
        .description("1 for the server that a majority calls the primary, 0 for the others")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "coupon.mysql.group.certifier.queue",
            group,
            of -> waiting(of, server, MemberQueues::certifier))
        .description("Transactions that a member has received and not certified yet")
        .baseUnit("transactions")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "coupon.mysql.group.applier.queue",
            group,
            of -> waiting(of, server, MemberQueues::applier))
        .description("Certified transactions of other members that a member has not applied yet")
        .baseUnit("transactions")
        .tags(tags)
        .register(registry);
  }

  private static double waiting(
      WatchedGroup group, String server, ToDoubleFunction<MemberQueues> queue) {
    return group.queues(server).stream().mapToDouble(queue).findFirst().orElse(Double.NaN);
  }

  private static double members(WatchedGroup group, MemberState state) {
    var count = group.state().members().get(state);
    return count == null ? Double.NaN : count;
  }

  private static double isPrimary(WatchedGroup group, String server) {
    return server.equals(group.state().primary()) ? 1 : 0;
  }

  private static double flowControl(WatchedGroup group) {
    return group.isThrottled().map(throttled -> throttled ? 1.0 : 0.0).orElse(Double.NaN);
  }
}
