import pytest

from autograder.engine.ended import OFF_SCRIPT, reason_of


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ({"how": "died", "code": 0}, "the process ended itself (exit code 0)"),
        ({"how": "died", "code": -9}, "used up its memory or its processor time"),
        ({"how": "died", "code": -11}, "the process crashed (signal 11)"),
        ({"how": "hung up"}, "closed its connection"),
        ({"how": "died", "code": "0"}, OFF_SCRIPT),
        ("died", OFF_SCRIPT),
    ],
)
def test_every_end_has_a_sentence(ended, words):
    assert words in reason_of(ended)
