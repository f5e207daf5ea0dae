package io.firstserved.command.gate.log;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.log.LogReader;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The serials of one campaign that this node tries next, without Redis. It begins a little above
 * where the log's serials end, because what other nodes and Redis have just granted is not in the
 * log yet, and takes blocks in a row; where it meets another node it leaps ahead. Past the quota it
 * looks for the holes that are left. Thread-safe.
 *
 * <p>Two nodes may try the same serial: the log takes one of them, and the other tries again.
 */
final class SerialPool {

  private final LogReader log;
  private final CampaignId campaign;
  private final GateProperties.LogBacked limits;
  private final Random random;
  private final Deque<Long> returned = new ArrayDeque<>();
  private final List<Long> holes = new LinkedList<>();
  private final Set<Long> inFlight = new HashSet<>();
  private long next;
  private long blockEnd;
  private long soldOutAtQuota;
  private long scannedNanos;
  private boolean scanned;

  SerialPool(LogReader log, CampaignId campaign, GateProperties.LogBacked limits, Random random) {
    this.log = log;
    this.campaign = campaign;
    this.limits = limits;
    this.random = random;
  }

  /** The next serial to try; empty if none is left as far as can be seen now. */
  synchronized OptionalLong take(@Nullable Long quota) {
    long limit = quota == null ? Long.MAX_VALUE : quota;
    if (soldOutAtQuota == limit) {
      return OptionalLong.empty();
    }
    var serial = returned.isEmpty() ? inTurn(limit) : returned.remove();
    if (serial > limit) {
      serial = hole(limit);
    }
    if (serial == 0) {
      return OptionalLong.empty();
    }
    inFlight.add(serial);
    return OptionalLong.of(serial);
  }

  private long inTurn(long limit) {
    if (next == 0) {
      next = frontier(limit) + (long) limits.blockSize() * random.nextInt(limits.jump());
      blockEnd = next;
    }
    if (next >= blockEnd) {
      while (next <= limit && taken(next)) {
        leap();
      }
      blockEnd = next + limits.blockSize();
    }
    return next > limit ? next : next++;
  }

  private void leap() {
    next += (long) limits.blockSize() * (1 + random.nextInt(limits.jump()));
  }

  /** A serial that is free while the one before it is taken: mostly the first free one. */
  private long frontier(long limit) {
    long taken = 0;
    long free = 1;
    while (free <= limit && taken(free)) {
      taken = free;
      free *= 2;
    }
    while (free - taken > 1) {
      var middle = (taken + free) / 2;
      if (middle <= limit && taken(middle)) {
        taken = middle;
      } else {
        free = middle;
      }
    }
    return free;
  }

  private boolean taken(long serial) {
    return log.findIssue(campaign, serial).isPresent();
  }

  private long hole(long limit) {
    if (holes.isEmpty()) {
      scan(limit);
    }
    return holes.isEmpty() ? 0 : holes.removeFirst();
  }

  private void scan(long limit) {
    if (scanned && System.nanoTime() - scannedNanos < limits.scanInterval().toNanos()) {
      return;
    }
    if (log.countIssues(campaign) >= limit) {
      soldOutAtQuota = limit;
    } else {
      collectHoles(limit);
    }
    scanned = true;
    scannedNanos = System.nanoTime();
  }

  private void collectHoles(long limit) {
    var used = new BitSet();
    log.forEachIssue(campaign, issue -> used.set(Math.toIntExact(issue.event().serial())));
    for (int serial = used.nextClearBit(1);
        serial <= limit;
        serial = used.nextClearBit(serial + 1)) {
      if (!inFlight.contains((long) serial)) {
        holes.add((long) serial);
      }
    }
    // Another node looks for the same holes: the order decides how often both try the same one.
    Collections.shuffle(holes, random);
  }

  /** The serial is in the log, by whoever's doing: another node is at work in this block. */
  synchronized void taken(long serial, boolean byAnother) {
    inFlight.remove(serial);
    if (byAnother && serial >= blockEnd - limits.blockSize() && serial < blockEnd) {
      next = Math.max(next, blockEnd);
      leap();
      blockEnd = next;
    }
  }

  /** The serial will not be in the log by this node's doing. */
  synchronized void giveBack(long serial) {
    if (inFlight.remove(serial)) {
      returned.add(serial);
    }
  }
}
