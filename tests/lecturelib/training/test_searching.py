import math

import pytest

from lecturelib.training import grid_search


def test_every_combination_is_tried_once_in_order():
    tried = []

    def score(**settings):
        tried.append(settings)
        return 0.0

    found = grid_search(score, {"a": [1, 2], "b": "xy"})
    assert tried == [{"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"a": 2, "b": "x"}, {"a": 2, "b": "y"}]
    assert [settings for settings, _ in found.results] == tried  # equal scores stay in order


def test_the_highest_score_is_first_and_nan_last():
    scores = {1: 0.5, 2: math.nan, 3: math.inf, 4: -math.inf, 5: 0.75}
    best, score, results = grid_search(lambda rate: scores[rate], {"rate": [1, 2, 3, 4, 5]})
    assert (best, score) == ({"rate": 3}, math.inf)
    assert [settings["rate"] for settings, _ in results] == [3, 5, 1, 4, 2]
    assert all(type(score) is float for _, score in results)


def test_an_empty_grid_is_named():
    with pytest.raises(ValueError, match=r"^grid must hold at least one name, and values for each; got no name$"):
        grid_search(lambda: 0, {})
    with pytest.raises(
        ValueError, match=r"^grid must hold at least one name, and values for each; got no values of b$"
    ):
        grid_search(lambda a, b: 0, {"a": [1], "b": []})
    with pytest.raises(ValueError, match=r"got no values of a, b$"):
        grid_search(lambda a, b: 0, {"a": [], "b": []})
