package io.projectoracle.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatControlsATerminalIsShownAndTheRestIsAsItWas() {
    assertThat(Printable.of("Zürich 🧾 a b")).isEqualTo("Zürich 🧾 a b");
    assertThat(Printable.of("a\u001b[2Jb\nc\u202ed\u0085"))
        .isEqualTo("a\\u001b[2Jb\\u000ac\\u202ed\\u0085");
    assertThat(Printable.of("\ud800")).isEqualTo("\\ud800");
  }
}
