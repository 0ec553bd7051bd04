package io.projectoracle.worker.offset;

/**
 * What is committed of a partition: the committed offset itself is the map's base, everything else
 * stands in its metadata.
 *
 * <p>Form of the metadata: the tenure, such as {@code h0.0}, then the map as {@link OffsetMapCodec}
 * writes it. Either may be empty, so empty metadata is valid, and so is that of tools that set an
 * offset by themselves.
 *
 * @param finished which records are finished
 * @param tenure how the partition is held
 */
public record PartitionProgress(OffsetMap finished, Tenure tenure) {

  /** The metadata of the committed offset. */
  public String metadata() {
    return tenure.written() + OffsetMapCodec.encode(finished);
  }

  /**
   * Reads a committed offset.
   *
   * @throws UnreadableOffsetMapException if the metadata was not written by this engine
   */
  public static PartitionProgress read(long offset, String metadata)
      throws UnreadableOffsetMapException {
    Tenure.Split split = Tenure.split(metadata);
    return new PartitionProgress(OffsetMapCodec.decode(offset, split.rest()), split.tenure());
  }
}
