package io.projectoracle.cli.check;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** Oracle does not work, or can lose something. */
  ERROR,
  /** It works, but will hurt one day. */
  WARNING;

  /** As it is printed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
