package io.firstserved.command.log.seal;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions whose lock the database gives back when their node has been silent for the limit: a
 * node that vanished with the turn would otherwise keep it for as long as a session may idle.
 */
final class SealTransactions {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Duration silenceLimit;

  /**
   * @param jdbc takes part in the transactions
   * @param silenceLimit whole seconds
   */
  SealTransactions(JdbcClient jdbc, TransactionTemplate transactions, Duration silenceLimit) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.silenceLimit = silenceLimit;
  }

  /** Runs the action in one transaction and gives its answer. */
  int execute(IntSupplier action) {
    Integer answer =
        transactions.execute(
            status -> {
              limitSilence();
              return action.getAsInt();
            });
    return answer == null ? 0 : answer;
  }

  /** For this transaction; its connection has other users afterwards. */
  private void limitSilence() {
    var usual = jdbc.sql("SELECT @@SESSION.wait_timeout").query(Long.class).single();
    setSilence(silenceLimit.toSeconds());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            setSilence(usual);
          }
        });
  }

  private void setSilence(long seconds) {
    jdbc.sql("SET SESSION wait_timeout = " + seconds).update();
  }
}
