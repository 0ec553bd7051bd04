package io.projectoracle.chaos.watch;

import io.projectoracle.chaos.history.CallLine;
import io.projectoracle.chaos.history.JsonLines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies the model's ledger of calls while the run goes on, since it keeps the last calls only. One
 * thread of its own; its methods are thread-safe.
 */
public final class LedgerTail implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int PAGE = 5_000;

  private final URI model;
  private final JsonLines<CallLine> file;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Thread thread = new Thread(this::run, "oracle-chaos-ledger");
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;
  private long next;

  /**
   * @param model where the model's paths begin
   */
  public LedgerTail(URI model, JsonLines<CallLine> file) {
    this.model = model;
    this.file = file;
  }

  /** Begins to copy. */
  public void start() {
    thread.start();
  }

  /**
   * Copies the rest; to be called when nobody calls the model any more.
   *
   * @throws IllegalStateException if a part of the ledger could not be copied
   */
  public void finish() throws InterruptedException {
    close();
    if (failure != null) {
      throw failure;
    }
    copy();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Threads.join(thread);
  }

  private void run() {
    try {
      while (!closed) {
        copy();
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      // Only close() interrupts; the rest is copied by whoever called it.
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void copy() throws InterruptedException {
    long end;
    do {
      JsonNode page = page();
      if (page.path("first").longValue() > next) {
        throw new IllegalStateException("the model's ledger dropped calls before they were copied");
      }
      for (JsonNode call : page.path("calls")) {
        file.add(line(call));
        next = call.path("sequence").longValue() + 1;
      }
      end = page.path("end").longValue();
    } while (next < end);
  }

  private JsonNode page() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(model.resolve("/admin/calls?from=" + next + "&limit=" + PAGE))
            .timeout(TIMEOUT)
            .build();
    try {
      HttpResponse<String> reply =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (reply.statusCode() != 200) {
        throw new IllegalStateException("the model's ledger answers " + reply.statusCode());
      }
      return JsonMapper.shared().readTree(reply.body());
    } catch (IOException e) {
      throw new IllegalStateException("the model's ledger cannot be read", e);
    }
  }

  private static CallLine line(JsonNode call) {
    return new CallLine(
        call.path("call_id").stringValue(""),
        call.path("query_id").stringValue(""),
        call.path("worker").stringValue(""),
        call.path("attempt").intValue(),
        call.path("start_micros").longValue() / 1_000,
        call.path("end_micros").longValue() / 1_000,
        call.path("result").stringValue(""));
  }
}
