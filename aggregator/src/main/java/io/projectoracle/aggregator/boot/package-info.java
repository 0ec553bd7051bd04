/**
 * The aggregator as a process of its own: Spring Boot wires the stream, serves the figures over
 * HTTP and shows them as metrics. The only package that knows Spring.
 */
@NullMarked
package io.projectoracle.aggregator.boot;

import org.jspecify.annotations.NullMarked;
