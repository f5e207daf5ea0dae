package io.firstserved.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignedNoteTest {

  private static final Checkpoint CHECKPOINT =
      new Checkpoint("shop.example/logs/0", 70_000, new byte[32]);

  private final SigningKey key = SigningKey.of(seed(1));
  private final SignedNote notes = new SignedNote(CHECKPOINT.origin(), key);

  private static byte[] seed(int first) {
    var seed = new byte[SigningKey.LENGTH];
    seed[0] = (byte) first;
    return seed;
  }

  @Test
  void isTextEmptyLineAndSignature() {
    var lines = notes.sign(CHECKPOINT.text()).split("\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[0]).isEqualTo("shop.example/logs/0");
    assertThat(lines[1]).isEqualTo("70000");
    assertThat(lines[2]).isEqualTo("A".repeat(43) + "=");
    assertThat(lines[3]).isEmpty();
    assertThat(lines[4]).startsWith("\u2014 shop.example/logs/0 ");
    assertThat(Base64.getDecoder().decode(lines[4].split(" ")[2])).hasSize(4 + 64);
    assertThat(lines[5]).isEmpty();
  }

  @Test
  void isVerifiedByItsOwnKeyAndNameOnly() {
    var note = notes.sign(CHECKPOINT.text());
    assertThat(notes.verifies(note)).isTrue();
    assertThat(notes.verifies(note.replace("70000", "70001"))).isFalse();
    assertThat(new SignedNote("other", key).verifies(note)).isFalse();
    assertThat(new SignedNote(CHECKPOINT.origin(), SigningKey.of(seed(2))).verifies(note))
        .isFalse();
    assertThat(notes.verifies(CHECKPOINT.text())).isFalse();
    assertThat(
            notes.verifies(
                note.replace("\u2014 shop.example/logs/0 ", "\u2014 shop.example/logs/0 !")))
        .isFalse();
  }

  @Test
  void spellsTheVerifierKeyAsOthersDo() {
    var parts = notes.verifierKey().split("\\+", 3);
    assertThat(parts[0]).isEqualTo("shop.example/logs/0");
    assertThat(parts[1]).matches("[0-9a-f]{8}");
    assertThat(Base64.getDecoder().decode(parts[2]))
        .hasSize(33)
        .startsWith(1)
        .endsWith(key.publicKey());
  }

  @Test
  void readsWhatItWrote() {
    var read = Checkpoint.parse(SignedNote.text(notes.sign(CHECKPOINT.text())));
    assertThat(read.text()).isEqualTo(CHECKPOINT.text());
    for (var wrong :
        new String[] {"", "a\n1\n", "a\n01\n" + "A".repeat(43) + "=\n", "a b\n1\nx\n"}) {
      assertThatThrownBy(() -> Checkpoint.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
