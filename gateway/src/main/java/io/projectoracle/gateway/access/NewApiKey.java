package io.projectoracle.gateway.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A key that was made just now, and is known in full only here. Immutable. */
public final class NewApiKey {
  /** Lets those who look for secrets in the wrong places recognise one. */
  private static final String PREFIX = "oracle_";

  private static final int RANDOM_BYTES = 32;
  private static final int MAX_NAME_FROM_TENANT = 32;
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9-]+");

  private final String name;
  private final String tenant;
  private final String text;

  private NewApiKey(String name, String tenant, String text) {
    this.name = name;
    this.tenant = tenant;
    this.text = text;
    var unused = new ApiKey(name, tenant, sha256()); // Says what is wrong.
  }

  /**
   * Makes a key whose name begins with the tenant's, as far as names of keys allow.
   *
   * @throws IllegalArgumentException if there can be no such tenant
   */
  public static NewApiKey of(String tenant, SecureRandom random) {
    String letters = tenant.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String start = letters.substring(0, Math.min(letters.length(), MAX_NAME_FROM_TENANT));
    // Nothing but letters and digits, so that it can be part of an environment variable's name.
    return named(start + HexFormat.of().toHexDigits((short) random.nextInt()), tenant, random);
  }

  /**
   * Makes a key.
   *
   * @throws IllegalArgumentException if there can be no such name or tenant
   */
  public static NewApiKey named(String name, String tenant, SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new NewApiKey(name, tenant, text);
  }

  public String name() {
    return name;
  }

  public String tenant() {
    return tenant;
  }

  /** What callers send. */
  public String text() {
    return text;
  }

  /** What the gateway's configuration needs to know of it: not the key itself. */
  public Map<String, String> properties() {
    String key =
        PLAIN_NAME.matcher(name).matches()
            ? "oracle.gateway.keys." + name
            : "oracle.gateway.keys[" + name + "]";
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(key + ".tenant", tenant);
    properties.put(key + ".sha256", sha256());
    return properties;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "NewApiKey[name=" + name + ", tenant=" + tenant + "]";
  }

  private String sha256() {
    return HexFormat.of().formatHex(ApiKeys.sha256(text));
  }
}
