package io.projectoracle.cli;

import io.projectoracle.cli.console.Printable;
import io.projectoracle.cli.console.TextTable;
import io.projectoracle.cli.letters.DeadLetter;
import io.projectoracle.cli.letters.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dead letters as people and machines read them; never their values. */
final class DeadLetterText {
  private static final String NOT_KNOWN = "-";

  private DeadLetterText() {}

  /** A line for each, for people. */
  static List<String> lines(List<DeadLetter> letters) {
    var table =
        TextTable.ofTexts("position", "time", "kind", "query", "bytes", "redriven", "reason");
    for (DeadLetter letter : letters) {
      Failure failure = letter.failure();
      table.add(
          List.of(
              Printable.of(failure.position()),
              time(failure.at()),
              Printable.of(failure.kind()),
              text(failure.queryId()),
              Integer.toString(letter.valueBytes()),
              Integer.toString(letter.redrives()),
              Printable.of(failure.reason())));
    }
    return table.lines();
  }

  /** All there is to say about one, for people. */
  static List<String> details(DeadLetter letter) {
    Failure failure = letter.failure();
    var table = TextTable.ofTexts("position", Printable.of(failure.position()));
    table.add(List.of("time", time(failure.at())));
    table.add(List.of("kind", Printable.of(failure.kind())));
    table.add(List.of("reason", Printable.of(failure.reason())));
    table.add(List.of("query", text(failure.queryId())));
    table.add(List.of("agent", text(failure.agent())));
    table.add(List.of("bytes", Integer.toString(letter.valueBytes())));
    table.add(List.of("redriven", Integer.toString(letter.redrives())));
    table.add(List.of("stands at", letter.content().toString()));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("headers:");
    for (Map.Entry<String, String> header : letter.headers()) {
      lines.add("  " + Printable.of(header.getKey()) + ": " + Printable.of(header.getValue()));
    }
    return lines;
  }

  /** For machines. */
  static Map<String, Object> json(DeadLetter letter) {
    Failure failure = letter.failure();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("position", failure.position());
    json.put("time", failure.at().toString());
    json.put("kind", failure.kind());
    json.put("reason", failure.reason());
    put(json, "queryId", failure.queryId());
    put(json, "agent", failure.agent());
    json.put("bytes", letter.valueBytes());
    json.put("redriven", letter.redrives());
    return json;
  }

  /** For machines, with headers. */
  static Map<String, Object> jsonDetails(DeadLetter letter) {
    Map<String, Object> json = json(letter);
    json.put("standsAt", letter.content().toString());
    json.put("headers", letter.headers().stream().map(DeadLetterText::jsonHeader).toList());
    return json;
  }

  private static Map<String, Object> jsonHeader(Map.Entry<String, String> header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", header.getKey());
    json.put("value", header.getValue());
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? NOT_KNOWN : Printable.of(text);
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
