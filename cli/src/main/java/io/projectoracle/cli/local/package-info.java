/**
 * Everything in one process: a broker, a simulator, a worker and an aggregator, for a file of
 * queries or until stopped. Wired by hand.
 */
@NullMarked
package io.projectoracle.cli.local;

import org.jspecify.annotations.NullMarked;
