/**
 * Runs an installation of real processes under load, kills, stops and restarts them, and has the
 * checker judge what became of every query.
 */
@NullMarked
package io.projectoracle.chaos;

import org.jspecify.annotations.NullMarked;
