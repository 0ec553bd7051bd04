package io.projectoracle.client;

import io.projectoracle.contract.QueryIds;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Utils;

/** Names of clients, and where their answers arrive. */
final class ClientIds {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private ClientIds() {}

  static String random() {
    return "client-" + QueryIds.next();
  }

  static String requireValid(String clientId) {
    if (!VALID.matcher(clientId).matches()) {
      throw new IllegalArgumentException(
          "clientId must be 1 to 100 of the characters A-Z a-z 0-9 . _ -: " + clientId);
    }
    return clientId;
  }

  /** The partition of the answers topic that belongs to a client. */
  static int replyPartition(String clientId, int partitions) {
    byte[] bytes = clientId.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }
}
