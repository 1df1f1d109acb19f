package dev.wharf.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Unmodified Baileys clients, many in one Node process. */
final class Baileys implements Candidate {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCRIPTS = Path.of("src/bench/baileys");
  private static final int PAIR_AT_ONCE = 8;

  private final SandboxServer sandbox;
  private final Path folder;
  private final int core;
  private Proc process;
  private BufferedReader answers;
  private BufferedWriter commands;

  Baileys(SandboxServer sandbox, Path folder, int core) {
    this.sandbox = sandbox;
    this.folder = folder;
    this.core = core;
  }

  @Override
  public String name() {
    return "baileys";
  }

  @Override
  public void pair(int count) throws Exception {
    spawn();
    tell("{\"do\":\"pair\",\"from\":0,\"to\":%d,\"width\":%d}".formatted(count, PAIR_AT_ONCE));
    stop();
  }

  @Override
  public Storm start(int online) throws Exception {
    long begin = System.nanoTime();
    spawn();
    double started = (System.nanoTime() - begin) / 1e6;
    var storm = login(0, online);
    return new Storm(
        started + storm.firstMillis(),
        (System.nanoTime() - begin) / 1e6,
        process.cpuSeconds());
  }

  /** Keys are in memory then, and written back at the end. */
  @Override
  public void startForMail(int online) throws Exception {
    spawn();
    tell("{\"do\":\"login\",\"from\":0,\"to\":%d,\"inMemory\":true}".formatted(online));
  }

  @Override
  public Mail mail() {
    return new BaileysMail(this::tell);
  }

  @Override
  public Storm login(int from, int to) throws Exception {
    double cpu = process.cpuSeconds();
    var done = tell("{\"do\":\"login\",\"from\":%d,\"to\":%d}".formatted(from, to));
    if (done.get("reconnects").asInt() > 0) {
      Bench.say("baileys: %d connections were lost and made again".formatted(done.get("reconnects").asInt()));
    }
    return new Storm(
        done.get("first").asDouble(), done.get("all").asDouble(), process.cpuSeconds() - cpu);
  }

  @Override
  public List<Double> qr(int count, boolean atOnce) throws Exception {
    var done = tell("{\"do\":\"qr\",\"count\":%d,\"atOnce\":%s}".formatted(count, atOnce));
    var millis = new ArrayList<Double>();
    done.get("millis").forEach(each -> millis.add(each.asDouble()));
    return millis;
  }

  @Override
  public void collect() throws Exception {
    tell("{\"do\":\"gc\"}");
  }

  @Override
  public Proc process() {
    return process;
  }

  @Override
  public void stop() throws Exception {
    if (process != null) {
      if (process.process().isAlive()) {
        tell("{\"do\":\"keep\"}");
      }
      commands.close();
      process.close();
      process = null;
    }
  }

  /** As its own file storage keeps it: blocks, not lengths. */
  @Override
  public long diskBytesPerAccount() throws Exception {
    var store = Files.createTempDirectory(folder, "files");
    var output =
        Proc.run(
            "node",
            SCRIPTS.resolve("disk.mjs").toString(),
            folder.resolve("0").toString(),
            store.toString());
    if (!output.contains("done")) {
      throw new IllegalStateException(output);
    }
    return Long.parseLong(Proc.run("du", "-s", "-B1", store.toString()).split("\\s")[0]);
  }

  private void spawn() throws IOException {
    Files.createDirectories(folder);
    process =
        Proc.talking(
            core,
            Path.of("").toAbsolutePath(),
            folder.resolve("candidate.log"),
            Map.of("NODE_EXTRA_CA_CERTS", sandbox.certificate().toString()),
            List.of(
                "node",
                "--expose-gc",
                SCRIPTS.resolve("candidate.mjs").toString(),
                sandbox.secureUrl(),
                sandbox.httpUrl(),
                folder.toString()));
    answers = process.process().inputReader();
    commands = process.process().outputWriter();
    answer();
  }

  private JsonNode tell(String deed) throws IOException {
    commands.write(deed + "\n");
    commands.flush();
    return answer();
  }

  private JsonNode answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IllegalStateException("Node ended: see " + folder.resolve("candidate.log"));
    }
    JsonNode said = JSON.readTree(line);
    if (said.path("event").asText().equals("failed")) {
      throw new IllegalStateException("Baileys: " + said.path("message").asText());
    }
    return said;
  }
}
