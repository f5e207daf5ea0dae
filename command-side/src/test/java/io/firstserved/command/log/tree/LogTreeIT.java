package io.firstserved.command.log.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.command.log.seal.SealedLog;
import io.firstserved.tree.TileId;
import io.firstserved.tree.TiledTree;
import io.firstserved.tree.TreeGrowth;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tree on a real database: of all leaf hashes that the sealer keeps, however it grew. */
class LogTreeIT {

  private SealedLog log;

  @BeforeEach
  void freshLog() {
    log = new SealedLog("tree");
  }

  private byte[] root() {
    return new TiledTree(log.tree(), log.tree().entries()).root();
  }

  private byte[] storedRoot() {
    return log.jdbc().sql("SELECT root FROM log_tree").query(byte[].class).single();
  }

  /** From the leaf hashes in the seals, in one go. */
  private byte[] rootOfSealedLeaves() {
    var leaves = new ByteArrayOutputStream();
    log.jdbc()
        .sql("SELECT leaves FROM log_seal ORDER BY block")
        .query(byte[].class)
        .list()
        .forEach(leaves::writeBytes);
    var tree = new TreeGrowth(id -> new byte[0], 0);
    tree.append(leaves.toByteArray());
    return tree.root();
  }

  @Test
  void isEmptyBeforeTheFirstEvent() {
    assertThat(log.tree().entries()).isZero();
    assertThat(storedRoot()).isEqualTo(root());
    assertThat(log.seal().tree().entries()).isZero();
  }

  @Test
  void growsWithTheSealsAndGoesOnWhereAnotherNodeEnded() {
    for (int events : new int[] {1, 120, 300, 7}) {
      log.append(events).seal();
      assertThat(root()).isEqualTo(rootOfSealedLeaves()).isEqualTo(storedRoot());
    }
    assertThat(log.tree().entries()).isEqualTo(428);
    assertThat(log.tree().hashes(new TileId(0, 0))).hasSize(256 * 32);
    assertThat(log.tree().hashes(new TileId(0, 1))).hasSize(172 * 32);
    assertThat(log.tree().hashes(new TileId(1, 0))).hasSize(32);
    assertThat(log.tree().hashes(new TileId(0, 2))).isEmpty();
  }

  /** In steps of {@code treeBlocks} blocks, from the middle of none. */
  @Test
  void catchesUpALogThatWasSealedBeforeThereWasATree() {
    log.append(1_234).seal();
    var before = root();
    log.deleteTree();
    log.append(10).seal();
    assertThat(log.tree().entries()).isEqualTo(1_244);
    assertThat(root()).isEqualTo(rootOfSealedLeaves());
    assertThat(new TiledTree(log.tree(), 1_234).root()).isEqualTo(before);
  }

  @Test
  void sealsNothingMoreOfALogWhoseSealsWereDeleted() {
    log.append(100).seal();
    log.execute("DELETE FROM log_seal WHERE block = 2");
    log.execute("DELETE FROM domain_event_entry WHERE global_index > 90");
    log.execute("UPDATE log_position SET head = 90");
    assertThatThrownBy(log::seal)
        .hasMessage("the tree has 100 entries, and 90 events are sealed: seals were deleted");
  }
}
