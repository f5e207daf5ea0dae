package io.firstserved.position;

/**
 * Which places a later life of a log has voided (ADR 0019). Costs one comparison of numbers for an
 * event of the present life, and two for one from before any loss. Immutable.
 */
public final class VoidRule {

  private final Incarnations lives;
  private final long present;
  private final long firstVoid;

  /** The rule that follows from these lives. */
  public VoidRule(Incarnations lives) {
    this.lives = lives;
    this.present = lives.present();
    this.firstVoid =
        lives.lives().stream()
            .filter(life -> life.number() > 0)
            .mapToLong(Incarnation::firstIndex)
            .min()
            .orElse(Long.MAX_VALUE);
  }

  /** Whether what stood at this place belonged to an end that the log has lost. */
  public boolean voids(LogPosition at) {
    return voids(at.incarnation(), at.index());
  }

  /** Whether what an earlier life had at this place is void. */
  public boolean voids(long incarnation, long index) {
    return incarnation < present && index >= firstVoid && lives.voids(incarnation, index);
  }

  /** Whether this life is the present one or an earlier one. */
  public boolean knows(long incarnation) {
    return incarnation <= present;
  }

  /**
   * In one sentence, what became of the event at a place that is void.
   *
   * @param at a place that is void
   */
  public String sentence(LogPosition at) {
    var later = lives.of(at.index());
    var first =
        lives.lives().stream()
            .filter(life -> life.number() == later)
            .mapToLong(Incarnation::firstIndex)
            .findFirst()
            .orElseThrow();
    return "events from %d on of incarnation %d were voided by incarnation %d"
        .formatted(first, at.incarnation(), later);
  }
}
