/** Takes queries in: reads what callers send, and publishes it once Kafka can have it. */
@NullMarked
package io.projectoracle.gateway.submit;

import org.jspecify.annotations.NullMarked;
