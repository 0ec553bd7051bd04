/** The worker's meters: one catalogue, and the calls by which the parts of the worker feed it. */
@NullMarked
package io.projectoracle.worker.metrics;

import org.jspecify.annotations.NullMarked;
