package io.firstserved.query.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.query.audit.AuditedSystem;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.serialization.EventReader;
import io.firstserved.tree.TileId;
import io.firstserved.tree.TreeHash;
import io.firstserved.tree.TreeProof;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers are served of the log, and what holders can prove; tried with Go's libraries. */
class TransparencyIT {

  private static final List<LogRow> ROWS = SimulatedHistory.rows(42, 2_500);

  /** The sealer is always a little further than the signer. */
  private static final int SIGNED = ROWS.size() - 20;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static AuditedSystem system;
  private static QueryNode node;
  private static PublishedLog log;
  private static String earlier;
  private static String signed;

  @BeforeAll
  static void start() {
    system = AuditedSystem.with(ROWS, Map.of("first-served.security.mode", "jwt"));
    node = system.node;
    log = new PublishedLog(system.log);
    log.grow();
    earlier = log.sign(300);
    signed = log.sign(SIGNED);
  }

  @AfterAll
  static void stop() {
    HTTP.close();
    system.close();
  }

  private static HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String url() {
    return "http://127.0.0.1:" + node.port();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static CouponIssued issueAt(int index) {
    return (CouponIssued)
        ((EventReader.Outcome.Event) new EventReader().read(ROWS.get(index))).payload();
  }

  /** The place of an issue at or after this one. */
  private static int issueFrom(int index) {
    int at = index;
    while (!ROWS.get(at).payloadType().equals("coupon-issued")) {
      at++;
    }
    return at;
  }

  @Test
  void servesTheCheckpointAndItsKeyAsTheyWereSigned() throws Exception {
    var checkpoint = get("/logs/0/checkpoint");
    assertThat(checkpoint.statusCode()).isEqualTo(200);
    assertThat(new String(checkpoint.body(), UTF_8)).isEqualTo(signed);
    assertThat(header(checkpoint, "Content-Type"))
        .isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(header(checkpoint, "Cache-Control")).isEqualTo("no-cache");
    assertThat(new String(get("/logs/0/vkey").body(), UTF_8)).isEqualTo(log.verifierKey() + "\n");
  }

  @Test
  void servesEveryTileOfTheSignedTree() throws Exception {
    for (int level = 0; level <= 1; level++) {
      for (int number = 0; new TileId(level, number).widthAt(SIGNED) > 0; number++) {
        var id = new TileId(level, number);
        int width = id.widthAt(SIGNED);
        var answer = get("/logs/0/tile/%d/%03d%s".formatted(level, number, width(width)));
        assertThat(answer.statusCode()).as("%s", id).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Arrays.copyOf(log.tile(id), width * TreeHash.LENGTH));
        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Cache-Control"))
            .contains("public", "immutable", "max-age=31536000");
      }
    }
    assertThat(get("/logs/0/tile/0/000.p/7").body()).hasSize(7 * TreeHash.LENGTH);
  }

  private static String width(int width) {
    return width == TileId.WIDTH ? "" : ".p/" + width;
  }

  @Test
  void servesEntriesThatAreWhatTheLeavesAreHashesOfAndNameNobody() throws Exception {
    for (int first = 0; first < SIGNED; first += TileId.WIDTH) {
      int width = Math.min(TileId.WIDTH, SIGNED - first);
      var answer = get("/logs/0/tile/entries/%03d%s".formatted(first / TileId.WIDTH, width(width)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "Cache-Control")).contains("immutable");
      var bundle = ByteBuffer.wrap(answer.body());
      for (int n = 0; n < width; n++) {
        var entry = new byte[Short.toUnsignedInt(bundle.getShort())];
        bundle.get(entry);
        assertThat(TreeHash.leaf(entry))
            .as("entry %d", first + n)
            .isEqualTo(TreeHash.at(log.tile(new TileId(0, first / TileId.WIDTH)), n));
        requireNoPerson(first + n, entry);
      }
      assertThat(bundle.hasRemaining()).isFalse();
    }
  }

  private static void requireNoPerson(int index, byte[] entry) {
    if (ROWS.get(index).payloadType().equals("coupon-issued")) {
      var issue = issueAt(index);
      assertThat(new String(entry, UTF_8))
          .doesNotContain(issue.userId().value())
          .doesNotContain(issue.couponId().value());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/logs/1/checkpoint",
        "/logs/1/vkey",
        "/logs/00/tile/0/000",
        "/logs/0/tile/0/009",
        "/logs/0/tile/0/999",
        "/logs/0/tile/0/x999/x999/x999/x999/999",
        "/logs/0/tile/1/000",
        "/logs/0/tile/1/000.p/9",
        "/logs/0/tile/63/000.p/1",
        "/logs/0/tile/64/000.p/1",
        "/logs/0/tile/entries/009",
        "/logs/0/tile/entries/999.p/1",
        "/logs/0/tile/entries/000.p/256",
        "/logs/0/tile/00/000",
        "/logs/0/tile/0/0",
        "/logs/0/tile/0/000.p/0",
        "/logs/0/tile/0/",
        "/logs/0/tile/0",
        "/logs/0/tile/data/000",
        "/logs/0/nothing"
      })
  void knowsNothingElse(String path) throws Exception {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(header(answer, "Cache-Control")).doesNotContain("immutable");
  }

  @Nested
  class OfACoupon {

    private final int index = issueFrom(400);
    private final CouponIssued issue = issueAt(index);
    private final String path = "/api/v1/coupons/" + issue.couponId().value() + "/proof";

    private QueryNode.Answer proof(String token) {
      return node.send("GET", path, token, null);
    }

    @Test
    void provesToHolderAndAuditorThatItIsInTheSignedLog() {
      for (var token : List.of(Tokens.of(issue.userId().value()), Tokens.of("ann", "auditor"))) {
        var answer = proof(token);
        assertThat(answer.status()).isEqualTo(200);
        var parts = answer.raw().body().split("\n\n", 2);
        assertThat(parts[1]).isEqualTo(signed);
        var lines = parts[0].split("\n");
        assertThat(lines[0]).isEqualTo("c2sp.org/tlog-proof@v1");
        assertThat(lines[2]).isEqualTo("index " + index);
        var entry = Base64.getDecoder().decode(lines[1].substring("extra ".length()));
        var hashes =
            Arrays.stream(lines).skip(3).map(line -> Base64.getDecoder().decode(line)).toList();
        assertThat(
                TreeProof.includes(
                    TreeHash.leaf(entry), index, SIGNED, hashes, log.tree(SIGNED).root()))
            .isTrue();
      }
    }

    @Test
    void saysTheSameOfAnothersCouponAsOfNone() {
      var foreign = proof(Tokens.of("somebody-else"));
      var unknown =
          node.send(
              "GET",
              "/api/v1/coupons/" + "0".repeat(26) + "/proof",
              Tokens.of("somebody-else"),
              null);
      for (var answer : List.of(foreign, unknown)) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("reason").asString()).isEqualTo("UNKNOWN_COUPON");
      }
      assertThat(proof(null).status()).isEqualTo(401);
    }

    @Test
    void asksToComeBackForOneThatIsNotSignedYet() {
      var late = issueAt(issueFrom(SIGNED));
      var answer =
          node.send(
              "GET",
              "/api/v1/coupons/" + late.couponId().value() + "/proof",
              Tokens.of(late.userId().value()),
              null);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body().path("reason").asString()).isEqualTo("UNAVAILABLE");
      assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void provesThatItOnlyGrewBetweenTwoSizes() {
    for (long[] sizes : new long[][] {{0, 5}, {1, 300}, {255, 256}, {300, SIGNED}, {7, 7}}) {
      var answer =
          node.get("/api/v1/logs/0/consistency?from=%d&to=%d".formatted(sizes[0], sizes[1]));
      assertThat(answer.status()).isEqualTo(200);
      var hashes =
          answer
              .body()
              .path("hashes")
              .valueStream()
              .map(hash -> Base64.getDecoder().decode(hash.asString()))
              .toList();
      assertThat(
              TreeProof.extended(
                  sizes[0], log.tree(sizes[0]).root(), sizes[1], log.tree(sizes[1]).root(), hashes))
          .isTrue();
    }
    for (var malformed : List.of("from=-1&to=4", "from=1", "from=a&to=4")) {
      assertThat(consistency(0, malformed)).as(malformed).isEqualTo(400);
    }
    for (var never : List.of("from=5&to=4", "from=0&to=100000")) {
      assertThat(consistency(0, never)).as(never).isEqualTo(404);
    }
    assertThat(consistency(1, "from=1&to=2")).isEqualTo(404);
  }

  private static int consistency(int ofLog, String sizes) {
    return node.get("/api/v1/logs/%d/consistency?%s".formatted(ofLog, sizes)).status();
  }

  @Test
  void holdsForAVerifierOnTheLibrariesOfOthersAndNotOnceAnythingWasChanged() throws Exception {
    var go = GoVerifier.build(folder);
    var previous = Files.writeString(folder.resolve("previous"), earlier).toString();
    var holder = issueAt(issueFrom(500));
    var text =
        node.send(
                "GET",
                "/api/v1/coupons/" + holder.couponId().value() + "/proof",
                Tokens.of(holder.userId().value()),
                null)
            .raw()
            .body();
    var proof = Files.writeString(folder.resolve("proof"), text).toString();
    var all = new String[] {"-vkey", log.verifierKey(), "-previous", previous, "-proof", proof};

    var sound = go.verify(url() + "/logs/0", all);
    assertThat(sound.output())
        .contains("checkpoint: shop.example/logs/0, " + SIGNED + " entries")
        .contains("entries and tiles: they lead to the signed root")
        .contains("previous: the log extends the one of 300 entries")
        .contains("is in the signed log of " + SIGNED + " entries");
    assertThat(sound.status()).isZero();

    refutes(
        go,
        "entry 600 is not the one that the tree has",
        "UPDATE domain_event_entry SET time_stamp = ? WHERE global_index = 601",
        "2020-01-01T00:00:00Z",
        ROWS.get(600).timestamp());
    var tile = log.tile(new TileId(0, 1));
    var damaged = tile.clone();
    damaged[0] ^= 1;
    refutes(
        go,
        "tile 0/1 is not that of the signed tree",
        "UPDATE log_tree_tile SET hashes = ? WHERE tile_level = 0 AND tile_number = 1",
        damaged,
        tile);
    refutes(
        go,
        "the checkpoint's signature: ",
        "UPDATE log_checkpoint SET note = ?",
        signed.replace("\n" + SIGNED + "\n", "\n" + (SIGNED - 1) + "\n"),
        signed);
  }

  private static void refutes(GoVerifier go, String why, String change, Object other, Object own)
      throws Exception {
    system.log.jdbc.update(change, other);
    try {
      var outcome = go.verify(url() + "/logs/0", "-vkey", log.verifierKey());
      assertThat(outcome.output()).contains("NOT VERIFIED: " + why);
      assertThat(outcome.status()).isEqualTo(2);
    } finally {
      system.log.jdbc.update(change, own);
    }
  }
}
