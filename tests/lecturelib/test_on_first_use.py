"""The packages that load their names when they are first used: every name loads, and no other."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import lecturelib
from lecturelib import evidence
from lecturelib.on_first_use import names_on_first_use

LIBRARY = Path(lecturelib.__file__).parent
PACKAGES = [
    f"lecturelib.{path.parent.name}"
    for path in sorted(LIBRARY.glob("*/__init__.py"))
    if "names_on_first_use" in path.read_text(encoding="utf-8")
]


def imports_for_type_checkers(package):
    """Return the pairs of a module and a name that a package imports for type checkers alone."""
    tree = ast.parse(Path(package.__file__).read_text(encoding="utf-8"))
    (told,) = [node for node in tree.body if isinstance(node, ast.If)]
    return [(node.module, alias) for node in told.body for alias in node.names]


def home_of(name, package):
    (home,) = [home for home, alias in imports_for_type_checkers(package) if alias.name == name]
    return importlib.import_module(home)


def test_the_packages_are_found():
    assert {"lecturelib.activations", "lecturelib.datasets", "lecturelib.layers", "lecturelib.networks"} <= set(
        PACKAGES
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_loads_from_a_file_of_the_package(package, monkeypatch):
    module = importlib.import_module(package)
    for name in module.__all__:
        monkeypatch.delitem(vars(module), name, raising=False)
        value = getattr(module, name)
        home = home_of(name, module)
        constant = not callable(value) or value.__module__ == "typing"  # such as a name for a type
        assert home.__name__.startswith(f"{package}.")
        assert vars(home)[name] is value
        assert constant or (value.__name__, value.__module__) == (name, home.__name__)
        assert vars(module)[name] is value
    assert set(module.__all__) <= set(dir(module))
    assert "__doc__" in dir(module)


@pytest.mark.parametrize("package", PACKAGES)
def test_other_names_are_a_sentence(package):
    names = ", ".join(importlib.import_module(package).__all__)
    with pytest.raises(AttributeError, match=rf"^{package} has no 'nonsense'; it has {names}$"):
        getattr(importlib.import_module(package), "non" + "sense")


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_are_told_the_same_names(package):
    module = importlib.import_module(package)
    told = imports_for_type_checkers(module)
    assert [alias.asname for _, alias in told] == [alias.name for _, alias in told]
    assert sorted(alias.name for _, alias in told) == sorted(module.__all__)
    for home, alias in told:
        assert getattr(module, alias.name) is vars(importlib.import_module(home))[alias.name]


def test_every_name_has_evidence():
    proven = {claim.operation for claim in evidence.ALL_EVIDENCE}
    networks = importlib.import_module("lecturelib.networks")
    assert {f"networks.{name}" for name in networks.__all__} <= proven


def test_a_layer_needs_only_what_it_is_made_of():
    script = (
        "import sys\n"
        "from lecturelib.networks import Activation, Layer, Sequential\n"
        "assert 'lecturelib.layers' not in sys.modules\n"
        "from lecturelib.networks import Affine\n"
        "assert 'lecturelib.layers.dropping' not in sys.modules\n"
        "assert 'lecturelib.convolution' not in sys.modules\n"
        "assert 'lecturelib.recurrent' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_digits_need_no_entropy():
    """Lesson 03 asks for entropy and looks at digits."""
    script = (
        "import sys\nfrom lecturelib.datasets import digits\nassert 'lecturelib.datasets.corpora' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_activations_need_no_softmax():
    """Lesson 03 asks for softmax and uses sigmoid."""
    script = (
        "import sys\nfrom lecturelib.activations import sigmoid\n"
        "assert 'lecturelib.activations.normalising' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.fixture
def package(monkeypatch):
    """Return a package of two modules, found under its name, and its names."""
    package = ModuleType("fruit")
    monkeypatch.setitem(sys.modules, "fruit", package)
    for name, held in (("stone", {"plum": 1, "cherry": 2}), ("seed", {"apple": 3})):
        module = ModuleType(f"fruit.{name}")
        vars(module).update(held)
        monkeypatch.setitem(sys.modules, f"fruit.{name}", module)
    return package, names_on_first_use("fruit", {"stone": ("plum", "cherry"), "seed": ("apple",)})


def test_a_name_is_found_in_its_module_and_kept(package):
    fruit, (load, _, names) = package
    assert names == ["apple", "cherry", "plum"]
    assert load("cherry") == 2
    assert vars(fruit)["cherry"] == 2
    assert "apple" not in vars(fruit)


def test_the_directory_has_what_is_loaded_and_what_is_not(package):
    fruit, (_, directory, _) = package
    fruit.basket = None
    assert {"basket", "apple", "cherry", "plum"} <= set(directory())
    assert directory() == sorted(directory())


def test_a_name_of_no_module_is_answered_with_those_there_are(package):
    _, (load, _, _) = package
    with pytest.raises(AttributeError, match=r"^fruit has no 'pear'; it has apple, cherry, plum$"):
        load("pear")
