/**
 * What happened in a run, as JSON lines: written while it happens, read by the checker, and plain
 * enough for anybody to recount.
 */
@NullMarked
package io.projectoracle.chaos.history;

import org.jspecify.annotations.NullMarked;
