package io.firstserved.query.projection;

/**
 * One of the two copies of a projection's rows. Queries read the live one; a replay fills the
 * other.
 */
public enum Slot {
  ZERO,
  ONE;

  /** The slot with this number in the tables. */
  public static Slot of(int number) {
    return values()[number];
  }

  /** As the tables spell it. */
  public int number() {
    return ordinal();
  }

  /** The one that is not this. */
  public Slot other() {
    return this == ZERO ? ONE : ZERO;
  }

  /** The partition of this slot in each of a projection's tables. */
  public String tablePartition() {
    return "slot_" + number();
  }
}
