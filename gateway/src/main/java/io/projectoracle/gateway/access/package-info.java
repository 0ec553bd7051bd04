/** Who may use the door, and how fast. Knows neither HTTP nor Kafka. */
@NullMarked
package io.projectoracle.gateway.access;

import org.jspecify.annotations.NullMarked;
