package io.firstserved.query.transparency;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.edge.Caller;
import io.firstserved.edge.RefusedFor;
import io.firstserved.edge.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proofs for holders, and for whoever kept an earlier checkpoint. */
@RestController
@Tag(name = "transparency")
class ProofController {

  /** The largest whole number that every JSON reader takes as it is. */
  private static final long MAX_SIZE = (1L << 53) - 1;

  private final LogEntries entries;
  private final Proofs proofs;
  private final BoundedReads reads;

  ProofController(LogEntries entries, Proofs proofs, BoundedReads reads) {
    this.entries = entries;
    this.proofs = proofs;
    this.reads = reads;
  }

  /** Of a coupon that is another's nothing is said, not even that it exists. */
  @GetMapping(path = "/api/v1/coupons/{couponId}/proof", produces = LogController.TEXT)
  @Operation(
      operationId = "proveCoupon",
      summary =
          "The proof that a coupon's issue is in the signed log: C2SP tlog-proof, with the entry as"
              + " extra data; for the holder and auditors")
  @RefusedFor({Reason.UNKNOWN_COUPON, Reason.OVERLOADED, Reason.VOIDED})
  ResponseEntity<String> proof(
      @PathVariable @Pattern(regexp = CouponId.PATTERN) String couponId,
      @Parameter(hidden = true) Caller caller) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(reads.read(() -> proofs.inclusion(issue(couponId, caller))));
  }

  private LogEntries.Issue issue(String couponId, Caller caller) {
    return entries
        .issue(couponId)
        .filter(issue -> maySee(caller, issue.event().userId().value()))
        .orElseThrow(
            () -> new RefusedException(Reason.UNKNOWN_COUPON, "no such coupon: " + couponId));
  }

  private static boolean maySee(Caller caller, String holder) {
    return caller.has(Role.AUDITOR) || caller.speaksFor(holder);
  }

  /**
   * What shows that the log only grew between two sizes.
   *
   * @param from the smaller size
   * @param to the larger size
   * @param hashes base64, in the order of RFC 6962, section 2.1.2; none if a size is 0 or both are
   *     the same
   */
  record Consistency(long from, long to, List<String> hashes) {}

  @GetMapping("/api/v1/logs/{log}/consistency")
  @Operation(
      operationId = "proveConsistency",
      summary = "The proof that the log of one size begins with the log of a smaller one: RFC 6962")
  @RefusedFor({Reason.NOT_FOUND, Reason.OVERLOADED})
  Consistency consistency(
      @PathVariable @Pattern(regexp = ServedLog.NUMBER) String log,
      @RequestParam @Min(0) @Max(MAX_SIZE) long from,
      @RequestParam @Min(0) @Max(MAX_SIZE) long to) {
    LogController.requireLog(log);
    return new Consistency(from, to, reads.read(() -> proofs.consistency(from, to)));
  }
}
