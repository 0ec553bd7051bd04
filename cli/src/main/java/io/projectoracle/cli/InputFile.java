package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.queries.QueryFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Parameters;

/** The file of queries a command reads. */
final class InputFile {
  static final String STANDARD_INPUT = "-";

  @Parameters(
      paramLabel = "FILE",
      description = "Queries, one JSON object per line; - for standard input.")
  private String file = STANDARD_INPUT;

  String name() {
    return file;
  }

  QueryFile open(Console console) throws IOException {
    return new QueryFile(stream(console), InstantSource.system(), console::remark);
  }

  /** Lines that are not blank; -1 if that cannot be known beforehand. */
  long countLines() throws IOException {
    if (file.equals(STANDARD_INPUT) || !Files.isRegularFile(Path.of(file))) {
      return -1;
    }
    try (InputStream input = Files.newInputStream(Path.of(file))) {
      return QueryFile.countLines(input);
    }
  }

  private InputStream stream(Console console) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return console.in();
    }
    Path path = Path.of(file);
    if (!Files.isRegularFile(path) && !isPipe(path)) {
      throw new UsageException("FILE does not exist or is no file: " + file);
    }
    if (!Files.isReadable(path)) {
      throw new UsageException("FILE cannot be read: " + file);
    }
    return Files.newInputStream(path);
  }

  /** As in {@code oracle run <(generate)}. */
  private static boolean isPipe(Path path) {
    return Files.exists(path) && !Files.isDirectory(path);
  }
}
