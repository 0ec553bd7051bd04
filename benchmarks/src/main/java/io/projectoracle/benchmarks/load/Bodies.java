package io.projectoracle.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of calls, as a worker makes them of {@link Queries}. */
public final class Bodies {
  private static final int PROMPT_CHARACTERS = 540;
  private static final String INSTRUCTION =
      "You answer technical questions precisely. Say so when you do not know.";

  private Bodies() {}

  /** That many different bodies. */
  public static List<byte[]> of(int count, long seed) {
    Words words = new Words(seed);
    return IntStream.range(0, count).mapToObj(i -> body(words.text(PROMPT_CHARACTERS))).toList();
  }

  private static byte[] body(String question) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "model",
                "gpt-4o-mini",
                "messages",
                List.of(
                    Map.of("role", "system", "content", INSTRUCTION),
                    Map.of("role", "user", "content", question)),
                "temperature",
                0.3,
                "max_tokens",
                300))
        .getBytes(StandardCharsets.UTF_8);
  }
}
