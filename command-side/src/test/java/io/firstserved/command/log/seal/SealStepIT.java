package io.firstserved.command.log.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.LogRow;
import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.SeenEvent;
import io.firstserved.command.log.tree.TreeStep;
import io.firstserved.command.log.tree.TreeTable;
import io.firstserved.database.BoundedTransactions;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.EventLeaf;
import io.firstserved.seal.SealBlock;
import io.firstserved.serialization.EventReader;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The chain on a real database: whole, in order, and never forked, however many nodes seal. */
class SealStepIT {

  private static final int BLOCK_SIZE = 50;
  private static final int TREE_BLOCKS = 3;

  private DriverManagerDataSource source;
  private JdbcTemplate jdbc;
  private int head;

  @BeforeEach
  void freshLog() {
    var database = TestServers.mysql().freshDatabase("seal");
    source =
        new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
    Flyway.configure().dataSource(source).locations("classpath:db/migration/log").load().migrate();
    jdbc = new JdbcTemplate(source);
    head = 0;
  }

  private SealStep node() {
    return new SealStep(
        new SealTable(JdbcClient.create(source)),
        new TreeStep(new TreeTable(JdbcClient.create(source)), TREE_BLOCKS),
        transactions(Duration.ofSeconds(6)),
        BLOCK_SIZE);
  }

  private BoundedTransactions transactions(Duration silenceLimit) {
    return new BoundedTransactions(
        JdbcClient.create(source),
        new TransactionTemplate(new JdbcTransactionManager(source)),
        silenceLimit);
  }

  private void append(int events) {
    var rows =
        IntStream.rangeClosed(head + 1, head + events)
            .mapToObj(
                index ->
                    new Object[] {
                      index,
                      "spring#" + index,
                      "coupon-" + index,
                      ("{\"couponId\":\"%026d\",\"campaignId\":\"spring\",\"userId\":\"u%d\","
                              + "\"serial\":%d,\"ordinal\":1,\"reservedAt\":\"2026-05-01T10:00:00Z\"}")
                          .formatted(index, index, index)
                          .getBytes(StandardCharsets.UTF_8)
                    })
            .toList();
    jdbc.batchUpdate(
        "INSERT INTO domain_event_entry VALUES (?, ?, ?, 0, 'coupon', '2026-05-01T10:00:00Z',"
            + " 'coupon-issued', '1', ?, '{}')",
        rows);
    head += events;
    jdbc.update("UPDATE log_position SET head = ?", head);
  }

  private static void sealAll(SealStep node) {
    while (node.seal().more()) {
      // one block after the other
    }
  }

  @Test
  void sealsFullBlocksAndThenTheRest() {
    append(120);
    sealAll(node());
    assertThat(blocks()).containsExactly("1: 1-50", "2: 51-100", "3: 101-120");
    assertThat(recomputed()).isEqualTo(stored());
  }

  @Test
  void goesOnWhereAnotherNodeOrALifeBeforeItEnded() {
    append(70);
    sealAll(node());
    append(30);
    sealAll(node());
    assertThat(blocks()).containsExactly("1: 1-50", "2: 51-70", "3: 71-100");
    assertThat(recomputed()).isEqualTo(stored());
  }

  @Test
  void isOneChainHoweverManyNodesSeal() throws Exception {
    append(1_000);
    try (var nodes = Executors.newFixedThreadPool(4)) {
      var running =
          IntStream.range(0, 4)
              .mapToObj(
                  n ->
                      nodes.submit(
                          () -> {
                            var node = node();
                            while (sealedTo() < head) {
                              node.seal();
                            }
                          }))
              .toList();
      for (var node : running) {
        node.get();
      }
    }
    assertThat(blocks()).hasSize(20).first().isEqualTo("1: 1-50");
    assertThat(recomputed()).isEqualTo(stored());
  }

  /** To the database a node that vanished is one that says nothing any more. */
  @Test
  void takesTheTurnOfANodeThatVanishedInTheMiddleOfASeal() throws Exception {
    append(10);
    var turn = new CompletableFuture<Boolean>();
    var end = new CountDownLatch(1);
    var vanished =
        Thread.ofVirtual()
            .start(
                () ->
                    assertThatThrownBy(
                        () ->
                            transactions(Duration.ofSeconds(1))
                                .execute(() -> holdTurn(turn, end))));
    assertThat(turn.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(node().seal().events()).isZero();

    await().atMost(Duration.ofSeconds(10)).until(() -> node().seal().events() == 10);

    end.countDown();
    vanished.join();
  }

  private int holdTurn(CompletableFuture<Boolean> turn, CountDownLatch end) {
    turn.complete(new SealTable(JdbcClient.create(source)).takeTurn());
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  @Test
  void sealsNoHole() {
    append(20);
    jdbc.update("DELETE FROM domain_event_entry WHERE global_index = 7");
    assertThatThrownBy(() -> node().seal()).hasMessageContaining("19 events from 1 to 20");
    assertThat(blocks()).isEmpty();
  }

  @Test
  void sealsNothingOfALogThatHasDiverged() throws Exception {
    append(20);
    var identity =
        new LogIdentity(
            JdbcClient.create(source),
            () -> List.of(new SeenEvent(0, 21, "0123456789abcdef")),
            Stream::empty);
    identity.check();
    var sealer = new LogSealer(node(), identity, properties(), new SimpleMeterRegistry());
    try (var loop = LoopsForTests.running(sealer)) {
      await().until(() -> loop.state().failures() >= 2);
      assertThat(loop.state().lastFailure()).contains("LOG_DIVERGED");
    }

    assertThat(blocks()).isEmpty();
  }

  private static SealProperties properties() {
    return new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("first-served.log.seal", SealProperties.class);
  }

  private long sealedTo() {
    var last = jdbc.queryForObject("SELECT MAX(last_index) FROM log_seal", Long.class);
    return last == null ? 0 : last;
  }

  private List<String> blocks() {
    return jdbc.query(
        "SELECT * FROM log_seal ORDER BY block",
        (row, n) ->
            row.getLong("block")
                + ": "
                + row.getLong("first_index")
                + "-"
                + row.getLong("last_index"));
  }

  private List<String> stored() {
    return jdbc.query(
        "SELECT seal FROM log_seal ORDER BY block",
        (row, n) -> HexFormat.of().formatHex(row.getBytes(1)));
  }

  /** The chain as anybody computes it from rows, salts and the blocks' borders. */
  private List<String> recomputed() {
    var salt =
        new CampaignSalt(
            "spring", jdbc.queryForObject("SELECT salt FROM log_seal_salt", byte[].class));
    var table = new SealTable(JdbcClient.create(source));
    var reader = new EventReader();
    var seals = new ArrayList<String>();
    var previous = SealBlock.GENESIS;
    for (var border :
        jdbc.query(
            "SELECT first_index, last_index FROM log_seal ORDER BY block",
            (row, n) -> new long[] {row.getLong(1), row.getLong(2)})) {
      var block = new SealBlock(border[0]);
      for (LogRow row : table.rows(border[0], border[1])) {
        block.add(salt, EventLeaf.of(row, reader.read(row), salt).hash());
      }
      previous = block.seal(previous);
      seals.add(HexFormat.of().formatHex(previous));
    }
    return seals;
  }
}
