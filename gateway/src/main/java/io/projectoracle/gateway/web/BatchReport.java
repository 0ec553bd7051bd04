package io.projectoracle.gateway.web;

import io.projectoracle.gateway.RefusedException;
import io.projectoracle.gateway.answers.QueryName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of a batch: one item for each query, in its order. */
final class BatchReport {
  private BatchReport() {}

  static Map<String, Object> of(List<Intake.Item> results) {
    List<Map<String, Object>> items = new ArrayList<>(results.size());
    int accepted = 0;
    for (Intake.Item result : results) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("index", items.size());
      QueryName name = result.accepted();
      RefusedException refused = result.refused();
      if (name != null) {
        accepted++;
        item.putAll(QueryController.state(name, "accepted"));
      } else if (refused != null) {
        item.put("status", "refused");
        item.put("problem", Problem.of(refused).body());
      }
      items.add(item);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("accepted", accepted);
    report.put("refused", results.size() - accepted);
    report.put("items", items);
    return report;
  }
}
