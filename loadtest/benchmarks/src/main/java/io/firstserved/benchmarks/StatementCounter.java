package io.firstserved.benchmarks;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts every statement this process sends, commits and rollbacks as well; named in the JDBC URL.
 */
public final class StatementCounter implements QueryInterceptor {

  private static final LongAdder STATEMENTS = new LongAdder();

  /** All statements so far. */
  static long statements() {
    return STATEMENTS.sum();
  }

  @Override
  public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
    return this;
  }

  @Override
  public <T extends Resultset> @Nullable T preProcess(Supplier<String> sql, Query query) {
    STATEMENTS.increment();
    return null;
  }

  @Override
  public boolean executeTopLevelOnly() {
    return false;
  }

  @Override
  public void destroy() {}

  @Override
  public <T extends Resultset> @Nullable T postProcess(
      Supplier<String> sql, Query query, T result, ServerSession session) {
    return null;
  }
}
