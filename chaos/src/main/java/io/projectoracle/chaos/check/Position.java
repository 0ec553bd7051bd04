package io.projectoracle.chaos.check;

/** An accepted record: a partition and an offset of the queries topic. */
record Position(int partition, long offset) {}
