package io.projectoracle.cli.queries;

import io.projectoracle.contract.Query;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file of queries, one JSON object per line. Reads on demand and keeps nothing but the ids that
 * the file gives. Blank lines do not count, nor does a byte order mark. Not thread-safe.
 */
public final class QueryFile implements Closeable {
  /** Bytes a line may have; a query is smaller still. */
  static final int MAX_LINE_BYTES = 4 * 1024 * 1024;

  private static final int MAX_WARNINGS = 20;

  private final LineInput lines;
  private final QueryLineParser parser;
  private final LineIds ids;
  private final Map<String, Long> numbersById = new HashMap<>();

  /** How often a line without id has come again, by the id of the first. */
  private final Map<String, Integer> repeats = new HashMap<>();

  private long number;

  /**
   * A file.
   *
   * @param input its bytes, UTF-8; closed with this
   * @param ids gives ids to lines without one
   * @param clock what durations until a deadline count from
   * @param warnings told once of each field that is not known and therefore ignored
   */
  public QueryFile(InputStream input, LineIds ids, InstantSource clock, Consumer<String> warnings) {
    Set<String> unknown = new HashSet<>();
    this.ids = ids;
    this.lines = new LineInput(input, MAX_LINE_BYTES);
    this.parser =
        new QueryLineParser(
            clock,
            field -> {
              if (unknown.size() < MAX_WARNINGS && unknown.add(field)) {
                warnings.accept("line " + number + ": unknown field is ignored: " + shorten(field));
              }
            });
  }

  /** How many lines are not blank; the input stays open. */
  public static long countLines(InputStream input) throws IOException {
    @SuppressWarnings("resource") // Whoever opened the input closes it.
    var lines = new LineInput(input, /* maxBytes= */ 1024);
    long count = 0;
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (!isBlank(line)) {
        count++;
      }
    }
    return count;
  }

  /** The next line that is not blank; null at the end. */
  public @Nullable QueryLine next() throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      number++;
      if (!isBlank(line)) {
        return parse(line);
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private QueryLine parse(byte[] line) {
    if (line.length > MAX_LINE_BYTES) {
      return new QueryLine.Broken(number, "line must not exceed " + MAX_LINE_BYTES + " bytes");
    }
    try {
      Query query = parser.parse(line, () -> idOf(line));
      Long earlier = numbersById.putIfAbsent(query.id(), number);
      return earlier == null
          ? new QueryLine.Valid(number, query)
          : new QueryLine.Broken(number, "id repeats line " + earlier);
    } catch (InvalidLineException e) {
      return new QueryLine.Broken(number, String.valueOf(e.getMessage()));
    }
  }

  private String idOf(byte[] line) {
    byte[] stripped = strip(line);
    String first = ids.of(stripped, 1);
    return numbersById.containsKey(first)
        ? ids.of(stripped, 1 + repeats.merge(first, 1, Integer::sum))
        : first;
  }

  private static byte[] strip(byte[] line) {
    int from = 0;
    int to = line.length;
    while (from < to && isSpace(line[from])) {
      from++;
    }
    while (from < to && isSpace(line[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(line, from, to);
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (!isSpace(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte character) {
    return character == ' ' || character == '\t' || character == '\r';
  }

  private static String shorten(String field) {
    return field.length() <= Query.MAX_NAME_CHARACTERS
        ? field
        : field.substring(0, Query.MAX_NAME_CHARACTERS) + "…";
  }
}
