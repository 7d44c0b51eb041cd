package org.homeroom.keycloak.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
  static Tile titled(String title) {
    return new Tile("an-id", title, "https://app.example/", "", Category.OTHER, 100);
  }

  @ParameterizedTest
  @CsvSource({
    "Library, L",
    "Google Workspace, GW",
    "éxito, É",
    "'  (Music) & rhythm', MR",
    "3D design, 3D",
    "𐐨 app, 𐐀A",
    "'…', ?"
  })
  void initialsAreThoseOfTheFirstTwoWords(String title, String initials) {
    assertThat(titled(title).initials()).isEqualTo(initials);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "javascript:alert(1)", "data:text/html,x", "//app.example", "/relative"})
  void anAddressThatIsNotAWebAddressIsNoLink(String address) {
    assertThat(Tile.isLink(address)).isFalse();
    assertThatThrownBy(() -> new Tile("an-id", "Title", address, "", Category.OTHER, 1))
        .hasMessageContaining("an-id");
  }

  @Test
  void anIconOfTheThemeIsUsedWhenItIsThere() {
    assertThat(Tile.usableIcon("library.svg", "library.svg"::equals)).isEqualTo("library.svg");
    assertThat(Tile.usableIcon("missing.svg", "library.svg"::equals)).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"../theme.properties", "a/b.svg", "x.svg?y", "http://x.example/i.png", "x.html"})
  void anIconThatCouldLeaveItsFolderOrIsNotSecureIsNotUsed(String icon) {
    assertThat(Tile.usableIcon(icon, file -> true)).isEmpty();
  }

  @Test
  void anIconMayComeFromAnHttpsAddress() {
    assertThat(Tile.usableIcon("https://cdn.example/i.png", file -> false))
        .isEqualTo("https://cdn.example/i.png");
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "' 12 ', 12", "-1, -1", "first, 100", "'', 100", ", 100"})
  void anOrderThatIsNoNumberCountsAsNone(String written, int order) {
    assertThat(Tile.orderOf(written)).isEqualTo(order);
  }
}
