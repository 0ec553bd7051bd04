package io.projectoracle.cli.letters;

import io.projectoracle.contract.Headers;
import io.projectoracle.contract.RedriveStep;
import io.projectoracle.contract.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Headers of a record as text. */
record HeaderTexts(org.apache.kafka.common.header.Headers headers) {
  /** The last value under a name; null if there is none. */
  @Nullable String last(String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : text(header);
  }

  /** The last value under a name, or what stands for none. */
  String last(String name, String ifNone) {
    String value = last(name);
    return value == null ? ifNone : value;
  }

  /** All values under a name, in their order. */
  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Header header : headers.headers(name)) {
      if (header.value() != null) {
        values.add(text(header));
      }
    }
    return values;
  }

  /** How often the query was repeated up to this record. */
  int redriveCount() {
    int steps = all(Headers.REDRIVE_OF).size();
    try {
      return Math.max(steps, Integer.parseUnsignedInt(last(Headers.REDRIVE_COUNT, "0")));
    } catch (NumberFormatException e) {
      return steps;
    }
  }

  /** Position of the record which this one repeats; null if it is no repetition. */
  @Nullable SourcePosition redriveOf() {
    String text = last(Headers.REDRIVE_OF);
    RedriveStep step = text == null ? null : RedriveStep.parse(text);
    return step == null ? null : step.source();
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
