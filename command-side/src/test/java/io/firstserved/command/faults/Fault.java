package io.firstserved.command.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** What can go wrong while coupons are sold. Each ends by itself; the load goes on meanwhile. */
enum Fault {
  NONE {
    @Override
    void strike(FaultSystem system) {}
  },
  REDIS_FLUSHED {
    @Override
    void strike(FaultSystem system) {
      system.redis().master().flush();
    }
  },
  SCRIPTS_FLUSHED {
    @Override
    void strike(FaultSystem system) {
      system.redis().master().call("SCRIPT", "FLUSH");
    }
  },
  REDIS_FULL {
    @Override
    void strike(FaultSystem system) {
      var master = system.redis().master();
      master.call("CONFIG", "SET", "maxmemory", "1");
      pass(Duration.ofSeconds(2));
      master.call("CONFIG", "SET", "maxmemory", "0");
    }
  },
  MASTER_PAUSED {
    @Override
    void strike(FaultSystem system) {
      var master = system.redis().master();
      master.pause();
      pass(system.pause());
      master.resume();
    }
  },
  MASTER_KILLED {
    @Override
    void strike(FaultSystem system) {
      var master = system.redis().master();
      master.kill();
      await().atMost(Duration.ofSeconds(30)).until(() -> system.redis().master() != master);
      master.restart();
    }
  },
  NODE_KILLED {
    @Override
    void strike(FaultSystem system) {
      system.second().kill();
      system.second().start();
      system.second().ready();
    }
  };

  abstract void strike(FaultSystem system);

  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }
}
