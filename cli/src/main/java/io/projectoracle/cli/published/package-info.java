/**
 * Which queries are with Kafka already: found on the topics alone, so that nothing need be written
 * down when queries are published.
 */
@NullMarked
package io.projectoracle.cli.published;

import org.jspecify.annotations.NullMarked;
