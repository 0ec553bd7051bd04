package io.projectoracle.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryFolderTest {
  private final Path folder;

  HistoryFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    QueryLine query = new QueryLine("q1", 3, 17, 2, 1_000);
    AnswerLine answer = new AnswerLine("q1", 3, 17, 2, 5, "answered", 2, "w1", 250, 1_500, 1_510);
    UsageLine usage =
        new UsageLine(
            "answer",
            "q1",
            3,
            17,
            "w1",
            1_500,
            List.of(
                new UsageLine.Attempt("c1", "server_error"), new UsageLine.Attempt("c2", null)));
    CallLine call = new CallLine("c1", "q1", "w1", 1, 1_100, 1_200, "server_error");
    FaultLine fault = new FaultLine(FaultLine.Kind.BROKER_KILL, null, 1_000, 4_000, null);
    OwnerLine owner = new OwnerLine(1_000, "w1", List.of(3), List.of(3, 4));
    RunFacts run = new RunFacts(42, 10_000, 1_000, 30_000, 0.05, 900, 9_000);
    try (HistoryFolder history = HistoryFolder.create(folder)) {
      history.queries().add(query);
      history.answers().add(answer);
      history.usage().add(usage);
      history.calls().add(call);
      history.faults().add(fault);
      history.owners().add(owner);
      history.finish(run);
    }

    assertThat(HistoryFolder.read(folder))
        .isEqualTo(
            new History(
                run,
                List.of(query),
                List.of(answer),
                List.of(usage),
                List.of(call),
                List.of(fault),
                List.of(owner)));
  }

  @Test
  void aFolderWithSomethingInItIsRefused() throws Exception {
    Files.createFile(folder.resolve("run.json"));

    assertThatIllegalArgumentException().isThrownBy(() -> HistoryFolder.create(folder));
  }
}
