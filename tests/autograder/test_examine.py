"""Examination and report: what a student is told, and what never stands in it."""

import numpy as np
import pytest

from autograder.checks.examine import examine
from autograder.checks.render import as_html, as_text
from autograder.checks.report import Report
from autograder.exercises import find_exercise
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.subjects import LocalSubject, SubjectStoppedError


def report_on(name, function, seed=0):
    return examine(find_exercise(name), LocalSubject(function), seed)


def forward_only(x, w, b):
    from lecturelib.activations import sigmoid

    def backward(d_g):
        raise NotImplementedError

    return sigmoid(x @ w + b)[0], backward


def test_forward_points_are_earned_without_a_backward():
    report = report_on("sigmoid_neuron", forward_only)
    assert [(part.name, part.score) for part in report.parts] == [("value", 1), ("gradient", 0)]
    assert "not written yet" in report.parts[1].failure.sentences[0]


def test_a_stub_is_called_unwritten_not_wrong():
    def stub(*args):
        raise NotImplementedError

    report = report_on("threshold_neuron", stub)
    assert (report.state, report.score) == ("not written", 0)
    assert "threshold_neuron is not written yet" in as_text(report)


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (lambda x, w, b: None, "o is None (is there a return?)"),
        (lambda x, w, b: x @ w.T @ w, "ValueError"),
        (lambda x, w: x @ w, "TypeError"),
        (lambda x, w, b: object(), "an object of type object"),
        (lambda x, w, b: (n for n in x), "generator, which has not computed anything yet"),
        (lambda x, w, b: np.array([None] * len(x)), "dtype object"),
        (lambda x, w, b: np.ma.masked_array(x @ w), "MaskedArray, a special kind of array"),
        (lambda x, w, b: np.where(x @ w + b > 0, 2.0, 0.0), "o is exactly 2 times too large"),
        (lambda x, w, b: np.where(x @ w + b > 0, 1.0, 0.0)[:, None], "o has an axis of length 1 too many"),
    ],
)
def test_unnamed_errors_get_a_sentence(function, sentence):
    report = report_on("threshold_neuron", function)
    assert report.score == 0 and not report.named
    assert sentence in as_text(report)


def test_a_function_that_changes_its_inputs_is_told_so():
    def in_place(w, b, x, y):
        if (1 if x @ w + b > 0 else -1) != y:
            w += y * x
            b += y
        return w, b

    report = report_on("perceptron_update", in_place)
    assert report.score < report.points
    assert "the function changed what it was given (argument 1)" in as_text(report)


def test_other_weights_for_the_same_truth_table_are_right():
    def scaled(function, negated):
        n = len(negated)
        bias = {"or": -0.3, "and": -n + 0.9, "majority": -n / 2 - 0.1 * (n % 2 == 0)}[function]
        return 7 * np.where(negated, -1.0, 1.0), 7 * (bias + np.sum(negated))

    assert report_on("boolean_weights", scaled).score == 4
    lecture = (np.array([[2.0, -1.0], [-1.0, 2.0]]), np.array([-1.5, -1.5]), np.array([1.0, 1.0]), -0.5)
    assert report_on("xor_network", lambda: lecture).score == 2


def test_weights_of_the_wrong_shape_are_named():
    text = as_text(report_on("xor_network", lambda: (np.zeros((2, 3)), np.zeros(2), np.zeros(2), 0.0)))
    assert "W1 has shape (2, 3) where (2, 2) is expected" in text
    assert "w has shape (2, 2) where (2,) is expected" in as_text(
        report_on("boolean_weights", lambda f, n: (np.zeros((2, 2)), 0.0))
    )
    assert "must be finite" in as_text(report_on("boolean_weights", lambda f, n: (np.full(len(n), np.nan), 0.0)))
    assert "4 are expected: W1, b1, w2, b2" in as_text(report_on("xor_network", lambda: (1.0, 2.0)))


def test_an_infinite_value_is_not_taken_for_a_finite_one():
    """Two mistakes fail on the same case, one with infinity and one with a number: each keeps its name."""
    exercise = find_exercise("binary_cross_entropy_with_logits")
    mistakes = {wrong.name: wrong.function for wrong in exercise.wrong_answers}
    for name in ("lets exp overflow", "clips the probability"):
        assert report_on(exercise.name, mistakes[name]).named == (name,)


def test_an_answer_in_which_a_value_is_missing_is_wrong_and_no_fault_of_ours():
    def observe(subject, case):
        return dict(subject(*case.args))

    part = Part("value", 1, lambda rng: [Case("the only one", ())], observe)
    whole, half = {"y": np.ones(2), "d_x": np.ones(2)}, {"y": np.ones(2)}
    exercise = Exercise("two_values", "0.1", lambda: whole, (part,), (WrongAnswer(lambda: {}, "nothing is returned"),))
    report = examine(exercise, LocalSubject(lambda: half), 0)
    assert report.score == 0
    assert "d_x is None" in as_text(report)


def test_the_same_seed_gives_the_same_report_and_another_seed_other_cases():
    seen = []

    def spy(x, w, b):
        seen.append(x.copy())
        return np.zeros(len(x))

    first, second = report_on("threshold_neuron", spy), report_on("threshold_neuron", spy)
    assert first == second
    count = len(seen) // 2
    report_on("threshold_neuron", spy, seed=1)
    assert np.array_equal(seen[0], seen[count])
    assert not np.array_equal(seen[0], seen[-count])


def test_a_process_that_stops_ends_the_examination_with_its_reason():
    def stopped(*args, **kwargs):
        raise SubjectStoppedError("time: ran longer than 5 s")

    report = examine(find_exercise("threshold_neuron"), stopped, 0)
    assert (report.state, report.score) == ("stopped", 0)
    assert "time: ran longer than 5 s" in report.note


def test_a_report_survives_json():
    import json

    for function in (forward_only, lambda x, w, b: (x @ w, lambda d: (d, d, d))):
        report = report_on("sigmoid_neuron", function)
        assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


def test_html_names_the_mistake_shows_a_picture_and_escapes_what_students_write():
    def wrong(x, w, b):
        raise ValueError("<script>alert(1)</script>")

    html = as_html(report_on("threshold_neuron", wrong))
    assert "&lt;script&gt;" in html and "<script" not in html
    html = as_html(report_on("sigmoid_neuron", find_exercise("sigmoid_neuron").wrong_answers[2].function))
    assert "<svg" in html and "The slope of the sigmoid is taken to be g" in html


def test_no_report_holds_an_expected_answer():
    """The numbers of the reference, to six digits, stand in no report on any wrong answer."""
    exercise = find_exercise("train_sigmoid_neuron")
    reference = LocalSubject(exercise.reference)
    case = exercise.parts[0].draw_cases(np.random.default_rng(0))[0]
    numbers = {f"{abs(value):.6g}"[:7] for output in reference(*case.args, **case.kwargs) for value in np.ravel(output)}
    for wrong in exercise.wrong_answers:
        text = as_text(examine(exercise, LocalSubject(wrong.function), 0))
        assert not [number for number in numbers if len(number) > 5 and number in text]


def test_warnings_of_numpy_are_left_out_and_strict_parts_see_the_overflow():
    def sigmoid(a):
        g = 1 / (1 + np.exp(-a))
        return g, lambda d_g: d_g * g * (1 - g)

    report = report_on("sigmoid", sigmoid)  # warnings are errors in these tests
    assert report.named == ("overflows for large negative sums",)
    assert [part.score for part in report.parts] == [1, 1, 0]
    assert "FloatingPointError: overflow" in as_text(report)
