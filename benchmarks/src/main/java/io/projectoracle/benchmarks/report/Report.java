package io.projectoracle.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** The results of a run, in the order in which they came. Confined to one thread. */
public final class Report {
  private static final String LINE = "%-9s %-62s %12s %12s %8s %8s %-6s %5s%n";

  private final Machine machine;
  private final PrintStream out;
  private final PrintStream progress;
  private final List<Result> results = new ArrayList<>();
  private double loadAtEnd = -1;

  /**
   * @param out where the table goes
   * @param progress where remarks go that only say that something is going on
   */
  public Report(Machine machine, PrintStream out, PrintStream progress) {
    this.machine = machine;
    this.out = out;
    this.progress = progress;
    out.println(machine.text());
    out.printf(
        Locale.ROOT, LINE, "benchmark", "what", "Oracle", "compared", "ratio", "goal", "", "load");
  }

  /** For remarks while it takes long. */
  public PrintStream progress() {
    return progress;
  }

  /** Adds a result and prints it. */
  public void add(Row row) {
    Result result = new Result(row, Machine.load());
    results.add(result);
    out.printf(
        Locale.ROOT,
        LINE,
        row.benchmark(),
        row.what() + ", " + row.unit(),
        number(row.ours()),
        row.reference() == null ? "" : number(row.reference()),
        row.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", row.ratio()),
        row.goal() == null ? "" : row.goal().toString(),
        row.goal() == null ? "" : row.isMet() ? "met" : "MISSED",
        String.format(Locale.ROOT, "%.1f", result.load()));
    out.flush();
  }

  /** Whether everything is as it must be. */
  public boolean isMet() {
    return results.stream().map(Result::row).allMatch(Row::isMet);
  }

  /** Says how busy the machine was in the end. */
  public void close() {
    loadAtEnd = Machine.load();
    out.printf(Locale.ROOT, "load at the end %.1f%n", loadAtEnd);
  }

  /** Writes everything as JSON. */
  public void write(Path file) throws IOException {
    Files.write(
        file, JsonMapper.shared().writeValueAsBytes(new Document(machine, loadAtEnd, results)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%,.2f" : "%,.0f", value);
  }

  /**
   * A row, and how busy the machine was then, this run included.
   *
   * @param load runnable threads over the last minute
   */
  private record Result(@JsonUnwrapped Row row, double load) {}

  private record Document(Machine machine, double loadAtEnd, List<Result> results) {}
}
