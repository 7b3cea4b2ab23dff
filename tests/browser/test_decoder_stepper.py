"""The decoder stepper as a reader meets it: in JupyterLab, with the keyboard, in both themes."""

import pytest
from playwright.sync_api import expect

from tests.browser.key_presses import measure_key_presses
from tests.browser.svg_demo import SvgDemo

SETUP = """\
import numpy as np
from lecturelib.datasets import Alphabet
from lecturelib.sequence_to_sequence import encoder_decoder
from lecturelib.layers import embedding
from lecturelib.recurrent import gru

reading, writing = Alphabet(["3 May", "4 Jun"]), Alphabet(["0123456789-"])
rng = np.random.default_rng(0)


def network(symbols):
    return rng.normal(size=(symbols, 8)), rng.normal(size=(8, 96)), rng.normal(size=(32, 96)) / 3, np.zeros(96)


encoder = network(len(reading))
decoder = *network(len(writing)), rng.normal(size=(32, len(writing))), np.zeros(len(writing))


def read(texts):
    ids, mask = reading.encode(texts)
    return gru(embedding(ids, encoder[0])[0], None, encoder[1:], mask)[0][:, -1]

"""
STUB = (
    SETUP
    + """
def encoder_decoder(source, told, encoder, decoder, padding=0):
    raise NotImplementedError()
"""
)
DEMO = """\
from demos import decoder_stepper

demo = decoder_stepper(encoder_decoder, encoder, decoder, reading, writing, read, ["3 May", "4 Jun"])
demo
"""
BARS = "rect.decoder-bar, rect.decoder-best"
CONTROLS = [
    "read",
    "first state",
    "another symbol",
    "Write the likeliest",
    "Write the other symbol",
    "Take one back",
    "Start over",
]


@pytest.fixture
def open_stepper(open_lab):
    def open_it(code=SETUP, **options):
        lab = open_lab([code, DEMO], **options)
        lab.run_all()
        return SvgDemo(lab)

    return open_it


def heights(demo):
    return demo.root.evaluate(
        f"(root) => [...root.querySelectorAll('{BARS}')].map((bar) => +bar.getAttribute('height'))"
    )


def test_the_answer_is_written_with_the_keyboard(open_stepper):
    demo = open_stepper()
    best = demo.lab.ask("int(np.argmax(demo.probabilities))")
    before = heights(demo)
    demo.press("Write the likeliest")
    demo.wait_for("demo.written", [best])
    assert heights(demo) != before
    assert heights(demo) == pytest.approx([96 * p for p in demo.lab.ask("demo.probabilities")], abs=1e-6)
    demo.box("another symbol").focus()
    demo.lab.page.keyboard.press("ArrowDown")
    demo.press("Write the other symbol")
    demo.wait_for("demo.written", [best, 4])
    demo.press("Take one back")
    demo.wait_for("demo.written", [best])
    demo.press("Start over")
    demo.wait_for("demo.written", [])
    assert heights(demo) == pytest.approx(before)


def test_the_bars_are_the_softmax_of_the_readers_scores(open_stepper):
    demo = open_stepper()
    demo.press("Write the likeliest")
    demo.wait_for("len(demo.written)", 1)
    expected = demo.lab.ask("""(lambda s: (np.exp(s) / np.exp(s).sum()).tolist())(encoder_decoder(
        reading.encode(["3 May"]).ids, np.array([[1, *demo.written]]), encoder, decoder)[0][0, -1])""")
    assert [height / 96 for height in heights(demo)] == pytest.approx(expected, abs=1e-9)
    labels = demo.texts("svg > text.decoder-soft")[-len(expected) :]
    assert labels == [f"{100 * p:.0f}" for p in expected]
    demo.screenshot("decoder-stepper-light")


def test_source_and_state_answer_to_the_keyboard(open_stepper):
    demo = open_stepper()
    demo.press("Write the likeliest")
    demo.wait_for("len(demo.written)", 1)
    before = heights(demo)
    demo.box("read").focus()
    demo.lab.page.keyboard.press("ArrowDown")
    demo.wait_for("[demo.source, demo.written]", ["4 Jun", []])
    assert heights(demo) != before
    cells = "(root) => [...root.querySelectorAll('.decoder-state')].map((n) => +n.getAttribute('fill-opacity'))"
    assert max(demo.root.evaluate(cells)) > 0
    demo.box("first state").focus()
    demo.lab.page.keyboard.press("ArrowDown")
    demo.wait_for("demo.state", "zeros")
    assert set(demo.root.evaluate(cells)) == {0}


def test_a_finished_answer_takes_no_more_symbols(open_stepper):
    demo = open_stepper()
    demo.lab.tell("demo.written = [3, 4, 2]")
    demo.wait_for("demo.finished", True)
    demo.press("Write the likeliest")
    demo.press("Write the other symbol")
    demo.lab.page.wait_for_timeout(300)
    assert demo.lab.ask("demo.written") == [3, 4, 2]
    expect(demo.live).to_contain_text("The answer has ended.")


def test_a_stub_is_told_what_is_missing(open_stepper):
    demo = open_stepper(STUB)
    expect(demo.live).to_contain_text("encoder_decoder is not written yet")
    assert heights(demo) == []
    demo.press("Write the likeliest")
    assert demo.lab.ask("demo.written") == []


def test_all_controls_have_names(open_stepper):
    assert open_stepper().names_of_controls() == CONTROLS


def test_both_themes(open_stepper):
    demo = open_stepper(theme="Light")
    light = demo.colours("svg text")
    demo.lab.use_theme("Dark")
    demo.lab.page.wait_for_timeout(200)
    dark = demo.colours("svg text")
    assert light[0] == "rgb(255, 255, 255)"
    assert dark[0] not in (light[0], dark[1])
    assert dark[1] != light[1]
    demo.screenshot("decoder-stepper-dark")


def test_every_key_press_is_answered(open_stepper):
    demo = open_stepper()
    demo.wait_for("demo.written", [])
    keys = ("ArrowDown", "ArrowUp")
    measure_key_presses(demo.lab, demo.box("read"), demo.picture, "decoder_stepper", keys=keys)
