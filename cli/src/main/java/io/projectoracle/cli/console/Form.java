package io.projectoracle.cli.console;

/** How results are written. */
public enum Form {
  /** For people. */
  TEXT,
  /** For machines. */
  JSON
}
