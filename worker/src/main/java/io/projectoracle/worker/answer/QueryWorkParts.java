package io.projectoracle.worker.answer;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.AnswerCache;
import io.projectoracle.worker.call.ModelCalls;
import io.projectoracle.worker.cancel.Cancels;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.time.Timer;

/**
 * What answering queries takes.
 *
 * @param worker name of the worker, for answers and usage
 */
public record QueryWorkParts(
    String worker,
    Topics topics,
    SizeLimits sizes,
    Agents agents,
    AnswerCache cache,
    Cancels cancels,
    ModelCalls calls,
    Timer timer,
    WorkerMetrics metrics) {}
