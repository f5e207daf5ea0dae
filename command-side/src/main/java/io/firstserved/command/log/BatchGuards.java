package io.firstserved.command.log;

import io.firstserved.command.log.AppendRefusedException.CampaignMoved;
import io.firstserved.command.log.AppendRefusedException.SerialTaken;
import io.firstserved.command.log.AppendRefusedException.StreamPositionTaken;
import io.firstserved.command.log.EventRow.StreamPosition;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log's guards over one batch: what the log has already, and what the batch itself has let in
 * before. Used under the lock of {@code log_position}, where nobody else appends.
 */
final class BatchGuards {

  /** Version of a campaign that the log has no event of. */
  private static final long NO_EVENT = -1;

  /** What of a batch's keys the log has already. */
  record TakenKeys(Set<String> eventIdentifiers, Set<StreamPosition> positions) {
    static TakenKeys none() {
      return new TakenKeys(new HashSet<>(), new HashSet<>());
    }
  }

  private final Map<String, Long> campaignVersions;
  private final TakenKeys taken;

  /**
   * @param campaignVersions sequence number of the last event of each campaign the batch issues for
   * @param taken the keys known to be in the log
   */
  BatchGuards(Map<String, Long> campaignVersions, TakenKeys taken) {
    this.campaignVersions = campaignVersions;
    this.taken = taken;
  }

  /** Lets a command's events in, all of them, or says why not. */
  @Nullable AppendRefusedException admit(Append append) {
    var own = TakenKeys.none();
    for (var row : append.rows()) {
      var refusal = refusal(row, own);
      if (refusal != null) {
        return refusal;
      }
      own.eventIdentifiers().add(row.eventIdentifier());
      own.positions().add(row.position());
    }
    taken.eventIdentifiers().addAll(own.eventIdentifiers());
    taken.positions().addAll(own.positions());
    append.rows().forEach(this::advanceVersion);
    return null;
  }

  private @Nullable AppendRefusedException refusal(EventRow row, TakenKeys own) {
    if (has(row.position(), taken.positions(), own.positions())) {
      return new StreamPositionTaken(row.aggregateIdentifier(), row.sequenceNumber());
    }
    if (has(row.eventIdentifier(), taken.eventIdentifiers(), own.eventIdentifiers())) {
      return new SerialTaken(row.eventIdentifier());
    }
    return switch (row.expectedVersion()) {
      case ExpectedVersion.Exactly(var campaign, var sequence) -> moved(campaign, sequence);
      case ExpectedVersion.Rehearsal rehearsal -> null;
      case null -> null;
    };
  }

  /** Equal, not merely as new: a version that the log does not have was never decided on. */
  private @Nullable CampaignMoved moved(String campaign, long decidedOn) {
    long present = campaignVersions.getOrDefault(campaign, NO_EVENT);
    return present == decidedOn ? null : new CampaignMoved(campaign, decidedOn, present);
  }

  private static <K> boolean has(K key, Set<K> before, Set<K> own) {
    return before.contains(key) || own.contains(key);
  }

  private void advanceVersion(EventRow row) {
    campaignVersions.computeIfPresent(
        row.aggregateIdentifier(), (id, version) -> Math.max(version, row.sequenceNumber()));
  }
}
