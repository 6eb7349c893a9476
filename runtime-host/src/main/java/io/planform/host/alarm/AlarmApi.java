package io.planform.host.alarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.storage.HostDatabase;
import io.planform.host.topic.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Alarm rules as version 1 of Cloud Eye's API has them, for functions. */
public final class AlarmApi {
  private static final String ALARMS = "/V1.0/{project_id}/alarms";
  private static final String ALARM = ALARMS + "/{alarm_id}";
  private static final int MOST_RULES = 100;

  private final HostDatabase database;
  private final Alarms alarms;
  private final Topics topics;
  private final InstantSource clock;

  public AlarmApi(HostDatabase database, Alarms alarms, Topics topics, InstantSource clock) {
    this.database = database;
    this.alarms = alarms;
    this.topics = topics;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("CreateAlarm", "POST", ALARMS, this::create),
        Route.of("ListAlarms", "GET", ALARMS, this::list),
        Route.of("ShowAlarm", "GET", ALARM, this::show),
        Route.of("DeleteAlarm", "DELETE", ALARM, this::delete),
        Route.of("UpdateAlarm", "PUT", ALARM, this::update),
        Route.of("UpdateAlarmAction", "PUT", ALARM + "/action", this::enable));
  }

  private Response create(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(AlarmRule.FIELDS);
    AlarmRule rule = AlarmRule.of(fields);
    if (alarms.find(rule.function()).isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1051,
          "There is no function %s; the dimension is its package, a hyphen and its name."
              .formatted(rule.function()));
    }
    StoredRule stored =
        new StoredRule(
            "al" + UUID.randomUUID().toString().replace("-", ""),
            rule,
            fields.bool("alarm_enabled").orElse(true),
            fields.bool("alarm_action_enabled").orElse(true),
            AlarmState.OK,
            clock.millis());
    database.write(
        connection -> {
          requireTopics(connection, rule);
          List<StoredRule> others = AlarmTable.list(connection);
          if (others.size() >= MOST_RULES) {
            throw ApiException.invalid("There are %d alarm rules at most.".formatted(MOST_RULES));
          }
          requireFree(rule, others.stream());
          AlarmTable.insert(connection, stored);
          return stored;
        });
    return Response.json(201, Json.object().put("alarm_id", stored.id()));
  }

  private void requireTopics(Connection connection, AlarmRule rule) throws SQLException {
    for (String receiver : Stream.concat(rule.onAlarm().stream(), rule.onOk().stream()).toList()) {
      if (AlarmRule.isTopic(receiver) && !topics.has(connection, receiver)) {
        throw new ApiException(FgsError.FSS_0404, "There is no topic %s.".formatted(receiver));
      }
    }
  }

  private Response list(Request request) {
    List<StoredRule> rules = database.read(AlarmTable::list);
    ObjectNode document = document(rules);
    document
        .putObject("meta_data")
        .put("count", rules.size())
        .put("marker", "")
        .put("total", rules.size());
    return Response.json(200, document);
  }

  private Response show(Request request) {
    String id = request.parameter("alarm_id");
    return Response.json(
        200,
        document(
            List.of(
                database
                    .read(connection -> AlarmTable.find(connection, id))
                    .orElseThrow(() -> missing(id)))));
  }

  private Response delete(Request request) {
    String id = request.parameter("alarm_id");
    boolean deleted = database.write(connection -> AlarmTable.delete(connection, id));
    if (!deleted) {
      throw missing(id);
    }
    return Response.noContent();
  }

  /** What the request says is new; the metric stays. Then the rule is judged anew. */
  private Response update(Request request) {
    String id = request.parameter("alarm_id");
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(AlarmRule.CHANGEABLE);
    database.write(
        connection -> {
          StoredRule before = AlarmTable.find(connection, id).orElseThrow(() -> missing(id));
          AlarmRule rule = before.rule().changed(fields);
          requireTopics(connection, rule);
          requireFree(
              rule, AlarmTable.list(connection).stream().filter(each -> !each.id().equals(id)));
          boolean notifies = fields.bool("alarm_action_enabled").orElse(before.notifies());
          AlarmTable.update(connection, id, rule, notifies, clock.millis());
          return rule;
        });
    return Response.noContent();
  }

  private static void requireFree(AlarmRule rule, Stream<StoredRule> others) {
    if (others.anyMatch(other -> other.rule().name().equals(rule.name()))) {
      throw new ApiException(
          FgsError.FSS_0409, "There is an alarm rule %s.".formatted(rule.name()));
    }
  }

  private Response enable(Request request) {
    String id = request.parameter("alarm_id");
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("alarm_enabled"));
    boolean enabled =
        fields
            .bool("alarm_enabled")
            .orElseThrow(() -> ApiException.invalid("The field alarm_enabled is required."));
    database.write(
        connection -> {
          StoredRule rule = AlarmTable.find(connection, id).orElseThrow(() -> missing(id));
          if (rule.enabled() != enabled) {
            AlarmTable.enable(connection, id, enabled, clock.millis());
          }
          return enabled;
        });
    return Response.noContent();
  }

  private static ObjectNode document(List<StoredRule> rules) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("metric_alarms");
    for (StoredRule each : rules) {
      ObjectNode shown = each.rule().toJson();
      shown.put("alarm_id", each.id());
      shown.put("alarm_enabled", each.enabled());
      shown.put("alarm_action_enabled", each.notifies());
      shown.put("alarm_state", each.state().text());
      shown.put("update_time", each.changedAt());
      list.add(shown);
    }
    return document;
  }

  private static ApiException missing(String id) {
    return new ApiException(FgsError.FSS_0404, "There is no alarm rule %s.".formatted(id));
  }
}
