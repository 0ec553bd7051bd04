package io.projectoracle.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document of a running gateway, and which of its responses were seen. */
public final class OpenApi {
  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  private final URI uri;
  private final JsonNode document;
  private final SchemaRegistry registry;

  private OpenApi(URI uri, JsonNode document, Map<String, String> schemas) {
    this.uri = uri;
    this.document = document;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(schemas));
  }

  /** As the gateway serves it, together with the schemas to which it refers. */
  public static OpenApi of(URI base) {
    URI uri = base.resolve("/v1/openapi.yaml");
    JsonNode document = new YAMLMapper().readTree(fetch(uri));
    Map<String, String> schemas = new HashMap<>();
    schemas.put(uri.toString(), JsonMapper.shared().writeValueAsString(document));
    for (String name : new String[] {"query.schema.json", "answer.schema.json"}) {
      URI schema = uri.resolve("./schemas/" + name);
      schemas.put(schema.toString(), fetch(schema));
    }
    return new OpenApi(uri, document, schemas);
  }

  /** Method, path and status of each response that the document describes. */
  public Set<String> described() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operation
                                .getValue()
                                .path("responses")
                                .propertyNames()
                                .forEach(
                                    status ->
                                        described.add(
                                            operation.getKey()
                                                + " "
                                                + path.getKey()
                                                + " "
                                                + status))));
    return described;
  }

  /** Those that were checked so far, in this JVM. */
  public static Set<String> seen() {
    return Set.copyOf(SEEN);
  }

  /** Paths and methods that the document does not know must be refused; all else it describes. */
  public void check(HttpRequest request, HttpResponse<String> response) {
    check(request, response, response.body());
  }

  /** As {@link #check}, of a response whose body has only begun, and is no JSON. */
  void checkBegun(HttpResponse<?> response) {
    check(response.request(), response, "");
  }

  private void check(HttpRequest request, HttpResponse<?> response, String text) {
    String method = request.method().toLowerCase(java.util.Locale.ROOT);
    String template = template(request.uri().getPath());
    JsonNode operation = document.path("paths").path(template).path(method);
    String status = Integer.toString(response.statusCode());
    if (operation.isMissingNode()) {
      assertThat(response.statusCode()).as(method + " " + template).isBetween(400, 499);
      checkContent(
          "/components/responses/Problem",
          document.at("/components/responses/Problem"),
          response,
          text);
      return;
    }
    String pointer = "/paths/" + escape(template) + "/" + method + "/responses/" + status;
    JsonNode described = document.at(pointer);
    assertThat(described.isMissingNode())
        .as("%s %s %s is described; body %s", method, template, status, text)
        .isFalse();
    String reference = described.path("$ref").asString("");
    String resolved = reference.isEmpty() ? pointer : reference.substring(1);
    checkContent(resolved, document.at(resolved), response, text);
    SEEN.add(method + " " + template + " " + status);
  }

  private void checkContent(
      String pointer, JsonNode described, HttpResponse<?> response, String text) {
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    assertThat(described.path("content").propertyNames()).contains(type);
    described
        .path("headers")
        .propertyNames()
        .forEach(header -> assertThat(response.headers().firstValue(header)).isPresent());
    if (type.endsWith("json")) {
      Schema schema =
          registry.getSchema(
              SchemaLocation.of(uri + "#" + pointer + "/content/" + escape(type) + "/schema"));
      JsonNode body = JsonMapper.shared().readTree(text);
      assertThat(schema.validate(body)).as("%s against %s", body, pointer).isEmpty();
      if (type.equals("application/problem+json")) {
        assertThat(body.path("status").asInt()).isEqualTo(response.statusCode());
      }
    }
  }

  private String template(String path) {
    for (String template : document.path("paths").propertyNames()) {
      if (path.equals(template)
          || (template.contains("{") && path.matches(template.replaceAll("\\{[^}]+}", "[^/:]+")))) {
        return template;
      }
    }
    return path;
  }

  private static String escape(String part) {
    return part.replace("~", "~0").replace("/", "~1");
  }

  private static String fetch(URI uri) {
    return Door.unchecked(HttpRequest.newBuilder(uri).build()).body();
  }
}
