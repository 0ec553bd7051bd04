package io.projectoracle.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * What the checker found in a history. The promises are kept if the verdict is {@link #PASS}.
 *
 * @param queries accepted records
 * @param answers answers visible to {@code read_committed} readers
 * @param lost accepted records without an answer
 * @param duplicates answers beyond the first of their record
 * @param strays answers and usage events of records that were never accepted
 * @param notAnswered those among them that say the query failed, expired or was cancelled
 * @param usageMismatches records whose usage events do not match their answers, and calls that are
 *     accounted for twice
 * @param calls calls that the model served
 * @param repeatedCalls calls beyond the first of their query
 * @param excusedCalls calls in vain, by what excuses them
 * @param unexplainedRepeats calls for queries that were called for more than once, in vain and
 *     without excuse
 * @param unexplainedCalls other calls in vain and without excuse
 * @param kills workers killed
 * @param pauses workers stopped by a signal for a while
 * @param brokerKills times the broker was killed
 * @param stops workers stopped in order
 * @param crashes workers that ended by themselves, or did not end when told to
 * @param maxGapSeconds longest time that a partition of the queries topic went without an answer
 *     while it held a query to answer
 * @param maxReaderGapSeconds longest time that a reader of a partition of the answers topic went
 *     without an answer while one was to come
 * @param takeovers partitions whose worker was killed and whose heir was left in peace
 * @param maxTakeoverSeconds longest time from a kill until such a partition was answered from,
 *     without the model's time
 * @param lateTakeovers those of them that took more than the session and two seconds
 * @param unexplainedLosses workers that the group took for dead although nothing was done to them
 * @param equalShare share of the queries that asked what another one asked
 * @param seed of the choices in the run
 * @param problems why the verdict is what it is, with an example of each
 * @param verdict {@code pass} or {@code fail}
 */
public record Report(
    int queries,
    int answers,
    int lost,
    int duplicates,
    int strays,
    int notAnswered,
    int usageMismatches,
    int calls,
    int repeatedCalls,
    Map<String, Integer> excusedCalls,
    int unexplainedRepeats,
    int unexplainedCalls,
    int kills,
    int pauses,
    int brokerKills,
    int stops,
    int crashes,
    double maxGapSeconds,
    double maxReaderGapSeconds,
    int takeovers,
    double maxTakeoverSeconds,
    int lateTakeovers,
    int unexplainedLosses,
    double equalShare,
    long seed,
    List<String> problems,
    String verdict) {
  /** Every promise was kept. */
  public static final String PASS = "pass";

  /** A promise was broken. */
  public static final String FAIL = "fail";

  public Report {
    excusedCalls = Map.copyOf(excusedCalls);
    problems = List.copyOf(problems);
  }

  /** Whether every promise was kept. */
  public boolean passed() {
    return verdict.equals(PASS);
  }
}
