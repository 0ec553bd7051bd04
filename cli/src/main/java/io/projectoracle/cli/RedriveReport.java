package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.Printable;
import io.projectoracle.cli.letters.DeadlineChoice;
import io.projectoracle.cli.letters.Failure;
import io.projectoracle.cli.letters.Redrivable;
import io.projectoracle.cli.letters.Redrive;
import io.projectoracle.cli.letters.Redriven;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Tells what became of each failure that was to be redriven. For one thread. */
final class RedriveReport implements Redrive.Listener {
  private final Console console;
  private final boolean json;
  private final boolean applied;
  private final List<Map<String, Object>> redriven = new ArrayList<>();
  private final List<Map<String, Object>> refused = new ArrayList<>();
  private int redrivenCount;
  private int refusedCount;
  private int dropped;

  /**
   * A report.
   *
   * @param json for machines, all at the end; else for people, while it goes on
   * @param applied whether it is done, and not only tried out
   */
  RedriveReport(Console console, boolean json, boolean applied) {
    this.console = console;
    this.json = json;
    this.applied = applied;
  }

  @Override
  public void redriven(List<Redriven> batch) {
    for (Redriven each : batch) {
      redrivenCount++;
      dropped += each.deadline() == DeadlineChoice.Fate.DROPPED ? 1 : 0;
      if (json) {
        redriven.add(entry(each));
      } else {
        console.result(
            Printable.of(each.of().failure().position())
                + (applied ? " redriven as " + each.queryId() : " would be redriven"));
      }
    }
    console.out().flush();
  }

  @Override
  public void refused(Redrivable failed, String reason) {
    refused(failed.failure().position(), reason);
  }

  /** Something that was named is not redriven. */
  void refused(String name, String reason) {
    refusedCount++;
    if (json) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("position", name);
      entry.put("reason", reason);
      refused.add(entry);
    } else {
      console.remark(Printable.of(name) + " not redriven: " + Printable.of(reason));
    }
  }

  /** Whether all were redriven. */
  boolean isComplete() {
    return refusedCount == 0;
  }

  /** Sums up. */
  void end() {
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("applied", applied);
      report.put("redriven", redriven);
      report.put("refused", refused);
      console.result(JsonMapper.shared().writeValueAsString(report));
    } else {
      console.remark(
          (applied ? "redriven " : "would redrive ")
              + redrivenCount
              + ", not redriven "
              + refusedCount
              + deadlines());
    }
  }

  private String deadlines() {
    return dropped == 0
        ? ""
        : "; of "
            + dropped
            + " the deadline was over: they have none now, --deadline gives another";
  }

  private Map<String, Object> entry(Redriven each) {
    Failure failure = each.of().failure();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("position", failure.position());
    entry.put("kind", failure.kind());
    if (applied) {
      entry.put("queryId", each.queryId());
    }
    if (each.redriveOf() != null) {
      entry.put("redriveOf", each.redriveOf());
    }
    entry.put("deadline", each.deadline().name().toLowerCase(Locale.ROOT));
    return entry;
  }
}
