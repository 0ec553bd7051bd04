package io.projectoracle.aggregator.figures;

import io.projectoracle.contract.Status;
import io.projectoracle.contract.UsageEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Sums over usage events. Merging is associative and commutative, so figures of parts of a topic
 * add up to those of the whole in whatever order. Not thread-safe.
 *
 * <p>An orphan is a result that a live worker had to throw away: it is no query, and its tokens are
 * counted apart from those of queries.
 */
public final class Figures {
  /** First byte of the encoded form; goes up with every change of it. */
  private static final byte VERSION = 1;

  private final QueryFigures queries;
  private final CallFigures calls;
  private final Spending spending;
  private final OrphanFigures orphans;
  private long unreadable;

  /** Figures of no events. */
  public Figures() {
    this(new QueryFigures(), new CallFigures(), new Spending(), new OrphanFigures());
  }

  private Figures(
      QueryFigures queries, CallFigures calls, Spending spending, OrphanFigures orphans) {
    this.queries = queries;
    this.calls = calls;
    this.spending = spending;
    this.orphans = orphans;
  }

  /** Adds one event. */
  public void add(UsageEvent event) {
    Status status = event.status();
    if (status == null) {
      orphans.add(event);
      return;
    }
    queries.add(event, status);
    event.attempts().forEach(calls::add);
    spending.add(event.usage());
  }

  /** Adds a record that is no usage event. */
  public void addUnreadable() {
    unreadable++;
  }

  /** Adds everything the other figures hold; they stay as they are. */
  public void add(Figures other) {
    queries.add(other.queries);
    calls.add(other.calls);
    spending.add(other.spending);
    orphans.add(other.orphans);
    unreadable = Sum.of(unreadable, other.unreadable);
  }

  /** Records that were no usage events. */
  public long unreadable() {
    return unreadable;
  }

  /** The figures as they are to be read. */
  public FiguresSummary summary() {
    return new FiguresSummary(
        queries.queries(),
        queries.cache(),
        calls.attempts(),
        queries.errors(),
        spending.tokens(),
        spending.cost(),
        queries.responseTime(),
        calls.modelTime(),
        orphans.summary());
  }

  /** A compact form that {@link #decode} reads. */
  public byte[] encode() {
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      queries.writeTo(out);
      calls.writeTo(out);
      spending.writeTo(out);
      orphans.writeTo(out);
      out.writeLong(unreadable);
    } catch (IOException e) {
      throw new UncheckedIOException("figures could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if another version wrote it, or the bytes are damaged
   */
  public static Figures decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "figures must be of version "
                + VERSION
                + ", start with a new application id: "
                + version);
      }
      var figures =
          new Figures(
              QueryFigures.readFrom(in),
              CallFigures.readFrom(in),
              Spending.readFrom(in),
              OrphanFigures.readFrom(in));
      figures.unreadable = in.readLong();
      return figures;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "figures are damaged, length in bytes: " + bytes.length, e);
    }
  }
}
