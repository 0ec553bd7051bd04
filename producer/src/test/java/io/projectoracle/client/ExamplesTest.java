package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that people copy are the ones that are compiled. */
class ExamplesTest {
  private static final Path PACKAGE = Path.of("io", "projectoracle", "client");

  @ParameterizedTest
  @ValueSource(strings = {"ask", "more"})
  void readmeShowsWhatIsCompiled(String region) throws Exception {
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("```java\n" + compiled(region) + "```");
  }

  @Test
  void javadocShowsWhatIsCompiled() throws Exception {
    String source = Files.readString(source("main", "OracleClient.java"));

    assertThat(source.replaceAll("(?m)^ \\* ?", "")).contains("<pre>{@code\n" + compiled("ask"));
  }

  /** The lines between the region's marks, moved to the left margin. */
  private static String compiled(String region) throws Exception {
    String source = Files.readString(source("test", "Examples.java"));
    String start = "// region " + region + "\n";
    String lines = source.substring(source.indexOf(start) + start.length());
    return lines.substring(0, lines.indexOf("    // endregion")).replaceAll("(?m)^    ", "");
  }

  private static Path source(String kind, String file) {
    return Path.of("src", kind, "java").resolve(PACKAGE).resolve(file);
  }
}
