package io.projectoracle.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewApiKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void opensTheDoorOfItsTenant() {
    NewApiKey key = NewApiKey.named("nightly", "acme", RANDOM);

    String tenant = key.properties().getOrDefault("oracle.gateway.keys.nightly.tenant", "");
    String sha256 = key.properties().getOrDefault("oracle.gateway.keys.nightly.sha256", "");
    var keys = new ApiKeys(List.of(new ApiKey("nightly", tenant, sha256)));

    assertThat(keys.authenticate(key.text())).hasValue(new Caller("nightly", "acme"));
    assertThat(keys.authenticate(NewApiKey.named("nightly", "acme", RANDOM).text())).isEmpty();
    assertThat(keys.authenticate(null)).isEmpty();
  }

  @Test
  void isLongAndDiffersEachTime() {
    NewApiKey one = NewApiKey.of("acme", RANDOM);
    NewApiKey other = NewApiKey.of("acme", RANDOM);

    assertThat(one.text()).matches("oracle_[A-Za-z0-9_-]{43}").isNotEqualTo(other.text());
  }

  @Test
  void isNamedAfterItsTenantAsFarAsNamesAllow() {
    assertThat(NewApiKey.of("Acme & Söhne", RANDOM).name()).matches("acmeshne[0-9a-f]{4}");
    assertThat(NewApiKey.of("商", RANDOM).name()).matches("[0-9a-f]{4}");
  }

  @Test
  void namesThatAreNoPartOfAPropertyStandInBrackets() {
    Map<String, String> properties = NewApiKey.named("Acme.1", "acme", RANDOM).properties();

    assertThat(properties).containsKey("oracle.gateway.keys[Acme.1].sha256");
  }

  @Test
  void neverTellsItselfByAccident() {
    NewApiKey key = NewApiKey.of("acme", RANDOM);

    assertThat(key.toString()).doesNotContain(key.text());
    assertThat(key.properties().toString()).doesNotContain(key.text());
  }

  @Test
  void refusesWhatCannotBeANameOrTenant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewApiKey.named("a b", "acme", RANDOM))
        .withMessageStartingWith("name must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NewApiKey.of("", RANDOM))
        .withMessageStartingWith("tenant must have");
  }

  @Test
  void refusesTheHashOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ApiKey(
                    "unset",
                    "acme",
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        .withMessage("sha256 must be that of a key, not of nothing");
  }
}
