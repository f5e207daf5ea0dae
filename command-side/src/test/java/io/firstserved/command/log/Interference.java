package io.firstserved.command.log;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Stands between the writer and its connections: sees every round trip, and may disturb it. */
final class Interference {

  /** The round trips of a batch. */
  enum Stage {
    /** Indexes, campaigns and insert in one. */
    APPEND("UPDATE log_position SET head", "INSERT INTO"),
    TAKE_INDEXES("UPDATE log_position SET head"),
    LOOK_FOR_KEYS("SELECT event_identifier"),
    INSERT("INSERT"),
    PROBE("UPDATE log_position SET probes"),
    COMMIT("COMMIT"),
    ROLLBACK("ROLLBACK");

    private final String begin;
    private final String within;

    Stage(String begin) {
      this(begin, "");
    }

    Stage(String begin, String within) {
      this.begin = begin;
      this.within = within;
    }

    static Stage of(String sql) {
      for (var stage : values()) {
        if (sql.startsWith(stage.begin) && sql.contains(stage.within)) {
          return stage;
        }
      }
      throw new IllegalArgumentException(sql);
    }
  }

  /** What happens around a round trip. */
  interface Disturbance {
    default void before(Stage stage, Connection connection) throws SQLException {}

    default void after(Stage stage, Connection connection) throws SQLException {}
  }

  private final List<Stage> seen = new CopyOnWriteArrayList<>();
  private volatile Disturbance disturbance = new Disturbance() {};

  void disturb(Disturbance next) {
    disturbance = next;
  }

  /** Every round trip so far. */
  List<Stage> seen() {
    return seen;
  }

  DataSource on(DataSource connections) {
    return proxy(
        DataSource.class,
        connections,
        (method, call) -> {
          var result = call.proceed();
          return result instanceof Connection connection ? watched(connection) : result;
        });
  }

  private Connection watched(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (method, call) ->
            switch (method.getName()) {
              case "commit" -> around(Stage.COMMIT, connection, call);
              case "rollback" -> around(Stage.ROLLBACK, connection, call);
              case "prepareStatement" ->
                  watched(
                      (PreparedStatement) call.proceed(),
                      Stage.of((String) call.arguments()[0]),
                      connection);
              default -> call.proceed();
            });
  }

  private PreparedStatement watched(PreparedStatement statement, Stage stage, Connection of) {
    return proxy(
        PreparedStatement.class,
        statement,
        (method, call) ->
            method.getName().startsWith("execute") ? around(stage, of, call) : call.proceed());
  }

  private Object around(Stage stage, Connection connection, Call call) throws Throwable {
    seen.add(stage);
    var present = disturbance;
    present.before(stage, connection);
    var result = call.proceed();
    present.after(stage, connection);
    return result;
  }

  private interface Call {
    Object proceed() throws Throwable;

    Object[] arguments();
  }

  private interface Advice {
    Object apply(Method method, Call call) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, T target, Advice advice) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            advice.apply(
                method,
                new Call() {
                  @Override
                  public Object proceed() throws Throwable {
                    try {
                      return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  }

                  @Override
                  public Object[] arguments() {
                    return arguments;
                  }
                });
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
