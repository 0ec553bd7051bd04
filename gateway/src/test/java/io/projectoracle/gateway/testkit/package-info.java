/** A broker, a worker that answers as the test says, and a client of the door that checks it. */
@NullMarked
package io.projectoracle.gateway.testkit;

import org.jspecify.annotations.NullMarked;
