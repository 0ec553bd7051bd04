/** Agents: named settings under which a model answers. */
@NullMarked
package io.projectoracle.worker.agent;

import org.jspecify.annotations.NullMarked;
