package io.firstserved.command.log.checkpoint;

/** The signer must not sign the log as it is now. Says why; somebody has to look. */
final class SigningRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String why;

  SigningRefusedException(String why) {
    super(why);
    this.why = why;
  }

  /** What is wrong, in one sentence. */
  String why() {
    return why;
  }
}
