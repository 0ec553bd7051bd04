package io.projectoracle.cli.summary;

import io.projectoracle.aggregator.figures.FiguresReport;
import io.projectoracle.aggregator.figures.FiguresSummary;
import io.projectoracle.cli.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report of the aggregator as lines of text. */
public final class SummaryText {
  private static final String TOTAL = "total";
  private static final String NONE = "-";

  private SummaryText() {}

  /** The tables: how queries ended, how long they took, what they used, and why they failed. */
  public static List<String> lines(FiguresReport report) {
    List<String> lines = new ArrayList<>();
    addAll(lines, outcomes(report));
    addAll(lines, times(report));
    addAll(lines, tokens(report));
    if (report.total().errors().total() > 0) {
      addAll(lines, errors(report));
    }
    addRemarks(lines, report);
    return lines;
  }

  private static TextTable outcomes(FiguresReport report) {
    var table =
        new TextTable(
            "agent",
            "queries",
            "answered",
            "failed",
            "expired",
            "cancelled",
            "cache hits",
            "coalesced",
            "calls");
    addRows(
        table,
        report,
        figures ->
            counts(
                figures.queries().total(),
                figures.queries().answered(),
                figures.queries().failed(),
                figures.queries().expired(),
                figures.queries().cancelled(),
                figures.cache().hit(),
                figures.cache().coalesced(),
                figures.attempts().total()));
    return table;
  }

  private static TextTable times(FiguresReport report) {
    var table = new TextTable("latency", "min", "average", "p50", "p95", "p99", "max");
    addRows(
        table,
        report,
        figures -> {
          FiguresSummary.Time time = figures.responseTime();
          return List.of(
              millis(time.minMillis()),
              millis(time.averageMillis()),
              millis(time.p50Millis()),
              millis(time.p95Millis()),
              millis(time.p99Millis()),
              millis(time.maxMillis()));
        });
    return table;
  }

  private static TextTable tokens(FiguresReport report) {
    var table = new TextTable("tokens", "input", "output", "total", "unknown");
    addRows(
        table,
        report,
        figures ->
            counts(
                figures.tokens().input(),
                figures.tokens().output(),
                figures.tokens().total(),
                figures.tokens().unknownEvents()));
    return table;
  }

  private static TextTable errors(FiguresReport report) {
    var table = new TextTable("errors", "queries", "of errors", "of queries");
    report
        .total()
        .errors()
        .kinds()
        .forEach(
            (kind, error) ->
                table.add(
                    List.of(
                        kind,
                        count(error.count()),
                        percent(error.shareOfErrors()),
                        percent(error.shareOfQueries()))));
    return table;
  }

  private static void addRemarks(List<String> lines, FiguresReport report) {
    FiguresSummary.Orphans orphans = report.total().orphans();
    if (orphans.events() > 0) {
      lines.add(
          "orphans: "
              + count(orphans.calls())
              + " paid calls were thrown away, "
              + count(orphans.tokens().total())
              + " tokens");
    }
    if (report.unreadableRecords() > 0) {
      lines.add("unreadable usage records: " + count(report.unreadableRecords()));
    }
  }

  private static void addRows(TextTable table, FiguresReport report, Cells cells) {
    for (FiguresReport.AgentRow row : report.agents()) {
      table.add(row(row.agent(), cells.of(row.figures())));
    }
    table.add(row(TOTAL, cells.of(report.total())));
  }

  private static List<String> row(String name, List<String> cells) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.addAll(cells);
    return row;
  }

  private static void addAll(List<String> lines, TextTable table) {
    lines.addAll(table.lines());
    lines.add("");
  }

  private static List<String> counts(long... counts) {
    List<String> cells = new ArrayList<>();
    for (long each : counts) {
      cells.add(count(each));
    }
    return cells;
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String millis(@Nullable Double millis) {
    if (millis == null) {
      return NONE;
    }
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%,.2f s", millis / 1_000);
  }

  private interface Cells {
    List<String> of(FiguresSummary figures);
  }
}
