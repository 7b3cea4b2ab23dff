"""Grading on a cluster: a scheduler and workers as an instructor would start them, each a process of its own."""

import contextlib
import copy
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import dask
import pytest
import trustme

from autograder.engine import dask_cluster
from autograder.engine.dask_cluster import ClusterError, DaskCluster
from autograder.engine.executors import InThisProcess
from autograder.engine.limits import Limits
from autograder.engine.task import Setting, Task

SETTING = Setting("01-neurons", "sandlock", Limits(cell_seconds=20), seed=7)
RIGHT, WRONG = "return (x @ w + b > 0).astype(float)", "return (x @ w + b >= 0).astype(float)"

# Dask's client leaves closing its sockets to the garbage collector, which says so.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


def submission(body, number=0):
    """Return a notebook with one exercise written, different for each number."""
    name = "threshold_neuron"
    sources = [f"import numpy as np  # {number}", f"def {name}(x, w, b):\n    {body}", f'check("{name}", {name})']
    marks = [{}, {}, {"nbgrader": {"grade_id": name, "grade": True, "solution": False}}]
    cells = [
        {"cell_type": "code", "source": source, "metadata": metadata}
        for source, metadata in zip(sources, marks, strict=True)
    ]
    return json.dumps({"cells": cells}).encode()


@dataclass
class Cluster:
    """A scheduler and its workers, as processes."""

    folder: Path
    environment: dict[str, str]
    protocol: str = "tcp"
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def dask(self, *arguments):
        log = (self.folder / f"{arguments[0]}-{len(self.workers)}.log").open("wb")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )

    def start(self):
        described = self.folder / "scheduler.json"
        where = f"{self.protocol}://127.0.0.1"
        self.scheduler = self.dask("scheduler", "--host", where, "--port", "0", "--scheduler-file", str(described))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, ValueError):
                self.address = json.loads(described.read_text())["address"]
                return
            time.sleep(0.1)
        raise AssertionError((self.folder / "scheduler-0.log").read_text())

    def add_worker(self):
        self.workers.append(self.dask("worker", self.address, "--nthreads", "1", "--no-nanny", "--memory-limit", "0"))

    def stop(self):
        for process in [*self.workers, *filter(None, [self.scheduler])]:
            process.send_signal(signal.SIGTERM)
        for process in [*self.workers, *filter(None, [self.scheduler])]:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


@pytest.fixture
def start_cluster(tmp_path):
    """Return a function that starts a cluster of so many workers; it ends with the test."""
    started = []

    def start(workers, **settings):
        configuration = settings.pop("configuration", {})
        cluster = Cluster(tmp_path, {**os.environ, **configuration}, **settings)
        started.append(cluster)
        cluster.start()
        for _ in range(workers):
            cluster.add_worker()
        return cluster

    yield start
    for cluster in started:
        cluster.stop()


@pytest.fixture
def own_configuration():
    """Give the test Dask's configuration to change."""
    with dask.config.set({}):
        before = copy.deepcopy(dask.config.config)
        yield
        dask.config.config.clear()
        dask.config.config.update(before)


def scores(reached):
    return {each.key: json.loads(each.verdict)["reports"]["threshold_neuron"] for each in reached}


def test_verdicts_are_those_of_this_machine(start_cluster):
    tasks = [Task(f"{n}", SETTING, submission(WRONG if n % 3 == 0 else RIGHT, n)) for n in range(6)]
    cluster = start_cluster(2)
    with DaskCluster(SETTING, cluster.address) as executor:
        remote = scores(executor.run(iter(tasks)))
    with InThisProcess(SETTING) as executor:
        here = scores(executor.run(tasks))
    assert remote == here
    assert len(remote) == 6
    assert remote["1"] != remote["0"]


def test_a_lost_worker_s_submissions_go_elsewhere(start_cluster):
    cluster = start_cluster(2)
    slow = f"import time; time.sleep(0.3)\n    {RIGHT}"
    tasks = [Task(f"{n}", SETTING, submission(slow, n)) for n in range(10)]
    with DaskCluster(SETTING, cluster.address) as executor:
        reached = []
        for each in executor.run(iter(tasks)):
            reached.append(each)
            if len(reached) == 2:
                cluster.workers[0].kill()
    assert sorted(each.key for each in reached) == sorted(task.key for task in tasks)
    assert [each.fault for each in reached if each.verdict is None] == []


def test_a_lost_scheduler_is_one_sentence(start_cluster):
    cluster = start_cluster(1)
    tasks = [Task(f"{n}", SETTING, submission(RIGHT, n)) for n in range(30)]
    with DaskCluster(SETTING, cluster.address, patience=5.0) as executor:
        running = executor.run(iter(tasks))
        next(running)
        cluster.scheduler.kill()
        with pytest.raises(ClusterError, match="was lost; what was graded so far is recorded"):
            list(running)


def test_a_cluster_without_workers_says_how_to_start_one(start_cluster):
    cluster = start_cluster(0)
    with pytest.raises(ClusterError, match=r"has no worker: start some with dask worker tcp://127\.0\.0\.1"):
        DaskCluster(SETTING, cluster.address, patience=1.0).__enter__()


def test_workers_of_another_version_are_refused(start_cluster, monkeypatch):
    cluster = start_cluster(1)
    monkeypatch.setattr(dask_cluster, "scoring_version", lambda lesson: "another")
    with pytest.raises(ClusterError, match="have another version of the course or of NumPy"):
        DaskCluster(SETTING, cluster.address).__enter__()


def test_nobody_at_the_address():
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        DaskCluster(SETTING, "tcp://127.0.0.1:9", patience=1.0).__enter__()


@pytest.mark.parametrize("address", ["", "grading", "http://127.0.0.1:8786", "tls://"])
def test_what_is_no_address(address):
    with pytest.raises(ClusterError, match="looks like tls://HOST:8786; got"):
        DaskCluster(SETTING, address)


def test_an_open_line_to_another_machine_is_refused():
    with pytest.raises(ClusterError, match="is not encrypted"):
        DaskCluster(SETTING, "tcp://grading.example:8786")


def test_an_encrypted_cluster_with_certificates_from_dask_s_configuration(start_cluster, tmp_path, own_configuration):
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", "localhost")
    paths = {name: str(tmp_path / f"{name}.pem") for name in ("ca-file", "cert", "key")}
    authority.cert_pem.write_to_path(paths["ca-file"])
    certificate.private_key_pem.write_to_path(paths["key"])
    Path(paths["cert"]).write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    tls = {"ca-file": paths["ca-file"]}
    tls |= {role: {"cert": paths["cert"], "key": paths["key"]} for role in ("client", "scheduler", "worker")}
    configuration = {"distributed": {"comm": {"require-encryption": True, "tls": tls}}}
    (tmp_path / "dask.yaml").write_text(json.dumps(configuration), encoding="utf-8")
    cluster = start_cluster(1, protocol="tls", configuration={"DASK_CONFIG": str(tmp_path)})
    dask.config.update(dask.config.config, configuration)
    with DaskCluster(SETTING, cluster.address) as executor:
        reached = scores(executor.run([Task("only", SETTING, submission(RIGHT))]))
    assert list(reached) == ["only"]
    assert cluster.address.startswith("tls://")
