package io.firstserved.loadtest.floor;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves one of the yardsticks until it is ended. */
@Command(
    name = "floor",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Serves the issue command without a framework, to measure others by.")
public final class FloorApplication implements Callable<Integer> {

  private static final int NAIVE_POOL = 30;

  /** Which yardstick. */
  enum Kind {
    floor,
    naive
  }

  @Parameters(description = "${COMPLETION-CANDIDATES}")
  private Kind kind = Kind.floor;

  @Option(names = "--port", defaultValue = "8180", description = "where to listen")
  private int port;

  @Option(
      names = "--mysql-url",
      required = true,
      description = "JDBC URL of a database; tables of our own are made anew in it")
  private String mysqlUrl = "";

  @Option(names = "--mysql-user", required = true, description = "who may do that")
  private String mysqlUser = "";

  @Option(
      names = "--mysql-password",
      defaultValue = "${env:FLOOR_MYSQL_PASSWORD:-}",
      description = "its password; default: FLOOR_MYSQL_PASSWORD")
  private String mysqlPassword = "";

  @Option(
      names = "--redis-url",
      defaultValue = "redis://127.0.0.1:6379",
      description = "the floor's gate")
  private String redisUrl = "";

  /** Runs the command line. */
  public static void main(String[] arguments) {
    int status = new CommandLine(new FloorApplication()).execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() throws Exception {
    try (var connection = connect()) {
      Schema.create(connection);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::dropTables));
    var tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("floor").toString());
    tomcat.setPort(port);
    tomcat.getConnector().setThrowOnFailure(true);
    var protocol = (AbstractHttp11Protocol<?>) tomcat.getConnector().getProtocolHandler();
    protocol.setMaxKeepAliveRequests(-1);
    if (kind == Kind.floor) {
      protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "issue", new IssueServlet(issuer()));
    context.addServletMappingDecoded("/api/v1/campaigns/*", "issue");
    tomcat.start();
    return 0;
  }

  private Issuer issuer() throws Exception {
    return switch (kind) {
      case floor -> new Floor(new FloorGate(redisUrl), connect());
      case naive -> new Naive(pool());
    };
  }

  private HikariDataSource pool() {
    var config = new HikariConfig();
    config.setJdbcUrl(url());
    config.setUsername(mysqlUser);
    config.setPassword(mysqlPassword);
    config.setMaximumPoolSize(NAIVE_POOL);
    config.setAutoCommit(false);
    return new HikariDataSource(config);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), mysqlUser, mysqlPassword);
  }

  private void dropTables() {
    try (var connection = connect()) {
      Schema.drop(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the yardstick's tables are left behind", e);
    }
  }

  /** The URL with the options that the service uses as well. */
  private String url() {
    var options = "rewriteBatchedStatements=true&cacheServerConfiguration=true";
    return mysqlUrl + (mysqlUrl.contains("?") ? '&' : '?') + options;
  }
}
