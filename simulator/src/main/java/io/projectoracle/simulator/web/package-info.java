/**
 * HTTP on Vert.x: the OpenAI paths, the faults as they look on the wire, and the admin paths. Each
 * request stays on the event loop that accepted it.
 */
@NullMarked
package io.projectoracle.simulator.web;

import org.jspecify.annotations.NullMarked;
