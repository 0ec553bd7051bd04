/**
 * Files of queries: JSON lines, read one at a time. What is wrong with a line is part of the
 * result.
 */
@NullMarked
package io.projectoracle.cli.queries;

import org.jspecify.annotations.NullMarked;
