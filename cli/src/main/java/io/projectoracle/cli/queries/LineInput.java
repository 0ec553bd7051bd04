package io.projectoracle.cli.queries;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into lines of bytes. Of a line above the limit only its first bytes are kept, so
 * memory is bounded whatever the input.
 */
final class LineInput implements Closeable {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream input;
  private final int maxBytes;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] chunk = new byte[64 * 1024];
  private int chunkLength;
  private int position;
  private boolean first = true;

  LineInput(InputStream input, int maxBytes) {
    this.input = input;
    this.maxBytes = maxBytes;
  }

  /** The next line without its line feed, one byte above the limit if it is longer; null at end. */
  byte @Nullable [] next() throws IOException {
    line.reset();
    boolean any = false;
    while (fill()) {
      any = true;
      int end = position;
      while (end < chunkLength && chunk[end] != '\n') {
        end++;
      }
      int room = maxBytes + 1 - line.size();
      line.write(chunk, position, Math.min(end - position, room));
      position = end;
      if (end < chunkLength) {
        position++;
        break;
      }
    }
    if (!any) {
      return null;
    }
    byte[] bytes = line.toByteArray();
    boolean marked = first && startsWithMark(bytes);
    first = false;
    return marked ? java.util.Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  private boolean fill() throws IOException {
    if (position < chunkLength) {
      return true;
    }
    position = 0;
    chunkLength = Math.max(0, input.read(chunk));
    return chunkLength > 0;
  }

  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == BYTE_ORDER_MARK[0]
        && bytes[1] == BYTE_ORDER_MARK[1]
        && bytes[2] == BYTE_ORDER_MARK[2];
  }
}
