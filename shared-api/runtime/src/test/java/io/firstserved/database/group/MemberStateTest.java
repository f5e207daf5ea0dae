package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.database.group.MemberView.Member;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemberStateTest {

  private static final int SERVERS = 3;

  private static List<Member> members(String... states) {
    return Stream.of(states).map(state -> new Member(state, state, "SECONDARY")).toList();
  }

  @Test
  void countsWhoTakesPart() {
    assertThat(MemberState.count(members("ONLINE", "ONLINE", "RECOVERING"), SERVERS))
        .isEqualTo(
            Map.of(
                MemberState.ONLINE, 2,
                MemberState.RECOVERING, 1,
                MemberState.UNREACHABLE, 0,
                MemberState.MISSING, 0));
  }

  @Test
  void missesWhoIsNamedAndNotInTheGroup() {
    assertThat(MemberState.count(members("ONLINE", "UNREACHABLE"), SERVERS))
        .containsEntry(MemberState.UNREACHABLE, 1)
        .containsEntry(MemberState.MISSING, 1);
  }

  @Test
  void missesWhoIsThereInAStateThatTakesNoPart() {
    assertThat(MemberState.count(members("ONLINE", "ONLINE", "ERROR"), SERVERS))
        .containsEntry(MemberState.MISSING, 1);
  }

  @Test
  void missesNobodyWhereTheGroupHasMoreThanTheUrlNames() {
    assertThat(MemberState.count(members("ONLINE", "ONLINE", "ONLINE", "ONLINE"), SERVERS))
        .containsEntry(MemberState.MISSING, 0);
  }
}
