"""What can be asked ahead is asked in one message, in the order of the cases, and seen as if asked one by one."""

import numpy as np
import pytest

from autograder.checks import asked_ahead as module
from autograder.checks.asked_ahead import NotedSubject, asked_ahead
from autograder.checks.examine import examine
from autograder.checks.known_answers import KnownAnswers
from autograder.checks.observers import error_raised, gradients, returned, value_of_pair
from autograder.confined import frames
from autograder.confined.calls import Callables
from autograder.confined.plain_data import from_wire
from autograder.exercises import LESSONS, find_exercise
from autograder.exercises.declaration import Case
from autograder.sent_functions import SentFunction
from autograder.subjects import AsksAhead, LocalSubject, SubjectStoppedError, _Kept, value_of_answer


class Far(LocalSubject):
    """A function of this process that answers as one in a sandbox: several calls a message, some left undone."""

    def __init__(self, function, most=100):
        self.messages, self.single, self.most = [], 0, most
        self.kept = Callables()
        super().__init__(function, self.kept)

    def __call__(self, *args, **kwargs):
        self.single += 1
        return super().__call__(*args, **kwargs)

    def ask_ahead(self, calls):
        self.messages.append(len(calls))
        return [self.kept.call(0, *frames.unpacked(call)) for call in calls[: self.most]]

    def value_of(self, answer):
        return value_of_answer(answer, lambda number: _Kept(self.kept, number))


def seen(observe, case, function):
    subject = NotedSubject(function)
    observe(subject, case)
    return subject.only_call


def square(x):
    return x * x, lambda d_y: 2 * x * d_y


CASE = Case("a case", (np.arange(3.0),), incoming=np.ones(3))


def test_one_call_is_told_ahead_and_several_are_not():
    args, kwargs = (from_wire(each, None) for each in frames.unpacked(seen(value_of_pair("y"), CASE, square)))
    assert args[0].tolist() == [0.0, 1.0, 2.0]
    assert kwargs == {}
    assert seen(returned("y", "backward"), CASE, square) is not None
    # backward is called, and would find the state of a later case's call if that came before.
    assert seen(gradients("d_x"), CASE, square) is None
    assert seen(error_raised, Case("a case", (np.ones(2),), {"x": 1}), square) is not None


def test_what_the_arguments_cannot_tell_is_not_asked_ahead():
    @SentFunction
    def cubes(x):
        return x**3

    def applied(subject, case):
        return {"y": subject(cubes, 2.0)}

    def probed(subject, case):
        return {"y": subject.run(cubes_of)}

    @SentFunction
    def cubes_of(function):
        return function(2.0)[0] ** 3

    assert seen(applied, CASE, lambda function, x: function(x)) is None
    assert seen(probed, CASE, square) is None
    assert seen(lambda subject, case: {"y": 1}, CASE, square) is None


@pytest.mark.parametrize("most", [100, 2, 1])
def test_calls_come_in_their_order_in_as_few_messages_as_can_be(most):
    exercise = find_exercise("threshold_neuron")
    [part] = exercise.parts
    cases = len(KnownAnswers(exercise, 7).cases(part))
    order = []

    def noting(x, w, b):
        order.append(x.shape)
        return exercise.reference(x, w, b)

    far = Far(noting, most)
    assert isinstance(far, AsksAhead)
    assert examine(exercise, far, 7).to_json() == examine(exercise, LocalSubject(exercise.reference), 7).to_json()
    assert far.single == 0
    assert order == [case.args[0].shape for case in KnownAnswers(exercise, 7).cases(part)]
    assert far.messages == list(range(cases, 0, -most))


def test_what_is_not_answered_ahead_is_asked_by_itself():
    exercise = find_exercise("threshold_neuron")
    far = Far(exercise.reference, most=0)
    assert examine(exercise, far, 7).score == exercise.points
    assert far.single == len(KnownAnswers(exercise, 7).cases(exercise.parts[0]))


def test_an_observer_that_goes_on_calling_is_answered():
    far = Far(square)
    [subject] = asked_ahead(far, lambda: [seen(value_of_pair("y"), CASE, square)], 1)
    assert value_of_pair("y")(subject, CASE)["y"].tolist() == [0.0, 1.0, 4.0]
    assert far.single == 0
    assert value_of_pair("y")(subject, Case("another", (np.array([3.0]),)))["y"].tolist() == [9.0]
    assert far.single == 1


def test_long_arguments_are_told_in_several_messages(monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 500)
    calls = [frames.packed([{"t": "tuple", "v": [bytes(200)]}, {"t": "dict", "v": []}])] * 3 + [bytes(900)]
    assert [len(module._first_of(calls[start:])) for start in range(4)] == [2, 2, 1, 1]


def test_whoever_stops_while_asked_ahead_has_stopped_the_examination():
    class Stopping(Far):
        def ask_ahead(self, calls):
            raise SubjectStoppedError("time: ran longer than 10 s")

    report = examine(find_exercise("threshold_neuron"), Stopping(square), 7)
    assert (report.state, report.score) == ("stopped", 0)
    assert "ran longer than 10 s" in report.note


@pytest.mark.parametrize("exercise", LESSONS["01-neurons"].exercises, ids=lambda each: each.name)
def test_reports_are_the_same_either_way(exercise):
    for function in (exercise.reference, *(wrong.function for wrong in exercise.wrong_answers)):
        near, far = LocalSubject(function), Far(function)
        assert examine(exercise, far, 11).to_json() == examine(exercise, near, 11).to_json()
