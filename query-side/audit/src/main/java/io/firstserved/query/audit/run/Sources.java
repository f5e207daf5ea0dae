package io.firstserved.query.audit.run;

import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.seal.SealStore;
import io.firstserved.query.audit.source.StoreSource;
import io.firstserved.query.audit.source.StoredIncarnation;
import io.firstserved.query.audit.source.TopicCursor;
import io.firstserved.query.audit.source.TopicFaults;
import java.util.List;
import java.util.Map;

/** Everything an audit reads. An interface, so that tests can take a source away. */
interface Sources {

  StoreSource log();

  SealStore seals();

  ReadModelSource readModel();

  GateClient gate();

  /**
   * The log's lives, of which there is one at least.
   *
   * @throws io.firstserved.query.audit.source.SourceUnavailableException if the log's database does
   *     not answer
   */
  List<StoredIncarnation> incarnations();

  /** Seals that earlier audits saw and that a log of these lives must still have, hex, by block. */
  Map<Long, String> witnessedSeals(LogLives lives);

  /**
   * Settings with which the log's database can lose a commit that it has acknowledged, a sentence
   * each.
   *
   * @throws io.firstserved.query.audit.source.SourceUnavailableException if it does not answer
   */
  List<String> durabilityFaults();

  /**
   * Up to which index the relay has everything acknowledged; 0 if nothing was ever relayed.
   *
   * @throws io.firstserved.query.audit.source.SourceUnavailableException if the log's database does
   *     not answer
   */
  long relayed();

  /**
   * How many partitions the topic has.
   *
   * @throws io.firstserved.query.audit.source.SourceUnavailableException if it does not answer
   */
  int partitions();

  /**
   * Opens the topic.
   *
   * @param rule which of its records are void
   * @throws io.firstserved.query.audit.source.SourceUnavailableException if it does not answer
   */
  TopicCursor topic(VoidRule rule, TopicFaults faults);
}
