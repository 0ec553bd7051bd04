package io.projectoracle.gateway.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * A reader of a stream of answers, by the rules of server-sent events (HTML Living Standard
 * §9.2.6). Keeps all it is told. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
  private final InputStream body;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private volatile String lastId = "";

  /**
   * An event with data.
   *
   * @param id the last event id after it
   */
  public record Event(String id, String type, String data) {}

  EventStream(InputStream body) {
    this.body = body;
    var thread = new Thread(this::read, "event-stream");
    thread.setDaemon(true);
    thread.start();
  }

  /** What came so far. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** The answers that came so far. */
  public List<String> data() {
    return events.stream().map(Event::data).toList();
  }

  /** Returns once so many events have come, or more. */
  public EventStream await(int count) {
    Awaitility.await().atMost(TestBroker.TIMEOUT).until(() -> events.size() >= count);
    return this;
  }

  /** What a browser would send as Last-Event-ID; waits for the first one. */
  public String lastId() {
    return awaitIdOtherThan("");
  }

  /** Waits until an event has changed the last id. */
  public String awaitIdOtherThan(String earlier) {
    return Awaitility.await()
        .atMost(TestBroker.TIMEOUT)
        .until(() -> lastId, id -> !id.equals(earlier));
  }

  /** Completed when the server has ended the stream; fails if it broke off. */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Goes away, as a browser would. */
  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String type = "message";
      String id = "";
      var data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
        switch (field) {
          case "id" -> id = value;
          case "event" -> type = value;
          case "data" -> data.append(value).append('\n');
          case "" -> {
            if (data.length() > 0) {
              events.add(new Event(id, type, data.substring(0, data.length() - 1)));
            }
            lastId = id; // Last, so that who sees it has seen the event.
            type = "message";
            data.setLength(0);
          }
          default -> throw new IOException("no such field: " + field);
        }
      }
      ended.complete(null);
    } catch (IOException e) {
      ended.completeExceptionally(e);
    }
  }
}
