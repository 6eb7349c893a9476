package io.planform.host.alarm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.host.iam.Credentials;
import io.planform.host.metric.Scope;
import io.planform.host.metric.Statistics;
import io.planform.host.notice.Notice;
import io.planform.host.notice.Outbox;
import io.planform.host.server.Json;
import io.planform.host.storage.HostDatabase;
import io.planform.host.topic.Topics;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges rules by the minutes that are over, and tells webhooks and topics when a rule's state
 * changes: once when it is broken, once when it holds again.
 */
public final class Alarms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final int TICK_SECONDS = 5;
  private static final Duration KEPT = Duration.ofDays(1);

  private final HostDatabase database;
  private final Topics topics;
  private final Statistics statistics;
  private final Function<FunctionUrn, Optional<String>> functions;
  private final Credentials credentials;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("alarms").daemon().factory());

  /** The last minute that was judged, in minutes since 1970. */
  private long judged;

  /**
   * @param functions tells the id of the function that a URN names
   */
  public Alarms(
      HostDatabase database,
      Topics topics,
      Statistics statistics,
      Function<FunctionUrn, Optional<String>> functions,
      Credentials credentials,
      InstantSource clock) {
    this.database = database;
    this.topics = topics;
    this.statistics = statistics;
    this.functions = functions;
    this.credentials = credentials;
    this.clock = clock;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a timer.
  public void start() {
    timer.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
  }

  private void tick() {
    try {
      long minute = Math.floorDiv(statistics.now(), 60L);
      if (minute > judged) {
        judge();
        judged = minute;
      }
    } catch (RuntimeException e) {
      LOG.warn("alarms: {}", e.toString());
    }
  }

  /** Judges every rule once. */
  void judge() {
    for (StoredRule rule : database.read(AlarmTable::list)) {
      if (rule.enabled()) {
        judge(rule);
      }
    }
  }

  private void judge(StoredRule stored) {
    AlarmRule rule = stored.rule();
    Optional<String> function = find(rule.function());
    if (function.isEmpty()) {
      return;
    }
    long before = Math.floorDiv(statistics.now(), 60L) * 60;
    Condition condition = rule.condition();
    List<Statistics.Point> minutes =
        statistics.between(
            new Scope(function.get(), rule.version()), before - condition.seconds(), before, 60);
    Optional<Boolean> met = condition.isMet(rule.metric(), minutes);
    if (met.isPresent()) {
      AlarmState state = met.get() ? AlarmState.ALARM : AlarmState.OK;
      if (state != stored.state()) {
        change(stored, state, condition.value(rule.metric(), minutes));
      }
    }
  }

  private void change(StoredRule stored, AlarmState state, OptionalDouble value) {
    long now = clock.millis();
    String body = notice(stored, state, value, now).toString();
    List<String> told = state == AlarmState.ALARM ? stored.rule().onAlarm() : stored.rule().onOk();
    database.write(
        connection -> {
          boolean changed = AlarmTable.change(connection, stored.id(), state, now);
          if (changed && stored.notifies()) {
            for (String receiver : told) {
              tell(connection, receiver, stored.rule(), state, body, now);
            }
          }
          return changed;
        });
  }

  private void tell(
      Connection connection,
      String receiver,
      AlarmRule rule,
      AlarmState state,
      String body,
      long now)
      throws SQLException {
    if (!AlarmRule.isTopic(receiver)) {
      Notice notice = new Notice("", URI.create(receiver), Map.of(), body, now + KEPT.toMillis());
      Outbox.add(connection, notice, now);
    } else if (topics.has(connection, receiver)) {
      String subject = "[%s] %s".formatted(state.text(), rule.name());
      topics.publish(connection, receiver, Topics.newId(), subject, Map.of("default", body), KEPT);
    }
  }

  private static ObjectNode notice(
      StoredRule stored, AlarmState state, OptionalDouble value, long now) {
    AlarmRule rule = stored.rule();
    ObjectNode notice = Json.object();
    notice.put("alarm_id", stored.id());
    notice.put("alarm_name", rule.name());
    notice.put("alarm_level", rule.level());
    notice.put("alarm_state", state.text());
    notice.put("time", Instant.ofEpochMilli(now).toString());
    value.ifPresent(known -> notice.put("value", known));
    notice.set("metric", rule.metricJson());
    notice.set("condition", rule.conditionJson());
    return notice;
  }

  /**
   * The id of the function of Cloud Eye's dimension, which joins package and name by a hyphen that
   * either may have too.
   */
  Optional<String> find(String packageAndName) {
    for (int at = packageAndName.indexOf('-'); at >= 0; at = packageAndName.indexOf('-', at + 1)) {
      Optional<String> function =
          FunctionUrn.parse(
                  packageAndName.substring(0, at) + ":" + packageAndName.substring(at + 1),
                  credentials.region(),
                  credentials.project())
              .flatMap(functions);
      if (function.isPresent()) {
        return function;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
