/**
 * Limits on calls to a provider endpoint: who may start a call, and when. Over the limit a query
 * waits; it is never refused. {@link CallLimiter} is where a limit for the whole fleet fits in.
 */
@NullMarked
package io.projectoracle.worker.limit;

import org.jspecify.annotations.NullMarked;
