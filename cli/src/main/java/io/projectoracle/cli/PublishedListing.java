package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.contract.SourcePosition;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The list of what was published, written while it grows. */
interface PublishedListing {
  void published(String id, SourcePosition position);

  void end(Counts counts);

  /**
   * How it went.
   *
   * @param published lines published now
   * @param already lines that were published before
   * @param broken lines that are no queries
   * @param failed lines that Kafka did not take
   */
  record Counts(long published, long already, long broken, long failed) {}

  /** One id per line. */
  static PublishedListing text(Console console) {
    return new PublishedListing() {
      @Override
      public void published(String id, SourcePosition position) {
        console.result(id);
      }

      @Override
      public void end(Counts counts) {
        console.remark(
            "published "
                + counts.published()
                + ", already published "
                + counts.already()
                + ", broken lines "
                + counts.broken()
                + ", failed "
                + counts.failed());
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
      public void end(Counts counts) {
        json.writeEndArray()
            .writeNumberProperty("published", counts.published())
            .writeNumberProperty("alreadyPublished", counts.already())
            .writeNumberProperty("broken", counts.broken())
            .writeNumberProperty("failed", counts.failed())
            .writeEndObject()
            .flush();
        console.result("");
      }
    };
  }
}
