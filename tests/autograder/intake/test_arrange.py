import pytest

from autograder.intake.arrange import arrange
from autograder.intake.staging import Staged

LESSON, LESSONS = "01-neurons", ["01-neurons", "02-multilayer-perceptrons"]


def files(tmp_path, *names):
    """Staged files; a name may be (name, order, modified)."""
    made = []
    for number, name in enumerate(names):
        name, order, modified = (name, 0.0, 0.0) if isinstance(name, str) else name
        path = tmp_path / str(number)
        path.write_text(f"content of {name} {number}")
        inner = " > " in name
        made.append(
            Staged(name, tuple(name.replace(" > ", "/").split("/")), path, str(number), (order, modified), inner)
        )
    return made


def arranged(tmp_path, *names, **options):
    made = arrange(LESSON, files(tmp_path, *names), LESSONS, **options)
    return {"/".join(path): staged.name for path, staged in made.files}, " ".join(made.notes + made.remarks)


@pytest.mark.parametrize(
    ("names", "chosen", "words"),
    [
        (["01-neurons.ipynb"], "01-neurons.ipynb", ""),
        (["my work.ipynb", "data.csv"], "my work.ipynb", "was called my work.ipynb"),
        (["a/b/My Work.IPYNB"], "a/b/My Work.IPYNB", "was called a/b/My Work.IPYNB"),
        (["01-neurons.ipynb", "01-neurons-1.ipynb"], "01-neurons-1.ipynb", "Of 2 versions"),
        (["01-neurons-2.ipynb", "01-neurons-10.ipynb"], "01-neurons-10.ipynb", "Of 2 versions"),
        (["x (1).ipynb", "x (2).ipynb", "x.ipynb"], "x (2).ipynb", "Of 3 versions"),
        ([("01-neurons.ipynb", 9, 0), ("01-neurons-1.ipynb", 8, 0)], "01-neurons.ipynb", "Of 2 versions"),
        ([("a/01-neurons.ipynb", 0, 5), ("b/01-neurons.ipynb", 0, 6)], "b/01-neurons.ipynb", "Of 2 versions"),
        (["01-Neurons.ipynb", "scratch.ipynb"], "01-Neurons.ipynb", ""),
        (["work.zip > 01-neurons.ipynb"], "work.zip > 01-neurons.ipynb", "was called"),
        (["x.ipynb", "work.zip > 01-neurons.ipynb"], "work.zip > 01-neurons.ipynb", "was called"),
        (["01-neurons.ipynb", "work.zip > 01-neurons.ipynb"], "01-neurons.ipynb", "Of 2 versions"),
        (["x.ipynb", ".ipynb_checkpoints/x-checkpoint.ipynb"], "x.ipynb", "was called"),
        ([".ipynb_checkpoints/x-checkpoint.ipynb"], ".ipynb_checkpoints/x-checkpoint.ipynb", "was called"),
        (["02-multilayer-perceptrons.ipynb"], "02-multilayer-perceptrons.ipynb", "like another lesson"),
        (["02-multilayer-perceptrons.ipynb", "x.ipynb"], "x.ipynb", "was called x.ipynb"),
    ],
)
def test_the_notebook(tmp_path, names, chosen, words):
    placed, notes = arranged(tmp_path, *names)
    assert placed["01-neurons.ipynb"] == chosen
    assert words in notes
    assert len(placed) == len(names)


@pytest.mark.parametrize("names", [["part-1.ipynb", "part-2.ipynb"], ["a.ipynb", "sub/b.ipynb"]])
def test_grading_chooses_between_notebooks_of_different_names(tmp_path, names):
    placed, notes = arranged(tmp_path, *names)
    assert set(placed) == {name.rpartition("/")[2] for name in names}
    assert "There are 2 notebooks" in notes


def test_rivals_do_not_include_earlier_versions(tmp_path):
    placed, _ = arranged(tmp_path, "a.ipynb", "a (1).ipynb", "b.ipynb")
    assert set(placed) == {"earlier/a.ipynb", "a (1).ipynb", "b.ipynb"}


def test_an_earlier_version_lies_beside_the_notebook(tmp_path):
    placed, _ = arranged(tmp_path, "01-neurons.ipynb", "01-neurons-1.ipynb")
    assert placed == {"01-neurons.ipynb": "01-neurons-1.ipynb", "01-neurons.earlier.ipynb": "01-neurons.ipynb"}


def test_no_notebook(tmp_path):
    placed, notes = arranged(tmp_path, "answer.pdf", ".ipynb")
    assert set(placed) == {"answer.pdf", ".ipynb"}
    assert "no notebook" in notes


def test_a_student_does_not_write_the_time_of_handing_in(tmp_path):
    placed, notes = arranged(tmp_path, "01-neurons.ipynb", "timestamp.txt")
    assert set(placed) == {"01-neurons.ipynb", "timestamp-2.txt"}
    assert "was renamed" in notes
    placed, notes = arranged(tmp_path, "01-neurons.ipynb", "timestamp.txt", own_timestamp=True)
    assert set(placed) == {"01-neurons.ipynb", "timestamp.txt"}
    assert notes == ""


def test_names_that_meet(tmp_path):
    placed, _ = arranged(tmp_path, "x.ipynb", "01-neurons.ipynb/data.csv", "A.txt", "a.txt")
    assert sorted(placed.values()) == ["01-neurons.ipynb/data.csv", "A.txt", "a.txt", "x.ipynb"]
    assert placed["01-neurons.ipynb"] == "x.ipynb"


def test_what_is_there_twice_is_kept_once(tmp_path):
    one, *_ = files(tmp_path, "x.ipynb")
    made = arrange(LESSON, [one, one], LESSONS)
    assert len(made.files) == 1
    assert "twice, with the same content" in made.remarks[0]
