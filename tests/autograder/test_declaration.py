import pytest

from autograder.exercises.declaration import WrongAnswer


def fires_at_the_threshold():
    pass


class FiresAtTheThreshold:
    pass


class DropsATermOfIt:
    pass


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (fires_at_the_threshold, "fires at the threshold"),
        (FiresAtTheThreshold, "fires at the threshold"),
        (DropsATermOfIt, "drops a term of it"),
    ],
)
def test_a_wrong_answer_is_called_by_its_name_in_words(function, name):
    assert WrongAnswer(function, "…").name == name
