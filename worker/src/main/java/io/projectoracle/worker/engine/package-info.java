/**
 * The engine: reads records of the partitions it owns, has work done on them in any order, and
 * publishes the results and the progress in one transaction. It knows nothing of queries or models.
 *
 * <p>{@link io.projectoracle.worker.engine.PollLoop} is the loop and the only user of the
 * consumers, {@link io.projectoracle.worker.engine.Partitions} and {@link
 * io.projectoracle.worker.engine.Outbox} hold the state, {@link
 * io.projectoracle.worker.engine.Committer} is the commit thread. All state is confined to the poll
 * thread; other threads post to its {@link io.projectoracle.worker.engine.Mailbox}.
 */
@NullMarked
package io.projectoracle.worker.engine;

import org.jspecify.annotations.NullMarked;
