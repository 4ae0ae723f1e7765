"""An OpenSearch server for tests and benchmarks, from Maven artefacts; standard library only.

    server.py fetch DIST             jars → DIST, with Maven; their digests are checked
    server.py start DIST HOME [...]  start one node, print its pid when it answers
    server.py stop HOME              end it
    server.py serve DIST HOME USERS [...]
                                     start a node and end it when no process that is named by a file
                                     in USERS lives any more; then remove HOME

A node listens on 127.0.0.1 only and knows no users: it is for tests, not for service. The server
refuses to run as root, so root starts it as `nobody`; HOME must be a folder that `nobody` can reach.
Java must be 17 or newer (2.19 also runs on 11; 3.x needs 21). OPENSEARCH_VERSION names the release to
fetch, and OPENSEARCH_JAVA the Java to start it with: else 2.19 and the one on the path.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1"
# Of each release: log4j, the ending of the names of its modules' classes, and the digest of the names
# and digests of all jars, so that another file than expected is noticed.
RELEASES = {
    "2.19.6": (
        "2.25.4",
        "Plugin",
        "c1786d9d60834066e25cad4ad576453ced6e2d1d248767753f495dfb1874cbe0",
    ),
    "3.6.0": (
        "2.25.3",
        "ModulePlugin",
        "a5909d23a6c9d4c19d051388b9add43d556a43bd7bad4b29671521f130a8e6e5",
    ),
}
VERSION = os.environ.get("OPENSEARCH_VERSION", "2.19.6")
GRANTS = """grant {
  permission java.net.SocketPermission "*", "accept,connect,listen,resolve";
  permission java.net.SocketPermission "localhost:0", "listen,resolve";
  permission java.util.PropertyPermission "*", "read,write";
  permission java.lang.RuntimePermission "getClassLoader";
  permission java.lang.RuntimePermission "accessDeclaredMembers";
  permission java.lang.RuntimePermission "setContextClassLoader";
  permission java.lang.reflect.ReflectPermission "suppressAccessChecks";
  permission java.io.FilePermission "/proc/sys/net/core/somaxconn", "read";
};
"""
# Module → the beginning of its class's name, the beginnings of the names of its jars, what it may do.
MODULES = {
    "transport-netty4": (
        "org.opensearch.transport.Netty4",
        ("transport-netty4-client-", "netty-", "opensearch-netty4-"),
        GRANTS,
    ),
    "analysis-common": (
        "org.opensearch.analysis.common.CommonAnalysis",
        ("analysis-common-",),
        "",
    ),
}
# Annotations that nothing loads.
UNUSED = ("error_prone_annotations-", "jspecify-", "jakarta.annotation-api-")
LOG4J = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name]%marker %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""
PATIENCE = 120
IDLE = 0.5


def fetch(dist: Path) -> None:
    """Put the jars of the server into `dist`; SystemExit when others than expected came."""
    if VERSION not in RELEASES:
        sys.exit(f"OPENSEARCH_VERSION must be one of {', '.join(RELEASES)}")
    log4j, ending, expected = RELEASES[VERSION]
    shutil.rmtree(dist, ignore_errors=True)
    jars = dist.resolve() / "lib"
    goal = [f"{PLUGIN}:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
    maven = ["mvn", "--batch-mode", "--quiet", "-f", str(HERE / "pom.xml")]
    versions = [f"-Dopensearch.version={VERSION}", f"-Dlog4j.version={log4j}"]
    if VERSION.startswith("3."):
        versions.append(f"-Dagent.version={VERSION}")
    subprocess.run([*maven, *versions, *goal], check=True)
    found = "".join(
        f"{hashlib.sha256(jar.read_bytes()).hexdigest()}  {jar.name}\n"
        for jar in sorted(jars.iterdir())
    )
    digest = hashlib.sha256(found.encode()).hexdigest()
    if digest != expected:
        sys.exit(f"the jars of {VERSION} have the digest {digest}, not {expected}:\n{found}")
    for name, (main, prefixes, policy) in MODULES.items():
        folder = dist / "modules" / name
        folder.mkdir(parents=True)
        for jar in list(jars.iterdir()):
            if jar.name.startswith(prefixes):
                jar.rename(folder / jar.name)
        (folder / "plugin-descriptor.properties").write_text(
            f"name={name}\ndescription={name}\nversion={VERSION}\nopensearch.version={VERSION}\n"
            f"java.version=11\nclassname={main}{ending}\ncustom.foldername=\nhas.native.controller=false\n"
        )
        if policy:
            (folder / "plugin-security.policy").write_text(policy)
    for jar in list(jars.iterdir()):
        if jar.name.startswith(UNUSED):
            jar.unlink()
    (dist / "complete").write_text(VERSION)


def start(given: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Start a node and wait until it answers; SystemExit when it does not."""
    home = given.home.resolve()
    _furnish(home, given)
    user = None
    if os.geteuid() == 0:
        user = "nobody"
        for folder, _, files in os.walk(home):
            for each in (folder, *(os.path.join(folder, name) for name in files)):
                shutil.chown(each, user)
    with (home / "logs/console.log").open("ab") as log:
        node = subprocess.Popen(
            _command(home, given),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            cwd=home,
            start_new_session=True,
            user=user,
        )
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if node.poll() is not None:
            sys.exit(f"the node ended with {node.returncode}:\n{_end_of_log(home)}")
        if _answers(given.port, whole=given.wait):
            return node
        time.sleep(0.1)
    node.kill()
    sys.exit(f"the node does not answer:\n{_end_of_log(home)}")


def _furnish(home: Path, given: argparse.Namespace) -> None:
    """Lay out the folder of a node; the jars are copied, since `nobody` may not reach `dist`."""
    for name in ("config", "data", "logs", "tmp", "plugins"):
        (home / name).mkdir(parents=True, exist_ok=True)
    for name in ("lib", "modules"):
        if not (home / name).exists():
            shutil.copytree(given.dist / name, home / name)
    settings = {
        "cluster.name": given.cluster,
        "node.name": given.name,
        "network.host": "127.0.0.1",
        "http.port": given.port,
        "transport.port": given.transport,
        "path.data": str(home / "data"),
        "path.logs": str(home / "logs"),
        "discovery.seed_hosts": (given.seeds or f"127.0.0.1:{given.transport}").split(","),
        "cluster.initial_cluster_manager_nodes": (given.managers or given.name).split(","),
        "action.auto_create_index": False,
        # A disk that is nearly full for other reasons is none of the tests' business.
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "node.processors": 2,
    }
    lines = (f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
    (home / "config/opensearch.yml").write_text("".join(lines))
    (home / "config/log4j2.properties").write_text(LOG4J)


def _command(home: Path, given: argparse.Namespace) -> list[str]:
    # A small server that starts fast, or one that answers fast.
    kind = ["-XX:+UseG1GC"] if given.fast else ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    # The security manager of 2.x; newer Java has none.
    two = (given.dist / "complete").read_text().startswith("2.")
    manager = ["-Djava.security.manager=allow"] if two else []
    return [
        os.environ.get("OPENSEARCH_JAVA", "java"),
        f"-Xms{given.heap}",
        f"-Xmx{given.heap}",
        "-Xss1m",
        *kind,
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Djna.nosys=true",
        "-Dio.netty.noUnsafe=true",
        "-Dio.netty.noKeySetOptimization=true",
        "-Dio.netty.recycler.maxCapacityPerThread=0",
        "-Dio.netty.allocator.numDirectArenas=0",
        "-Dlog4j.shutdownHookEnabled=false",
        "-Dlog4j2.disable.jmx=true",
        *manager,
        "-Djava.locale.providers=SPI,COMPAT",
        f"-Djava.io.tmpdir={home}/tmp",
        f"-Dopensearch.path.home={home}",
        f"-Dopensearch.path.conf={home}/config",
        "-Dopensearch.distribution.type=tar",
        "-Dopensearch.bundled_jdk=false",
        "-cp",
        f"{home}/lib/*",
        "org.opensearch.bootstrap.OpenSearch",
        "-p",
        f"{home}/pid",
    ]


def _answers(port: int, *, whole: bool) -> bool:
    health = "_cluster/health?timeout=1s&wait_for_status=yellow" if whole else ""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{health}", timeout=5) as answer:
            return answer.status == 200 and not json.load(answer).get("timed_out")
    except OSError:
        return False


def _end_of_log(home: Path) -> str:
    return (home / "logs/console.log").read_text("utf-8", "replace")[-3000:]


def stop(home: Path) -> None:
    """End the node of a folder and wait until it has ended."""
    pid = int((home / "pid").read_text())
    os.kill(pid, signal.SIGTERM)
    while _lives(pid):
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def serve(given: argparse.Namespace) -> None:
    """A node as long as anyone uses it."""
    node = start(given)
    print(node.pid, flush=True)
    try:
        while node.poll() is None and any(_lives(int(one.name)) for one in given.users.iterdir()):
            time.sleep(IDLE)
    finally:
        node.terminate()
        node.wait()
        shutil.rmtree(given.home, ignore_errors=True)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("fetch").add_argument("dist", type=Path)
    verbs.add_parser("stop").add_argument("home", type=Path)
    for verb in ("start", "serve"):
        its = verbs.add_parser(verb)
        its.add_argument("dist", type=Path)
        its.add_argument("home", type=Path)
        if verb == "serve":
            its.add_argument("users", type=Path)
        its.add_argument("--port", type=int, default=9200)
        its.add_argument("--transport", type=int, default=9300)
        its.add_argument("--name", default="n1")
        its.add_argument("--cluster", default="kb")
        its.add_argument("--seeds", help="host:port of the other nodes' transport, with commas")
        its.add_argument("--managers", help="names of all nodes of a new cluster, with commas")
        its.add_argument("--heap", default="512m")
        its.add_argument("--fast", action="store_true", help="slower to start, faster to answer")
        its.add_argument("--no-wait", dest="wait", action="store_false", help="for a cluster")
    given = parser.parse_args()
    if given.verb == "fetch":
        fetch(given.dist)
    elif given.verb == "stop":
        stop(given.home)
    elif given.verb == "serve":
        serve(given)
    else:
        print(start(given).pid)


if __name__ == "__main__":
    main()
