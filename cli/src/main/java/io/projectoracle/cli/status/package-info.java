/** How an installation is getting on, as far as Kafka tells. */
@NullMarked
package io.projectoracle.cli.status;

import org.jspecify.annotations.NullMarked;
