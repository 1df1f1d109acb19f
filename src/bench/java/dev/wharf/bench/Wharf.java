package dev.wharf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Wharf's packaged jar, with its embedded PostgreSQL on the other core. */
final class Wharf implements Candidate {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int AT_ONCE = 16;
  /** Indexes and overhead included. */
  private static final String SIZE =
      "select sum(pg_total_relation_size(oid)) from pg_class"
          + " where relnamespace = 'public'::regnamespace and relkind = 'r'";

  /**
   * How many accounts are through with what they do once after they were paired: the server has all
   * the pre-keys of a first login, and was asked for names, half a minute after it.
   */
  private static final String FURNISHED =
      "select count(*) from pre_key_counter c where uploaded_to >= 812"
          + " and exists (select from app_state a where a.account_id = c.account_id)";

  private final SandboxServer sandbox;
  private final Path jar;
  private List<String> flags;
  private final Path folder;
  private int core;
  private final int otherCore;
  private final Rest rest = new Rest(Ports.free());
  private List<String> accounts = List.of();
  private Proc process;
  private double startUpMillis = Double.NaN;
  private long diskBytes;

  Wharf(
      SandboxServer sandbox, Path jar, List<String> flags, Path folder, int core, int otherCore)
      throws Exception {
    this.sandbox = sandbox;
    this.jar = jar;
    this.flags = flags;
    this.folder = folder;
    this.core = core;
    this.otherCore = otherCore;
  }

  @Override
  public String name() {
    return "wharf";
  }

  /** Takes other flags for the JVM from the next start on. */
  void with(List<String> other) {
    flags = other;
  }

  int accounts() {
    return accounts.size();
  }

  @Override
  public void pair(int count) throws Exception {
    spawn();
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(create("bench " + i));
    }
    accounts = List.copyOf(ids);
    atOnce(
        AT_ONCE,
        each(
            accounts,
            id -> {
              rest.post("/whatsapp/accounts/" + id + "/initialize");
              var qr = rest.get("/whatsapp/accounts/" + id + "/qr?wait=30");
              sandbox.scan(qr.get("text").asText());
            }));
    awaitOnline(count);
    Waiting.until("all are furnished", PATIENCE, () -> query(FURNISHED) >= count);
    diskBytes = query(SIZE) / count;
    stop();
  }

  @Override
  public Storm start(int online) throws Exception {
    long begin = System.nanoTime();
    spawn();
    double first = Double.NaN;
    if (online > 0) {
      awaitOnline(1);
      first = (System.nanoTime() - begin) / 1e6;
      awaitOnline(online);
    }
    return new Storm(first, (System.nanoTime() - begin) / 1e6, process.cpuSeconds());
  }

  @Override
  public Storm login(int from, int to) throws Exception {
    double cpu = process.cpuSeconds();
    long begin = System.nanoTime();
    try (var events = subscribe()) {
      var wanted = accounts.subList(from, to);
      atOnce(AT_ONCE, each(wanted, id -> rest.post("/whatsapp/accounts/" + id + "/initialize")));
      Waiting.until("all online", PATIENCE, () -> events.active().keySet().containsAll(wanted));
      var times = wanted.stream().mapToLong(events.active()::get).summaryStatistics();
      return new Storm(
          (times.getMin() - begin) / 1e6,
          (times.getMax() - begin) / 1e6,
          process.cpuSeconds() - cpu);
    }
  }

  /** Lets only the first so many come back at the next start. */
  void intend(int count) throws Exception {
    var others = accounts.subList(count, accounts.size());
    atOnce(AT_ONCE, each(others, id -> rest.post("/whatsapp/accounts/" + id + "/stop")));
  }

  /** As {@link #intend}, and those come back who had been told to stop. */
  void intendExactly(int count) throws Exception {
    intend(count);
    atOnce(
        AT_ONCE,
        each(
            accounts.subList(0, count),
            id -> rest.post("/whatsapp/accounts/" + id + "/initialize")));
  }

  @Override
  public List<Double> qr(int count, boolean atOnce) throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(create("qr " + i));
    }
    var begins = new ConcurrentHashMap<String, Long>();
    var millis = new ArrayList<Double>();
    try (var events = subscribe()) {
      Deed begin =
          id -> {
            begins.put(id, System.nanoTime());
            rest.post("/whatsapp/accounts/" + id + "/initialize");
          };
      for (var together : atOnce ? List.of(ids) : ids.stream().map(List::of).toList()) {
        atOnce(together.size(), each(together, begin));
        Waiting.until(
            "QR codes", PATIENCE, () -> events.qr().keySet().containsAll(together));
      }
      for (String id : ids) {
        millis.add((events.qr().get(id).nanos() - begins.get(id)) / 1e6);
      }
    }
    for (String id : ids) {
      rest.delete("/whatsapp/accounts/" + id);
    }
    return millis;
  }

  /** Milliseconds from the scan to active with its number, one account after the other. */
  List<Double> scanToActive(int count) throws Exception {
    var millis = new ArrayList<Double>();
    for (int i = 0; i < count; i++) {
      String id = create("scan " + i);
      try (var events = subscribe()) {
        rest.post("/whatsapp/accounts/" + id + "/initialize");
        Waiting.until("a QR code", PATIENCE, () -> events.qr().containsKey(id));
        long begin = System.nanoTime();
        sandbox.scan(events.qr().get(id).text());
        Waiting.until("active", PATIENCE, () -> events.active().containsKey(id));
        millis.add((events.active().get(id) - begin) / 1e6);
      }
      rest.delete("/whatsapp/accounts/" + id);
    }
    return millis;
  }

  /**
   * Milliseconds from exec to ready, each of another process that has both cores and nobody to bring
   * back.
   */
  List<Double> starts(int count, List<String> with) throws Exception {
    List<String> usual = flags;
    int own = core;
    flags = with;
    core = Proc.BOTH_CORES;
    var millis = new ArrayList<Double>();
    for (int i = 0; i < count; i++) {
      spawn();
      millis.add(startUpMillis);
      stop();
    }
    flags = usual;
    core = own;
    return millis;
  }

  int port() {
    return rest.port();
  }

  /** What its accounts write and read. */
  @Override
  public Mail mail() {
    return new WharfMail(rest, accounts);
  }

  Tellers tellers(int count) throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      ids.add(create("teller " + i));
    }
    return new Tellers(rest, ids);
  }

  private interface Deed {
    void on(String id) throws Exception;
  }

  private static List<Callable<Void>> each(List<String> ids, Deed deed) {
    return ids.stream()
        .<Callable<Void>>map(
            id ->
                () -> {
                  deed.on(id);
                  return null;
                })
        .toList();
  }

  @Override
  public void collect() throws Exception {
    Proc.run(tool("jcmd"), Long.toString(process.pid()), "GC.run");
  }

  @Override
  public Proc process() {
    return process;
  }

  /** From exec to ready, of the newest start. */
  double startUpMillis() {
    return startUpMillis;
  }

  /** As the database says, right after the accounts were paired. */
  @Override
  public long diskBytesPerAccount() {
    return diskBytes;
  }

  private long query(String sql) throws Exception {
    Path database = folder.resolve(".wharf/postgres");
    String port = Files.readAllLines(database.resolve("data/postmaster.pid")).get(3).strip();
    String password = Files.readString(database.resolve("password")).strip();
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/wharf", "postgres", password);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void stop() throws Exception {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  private void spawn() throws Exception {
    Files.createDirectories(folder);
    var command = new ArrayList<String>();
    command.add(tool("java"));
    command.addAll(flags);
    command.add("-jar");
    command.add(jar.toAbsolutePath().toString());
    long begin = System.nanoTime();
    process = Proc.start(core, folder, folder.resolve("wharf.log"), environment(), command);
    Waiting.until("Wharf is ready", PATIENCE, LOOK, this::isReady);
    startUpMillis = (System.nanoTime() - begin) / 1e6;
    moveDatabase();
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("QUARKUS_PROFILE", "sandbox"),
        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(rest.port())),
        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
        Map.entry("WHARF_API_KEY", Rest.KEY),
        Map.entry("WHARF_WHATSAPP_URL", sandbox.secureUrl()),
        Map.entry("WHARF_WHATSAPP_TLS_CA", sandbox.certificate().toString()),
        Map.entry("WHARF_WHATSAPP_TRUST_ANCHOR", sandbox.trustAnchor()),
        Map.entry("WHARF_WHATSAPP_PAIRING_SPACING", "PT0S"),
        Map.entry("WHARF_WHATSAPP_LOGINS_PER_SECOND", "100000"),
        Map.entry("WHARF_LIMITS_ENFORCED", "false"));
  }

  /** The database is measured with the server, on its core: Wharf has its own for itself. */
  private void moveDatabase() throws Exception {
    Path note = folder.resolve(".wharf/postgres/data/postmaster.pid");
    if (otherCore != Proc.ANY_CORE && Files.exists(note)) {
      String postmaster = Files.readAllLines(note).getFirst().strip();
      for (String pid : Proc.run("pgrep", "-P", postmaster).split("\\s+")) {
        Proc.run("taskset", "-pc", Integer.toString(otherCore), pid);
      }
      Proc.run("taskset", "-pc", Integer.toString(otherCore), postmaster);
    }
  }

  private boolean isReady() {
    if (!process.process().isAlive()) {
      throw new IllegalStateException("Wharf ended: see " + folder.resolve("wharf.log"));
    }
    try {
      return rest.answers("/q/health/ready");
    } catch (Exception e) {
      return false;
    }
  }

  private void awaitOnline(int count) throws Exception {
    Waiting.until(
        count + " online",
        PATIENCE,
        LOOK,
        () -> rest.get("/health").get("connected").asInt() >= count);
  }

  private Events subscribe() throws Exception {
    return Events.of(rest);
  }

  private String create(String name) throws Exception {
    return rest.post("/whatsapp/accounts", "{\"name\":\"" + name + "\"}").get("id").asText();
  }

  private static void atOnce(int width, List<Callable<Void>> work) throws Exception {
    try (var pool = Executors.newFixedThreadPool(width)) {
      for (var done : pool.invokeAll(work)) {
        done.get();
      }
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }
}
