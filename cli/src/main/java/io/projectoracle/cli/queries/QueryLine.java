package io.projectoracle.cli.queries;

import io.projectoracle.contract.Query;

/** What a line of a query file turned out to be. */
public sealed interface QueryLine {
  /** Number of the line, from 1. */
  long number();

  /** A query. */
  record Valid(long number, Query query) implements QueryLine {}

  /**
   * No query.
   *
   * @param reason what is wrong; holds none of the line's text
   */
  record Broken(long number, String reason) implements QueryLine {}
}
