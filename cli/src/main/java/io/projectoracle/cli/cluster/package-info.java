/** The cluster as its operators see it, through Kafka's admin client, with bounded patience. */
@NullMarked
package io.projectoracle.cli.cluster;

import org.jspecify.annotations.NullMarked;
