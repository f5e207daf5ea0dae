package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesPerClientTest {

  private final PlacesPerClient places = new PlacesPerClient(2);

  @Test
  void givesEachClientSoManyAtOnce() {
    assertThat(places.take("anna")).isTrue();
    assertThat(places.take("anna")).isTrue();
    assertThat(places.take("anna")).isFalse();
    assertThat(places.take("anna")).isFalse();
    assertThat(places.take("bert")).isTrue();

    places.leave("anna");

    assertThat(places.take("anna")).isTrue();
    assertThat(places.take("anna")).isFalse();
  }
}
