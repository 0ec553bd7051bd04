/**
 * The seam to time: instants, intervals and waiting, so that everything that depends on them can be
 * tested without waiting.
 */
@NullMarked
package io.projectoracle.worker.time;

import org.jspecify.annotations.NullMarked;
