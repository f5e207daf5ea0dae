package io.firstserved.query.deadletter;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.ProjectionTransaction;
import io.firstserved.query.projection.Projector;
import io.firstserved.query.projection.RecordReader;
import io.firstserved.query.projection.Run;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * What an operator can do with letters. Takes turns with the projector by the lock of the
 * partition's position, so that no event of a sequence overtakes another.
 */
@Component
class DeadLetterQueue {

  /** Most letters of one sequence that one transaction tries; the rest follow in the next. */
  private static final int SEQUENCE_LIMIT = 500;

  /**
   * What became of a retry.
   *
   * @param taken how many letters were taken at last
   * @param failed how many still could not be
   * @param cause why the last of these could not be; null if all were taken
   */
  record Outcome(int taken, int failed, @Nullable String cause) {
    static final Outcome NOTHING = new Outcome(0, 0, null);

    Outcome plus(Outcome other) {
      var latest = other.cause == null ? cause : other.cause;
      return new Outcome(taken + other.taken, failed + other.failed, latest);
    }
  }

  private final DeadLetters letters;
  private final List<Projection> projections;
  private final Positions positions;
  private final Projector projector;
  private final RecordReader reader;
  private final ProjectionTransaction transaction;

  DeadLetterQueue(
      DeadLetters letters,
      List<Projection> projections,
      Positions positions,
      Projector projector,
      RecordReader reader,
      ProjectionTransaction transaction) {
    this.letters = letters;
    this.projections = projections;
    this.positions = positions;
    this.projector = projector;
    this.reader = reader;
    this.transaction = transaction;
  }

  /** Tries every sequence again, each from its first letter on. */
  Outcome retryAll() {
    return letters.sequences().stream()
        .map(this::retryIfThere)
        .reduce(Outcome.NOTHING, Outcome::plus);
  }

  private Outcome retryIfThere(long id) {
    return letters.find(id).map(this::retrySequence).orElse(Outcome.NOTHING);
  }

  /**
   * Tries the sequence of this letter again, from its first letter on.
   *
   * @throws RefusedException NOT_FOUND if there is no such letter
   */
  Outcome retry(long id) {
    return retrySequence(find(id));
  }

  private Outcome retrySequence(DeadLetter any) {
    var total = Outcome.NOTHING;
    Outcome part;
    do {
      part = Objects.requireNonNull(transaction.template().execute(s -> retryPart(any, s)));
      total = total.plus(part);
    } while (part.taken() == SEQUENCE_LIMIT);
    return total;
  }

  private Outcome retryPart(DeadLetter any, TransactionStatus status) {
    var run = lock(any);
    var taken = 0;
    for (var next : letters.ofSequence(any, SEQUENCE_LIMIT)) {
      var fault = projector.takeParked(run, reader.read(next.record()), status);
      if (fault.isPresent()) {
        letters.failed(next.id(), fault.get());
        return new Outcome(taken, 1, fault.get());
      }
      letters.delete(next.id());
      taken++;
    }
    return new Outcome(taken, 0, null);
  }

  private Run lock(DeadLetter letter) {
    var slots = positions.holdLiveSlots();
    if (slots.get(letter.projection()) != letter.slot()) {
      throw new RefusedException(Reason.NOT_FOUND, "a replay has replaced this letter");
    }
    var projection =
        projections.stream()
            .filter(known -> known.name().equals(letter.projection()))
            .findFirst()
            .orElseThrow();
    var run = new Run(projection, letter.slot());
    positions.lock(run, List.of(letter.record().partition()));
    return run;
  }

  /**
   * Gives up on a letter; what waits behind it can then be tried again.
   *
   * @throws RefusedException NOT_FOUND if there is no such letter
   */
  void discard(long id, String reason, String by) {
    var letter = find(id);
    transaction
        .template()
        .executeWithoutResult(
            status -> {
              lock(letter);
              if (letters.delete(id)) {
                letters.discarded(letter, reason, by);
              }
            });
  }

  /**
   * One letter.
   *
   * @throws RefusedException NOT_FOUND if there is no such letter
   */
  DeadLetter find(long id) {
    return letters
        .find(id)
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "no such dead letter: " + id));
  }
}
