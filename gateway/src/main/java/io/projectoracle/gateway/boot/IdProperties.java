package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.answers.IdWindow;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ids are accepted. Must be the same on all gateways of an installation: a query is looked
 * for in the time that these allow.
 *
 * @param maxAge how old an id may be when its query is submitted, hence how long it may be retried
 * @param clockSlack how far clocks of callers, gateways, brokers and workers may differ
 */
@ConfigurationProperties(IdProperties.PREFIX)
record IdProperties(@DefaultValue("15m") Duration maxAge, @DefaultValue("1m") Duration clockSlack) {
  static final String PREFIX = "oracle.gateway.ids";

  IdProperties {
    toWindow(maxAge, clockSlack);
  }

  IdWindow toWindow() {
    return toWindow(maxAge, clockSlack);
  }

  private static IdWindow toWindow(Duration maxAge, Duration clockSlack) {
    return Keys.under(PREFIX, () -> new IdWindow(maxAge, clockSlack));
  }
}
