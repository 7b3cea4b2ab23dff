"""Made-up answers to one exercise of lesson 03, and a course in which students hand them in."""

import shutil
from copy import deepcopy
from pathlib import Path

import nbformat

from autograder.course.build import make_course

ROOT = Path(__file__).resolve().parents[3]
LESSON = "03-losses"
EXERCISE = "softmax_cross_entropy"

HEAD = "def softmax_cross_entropy(scores, labels, reduction='mean'):\n"

BY_LOOPS = (
    HEAD
    + """
    rows, classes = scores.shape
    if np.any(labels >= classes) or np.any(labels < 0):
        raise ValueError("a label is no class")
    biggest = np.amax(scores, axis=1)
    total = np.zeros(rows)
    for k in range(classes):
        total = total + np.exp(scores[:, k] - biggest)
    log_total = np.log(total) + biggest
    picked = np.array([scores[i, labels[i]] for i in range(rows)])
    weight = 1.0 / rows if reduction == "mean" else 1.0
    loss = float((log_total - picked).sum() * weight)

    def backward(d_loss):
        result = np.empty_like(scores)
        for k in range(classes):
            result[:, k] = np.exp(scores[:, k] - log_total)
        for i in range(rows):
            result[i, labels[i]] -= 1.0
        return result * (weight * d_loss)

    return loss, backward
"""
)

# The same with every name of the student's own changed.
RENAMED = BY_LOOPS
for old, new in {
    "rows": "n",
    "classes": "m",
    "biggest": "peak",
    "log_total": "lse",
    "total": "acc",
    "picked": "chosen",
    "weight": "fac",
    "result": "grad",
    "loss": "value",
    "scores": "z",
    "labels": "t",
}.items():
    RENAMED = RENAMED.replace(old, new)

# The same in another order, with other layout, remarks and texts, and the names changed.
REORDERED = (
    HEAD
    + """
    # how much each row counts
    n, m = scores.shape
    w = (1.0 / n
         if reduction == 'mean'
         else 1.0)

    peak = np.amax( scores, axis = 1 )   # avoids overflow
    chosen = np.array([ scores[r, labels[r]] for r in range(n) ])
    acc = np.zeros(n)
    for c in range(m):
        acc = acc + np.exp(scores[:, c]-peak)
    lse = np.log(acc)+peak
    if np.any(labels>=m) or np.any(labels<0):
        raise ValueError('label out of range: '
                         'look at it again')
    out = float((lse-chosen).sum()*w)
    def backward(g):
        '''Go back.'''
        d = np.empty_like(scores)
        for c in range(m):
            # probabilities
            d[:, c] = np.exp(scores[:, c]-lse)
        for r in range(n):
            d[r, labels[r]] -= 1.00
        return d*(w*g)
    return out, backward
"""
)

WITH_PROBABILITIES = (
    HEAD
    + """
    if labels.min() < 0 or labels.max() >= scores.shape[1]:
        raise ValueError("bad label")
    m = scores.max(axis=1, keepdims=True)
    e = np.exp(scores - m)
    p = e / e.sum(axis=1, keepdims=True)
    n = len(labels)
    div = n if reduction == "mean" else 1
    loss = -np.log(p[np.arange(n), labels]).sum() / div

    def backward(d_loss):
        g = p.copy()
        g[np.arange(n), labels] -= 1
        return g * d_loss / div

    return loss, backward
"""
)

# The same idea as the one before, by somebody else.
WITH_ONE_HOT = (
    HEAD
    + """
    K = scores.shape[1]
    for label in labels:
        if not 0 <= label < K:
            raise ValueError(f"{label} is no class")
    one_hot = np.eye(K)[labels]
    shifted = scores - np.max(scores, axis=1)[:, None]
    log_sums = np.log(np.sum(np.exp(shifted), axis=1))
    losses = log_sums - np.sum(one_hot * shifted, axis=1)
    if reduction == "mean":
        scale = 1 / len(scores)
    else:
        scale = 1.0

    def backward(d_loss):
        probabilities = np.exp(shifted - log_sums[:, None])
        return d_loss * scale * (probabilities - one_hot)

    return scale * np.sum(losses), backward
"""
)

# An answer of five plain lines, which a whole class may find.
PLAIN = """def entropy(p):
    positive = np.where(p > 0, p, 1.0)
    terms = p * np.log(positive)
    return -np.sum(terms, axis=-1)
"""


def of_lecturelib(name=EXERCISE, module="losses/categorical.py"):
    """Return a function of the reference as a student would paste it: without its docstring's examples, renamed."""
    source = (ROOT / "lecturelib" / module).read_text(encoding="utf-8")
    body = source[source.index(f"def {name}(") :]
    return body.replace("exponentials", "e").replace("true_scores", "right").replace("totals", "sums")


def released():
    """Return lesson 03 as students receive it."""
    return nbformat.read(ROOT / "notebooks" / LESSON / f"{LESSON}.ipynb", as_version=4)


def answered(notebook, answers, own_cells=()):
    """Return the notebook with answers by exercise, and cells of the student's own before the end."""
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-solution")
        if name in answers and cell.metadata.nbgrader.solution:
            cell.source = answers[name]
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in own_cells]
    return notebook


def course_of(folder, handed_in):
    """Return a course in which each student has handed in a notebook, or text that is none."""
    course = make_course(folder)
    for part in (f"notebooks/{LESSON}/{LESSON}.ipynb", f"solutions/{LESSON}.py"):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / part, folder / part)
    for student, what in handed_in.items():
        path = folder / "submitted" / student / LESSON / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(what if isinstance(what, str) else nbformat.writes(what), encoding="utf-8")
    return course


def solution():
    """Return the instructor's solution as a student would paste it, with other names."""
    script = (ROOT / "solutions" / f"{LESSON}.py").read_text(encoding="utf-8")
    cell = script[script.index(f'# %% solution="{EXERCISE}"') : script.index(f'# %% check="{EXERCISE}"')]
    code = "\n".join(line for line in cell.splitlines()[1:] if "SOLUTION" not in line)
    return code.replace("shifted", "s").replace("log_p", "lp").replace("divisor", "by").replace("d_scores", "grad")
