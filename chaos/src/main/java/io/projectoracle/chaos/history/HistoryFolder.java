package io.projectoracle.chaos.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The files of a run's history, open for writing. Thread-safe. */
public final class HistoryFolder implements AutoCloseable {
  private static final String RUN = "run.json";
  private static final String QUERIES = "queries.jsonl";
  private static final String ANSWERS = "answers.jsonl";
  private static final String USAGE = "usage.jsonl";
  private static final String CALLS = "calls.jsonl";
  private static final String FAULTS = "faults.jsonl";
  private static final String OWNERS = "owners.jsonl";

  private final Path folder;
  private final JsonLines<QueryLine> queries;
  private final JsonLines<AnswerLine> answers;
  private final JsonLines<UsageLine> usage;
  private final JsonLines<CallLine> calls;
  private final JsonLines<FaultLine> faults;
  private final JsonLines<OwnerLine> owners;

  private HistoryFolder(Path folder) {
    this.folder = folder;
    queries = new JsonLines<>(folder.resolve(QUERIES));
    answers = new JsonLines<>(folder.resolve(ANSWERS));
    usage = new JsonLines<>(folder.resolve(USAGE));
    calls = new JsonLines<>(folder.resolve(CALLS));
    faults = new JsonLines<>(folder.resolve(FAULTS));
    owners = new JsonLines<>(folder.resolve(OWNERS));
  }

  /**
   * Begins a history.
   *
   * @throws IllegalArgumentException if there is something in the folder already
   * @throws UncheckedIOException if it cannot be written
   */
  public static HistoryFolder create(Path folder) {
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
        if (found.iterator().hasNext()) {
          throw new IllegalArgumentException("history folder must be empty: " + folder);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("history cannot be written: " + folder, e);
    }
    return new HistoryFolder(folder);
  }

  /**
   * Reads a history that is complete.
   *
   * @throws UncheckedIOException if a file is missing
   */
  public static History read(Path folder) {
    return new History(
        JsonMapper.shared().readValue(folder.resolve(RUN), RunFacts.class),
        JsonLines.read(folder.resolve(QUERIES), QueryLine.class),
        JsonLines.read(folder.resolve(ANSWERS), AnswerLine.class),
        JsonLines.read(folder.resolve(USAGE), UsageLine.class),
        JsonLines.read(folder.resolve(CALLS), CallLine.class),
        JsonLines.read(folder.resolve(FAULTS), FaultLine.class),
        JsonLines.read(folder.resolve(OWNERS), OwnerLine.class));
  }

  /** Deletes a history, or a folder in it, with all that is there. */
  public static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(folder)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }

  public Path folder() {
    return folder;
  }

  public JsonLines<QueryLine> queries() {
    return queries;
  }

  public JsonLines<AnswerLine> answers() {
    return answers;
  }

  public JsonLines<UsageLine> usage() {
    return usage;
  }

  public JsonLines<CallLine> calls() {
    return calls;
  }

  public JsonLines<FaultLine> faults() {
    return faults;
  }

  public JsonLines<OwnerLine> owners() {
    return owners;
  }

  /** Completes the history. */
  public void finish(RunFacts run) {
    close();
    JsonMapper.shared().writeValue(folder.resolve(RUN), run);
  }

  /** Closes the files; closing again does nothing. */
  @Override
  public void close() {
    queries.close();
    answers.close();
    usage.close();
    calls.close();
    faults.close();
    owners.close();
  }
}
