/**
 * Calls to a model over HTTP in the OpenAI chat-completions form. What went wrong is classified
 * once, here, where the raw error is seen.
 */
@NullMarked
package io.projectoracle.worker.model;

import org.jspecify.annotations.NullMarked;
