/** Every meter of the gateway. */
@NullMarked
package io.projectoracle.gateway.metrics;

import org.jspecify.annotations.NullMarked;
