package io.projectoracle.gateway.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.stream.AnswerSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a stream of answers as server-sent events. For one thread, beside the server's own, which
 * may end the request at any time. It then gives request and response to another caller: nothing
 * may touch them any more, hence the lock.
 */
final class EventStreamSink implements AnswerSink {
  private static final Logger log = LoggerFactory.getLogger(EventStreamSink.class);
  private static final byte[] ANSWER = ascii("event: answer\ndata: ");
  private static final byte[] NEXT_LINE = ascii("\ndata: ");
  private static final byte[] END = ascii("\n\n");

  private final Object lock = new Object();
  private final AsyncContext async;
  private final HttpServletResponse response;

  @GuardedBy("lock")
  private boolean ended;

  private EventStreamSink(AsyncContext async, HttpServletResponse response) {
    this.async = async;
    this.response = response;
  }

  static EventStreamSink of(AsyncContext async, HttpServletResponse response) {
    var sink = new EventStreamSink(async, response);
    async.addListener(sink.new End());
    return sink;
  }

  @Override
  public void refuse(RefusedException reason) {
    try {
      write(() -> Problem.of(reason).writeTo(response));
    } catch (IOException e) {
      log.debug("refusal of a stream could not be told reason={}", e.getMessage());
    }
  }

  @Override
  public void open(String position) throws IOException {
    write(
        () -> {
          response.setStatus(HttpServletResponse.SC_OK);
          response.setContentType("text/event-stream");
          response.setCharacterEncoding(StandardCharsets.UTF_8);
          response.setHeader("X-Accel-Buffering", "no"); // Proxies must not hold events back.
        });
    idle(position);
  }

  @Override
  public void answer(String position, byte[] json) throws IOException {
    write(
        () -> {
          OutputStream out = response.getOutputStream();
          out.write(id(position));
          out.write(ANSWER);
          writeLines(out, json);
          out.write(END);
        });
  }

  /** An event without data changes the reader's last event id, and nothing else. */
  @Override
  public void idle(String position) throws IOException {
    write(
        () -> {
          OutputStream out = response.getOutputStream();
          out.write(id(position));
          out.write('\n');
        });
  }

  @Override
  public void flush() throws IOException {
    write(response::flushBuffer);
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!ended) {
        ended = true;
        async.complete();
      }
    }
  }

  private void write(Writing writing) throws IOException {
    synchronized (lock) {
      if (ended) {
        throw new IOException("the request has ended");
      }
      writing.write();
    }
  }

  private static byte[] id(String position) {
    return ascii("id: " + position + "\n");
  }

  /** JSON written by others may have line ends between its parts. */
  private static void writeLines(OutputStream out, byte[] json) throws IOException {
    int start = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out.write(json, start, i - start);
        out.write(NEXT_LINE);
        start = i + 1;
      }
    }
    out.write(json, start, json.length - start);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private interface Writing {
    void write() throws IOException;
  }

  /** Is told by the server when it ends the request, since its reader has gone. */
  private final class End implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      end();
    }

    @Override
    public void onError(AsyncEvent event) {
      end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      throw new IllegalStateException("a stream begins once");
    }

    private void end() {
      synchronized (lock) {
        ended = true;
      }
    }
  }
}
