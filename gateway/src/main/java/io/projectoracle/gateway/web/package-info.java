/** HTTP: paths, status codes and problem details (RFC 9457). Decides nothing about queries. */
@NullMarked
package io.projectoracle.gateway.web;

import org.jspecify.annotations.NullMarked;
