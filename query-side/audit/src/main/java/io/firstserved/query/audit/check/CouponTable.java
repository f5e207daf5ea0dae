package io.firstserved.query.audit.check;

import org.jspecify.annotations.Nullable;

/**
 * Every coupon of the log, in two longs each.
 *
 * <p>First: status (3 bits), seen in the read model (1), answered (1), next sequence number (17),
 * reservation in epoch milliseconds (42 bits, until 2109). Second: a 32-bit hash of what was issued
 * to whom, and one of the order it is redeemed for.
 */
final class CouponTable {

  private static final int STATUS_BITS = 3;
  private static final long STATUS_MASK = (1L << STATUS_BITS) - 1;
  private static final long ROW_SEEN = 1L << 3;
  private static final long ANSWERED = 1L << 4;
  private static final int SEQUENCE_SHIFT = 5;
  private static final int SEQUENCE_BITS = 17;

  /** Longest stream a coupon can have: 65,000 redemptions, each taken back. */
  static final long MAX_SEQUENCE = (1L << SEQUENCE_BITS) - 1;

  private static final long SEQUENCE_MASK = MAX_SEQUENCE << SEQUENCE_SHIFT;
  private static final int MILLIS_SHIFT = SEQUENCE_SHIFT + SEQUENCE_BITS;
  private static final long MAX_MILLIS = (1L << (Long.SIZE - MILLIS_SHIFT)) - 1;
  private static final long LOW = 0xFFFF_FFFFL;
  private static final FoldedStatus[] STATUSES = FoldedStatus.values();

  private final LongTable table = new LongTable(2);

  long find(String couponId) {
    return table.find(couponId);
  }

  /** Adds a coupon that was issued by an event of sequence number 0. */
  long add(String couponId, FoldedStatus status, long reservedAtMillis) {
    long at = table.add(couponId);
    long millis = Math.clamp(reservedAtMillis, 0, MAX_MILLIS);
    table.set(at, 0, (millis << MILLIS_SHIFT) | (1L << SEQUENCE_SHIFT) | status.ordinal());
    return at;
  }

  long size() {
    return table.size();
  }

  FoldedStatus status(long at) {
    return STATUSES[(int) (table.value(at, 0) & STATUS_MASK)];
  }

  void status(long at, FoldedStatus status) {
    table.set(at, 0, (table.value(at, 0) & ~STATUS_MASK) | status.ordinal());
  }

  long nextSequence(long at) {
    return (table.value(at, 0) & SEQUENCE_MASK) >>> SEQUENCE_SHIFT;
  }

  void sequenceTaken(long at, long sequence) {
    long next = Math.clamp(sequence + 1, 0, MAX_SEQUENCE);
    table.set(at, 0, (table.value(at, 0) & ~SEQUENCE_MASK) | (next << SEQUENCE_SHIFT));
  }

  long reservedAtMillis(long at) {
    return table.value(at, 0) >>> MILLIS_SHIFT;
  }

  /** Marks it as found in the read model; false if it was marked before. */
  boolean markRow(long at) {
    return mark(at, ROW_SEEN);
  }

  boolean rowSeen(long at) {
    return (table.value(at, 0) & ROW_SEEN) != 0;
  }

  /** Marks it as answered; false if it was marked before. */
  boolean markAnswered(long at) {
    return mark(at, ANSWERED);
  }

  boolean answered(long at) {
    return (table.value(at, 0) & ANSWERED) != 0;
  }

  private boolean mark(long at, long bit) {
    long before = table.value(at, 0);
    table.set(at, 0, before | bit);
    return (before & bit) == 0;
  }

  /** Remembers what was issued to whom. */
  void issue(long at, String campaign, String user, long serial) {
    table.set(at, 1, (table.value(at, 1) & ~LOW) | issueHash(campaign, user, serial));
  }

  /** Whether this was issued to this user. */
  boolean isIssue(long at, String campaign, String user, long serial) {
    return (table.value(at, 1) & LOW) == issueHash(campaign, user, serial);
  }

  /** Remembers the order it is redeemed for; null if for none. */
  void order(long at, @Nullable String order) {
    table.set(at, 1, (table.value(at, 1) & LOW) | (orderHash(order) << Integer.SIZE));
  }

  /** Whether it is redeemed for this order. */
  boolean isOrder(long at, @Nullable String order) {
    return table.value(at, 1) >>> Integer.SIZE == orderHash(order);
  }

  private static long issueHash(String campaign, String user, long serial) {
    return TextHash.of(campaign + '\n' + serial + '\n' + user, TextHash.FIRST_SEED) & LOW;
  }

  private static long orderHash(@Nullable String order) {
    return order == null ? 0 : TextHash.of(order, TextHash.FIRST_SEED) & LOW;
  }
}
