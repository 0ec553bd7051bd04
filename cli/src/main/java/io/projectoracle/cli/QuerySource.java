package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.queries.LineIds;
import io.projectoracle.cli.queries.QueryFile;
import io.projectoracle.cli.queries.QueryLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where queries are read from.
 *
 * @param file name of a file, or {@code -} for standard input
 */
record QuerySource(String file) {
  static final String STANDARD_INPUT = "-";

  /** Reads it; remarks about lines go to the console. */
  QueryFile open(Console console, LineIds ids) throws IOException {
    return open(console, ids, console::remark);
  }

  /** Reads it. */
  QueryFile open(Console console, LineIds ids, Consumer<String> warnings) throws IOException {
    return new QueryFile(stream(console), ids, InstantSource.system(), warnings);
  }

  /** The queries' ids, each with the number of its line; says nothing of lines that are broken. */
  Map<String, Long> ids(Console console, LineIds ids) throws IOException {
    Map<String, Long> numbers = new LinkedHashMap<>();
    try (QueryFile queries = open(console, ids, warning -> {})) {
      for (QueryLine line = queries.next(); line != null; line = queries.next()) {
        if (line instanceof QueryLine.Valid valid) {
          numbers.put(valid.query().id(), valid.number());
        }
      }
    }
    return numbers;
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

  /** Whether it can be read only once, and has no name of its own: standard input, or a pipe. */
  boolean isStream() {
    return file.equals(STANDARD_INPUT)
        || (isPipe(Path.of(file)) && !Files.isRegularFile(Path.of(file)));
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
