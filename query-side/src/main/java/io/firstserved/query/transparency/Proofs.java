package io.firstserved.query.transparency;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.tree.TiledTree;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;

/** Proofs from the log's tree: each reads O(log n) tiles. */
@Component
class Proofs {

  private static final String FORMAT = "c2sp.org/tlog-proof@v1";

  private final ServedLog served;

  Proofs(ServedLog served) {
    this.served = served;
  }

  /**
   * That an issue is in the signed log, as tlog-proof writes it: with its entry as extra data.
   *
   * @throws RefusedException UNAVAILABLE if it is in no signed checkpoint yet
   */
  String inclusion(LogEntries.Issue issue) {
    var signed =
        served
            .signed()
            .filter(checkpoint -> checkpoint.entries() > issue.index())
            .orElseThrow(
                () ->
                    new RefusedException(
                        Reason.UNAVAILABLE, "the coupon is in no signed checkpoint yet"));
    var path = new TiledTree(served.tree(), signed.entries()).inclusion(issue.index());
    var proof = new StringBuilder(FORMAT).append('\n');
    proof.append("extra ").append(base64(issue.entry())).append('\n');
    proof.append("index ").append(issue.index()).append('\n');
    path.forEach(hash -> proof.append(base64(hash)).append('\n'));
    return proof.append('\n').append(signed.note()).toString();
  }

  /**
   * That the tree of one size begins with the tree of another.
   *
   * @throws RefusedException NOT_FOUND if the log never had both sizes, in this order
   */
  List<String> consistency(long from, long to) {
    if (from > to || to > served.tree().entries()) {
      throw new RefusedException(
          Reason.NOT_FOUND, "the log did not grow from %d to %d entries".formatted(from, to));
    }
    return new TiledTree(served.tree(), to).consistency(from).stream().map(Proofs::base64).toList();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
