package io.projectoracle.gateway.stream;

import io.projectoracle.gateway.RefusedException;
import java.io.IOException;

/**
 * Takes the answers of one stream. Called by one thread; may block while its reader is slow, and
 * throws if there is no reader any more.
 */
public interface AnswerSink {
  /** The stream will not begin. Nothing is called after it. */
  void refuse(RefusedException reason);

  /** The stream begins, at a position. */
  void open(String position) throws IOException;

  /**
   * An answer.
   *
   * @param position where to go on after it
   */
  void answer(String position, byte[] json) throws IOException;

  /** Nothing to tell, but the stream lives and has come this far. */
  void idle(String position) throws IOException;

  /** Hands on what was taken so far. */
  void flush() throws IOException;

  /** The stream has ended. */
  void close();
}
