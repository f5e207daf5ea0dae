package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A group of which nothing was heard yet. */
class GroupMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final WatchedGroup group =
      new WatchedGroup(
          new MySqlGroup(
              GroupUrl.parse("jdbc:mysql://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/log"),
              new Properties(),
              new Binder(new MapConfigurationPropertySource())
                  .bindOrCreate("first-served.mysql-group", GroupProperties.class)));

  @AfterEach
  void close() {
    group.close();
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  @Test
  void doNotCallAGroupWholeThatNobodyHasSeen() {
    new GroupMeters(registry).publish(group);

    assertThat(gauge("coupon.mysql.group.members", "state", "online")).isNaN();
    assertThat(gauge("coupon.mysql.group.members", "state", "missing")).isNaN();
    assertThat(gauge("coupon.mysql.group.applier.queue", "server", "127.0.0.1:2")).isNaN();
    assertThat(gauge("coupon.mysql.group.flow.control")).isNaN();
    assertThat(gauge("coupon.mysql.group.primary", "server", "127.0.0.1:2")).isZero();
  }

  @Test
  void areThereOnceHoweverOftenTheyArePublished() {
    var meters = new GroupMeters(registry);
    meters.publish(group);
    int published = registry.getMeters().size();

    meters.publish(group);

    assertThat(registry.getMeters()).hasSize(published);
    assertThat(registry.get("coupon.mysql.group.members").meters())
        .hasSize(MemberState.values().length);
  }
}
