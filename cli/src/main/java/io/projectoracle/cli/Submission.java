package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.queries.QueryFile;
import io.projectoracle.cli.queries.QueryLine;
import io.projectoracle.client.OracleClient;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Publishes the queries of a file but for those that are published already, and lists them in its
 * order. Used once, by one thread.
 */
final class Submission {
  /** Sends under way; bounds memory on long files. */
  private static final int MAX_UNDER_WAY = 10_000;

  private final QueryFile file;
  private final Set<String> already;
  private final OracleClient client;
  private final Console console;
  private final PublishedListing listing;
  private final Queue<Sent> underWay = new ArrayDeque<>();
  private long published;
  private long skipped;
  private long broken;
  private long failed;

  /**
   * A submission.
   *
   * @param already ids of queries that are published already
   */
  Submission(
      QueryFile file,
      Set<String> already,
      OracleClient client,
      Console console,
      PublishedListing listing) {
    this.file = file;
    this.already = already;
    this.client = client;
    this.console = console;
    this.listing = listing;
  }

  /** Whether every line was published. */
  boolean run() throws IOException, InterruptedException {
    for (QueryLine line = file.next(); line != null; line = file.next()) {
      if (line instanceof QueryLine.Valid valid) {
        send(valid);
      } else if (line instanceof QueryLine.Broken reported) {
        reportBroken(reported.number(), reported.reason());
      }
      while (underWay.size() >= MAX_UNDER_WAY || isOldestDone()) {
        settleOldest();
      }
    }
    while (!underWay.isEmpty()) {
      settleOldest();
    }
    listing.end(new PublishedListing.Counts(published, skipped, broken, failed));
    return broken == 0 && failed == 0;
  }

  private void send(QueryLine.Valid line) {
    Query query = line.query();
    if (already.contains(query.id())) {
      skipped++;
      return;
    }
    try {
      underWay.add(new Sent(query.id(), client.send(query)));
    } catch (IllegalArgumentException e) {
      reportBroken(line.number(), String.valueOf(e.getMessage()));
    }
  }

  private boolean isOldestDone() {
    Sent oldest = underWay.peek();
    return oldest != null && oldest.position().isDone();
  }

  private void settleOldest() throws InterruptedException {
    Sent oldest = underWay.remove();
    try {
      listing.published(oldest.id(), oldest.position().get());
      published++;
    } catch (ExecutionException e) {
      failed++;
      console.remark(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    }
  }

  private void reportBroken(long number, String reason) {
    broken++;
    console.remark("line " + number + ": " + reason);
  }

  private record Sent(String id, CompletableFuture<SourcePosition> position) {}
}
