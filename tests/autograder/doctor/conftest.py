"""A machine on which everything is in order, made up; a test breaks one thing of it."""

import json
from datetime import UTC, datetime

import pytest

from autograder.course.build import CONFIG_TEXT
from autograder.doctor.machine import Machine
from autograder.doctor.senses import make_gradebook
from tests.autograder.doctor.confined_programs import Keeps

PACKAGES = {"numpy": "2.3.0", "nbgrader": "0.9.6", "jupytext": "1.18.0", "mypy": "1.18.0"}
LOCK = """numpy==2.3.0 \\
    --hash=sha256:00
nbgrader==0.9.6 \\
    --hash=sha256:00
jupytext==1.18.0 \\
    --hash=sha256:00
mypy==1.18.0 \\
    --hash=sha256:00
appnope==1.0.0 ; sys_platform == 'nowhere' \\
    --hash=sha256:00
"""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(5000)


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    path = tmp_path_factory.mktemp("doctor") / "gradebook.db"
    make_gradebook(path)
    return path.read_bytes()


@pytest.fixture
def machine(tmp_path, empty_gradebook):
    root, jupyter = tmp_path / "course", tmp_path / "jupyter"
    for folder in (root / "submitted", tmp_path / "exchange", tmp_path / "scratch"):
        folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG_TEXT)
    (root / "gradebook.db").write_bytes(empty_gradebook)
    (tmp_path / "lock.txt").write_text(LOCK)
    for name in ("@jupyter/nbgrader", "@jupyter-widgets/jupyterlab-manager", "anywidget"):
        (jupyter / "labextensions" / name).mkdir(parents=True)
        (jupyter / "labextensions" / name / "package.json").write_text("{}")
    (jupyter / "kernels" / "python3").mkdir(parents=True)
    (jupyter / "kernels" / "python3" / "kernel.json").write_text("{}")
    (jupyter / "jupyter_server_config.d").mkdir()
    extensions = {"nbgrader": "nbgrader.server_extensions.formgrader", "prompt": "autograder.prompt_websocket"}
    for name, extension in extensions.items():
        enabled = {"ServerApp": {"jpserver_extensions": {extension: True}}}
        (jupyter / "jupyter_server_config.d" / f"{name}.json").write_text(json.dumps(enabled))
    return Machine(
        root=root,
        cores=2,
        python=(3, 12),
        version_of=PACKAGES.get,
        requires=lambda: ["numpy>=2.0", "nbgrader>=0.9.6,<0.10", "jupytext>=1.17", "mypy>=1.18; extra == 'test'"],
        lock=tmp_path / "lock.txt",
        program=lambda name: f"/usr/bin/{name}",
        confinements={"sandlock": Keeps},
        make_gradebook=lambda path: path.write_bytes(empty_gradebook),
        can_write=lambda folder: "",
        database=lambda root: f"sqlite:///{root / 'gradebook.db'}?timeout=60",
        exchange=lambda root: tmp_path / "exchange",
        free_bytes=lambda path: 10**12,
        memory_bytes=lambda: 16 * 2**30,
        now=lambda: datetime.now(UTC),
        draw=lambda: PICTURE,
        data_folders=(jupyter,),
        config_folders=(jupyter,),
        browser=lambda: "/usr/bin/chromium",
        scratch=tmp_path / "scratch",
    )
