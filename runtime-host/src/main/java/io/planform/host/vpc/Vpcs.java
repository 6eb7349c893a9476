package io.planform.host.vpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionNetworks;
import io.planform.host.function.Networking;
import io.planform.host.network.NetworkPlan;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All VPCs and security groups, durable in the host's database. Safe for many threads. */
public final class Vpcs implements FunctionNetworks {
  /** As the guide says: functions of a project are in so many subnets at most (5.4.1). */
  private static final int MOST_SUBNETS = 4;

  static final String DEFAULT_GROUP = "default";
  private static final int LARGEST_PAGE = 2000;

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final Consumer<Supplier<NetworkPlan>> networks;
  private final String project;
  private final InstantSource clock;

  /** Keeps what networks hear in the order in which it became durable. */
  private final Lock writing = new ReentrantLock();

  private Vpcs(
      HostDatabase database,
      OperationLedger ledger,
      Consumer<Supplier<NetworkPlan>> networks,
      String project,
      InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.networks = networks;
    this.project = project;
    this.clock = clock;
  }

  /**
   * Reads what there is, has networks made of it, and makes the security group {@code default}.
   *
   * @param networks told after every change
   */
  public static Vpcs open(
      HostDatabase database,
      OperationLedger ledger,
      Consumer<Supplier<NetworkPlan>> networks,
      String project,
      InstantSource clock) {
    var vpcs = new Vpcs(database, ledger, networks, project, clock);
    database.write(
        connection -> {
          if (vpcs.defaultGroup(connection).isEmpty()) {
            NetworkObject group = vpcs.draft(Kind.GROUP, "", DEFAULT_GROUP, Json.object());
            NetworkTable.put(connection, group);
            for (NetworkObject rule : vpcs.initialRules(group)) {
              NetworkTable.put(connection, rule);
            }
          }
          return true;
        });
    networks.accept(vpcs::plan);
    return vpcs;
  }

  private Optional<NetworkObject> defaultGroup(Connection connection) throws SQLException {
    return NetworkTable.all(connection, Kind.GROUP).stream()
        .filter(group -> group.name().equals(DEFAULT_GROUP))
        .findFirst();
  }

  /** The rules that each group has at first: all may go out, and its members may come in. */
  List<NetworkObject> initialRules(NetworkObject group) {
    return Stream.of(true, false)
        .map(ingress -> draft(Kind.RULE, group.id(), "", Rules.initial(ingress, group.id())))
        .toList();
  }

  private NetworkPlan plan() {
    return database.read(Plans::read);
  }

  /** A change of the tables. */
  @FunctionalInterface
  interface Change {
    void on(Connection connection) throws SQLException;
  }

  /** Makes a change, once for each operation; networks follow before it is answered. */
  Response done(Request request, Response answer, Change change) {
    Operation operation = Operation.of(request);
    writing.lock();
    try {
      Response done =
          database.write(
              connection -> {
                ledger.checkFence(connection, operation);
                Optional<Response> known = ledger.recall(connection, operation);
                if (known.isEmpty()) {
                  change.on(connection);
                  ledger.remember(connection, operation, answer);
                }
                return known.orElse(answer);
              });
      networks.accept(this::plan);
      return done;
    } finally {
      writing.unlock();
    }
  }

  <T> T read(Work<T, RuntimeException> work) {
    return database.read(work);
  }

  /**
   * @throws ApiException FSS.0404 where there is none
   */
  NetworkObject get(Kind kind, String id) {
    return read(connection -> NetworkTable.get(connection, kind, id));
  }

  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * @param parent empty for what is in nothing
   */
  NetworkObject draft(Kind kind, String parent, String name, ObjectNode document) {
    String id = UUID.randomUUID().toString();
    String now = now();
    return new NetworkObject(kind, id, parent.isEmpty() ? id : parent, name, document, now, now);
  }

  ObjectNode shown(NetworkObject object) {
    return object.shown(project);
  }

  /** {@code {"vpc": {…}}}. */
  Response one(int status, String field, ObjectNode shown) {
    ObjectNode document = Json.object();
    document.set(field, shown);
    return Response.json(status, document);
  }

  /** Those of a kind that are meant, by {@code limit} and {@code marker}. */
  ArrayNode page(
      Request request,
      Kind kind,
      Predicate<NetworkObject> meant,
      Function<NetworkObject, ObjectNode> shown) {
    String marker = request.argument("marker").orElse("");
    ArrayNode page = Json.object().arrayNode();
    read(connection -> NetworkTable.all(connection, kind)).stream()
        .dropWhile(each -> !marker.isEmpty() && !each.id().equals(marker))
        .skip(marker.isEmpty() ? 0 : 1)
        .filter(meant)
        .limit(limit(request))
        .forEach(each -> page.add(shown.apply(each)));
    return page;
  }

  private static int limit(Request request) {
    String text = request.argument("limit").orElse("");
    if (!text.isEmpty() && !text.matches("\\d{1,6}")) {
      throw ApiException.invalid("The parameter limit is a number from 0.");
    }
    return text.isEmpty() ? LARGEST_PAGE : Math.min(Integer.parseInt(text), LARGEST_PAGE);
  }

  /** Whether an argument of the query is the value, or is not there. */
  static boolean matches(Request request, String argument, String value) {
    return request.argument(argument).filter(wanted -> !wanted.isEmpty()).stream()
        .allMatch(value::equals);
  }

  @Override
  public Networking resolved(Networking asked) {
    if (asked.subnet().isEmpty()) {
      return asked;
    }
    return read(
        connection -> {
          if (NetworkTable.find(connection, Kind.VPC, asked.vpc()).isEmpty()) {
            throw new ApiException(
                FgsError.FSS_1036, "func_vpc: there is no VPC %s.".formatted(asked.vpc()));
          }
          NetworkObject subnet =
              NetworkTable.find(connection, Kind.SUBNET, asked.subnet())
                  .filter(each -> each.parent().equals(asked.vpc()))
                  .orElseThrow(
                      () ->
                          new ApiException(
                              FgsError.FSS_1037,
                              "func_vpc: the VPC %s has no subnet %s."
                                  .formatted(asked.vpc(), asked.subnet())));
          checkSame("cidr", asked.cidr(), subnet.text("cidr"));
          checkSame("gateway", asked.gateway(), subnet.text("gateway_ip"));
          checkNumber(connection, asked.subnet());
          return new Networking(
              asked.vpc(),
              asked.subnet(),
              subnet.text("cidr"),
              subnet.text("gateway_ip"),
              groups(connection, asked.groups()));
        });
  }

  private static void checkSame(String field, String asked, String actual) {
    if (!asked.isEmpty() && !asked.equals(actual)) {
      throw new ApiException(
          FgsError.FSS_0400,
          "func_vpc: %s is %s, but that of the subnet is %s.".formatted(field, asked, actual));
    }
  }

  private static void checkNumber(Connection connection, String subnet) throws SQLException {
    List<String> used = NetworkTable.used(connection);
    if (!used.contains(subnet) && used.size() >= MOST_SUBNETS) {
      throw new ApiException(
          FgsError.FSS_0400,
          "func_vpc: functions of a project are in %d subnets at most; these are in %s."
              .formatted(MOST_SUBNETS, String.join(", ", used)));
    }
  }

  /** Who names none is in the one that each project has. */
  private List<String> groups(Connection connection, List<String> asked) throws SQLException {
    if (asked.isEmpty()) {
      return List.of(defaultGroup(connection).orElseThrow().id());
    }
    for (String id : asked) {
      if (NetworkTable.find(connection, Kind.GROUP, id).isEmpty()) {
        throw new ApiException(
            FgsError.FSS_0400, "func_vpc: there is no security group %s.".formatted(id));
      }
    }
    return asked.stream().distinct().toList();
  }
}
