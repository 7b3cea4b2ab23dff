import subprocess
import sys
from pathlib import Path

import pytest

from autograder.engine import readable, snapshot
from autograder.engine.snapshot import build_snapshot, course_snapshot


@pytest.fixture
def library(tmp_path):
    """A library with a reference in it, as files."""
    package = tmp_path / "course" / "lecturelib"
    (package / "deep" / "inner").mkdir(parents=True)
    (package / "__pycache__").mkdir()
    for name in ("__init__", "neurons", "gradients", "deep/__init__", "deep/cells", "deep/inner/__init__"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n")
    (package / "__pycache__" / "neurons.cpython-311.pyc").write_text("NAME")
    (package / "picture.css").write_text("css")
    return package


def files_in(directory):
    return {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}


def test_what_is_withheld_is_not_there(library):
    with course_snapshot({"lecturelib.neurons", "lecturelib.deep.inner"}, {"lecturelib": library}) as made:
        assert files_in(made.root / "course" / "lecturelib") == {
            "__init__.py",
            "gradients.py",
            "deep/__init__.py",
            "deep/cells.py",
            "picture.css",
        }
    assert not made.root.exists()


def test_the_evidence_is_withheld_always(library):
    for name in ("evidence/neurons", "witnesses/trial", "verify/__main__"):
        (library / name).parent.mkdir()
        (library / f"{name}.py").write_text("def forward(): ...\n")
    with course_snapshot([], {"lecturelib": library}) as made:
        found = files_in(made.root / "course" / "lecturelib")
        assert "neurons.py" in found
        assert not [name for name in found if name.startswith(("evidence", "witnesses", "verify"))]


def test_another_copy_of_the_course_is_hidden(library, tmp_path, monkeypatch):
    packages = tmp_path / "prefix" / "lib" / "python3.11" / "site-packages"
    for name in ("lecturelib", "numpy"):
        (packages / name).mkdir(parents=True)
        (packages / name / "__init__.py").write_text("")
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "prefix"))
    made = build_snapshot(tmp_path / "made", [], {"lecturelib": library})
    assert covers(made.readable, packages / "numpy" / "__init__.py")
    assert not covers(made.readable, packages / "lecturelib" / "__init__.py")


def test_without_anything_withheld_it_is_there(library):
    with course_snapshot([], {"lecturelib": library}) as made:
        assert (made.root / "course" / "lecturelib" / "neurons.py").read_text() == "NAME = 'neurons'\n"


@pytest.mark.parametrize("name", ["lecturelib.nuerons", "lecturelib", "other.neurons", "neurons", ""])
def test_a_misspelt_name_is_an_error(library, tmp_path, name):
    with pytest.raises(ValueError, match="to withhold"):
        build_snapshot(tmp_path / "snapshot", [name], {"lecturelib": library})


def test_the_sandbox_has_the_stub_and_the_runtime_but_no_engine(library, tmp_path):
    made = build_snapshot(tmp_path / "made", [], {"lecturelib": library})
    runtime = made.root / "course" / "autograder"
    assert "def check" in (runtime / "__init__.py").read_text()
    assert {path.name for path in runtime.iterdir()} == {"__init__.py", "confined"}
    assert "worker.py" in files_in(runtime / "confined")
    assert not any("course_stub" in name or "__pycache__" in name for name in files_in(made.root))
    # It must import there alone: whatever it needs of the course besides itself would be missing.
    source = (
        "import sys; sys.path[:0] = [sys.argv[1] + '/course']; sys.path.append(sys.argv[1] + '/site')\n"
        "import autograder.confined.worker, autograder\n"
        "assert autograder.check('x', None) is None\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'autograder', 'lecturelib', 'demos', 'nbgrader'}))\n"
        "print([m for m in sys.modules if m.startswith('autograder.') and not m.startswith('autograder.confined')])"
    )
    command = [sys.executable, "-I", "-S", "-B", "-c", source, str(made.root)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "['autograder']\n[]\n", done.stderr


def test_the_courses_own_packages_are_not_linked_from_site_packages(library, tmp_path, monkeypatch):
    site = tmp_path / "venv" / "lib" / "site-packages"
    for name in ("lecturelib", "autograder", "numpy", "numpy.libs", "deep_learning-0.1.dist-info", "__pycache__"):
        (site / name).mkdir(parents=True)
    for name in ("six.py", "course.pth", "__editable__course.py", "solutions.py"):
        (site / name).write_text("")
    monkeypatch.setattr(sys, "path", [str(site)])
    made = build_snapshot(tmp_path / "made", [], {"lecturelib": library})
    linked = {path.name for path in (made.root / "site").iterdir()}
    assert linked == {"numpy", "numpy.libs", "six.py", "deep_learning-0.1.dist-info"}


def test_an_installed_course_is_hidden_entry_by_entry(tmp_path, monkeypatch):
    site = tmp_path / "venv" / "lib" / "site-packages"
    for name in ("lecturelib", "autograder", "numpy"):
        (site / name).mkdir(parents=True)
        (site / name / "__init__.py").write_text("")
    monkeypatch.setattr(sys, "path", [str(site)])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    made = build_snapshot(tmp_path / "made", [], {"lecturelib": site / "lecturelib"}, hidden=[site / "autograder"])
    assert covers(made.readable, site / "numpy" / "__init__.py")
    assert not covers(made.readable, site / "lecturelib" / "__init__.py")
    assert not covers(made.readable, site / "autograder" / "__init__.py")


def covers(paths, path):
    return any(path == root or root in path.parents for root in paths)


def test_the_course_is_unreadable_and_the_interpreter_is_not(library):
    with course_snapshot([], {"lecturelib": library}) as made:
        here = Path(snapshot.__file__).resolve()
        assert not covers(made.readable, here)
        assert not covers(made.readable, Path(__file__).resolve())
        assert not covers(made.readable, library)
        assert not covers(made.readable, Path.home() / ".bashrc")
        for secret in ("/etc/passwd", "/etc/shadow", "/proc/1/environ", "/dev/shm", "/root/x", "/home/x", "/var/x"):
            assert not covers(made.readable, Path(secret))
        assert covers(made.readable, Path(sys.executable).resolve())
        assert covers(made.readable, Path(pytest.__file__).resolve())
        assert covers(made.readable, made.root / "start.py")


def test_paths_without_secrets(tmp_path):
    for path in ("a/b/secret", "a/b/open", "a/c", "d/inside/venv"):
        (tmp_path / path).mkdir(parents=True)
    roots = [tmp_path / "a", tmp_path / "d" / "inside" / "venv", tmp_path / "missing"]
    hidden = [tmp_path / "a" / "b" / "secret", tmp_path / "d"]
    found = {str(path.relative_to(tmp_path.resolve())) for path in readable.without(roots, hidden)}
    assert found == {"a/b/open", "a/c", "d/inside/venv"}
    assert readable.without([tmp_path / "a"], [tmp_path / "a"]) == []
    assert readable.without([tmp_path / "a"], []) == [tmp_path.resolve() / "a"]
