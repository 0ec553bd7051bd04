package io.projectoracle.cli;

import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.TextTable;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.cli.status.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A status as people and machines read it.
 *
 * @param waits by worker how many of its queries wait for what, of workers that were asked
 */
record StatusText(Status status, Map<String, Map<String, Integer>> waits) {
  private static final String NOT_KNOWN = "-";

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(partitions().lines());
    status
        .workers()
        .forEach(
            (worker, partitions) ->
                lines.add("worker " + worker + ": " + partitions + " partitions"));
    lines.add(
        "unfinished: "
            + status.unfinished()
            + ", of which started at least "
            + status.started()
            + oldest());
    lines.add(
        String.format(
            Locale.ROOT,
            "rate: %.1f/s finished, %.1f/s published, over %s",
            status.done(),
            status.published(),
            text(status.span())));
    lines.add("drained: " + drained());
    lines.add(
        "dead letters: at most "
            + status.deadLetters()
            + (status.deadLetters() == 0 ? "" : "; see: oracle dead-letters list"));
    status.problems().forEach(problem -> lines.add("problem: " + problem));
    waits.forEach((worker, counts) -> lines.add("waiting at " + worker + ": " + text(counts)));
    if (status.unfinished() > 0 && waits.isEmpty()) {
      lines.add(
          "waiting: for a limit or for the endpoint, which only the workers know; ask them with"
              + " --worker URL");
    }
    return lines;
  }

  /** For machines. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("workers", workers());
    json.put("partitions", status.rows().stream().map(StatusText::json).toList());
    json.put("unfinished", status.unfinished());
    json.put("startedAtLeast", status.started());
    put(json, "oldestSeconds", seconds(status.oldest()));
    json.put("finishedPerSecond", status.done());
    json.put("publishedPerSecond", status.published());
    json.put("sampleSeconds", status.span().toMillis() / 1e3);
    put(json, "drainedInSeconds", seconds(status.drained()));
    json.put("deadLettersAtMost", status.deadLetters());
    json.put("problems", status.problems());
    if (!waits.isEmpty()) {
      json.put("waits", waits);
    }
    return json;
  }

  private static String text(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " for a " + each.getKey())
        .collect(Collectors.joining(", "));
  }

  private TextTable partitions() {
    var table =
        new TextTable(
            "partition", "worker", "unfinished", "started", "finished above", "oldest waits");
    for (Status.Row row : status.rows()) {
      PartitionOffset offset = row.offset();
      table.add(
          List.of(
              Integer.toString(offset.partition()),
              Objects.requireNonNullElse(row.worker(), NOT_KNOWN),
              text(offset.unfinished()),
              text(offset.started()),
              text(offset.finishedAbove()),
              row.oldest() == null ? NOT_KNOWN : text(row.oldest())));
    }
    return table;
  }

  private String oldest() {
    Duration oldest = status.oldest();
    return oldest == null ? "" : "; the oldest waits for " + text(oldest);
  }

  private String drained() {
    Duration left = status.drained();
    if (left == null) {
      return "not at this rate";
    }
    return left.isZero() ? "yes" : "in about " + text(left);
  }

  private List<Map<String, Object>> workers() {
    List<Map<String, Object>> workers = new ArrayList<>();
    status
        .workers()
        .forEach(
            (worker, partitions) ->
                workers.add(
                    Map.of(
                        "name", worker.name(), "host", worker.host(), "partitions", partitions)));
    return workers;
  }

  private static Map<String, Object> json(Status.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    PartitionOffset offset = row.offset();
    json.put("partition", offset.partition());
    put(json, "worker", row.worker());
    put(json, "committed", offset.committed());
    put(json, "unfinished", offset.unfinished());
    put(json, "startedAtLeast", offset.started());
    put(json, "finishedAbove", offset.finishedAbove());
    put(json, "oldestSeconds", seconds(row.oldest()));
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1e3;
  }

  /** Whole seconds, from one second on. */
  private static String text(Duration duration) {
    return DurationText.format(
        duration.toSeconds() == 0 ? duration : Duration.ofSeconds(duration.toSeconds()));
  }

  private static String text(@Nullable Number number) {
    return number == null ? NOT_KNOWN : number.toString();
  }
}
