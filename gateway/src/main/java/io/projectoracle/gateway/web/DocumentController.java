package io.projectoracle.gateway.web;

import io.projectoracle.contract.Query;
import io.projectoracle.gateway.Refusal;
import io.projectoracle.gateway.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document, and the schemas of the contract to which it refers. */
@RestController
public final class DocumentController {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
  private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");
  private static final Set<String> SCHEMAS = Set.of("query.schema.json", "answer.schema.json");

  @GetMapping("/v1/openapi.yaml")
  ResponseEntity<byte[]> openApi() {
    return document(DocumentController.class, "/io/projectoracle/gateway/openapi.yaml", YAML);
  }

  @GetMapping("/v1/schemas/{name}")
  ResponseEntity<byte[]> schema(@PathVariable String name) {
    if (!SCHEMAS.contains(name)) {
      throw new RefusedException(Refusal.NOT_FOUND, "the schemas are " + SCHEMAS);
    }
    return document(Query.class, name, SCHEMA);
  }

  private static ResponseEntity<byte[]> document(Class<?> near, String name, MediaType type) {
    try (InputStream in = near.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource is missing: " + name);
      }
      return ResponseEntity.ok().contentType(type).body(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
