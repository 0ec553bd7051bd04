package io.projectoracle.chaos.load;

import io.projectoracle.contract.Query;
import java.util.random.RandomGenerator;

/**
 * Makes up queries. Nearly all ask something nobody asked before, so that neither cache nor
 * coalescing hides a repeated call; a share asks what a recent one asked. Confined to one thread.
 */
final class Questions {
  /** How far back a question is asked again: far enough for a hit, near enough to coalesce. */
  private static final int MEMORY = 200;

  private final String run;
  private final double equalShare;
  private final RandomGenerator random;

  /** Questions of the last queries, by the query's number. */
  private final int[] recent = new int[MEMORY];

  private int next;

  /**
   * @param run name of the run, part of every id and question
   * @param equalShare share of the queries that ask again, 0 to 1
   */
  Questions(String run, double equalShare, RandomGenerator random) {
    this.run = run;
    this.equalShare = equalShare;
    this.random = random;
  }

  Query next() {
    int number = next++;
    int question = number;
    if (number > 0 && random.nextDouble() < equalShare) {
      question = recent[random.nextInt(Math.max(0, number - MEMORY), number) % MEMORY];
    }
    recent[number % MEMORY] = question;
    return Query.of(
        run + "-" + number,
        question % 2 == 0 ? "technical" : "onboarding",
        "Question " + question + " of run " + run + ": why is my webhook called twice?");
  }
}
