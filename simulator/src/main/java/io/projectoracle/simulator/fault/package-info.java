/**
 * What can go wrong with a call, how often, and for which prompts. Decides only; the HTTP side
 * acts.
 */
@NullMarked
package io.projectoracle.simulator.fault;

import org.jspecify.annotations.NullMarked;
