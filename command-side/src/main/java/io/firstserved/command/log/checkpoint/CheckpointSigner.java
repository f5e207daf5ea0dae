package io.firstserved.command.log.checkpoint;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.signature.Checkpoint;
import io.firstserved.signature.SignedNote;
import io.firstserved.signature.SigningKey;
import io.firstserved.tree.StoredTree;
import io.firstserved.tree.TiledTree;
import io.firstserved.tree.TreeHash;
import io.firstserved.tree.TreeProof;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs the log's tree as it is, if it extends the one that was signed last. Remembers first and
 * publishes then, so that nothing is ever published that is not remembered.
 *
 * <pre>
 *  nothing remembered, nothing published ──▶ begins with the empty tree
 *  nothing remembered, but published ──────▶ refuses, until an operator accepts a state
 *  remembered, or accepted ────────────────▶ signs what extends it, refuses all else
 * </pre>
 *
 * Used by one node at a time, with the memory's lock.
 */
final class CheckpointSigner {

  private final StoredTree tree;
  private final CheckpointTable table;
  private final SignerMemory memory;
  private final SignerKey keys;
  private final CheckpointProperties properties;

  CheckpointSigner(
      StoredTree tree,
      CheckpointTable table,
      SignerMemory memory,
      SignerKey keys,
      CheckpointProperties properties) {
    this.tree = tree;
    this.table = table;
    this.memory = memory;
    this.keys = keys;
    this.properties = properties;
  }

  /**
   * Signs, unless it has signed this very tree already.
   *
   * @return up to which size the log is signed now
   * @throws SigningRefusedException if the tree does not extend what was signed, or it is not known
   *     what was
   */
  long sign() throws IOException {
    long incarnation = table.incarnation();
    var origin = properties.origin(LogIdentity.LOG, incarnation);
    requireKnown(incarnation);
    var signed = memory.signed(incarnation);
    var notes = new SignedNote(origin, key(incarnation, signed));
    var last = last(incarnation, notes, origin, signed);
    long entries = tree.entries();
    var now = new Checkpoint(origin, entries, new TiledTree(tree, entries).root());
    requireExtends(last, now);
    requireOwn(incarnation, notes, now, signed.isPresent());
    if (signed.isPresent() && last.size() == entries) {
      publish(incarnation, entries, signed.get(), notes);
    } else {
      var note = notes.sign(now.text());
      memory.sign(incarnation, note);
      publish(incarnation, entries, note, notes);
    }
    return entries;
  }

  /** Accepts the empty tree where nothing was ever signed. */
  private void requireKnown(long incarnation) throws IOException {
    var latest = memory.latest();
    if (latest.isEmpty()) {
      requireFresh();
      var origin = properties.origin(LogIdentity.LOG, incarnation);
      memory.accept(incarnation, new Checkpoint(origin, 0, TreeHash.empty()).text());
    } else if (latest.getAsLong() > incarnation) {
      throw new SigningRefusedException(
          "incarnation %d of the log was signed, and its database is of incarnation %d"
              .formatted(latest.getAsLong(), incarnation));
    } else if (latest.getAsLong() < incarnation) {
      throw new SigningRefusedException(
          ("incarnation %d of the log has begun, and nobody accepted it here: %s knows"
                  + " incarnation %d")
              .formatted(incarnation, memory, latest.getAsLong()));
    }
  }

  private void requireFresh() throws IOException {
    if (table.hasPublished() || memory.key().isPresent()) {
      throw new SigningRefusedException(
          "the signer has lost its memory: checkpoints were signed, and %s does not know the last"
              .formatted(memory));
    }
  }

  private SigningKey key(long incarnation, Optional<String> signed) throws IOException {
    var key = keys.find();
    if (key.isEmpty() && signed.isPresent()) {
      throw new SigningRefusedException(
          "the key that signed incarnation %d is missing from %s".formatted(incarnation, memory));
    }
    return key.isPresent() ? key.get() : keys.draw();
  }

  private Checkpoint last(
      long incarnation, SignedNote notes, String origin, Optional<String> signed)
      throws IOException {
    if (signed.isPresent() && !notes.verifies(signed.get())) {
      throw new SigningRefusedException(
          "what %s says was signed last was not signed with this key, as %s"
              .formatted(memory, origin));
    }
    var known = signed.isPresent() ? signed : memory.accepted(incarnation);
    var last = read(known.orElseThrow());
    if (!last.origin().equals(origin)) {
      throw new SigningRefusedException(
          "%s knows a checkpoint of %s, not of %s".formatted(memory, last.origin(), origin));
    }
    return last;
  }

  private Checkpoint read(String note) {
    try {
      return Checkpoint.parse(SignedNote.text(note));
    } catch (IllegalArgumentException unreadable) {
      throw new SigningRefusedException(
          "%s has what is no checkpoint: %s".formatted(memory, unreadable.getMessage()));
    }
  }

  /** What is published is this signer's own, and the tree extends it as well. */
  private void requireOwn(long incarnation, SignedNote notes, Checkpoint now, boolean remembered) {
    var published = table.published(incarnation);
    if (published.isEmpty()) {
      return;
    }
    if (notes.verifies(published.get())) {
      requireExtends(read(published.get()), now);
    } else if (remembered) {
      throw new SigningRefusedException(
          "the published checkpoint of %s was not signed with this key".formatted(now.origin()));
    }
  }

  private void requireExtends(Checkpoint last, Checkpoint now) {
    if (last.size() > now.size()) {
      throw new SigningRefusedException(
          "the log's tree has %d entries, and %d were signed".formatted(now.size(), last.size()));
    }
    var proof = new TiledTree(tree, now.size()).consistency(last.size());
    if (!TreeProof.extended(last.size(), last.root(), now.size(), now.root(), proof)) {
      throw new SigningRefusedException(
          ("the log's tree of %d entries does not begin with the %d that were signed: something in"
                  + " them was changed")
              .formatted(now.size(), last.size()));
    }
  }

  private void publish(long incarnation, long entries, String note, SignedNote notes) {
    if (!table.published(incarnation).equals(Optional.of(note))) {
      table.publish(incarnation, entries, note, notes.verifierKey());
    }
  }

  /**
   * Begins a life of the log that an operator accepted: with what is left of the tree before its
   * first event.
   *
   * @param firstIndex its first event's place in the log, from 1
   * @throws SigningRefusedException if what was signed must still be there, and is not
   */
  void accept(long incarnation, long firstIndex) throws IOException {
    long kept = Math.min(tree.entries(), firstIndex - 1);
    var origin = properties.origin(LogIdentity.LOG, incarnation);
    var begun = new Checkpoint(origin, kept, new TiledTree(tree, kept).root());
    var before = memory.latest();
    if (before.isPresent() && before.getAsLong() < incarnation) {
      var last = memory.signed(before.getAsLong()).map(this::read);
      if (last.isPresent() && last.get().size() <= kept) {
        requireExtends(last.get(), begun);
      }
    }
    if (memory.signed(incarnation).isEmpty()) {
      memory.accept(incarnation, begun.text());
    }
  }
}
