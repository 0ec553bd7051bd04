package io.projectoracle.cli.local;

import io.projectoracle.aggregator.figures.FiguresReport;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.summary.SummaryText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The end of a run: the aggregator's figures, and how long it all took.
 *
 * @param figures from the aggregator
 * @param count from the run itself
 * @param startNanos when the process began
 * @param endNanos when all figures were there
 */
record RunReport(FiguresReport figures, Tally.Count count, long startNanos, long endNanos) {

  /** Tables and remarks for people. */
  List<String> text() {
    List<String> lines = new ArrayList<>(SummaryText.lines(figures));
    if (count.ended() > 0) {
      lines.add(
          "first answer after "
              + DurationText.format(firstAnswer())
              + ", total "
              + DurationText.format(total())
              + ", "
              + String.format(Locale.ROOT, "%,.1f queries/s", count.perSecond()));
    }
    if (count.broken() > 0) {
      lines.add("broken lines: " + count.broken());
    }
    return lines;
  }

  /** One object: the figures as the aggregator serves them, and {@code run}. */
  String json() {
    JsonMapper mapper = JsonMapper.shared();
    ObjectNode root = mapper.valueToTree(figures);
    ObjectNode run = root.putObject("run");
    run.put("submitted", count.submitted());
    run.put("answered", count.answered());
    run.put("notAnswered", count.notAnswered());
    run.put("brokenLines", count.broken());
    if (count.ended() > 0) {
      run.put("firstAnswerMillis", firstAnswer().toMillis());
      run.put("queriesPerSecond", count.perSecond());
    }
    run.put("totalMillis", total().toMillis());
    return mapper.writeValueAsString(root);
  }

  private Duration firstAnswer() {
    return Duration.ofNanos(count.firstAnswerNanos() - startNanos);
  }

  private Duration total() {
    return Duration.ofNanos(endNanos - startNanos);
  }
}
