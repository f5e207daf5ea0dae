package io.firstserved.query.audit.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.LogDatabase;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.seal.SealedHead;
import io.firstserved.signature.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bundle is proven by the verifier, which shares no code with the service, or by nobody. */
class BundleIT {

  private static final List<LogRow> ROWS = SimulatedHistory.rows(42, 900);
  private static final String CAMPAIGN = "campaign-0";
  private static final byte[] SEED = new byte[32];
  private static final String KEY = HexFormat.of().formatHex(SigningKey.of(SEED).publicKey());
  private static final int NOT_PROVEN = 2;
  private static final int NO_BUNDLE = 3;
  private static final int NOT_TRUSTED = 4;

  private static LogDatabase log;
  private static BundleExport export;

  @BeforeAll
  static void fillALog() {
    log = new LogDatabase();
    log.append(ROWS);
    log.seal(ROWS);
    export = exportFrom(log);
  }

  private static BundleExport exportFrom(LogDatabase database) {
    var settings =
        Map.of("first-served.audit.signing-key", Base64.getEncoder().encodeToString(SEED));
    var limits =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("first-served.audit", AuditProperties.class);
    var source = database.jdbc.getDataSource();
    return new BundleExport(
        source,
        new SigningKeys(JdbcClient.create(source), limits),
        limits,
        Clock.fixed(Instant.parse("2026-05-02T12:00:00Z"), ZoneOffset.UTC));
  }

  private static SealedHead head(LogDatabase database) {
    return database.jdbc.queryForObject(
        "SELECT block, last_index, seal FROM log_seal ORDER BY block DESC LIMIT 1",
        (row, n) ->
            new SealedHead(
                row.getLong(1), row.getLong(2), HexFormat.of().formatHex(row.getBytes(3))));
  }

  private static byte[] bundle() throws Exception {
    var out = new ByteArrayOutputStream();
    export.write(CAMPAIGN, head(log), out);
    return out.toByteArray();
  }

  @Test
  void isProvenByTheVerifierAndNamesNobody() throws Exception {
    var bundle = bundle();

    var outcome = Verifier.run(bundle, "--key", KEY);

    assertThat(outcome.output()).startsWith("PROVEN: campaign " + CAMPAIGN);
    assertThat(outcome.status()).isZero();
    assertThat(new String(bundle, StandardCharsets.UTF_8)).doesNotContain("user-");
  }

  @Test
  void isNotProvenWithOneByteChangedOrALineMissing() throws Exception {
    assertThat(Verifier.acceptedChanges(bundle())).isEmpty();
  }

  @Test
  void isNotProvenUnderAnotherKey() throws Exception {
    assertThat(Verifier.run(bundle(), "--key", "00".repeat(32)).output())
        .contains("NOT PROVEN: signed by another key");
  }

  @Test
  void isNotTrustedUnderAKeyThatNobodyVouchesFor() throws Exception {
    var outcome = Verifier.run(bundle());

    assertThat(outcome.output()).startsWith("NOT TRUSTED").doesNotContain("PROVEN");
    assertThat(outcome.status()).isEqualTo(NOT_TRUSTED);
  }

  /** Whoever has the database and a key can make every hash right. */
  @Test
  void isNotProvenWithAnEventOfAKindThatNobodyKnows() throws Exception {
    var allowed = Verifier.forged(bundle(), "coupon-expired");
    var forged = Verifier.forged(bundle(), "coupon-forged");

    assertThat(Verifier.run(allowed.bundle(), "--key", allowed.key()).status()).isZero();
    assertThat(Verifier.run(allowed.bundle()).status()).isEqualTo(NOT_TRUSTED);
    assertThat(Verifier.run(allowed.bundle(), "--key", KEY).status()).isEqualTo(NOT_PROVEN);
    var outcome = Verifier.run(forged.bundle(), "--key", forged.key());
    assertThat(outcome.output()).contains("NOT PROVEN", "unknown type 'coupon-forged'");
    assertThat(outcome.status()).isEqualTo(NOT_PROVEN);
  }

  @Test
  void continuesAnEarlierOneOfTheSameLogAndNoOther() throws Exception {
    var half = ROWS.subList(0, ROWS.size() / 2);
    var grown = new LogDatabase();
    grown.append(half);
    grown.seal(half);
    var earlier = bundleOf(grown);
    grown.append(ROWS.subList(half.size(), ROWS.size()));
    grown.seal(ROWS.subList(half.size(), ROWS.size()));
    var later = bundleOf(grown);

    assertThat(Verifier.runAfter(earlier, later, "--key", KEY).status()).isZero();
    assertThat(Verifier.runAfter(later, earlier, "--key", KEY).output())
        .contains("another or an older one");
    assertThat(Verifier.runAfter(earlier, bundle(), "--key", KEY).status()).isEqualTo(NOT_PROVEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "[]\n",
        "7\n",
        "null\n",
        "{\"format\":\"first-served-proof-bundle/2\"}\n",
        "\u0000",
        "{\"format\":\"first-served-proof-bundle/1\",\"campaign\":7,\"scopeKey\":1,"
            + "\"sealedUpTo\":[],\"blocks\":{},\"exportedAt\":null}\n"
      })
  void isToldFromAnythingElse(String text) throws Exception {
    var outcome = Verifier.run(text.getBytes(UTF_8), "--key", KEY);

    assertThat(outcome.output().lines()).hasSize(1).first().asString().startsWith("NO BUNDLE");
    assertThat(outcome.status()).isEqualTo(NO_BUNDLE);
  }

  @Test
  void isToldFromBytesThatAreNoTextAndFromTooDeepANesting() throws Exception {
    for (var bytes :
        List.of(new byte[] {(byte) 0xff, '\n'}, ("[".repeat(200_000) + "\n").getBytes(UTF_8))) {
      var outcome = Verifier.run(bytes, "--key", KEY);

      assertThat(outcome.output().lines()).hasSize(1);
      assertThat(outcome.status()).isEqualTo(NO_BUNDLE);
    }
  }

  private static byte[] bundleOf(LogDatabase database) throws Exception {
    var out = new ByteArrayOutputStream();
    exportFrom(database).write(CAMPAIGN, head(database), out);
    return out.toByteArray();
  }

  @Test
  void letsAHolderAndNobodyElseFindTheOwnCoupon() throws Exception {
    var issue = ROWS.stream().filter(row -> row.eventId().startsWith(CAMPAIGN + "#")).findFirst();
    var receipt =
        new Receipts(log.jdbc.getDataSource())
            .find(issue.orElseThrow().aggregateId())
            .orElseThrow();

    var own =
        Verifier.run(
            bundle(), "--key", KEY, "--user", receipt.userId(), "--user-key", receipt.userKey());
    assertThat(own.output()).contains("Your coupons: serial");
    var other = Verifier.run(bundle(), "--user", "stranger", "--user-key", receipt.userKey());
    assertThat(other.status()).isEqualTo(2);
  }

  @Test
  void stillProvesAfterTheUsersAndTheSaltAreErased() throws Exception {
    var database = new LogDatabase();
    database.append(ROWS);
    database.seal(ROWS);
    var out = new ByteArrayOutputStream();
    exportFrom(database).write(CAMPAIGN, head(database), out);

    database.jdbc.update("UPDATE log_seal_salt SET salt = REPEAT(CHAR(0), 32)");
    database.jdbc.update("UPDATE domain_event_entry SET payload = '{}'");

    assertThat(Verifier.run(out.toByteArray(), "--key", KEY).status()).isZero();
  }

  @Test
  void isNotWrittenFromALogThatIsNotTheSealedOne() {
    var database = new LogDatabase();
    database.append(ROWS);
    database.seal(ROWS);
    database.jdbc.update("UPDATE domain_event_entry SET meta_data = '{ }' WHERE global_index = 7");

    assertThatThrownBy(
            () -> exportFrom(database).write(CAMPAIGN, head(database), new ByteArrayOutputStream()))
        .hasMessageContaining("block 1");
  }

  @Test
  void isNotProvenIfTheServiceItselfIssuedTooMany() throws Exception {
    var tampered = io.firstserved.query.audit.check.Tampering.ofASoundLog();
    for (var name :
        List.of(
            "a coupon above every quota",
            "an issue before the opening",
            "a second coupon for a user",
            "a serial given again under its own key")) {
      var rows =
          tampered.casesTheLogItselfShows().stream()
              .filter(change -> change.name().equals(name))
              .findFirst()
              .orElseThrow()
              .rows();
      var database = new LogDatabase();
      database.jdbc.execute(
          "ALTER TABLE domain_event_entry DROP INDEX domain_event_entry_identifier");
      database.append(rows);
      database.seal(rows);
      var out = new ByteArrayOutputStream();
      exportFrom(database).write("spring", head(database), out);
      assertThat(Verifier.run(out.toByteArray()).output()).as(name).contains("NOT PROVEN: index");
    }
  }
}
