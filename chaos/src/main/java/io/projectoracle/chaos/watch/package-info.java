/**
 * The witnesses: readers of the topics, of the model's ledger and of the group, each writing down
 * what it sees.
 */
@NullMarked
package io.projectoracle.chaos.watch;

import org.jspecify.annotations.NullMarked;
