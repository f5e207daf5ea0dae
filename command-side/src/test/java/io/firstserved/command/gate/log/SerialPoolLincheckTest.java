package io.firstserved.command.gate.log;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.GateProperties.LogBacked;
import io.firstserved.command.gate.MemoryLog;
import java.time.Duration;
import java.util.Random;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests of one node that take serials and give them back, in drawn schedules: what they are
 * given is what they would be given if one came after the other. The log has serial 2 already and
 * does not change. Lincheck makes one of these for each schedule. Its model checking draws from
 * another Random than the one that the pool is given, so there is stress only.
 */
@Tag("lincheck")
@Param(name = "serial", gen = IntGen.class, conf = "1:6")
@Param(name = "quota", gen = IntGen.class, conf = "4:6")
@Param(name = "another", gen = BooleanGen.class)
public class SerialPoolLincheckTest {

  /** Searches for holes once only, so that the time it takes decides nothing. */
  private static final LogBacked LIMITS =
      new LogBacked(2, 2, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));

  private final MemoryLog log = new MemoryLog();
  private final CampaignId campaign = log.create("c", 6L, 1);
  private final SerialPool pool;

  public SerialPoolLincheckTest() {
    log.append(campaign, "somebody", 2);
    pool = new SerialPool(log, campaign, LIMITS, new Random(1));
  }

  /** The next serial, 0 if there is none. */
  @Operation
  public long take(@Param(name = "quota") int quota) {
    return pool.take((long) quota).orElse(0);
  }

  @Operation
  public void giveBack(@Param(name = "serial") int serial) {
    pool.giveBack(serial);
  }

  @Operation
  public void taken(
      @Param(name = "serial") int serial, @Param(name = "another") boolean byAnother) {
    pool.taken(serial, byAnother);
  }

  @Test
  void behavesAsIfOneCameAfterTheOtherUnderStress() {
    new StressOptions().iterations(10).invocationsPerIteration(300).check(getClass());
  }
}
