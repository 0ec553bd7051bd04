package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.client.AnswerListener;
import io.projectoracle.client.AnswerReader;
import io.projectoracle.client.ReadFrom;
import io.projectoracle.client.ReceivedAnswer;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints one answer, the first, for each query of a file, in the order in which they arrived. Used
 * once, by one thread.
 */
final class FileAnswers implements AnswerListener {
  private static final int MAX_NAMED = 20;

  private final Map<String, Long> missing;
  private final int queries;
  private final Console console;
  private final @Nullable Duration patience;
  private @Nullable AnswerReader reader;
  private long notAnswered;

  /**
   * The answers of a file.
   *
   * @param numbersById the queries' ids and the numbers of their lines
   * @param patience how long to wait for those that are not there yet; absent: for ever
   */
  FileAnswers(Map<String, Long> numbersById, Console console, @Nullable Duration patience) {
    this.missing = new LinkedHashMap<>(numbersById);
    this.queries = numbersById.size();
    this.console = console;
    this.patience = patience;
  }

  /** Whether all answers were there. */
  boolean collect(AnswerReader source, ReadFrom from) {
    reader = source;
    if (missing.isEmpty()) {
      console.remark("no query in the file");
    } else if (patience == null) {
      source.follow(from, this);
    } else if (patience.isZero()) {
      source.readToPresentEnd(from, this);
    } else {
      source.followFor(patience, from, this);
    }
    report();
    return missing.isEmpty();
  }

  @Override
  public void answer(ReceivedAnswer received) {
    Answer answer = received.answer();
    if (missing.remove(answer.queryId()) == null) {
      return;
    }
    console.result(new String(MessageCodec.encode(answer), StandardCharsets.UTF_8));
    if (answer.status() != Status.ANSWERED) {
      notAnswered++;
    }
    AnswerReader source = reader;
    // Asking whether somebody reads flushes, so that Ctrl-C loses nothing that has arrived.
    if (source != null && (missing.isEmpty() || console.isAbandoned())) {
      source.stop();
    }
  }

  @Override
  public void malformed(SourcePosition position, String reason) {
    console.remark(position + " is no answer: " + reason);
  }

  private void report() {
    missing.entrySet().stream()
        .limit(MAX_NAMED)
        .forEach(
            query ->
                console.remark("line " + query.getValue() + ": no answer to " + query.getKey()));
    if (missing.size() > MAX_NAMED) {
      console.remark("and " + (missing.size() - MAX_NAMED) + " more");
    }
    console.remark(
        "answers "
            + (queries - missing.size())
            + " of "
            + queries
            + ", of which without content "
            + notAnswered
            + ", missing "
            + missing.size());
  }
}
