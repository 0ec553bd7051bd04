/**
 * The record of every call served, kept in bounded memory. It never holds prompt or answer text.
 */
@NullMarked
package io.projectoracle.simulator.ledger;

import org.jspecify.annotations.NullMarked;
