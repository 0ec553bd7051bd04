/**
 * Judges a history against the promises. Pure: the same history gives the same report. Knows
 * nothing of the engine, nor of the run that made the history.
 */
@NullMarked
package io.projectoracle.chaos.check;

import org.jspecify.annotations.NullMarked;
