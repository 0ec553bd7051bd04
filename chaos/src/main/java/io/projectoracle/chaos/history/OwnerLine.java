package io.projectoracle.chaos.history;

import java.util.List;

/**
 * What the group says a worker owns, from that time on: a line of {@code owners.jsonl}.
 *
 * @param atMillis when the group was seen to say so
 * @param worker name of the worker
 * @param partitions partitions of the queries topic that it owns
 * @param heirTo those that it is to own, whether or not it does already
 */
public record OwnerLine(
    long atMillis, String worker, List<Integer> partitions, List<Integer> heirTo) {
  public OwnerLine {
    partitions = List.copyOf(partitions);
    heirTo = List.copyOf(heirTo);
  }
}
