/**
 * Queries that failed: the dead letters, and the failed answers. How they are found, repeated as
 * new queries, and cleared away.
 */
@NullMarked
package io.projectoracle.cli.letters;

import org.jspecify.annotations.NullMarked;
