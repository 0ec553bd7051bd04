package io.projectoracle.client;

import java.time.Instant;

/** Where an {@link AnswerReader} starts. */
public sealed interface ReadFrom {
  /** The oldest answer that is still kept. */
  record Beginning() implements ReadFrom {}

  /** The first answer that arrives from now on. */
  record PresentEnd() implements ReadFrom {}

  /** The first answer of each partition written at that time or later. */
  record Time(Instant instant) implements ReadFrom {}
}
