package io.firstserved.query.projection;

/** A batch could not be stored; nothing of it is, and the consumer stands in front of it again. */
final class BatchFailedException extends RuntimeException {

  private final RuntimeException failure;

  BatchFailedException(RuntimeException failure) {
    super(failure);
    this.failure = failure;
  }

  /** What the database said. */
  RuntimeException cause() {
    return failure;
  }
}
