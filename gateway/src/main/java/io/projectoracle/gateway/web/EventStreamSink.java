package io.projectoracle.gateway.web;

import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.stream.AnswerSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a stream of answers as server-sent events. For one thread. */
final class EventStreamSink implements AnswerSink {
  private static final Logger log = LoggerFactory.getLogger(EventStreamSink.class);
  private static final byte[] ANSWER = ascii("event: answer\ndata: ");
  private static final byte[] NEXT_LINE = ascii("\ndata: ");
  private static final byte[] END = ascii("\n\n");

  private final AsyncContext async;
  private final HttpServletResponse response;

  EventStreamSink(AsyncContext async, HttpServletResponse response) {
    this.async = async;
    this.response = response;
  }

  @Override
  public void refuse(RefusedException reason) {
    try {
      Problem.of(reason).writeTo(response);
    } catch (IOException e) {
      log.debug("refusal of a stream could not be told reason={}", e.getMessage());
    }
  }

  @Override
  public void open(String position) throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("X-Accel-Buffering", "no"); // Proxies must not hold events back.
    idle(position);
  }

  @Override
  public void answer(String position, byte[] json) throws IOException {
    writeId(position);
    out().write(ANSWER);
    writeLines(json);
    out().write(END);
  }

  /** An event without data changes the reader's last event id, and nothing else. */
  @Override
  public void idle(String position) throws IOException {
    writeId(position);
    out().write('\n');
  }

  @Override
  public void flush() throws IOException {
    response.flushBuffer();
  }

  @Override
  public void close() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      log.debug("stream was completed already reason={}", e.getMessage());
    }
  }

  private void writeId(String position) throws IOException {
    out().write(ascii("id: " + position + "\n"));
  }

  /** JSON written by others may have line ends between its parts. */
  private void writeLines(byte[] json) throws IOException {
    int start = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out().write(json, start, i - start);
        out().write(NEXT_LINE);
        start = i + 1;
      }
    }
    out().write(json, start, json.length - start);
  }

  private OutputStream out() throws IOException {
    return response.getOutputStream();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
