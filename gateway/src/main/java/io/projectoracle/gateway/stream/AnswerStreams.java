package io.projectoracle.gateway.stream;

import io.projectoracle.client.KafkaClients;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.access.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open streams of answers, bounded in all and for each API key. Each has a thread and a
 * consumer of its own: so it stands where it stands, whatever the others do, and a slow reader
 * holds up nobody and is held up by nothing but himself. Thread-safe.
 */
public final class AnswerStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AnswerStreams.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final KafkaConnection connection;
  private final String topic;
  private final String clientId;
  private final Settings settings;
  private final LongSupplier nanoTime;

  /** Also guards the counts. */
  private final Object lock = new Object();

  private final Map<String, Integer> openByKey = new HashMap<>();
  private final Set<AnswerStream> open = ConcurrentHashMap.newKeySet();
  private int openInAll;
  private boolean closed;

  /**
   * No streams yet.
   *
   * @param topic the answers topic
   * @param clientId how the consumers name themselves to the brokers
   * @param nanoTime a clock for intervals
   */
  public AnswerStreams(
      KafkaConnection connection,
      String topic,
      String clientId,
      Settings settings,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.topic = topic;
    this.clientId = clientId + "-stream";
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * Starts a stream of the caller's answers and returns.
   *
   * @param position what a sink was told as position; null for what arrives from now on
   * @throws RefusedException if there are as many streams as may be
   */
  public void open(Caller caller, @Nullable String position, AnswerSink sink) {
    enter(caller);
    var stream =
        new AnswerStream(
            () -> KafkaClients.reader(connection, clientId),
            topic,
            caller.tenant(),
            sink,
            settings.keepAlive(),
            nanoTime);
    open.add(stream);
    try {
      var thread = new Thread(() -> run(stream, caller, position), "oracle-gateway-stream");
      thread.setDaemon(true);
      thread.start();
    } catch (OutOfMemoryError e) { // No more threads.
      open.remove(stream);
      leave(caller);
      throw e;
    }
  }

  /** Streams at present. */
  public int size() {
    return open.size();
  }

  /** Ends all streams soon; their readers may take them up again elsewhere. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    open.forEach(AnswerStream::stop);
  }

  private void run(AnswerStream stream, Caller caller, @Nullable String position) {
    try {
      stream.run(position);
    } catch (RuntimeException e) { // Nobody else would see why the thread ends.
      log.error("stream of answers failed key={}", caller.keyId(), e);
    } finally {
      open.remove(stream);
      leave(caller);
    }
  }

  private void enter(Caller caller) {
    synchronized (lock) {
      int mine = openByKey.getOrDefault(caller.keyId(), 0);
      if (closed) {
        throw RefusedException.unavailable("the gateway stops", RETRY_AFTER);
      }
      if (mine >= settings.maxPerKey()) {
        throw RefusedException.tooMany(
            "as many streams are open as an API key may have: " + settings.maxPerKey(),
            RETRY_AFTER);
      }
      if (openInAll >= settings.max()) {
        throw RefusedException.unavailable(
            "as many streams are open as may be: " + settings.max(), RETRY_AFTER);
      }
      openInAll++;
      openByKey.put(caller.keyId(), mine + 1);
    }
  }

  private void leave(Caller caller) {
    synchronized (lock) {
      openInAll--;
      openByKey.computeIfPresent(caller.keyId(), (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * Bounds.
   *
   * @param max streams at a time
   * @param maxPerKey streams of one API key at a time
   * @param keepAlive how long a stream is silent at most
   */
  public record Settings(int max, int maxPerKey, Duration keepAlive) {
    public Settings {
      requirePositive("max", max);
      requirePositive("max-per-key", maxPerKey);
      if (keepAlive.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("keep-alive must be at least 1s: " + keepAlive);
      }
    }

    private static void requirePositive(String key, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(key + " must be at least 1: " + value);
      }
    }
  }
}
