package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.access.ApiKey;
import io.projectoracle.gateway.access.ApiKeys;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the door.
 *
 * @param keys API keys by their names; without any the door opens to this machine only
 */
@ConfigurationProperties(AccessProperties.PREFIX)
record AccessProperties(@DefaultValue Map<String, KeyProperties> keys) {
  static final String PREFIX = "oracle.gateway";

  AccessProperties {
    keys = Map.copyOf(keys);
    keys.forEach((id, key) -> key.toKey(id));
  }

  /**
   * The keys.
   *
   * @param address where the door listens; null for everywhere
   * @throws IllegalStateException if there are no keys, and others than this machine could come
   */
  ApiKeys toKeys(@Nullable InetAddress address) {
    if (keys.isEmpty() && (address == null || !address.isLoopbackAddress())) {
      throw new IllegalStateException(
          "server.address must be a loopback address while there are no API keys: "
              + (address == null ? "0.0.0.0" : address.getHostAddress())
              + "; set "
              + PREFIX
              + ".keys.<name>.tenant and .sha256");
    }
    return Keys.under(
        PREFIX,
        () ->
            new ApiKeys(
                keys.entrySet().stream().map(key -> key.getValue().toKey(key.getKey())).toList()));
  }

  /**
   * An API key.
   *
   * @param tenant whose queries and answers it opens
   * @param sha256 SHA-256 of the key, 64 hexadecimal digits
   */
  record KeyProperties(@Nullable String tenant, @Nullable String sha256) {
    ApiKey toKey(String id) {
      return Keys.under(
          PREFIX + ".keys." + id,
          () ->
              new ApiKey(
                  id,
                  Objects.requireNonNullElse(tenant, ""),
                  Objects.requireNonNullElse(sha256, "")));
    }

    /** Without the digest. */
    @Override
    public String toString() {
      return "KeyProperties[tenant=" + tenant + ", sha256=***]";
    }
  }
}
