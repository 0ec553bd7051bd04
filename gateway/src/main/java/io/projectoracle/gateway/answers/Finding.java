package io.projectoracle.gateway.answers;

/** What is known of a query that somebody asks for. */
public sealed interface Finding {
  /** Its name in metrics. */
  String outcome();

  /**
   * It has ended.
   *
   * @param answer how
   */
  record Answered(PublishedAnswer answer) implements Finding {
    @Override
    public String outcome() {
      return "answered";
    }
  }

  /** It was published, and has no answer yet. */
  record Pending() implements Finding {
    @Override
    public String outcome() {
      return "pending";
    }
  }

  /** Nobody published it, as far as the log tells. */
  record Unknown() implements Finding {
    @Override
    public String outcome() {
      return "unknown";
    }
  }
}
