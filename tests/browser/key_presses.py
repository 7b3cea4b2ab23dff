"""From a key press to a frame with the answer: what ``python -m benchmarks demos`` prints. No test asserts a time."""

import os
import statistics

# Enough to see that each is answered; `python -m benchmarks demos` asks for more.
PRESSES = int(os.environ.get("KEY_PRESSES", "6"))

# The description of a demo's picture is written with each answer, in the call that draws it.
LISTEN = """(picture, answer) => {
    window.delays = [];
    let pressed = 0;
    document.addEventListener('keydown', () => (pressed = performance.now()), true);
    const note = () => requestAnimationFrame(() => window.delays.push(performance.now() - pressed));
    new MutationObserver(() => picture.getAttribute('aria-label').includes(answer) && note())
        .observe(picture, {attributeFilter: ['aria-label']});
}"""


def measure_key_presses(lab, control, picture, name, keys=("ArrowLeft", "ArrowRight"), presses=PRESSES, answer=""):
    """Press keys on a control of a demo, wait for each answer, and print the median delay under the demo's name.

    `picture` is the locator of the demo's picture, whose ``aria-label`` must change with every press. Where it changes
    without a press too, the words in `answer` are only in the label that answers one.
    """
    control.focus()
    picture.evaluate(LISTEN, answer)
    for count in range(presses):
        before = picture.get_attribute("aria-label")
        lab.page.keyboard.press(keys[count % len(keys)])
        lab.page.wait_for_function(f"window.delays.length > {count}")
        assert picture.get_attribute("aria-label") != before
        lab.page.wait_for_timeout(100)  # single presses: a key held down is limited by its repeat rate
    delays = lab.page.evaluate("window.delays")
    assert len(delays) == presses
    print(f"\n{name}: key press to a frame with the answer, median of {presses}: {statistics.median(delays):.0f} ms")
