package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.contract.SourcePosition;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The list of what was published, written while it grows. */
interface PublishedListing {
  void published(String id, SourcePosition position);

  void end(long published, long broken, long failed);

  /** One id per line. */
  static PublishedListing text(Console console) {
    return new PublishedListing() {
      @Override
      public void published(String id, SourcePosition position) {
        console.result(id);
      }

      @Override
      public void end(long published, long broken, long failed) {
        console.remark(
            "published " + published + ", broken lines " + broken + ", failed " + failed);
      }
    };
  }

  /** One object. */
  static PublishedListing json(Console console) {
    JsonGenerator json =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), console.out());
    json.writeStartObject().writeArrayPropertyStart("queries");
    return new PublishedListing() {
      @Override
      public void published(String id, SourcePosition position) {
        json.writeStartObject()
            .writeStringProperty("id", id)
            .writeStringProperty("topic", position.topic())
            .writeNumberProperty("partition", position.partition())
            .writeNumberProperty("offset", position.offset())
            .writeEndObject();
      }

      @Override
      public void end(long published, long broken, long failed) {
        json.writeEndArray()
            .writeNumberProperty("published", published)
            .writeNumberProperty("broken", broken)
            .writeNumberProperty("failed", failed)
            .writeEndObject()
            .flush();
        console.result("");
      }
    };
  }
}
