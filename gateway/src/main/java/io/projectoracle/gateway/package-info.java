/**
 * The HTTP door: publishes queries for callers that do not speak Kafka, and finds their answers in
 * the log. This package holds only what all others use to refuse something.
 */
@NullMarked
package io.projectoracle.gateway;

import org.jspecify.annotations.NullMarked;
