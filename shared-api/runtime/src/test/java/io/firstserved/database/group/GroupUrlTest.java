package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupUrlTest {

  @Test
  void namesEachServerWithItsPort() {
    var url = GroupUrl.parse("jdbc:mysql://a:3316,b,10.0.0.3:3318/log?useSSL=true");

    assertThat(url.servers()).containsExactly("a:3316", "b:3306", "10.0.0.3:3318");
    assertThat(url.of("b:3306")).isEqualTo("jdbc:mysql://b:3306/log?useSSL=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://a:3306/log",
        "jdbc:mysql://a/log?x=1,2",
        "jdbc:mysql:loadbalance://a,b,c/log",
        "jdbc:mariadb://a,b,c/log"
      })
  void leavesEveryOtherFormToTheDriver(String url) {
    assertThat(GroupUrl.isGroup(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://a,b/log",
        "jdbc:mysql://a,b,/log",
        "jdbc:mysql://a,,c/log",
        "jdbc:mysql://a,b,a:3306/log",
        "jdbc:mysql://a,b,c:port/log",
        "jdbc:mysql://a,b,user@c/log",
        "jdbc:mysql://a,b,c,d,e,f,g,h,i,j/log"
      })
  void refusesWhatCannotBeAGroup(String url) {
    assertThat(GroupUrl.isGroup(url)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> GroupUrl.parse(url));
  }

  @Test
  void callsADatabaseOfAnyFormByItsServers() {
    assertThat(GroupUrl.name("jdbc:mysql://a:3306/log?x=1")).isEqualTo("a:3306");
    assertThat(GroupUrl.name("jdbc:mysql://[::1]:3306/log")).isEqualTo("[::1]:3306");
    assertThat(GroupUrl.name("jdbc:mysql:loadbalance://a,b/log")).isEqualTo("a,b");
    assertThat(GroupUrl.name("jdbc:mysql://user:secret@a/log")).isEqualTo("a");
    assertThat(GroupUrl.name("jdbc:other:log")).isEqualTo("the database");
  }

  @Test
  void doesNotTellTheOptions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupUrl.parse("jdbc:mysql://a,b/log?password=secret"))
        .withMessage("a group has 3 to 9 servers, the URL names [a:3306, b:3306]");
  }
}
