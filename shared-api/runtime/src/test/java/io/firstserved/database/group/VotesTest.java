package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.database.group.MemberView.Member;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Servers a, b, c; what each says is named after what was seen on a real group. */
class VotesTest {

  private static final int SERVERS = 3;

  private static MemberView view(String of, String primary, String... notOnline) {
    var away = List.of(notOnline);
    return new MemberView(
        of,
        Stream.of("a", "b", "c")
            .map(
                id ->
                    new Member(
                        id,
                        away.contains(id) ? "UNREACHABLE" : "ONLINE",
                        id.equals(primary) ? "PRIMARY" : "SECONDARY"))
            .toList());
  }

  private static MemberView withoutA(String of) {
    return new MemberView(
        of, List.of(new Member("b", "ONLINE", "PRIMARY"), new Member("c", "ONLINE", "SECONDARY")));
  }

  @Test
  void electTheOneThatAllName() {
    var views = Map.of("one", view("a", "a"), "two", view("b", "a"), "three", view("c", "a"));

    assertThat(Votes.primary(views, SERVERS)).map(MySqlGroup.Primary::address).hasValue("one");
  }

  @Test
  void doNotBelieveAServerThatWakesAndStillThinksItIsThePrimary() {
    var views = Map.of("one", view("a", "a"), "two", withoutA("b"), "three", withoutA("c"));

    assertThat(Votes.primary(views, SERVERS)).map(MySqlGroup.Primary::address).hasValue("two");
  }

  @Test
  void doNotElectTheOneThatIsAloneWithItsWord() {
    assertThat(Votes.primary(Map.of("one", view("a", "a")), SERVERS)).isEmpty();
  }

  @Test
  void doNotElectOneThatDoesNotAnswer() {
    var views = Map.of("two", view("b", "a"), "three", view("c", "a"));

    assertThat(Votes.primary(views, SERVERS)).isEmpty();
  }

  @Test
  void doNotCountAServerThatSeesNoMajority() {
    var views = Map.of("one", view("a", "a", "b", "c"), "two", view("b", "a", "a", "c"));

    assertThat(Votes.primary(views, SERVERS)).isEmpty();
  }

  @Test
  void doNotCountAServerThatIsInNoGroup() {
    var alone = new MemberView("a", List.of(new Member("", "OFFLINE", "")));

    assertThat(Votes.primary(Map.of("one", alone, "two", withoutA("b")), SERVERS)).isEmpty();
  }

  @Test
  void electWithOneServerAway() {
    var views = Map.of("two", withoutA("b"), "three", withoutA("c"));

    assertThat(Votes.primary(views, SERVERS)).map(MySqlGroup.Primary::address).hasValue("two");
  }
}
