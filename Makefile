# Wharf: make demo and make test are the two commands a newcomer needs.
.DEFAULT_GOAL := help
SHELL := /bin/sh

DEMO := target/demo/quarkus-app
DEMO_CLASSPATH := $(DEMO)/app/*:$(DEMO)/lib/main/*:$(DEMO)/lib/boot/*
JAVA_FLAGS := @bin/jvm.options

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: demo
demo: .demo-jar ## everything on one machine: Wharf, PostgreSQL, sandbox with virtual phones, dashboard
	@exec "$$(sh bin/jdk 25)/bin/java" $(JAVA_FLAGS) -cp '$(DEMO_CLASSPATH)' dev.wharf.sandbox.Demo $(DEMO)/quarkus-run.jar

.PHONY: sandbox
sandbox: .demo-jar ## the sandbox alone, for anybody's client library
	@exec "$$(sh bin/jdk 25)/bin/java" $(JAVA_FLAGS) -cp '$(DEMO_CLASSPATH)' dev.wharf.sandbox.SandboxMain

.PHONY: .demo-jar
.demo-jar: .tools
	@echo "Building Wharf and the sandbox (the first time takes some minutes)"
	@./mvnw -q -B -Pdemo -DskipTests package

.PHONY: run
run: .tools ## Wharf against real WhatsApp, on your PostgreSQL (WHARF_DATABASE_URL)
	@[ -n "$$WHARF_DATABASE_URL" ] || { echo "Set WHARF_DATABASE_URL, for example postgresql://wharf:secret@localhost:5432/wharf" >&2; exit 1; }
	@./mvnw -q -B -DskipTests package
	@exec sh bin/wharf

# Trained on the sandbox: an image built from here, or a server that starts often, wants it.
.PHONY: aot
aot: .demo-jar ## Wharf's jar with an ahead-of-time cache beside it, which bin/wharf uses: starts in less than half the time
	@./mvnw -q -B -DskipTests package
	@$(MAKE) -s target/quarkus-app/wharf.aot

# The first compiler alone: what measures shares a core with the servers, and is over before the second would pay.
BENCH_JAVA := "$$(sh bin/jdk 25)/bin/java" -XX:TieredStopAtLevel=1 -cp 'target/quarkus-app/lib/main/*'

target/quarkus-app/wharf.aot: target/quarkus-app/quarkus-run.jar
	@$(BENCH_JAVA) src/bench/java/dev/wharf/bench/Training.java $@

.PHONY: dev
dev: .tools ## live reload, with an embedded PostgreSQL
	@./mvnw -B quarkus:dev

.PHONY: test
test: .tools ## installs what the tests need and runs all of them
	@cd src/main/webui && npm ci --silent --no-progress && npm test --silent
	@WHARF_CHROMIUM="$$(sh bin/chromium)" && export WHARF_CHROMIUM && ./mvnw -B -DskipITs=false -Dwharf.coverage.check=true verify

# The long versions of four tests that make test runs short: 3 minutes of random faults on 100 accounts, 50 times kill -9,
# SIGTERM with 1,000 accounts, 200 times kill -9 while 20 accounts send and receive. Three quarters of an hour; wants 4,000
# file descriptors (ulimit -n). Each prints its seed: make chaos SEED=... draws the same again. ONLY=ChaosJarIT (or
# KillNineJarIT, DrainJarIT, MessagesKillNineJarIT) runs one of them.
ONLY := ChaosJarIT,KillNineJarIT,DrainJarIT,MessagesKillNineJarIT
SEED :=
.PHONY: chaos
chaos: .tools ## the long tests: random faults on 100 accounts, 50 kills, 200 among messages, a drain of 1,000 accounts
	@./mvnw -B -DskipITs=false -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=$(ONLY) \
	  $(if $(SEED),-Dwharf.seed=$(SEED)) -Dwharf.chaos.accounts=100 -Dwharf.chaos.seconds=180 -Dwharf.kills=50 \
	  -Dwharf.drain.accounts=1000 -Dwharf.message-kills=200 -Dwharf.message-accounts=20 verify

# The bench's own driver is kept off the core of what it measures.
.PHONY: bench
bench: aot ## Wharf beside unmodified Baileys, about half an hour; BENCH="accounts=200 pairs=1 idle=10 qr=20 sockets=200 messages=2000 growth=5000" makes it smaller
	@cd src/bench/baileys && npm ci --silent --no-progress
	@exec taskset -c 0 $(BENCH_JAVA) src/bench/java/dev/wharf/bench/Bench.java $(BENCH)

MESSAGES :=
.PHONY: bench-messages
bench-messages: aot ## the rows about messages alone; MESSAGES="accounts=10 messages=5000 pairs=1 growth=0 baileys=1", and flags for Wharf's JVM
	@cd src/bench/baileys && npm ci --silent --no-progress
	@exec taskset -c 0 $(BENCH_JAVA) src/bench/java/dev/wharf/bench/LettersAlone.java $(MESSAGES)

SCALE :=
.PHONY: bench-scale
bench-scale: aot ## whether costs grow linearly: Wharf alone with 100, 500, 1,000 and 5,000 accounts; SCALE="100 200" makes it smaller
	@exec taskset -c 0 $(BENCH_JAVA) src/bench/java/dev/wharf/bench/Scale.java $(SCALE)

FLAGS_BENCH := src/bench/flags.txt 200 2 20
.PHONY: bench-flags
bench-flags: aot ## what each flag of Wharf's JVM does
	@exec taskset -c 0 $(BENCH_JAVA) src/bench/java/dev/wharf/bench/Variants.java $(FLAGS_BENCH)

SOAK :=
.PHONY: soak
soak: aot ## 10 minutes with 200 accounts that write and are written to, and how fast memory grows; SOAK="accounts=50 minutes=2" makes it smaller
	@exec taskset -c 0 $(BENCH_JAVA) src/bench/java/dev/wharf/bench/Soak.java $(SOAK)

# ONLY_JMH is a regular expression of names; more goes into JMH_FLAGS, -f 3 for example. All of them together write their
# table of docs/performance.md. Compiled as in Wharf, by the first compiler alone.
JMH_FLAGS := -f 1 -wi 3 -w 1 -i 5 -r 1 -tu us -bm avgt -prof gc
JMH_JVM := -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
.PHONY: jmh
jmh: .tools ## times and allocations of the hot pure functions; ONLY_JMH=Noise picks some
	@./mvnw -q -B -Pjmh test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
	  -Dmdep.outputFile=target/jmh/classpath -Dmdep.includeScope=test
	@"$$(sh bin/jdk 25)/bin/java" -cp "target/jmh/test-classes:target/jmh/classes:$$(cat target/jmh/classpath)" \
	  org.openjdk.jmh.Main $(ONLY_JMH) $(JMH_FLAGS) -jvmArgsAppend '$(JMH_JVM)' -rf json -rff target/jmh/result.json
	@[ -n "$(ONLY_JMH)" ] || "$$(sh bin/jdk 25)/bin/java" -cp "$$(cat target/jmh/classpath)" \
	  src/bench/java/dev/wharf/bench/PureFunctions.java target/jmh/result.json

.PHONY: lint
lint: .tools ## format, null checks, likely bugs, documentation, types of the page
	@./mvnw -q -B spotless:check
	@./mvnw -q -B -Plint -DskipTests -Dquarkus.build.skip=true test-compile
	@cd src/main/webui && npm ci --silent --no-progress && npm run --silent lint

.PHONY: fmt
fmt: .tools ## formats the code
	@./mvnw -q -B spotless:apply

.PHONY: clean
clean: ## removes what was built; keeps .wharf, where the demo's data is
	@rm -rf target src/main/webui/dist src/main/webui/node_modules

.PHONY: .tools
.tools:
	@sh bin/jdk 25 >/dev/null
	@command -v mvn >/dev/null 2>&1 || { echo "Wharf needs Maven: install it (any 3.x will do)." >&2; exit 1; }
	@command -v npm >/dev/null 2>&1 || { echo "Wharf needs Node 20 or newer with npm: install it." >&2; exit 1; }
