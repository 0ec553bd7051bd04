package io.projectoracle.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestReaderTest {

  @Test
  void readsWhatShapesTheAnswer() throws Exception {
    ChatRequest request =
        read(
            """
            {"model":"m","temperature":0.7,"metadata":{"a":[1,{"b":2}]},"max_tokens":9,
             "messages":[
               {"role":"system","content":"Be kind."},
               {"role":"user","name":"u","content":"first"},
               {"role":"assistant","content":null,"tool_calls":[{"id":"x"}]},
               {"role":"user","content":[{"type":"text","text":"sec"},
                 {"type":"image_url","image_url":{"url":"u"}},{"type":"text","text":"ond"}]},
               {"role":"assistant","content":"hm"}],
             "max_completion_tokens":7,"stream":false,"n":1}
            """);

    assertThat(request.model()).isEqualTo("m");
    assertThat(request.lastUserMessage()).isEqualTo("second");
    assertThat(request.promptTokens()).isEqualTo((8 + 5 + 6 + 2 + 3) / 4);
    assertThat(request.maxTokens()).isEqualTo(7);
  }

  @Test
  void tellsPromptsApartByEveryPart() throws Exception {
    long plain = hash("[{\"role\":\"user\",\"content\":\"ab\"}]", "");

    assertThat(hash("[{\"role\":\"user\",\"content\":\"ab\"}]", "")).isEqualTo(plain);
    assertThat(hash("[{\"content\":\"ab\",\"role\":\"user\"}]", "")).isEqualTo(plain);
    assertThat(hash("[{\"role\":\"user\",\"content\":\"ac\"}]", "")).isNotEqualTo(plain);
    assertThat(hash("[{\"role\":\"system\",\"content\":\"ab\"}]", "")).isNotEqualTo(plain);
    assertThat(hash("[{\"role\":\"user\",\"content\":\"ab\"}]", ",\"seed\":1")).isNotEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense                                           | could not parse",
        "{\"model\":\"m\"                                   | could not parse",
        "{} {}                                              | could not parse",
        "\"text\"                                           | must be a JSON object",
        "{\"model\":1}                                      | 'model' must be a string",
        "{\"messages\":{}}                                  | 'messages' must be an array",
        "{\"messages\":[1]}                                 | must contain objects",
        "{\"messages\":[{\"role\":1}]}                      | 'role' must be a string",
        "{\"messages\":[{\"role\":\"user\",\"content\":1}]} | 'content' must be",
        "{\"max_tokens\":\"x\"}                             | 'max_tokens' must be an integer",
        "{\"max_tokens\":99999999999999999999}              | could not parse",
        "{\"max_completion_tokens\":-1}                     | 'max_completion_tokens' must be between",
        "{\"stream\":true}                                  | 'stream' is not supported",
        "{\"n\":2}                                          | 'n' must be 1",
      })
  void saysWhatIsWrong(String body, String complaint) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.error().message()).contains(complaint));
  }

  @Test
  void neverQuotesTheRequest() {
    assertThatThrownBy(() -> read("{\"model\": secret"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.error().toString()).doesNotContain("secret"));
  }

  private static long hash(String messages, String rest) throws InvalidRequestException {
    return read("{\"model\":\"m\",\"messages\":" + messages + rest + "}").promptHash();
  }

  private static ChatRequest read(String body) throws InvalidRequestException {
    return ChatRequestReader.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
