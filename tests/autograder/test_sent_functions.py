"""Functions of the grader beside student code: as arguments, and as probes of a class; here and in a sandbox."""

import numpy as np
import pytest

from autograder.engine.confinement import choose_confinement
from autograder.engine.limits import Limits
from autograder.engine.snapshot import course_snapshot
from autograder.engine.worker import WarmWorker
from autograder.sent_functions import SentFunction
from autograder.subjects import LocalSubject, SubjectRaisedError, SubjectRefusedError, SubjectStoppedError


@SentFunction
def cubes(x: np.ndarray) -> float:
    """Return the sum of the cubes."""
    return np.sum(x**3)


@SentFunction
def counted(Counter, steps):
    counter = Counter()
    for _ in range(steps):
        counter.step()
    return {"count": counter.count, "seen": np.arange(counter.count)}


@SentFunction
def an_instance(Counter):
    return Counter()


@SentFunction
def misspelt(Counter):
    return np.zeroes(2)


class Counter:
    def __init__(self):
        self.count = 0

    def step(self):
        self.count += 1


CELL = """
class Counter:
    def __init__(self):
        self.count = 0

    def step(self):
        self.count += 1


def doubled_function(function, x):
    return 2 * function(x)


def endless(function):
    while True:
        pass
"""


@pytest.fixture(scope="module")
def session():
    with (
        course_snapshot(()) as snapshot,
        WarmWorker(snapshot, choose_confinement()) as worker,
        worker.open_submission() as session,
    ):
        assert session.run_cell(CELL).status == "ok"
        yield session


@pytest.fixture(params=["here", "in a sandbox"])
def find(request):
    if request.param == "in a sandbox":
        return request.getfixturevalue("session").subject
    namespace = {}
    exec(CELL, namespace)
    return lambda name: LocalSubject(namespace[name])


def test_it_arrives_among_the_arguments_as_an_ordinary_function(find):
    subject = find("doubled_function")
    for _ in range(2):
        assert subject(cubes, np.array([1.0, 2.0])) == 18.0


def test_it_computes_with_instances_of_a_class_and_returns_plain_data(find):
    seen = find("Counter").run(counted, 3)
    assert seen["count"] == 3
    np.testing.assert_array_equal(seen["seen"], [0, 1, 2])


def test_an_instance_does_not_cross_the_border(find):
    with pytest.raises(SubjectRefusedError, match="an object of type Counter"):
        find("Counter").run(an_instance)


def test_its_error_is_told_like_any_other(find):
    with pytest.raises(SubjectRaisedError, match="AttributeError"):
        find("Counter").run(misspelt)


def test_it_is_sent_once(session, monkeypatch):
    sent = []
    ask = session._answer
    monkeypatch.setattr(session, "_answer", lambda message, *rest: sent.append(message["op"]) or ask(message, *rest))
    subject = session.subject("Counter")
    fresh = SentFunction(_two)
    for _ in range(3):
        assert subject.run(fresh) == 2
    assert sent.count("define") == 1


def _two(Counter):
    return 2


def test_ordinary_functions_stay_where_they_are(session):
    with pytest.raises(SubjectRefusedError, match="only functions of the same submission"):
        session.subject("doubled_function")(abs, 2.0)


def test_a_probe_that_never_ends_is_stopped():
    with (
        course_snapshot(()) as snapshot,
        WarmWorker(snapshot, choose_confinement(), limits=Limits(cell_seconds=1)) as worker,
        worker.open_submission() as session,
    ):
        session.run_cell(CELL)
        with pytest.raises(SubjectStoppedError, match="time"):
            session.subject("endless").run(_call_it)


@SentFunction
def _call_it(function):
    return function(2)


def test_two_draws_are_compared_by_their_text():
    assert repr(cubes) == "SentFunction(cubes)"
