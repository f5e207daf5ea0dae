package io.firstserved.query.transparency;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.RefusedFor;
import io.firstserved.tree.TileId;
import io.firstserved.tree.TreeHash;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log for everybody, as tlog-tiles says. */
@RestController
@RequestMapping("/logs/{log}")
@Tag(name = "transparency", description = "The log's tree for everybody, and proofs from it")
class LogController {

  static final String TEXT = "text/plain;charset=utf-8";

  private static final MediaType PLAIN = new MediaType("text", "plain", StandardCharsets.UTF_8);

  /** What has been asked for once never changes. */
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final ServedLog served;
  private final LogEntries entries;
  private final BoundedReads reads;

  LogController(ServedLog served, LogEntries entries, BoundedReads reads) {
    this.served = served;
    this.entries = entries;
    this.reads = reads;
  }

  @GetMapping(path = "/checkpoint", produces = TEXT)
  @Operation(
      operationId = "findCheckpoint",
      summary = "The log's latest signed checkpoint: C2SP signed-note and tlog-checkpoint")
  @RefusedFor({Reason.NOT_FOUND, Reason.OVERLOADED})
  ResponseEntity<String> checkpoint(@PathVariable @Pattern(regexp = ServedLog.NUMBER) String log) {
    return text(signed(log).note());
  }

  @GetMapping(path = "/vkey", produces = TEXT)
  @Operation(
      operationId = "findVerifierKey",
      summary = "The key that verifies checkpoints, one line: C2SP signed-note")
  @RefusedFor({Reason.NOT_FOUND, Reason.OVERLOADED})
  ResponseEntity<String> verifierKey(@PathVariable @Pattern(regexp = ServedLog.NUMBER) String log) {
    return text(signed(log).verifierKey() + "\n");
  }

  private ServedLog.Signed signed(String log) {
    requireLog(log);
    return reads
        .read(served::signed)
        .orElseThrow(
            () -> new RefusedException(Reason.NOT_FOUND, "nothing of this log was signed yet"));
  }

  private static ResponseEntity<String> text(String body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).contentType(PLAIN).body(body);
  }

  /** Not in the specification, which cannot name a path of any number of parts. */
  @Hidden
  @GetMapping("/tile/{level}/{*path}")
  ResponseEntity<byte[]> tile(
      @PathVariable String log, @PathVariable String level, @PathVariable String path) {
    requireLog(log);
    var asked = TilePath.parse(path).orElseThrow(LogController::noSuchTile);
    var body =
        level.equals("entries")
            ? reads.read(() -> bundle(asked))
            : reads.read(() -> hashes(asked, TilePath.level(level)));
    return ResponseEntity.ok()
        .cacheControl(FOR_EVER)
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(body);
  }

  private byte[] hashes(TilePath asked, Optional<Integer> level) {
    var id = new TileId(level.orElseThrow(LogController::noSuchTile), asked.number());
    requireWidth(id, asked.width());
    var hashes = served.tree().hashes(id);
    int length = asked.width() * TreeHash.LENGTH;
    if (hashes.length < length) {
      throw noSuchTile();
    }
    return Arrays.copyOf(hashes, length);
  }

  private byte[] bundle(TilePath asked) {
    requireWidth(new TileId(0, asked.number()), asked.width());
    return entries.bundle(asked.number() * TileId.WIDTH, asked.width());
  }

  private void requireWidth(TileId id, int width) {
    if (id.widthAt(served.tree().entries()) < width) {
      throw noSuchTile();
    }
  }

  static void requireLog(String log) {
    if (!log.equals(Integer.toString(ServedLog.LOG))) {
      throw new RefusedException(Reason.NOT_FOUND, "there is no such log");
    }
  }

  private static RefusedException noSuchTile() {
    return new RefusedException(Reason.NOT_FOUND, "the log's tree has no such tile");
  }
}
