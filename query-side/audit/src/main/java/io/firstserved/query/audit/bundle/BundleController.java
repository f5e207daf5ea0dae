package io.firstserved.query.audit.bundle;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.edge.Caller;
import io.firstserved.edge.RefusedFor;
import io.firstserved.signature.SigningKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Bundles, the key that signs them, and users' receipts. */
@RestController
@Tag(name = "audits")
class BundleController {

  private final ProvenAudits audits;
  private final BundleExport export;
  private final SigningKeys keys;
  private final Receipts receipts;

  BundleController(ProvenAudits audits, BundleExport export, SigningKeys keys, Receipts receipts) {
    this.audits = audits;
    this.export = export;
    this.keys = keys;
    this.receipts = receipts;
  }

  /**
   * The key that verifies bundles.
   *
   * @param algorithm how it signs
   * @param publicKey its public half, hex
   */
  record PublishedKey(String algorithm, String publicKey) {}

  /** Written to a file first, so that a bundle is sent whole or not at all. */
  @GetMapping(path = "/api/v1/audits/{id}/bundle", produces = MediaType.APPLICATION_NDJSON_VALUE)
  @Operation(
      operationId = "exportBundle",
      summary = "The proof bundle of the campaign that this audit found proven")
  @ApiResponse(
      responseCode = "200",
      description = "One JSON object per line",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_NDJSON_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @RefusedFor({Reason.NOT_FOUND, Reason.NOT_PROVEN, Reason.VOIDED})
  ResponseEntity<StreamingResponseBody> bundle(
      @PathVariable @Pattern(regexp = ProvenAudits.ID_PATTERN) String id) throws IOException {
    var proven = audits.find(id);
    var file = Files.createTempFile("proof-bundle-", ".ndjson");
    try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
      export.write(proven.campaign(), proven.head(), out);
    } catch (IOException | RuntimeException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
    StreamingResponseBody body =
        response -> {
          try {
            Files.copy(file, response);
          } finally {
            Files.deleteIfExists(file);
          }
        };
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .contentLength(Files.size(file))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + proven.campaign() + ".proof.ndjson\"")
        .body(body);
  }

  @GetMapping("/api/v1/audits/signing-key")
  @Operation(operationId = "findSigningKey", summary = "The public key that signs bundles, hex")
  PublishedKey signingKey() {
    return new PublishedKey(SigningKey.ALGORITHM, HexFormat.of().formatHex(keys.key().publicKey()));
  }

  @GetMapping("/api/v1/coupons/{couponId}/receipt")
  @Operation(
      operationId = "findReceipt",
      summary = "What opens the holder's commitment in the campaign's bundle; for the holder")
  @RefusedFor({Reason.UNKNOWN_COUPON, Reason.OVERLOADED, Reason.VOIDED})
  Receipts.Receipt receipt(
      @PathVariable @Pattern(regexp = CouponId.PATTERN) String couponId, Caller caller) {
    return receipts
        .find(couponId)
        .filter(receipt -> caller.speaksFor(receipt.userId()))
        .orElseThrow(
            () -> new RefusedException(Reason.UNKNOWN_COUPON, "no such coupon: " + couponId));
  }
}
