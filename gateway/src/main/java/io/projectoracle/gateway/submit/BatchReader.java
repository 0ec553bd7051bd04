package io.projectoracle.gateway.submit;

import io.projectoracle.contract.Query;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.access.Caller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads many queries at a time; what is wrong with one does not concern the others. */
public final class BatchReader {
  private final QueryReader reader;
  private final int maxQueries;

  /**
   * A reader.
   *
   * @param maxQueries most queries of a batch
   */
  public BatchReader(QueryReader reader, int maxQueries) {
    this.reader = reader;
    this.maxQueries = maxQueries;
  }

  /**
   * A query, or why there is none: exactly one of them is null.
   *
   * @param query the query
   * @param refused what is wrong with it
   */
  public record Item(@Nullable Query query, @Nullable RefusedException refused) {}

  /**
   * Reads a JSON array.
   *
   * @throws RefusedException if it is none, or too long
   */
  public List<Item> readArray(byte[] json, Caller caller) {
    JsonNode array = QueryReader.parse(json);
    if (!array.isArray()) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "not a JSON array of queries");
    }
    requireSize(array.size());
    List<Item> items = new ArrayList<>(array.size());
    array.forEach(each -> items.add(item(() -> reader.toQuery(each, caller))));
    return items;
  }

  /**
   * Reads one query a line; blank lines do not count.
   *
   * @throws RefusedException if there are none, or too many
   */
  public List<Item> readLines(byte[] lines, Caller caller) {
    List<byte[]> texts = lines(lines);
    requireSize(texts.size());
    return texts.stream().map(each -> item(() -> reader.read(each, caller))).toList();
  }

  private void requireSize(int size) {
    if (size == 0) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "the batch is empty");
    }
    if (size > maxQueries) {
      throw new RefusedException(
          Refusal.TOO_LARGE, "a batch must not have more than " + maxQueries + " queries: " + size);
    }
  }

  private static Item item(Supplier<Query> query) {
    try {
      return new Item(query.get(), null);
    } catch (RefusedException e) {
      return new Item(null, e);
    }
  }

  private static List<byte[]> lines(byte[] text) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || text[i] == '\n') {
        byte[] line = Arrays.copyOfRange(text, start, i);
        if (!isBlank(line)) {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    return lines;
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }
}
