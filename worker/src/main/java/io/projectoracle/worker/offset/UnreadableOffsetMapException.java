package io.projectoracle.worker.offset;

/**
 * Thrown when the metadata of a committed offset was not written by this engine. Going on from
 * there could repeat or skip work, so whoever catches it stops that partition.
 */
public final class UnreadableOffsetMapException extends Exception {
  private static final long serialVersionUID = 1;

  UnreadableOffsetMapException(String reason) {
    super("metadata of the committed offset is unreadable: " + reason);
  }
}
