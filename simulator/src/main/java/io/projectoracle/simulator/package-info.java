/**
 * An OpenAI-compatible model server for tests, demonstrations and benchmarks. It has latency,
 * limits and faults, and keeps a ledger of the calls it served as an independent witness.
 */
@NullMarked
package io.projectoracle.simulator;

import org.jspecify.annotations.NullMarked;
