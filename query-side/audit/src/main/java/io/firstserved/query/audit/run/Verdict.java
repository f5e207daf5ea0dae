package io.firstserved.query.audit.run;

/** What an audit says in one word. */
public enum Verdict {
  /** Every promise was checked, and holds. */
  PROVEN,
  /** At least one promise is broken; the violations name the events. */
  VIOLATED,
  /** Nothing broken was found, but not everything could be checked; the reasons say what. */
  INCOMPLETE
}
