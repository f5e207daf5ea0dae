package io.firstserved.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TiledTreeTest {

  /** The entries and roots that implementations of RFC 6962 are tried with. */
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final MemoryTiles tiles = new MemoryTiles();
  private final List<byte[]> leaves = new ArrayList<>();

  private void grow(List<byte[]> more) {
    leaves.addAll(more);
    assertThat(tiles.append(more)).isEqualTo(new TiledTree(tiles, tiles.size).root());
  }

  private void grow(int entries, long seed) {
    var random = new Random(seed);
    grow(
        Stream.generate(
                () -> {
                  var leaf = new byte[TreeHash.LENGTH];
                  random.nextBytes(leaf);
                  return leaf;
                })
            .limit(entries)
            .toList());
  }

  private byte[] naiveRoot(int size) {
    return NaiveTree.root(leaves.subList(0, size));
  }

  @Test
  void hasTheRootsThatOthersComputed() {
    grow(ENTRIES.stream().map(entry -> TreeHash.leaf(HexFormat.of().parseHex(entry))).toList());
    var roots =
        IntStream.rangeClosed(0, ENTRIES.size())
            .mapToObj(size -> HexFormat.of().formatHex(new TiledTree(tiles, size).root()));
    assertThat(roots).containsExactlyElementsOf(ROOTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 513, 1_000, 65_535, 65_536, 65_600})
  void growsAsTheFormatSays(int size) {
    grow(size, size);
    assertThat(new TiledTree(tiles, size).root()).isEqualTo(naiveRoot(size));
    tiles.kept.forEach(
        (id, hashes) ->
            assertThat(hashes).as("%s", id).hasSize(id.widthAt(size) * TreeHash.LENGTH));
    assertThat(tiles.kept.keySet().stream().filter(id -> id.widthAt(size) == 0)).isEmpty();
  }

  /** The example of tlog-tiles. */
  @Test
  void has273FullTilesOf70000Entries() {
    assertThat(new TileId(0, 272).widthAt(70_000)).isEqualTo(256);
    assertThat(new TileId(0, 273).widthAt(70_000)).isEqualTo(112);
    assertThat(new TileId(0, 274).widthAt(70_000)).isZero();
    assertThat(new TileId(1, 0).widthAt(70_000)).isEqualTo(256);
    assertThat(new TileId(1, 1).widthAt(70_000)).isEqualTo(17);
    assertThat(new TileId(2, 0).widthAt(70_000)).isEqualTo(1);
    assertThat(new TileId(3, 0).widthAt(70_000)).isZero();
    assertThat(new TileId(63, 0).widthAt(70_000)).isZero();
    assertThat(new TileId(0, Long.MAX_VALUE).widthAt(70_000)).isZero();
  }

  @Test
  void isTheSameInWhateverStepsItGrows() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int step = 0; leaves.size() < 3_000; step++) {
      grow(1 + random.nextInt(300), seed + step);
      assertThat(new TiledTree(tiles, tiles.size).root())
          .as("seed %d, size %d", seed, tiles.size)
          .isEqualTo(naiveRoot(leaves.size()));
    }
  }

  @Test
  void provesInclusionAsTheDefinitionDoes() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    grow(1_500, seed);
    for (int n = 0; n < 300; n++) {
      int size = 1 + random.nextInt(leaves.size());
      int index = random.nextInt(size);
      var path = new TiledTree(tiles, size).inclusion(index);
      assertThat(path)
          .as("seed %d, %d of %d", seed, index, size)
          .containsExactlyElementsOf(NaiveTree.path(index, leaves.subList(0, size)));
      var root = naiveRoot(size);
      assertThat(TreeProof.includes(leaves.get(index), index, size, path, root)).isTrue();
      assertThat(TreeProof.includes(leaves.get(index), index + 1L, size, path, root)).isFalse();
      assertThat(TreeProof.includes(TreeHash.empty(), index, size, path, root)).isFalse();
      assertThat(TreeProof.includes(leaves.get(index), index, size, longer(path), root)).isFalse();
    }
  }

  @Test
  void provesConsistencyAsTheDefinitionDoes() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    grow(1_500, seed);
    for (int n = 0; n < 300; n++) {
      int later = 1 + random.nextInt(leaves.size());
      int earlier = 1 + random.nextInt(later);
      var path = new TiledTree(tiles, later).consistency(earlier);
      assertThat(path)
          .as("seed %d, %d to %d", seed, earlier, later)
          .containsExactlyElementsOf(NaiveTree.subproof(earlier, leaves.subList(0, later), true));
      var before = naiveRoot(earlier);
      var after = naiveRoot(later);
      assertThat(TreeProof.extended(earlier, before, later, after, path)).isTrue();
      assertThat(TreeProof.extended(earlier, TreeHash.empty(), later, after, path)).isFalse();
      assertThat(TreeProof.extended(earlier, before, later, TreeHash.empty(), path)).isFalse();
      assertThat(TreeProof.extended(earlier, before, later, after, longer(path))).isFalse();
    }
  }

  @Test
  void extendsTheTreeWithoutEntriesAndItself() {
    grow(9, 9);
    var root = naiveRoot(9);
    assertThat(TreeProof.extended(0, TreeHash.empty(), 9, root, List.of())).isTrue();
    assertThat(TreeProof.extended(0, root, 9, root, List.of())).isFalse();
    assertThat(TreeProof.extended(9, root, 9, root, List.of())).isTrue();
    assertThat(TreeProof.extended(9, root, 8, root, List.of())).isFalse();
  }

  /** Whatever entry is changed, a tree that was signed before it no longer is its beginning. */
  @Test
  void doesNotExtendATreeWithAnotherEntry() {
    grow(700, 1);
    var signed = naiveRoot(600);
    for (int altered : new int[] {0, 255, 256, 511, 599}) {
      var other = new MemoryTiles();
      var edited = new ArrayList<>(leaves);
      edited.set(altered, TreeHash.leaf(new byte[] {1}));
      other.append(edited);
      var tree = new TiledTree(other, 700);
      assertThat(TreeProof.extended(600, signed, 700, tree.root(), tree.consistency(600)))
          .as("entry %d", altered)
          .isFalse();
    }
  }

  private static List<byte[]> longer(List<byte[]> path) {
    var longer = new ArrayList<>(path);
    longer.add(TreeHash.empty());
    return longer;
  }

  @Test
  void readsFewTilesHoweverLargeTheTree() {
    grow(200_000, 2);
    tiles.read.clear();
    new TiledTree(tiles, 200_000).inclusion(123_456);
    assertThat(tiles.read).hasSizeLessThanOrEqualTo(6);
    tiles.read.clear();
    new TiledTree(tiles, 200_000).consistency(123_457);
    assertThat(tiles.read).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void saysWhichTileIsTooShortOrTooLong() {
    grow(300, 3);
    var damaged = new TileId(0, 1);
    tiles.kept.put(damaged, new byte[TreeHash.LENGTH]);
    assertThatThrownBy(() -> new TiledTree(tiles, 300).root())
        .isInstanceOf(TreeDamagedException.class)
        .hasMessage("tile 0/1 has 1 hashes, not 32");
    assertThatThrownBy(() -> new TreeGrowth(tiles, 300).append(new byte[TreeHash.LENGTH]))
        .isInstanceOf(TreeDamagedException.class)
        .hasMessage("tile 0/1 has 1 hashes, not 44");
  }
}
