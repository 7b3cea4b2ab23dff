import ast

import pytest

from autograder.course.course import CourseError
from autograder.course.declared_name import (
    names_in_script,
    parsed_arguments,
    reference_in_lecturelib,
    require_name,
    typed,
)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("HuberLoss", "in small letters and underscores such as huber_loss; got 'HuberLoss'"),
        ("huber-loss", "got 'huber-loss'"),
        ("../huber", "got '../huber'"),
        ("_huber", "got '_huber'"),
        ("", "got ''"),
        ("[/bold]", "got '[/bold]'"),
        ("x" * 61, "in small letters"),
        ("été", "in small letters"),
        ("lambda", "is a word of Python itself"),
        ("sum", "is a word of Python itself"),
        ("softmax", "is taken: it is exercise 3.3"),
    ],
)
def test_names_that_no_exercise_may_have(name, sentence):
    with pytest.raises(CourseError) as refused:
        require_name(name, {"softmax": "it is exercise 3.3"})
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_good_name_is_not_refused():
    require_name("huber_loss", {"softmax": "taken"})
    require_name("encoder_8_3_8", {})


def test_names_of_a_script_are_taken(tmp_path):
    script = tmp_path / "03-losses.py"
    script.write_text(
        "import numpy as np\nfrom demos import explorer as shown\n\n\ndef helper():\n    inner = 1\n\n\n"
        'a, b = 1, 2\n\n# %% [markdown] written="the-floor" points=4\n# Why?\n'
    )
    assert names_in_script(script) == {
        "np": "03-losses.py imports it",
        "shown": "03-losses.py imports it",
        "helper": "03-losses.py defines it",
        "a": "03-losses.py uses it as a variable",
        "b": "03-losses.py uses it as a variable",
        "the-floor": "a written question is so called",
    }


@pytest.mark.parametrize(
    ("signature", "annotated"),
    [
        ("x", "x: Any"),
        ("x, delta=1.0", "x: Any, delta: Any = 1.0"),
        ("a, b='mean', c=(1, 2)", 'a: Any, b: Any = "mean", c: Any = (1, 2)'),
    ],
)
def test_arguments_get_the_annotation_any(signature, annotated):
    arguments = parsed_arguments(signature)
    assert typed(arguments) == annotated
    assert ast.unparse(arguments).replace(" ", "") == signature.replace(" ", "")


@pytest.mark.parametrize(
    "signature", ["x, *rest", "**options", "x: int", "x=open('f')", "x): pass\ndef g(y", "1", "x,,", "", "*, x", "x\0"]
)
def test_other_signatures_are_refused_in_a_sentence(signature):
    with pytest.raises(CourseError, match="--signature takes names and plain defaults"):
        parsed_arguments(signature)


def test_functions_of_lecturelib_are_found_where_they_are_imported_from():
    assert reference_in_lecturelib("cross_entropy") == ("lecturelib.losses", "p, q")
    assert reference_in_lecturelib("huber_loss") is None
    assert reference_in_lecturelib("require_shape")[0] == "lecturelib.arguments"
