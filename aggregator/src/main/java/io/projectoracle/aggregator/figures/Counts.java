package io.projectoracle.aggregator.figures;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each of a few names occurred. The names are those on the wire, not constants of this
 * version's enums, so a count written by a newer version is kept. Not thread-safe.
 */
final class Counts {
  private final SortedMap<String, Long> byName = new TreeMap<>();

  void add(String name) {
    add(name, 1);
  }

  void add(Counts other) {
    other.byName.forEach(this::add);
  }

  long of(String name) {
    return byName.getOrDefault(name, 0L);
  }

  long total() {
    return byName.values().stream().reduce(0L, Sum::of);
  }

  /** Every name that occurred, in order. */
  SortedMap<String, Long> byName() {
    return Collections.unmodifiableSortedMap(byName);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeShort(byName.size());
    for (var each : byName.entrySet()) {
      out.writeUTF(each.getKey());
      out.writeLong(each.getValue());
    }
  }

  static Counts readFrom(DataInput in) throws IOException {
    var counts = new Counts();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      counts.add(in.readUTF(), in.readLong());
    }
    return counts;
  }

  private void add(String name, long count) {
    byName.merge(name, count, Sum::of);
  }
}
