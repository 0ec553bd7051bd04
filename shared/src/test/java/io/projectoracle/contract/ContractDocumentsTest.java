package io.projectoracle.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas say what the records and their codec do. */
final class ContractDocumentsTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Map<Class<?>, String> SCALARS =
      Map.of(
          String.class, "string",
          Instant.class, "string",
          int.class, "integer",
          Integer.class, "integer",
          long.class, "integer",
          Long.class, "integer",
          Double.class, "number",
          BigDecimal.class, "number",
          boolean.class, "boolean");

  static List<ContractDocument> documents() {
    return List.of(
        ContractDocument.QUERY,
        ContractDocument.ANSWER,
        ContractDocument.USAGE_EVENT,
        ContractDocument.CANCEL);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whateverTheCodecWritesIsValid(ContractDocument document) {
    for (byte[] sample : document.samples()) {
      assertThat(document.schema().validate(JSON.readTree(sample)))
          .as(new String(sample, UTF_8))
          .isEmpty();
    }
  }

  /** Else the other tests would not see what is missing. */
  @ParameterizedTest
  @MethodSource("documents")
  void samplesHaveEveryField(ContractDocument document) {
    Set<String> fields = new TreeSet<>();
    document.samples().forEach(sample -> collectFields(JSON.readTree(sample), "", fields));

    Set<String> components = new TreeSet<>();
    collectComponents(document.type(), "", components);

    assertThat(fields).isEqualTo(components);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void schemaHasTheFieldsOfTheRecordAndNoOthers(ContractDocument document) {
    assertDescribes(document.type(), document.tree(), document);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void codecAndSchemaRequireTheSameFields(ContractDocument document) {
    for (byte[] sample : document.samples()) {
      JsonNode message = JSON.readTree(sample);
      for (String pointer : pointers(message)) {
        JsonNode without = message.deepCopy();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) without.at(pointer.substring(0, slash))).remove(pointer.substring(slash + 1));

        assertThat(document.schemaAccepts(without))
            .as("without %s: %s", pointer, message)
            .isEqualTo(document.codecAccepts(without));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void unknownFieldsAreAllowedEverywhere(ContractDocument document) {
    for (byte[] sample : document.samples()) {
      JsonNode message = JSON.readTree(sample);
      for (JsonNode node : message.findParents("topic")) {
        ((ObjectNode) node).put("mood", "sunny");
      }
      ((ObjectNode) message).putObject("later").put("x", 1);

      assertThat(document.schemaAccepts(message)).isTrue();
      assertThat(document.codecAccepts(message)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "'q-1'",
        "{}",
        "{'agent':'a','prompt':'p'}",
        "{'id':'1','prompt':'p'}",
        "{'id':'1','agent':'a'}",
        "{'id':'1','agent':'a','prompt':''}",
        "{'id':'1','agent':'a','messages':[]}",
        "{'id':'1','agent':'a','messages':'p'}",
        "{'id':'1','agent':'a','messages':[null]}",
        "{'id':'1','agent':'a','messages':[{'role':'user'}]}",
        "{'id':'1','agent':'a','messages':[{'content':'p'}]}",
        "{'id':'1','agent':'a','messages':[{'role':'tool','content':'p'}]}",
        "{'id':'1','agent':'a','prompt':'p','messages':[{'role':'user','content':'p'}]}",
        "{'id':'','agent':'a','prompt':'p'}",
        "{'id':'1','agent':'','prompt':'p'}",
        "{'id':'1','agent':'a','prompt':'p','tenant':''}",
        "{'id':'1','agent':'a','prompt':'p','redriveOf':''}",
        "{'id':'1','agent':'a','prompt':'p','cache':'sometimes'}",
        "{'id':'1','agent':'a','prompt':'p','deadline':'tomorrow'}",
        "{'id':'1','agent':'a','prompt':'p','deadline':'PT10M'}",
        "{'id':'1','agent':'a','prompt':'p','deadline':'2026-05-01'}",
        "{'id':'1','agent':'a','prompt':'p','deadline':'2026-13-01T00:00:00Z'}",
        "{'id':'1','agent':'a','prompt':'p','overrides':'gpt-4o'}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'model':''}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'temperature':-0.1}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'temperature':2.1}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'maxTokens':0}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'maxTokens':2147483648}}",
        "{'id':'1','agent':'a','prompt':'p','metadata':[]}",
        "{'id':'1','agent':'a','prompt':'p','metadata':{'k':null}}",
        "{'id':'1','agent':'a','prompt':'p','metadata':{'k':{}}}",
        "{'id':1,'agent':'a','prompt':'p'}",
        "{'id':'1','agent':true,'prompt':'p'}",
        "{'id':'1','agent':'a','prompt':5}",
        "{'id':'1','agent':'a','prompt':'p','tenant':7}",
        "{'id':'1','agent':'a','prompt':'p','redriveOf':7}",
        "{'id':'1','agent':'a','prompt':'p','metadata':{'k':7}}",
        "{'id':'1','agent':'a','prompt':'p','metadata':{'k':true}}",
        "{'id':'1','agent':'a','messages':[{'role':0,'content':'p'}]}",
        "{'id':'1','agent':'a','messages':[{'role':'user','content':5}]}",
        "{'id':'1','agent':'a','prompt':'p','cache':0}",
        "{'id':'1','agent':'a','prompt':'p','cache':''}",
        "{'id':'1','agent':'a','prompt':'p','deadline':1777636800}",
        "{'id':'1','agent':'a','prompt':'p','deadline':'1777636800'}",
        "{'id':'1','agent':'a','prompt':'p','deadline':''}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'maxTokens':20.7}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'maxTokens':'20'}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'maxTokens':''}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'temperature':''}}",
        "{'id':'1','agent':'a','prompt':'p','overrides':{'model':4}}",
      })
  void queryThatTheCodecRefusesIsRefusedByTheSchema(String json) {
    assertBothRefuse(ContractDocument.QUERY, JSON.readTree(json.replace('\'', '"')));
  }

  @Test
  void lengthsOfAQueryAreBoundedAlike() {
    assertLongest(Query.MAX_ID_CHARACTERS, text -> query("id", text));
    assertLongest(Query.MAX_ID_CHARACTERS, text -> query("redriveOf", text));
    assertLongest(Query.MAX_NAME_CHARACTERS, text -> query("agent", text));
    assertLongest(Query.MAX_NAME_CHARACTERS, text -> query("tenant", text));
    assertLongest(128, text -> queryWith("overrides", "model", text));
    assertLongest(SizeLimits.MAX_METADATA_BYTES, text -> queryWith("metadata", "", text));
    assertLongest(SizeLimits.MAX_METADATA_BYTES, text -> queryWith("metadata", text, ""));
  }

  @Test
  void promptIsBlankForTheSchemaWhenItIsForTheCodec() {
    IntStream.rangeClosed(0, Character.MAX_VALUE)
        .filter(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c <= 'A')
        .mapToObj(Character::toString)
        .forEach(
            text -> {
              JsonNode query = query("prompt", text);

              assertThat(ContractDocument.QUERY.schemaAccepts(query))
                  .as("U+%04X", text.codePointAt(0))
                  .isEqualTo(ContractDocument.QUERY.codecAccepts(query));
            });
  }

  @Test
  void answerThatTheCodecRefusesIsRefusedByTheSchema() {
    JsonNode answered = JSON.readTree(ContractDocument.ANSWER.samples().get(0));

    assertBothRefuse(ContractDocument.ANSWER, with(answered, "status", "expired"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "status", "failed"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "status", "lost"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "cache", "warm"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "attempts", "many"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "", "attempts", 1.5));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "", "cache", 0));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "", "tenant", 7));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "", "completedAt", 1777636800));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "completedAt", "noon"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "source", "oracle.queries-3-42"));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "/usage", "inputTokens", -1));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "/source", "partition", 2147483648L));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "/source", "partition", -1));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "/source", "offset", -1));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "/source", "topic", ""));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "", "attempts", -1));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "queryId", ""));
    assertBothRefuse(ContractDocument.ANSWER, with(answered, "worker", ""));
  }

  @Test
  void usageEventThatTheCodecRefusesIsRefusedByTheSchema() {
    JsonNode answered = JSON.readTree(ContractDocument.USAGE_EVENT.samples().get(0));

    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "type", "orphan"));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "type", "refund"));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "queryId", ""));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "worker", ""));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "/source", "offset", -1));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "status", "failed"));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "failure", "timeout"));
    assertBothRefuse(ContractDocument.USAGE_EVENT, with(answered, "failure", "bad luck"));
    assertBothRefuse(
        ContractDocument.USAGE_EVENT, with(answered, "/attempts/0", "startedAt", "noon"));
    assertBothRefuse(
        ContractDocument.USAGE_EVENT, with(answered, "/attempts/0", "failure", "bad luck"));
  }

  @Test
  void wireNamesAreWhatIsWritten() {
    assertThat(Role.values()).allMatch(role -> role.wireName().equals(written(role)));
    assertThat(Status.values()).allMatch(status -> status.wireName().equals(written(status)));
    assertThat(CachePolicy.values()).allMatch(cache -> cache.wireName().equals(written(cache)));
    assertThat(UsageEvent.Type.values()).allMatch(type -> type.wireName().equals(written(type)));
    assertThat(CacheOutcome.values()).allMatch(cache -> cache.wireName().equals(written(cache)));
    assertThat(FailureKind.values()).allMatch(kind -> kind.wireName().equals(written(kind)));
  }

  private static void assertDescribes(Class<?> type, JsonNode schema, ContractDocument document) {
    assertThat(schema.path("additionalProperties").asBoolean()).as(type.getName()).isTrue();
    assertThat(schema.path("properties").propertyNames())
        .as(type.getName())
        .containsExactlyInAnyOrderElementsOf(names(type));
    for (RecordComponent component : type.getRecordComponents()) {
      JsonNode property = schema.path("properties").path(component.getName());
      assertThat(property.path("description").asString("")).as(component.toString()).isNotBlank();
      assertDescribes(component.getGenericType(), property, component.toString(), document);
    }
  }

  private static void assertDescribes(
      Type type, JsonNode reference, String where, ContractDocument document) {
    JsonNode schema = document.resolve(reference);
    String jsonType = schema.path("type").path(0).asString(schema.path("type").asString(""));
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      assertThat(jsonType).as(where).isEqualTo("array");
      assertDescribes(list.getActualTypeArguments()[0], schema.path("items"), where, document);
    } else if (type instanceof ParameterizedType map) {
      assertThat(map.getActualTypeArguments()).as(where).containsOnly(String.class);
      assertThat(jsonType).as(where).isEqualTo("object");
      assertThat(schema.at("/additionalProperties/type").asString()).as(where).isEqualTo("string");
    } else if (type instanceof Class<?> value && value.isRecord()) {
      assertThat(jsonType).as(where).isEqualTo("object");
      assertDescribes(value, schema, document);
    } else if (type instanceof Class<?> value && value.isEnum()) {
      assertThat(jsonType).as(where).isEqualTo("string");
      assertThat(texts(schema.path("enum"))).as(where).containsExactlyElementsOf(written(value));
    } else {
      assertThat(jsonType).as(where).isEqualTo(SCALARS.get(type));
      assertThat(schema.path("format").asString(""))
          .as(where)
          .isEqualTo(type == Instant.class ? "date-time" : "");
    }
  }

  private static void assertBothRefuse(ContractDocument document, JsonNode message) {
    assertThat(document.codecAccepts(message)).as("codec: %s", message).isFalse();
    assertThat(document.schemaAccepts(message)).as("schema: %s", message).isFalse();
  }

  private static void assertLongest(int max, Function<String, JsonNode> queryWith) {
    JsonNode longest = queryWith.apply("x".repeat(max));

    assertThat(ContractDocument.QUERY.codecAccepts(longest)).isTrue();
    assertThat(ContractDocument.QUERY.schemaAccepts(longest)).isTrue();
    assertBothRefuse(ContractDocument.QUERY, queryWith.apply("x".repeat(max + 1)));
  }

  private static ObjectNode query(String field, String value) {
    return JSON.createObjectNode()
        .put("id", "1")
        .put("agent", "a")
        .put("prompt", "p")
        .put(field, value);
  }

  private static ObjectNode queryWith(String object, String field, String value) {
    ObjectNode query = query("id", "1");
    query.putObject(object).put(field, value);
    return query;
  }

  private static JsonNode with(JsonNode message, String field, String value) {
    return with(message, "", field, value);
  }

  private static JsonNode with(JsonNode message, String parent, String field, Object value) {
    JsonNode changed = message.deepCopy();
    ((ObjectNode) changed.at(parent)).putPOJO(field, value);
    return JSON.readTree(JSON.writeValueAsBytes(changed));
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> written(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(ContractDocumentsTest::written).toList();
  }

  private static String written(Object constant) {
    return JSON.valueToTree(constant).asString();
  }

  /** Fields without the indexes of lists, and without the keys of metadata. */
  private static void collectFields(JsonNode node, String prefix, Set<String> fields) {
    if (node.isArray()) {
      node.forEach(item -> collectFields(item, prefix, fields));
    } else if (node.isObject() && !prefix.equals("/metadata")) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!field.getValue().isNull()) {
          fields.add(prefix + "/" + field.getKey());
          collectFields(field.getValue(), prefix + "/" + field.getKey(), fields);
        }
      }
    }
  }

  private static void collectComponents(Type type, String prefix, Set<String> fields) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      collectComponents(list.getActualTypeArguments()[0], prefix, fields);
    } else if (type instanceof Class<?> value && value.isRecord()) {
      for (RecordComponent component : value.getRecordComponents()) {
        fields.add(prefix + "/" + component.getName());
        collectComponents(component.getGenericType(), prefix + "/" + component.getName(), fields);
      }
    }
  }

  /** Where the fields of all objects within are, as JSON pointers. */
  private static Set<String> pointers(JsonNode node) {
    Set<String> pointers = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      pointers.add("/" + field.getKey());
      pointers(field.getValue()).forEach(within -> pointers.add("/" + field.getKey() + within));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      int index = i;
      pointers(node.path(i)).forEach(within -> pointers.add("/" + index + within));
    }
    return pointers;
  }
}
