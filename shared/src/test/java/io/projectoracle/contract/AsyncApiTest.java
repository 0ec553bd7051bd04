package io.projectoracle.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document says what the code does. */
final class AsyncApiTest {
  private static final JsonNode DOCUMENT = read();

  @Test
  void versionIsThatOfTheSchema() {
    assertThat(DOCUMENT.path("asyncapi").asString()).isEqualTo("3.0.0");
    assertThat(DOCUMENT.at("/info/version").asString()).isEqualTo(Headers.CURRENT_SCHEMA_VERSION);
    assertThat(DOCUMENT.at("/components/schemas/SchemaVersion/const").asString())
        .isEqualTo(Headers.CURRENT_SCHEMA_VERSION);
  }

  @Test
  void channelsAreTheDefaultTopics() {
    assertThat(address("queries")).isEqualTo(Topics.DEFAULT.queries());
    assertThat(address("answers")).isEqualTo(Topics.DEFAULT.answers());
    assertThat(address("usage")).isEqualTo(Topics.DEFAULT.usage());
    assertThat(address("deadLetters")).isEqualTo(Topics.DEFAULT.deadLetters());
    assertThat(address("cancels")).isEqualTo(Topics.DEFAULT.cancels());
    assertThat(DOCUMENT.path("channels").size()).isEqualTo(Topics.DEFAULT.setups().size());
  }

  @Test
  void channelsAreSetUpAsTheTopicsAre() {
    List<Topics.Setup> documented = new ArrayList<>();
    for (JsonNode channel : DOCUMENT.path("channels")) {
      Map<String, String> configs = new TreeMap<>();
      JsonNode kafka = channel.at("/bindings/kafka");
      for (Map.Entry<String, JsonNode> entry : kafka.path("topicConfiguration").properties()) {
        configs.put(entry.getKey(), config(entry.getValue()));
      }
      documented.add(new Topics.Setup(channel.path("address").asString(), configs));

      assertThat(kafka.path("partitions").asInt()).isEqualTo(Topics.DEFAULT_PARTITIONS);
    }

    assertThat(documented).containsExactlyInAnyOrderElementsOf(Topics.DEFAULT.setups());
  }

  @Test
  void everyTopicIsWrittenAndRead() {
    assertThat(DOCUMENT.path("operations").valueStream().map(AsyncApiTest::operation))
        .containsExactlyInAnyOrder(
            "producer send #/channels/queries",
            "worker receive #/channels/queries",
            "producer send #/channels/cancels",
            "worker receive #/channels/cancels",
            "worker send #/channels/answers",
            "worker send #/channels/usage",
            "worker send #/channels/deadLetters",
            "subscriber receive #/channels/answers",
            "aggregator receive #/channels/usage",
            "operator receive #/channels/deadLetters",
            "operator send #/channels/deadLetters",
            "operator send #/channels/queries");
    assertThat(
            DOCUMENT.at("/operations/workerReceivesQuery/bindings/kafka/groupId/const").asString())
        .isEqualTo(Topics.DEFAULT.workerGroup());
  }

  @Test
  void headersAreThoseOfTheCode() {
    TreeSet<String> documented = new TreeSet<>();
    for (JsonNode message : DOCUMENT.at("/components/messages")) {
      documented.addAll(message.at("/headers/properties").propertyNames());
    }

    assertThat(documented).containsExactlyInAnyOrderElementsOf(headerNames());
  }

  @Test
  void requiredHeadersAreDescribed() {
    for (JsonNode message : DOCUMENT.at("/components/messages")) {
      assertThat(message.at("/headers/properties").propertyNames())
          .containsAll(texts(message.at("/headers/required")));
    }
  }

  @Test
  void resultsCarryTheirVersionAndQueryAndPerhapsATrace() {
    for (String message : List.of("answer", "usageEvent")) {
      assertThat(required(message))
          .containsExactlyInAnyOrder(Headers.SCHEMA_VERSION, Headers.QUERY_ID);
      assertThat(headers(message))
          .containsExactlyInAnyOrder(Headers.SCHEMA_VERSION, Headers.QUERY_ID, Headers.TRACEPARENT);
    }
  }

  @Test
  void deadLettersTellOfThemselvesAndKeepTheHeadersOfTheQuery() {
    List<String> own = headerNames().stream().filter(name -> name.contains("-dlt-")).toList();

    assertThat(own).hasSize(7);
    assertThat(required("deadLetter"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(Headers.SCHEMA_VERSION), own.stream()).toList());
    assertThat(headers("deadLetter")).containsAll(headers("query"));
  }

  @Test
  void queriesNeedNoHeaders() {
    assertThat(required("query")).isEmpty();
  }

  @Test
  void answersAndTheirReadersMeetOnThePartitionOfTheKey() {
    assertThat(
            DOCUMENT.at("/components/messages/answer/bindings/kafka/key/allOf/0/$ref").asString())
        .isEqualTo("#/components/schemas/AnswerKey");
    JsonNode vectors = DOCUMENT.at("/components/schemas/AnswerKey/x-test-vectors");
    assertThat(vectors.size()).isGreaterThanOrEqualTo(2);

    for (JsonNode vector : vectors) {
      String key = vector.path("key").asString();

      assertThat((murmur2(key.getBytes(UTF_8)) & 0x7fffffff) % 24)
          .as(key)
          .isEqualTo(vector.path("partitionOf24").asInt());
    }
  }

  @Test
  void kindsOfDeadLettersAreTheKindsOfFailures() {
    JsonNode kind =
        DOCUMENT
            .at("/components/messages/deadLetter/headers/properties")
            .path(Headers.DEAD_LETTER_KIND);

    assertThat(texts(kind.path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(FailureKind.values()).map(FailureKind::wireName).toList());
  }

  @Test
  void sizesAreTheDefaultLimits() {
    SizeLimits limits = SizeLimits.DEFAULT;

    assertThat(maxBytes("query")).isEqualTo(limits.queryBytes());
    assertThat(maxBytes("answer")).isEqualTo(limits.answerBytes());
    assertThat(maxBytes("deadLetter"))
        .isEqualTo(limits.queryBytes() + SizeLimits.DEAD_LETTER_OVERHEAD_BYTES);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = DOCUMENT.findValuesAsString("$ref");

    assertThat(references)
        .contains(
            "./query.schema.json",
            "./answer.schema.json",
            "./usage-event.schema.json",
            "./cancel.schema.json")
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#")) {
                assertThat(DOCUMENT.at(reference.substring(1)).isObject()).isTrue();
              } else {
                assertThat(Query.class.getResource(reference.substring(2))).isNotNull();
              }
            });
  }

  @Test
  void queryKeysOfTheVectorsAreThoseOfTheCode() throws Exception {
    JsonNode vectors = DOCUMENT.at("/components/schemas/QueryKey/x-test-vectors");
    assertThat(vectors.size()).isGreaterThanOrEqualTo(2);

    for (JsonNode vector : vectors) {
      String about = vector.path("about").asString();
      String key = vector.path("key").asString();
      byte[] hashed = HexFormat.of().parseHex(vector.path("hashed").asString());

      assertThat(new String(QueryKey.of(query(vector)).recordKey(), US_ASCII))
          .as(about)
          .isEqualTo(key);
      assertThat(HexFormat.of().formatHex(sha256(hashed))).as(about).startsWith(key);
      assertThat((murmur2(key.getBytes(US_ASCII)) & 0x7fffffff) % 24)
          .as(about)
          .isEqualTo(vector.path("partitionOf24").asInt());
    }
  }

  private static Query query(JsonNode vector) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : vector.path("messages")) {
      Role role = Role.valueOf(message.path("role").asString().toUpperCase(Locale.ROOT));
      messages.add(new Message(role, message.path("content").asString()));
    }
    return new Query(
        "1",
        vector.path("agent").asString(),
        text(vector, "prompt"),
        messages,
        text(vector, "tenant"),
        null,
        CachePolicy.USE,
        null,
        Map.of(),
        null);
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.has(field) ? node.path(field).asString() : null;
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  /** As in Kafka's Java client: Austin Appleby's MurmurHash2, 32 bits, seed 0x9747b28c. */
  private static int murmur2(byte[] data) {
    int m = 0x5bd1e995;
    int hash = 0x9747b28c ^ data.length;
    int whole = data.length / 4 * 4;
    for (int i = 0; i < whole; i += 4) {
      int k = littleEndian(data, i, 4) * m;
      hash = (hash * m) ^ ((k ^ (k >>> 24)) * m);
    }
    if (whole < data.length) {
      hash = (hash ^ littleEndian(data, whole, data.length - whole)) * m;
    }
    hash = (hash ^ (hash >>> 13)) * m;
    return hash ^ (hash >>> 15);
  }

  private static int littleEndian(byte[] data, int offset, int length) {
    int value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | (data[offset + i] & 0xff);
    }
    return value;
  }

  private static List<String> required(String message) {
    return texts(DOCUMENT.at("/components/messages/" + message + "/headers/required"));
  }

  private static Collection<String> headers(String message) {
    return DOCUMENT.at("/components/messages/" + message + "/headers/properties").propertyNames();
  }

  private static String address(String channel) {
    return DOCUMENT.at("/channels/" + channel + "/address").asString();
  }

  private static int maxBytes(String message) {
    return DOCUMENT.at("/components/messages/" + message + "/x-max-bytes").asInt();
  }

  private static String config(JsonNode value) {
    return value.isArray() ? String.join(",", texts(value)) : value.asString();
  }

  private static String operation(JsonNode operation) {
    return operation.at("/tags/0/name").asString()
        + " "
        + operation.path("action").asString()
        + " "
        + operation.at("/channel/$ref").asString();
  }

  private static List<String> headerNames() {
    return Arrays.stream(Headers.class.getFields())
        .filter(field -> !field.getName().equals("CURRENT_SCHEMA_VERSION"))
        .map(AsyncApiTest::value)
        .toList();
  }

  private static String value(Field constant) {
    try {
      return (String) Objects.requireNonNull(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static JsonNode read() {
    try (InputStream in = Query.class.getResourceAsStream("asyncapi.yaml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in, "asyncapi.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
