/** The worker's process, its keys and the files that run it. */
@NullMarked
package io.projectoracle.worker.boot;

import org.jspecify.annotations.NullMarked;
