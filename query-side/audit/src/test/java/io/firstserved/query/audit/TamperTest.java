package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.check.LogCheck;
import io.firstserved.query.audit.check.Tampering;
import io.firstserved.query.audit.check.TopicCheck;
import io.firstserved.query.audit.check.Violations;
import io.firstserved.query.audit.seal.SealCheck;
import io.firstserved.query.audit.seal.SealedRows;
import io.firstserved.serialization.EventReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copies of a log with one change each. Each is found, named by promise and index, and nothing else
 * is: without the seals by the promises themselves, with them in any case.
 */
class TamperTest {

  private static final Tampering LOG = Tampering.ofASoundLog();

  static Stream<Tampering.Case> changesTheLogItselfShows() {
    return LOG.casesTheLogItselfShows().stream();
  }

  static Stream<Tampering.Case> changesOnlyTheSealsShow() {
    return LOG.casesOnlyTheSealsShow().stream();
  }

  static Stream<Tampering.Case> changesOfTheTopic() {
    return LOG.casesOfTheTopic().stream();
  }

  @Test
  void theUntouchedLogIsProven() {
    assertThat(found(LOG.rows(), true)).isEmpty();
    assertThat(foundInTopic(LOG.rows())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("changesTheLogItselfShows")
  void theLogItselfShows(Tampering.Case change) {
    assertThat(found(change.rows(), false)).containsExactlyElementsOf(change.expected());
  }

  @ParameterizedTest
  @MethodSource("changesTheLogItselfShows")
  void theSealsShowItToo(Tampering.Case change) {
    assertThat(found(change.rows(), true))
        .filteredOn(finding -> finding.startsWith("SEAL@"))
        .isEqualTo(change.sealed());
  }

  @ParameterizedTest
  @MethodSource("changesOnlyTheSealsShow")
  void onlyTheSealsShow(Tampering.Case change) {
    assertThat(found(change.rows(), false)).isEmpty();
    assertThat(found(change.rows(), true)).containsExactlyElementsOf(change.sealed());
  }

  @ParameterizedTest
  @MethodSource("changesOfTheTopic")
  void theComparisonWithTheTopicShows(Tampering.Case change) {
    assertThat(foundInTopic(change.rows())).containsExactlyElementsOf(change.expected());
  }

  @Test
  void aChainThatWasComputedAnewIsFoundByWhatEarlierAuditsSaw() {
    var honest = new SealedRows(LOG.rows());
    var witness = Map.of(2L, java.util.HexFormat.of().formatHex(honest.blocks().get(1).seal()));
    var tampered = LOG.casesOnlyTheSealsShow().getFirst().rows();

    var violations = new Violations(100, null);
    var computedAnew = new SealedRows(tampered);
    var blocks = new ArrayDeque<>(computedAnew.blocks());
    check(
        tampered,
        violations,
        new SealCheck(violations, blocks::poll, computedAnew.lookup(), witness));

    assertThat(violations.details())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.promise().name()).isEqualTo("SEAL");
              assertThat(violation.index()).isEqualTo(51);
            });
  }

  @Test
  void aSealThatWasRemovedAtTheEndIsFoundByWhatEarlierAuditsSaw() {
    var sealed = new SealedRows(LOG.rows());
    var last = sealed.blocks().removeLast();
    var witness = Map.of(last.block(), java.util.HexFormat.of().formatHex(last.seal()));

    var violations = new Violations(100, null);
    var blocks = new ArrayDeque<>(sealed.blocks());
    check(
        LOG.rows(), violations, new SealCheck(violations, blocks::poll, sealed.lookup(), witness));

    assertThat(violations.details())
        .singleElement()
        .satisfies(violation -> assertThat(violation.index()).isEqualTo(last.first()));
  }

  @Test
  void aSealThatWasEditedIsFound() {
    var sealed = new SealedRows(LOG.rows());
    sealed.blocks().get(2).seal()[5] ^= 1;

    var violations = new Violations(100, null);
    var blocks = new ArrayDeque<>(sealed.blocks());
    check(
        LOG.rows(), violations, new SealCheck(violations, blocks::poll, sealed.lookup(), Map.of()));

    // The edited one, and the next, which was made from it.
    assertThat(violations.details())
        .extracting(violation -> violation.promise() + "@" + violation.index())
        .containsExactly("SEAL@101", "SEAL@151");
  }

  private static List<String> found(List<LogRow> rows, boolean sealed) {
    var violations = new Violations(100, null);
    var blocks = sealed ? LOG.seals() : new SealedRows(List.of());
    var queue = new ArrayDeque<>(blocks.blocks());
    check(rows, violations, new SealCheck(violations, queue::poll, blocks.lookup(), Map.of()));
    return named(violations);
  }

  private static void check(List<LogRow> rows, Violations violations, SealCheck seals) {
    var reader = new EventReader();
    var log = new LogCheck(violations);
    for (var row : rows) {
      var outcome = reader.read(row);
      log.accept(row, outcome);
      seals.accept(row, outcome);
    }
    log.end(Tampering.headOf(rows, LOG.rows()));
    seals.end(rows.getLast().index());
  }

  private static List<String> foundInTopic(List<LogRow> sent) {
    var violations = new Violations(100, null);
    var topic = new TopicCheck(violations, LOG.rows().size());
    topic.compareWith(new ArrayDeque<>(sent)::poll);
    new ArrayList<>(LOG.rows()).forEach(topic);
    topic.end();
    return named(violations);
  }

  private static List<String> named(Violations violations) {
    return violations.details().stream()
        .map(violation -> violation.promise() + "@" + violation.index())
        .toList();
  }
}
