/**
 * What the engine is used for: reads a query, sees to its answer, and writes what is published of
 * it.
 */
@NullMarked
package io.projectoracle.worker.answer;

import org.jspecify.annotations.NullMarked;
