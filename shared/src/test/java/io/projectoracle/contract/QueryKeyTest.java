package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QueryKeyTest {
  /** Computed with another implementation (Python's hashlib); documented in the AsyncAPI file. */
  @Test
  void keyIsTheOneOtherLanguagesCompute() {
    QueryKey key = QueryKey.of("acme", "technical", List.of(Message.user(" Wie spät?\r\n")));

    assertThat(new String(key.recordKey(), StandardCharsets.US_ASCII))
        .isEqualTo("89b087889dca7266cc6a8442a2cc212a");
  }

  @Test
  void promptAndItsConversationHaveTheSameKey() {
    assertThat(QueryKey.of(Query.of("1", "a", "hello")))
        .isEqualTo(QueryKey.of(null, "a", List.of(Message.user("hello"))));
  }

  @Test
  void formOfUnicodeLineEndsAndOuterWhiteSpaceDoNotMatter() {
    assertThat(key("caf\u00e9\nau lait")).isEqualTo(key("  cafe\u0301\r\nau lait\t"));
  }

  @Test
  void textBelowTheFirstCombiningCharacterIsInNormalFormAlready() {
    for (char c = 0; c < '\u0300'; c++) {
      String text = "a" + c + 'b' + c;

      assertThat(Normalizer.normalize(text, Normalizer.Form.NFC)).isEqualTo(text);
    }
  }

  @Test
  void innerWhiteSpaceAndCaseMatter() {
    assertThat(key("a b")).isNotEqualTo(key("a  b"));
    assertThat(key("a b")).isNotEqualTo(key("A b"));
  }

  @Test
  void tenantAgentAndRoleMatter() {
    QueryKey key = key("x");

    assertThat(QueryKey.of("t", "a", List.of(Message.user("x")))).isNotEqualTo(key);
    assertThat(QueryKey.of(null, "b", List.of(Message.user("x")))).isNotEqualTo(key);
    assertThat(QueryKey.of(null, "a", List.of(Message.system("x")))).isNotEqualTo(key);
  }

  @Test
  void fieldsCannotRunIntoEachOther() {
    assertThat(QueryKey.of("ab", "c", List.of(Message.user("x"))))
        .isNotEqualTo(QueryKey.of("a", "bc", List.of(Message.user("x"))));
  }

  private static QueryKey key(String content) {
    return QueryKey.of(null, "a", List.of(Message.user(content)));
  }
}
