package io.projectoracle.simulator.chat;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up answers: sentences from a small vocabulary, chosen by the seed and the prompt. The same
 * prompt and seed always give the same text, other prompts other texts. Thread-safe.
 */
public final class SimulatedModel {

  private static final List<String> OPENINGS =
      List.of(
          "In short,",
          "As far as the documentation goes,",
          "To begin with,",
          "In most cases,",
          "According to your description,",
          "For your account,",
          "Before anything else,",
          "If I understand you correctly,",
          "On the current version,",
          "From what you describe,",
          "As a rule,",
          "After the last update,");
  private static final List<String> SUBJECTS =
      List.of(
          "the service",
          "your dashboard",
          "the connection",
          "the invoice",
          "the access token",
          "the device",
          "your profile",
          "the first step",
          "the support team",
          "the report",
          "the backup",
          "the configuration",
          "the import",
          "the welcome guide",
          "the new plan",
          "the old setting");
  private static final List<String> VERBS =
      List.of(
          "should be checked against",
          "can be replaced by",
          "depends on",
          "is restored from",
          "has to be confirmed in",
          "will be sent to",
          "is listed next to",
          "works together with",
          "is limited by",
          "can be opened from",
          "takes its values from",
          "was moved to",
          "needs to match",
          "is created along with",
          "is not affected by",
          "must be saved before");
  private static final List<String> OBJECTS =
      List.of(
          "the settings page",
          "the address on file",
          "the network log",
          "the monthly summary",
          "the shared folder",
          "the second screen",
          "the administrator's account",
          "the order number",
          "the certificate",
          "the test environment",
          "the time zone",
          "the recovery code",
          "the project list",
          "the previous release",
          "the status page",
          "the user directory");
  private static final List<String> ENDINGS =
      List.of(
          "so please try that first.",
          "which takes about five minutes.",
          "and no data is lost.",
          "unless it was disabled by hand.",
          "so a restart is not needed.",
          "and the change is visible at once.",
          "as shown in the guide.",
          "but only for the owner.",
          "even when you are offline.",
          "and you will get a message.",
          "until the end of the month.",
          "so keep a copy of it.");

  private final long seed;

  /** A model whose answers depend on {@code seed}. */
  public SimulatedModel(long seed) {
    this.seed = seed;
  }

  /** The answer to a request, cut to its token limit: two to six sentences. */
  public Completion answer(ChatRequest request) {
    var random = random(request);
    var text = new StringBuilder(512);
    int sentences = 2 + random.nextInt(5);
    for (int i = 0; i < sentences; i++) {
      appendSentence(text, random);
    }
    long maxCharacters = (long) request.maxTokens() * TokenCount.CHARACTERS;
    boolean cut = text.length() > maxCharacters;
    if (cut) {
      text.setLength((int) maxCharacters);
    }
    return completion(request, text, cut ? "length" : "stop");
  }

  /** An answer of exactly {@code bytes} bytes, whatever the request's token limit. */
  public Completion hugeAnswer(ChatRequest request, int bytes) {
    var random = random(request);
    var text = new StringBuilder(bytes + 256);
    while (text.length() < bytes) {
      appendSentence(text, random);
    }
    text.setLength(bytes);
    return completion(request, text, "stop");
  }

  private SplittableRandom random(ChatRequest request) {
    return new SplittableRandom(PromptHash.mix(seed + 0x9e3779b97f4a7c15L) ^ request.promptHash());
  }

  private static Completion completion(
      ChatRequest request, StringBuilder text, String finishReason) {
    return new Completion(
        text.toString(), finishReason, request.promptTokens(), TokenCount.of(text.length()));
  }

  private static void appendSentence(StringBuilder text, SplittableRandom random) {
    if (!text.isEmpty()) {
      text.append(' ');
    }
    text.append(pick(OPENINGS, random)).append(' ').append(pick(SUBJECTS, random)).append(' ');
    text.append(pick(VERBS, random)).append(' ').append(pick(OBJECTS, random)).append(", ");
    text.append(pick(ENDINGS, random));
  }

  private static String pick(List<String> phrases, SplittableRandom random) {
    return phrases.get(random.nextInt(phrases.size()));
  }
}
