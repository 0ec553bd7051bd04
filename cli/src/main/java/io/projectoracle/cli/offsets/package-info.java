/** What the workers' group has committed, what is wrong with it, and how it is set anew. */
@NullMarked
package io.projectoracle.cli.offsets;

import org.jspecify.annotations.NullMarked;
