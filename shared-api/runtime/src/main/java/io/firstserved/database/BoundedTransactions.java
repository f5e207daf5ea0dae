package io.firstserved.database;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions whose lock the database gives back when their node has been silent for the limit: a
 * node that vanished with it would otherwise keep it for as long as a session may idle.
 * Thread-safe.
 */
public final class BoundedTransactions {

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Duration silenceLimit;

  /**
   * @param jdbc takes part in the transactions
   * @param silenceLimit whole seconds
   */
  public BoundedTransactions(
      JdbcClient jdbc, TransactionTemplate transactions, Duration silenceLimit) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.silenceLimit = silenceLimit;
  }

  /** Runs the action in one transaction and gives its answer. */
  public <T> T execute(Supplier<T> action) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              limitSilence();
              return action.get();
            }));
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
