package io.projectoracle.cli;

import io.projectoracle.chaos.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report of chaos for people. */
final class ReportText {
  private ReportText() {}

  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(line("queries", "%,d accepted, %,d answers", report.queries(), report.answers()));
    lines.add(line("lost", "%,d", report.lost()));
    lines.add(line("duplicates", "%,d", report.duplicates()));
    lines.add(line("usage", "%,d mismatches", report.usageMismatches()));
    lines.add(
        line(
            "calls",
            "%,d, %,d of them repeats; in vain with excuse: %s",
            report.calls(),
            report.repeatedCalls(),
            report.excusedCalls().isEmpty() ? "none" : report.excusedCalls()));
    lines.add(
        line(
            "unexplained",
            "%,d repeats, %,d other calls in vain",
            report.unexplainedRepeats(),
            report.unexplainedCalls()));
    lines.add(
        line(
            "faults",
            "%,d kills, %,d pauses, %,d planned stops, %,d times the broker killed",
            report.kills(),
            report.pauses(),
            report.stops(),
            report.brokerKills()));
    lines.add(
        line(
            "longest gap",
            "%.1f s without an answer from a partition, %.1f s for a reader",
            report.maxGapSeconds(),
            report.maxReaderGapSeconds()));
    lines.add(
        line(
            "takeovers",
            "%,d partitions, %.1f s at most, %,d too late",
            report.takeovers(),
            report.maxTakeoverSeconds(),
            report.lateTakeovers()));
    lines.add(line("sessions", "%,d lost although nothing was done", report.unexplainedLosses()));
    report.problems().forEach(problem -> lines.add(line("problem", "%s", problem)));
    lines.add(line("verdict", "%s (seed %d)", report.verdict(), report.seed()));
    return lines;
  }

  private static String line(String name, String form, Object... values) {
    return String.format(Locale.ROOT, "%-12s %s", name, String.format(Locale.ROOT, form, values));
  }
}
