#!/usr/bin/env python3
"""Scales the workers of docker-compose.yml under load and recounts every query.

    mvn package -DskipTests
    python3 docker/scaling.py

Starts the installation from nothing, with three workers; asks one query over HTTP; publishes others
without end, always a few more than are answered; measures with three workers, with five, and with three
again; waits for the rest; then compares what was asked with every answer, every usage event and every
call that the simulator served. Removes the installation, with its data. Needs docker compose, a JDK, and
what `mvn package` leaves in the target folders.

Prints a JSON object of figures. Exit code: 0 if all is well; 1 if a query was lost, answered twice or
paid twice, or if nothing moves any more; 3 if the machine is too slow to tell in the time given.
"""
import argparse
import collections
import datetime
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOO_SLOW = 3


class Lost(Exception):
    """The product broke a promise."""


class TooSlow(Exception):
    """Time is up while everything still moves."""


def say(text):
    print(f"{time.strftime('%H:%M:%S')} load {os.getloadavg()[0]:5.1f}  {text}", file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def instant(text):
    """Seconds of an RFC 3339 instant, whose fractions may have nine digits."""
    return datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d*|Z$", r"\1", text.rstrip("Z")) + "+00:00").timestamp()


def get_json(url):
    with urllib.request.urlopen(url, timeout=20) as reply:
        return json.load(reply)


class Installation:
    """The compose project, and all its workers have ever logged."""

    def __init__(self, options):
        self.deadline = time.monotonic() + options.minutes * 60
        self.folder = tempfile.mkdtemp(prefix="oracle-scaling-")
        self.kafka_port, self.simulator_port, self.aggregator_port, self.gateway_port = (
            free_port() for _ in range(4))
        self.environment = dict(
            os.environ,
            COMPOSE_PROJECT_NAME=f"oracle-scaling-{os.getpid()}",
            COMPOSE_ANSI="never",
            ORACLE_KAFKA_PORT=str(self.kafka_port),
            ORACLE_SIMULATOR_PORT=str(self.simulator_port),
            ORACLE_AGGREGATOR_PORT=str(self.aggregator_port),
            ORACLE_GATEWAY_PORT=str(self.gateway_port),
            ORACLE_SIMULATOR_LATENCY=options.latency,
            ORACLE_CONCURRENT_CALLS=str(options.concurrency),
            ORACLE_SESSION_TIMEOUT_MS=str(options.session_ms),
            ORACLE_HEARTBEAT_INTERVAL_MS=str(options.heartbeat_ms),
        )
        if options.java_options is not None:
            self.environment["ORACLE_WORKER_JAVA_OPTIONS"] = options.java_options
        self.logs = open(os.path.join(self.folder, "worker.log"), "w+", encoding="utf-8")
        self.following = []
        self.starts = []
        self.last_count = 0

    def remaining(self):
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TooSlow("time is up")
        return left

    def compose(self, *arguments, **more):
        command = ["docker", "compose", *arguments]
        more.setdefault("stdout", subprocess.PIPE)
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=self.environment, timeout=self.remaining(),
                stderr=subprocess.PIPE, text=True, **more)
        except subprocess.TimeoutExpired:
            raise TooSlow(f"{' '.join(command)} did not end in time") from None
        if done.returncode != 0:
            raise Lost(f"{' '.join(command)} failed:\n{done.stdout or ''}{done.stderr}")
        return done.stdout

    def up(self, workers):
        self.compose("up", "-d", "--no-recreate", "--no-build", "--scale", f"worker={workers}")
        new = self.follow()
        self.await_ready("worker", workers)
        self.starts += [self.start_seconds(container) for container in new]

    def follow(self):
        """Follows the log of each new worker; those that are scaled away would take theirs along."""
        known = {container for container, _ in self.following}
        new = set(self.containers("worker")) - known
        for container in new:
            log = subprocess.Popen(
                ["docker", "logs", "--follow", "--timestamps", container],
                stdout=self.logs, stderr=subprocess.STDOUT)
            self.following.append((container, log))
        return new

    def containers(self, service):
        return self.compose("ps", "--all", "--quiet", service).split()

    def await_ready(self, service, count):
        """Five minutes are long enough for the slowest machine that is worth a measurement."""
        begun = time.monotonic()
        while True:
            found = self.containers(service)
            states = [self.inspect(c, "{{.State.Health.Status}} {{.RestartCount}}") for c in found]
            if len(found) == count == states.count("healthy 0"):
                return
            restarts = [state for state in states if re.fullmatch(r"\w+ [1-9]\d*", state)]
            if restarts or time.monotonic() - begun > 300:
                logs = "".join(self.docker("logs", "--tail", "30", c) for c in found[:1])
                raise Lost(f"{count} of {service} must be ready, without a restart: {states}\n{logs}")
            self.remaining()
            time.sleep(1)

    def inspect(self, container, form):
        return self.docker("inspect", "-f", form, container).strip()

    def docker(self, *arguments):
        """What a command prints; may fail, for a container may just have gone."""
        try:
            done = subprocess.run(
                ["docker", *arguments], capture_output=True, text=True, timeout=min(60, self.remaining()))
        except subprocess.TimeoutExpired:
            raise TooSlow(f"docker {arguments[0]} did not end in time") from None
        return done.stdout + done.stderr

    def log_lines(self):
        self.logs.flush()
        with open(self.logs.name, encoding="utf-8", errors="replace") as file:
            return file.readlines()

    def start_seconds(self, container):
        """From the container's start to the application's, by the engine's clock."""
        begun = instant(self.inspect(container, "{{.State.StartedAt}}"))
        for line in self.docker("logs", "--timestamps", container).splitlines():
            if " Started WorkerApplication in " in line:
                return round(instant(line.split()[0]) - begun, 1)
        raise Lost(f"worker {container} is ready and has not started")

    def cpu_seconds(self):
        """What each worker has used of its half CPU so far."""
        used = {}
        for container in self.containers("worker"):
            # Version 2 of control groups, or version 1.
            text = self.docker("exec", container, "sh", "-c",
                               "cat /sys/fs/cgroup/cpu.stat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null")
            microseconds = re.search(r"usage_usec (\d+)", text)
            used[container] = int(microseconds[1]) / 1e6 if microseconds else int(text.split()[-1]) / 1e9
        return used

    def memory(self):
        """Resident megabytes of each worker's JVM, now and at most."""
        now, most = [], []
        for container in self.containers("worker"):
            status = self.docker("exec", container, "cat", "/proc/1/status")
            for name, values in (("VmRSS", now), ("VmHWM", most)):
                kilobytes = re.search(rf"{name}:\s+(\d+) kB", status)
                if kilobytes:
                    values.append(int(kilobytes[1]) // 1024)
        return {"rssMegabytes": now, "highestMegabytes": most}

    def ask_over_http(self):
        """One query through the door, with its answer; the id that the door gave it."""
        door = f"http://127.0.0.1:{self.gateway_port}/v1/queries"
        # The key that the compose file names.
        headers = {"Authorization": "Bearer local", "Content-Type": "application/json"}
        body = json.dumps({"agent": "technical", "prompt": "Is anybody there?"}).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(door, body, headers), timeout=60) as reply:
                accepted = json.load(reply)["id"]
            asking = urllib.request.Request(f"{door}/{accepted}?wait=60s", headers=headers)
            with urllib.request.urlopen(asking, timeout=90) as reply:
                status, answer = reply.status, json.load(reply)
        except OSError as problem:
            raise Lost(f"the HTTP door failed: {problem}") from None
        if status != 200 or answer.get("status") != "answered":
            raise Lost(f"a query over HTTP must be answered within a minute: {status} {answer}")
        return accepted

    def counted(self):
        """Queries that the aggregator has counted so far."""
        try:
            figures = get_json(f"http://127.0.0.1:{self.aggregator_port}/figures")
            self.last_count = figures["total"]["queries"]["total"]
        except (OSError, ValueError):
            pass  # It starts, or it is slow.
        return self.last_count

    def answers(self):
        return self.read("cli", lambda out: self.compose(
            "run", "--rm", "-T", "--no-deps", "cli", "answers", stdout=out))

    def usage(self):
        # The command's own jar comes along because it keeps logs out of standard output.
        jars = os.pathsep.join(os.path.join(ROOT, folder) for folder in ("cli/target/*", "cli/target/lib/*"))
        command = ["java", "-cp", jars, os.path.join(ROOT, "docker/ReadTopic.java"),
                   f"127.0.0.1:{self.kafka_port}", "oracle.usage"]
        return self.read("usage", lambda out: subprocess.run(
            command, stdout=out, stderr=subprocess.DEVNULL, timeout=self.remaining(), check=True))

    def read(self, name, run):
        path = os.path.join(self.folder, name + ".jsonl")
        with open(path, "w+", encoding="utf-8") as out:
            run(out)
            out.seek(0)
            return [json.loads(line) for line in out if line.startswith("{")]

    def calls(self):
        url = f"http://127.0.0.1:{self.simulator_port}/admin/calls/stream?from=0"
        with urllib.request.urlopen(url, timeout=120) as reply:
            return [json.loads(line) for line in reply if line.strip()]

    def down(self):
        subprocess.run(
            ["docker", "compose", "--profile", "*", "down", "--volumes", "--timeout", "5"],
            cwd=ROOT, env=self.environment, timeout=180, capture_output=True)
        for _, log in self.following:
            log.terminate()
            log.wait()


class Publisher(threading.Thread):
    """Publishes queries, always a few more than are answered, until it is told to stop."""

    def __init__(self, installation, ahead):
        super().__init__(daemon=True)
        self.installation, self.ahead = installation, ahead
        self.stopping = threading.Event()
        self.published = 0
        self.failure = None
        self.command = subprocess.Popen(
            ["docker", "compose", "run", "--rm", "-T", "--no-deps", "cli", "submit", "-"],
            cwd=ROOT, env=installation.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def run(self):
        try:
            while not self.stopping.wait(0.5):
                while self.published < self.installation.counted() + self.ahead:
                    for _ in range(200):
                        self.command.stdin.write(json.dumps(query(self.published)) + "\n")
                        self.published += 1
                    self.command.stdin.flush()
            errors = self.command.communicate(timeout=120)[1]
            if self.command.returncode != 0:
                self.failure = f"oracle submit ended with {self.command.returncode}: {errors}"
        except Exception as problem:  # Told by finish().
            self.failure = f"publishing failed: {problem}"

    def finish(self):
        self.stopping.set()
        self.join(180)
        if self.failure or self.is_alive():
            raise Lost(self.failure or "oracle submit did not end")
        return self.published


def query(number):
    """Distinct questions of different lengths, so that every query costs a call of its own."""
    prompt = f"Question {number}: " + "what does webhook " * (1 + number % 23) + "do?"
    return {"id": f"q-{number:07}", "agent": ("technical", "onboarding")[number % 2], "prompt": prompt}


def await_count(installation, count, publisher):
    """Until so many are counted; what has not moved for two minutes will not move any more."""
    seen, moved = -1, time.monotonic()
    while seen < count:
        if publisher.failure:
            raise Lost(publisher.failure)
        now = installation.counted()
        if now > seen:
            seen, moved = now, time.monotonic()
        elif time.monotonic() - moved > 120:
            raise Lost(f"nothing has moved for two minutes: {seen} of {count} queries are counted")
        try:
            installation.remaining()
        except TooSlow:
            raise TooSlow(f"{seen} of {count} queries were counted in the time given, and they still move") from None
        time.sleep(1)


def recount(asked, answers, usage, calls):
    """What became of the queries, by three witnesses."""
    ids = set(asked)
    answered = collections.Counter(answer["queryId"] for answer in answers)
    events = collections.Counter(event["queryId"] for event in usage if event["type"] == "answer")
    orphans = [event for event in usage if event["type"] == "orphan"]
    settled = [attempt["callId"] for event in usage for attempt in event["attempts"]]
    served = [call["call_id"] for call in calls]
    return {
        "queries": len(ids),
        "answers": len(answers),
        "queriesLost": len(ids - set(answered)),
        "queriesAnsweredTwice": sum(1 for times in answered.values() if times > 1),
        "answersByStatus": dict(collections.Counter(answer["status"] for answer in answers)),
        "usageEvents": sum(events.values()),
        "queriesWithoutOneUsageEvent": sum(1 for each in ids if events[each] != 1),
        "orphanEvents": len(orphans),
        "calls": len(served),
        "callsRepeated": len(served) - len(answers),
        "callsUnaccounted": len(set(served) - set(settled)),
        "workersThatAnswered": len({answer["worker"] for answer in answers}),
    }


def hold(installation, publisher, workers, seconds):
    """Measures a while with so many workers."""
    say(f"{workers} workers for {seconds} s, counted so far: {installation.counted()}")
    used, begin = installation.cpu_seconds(), time.time()
    time.sleep(min(seconds, installation.remaining()))
    end, used_then = time.time(), installation.cpu_seconds()
    return {
        "workers": workers,
        "window": (begin, end),
        "queriesPerSecond": 0,
        "cpuSeconds": round(sum(used_then.values()) - sum(used.values()), 1),
        "backlog": publisher.published - installation.counted(),
        "loadAverage": round(os.getloadavg()[0], 1),
        "memory": installation.memory(),
    }


def complete(phase, usage):
    begin, end = phase.pop("window")
    ends = (instant(event["at"]) for event in usage if event["type"] == "answer")
    answers = sum(1 for at in ends if begin <= at < end)
    phase["queriesPerSecond"] = round(answers / (end - begin), 1)
    phase["cpuMillisPerQuery"] = round(phase["cpuSeconds"] * 1000 / answers, 2) if answers else None


def measure(installation, options):
    if not options.no_build:
        say("building images")
        installation.compose("--profile", "cli", "build")
    say("starting three workers")
    installation.up(3)
    installation.await_ready("gateway", 1)
    begun = time.monotonic()
    over_http = installation.ask_over_http()
    say(f"a query over HTTP was answered after {time.monotonic() - begun:.1f} s")
    figures = {"cpus": os.cpu_count(), "options": vars(options), "idleMemory": installation.memory(), "phases": []}
    say("publishing")
    publisher = Publisher(installation, options.ahead)
    publisher.start()
    await_count(installation, options.ahead, publisher)
    for workers in (3, 5, 3):
        if figures["phases"]:
            say(f"scaling to {workers} workers")
            installation.up(workers)
            time.sleep(options.settle)
        figures["phases"].append(hold(installation, publisher, workers, options.seconds))
    ids = [query(number)["id"] for number in range(publisher.finish())] + [over_http]
    say(f"published {len(ids)}, counted so far: {installation.counted()}")
    await_count(installation, len(ids), publisher)
    say("recounting")
    usage = installation.usage()
    figures["recount"] = recount(ids, installation.answers(), usage, installation.calls())
    for phase in figures["phases"]:
        complete(phase, usage)
    figures["startSeconds"] = installation.starts
    lines = installation.log_lines()
    figures["partitionsLost"] = sum("partitions lost" in line for line in lines)
    figures["stopsCutShort"] = sum("worker ended" in line and "cutShort=0" not in line for line in lines)
    figures["stopsDrained"] = sum("worker ended" in line and "cutShort=0" in line for line in lines)
    return figures


def judge(figures):
    counts = figures["recount"]
    for promise in ("queriesLost", "queriesAnsweredTwice", "queriesWithoutOneUsageEvent", "callsUnaccounted"):
        if counts[promise] != 0:
            raise Lost(f"{promise} must be 0: {counts[promise]}")
    if counts["answersByStatus"] != {"answered": counts["queries"]}:
        raise Lost(f"all must be answered: {counts['answersByStatus']}")
    # A call is bought again only after a session is lost or a drain cut short.
    if counts["callsRepeated"] != 0 and figures["partitionsLost"] == figures["stopsCutShort"] == 0:
        raise Lost(f"callsRepeated must be 0: {counts['callsRepeated']}")
    if counts["workersThatAnswered"] < 5:
        raise Lost(f"workersThatAnswered must be at least 5: {counts['workersThatAnswered']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="length of each measurement")
    parser.add_argument("--settle", type=int, default=10, help="seconds between a change and a measurement")
    parser.add_argument("--ahead", type=int, default=3000, help="queries published beyond those answered")
    parser.add_argument("--latency", default="fixed:1s", help="of the simulated model")
    parser.add_argument("--concurrency", type=int, default=200, help="calls at once of each worker")
    parser.add_argument("--session-ms", type=int, default=10000)
    parser.add_argument("--heartbeat-ms", type=int, default=1000)
    parser.add_argument("--java-options", help="of the workers, instead of those of the compose file")
    parser.add_argument("--minutes", type=float, default=30, help="bound on everything")
    parser.add_argument("--no-build", action="store_true", help="use the images that are there")
    options = parser.parse_args()
    # Who ends this early still has the installation removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    installation = Installation(options)
    try:
        figures = measure(installation, options)
        print(json.dumps(figures, indent=1))
        judge(figures)
        say("nothing lost, nothing twice")
        return 0
    except TooSlow as reason:
        say(f"too slow to tell: {reason}")
        return TOO_SLOW
    except Lost as reason:
        say(f"FAILED: {reason}")
        print("".join(installation.log_lines()[-60:]), file=sys.stderr)
        return 1
    finally:
        installation.down()


if __name__ == "__main__":
    sys.exit(main())
