package io.projectoracle.aggregator.figures;

import io.projectoracle.contract.UsageEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What was paid for and thrown away. Not thread-safe. */
final class OrphanFigures {
  private final Spending spending;
  private long events;
  private long calls;

  OrphanFigures() {
    this(new Spending());
  }

  private OrphanFigures(Spending spending) {
    this.spending = spending;
  }

  void add(UsageEvent event) {
    events++;
    calls = Sum.of(calls, event.attempts().size());
    spending.add(event.usage());
  }

  void add(OrphanFigures other) {
    events = Sum.of(events, other.events);
    calls = Sum.of(calls, other.calls);
    spending.add(other.spending);
  }

  FiguresSummary.Orphans summary() {
    return new FiguresSummary.Orphans(events, calls, spending.tokens(), spending.cost());
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(events);
    out.writeLong(calls);
    spending.writeTo(out);
  }

  static OrphanFigures readFrom(DataInput in) throws IOException {
    var events = in.readLong();
    var calls = in.readLong();
    var orphans = new OrphanFigures(Spending.readFrom(in));
    orphans.events = events;
    orphans.calls = calls;
    return orphans;
  }
}
