/**
 * How long a simulated call takes. Distributions are values parsed from short texts; waiting is
 * done elsewhere.
 */
@NullMarked
package io.projectoracle.simulator.latency;

import org.jspecify.annotations.NullMarked;
