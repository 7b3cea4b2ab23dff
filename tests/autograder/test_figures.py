"""A figure is drawn when it is shown: twice, for its outline and for its picture, where pyplot adds a third time."""

import subprocess
import sys

COUNT_DRAWINGS = """
import matplotlib
matplotlib.use("module://matplotlib_inline.backend_inline")
from autograder.confined import figures, shell
from matplotlib.figure import Figure
if {patched}:
    figures.draw_only_what_is_shown()
drawings, draw = [], Figure.draw
Figure.draw = lambda self, renderer: drawings.append(1) or draw(self, renderer)
notebook = shell.make_shell()
notebook.adopt_process()
outputs = notebook.run_notebook_cell('''
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1, 2])
{more}
''')["outputs"]
import sys
print(len(drawings), [sorted(output.get("data", output)) for output in outputs], file=sys.__stdout__)
"""


def drawings(patched, more="None"):
    script = COUNT_DRAWINGS.format(patched=patched, more=more)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    count, _, outputs = done.stdout.partition(" ")
    return int(count), outputs


def test_a_figure_is_drawn_no_more_often_than_its_picture_needs():
    assert drawings(patched=False)[0] == 3
    assert drawings(patched=True)[0] == 2


def test_the_picture_is_shown_all_the_same():
    assert "image/png" in drawings(patched=True)[1]
    assert drawings(patched=True)[1] == drawings(patched=False)[1]


def test_student_code_may_switch_interactive_mode_off_and_on():
    count, outputs = drawings(patched=True, more="plt.ioff(); plt.ion(); None")
    assert (count, "error" in outputs) == (2, False)
