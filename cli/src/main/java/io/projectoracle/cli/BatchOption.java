package io.projectoracle.cli;

import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.queries.LineIds;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which batch the lines of a file belong to. */
final class BatchOption {
  @Option(
      names = "--batch",
      paramLabel = "NAME",
      description = {
        "Name of the batch the file's lines belong to (default: the file's name, without its folder).",
        "The ids of lines without one follow from batch and line."
      })
  private @Nullable String batch;

  boolean isGiven() {
    return batch != null;
  }

  /** How lines without id get one. What has no name gets new ids every time. */
  LineIds ids(QuerySource source) {
    if (batch != null) {
      if (batch.isBlank()) {
        throw new UsageException("--batch must not be blank");
      }
      return LineIds.stable(batch);
    }
    return source.isStream()
        ? LineIds.random()
        : LineIds.stable(Path.of(source.file()).toAbsolutePath().getFileName().toString());
  }
}
