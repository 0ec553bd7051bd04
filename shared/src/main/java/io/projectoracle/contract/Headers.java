package io.projectoracle.contract;

/** Names of the record headers. Values are UTF-8 text. */
public final class Headers {
  /** Version of the message's schema, on every record Oracle writes. */
  public static final String SCHEMA_VERSION = "oracle-schema-version";

  /** The version this code writes. */
  public static final String CURRENT_SCHEMA_VERSION = "1";

  /**
   * Id of the query: on a query, so that even one whose value cannot be read is answered; on an
   * answer and a usage event always.
   */
  public static final String QUERY_ID = "oracle-query-id";

  /** Name of the client that submitted; becomes the key of the answer, else the query's id does. */
  public static final String CLIENT_ID = "oracle-client-id";

  /** Partition of the answers topic on which the client waits: where its name, as a key, goes. */
  public static final String REPLY_PARTITION = "oracle-reply-partition";

  /** W3C Trace Context, carried from the query to its answer and usage event. */
  public static final String TRACEPARENT = "traceparent";

  /** On a dead letter: the {@link FailureKind}. */
  public static final String DEAD_LETTER_KIND = "oracle-dlt-kind";

  /** On a dead letter: what was wrong, in words; never a part of the record's value. */
  public static final String DEAD_LETTER_REASON = "oracle-dlt-reason";

  /** On a dead letter: topic of the query's record. */
  public static final String DEAD_LETTER_TOPIC = "oracle-dlt-original-topic";

  /** On a dead letter: partition of the query's record. */
  public static final String DEAD_LETTER_PARTITION = "oracle-dlt-original-partition";

  /** On a dead letter: offset of the query's record. */
  public static final String DEAD_LETTER_OFFSET = "oracle-dlt-original-offset";

  /** On a dead letter: timestamp of the query's record, milliseconds since the epoch. */
  public static final String DEAD_LETTER_TIMESTAMP = "oracle-dlt-original-timestamp";

  /** On a dead letter: name of the worker that wrote it. */
  public static final String DEAD_LETTER_WORKER = "oracle-dlt-worker";

  /**
   * On a query that repeats another after a failure, and on its dead letter: once for each time,
   * the oldest first, a {@link RedriveStep}.
   */
  public static final String REDRIVE_OF = "oracle-redrive-of";

  /** With {@link #REDRIVE_OF}: how often a query was repeated up to this one, from 1. */
  public static final String REDRIVE_COUNT = "oracle-redrive-count";

  private Headers() {}
}
