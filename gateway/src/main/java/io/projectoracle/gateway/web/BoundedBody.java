package io.projectoracle.gateway.web;

import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies of requests without ever holding more of one than is allowed. */
final class BoundedBody {
  private BoundedBody() {}

  /**
   * The whole body.
   *
   * @throws RefusedException if it is larger than {@code maxBytes}, or breaks off
   */
  static byte[] read(HttpServletRequest request, int maxBytes) {
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try (InputStream in = request.getInputStream()) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        throw tooLarge(maxBytes);
      }
      return body;
    } catch (IOException e) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "the request breaks off");
    }
  }

  private static RefusedException tooLarge(int maxBytes) {
    return new RefusedException(
        Refusal.TOO_LARGE, "the request must not exceed " + maxBytes + " bytes");
  }
}
