package io.projectoracle.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Message;
import io.projectoracle.contract.Usage;
import io.projectoracle.worker.agent.ModelParameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatCompletionCodecTest {
  @Test
  void requestHasTheFormOfTheApi() {
    byte[] body =
        ChatCompletionCodec.encode(
            new ModelRequest(
                new ModelParameters("gpt-4o-mini", 0.3, 300),
                List.of(Message.system("Be brief."), Message.user("\"Grüße\"\n🙂"))));

    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"system\",\"content\":\"Be"
                + " brief.\"},{\"role\":\"user\",\"content\":\"\\\"Grüße\\\"\\n🙂\"}],"
                + "\"temperature\":0.3,\"max_tokens\":300}");
  }

  @Test
  void replyIsReadWithItsUsage() {
    Completion completion =
        decode(
            "{\"id\":\"x\",\"model\":\"m-2024\",\"choices\":[{\"message\":{\"role\":\"assistant\","
                + "\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}");

    assertThat(completion).isEqualTo(new Completion("Hi", "stop", "m-2024", Usage.of(5, 2)));
  }

  @Test
  void whatTheEndpointDoesNotTellIsUnknown() {
    assertThat(decode("{\"choices\":[{\"message\":{\"content\":\"\"}}]}"))
        .isEqualTo(new Completion("", null, null, Usage.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "null",
        "[]",
        "{}",
        "{\"choices\":[]}",
        "{\"choices\":[null]}",
        "{\"choices\":[{\"message\":{}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":-1}}"
      })
  void anythingElseIsNoCompletion(String body) {
    assertThat(decode(body)).isNull();
  }

  @Test
  void errorCodesAreShownOnlyIfTheyAreCodes() {
    assertThat(errorCode("{\"error\":{\"code\":\"insufficient_quota\"}}"))
        .isEqualTo("insufficient_quota");
    assertThat(errorCode("{\"error\":{\"code\":null,\"type\":\"server_error\"}}"))
        .isEqualTo("server_error");
    assertThat(errorCode("{\"error\":{\"code\":\"your key sk-123 is wrong\"}}")).isNull();
    assertThat(errorCode("<html>")).isNull();
  }

  private static @Nullable Completion decode(String body) {
    return ChatCompletionCodec.decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String errorCode(String body) {
    return ChatCompletionCodec.errorCode(body.getBytes(StandardCharsets.UTF_8));
  }
}
