package io.planform.host.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import io.planform.store.database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** All that API Gateway's API makes, durable in the host's database. Safe for many threads. */
public final class GatewayObjects {
  static final String INSTANCES = "/v2/{project_id}/apigw/instances";
  static final String INSTANCE = INSTANCES + "/{instance_id}";
  private static final int LARGEST_PAGE = 500;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final ApiChanges changes;
  private final InstantSource clock;

  /** Keeps what the gateway hears in the order in which it became durable. */
  private final Lock writing = new ReentrantLock();

  public GatewayObjects(
      HostDatabase database, OperationLedger ledger, ApiChanges changes, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.changes = changes;
    this.clock = clock;
  }

  /** Tells of all that is served, at the host's start. */
  public void announceAll() {
    database.read(PublicationTable::served).forEach(changes::served);
    database.read(DomainTable::all).forEach(changes::bound);
  }

  /** A change of the tables, and what the gateway hears of it when it is durable. */
  @FunctionalInterface
  interface Change {
    Runnable SILENCE = () -> {};

    Runnable on(Connection connection) throws SQLException;
  }

  ApiChanges changes() {
    return changes;
  }

  HostDatabase database() {
    return database;
  }

  private record Done(Response answer, Runnable news) {}

  /** Makes a change, once for each operation. */
  Response done(Request request, Response answer, Change change) {
    return done(request, answer, answer, change);
  }

  /**
   * @param remembered what the same operation is answered when it is asked for again: without
   *     secrets
   */
  Response done(Request request, Response answer, Response remembered, Change change) {
    Operation operation = Operation.of(request);
    writing.lock();
    try {
      Done done =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Optional<Response> known = ledger.recall(connection, operation);
                if (known.isPresent()) {
                  return new Done(known.get(), Change.SILENCE);
                }
                Runnable news = change.on(connection);
                ledger.remember(connection, operation, remembered);
                return new Done(answer, news);
              });
      done.news().run();
      return done.answer();
    } finally {
      writing.unlock();
    }
  }

  <T> T read(Work<T, RuntimeException> work) {
    return database.read(work);
  }

  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** A new object in the instance that the path names. */
  GatewayObject draft(Request request, Kind kind, String name, ObjectNode document) {
    String now = now();
    return new GatewayObject(
        kind, newId(), request.parameter("instance_id"), name, document, now, now);
  }

  /**
   * The object that the path names.
   *
   * @throws ApiException FSS.0404 where there is none
   */
  GatewayObject get(Request request, Kind kind, String parameter) {
    return read(
        connection ->
            ObjectTable.get(
                connection, kind, request.parameter("instance_id"), request.parameter(parameter)));
  }

  /** An object of an instance that must be there. */
  Response create(Request request, GatewayObject draft, Function<GatewayObject, ObjectNode> shown) {
    return done(
        request,
        Response.json(201, shown.apply(draft)),
        connection -> {
          ObjectTable.get(connection, Kind.INSTANCE, draft.instance(), draft.instance());
          ObjectTable.put(connection, draft);
          return Change.SILENCE;
        });
  }

  Response change(
      Request request, GatewayObject changed, Function<GatewayObject, ObjectNode> shown) {
    return done(
        request,
        Response.json(200, shown.apply(changed)),
        connection -> {
          ObjectTable.get(connection, changed.kind(), changed.instance(), changed.id());
          ObjectTable.put(connection, changed);
          return Change.SILENCE;
        });
  }

  /** A page of those that {@code id} and {@code name} choose. */
  Response list(Request request, Kind kind, Function<GatewayObject, ObjectNode> shown) {
    ObjectTable.Filter filter =
        new ObjectTable.Filter(
            kind,
            kind == Kind.INSTANCE ? "" : request.parameter("instance_id"),
            request.argument("id").orElse(""),
            request.argument("name").orElse(""));
    int offset = number(request, "offset", 0, Integer.MAX_VALUE);
    int size = number(request, "limit", 20, LARGEST_PAGE);
    return read(
        connection -> {
          if (kind != Kind.INSTANCE) {
            ObjectTable.get(connection, Kind.INSTANCE, filter.instance(), filter.instance());
          }
          List<GatewayObject> page = ObjectTable.page(connection, filter, offset, size);
          return listed(
              kind.array(),
              page.stream().map(shown).toList(),
              ObjectTable.count(connection, filter));
        });
  }

  static Response listed(String array, List<ObjectNode> page, long total) {
    ObjectNode document = Json.object().put("total", total).put("size", page.size());
    ArrayNode list = document.putArray(array);
    page.forEach(list::add);
    return Response.json(200, document);
  }

  private static int number(Request request, String name, int usual, int most) {
    String text = request.argument(name).orElse("");
    try {
      int number = text.isEmpty() ? usual : Integer.parseInt(text);
      if (number >= 0) {
        return Math.min(number, most);
      }
    } catch (NumberFormatException e) {
      // Refused below, as negative ones are.
    }
    throw ApiException.invalid("The parameter %s is a number from 0.".formatted(name));
  }
}
