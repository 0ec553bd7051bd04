package io.projectoracle.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says that a query is not wanted any more: the value of a record on the cancels topic. Immutable.
 *
 * <p>It concerns the queries of that id which were published before it, by the brokers' clocks; a
 * later query of the same id is a new one. A cancel that comes too late is without effect.
 *
 * @param queryId id of the query
 * @param tenant whose query it is; if present, queries of others are left alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cancel(String queryId, @Nullable String tenant) {
  public Cancel {
    Objects.requireNonNull(queryId, "queryId is missing");
    Text.requireLength("queryId", queryId, 1, Query.MAX_ID_CHARACTERS);
    if (tenant != null) {
      Text.requireLength("tenant", tenant, 1, Query.MAX_NAME_CHARACTERS);
    }
  }

  /** Whether it means that query. */
  public boolean concerns(Query query) {
    return queryId.equals(query.id()) && (tenant == null || tenant.equals(query.tenant()));
  }
}
