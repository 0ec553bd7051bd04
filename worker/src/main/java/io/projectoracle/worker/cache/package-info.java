/**
 * Answers that were given before, and questions that share a call because they are asked at once.
 */
@NullMarked
package io.projectoracle.worker.cache;

import org.jspecify.annotations.NullMarked;
