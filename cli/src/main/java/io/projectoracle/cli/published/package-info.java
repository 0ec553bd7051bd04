/**
 * Which queries are with Kafka already: found on the topics alone, so that nothing need be written
 * down when queries are published. And how a topic is read to its end, for whoever needs that.
 */
@NullMarked
package io.projectoracle.cli.published;

import org.jspecify.annotations.NullMarked;
