@NullMarked
package io.projectoracle.gateway;

import org.jspecify.annotations.NullMarked;
