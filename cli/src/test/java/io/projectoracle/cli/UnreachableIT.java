package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that is not there. */
class UnreachableIT {
  @Test
  void aClusterThatDoesNotAnswerHasAnExitCodeOfItsOwn(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file.jsonl"), "");

    Shell.Result result =
        new Shell()
            .run("submit", "--resume", "--bootstrap-servers", "127.0.0.1:1", file.toString());

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err())
        .startsWith("oracle submit: no Kafka broker answers at 127.0.0.1:1")
        .hasLineCount(1);
  }
}
