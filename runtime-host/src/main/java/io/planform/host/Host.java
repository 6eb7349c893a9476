package io.planform.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.alarm.AlarmApi;
import io.planform.host.alarm.Alarms;
import io.planform.host.alias.AliasApi;
import io.planform.host.alias.CurrentAliases;
import io.planform.host.alias.Targets;
import io.planform.host.api.Callers;
import io.planform.host.api.GatewayApi;
import io.planform.host.api.GatewayObjects;
import io.planform.host.async.AsyncConfigurationApi;
import io.planform.host.async.AsyncConfigurations;
import io.planform.host.async.AsyncInvocationApi;
import io.planform.host.async.History;
import io.planform.host.async.InvocationQueue;
import io.planform.host.async.NoticeTargets;
import io.planform.host.async.Notices;
import io.planform.host.async.Runner;
import io.planform.host.async.StatusLog;
import io.planform.host.audit.AuditLog;
import io.planform.host.audit.Recorder;
import io.planform.host.audit.TraceApi;
import io.planform.host.broker.Positions;
import io.planform.host.bucket.BucketService;
import io.planform.host.bucket.NotificationRights;
import io.planform.host.bucket.ObjectLinks;
import io.planform.host.bucket.ObjectWriter;
import io.planform.host.bucket.signature.Signatures;
import io.planform.host.bucket.store.Buckets;
import io.planform.host.bucket.store.ObjectEvents;
import io.planform.host.bucket.store.ObjectStore;
import io.planform.host.bucket.store.Objects;
import io.planform.host.bucket.store.Uploads;
import io.planform.host.code.CodeStore;
import io.planform.host.dependency.DependencyApi;
import io.planform.host.dependency.DependencyCatalogue;
import io.planform.host.dependency.DependencyDocument;
import io.planform.host.dependency.PackageDownloads;
import io.planform.host.dispatch.Invoker;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.Service;
import io.planform.host.event.ChannelApi;
import io.planform.host.event.Channels;
import io.planform.host.filesystem.FileSystemApi;
import io.planform.host.filesystem.FileSystems;
import io.planform.host.function.CodeApi;
import io.planform.host.function.CurrentFunction;
import io.planform.host.function.FunctionApi;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionCodes;
import io.planform.host.function.FunctionCreation;
import io.planform.host.function.InformationApi;
import io.planform.host.function.Runtimes;
import io.planform.host.function.TagApi;
import io.planform.host.function.TaggedFunctionApi;
import io.planform.host.function.Urns;
import io.planform.host.function.VersionApi;
import io.planform.host.function.VersionCatalogue;
import io.planform.host.gateway.Admission;
import io.planform.host.gateway.ApiRoutes;
import io.planform.host.gateway.AuthorizerCalls;
import io.planform.host.gateway.Backend;
import io.planform.host.gateway.Gateway;
import io.planform.host.gateway.ServerKeys;
import io.planform.host.iam.Account;
import io.planform.host.iam.AgencyKeys;
import io.planform.host.iam.AgencyRights;
import io.planform.host.iam.Authenticator;
import io.planform.host.iam.Credentials;
import io.planform.host.iam.CredentialsFile;
import io.planform.host.iam.Gate;
import io.planform.host.iam.Identities;
import io.planform.host.iam.IdentityApi;
import io.planform.host.iam.IdentityErrors;
import io.planform.host.iam.Tokens;
import io.planform.host.ingestion.CheckpointApi;
import io.planform.host.ingestion.Consumption;
import io.planform.host.ingestion.DataStreamApi;
import io.planform.host.ingestion.DataStreams;
import io.planform.host.ingestion.RecordApi;
import io.planform.host.instance.InstanceSettings;
import io.planform.host.invocation.InvocationApi;
import io.planform.host.invocation.Invocations;
import io.planform.host.log.FunctionLogs;
import io.planform.host.log.LogApi;
import io.planform.host.log.LogLimits;
import io.planform.host.metric.MetricApi;
import io.planform.host.metric.Metrics;
import io.planform.host.metric.PrometheusPage;
import io.planform.host.metric.Statistics;
import io.planform.host.notice.Outbox;
import io.planform.host.notification.ObsType;
import io.planform.host.operation.FencedReads;
import io.planform.host.operation.OperationLedger;
import io.planform.host.reservation.Quota;
import io.planform.host.reservation.Reconciler;
import io.planform.host.reservation.Reports;
import io.planform.host.reservation.ReservationApi;
import io.planform.host.reservation.Reservations;
import io.planform.host.runtime.RuntimeCatalogue;
import io.planform.host.server.BrowserGuard;
import io.planform.host.server.Handler;
import io.planform.host.server.HttpListener;
import io.planform.host.server.Json;
import io.planform.host.server.Operations;
import io.planform.host.server.Route;
import io.planform.host.server.Router;
import io.planform.host.shard.DisType;
import io.planform.host.source.CtsType;
import io.planform.host.source.EventGridType;
import io.planform.host.source.Inbox;
import io.planform.host.source.LtsType;
import io.planform.host.source.SmnType;
import io.planform.host.storage.DurableFile;
import io.planform.host.storage.HostDatabase;
import io.planform.host.storage.PrivateFolder;
import io.planform.host.stream.LogStreams;
import io.planform.host.stream.StreamApi;
import io.planform.host.template.TemplateApi;
import io.planform.host.testevent.TestEventApi;
import io.planform.host.tls.CertificateAuthority;
import io.planform.host.topic.SubscriptionApi;
import io.planform.host.topic.TopicApi;
import io.planform.host.topic.Topics;
import io.planform.host.trace.Tracing;
import io.planform.host.trace.TracingException;
import io.planform.host.transfer.TransferApi;
import io.planform.host.trigger.ApigType;
import io.planform.host.trigger.TimerScheduler;
import io.planform.host.trigger.TimerType;
import io.planform.host.trigger.TriggerApi;
import io.planform.host.trigger.TriggerCatalogue;
import io.planform.host.trigger.TriggerSources;
import io.planform.host.trigger.TriggerType;
import io.planform.host.trigger.TriggerTypes;
import io.planform.host.vpc.NetworkApi;
import io.planform.host.vpc.Vpcs;
import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running host: the API, the gateway and object storage on their ports, timers firing. Closing it
 * accepts nothing new, waits for what is in flight, and takes down every instance.
 */
public final class Host implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Host.class);
  private static final long AUDIT_READS_LIMIT = 64L * 1024 * 1024;

  private final Path description;
  private final Credentials credentials;
  private final HttpListener api;
  private final HttpListener gateway;
  private final HttpListener secureGateway;
  private final HttpListener buckets;

  /** In the order in which they were opened. */
  private final List<AutoCloseable> parts;

  private final AtomicBoolean closed = new AtomicBoolean();

  private Host(
      Path description,
      Credentials credentials,
      HttpListener api,
      HttpListener gateway,
      HttpListener secureGateway,
      HttpListener buckets,
      List<AutoCloseable> parts) {
    this.description = description;
    this.credentials = credentials;
    this.api = api;
    this.gateway = gateway;
    this.secureGateway = secureGateway;
    this.buckets = buckets;
    this.parts = parts;
  }

  /**
   * Starts a host and returns when it is ready.
   *
   * @param catalogue of the runtimes that functions may name
   * @throws HostException with a message for the user; nothing is left running then
   */
  public static Host start(
      HostOptions options, RuntimeCatalogue catalogue, InvokerSource invokers, InstantSource clock)
      throws HostException {
    List<AutoCloseable> parts = new ArrayList<>();
    boolean started = false;
    try {
      Host host = open(options, catalogue, invokers, clock, parts);
      started = true;
      return host;
    } catch (AccessDeniedException e) {
      throw new HostException("%s cannot be written: permission denied".formatted(e.getFile()));
    } catch (FileSystemException e) {
      throw new HostException("%s cannot be used: %s".formatted(e.getFile(), e.getReason()));
    } catch (TracingException e) {
      throw new HostException(String.valueOf(e.getMessage()));
    } catch (IOException | StoreException | EngineException e) {
      throw new HostException("The runtime host cannot start: " + e.getMessage());
    } finally {
      if (!started) {
        closeAll(parts);
      }
    }
  }

  private static Host open(
      HostOptions options,
      RuntimeCatalogue catalogue,
      InvokerSource invokers,
      InstantSource clock,
      List<AutoCloseable> parts)
      throws IOException, StoreException, HostException, TracingException {
    Path data = PrivateFolder.create(options.data());
    parts.add(HostLock.take(data.resolve("host.lock")));
    Credentials credentials = CredentialsFile.loadOrCreate(options.home().resolve("credentials"));
    Path key = options.home().resolve("keys").resolve("host.key");
    HostDatabase database = HostDatabase.open(data.resolve("host.db"), key);
    parts.add(database);
    HostDatabase asyncDatabase = HostDatabase.open(data.resolve("async.db"), "async", key);
    parts.add(asyncDatabase);
    HostDatabase recordDatabase = HostDatabase.open(data.resolve("records.db"), "ingestion", key);
    parts.add(recordDatabase);
    AuditLog audit = AuditLog.open(data.resolve("audit"), AUDIT_READS_LIMIT, clock);
    parts.add(audit);
    CodeStore codes = new CodeStore(data.resolve("code"));
    Tracing tracing = Tracing.of(options.environment());
    parts.add(tracing);
    OperationLedger ledger = new OperationLedger(clock);
    FileSystems fileSystems = FileSystems.open(database, ledger, data.resolve("filesystems"));
    parts.add(fileSystems);
    parts.add(invokers);
    Account account = new Account(credentials);
    Identities identities = new Identities(database, account);
    AgencyKeys agencyKeys = new AgencyKeys(identities, clock);
    CompletableFuture<List<Service>> services = new CompletableFuture<>();
    Invoker invoker =
        invokers.open(
            codes,
            InstanceSettings.of(credentials.region(), agencyKeys::of, fileSystems, services::join));
    parts.add(invoker);
    Metrics metrics = Metrics.open(database, data.resolve("metrics"), invoker::status, clock);
    parts.add(metrics);
    LogStreams streams = new LogStreams(database, ledger);
    FunctionLogs logs =
        FunctionLogs.open(data.resolve("logs"), LogLimits.STANDARD, streams::age, clock);
    CurrentAliases aliases = new CurrentAliases(database);
    Urns urns = new Urns(credentials);
    AsyncConfigurations asyncConfigurations = new AsyncConfigurations(database, ledger, urns);
    History asyncHistory = new History(asyncDatabase, clock);
    Deletions deletions = new Deletions();
    FunctionReactions reactions =
        new FunctionReactions(
            invoker, logs, metrics, aliases, asyncConfigurations, asyncHistory, deletions);
    FunctionCatalogue functions =
        new FunctionCatalogue(database, ledger, streams, reactions, clock);
    VersionCatalogue versions = new VersionCatalogue(database, ledger, functions, reactions);
    codes.collectAll(functions::refersTo);
    logs.retain(id -> functions.hasId(id) || streams.find(id).isPresent());
    asyncHistory.retain(functions::hasId);

    Invocations invocations =
        new Invocations(invoker, functions, logs, streams, metrics, tracing, clock);
    Targets targets =
        new Targets(functions, aliases, () -> ThreadLocalRandom.current().nextInt(100));
    ApiRoutes routes = new ApiRoutes();
    GatewayObjects gatewayObjects = new GatewayObjects(database, ledger, routes, clock);
    gatewayObjects.announceAll();
    Tokens tokens = new Tokens(identities, clock);
    AgencyRights rights = new AgencyRights(identities, clock);
    Authenticator authenticator = new Authenticator(identities, tokens, clock);
    ObjectEvents objectEvents = new ObjectEvents(database);
    ObjectStore objectStore =
        ObjectStore.open(database, objectEvents, data.resolve("objects"), clock);
    Buckets buckets = new Buckets(objectStore, ledger);
    Objects objects = new Objects(objectStore, ledger);
    ObjectWriter objectWriter = new ObjectWriter(buckets, objects, account);
    Topics topics = new Topics(database, ledger, clock);
    DataStreams dataStreams = new DataStreams(database, recordDatabase, ledger, clock);
    parts.add(dataStreams);
    NoticeTargets noticeTargets = new NoticeTargets(objectWriter, topics, dataStreams);
    StatusLog statusLog = new StatusLog(logs, streams);
    InvocationQueue queue =
        new InvocationQueue(
            asyncDatabase,
            asyncHistory,
            new Runner(targets, invocations, asyncConfigurations, clock),
            new Notices(asyncDatabase, noticeTargets, clock),
            statusLog,
            invoker::stop,
            clock);
    parts.add(queue);
    ObsType objectTriggers =
        new ObsType(objectEvents, new NotificationRights(buckets, account), account);
    DisType streamTriggers = new DisType(new Consumption(dataStreams));
    Inbox inbox = new Inbox(database);
    parts.add(inbox);
    Channels channels = new Channels(database, ledger);
    EventGridType eventTriggers = new EventGridType(channels, inbox);
    List<TriggerType> types =
        new ArrayList<>(
            List.of(
                new TimerType(),
                ApigType.SHARED,
                ApigType.DEDICATED,
                ApigType.APIC,
                new SmnType(topics, inbox),
                new LtsType(streams, logs, new Positions(database), credentials.project()),
                new CtsType(audit, new Positions(database), credentials.project()),
                objectTriggers,
                streamTriggers,
                eventTriggers));
    types.addAll(
        BrokerTriggers.all(credentials.region(), options.home().resolve("certificates"), clock));
    TriggerTypes triggerTypes = new TriggerTypes(types);
    TriggerSources sources = new TriggerSources(triggerTypes, targets, queue, clock);
    parts.add(sources);
    deletions.listen(sources::functionDeleted);
    TimerScheduler timers = new TimerScheduler(targets, queue, clock);
    TriggerCatalogue triggers =
        new TriggerCatalogue(
            database,
            ledger,
            triggerTypes,
            new TriggerReactions(
                sources, timers, routes, objectTriggers, streamTriggers, eventTriggers));
    triggers.announceAll();
    Backend backend = new Backend(invocations, queue);
    Admission admission =
        new Admission(
            authenticator,
            new Callers(database),
            new AuthorizerCalls(targets, invocations, clock),
            clock);
    SSLContext keys =
        ServerKeys.context(
            CertificateAuthority.loadOrCreate(options.home().resolve("tls"), clock),
            routes,
            certificate -> certificate.open(database),
            clock);
    Gateway secureService =
        new Gateway("https", () -> 0, routes, targets, backend, admission, tracing);
    HttpListener secureGateway =
        HttpListener.open(options.securePort(), keys, secureService, secureService, secureService);
    parts.add(secureGateway);
    Gateway gatewayService =
        new Gateway("http", secureGateway::port, routes, targets, backend, admission, tracing);
    HttpListener gateway =
        HttpListener.open(options.gatewayPort(), gatewayService, gatewayService, gatewayService);
    parts.add(gateway);
    ObjectLinks links = new ObjectLinks(objects, account);
    BucketService bucketService =
        new BucketService(
            new Signatures(identities, clock),
            account,
            audit,
            clock,
            new FencedReads(database, ledger),
            buckets,
            objects,
            new Uploads(objectStore));
    DependencyCatalogue dependencies = new DependencyCatalogue(database, ledger, clock);
    PackageDownloads downloads = new PackageDownloads(bucketService, dependencies, codes, clock);
    HttpListener bucketPort = HttpListener.open(options.bucketPort(), downloads);
    parts.add(bucketPort);
    Runtimes runtimes = new Runtimes(catalogue);
    List<Route> operations = new ArrayList<>();
    DependencyDocument documents = new DependencyDocument(credentials.project());
    FunctionCodes functionCodes =
        new FunctionCodes(codes, functions, dependencies, documents, links);
    Vpcs vpcs = Vpcs.open(database, ledger, invokers::follow, credentials.project(), clock);
    operations.addAll(new NetworkApi(vpcs).routes());
    FunctionCreation creation =
        new FunctionCreation(
            database, ledger, functions, functionCodes, runtimes, rights, vpcs, urns);
    operations.addAll(new FunctionApi(creation, functions, versions, functionCodes, urns).routes());
    operations.addAll(new TransferApi(functions, functionCodes, creation, urns).routes());
    operations.addAll(new CodeApi(functions, functionCodes, urns).routes());
    operations.addAll(
        new DependencyApi(
                dependencies,
                documents,
                codes,
                links,
                version -> downloads.link(version, "http://127.0.0.1:" + bucketPort.port()),
                runtimes::check,
                functions::refersTo)
            .routes());
    operations.addAll(new VersionApi(functions, versions, urns, clock).routes());
    operations.addAll(new AliasApi(database, ledger, aliases, functions, urns, clock).routes());
    operations.addAll(new TagApi(database, ledger, functions, urns).routes());
    operations.addAll(new TaggedFunctionApi(database).routes());
    operations.addAll(new InformationApi(functions, runtimes, triggerTypes.names()).routes());
    operations.addAll(new TemplateApi(runtimes::isAvailable).routes());
    Reports reports = new Reports(database);
    Reservations reservations =
        new Reservations(
            database, ledger, functions, aliases, clock, Quota.of(options.environment()));
    Reconciler reconciler =
        new Reconciler(reservations, functions, aliases, invoker, reports, clock);
    parts.add(reconciler);
    operations.addAll(new ReservationApi(reservations, reconciler, urns).routes());
    operations.addAll(
        new AsyncConfigurationApi(
                targets, asyncConfigurations, noticeTargets, statusLog, account, urns, clock)
            .routes());
    operations.addAll(new AsyncInvocationApi(targets, queue, asyncHistory, urns, clock).routes());
    operations.addAll(new TestEventApi(database, ledger, functions, urns, clock).routes());
    operations.addAll(new InvocationApi(targets, invocations, urns, tracing).routes());
    operations.addAll(
        new TriggerApi(
                targets,
                triggerTypes,
                triggers,
                sources,
                urns,
                clock,
                Map.of(
                    "http", "127.0.0.1:" + gateway.port(),
                    "https", "127.0.0.1:" + secureGateway.port()))
            .routes());
    operations.addAll(new GatewayApi(gatewayObjects, targets, clock).routes());
    operations.addAll(
        new FileSystemApi(fileSystems, FunctionCatalogue::mounting, credentials.region(), clock)
            .routes());
    operations.addAll(new LogApi(logs, streams, functions, urns, credentials.project()).routes());
    operations.addAll(new StreamApi(streams, logs::delete, clock).routes());
    Statistics statistics = new Statistics(metrics, (id, version) -> reports.of(id, version)::most);
    operations.addAll(new MetricApi(statistics, functions, urns).routes());
    SubscriptionApi subscriptions = new SubscriptionApi(topics, credentials.project());
    operations.addAll(new TopicApi(topics, credentials, clock).routes());
    operations.addAll(subscriptions.routes());
    operations.addAll(new DataStreamApi(dataStreams, clock).routes());
    operations.addAll(new RecordApi(dataStreams).routes());
    operations.addAll(new CheckpointApi(dataStreams, clock).routes());
    operations.addAll(new ChannelApi(channels, clock).routes());
    Outbox outbox = new Outbox(database, clock);
    parts.add(outbox);
    Alarms alarms =
        new Alarms(
            database,
            topics,
            statistics,
            urn -> functions.current(urn).map(CurrentFunction::id),
            credentials,
            clock);
    parts.add(alarms);
    operations.addAll(new AlarmApi(database, alarms, topics, clock).routes());
    operations.addAll(new TraceApi(audit).routes());
    operations.addAll(new IdentityApi(identities, tokens, agencyKeys, clock).routes());
    FencedReads reads = new FencedReads(database, ledger);
    Router router = new Router(Operations.complete(operations).stream().map(reads::guard).toList());
    Gate gate = new Gate(account, authenticator);
    Handler guarded =
        new BrowserGuard(new IdentityErrors(new Recorder(audit, gate, router, clock)));
    HttpListener api =
        HttpListener.open(
            options.port(),
            new ManagementApi(
                router,
                guarded,
                new PrometheusPage(
                    metrics,
                    invoker::status,
                    page -> {
                      sources.expose(page);
                      queue.expose(page);
                    }),
                subscriptions));
    parts.add(api);
    services.complete(
        List.of(
            new Service("PLANFORM_API", 9001, api.port()),
            new Service("PLANFORM_BUCKETS", 9002, bucketPort.port())));
    queue.start();
    dataStreams.start();
    inbox.start();
    reconciler.start();
    timers.start(triggers);
    alarms.start();
    outbox.start();
    parts.add(timers);

    Path description = data.resolve("host.json");
    Host host = new Host(description, credentials, api, gateway, secureGateway, bucketPort, parts);
    host.describe(clock);
    return host;
  }

  private void describe(InstantSource clock) throws IOException {
    ObjectNode document = Json.object();
    document.put("pid", ProcessHandle.current().pid());
    document.put("api", apiAddress());
    document.put("gateway", gatewayAddress());
    document.put("secure_gateway", secureGatewayAddress());
    document.put("buckets", bucketAddress());
    document.put("started_at", clock.instant().toString());
    document.put("version", ProductVersion.read());
    DurableFile.write(description, document.toString().getBytes(StandardCharsets.UTF_8));
    LOG.info(
        "runtime host ready: api {}, gateway {}, buckets {}",
        apiAddress(),
        gatewayAddress(),
        bucketAddress());
  }

  public String apiAddress() {
    return "http://127.0.0.1:" + api.port();
  }

  public String gatewayAddress() {
    return "http://127.0.0.1:" + gateway.port();
  }

  /** With TLS; {@code tls/ca.pem} in the host's home is the certificate to trust. */
  public String secureGatewayAddress() {
    return "https://127.0.0.1:" + secureGateway.port();
  }

  /** Where S3 and OBS clients find object storage. */
  public String bucketAddress() {
    return "http://127.0.0.1:" + buckets.port();
  }

  public Credentials credentials() {
    return credentials;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    LOG.info("runtime host stops");
    closeAll(parts);
    try {
      Files.deleteIfExists(description);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted", description, e);
    }
  }

  /** The last opened first: timers, ports, instances, files, and the lock at the end. */
  private static void closeAll(List<AutoCloseable> parts) {
    for (AutoCloseable part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("stopping {} failed", part.getClass().getSimpleName(), e);
      }
    }
  }
}
