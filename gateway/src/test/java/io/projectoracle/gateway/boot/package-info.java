@NullMarked
package io.projectoracle.gateway.boot;

import org.jspecify.annotations.NullMarked;
