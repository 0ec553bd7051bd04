package io.projectoracle.cli.local;

/** Which usage events an aggregator counts. */
enum FiguresOf {
  /** Everything on the usage topic, in the figures all aggregators share. */
  ALL,
  /** What is published from now on, in figures of their own that are deleted at the end. */
  THIS_RUN
}
