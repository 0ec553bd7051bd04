package io.projectoracle.chaos.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A file that takes values as lines of JSON. Thread-safe. */
public final class JsonLines<T> implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final BufferedWriter out;

  JsonLines(Path file) {
    try {
      out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("history cannot be written: " + file, e);
    }
  }

  /** Adds a line. */
  public synchronized void add(T value) {
    try {
      out.write(JSON.writeValueAsString(value));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("history cannot be written", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("history cannot be written", e);
    }
  }

  static <T> List<T> read(Path file, Class<T> type) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines.map(line -> JSON.readValue(line, type)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("history cannot be read: " + file, e);
    }
  }
}
