/** The broker of a run, its topics, and how far a group has got with them. */
@NullMarked
package io.projectoracle.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
