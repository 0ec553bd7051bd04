/** A worker: the engine, and everything it takes to answer queries with it. */
@NullMarked
package io.projectoracle.worker;

import org.jspecify.annotations.NullMarked;
