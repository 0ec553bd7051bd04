/**
 * Parts of an installation as processes in the foreground: options become configuration keys, the
 * end becomes an exit code. The only package that knows Spring, and loaded only by the commands
 * that start such a part.
 */
@NullMarked
package io.projectoracle.cli.process;

import org.jspecify.annotations.NullMarked;
