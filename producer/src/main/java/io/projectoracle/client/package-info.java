/**
 * The client library: submits queries, receives their answers, and sets up the topics. Plain Java
 * on the Kafka clients, nothing else.
 */
@NullMarked
package io.projectoracle.client;

import org.jspecify.annotations.NullMarked;
