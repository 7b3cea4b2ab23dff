import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from autograder.engine.outputs import MAX_TOTAL, error_output, valid_outputs

STREAM = {"output_type": "stream", "name": "stdout", "text": "hi\n"}
RICH = {
    "output_type": "display_data",
    "data": {"text/plain": "x", "application/json": {"a": [1, None]}},
    "metadata": {},
}
RESULT = {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 1}
ERROR = {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["a", "b"]}


def validate(outputs):
    cell = new_code_cell("", outputs=outputs, execution_count=1)
    nbformat.validate(new_notebook(cells=[cell]))


def test_honest_outputs_pass_unchanged():
    honest = [STREAM, RICH, RESULT, ERROR]
    assert valid_outputs(honest) == honest
    validate(valid_outputs(honest))
    validate([error_output("Stopped", "time: ran longer than 30 s")])


@pytest.mark.parametrize(
    "claimed",
    [
        None,
        "text",
        [None],
        [[STREAM]],
        [{**STREAM, "name": "stdlog"}],
        [{**STREAM, "text": ["a"]}],
        [{**STREAM, "text": b"a"}],
        [{"output_type": "stream", "name": "stdout"}],
        [{**ERROR, "traceback": "a"}],
        [{**ERROR, "traceback": [1]}],
        [{**ERROR, "ename": None}],
        [{**RICH, "data": {"text/plain": 3}}],
        [{**RICH, "data": {"image/png": b"x"}}],
        [{**RICH, "data": {"text/latex": {"a": "b"}}}],
        [{**RICH, "data": {"application/json": float("nan")}}],
        [{**RICH, "data": {1: "x"}}],
        [{**RICH, "data": None}],
        [{**RICH, "metadata": None}],
        [{"output_type": "script", "text": "x"}],
        [{"output_type": ["stream"]}],
    ],
    ids=repr,
)
def test_dishonest_outputs_are_left_out(claimed):
    assert valid_outputs(claimed) == []


def test_odd_names_of_types_are_left_out_and_extra_fields_too():
    claimed = [{**RICH, "data": {"text/plain": "x", "../../x": "y", "text/pl\nain": "z"}, "extra": 1}]
    assert valid_outputs(claimed) == [{**RICH, "data": {"text/plain": "x"}}]
    assert valid_outputs([{**RESULT, "execution_count": "1"}])[0]["execution_count"] is None


def test_total_size_and_number_are_bounded():
    large = {**STREAM, "text": "x" * (MAX_TOTAL // 2)}
    first, cut = valid_outputs([large] * 5)
    assert (first, "output was cut" in cut["text"]) == (large, True)
    assert len(valid_outputs([STREAM] * 10**5)) < 2000
    assert "output was cut" in valid_outputs([STREAM], room=3)[0]["text"]


@pytest.mark.parametrize(
    ("mime", "value"),
    [
        ("text/html", "<script>raiseMyScore()</script>"),
        ("application/javascript", "raiseMyScore()"),
        ("text/markdown", "**bold** <img src=x onerror=raiseMyScore()>"),
        ("text/vnd.mermaid", "<img src=x onerror=raiseMyScore()>"),
        ("text/x-made-up", "<script>"),
        ("application/xhtml+xml", "<script>"),
    ],
)
def test_nothing_stays_that_a_browser_would_run(mime, value):
    shown = valid_outputs([{**RICH, "data": {mime: value}}])
    assert "raiseMyScore" not in str(shown) and "<script>" not in str(shown)
    assert shown[0]["data"] == {"text/plain": "[HTML and scripts of a submission are not kept]"}
    both = valid_outputs([{**RICH, "data": {"text/plain": "a table", mime: value}}])
    assert both[0]["data"] == {"text/plain": "a table"}


def test_pictures_formulas_and_widgets_stay():
    data = {
        "image/png": "iVBO",
        "image/svg+xml": "<svg/>",
        "text/latex": "$a<b$",
        "text/markdown": "*emphasis*",
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
    }
    assert valid_outputs([{**RICH, "data": data}]) == [{**RICH, "data": data}]


def test_nesting_is_bounded():
    deep: object = 0
    for _ in range(500):
        deep = [deep]
    assert valid_outputs([{**RICH, "metadata": {"deep": deep}}]) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    max_leaves=6,
)
fields = {
    "output_type": st.sampled_from(["stream", "display_data", "execute_result", "error", "x"]) | anything,
    "name": st.sampled_from(["stdout", "stderr"]) | anything,
    "text": anything,
    "data": st.dictionaries(st.sampled_from(["text/plain", "image/png", "application/json"]), anything, max_size=2)
    | anything,
    "metadata": anything,
    "ename": anything,
    "evalue": anything,
    "traceback": anything,
    "execution_count": anything,
}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.fixed_dictionaries({}, optional=fields), max_size=3))
def test_whatever_comes_out_is_valid(claimed):
    validate(valid_outputs(claimed))


def test_of_what_is_said_about_pictures_their_size_stays():
    """Templates put a picture's width into the page without quotes around it."""
    attack = {"width": "1 onload=raiseMyScore()", "height": 40, "alt": "x", "unconfined": True}
    picture = {
        "output_type": "display_data",
        "data": {"image/png": "iVBORw0KGgo=", "text/plain": "a figure"},
        "metadata": {"image/png": attack, "text/html": {"isolated": True}, "needs_background": "light"},
    }
    assert valid_outputs([picture])[0]["metadata"] == {"image/png": {"height": 40}}
    for size in (0, -3, 10**6, True, 2.5, None):
        attack["height"] = size
        assert valid_outputs([picture])[0]["metadata"] == {"image/png": {}}
    picture["metadata"]["image/png"] = "width"
    assert valid_outputs([picture])[0]["metadata"] == {"image/png": {}}
