# %% [markdown]
# # Lesson 1: One neuron
#
# By the end you will have built a neuron that learns to tell a handwritten 3 from a handwritten
# 8, and you will have proved what one neuron can never do.
#
# **You need** Python, NumPy arrays and `@`, the dot product, and the chain rule. No earlier
# lesson. **It takes** about two hours. Section 4 is a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. A cell that adds up | What does a neuron compute? | 1.1 | 10 |
# | 2. Logic by hand | Which rules of logic fit into one neuron? | 1.2 | 15 |
# | 3. Learning from mistakes | Can a neuron find its own weights? | 1.3, 1.4 | 30 |
# | 4. What one neuron cannot do | And what can two layers do? | 1.5, a proof | 20 |
# | 5. From a step to a slope | Which way should a weight move? | 1.6 | 20 |
# | 6. Learning by slope | How do all the weights move at once? | 1.7 | 15 |
# | 7. Reading handwriting | Does it work on real data? | an explanation | 10 |
#
# **How to work.** In each exercise, replace `raise NotImplementedError()` by your code, then run
# the check below it. The check says which case failed and how. Run it as often as you like.
# Grading uses fresh cases. The exercises are worth 23 points, the two written questions 4 points
# each.
#
# Cells that use your functions stand in `with suppress(NotImplementedError):`. They stay empty
# until you have written the function; then run them again. No exercise needs your answer to an
# earlier one, so one mistake costs points once.
#
# The reference solutions of this lesson live in `lecturelib.neurons`, `lecturelib.perceptron` and
# `lecturelib.boolean_functions`. They cannot be imported while the lesson is graded.

# %%
from contextlib import suppress
from itertools import product

import numpy as np

from autograder import check
from demos import neuron_explorer
from lecturelib import plots
from lecturelib.activations import sigmoid
from lecturelib.datasets import digits

# %% [markdown]
# ## 1. A cell that adds up
#
# You recognise a friend's face in about 0.1 s. A nerve cell needs about 1 ms to switch. How many
# steps, one after the other, fit into that glance? Work it out before you read on.
#
# One hundred. No program that you have written recognises a face in a hundred small steps, so the
# brain must do a great many things in each of them. It has the parts for that: about $10^{10}$
# nerve cells, each connected to $10^4$ to $10^5$ others. Even the smaller figure gives $10^{14}$
# connections, working at the same time. Slow parts, few steps, much in parallel: this is the
# machine that we shall imitate. (These are round figures. A count published in 2009 found 86
# billion cells, nearer to $10^{11}$. The argument stands.)
#
# Here is one cell and, below it, its imitation.

# %%
plots.neuron_sketch()

# %% [markdown]
# | The cell | What it does | The unit |
# |:--|:--|:--|
# | synapse | passes a signal on, strongly or weakly, to excite or to inhibit | weight $w_i$ |
# | dendrites | bring the signals of other cells | inputs $x_i$ |
# | soma | adds them up | weighted sum $a$ |
# | threshold | keeps the cell silent below a certain sum | bias $b$ |
# | axon | carries the answer to other cells | output $o$ |
#
# In symbols, for $D$ inputs:
#
# $$a = \sum_{i=1}^{D} w_i x_i + b, \qquad o = \varphi(a).$$
#
# The function $\varphi$ is called the **activation function**. Our first one is the step: the
# **threshold neuron** fires when its weighted sum passes a threshold $\theta$, that is, when
# $\sum_i w_i x_i > \theta$. With $b = -\theta$ this reads $a > 0$, and the threshold has become
# one more number that can be learned:
#
# $$o = \begin{cases} 1 & \text{if } a > 0 \\ 0 & \text{otherwise.} \end{cases}$$
#
# We compute many examples at once. `x` has shape `(N, D)`, one example a row; `w` has shape
# `(D,)`; `x @ w + b` has shape `(N,)`, one sum for each row.

# %% [markdown]
# ### Exercise 1.1: threshold_neuron (2 points)
#
# **In:** `x` of shape `(N, D)`, `w` of shape `(D,)`, a number `b`. **Out:** `o` of shape `(N,)`,
# holding 1.0 where the neuron fires and 0.0 elsewhere.
#
# **By hand**, with $w = (2, -1)$ and $b = -1$:
#
# | $x_1$ | $x_2$ | $a = 2 x_1 - x_2 - 1$ | $o$ |
# |--:|--:|:--|--:|
# | 1 | 0 | $2 - 0 - 1 = 1$ | 1 |
# | 1 | 1 | $2 - 1 - 1 = 0$ | 0 |
# | 0 | 1 | $0 - 1 - 1 = -2$ | 0 |
# | 2 | 1 | $4 - 1 - 1 = 2$ | 1 |
#
# The second row sits exactly at the threshold. There the neuron stays silent.


# %% solution="threshold_neuron"
def threshold_neuron(x, w, b):
    """Return 1 for each row of `x` on which the neuron fires, o = 1 if x @ w + b > 0, else 0.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One example a row.
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    o : ndarray, shape (N,)
        0.0 or 1.0.
    """
    ### BEGIN SOLUTION
    return np.where(x @ w + b > 0, 1.0, 0.0)
    ### END SOLUTION


# %% check="threshold_neuron"
check("threshold_neuron", threshold_neuron)

# %% [markdown]
# With two inputs, the points where $a = 0$ form a line, and the neuron fires on one side of it.
#
# **Predict before you run.** Three neurons: A is the one you did by hand. B has all its numbers
# (weights and bias) multiplied by 10. C has them multiplied by $-1$. Which pictures are alike?
# What happens to the point $(1, 1)$? Filled discs mark the points on which the neuron fires.

# %%
points = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [2.0, 1.0]])
neurons = [("A", (2.0, -1.0), -1.0), ("B", (20.0, -10.0), -10.0), ("C", (-2.0, 1.0), 1.0)]
with suppress(NotImplementedError):
    plots.half_planes(threshold_neuron, neurons, points)

# %% [markdown]
# **Notice** that A and B agree, because only the sign of $a$ counts. C swaps the two sides,
# except for the point $(1, 1)$ on the line: all three neurons are silent there.
#
# The vector $w$ stands at right angles to the line and points to the side that fires. The bias
# shifts the line without turning it.

# %% [markdown]
# ## 2. Logic by hand
#
# What can such a unit compute? In 1943 McCulloch and Pitts showed that networks of threshold
# units can express any sentence of propositional logic. Let 1 stand for true and 0 for false, and
# choose the weights by hand. Two neurons to begin with:
#
# | $x_1$ | $x_2$ | OR: $-0.5 + x_1 + x_2$ | fires | AND: $-1.5 + x_1 + x_2$ | fires |
# |--:|--:|--:|--:|--:|--:|
# | 0 | 0 | $-0.5$ | 0 | $-1.5$ | 0 |
# | 0 | 1 | $0.5$ | 1 | $-0.5$ | 0 |
# | 1 | 0 | $0.5$ | 1 | $-0.5$ | 0 |
# | 1 | 1 | $1.5$ | 1 | $0.5$ | 1 |
#
# Both count. When every weight is 1, the sum $\sum_i x_i$ is the number of inputs that are true.
# The bias decides how many are enough. For $n$ inputs:
#
# | Function | Fires when the count is | $a$ |
# |:--|:--|:--|
# | OR | at least 1 | $-0.5 + \sum_i x_i$ |
# | AND | $n$ | $-(n - 0.5) + \sum_i x_i$ |
# | majority | more than $n / 2$ | $-0.5\,n + \sum_i x_i$ |
#
# The halves put the thresholds of OR and AND midway between two counts. Majority needs the strict
# $>$: when $n$ is even and exactly half of the inputs are true, $a = 0$ and the neuron stays
# silent.
#
# **Negation.** NOT $x$ is $1 - x$. Put $1 - x_i$ in the place of $x_i$: the weight of $x_i$
# becomes $-1$, and 1 is added to the bias. For example $x_1$ AND NOT $x_2$:
#
# $$-1.5 + x_1 + (1 - x_2) = -0.5 + x_1 - x_2.$$
#
# The four rows, in the order of the table above, give $-0.5,\ -1.5,\ 0.5,\ -0.5$. The neuron
# fires on $(1, 0)$ alone, as it should. NOT by itself is the AND of one negated input:
# $-0.5 + (1 - x) = 0.5 - x$.

# %% [markdown]
# ### Exercise 1.2: boolean_weights (4 points)
#
# **In:** `function`, one of `"and"`, `"or"`, `"majority"`; `negated`, an array of `n` booleans,
# True where an input enters negated. **Out:** `w` of shape `(n,)` and a number `b`, for one
# threshold neuron. Majority means that more than half of the inputs are 1, after the negations.
#
# **By hand:** `boolean_weights("majority", np.array([False, True, False]))`. Here $n = 3$:
#
# $$-1.5 + x_1 + (1 - x_2) + x_3 = -0.5 + x_1 - x_2 + x_3,$$
#
# so $w = (1, -1, 1)$ and $b = -0.5$.
#
# Other weights can give the same truth table. The check compares truth tables, so any weights
# that give the right one earn the points.


# %% solution="boolean_weights"
def boolean_weights(function, negated):
    """Return the weights of one threshold neuron that computes a Boolean function.

    It fires, x @ w + b > 0, on exactly those x in {0, 1}^n for which the function is true.

    Parameters
    ----------
    function : {"and", "or", "majority"}
        Majority is true when more than half of the inputs are 1, after the negations.
    negated : ndarray of bool, shape (n,)
        True for each input that enters as 1 - x_i.

    Returns
    -------
    w : ndarray, shape (n,)
        Weights.
    b : float
        Bias.
    """
    ### BEGIN SOLUTION
    negated = np.asarray(negated, dtype=bool)
    n = len(negated)
    b = {"or": -0.5, "and": -(n - 0.5), "majority": -0.5 * n}[function]
    return np.where(negated, -1.0, 1.0), b + np.sum(negated)
    ### END SOLUTION


# %% check="boolean_weights"
check("boolean_weights", boolean_weights)

# %% [markdown]
# **Predict before you run.** On how many of the eight rows does the neuron worked out above, the
# majority of $x_1$, NOT $x_2$ and $x_3$, fire? You need not go through the rows: what happens to
# a majority of three when all three inputs flip?

# %%
with suppress(NotImplementedError):
    w, b = boolean_weights("majority", np.array([False, True, False]))
    rows = np.array(list(product([0.0, 1.0], repeat=3)))
    fires = threshold_neuron(rows, w, b)
    print("x1 x2 x3 fires")
    for row, answer in zip(rows.astype(int), fires.astype(int), strict=True):
        print(*row, answer, sep="  ")

# %% [markdown]
# **Notice** that four rows fire. Flipping every input flips the majority, so the eight rows form
# four pairs, and each pair holds one row that fires.

# %% [markdown]
# ## 3. Learning from mistakes
#
# Two weights can be chosen by hand. The 64 weights that tell a 3 from an 8 cannot. In 1958 Frank
# Rosenblatt proposed the **perceptron**: a threshold neuron that is shown examples and changes
# its weights when, and only when, it is wrong.
#
# Each example is an input $x$ with a label $y \in \{-1, +1\}$. The neuron answers $+1$ if
# $w \cdot x + b > 0$ and $-1$ otherwise. If the answer is $y$, nothing changes. If it is not:
#
# $$w \leftarrow w + y\,x, \qquad b \leftarrow b + y.$$
#
# Why should that help? Show the neuron the same example again. Its new sum is
#
# $$a_\text{new} = (w + y\,x) \cdot x + (b + y) = a + y\,(\lVert x \rVert^2 + 1).$$
#
# The bracket is positive, so the sum has moved towards the label: up for $y = +1$, down for
# $y = -1$. One move may not be enough, and it may spoil the answer to another example. That the
# rule can nevertheless reach the end of its mistakes needs a proof, which follows Exercise 1.4.

# %% [markdown]
# ### Exercise 1.3: perceptron_update (3 points)
#
# **In:** `w` of shape `(D,)`, a number `b`, one example `x` of shape `(D,)`, its label `y`, $-1$
# or $+1$. **Out:** the new `w` and the new `b`.
#
# **By hand**, with $w = (1, -1)$, $b = 0$ and $x = (1, 2)$. The sum is $a = 1 - 2 + 0 = -1$, so
# the answer is $-1$.
#
# | $y$ | The answer $-1$ is | New $w$ | New $b$ | New $a$ |
# |--:|:--|:--|--:|:--|
# | $+1$ | wrong | $(1, -1) + (1, 2) = (2, 1)$ | 1 | $2 + 2 + 1 = 5$ |
# | $-1$ | right | $(1, -1)$ | 0 | $-1$ |
#
# In the first line $a$ rises by $\lVert x \rVert^2 + 1 = 5 + 1 = 6$, as promised.
#
# Leave the arguments as they are. `w += y * x` would change the caller's array; `w + y * x` makes
# a new one.


# %% solution="perceptron_update"
def perceptron_update(w, b, x, y):
    """Return weights and bias after one example: w + y x and b + y if the answer was wrong.

    The neuron answers +1 if w . x + b > 0, else -1. The arguments are not modified.

    Parameters
    ----------
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.
    x : ndarray, shape (D,)
        One example.
    y : {-1, +1}
        Its label.

    Returns
    -------
    w : ndarray, shape (D,)
        New weights.
    b : float
        New bias.
    """
    ### BEGIN SOLUTION
    answer = 1 if w @ x + b > 0 else -1
    if answer == y:
        return w, b
    return w + y * x, b + y
    ### END SOLUTION


# %% check="perceptron_update"
check("perceptron_update", perceptron_update)

# %% [markdown]
# The demo runs your two functions. First move the weights and the bias yourself until no point is
# on the wrong side. Then reset it and let the rule do the same, one point at a time. **Before
# each step, predict:** will the line move? If so, which points will change sides?

# %%
neuron_explorer(threshold_neuron, perceptron_update)

# %% [markdown]
# **Notice** that the line moves on mistakes only, and that after some moves more points are wrong
# than before.

# %% [markdown]
# ### Exercise 1.4: fit_perceptron (4 points)
#
# One pass through all the examples is an **epoch**. Start from zeros, visit the rows in order,
# update on each mistake. Stop after the first epoch without a mistake, or after `max_epochs`.
#
# **In:** `x` of shape `(N, D)`, `y` of shape `(N,)`, `max_epochs`. **Out:** `w` of shape `(D,)`,
# a number `b`, and `mistakes`, an integer array of shape `(E,)`, where `E` is the number of
# epochs that were run. `mistakes[0]` counts the mistakes of the first epoch, and so on; the 0 of
# the last epoch is included.
#
# **By hand**, three examples:
#
# | Epoch | $x$ | $y$ | $w$ and $b$ before | $a$ | Answer | $w$ and $b$ after |
# |:--|:--|--:|:--|--:|:--|:--|
# | first | $(1, 2)$ | $+1$ | $(0, 0),\ 0$ | 0 | $-1$, wrong | $(1, 2),\ 1$ |
# | first | $(2, 1)$ | $-1$ | $(1, 2),\ 1$ | 5 | $+1$, wrong | $(-1, 1),\ 0$ |
# | first | $(0, 0)$ | $+1$ | $(-1, 1),\ 0$ | 0 | $-1$, wrong | $(-1, 1),\ 1$ |
# | second | $(1, 2)$ | $+1$ | $(-1, 1),\ 1$ | 2 | $+1$, right | $(-1, 1),\ 1$ |
# | second | $(2, 1)$ | $-1$ | $(-1, 1),\ 1$ | 0 | $-1$, right | $(-1, 1),\ 1$ |
# | second | $(0, 0)$ | $+1$ | $(-1, 1),\ 1$ | 1 | $+1$, right | $(-1, 1),\ 1$ |
#
# Result: $w = (-1, 1)$, $b = 1$, `mistakes` is `[3, 0]`. Where $a = 0$ the neuron is silent, so
# its answer is $-1$: a mistake in the first row, right in the fifth.
#
# **Bad labels** (1 of the 4 points). Raise `ValueError` if a label is neither $-1$ nor $+1$. Data
# often come labelled 0 and 1. The neuron never answers 0, so every visit to such a row would
# count as a mistake; and $y\,x = 0$, so no visit would move the weights. The function would run
# to the end, return something, and give no hint that anything was wrong.
#
# Write out the update here instead of calling your `perceptron_update`. If that one has a slip,
# it will not cost you points again.


# %% solution="fit_perceptron"
def fit_perceptron(x, y, max_epochs=100):
    """Train a threshold neuron by the perceptron rule, starting from zeros.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One example a row, visited in order.
    y : ndarray, shape (N,)
        Labels, -1 or +1.
    max_epochs : int
        Stop after so many epochs, or after the first epoch without a mistake.

    Returns
    -------
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.
    mistakes : ndarray of int, shape (E,)
        Number of mistakes in each epoch that was run.

    Raises
    ------
    ValueError
        If a label is neither -1 nor +1.
    """
    ### BEGIN SOLUTION
    if not np.isin(y, (-1, 1)).all():
        raise ValueError(f"labels must be -1 or +1; got {np.unique(y)}")
    w, b = np.zeros(x.shape[1]), 0.0
    mistakes = []
    for _ in range(max_epochs):
        count = 0
        for row, label in zip(x, y, strict=True):
            answer = 1 if w @ row + b > 0 else -1
            if answer != label:
                w, b = w + label * row, b + label
                count += 1
        mistakes.append(count)
        if count == 0:
            break
    return w, b, np.array(mistakes, dtype=int)
    ### END SOLUTION


# %% check="fit_perceptron"
check("fit_perceptron", fit_perceptron)

# %% [markdown]
# **Predict before you run.** Two pairs of clouds. In the first pair the clouds stand apart, in
# the second they overlap. Sketch both curves of mistakes against epochs. Does the first one fall
# at every step?

# %%
rng = np.random.default_rng(4)
y = np.repeat([-1, 1], 20)
noise = rng.normal(size=(40, 2))
order = rng.permutation(40)
apart, overlapping = (noise + 2 * y[:, None] + 2)[order], (noise + y[:, None] + 2)[order]
y = y[order]
with suppress(NotImplementedError):
    first = (apart, y, *fit_perceptron(apart, y, max_epochs=30))
    second = (overlapping, y, *fit_perceptron(overlapping, y, max_epochs=30))
    plots.perceptron_runs({"apart": first, "overlapping": second})

# %% [markdown]
# **Notice** that on the left the mistakes even rise once before they reach 0, and that on the
# right they wander for as long as we let them.
#
# **Why it ends when a line exists** (Novikoff, 1962). Append a 1 to every input and the bias to
# the weights, so that $\tilde w \cdot \tilde x = w \cdot x + b$. Suppose some vector $u$ of
# length 1 has every example on its right side with room to spare,
# $y\,(u \cdot \tilde x) \ge \gamma > 0$, and no $\tilde x$ is longer than $R$. Follow two numbers
# through the mistakes:
#
# - $u \cdot \tilde w$ grows by $y\,(u \cdot \tilde x) \ge \gamma$ at each mistake. After $k$
#   mistakes, $u \cdot \tilde w \ge k\gamma$.
# - $\lVert \tilde w \rVert^2$ grows by
#   $2 y\,(\tilde w \cdot \tilde x) + \lVert \tilde x \rVert^2 \le R^2$, because on a mistake
#   $y\,(\tilde w \cdot \tilde x) \le 0$. After $k$ mistakes,
#   $\lVert \tilde w \rVert \le R\sqrt{k}$.
#
# Since $u$ has length 1, $u \cdot \tilde w \le \lVert \tilde w \rVert$. So
# $k\gamma \le R\sqrt{k}$, which means
#
# $$k \le (R / \gamma)^2.$$
#
# The bound counts mistakes. The number of examples and the number of inputs do not appear in it;
# a narrow gap between the classes (small $\gamma$) is what makes learning long.
#
# **What happens when no line exists?** Take XOR: $+1$ on $(0, 1)$ and $(1, 0)$, $-1$ on $(0, 0)$
# and $(1, 1)$. Visit the corners in the order $(0,0), (0,1), (1,0), (1,1)$, beginning with
# $w = (-1, 0)$ and $b = 1$, and work one epoch by hand. All four answers are wrong, and the four
# updates add up to zero. **Predict** what the next epoch will look like. The cell stops the
# training after 2, 3, 4 and 5 epochs.

# %%
corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
with suppress(NotImplementedError):
    for epochs in (2, 3, 4, 5):
        w, b, mistakes = fit_perceptron(corners, np.array([-1, 1, 1, -1]), max_epochs=epochs)
        print("w =", w, " b =", b, " mistakes:", mistakes)

# %% [markdown]
# **Notice** that the same weights return, so the same mistakes return: the rule goes round in a
# cycle for ever. It also never says so. From inside, "not yet" and "never" look alike, which is
# why `fit_perceptron` has a `max_epochs`.
#
# The demo has a larger XOR, with a cluster of points in each quadrant. **Predict:** will its
# weights come back too? Run epoch after epoch until its message tells you.

# %%
neuron_explorer(threshold_neuron, perceptron_update, data="xor")

# %% [markdown]
# **Notice** how the line keeps turning. Whatever it gains in one quadrant it loses in another.

# %% [markdown]
# ## 4. What one neuron cannot do
#
# Two inputs have four rows, and each row can be answered 0 or 1, so there are $2^4 = 16$ Boolean
# functions of two inputs. **Predict:** how many of them can one threshold neuron compute? The
# next cell makes 2,000 neurons with random weights and collects their truth tables.

# %%
with suppress(NotImplementedError):
    rng = np.random.default_rng(0)
    tables = set()
    for _ in range(2000):
        answers = threshold_neuron(corners, rng.uniform(-1, 1, size=2), rng.uniform(-1, 1))
        tables.add(tuple(answers.astype(int).tolist()))
    print(len(tables), "of 16 truth tables found; missing:")
    print(*sorted(set(product([0, 1], repeat=4)) - tables), sep="\n")

# %% [markdown]
# **Notice** the two that are missing: XOR, with the answers 0, 1, 1, 0, and its negation. More
# random neurons would not find them, but a search proves nothing. You will prove it below. Minsky
# and Papert made limits of this kind famous in 1969.
#
# Now let a neuron listen to other neurons. In words, XOR says: the first without the second, or
# the second without the first.
#
# $$v_1 = x_1 \text{ AND NOT } x_2, \qquad v_2 = x_2 \text{ AND NOT } x_1, \qquad
# y = v_1 \text{ OR } v_2.$$
#
# | $x_1$ | $x_2$ | $v_1$ | $v_2$ | $y$ |
# |--:|--:|--:|--:|--:|
# | 0 | 0 | 0 | 0 | 0 |
# | 0 | 1 | 0 | 1 | 1 |
# | 1 | 0 | 1 | 0 | 1 |
# | 1 | 1 | 0 | 0 | 0 |
#
# Each of the three is a neuron from Section 2. The units between input and output, $v_1$ and
# $v_2$, form a **hidden layer**. Put the weights of each hidden unit into one column of a matrix
# and the whole layer is one product:
#
# ```text
# h = step(x @ W1 + b1)    x (N, 2)   W1 (2, 2)   b1 (2,)   h (N, 2)
# y = step(h @ w2 + b2)    h (N, 2)   w2 (2,)     b2 number  y (N,)
# ```

# %% [markdown]
# ### Exercise 1.5: xor_network (2 points)
#
# **In:** nothing. **Out:** `W1` of shape `(2, 2)`, `b1` of shape `(2,)`, `w2` of shape `(2,)` and
# a number `b2`. Column `j` of `W1` holds the weights of hidden unit `j`. Any weights that compute
# XOR earn the points.
#
# **By hand**, the first unit: $v_1 = x_1$ AND NOT $x_2$ has the sum $-0.5 + x_1 - x_2$. So the
# first column of `W1`, read downwards, is $1, -1$, and the first entry of `b1` is $-0.5$.


# %% solution="xor_network"
def xor_network():
    """Return the weights of a two-layer network of threshold neurons that computes XOR.

    h = step(x @ W1 + b1) and y = step(h @ w2 + b2).

    Returns
    -------
    W1 : ndarray, shape (2, 2)
        Column j holds the weights of hidden unit j.
    b1 : ndarray, shape (2,)
        Biases of the hidden units.
    w2 : ndarray, shape (2,)
        Weights of the output unit.
    b2 : float
        Bias of the output unit.
    """
    ### BEGIN SOLUTION
    W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
    b1 = np.array([-0.5, -0.5])
    w2 = np.array([1.0, 1.0])
    return W1, b1, w2, -0.5
    ### END SOLUTION


# %% check="xor_network"
check("xor_network", xor_network)

# %% [markdown]
# **Predict before you run.** The hidden layer turns each corner $(x_1, x_2)$ into a point
# $(v_1, v_2)$. Where do the four corners go? (A filled disc marks a corner that should be
# answered with 1.)

# %%
with suppress(NotImplementedError):
    plots.xor_spaces(*xor_network())

# %% [markdown]
# **Notice** that two corners with the same answer have landed on the same point. The output unit
# is one neuron and draws one line, as before. The hidden layer has moved the points so that one
# line is enough.

# %% [markdown]
# ### Written question 1: why one line is not enough (4 points)
#
# (a) Suppose one threshold neuron with weights $w_1, w_2$ and bias $b$ computes XOR. Write down
# the four inequalities that this demands, one for each corner. (1 point)
#
# (b) Combine them into a contradiction. (2 points)
#
# (c) The output unit of your network is also one threshold neuron. Explain why your proof does
# not forbid it to give the right answers. (1 point)

# %% [markdown] written="why-one-line" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) From $(0,0)$: $b \le 0$. From $(0,1)$: $w_2 + b > 0$. From $(1,0)$:
# $w_1 + b > 0$. From $(1,1)$: $w_1 + w_2 + b \le 0$.
#
# (b) Adding the second and the third gives $w_1 + w_2 + 2b > 0$. Adding the first and the fourth
# gives $w_1 + w_2 + 2b \le 0$. Both cannot hold, so there are no such weights.
#
# (c) The proof needs four inequalities. The output unit sees the hidden values instead of the
# inputs, and the corners $(0,0)$ and $(1,1)$ give the same hidden values. Only three different
# points are left, $(0,0)$, $(0,1)$ and $(1,0)$, and the fourth inequality is never demanded.
# (Other hidden units may merge the two firing corners instead.)
#
# **Rubric.**
# - 1 point: four correct inequalities, strict where the neuron must fire and not strict where it
#   must stay silent. Half a point if the boundary case is treated wrongly.
# - 2 points: a contradiction that follows from the inequalities for all weights. The geometric
#   form counts in full: both pairs of corners have the same midpoint, where $a$ would have to be
#   positive and not positive. 1 point for a picture of lines without the reason. 0 for trying
#   particular weights.
# - 1 point: the output unit has other inputs, and in them the demands are compatible. 0 for "it
#   has more weights" or "it has two layers" without a reason.
# ### END SOLUTION

# %% [markdown]
# ## 5. From a step to a slope
#
# You chose the weights of the XOR network yourself. Could the perceptron rule have found them?
# The rule must know the right answer of the neuron that it changes. We know the right $y$. Nobody
# tells $v_1$ and $v_2$ what they ought to say.
#
# There is a question that can be asked of any weight, however deep in a network: if I raise this
# weight a little, does the error fall? That is a question about a derivative. With a step the
# answer is useless: a small nudge changes nothing, unless it tips the neuron over. The slope is 0
# wherever it exists. So we round off the step. The **sigmoid** is
#
# $$g(a) = \frac{1}{1 + e^{-a}}, \qquad g'(a) = g(a)\,\bigl(1 - g(a)\bigr).$$
#
# **Predict before you run.** For which $a$ is the slope largest, and how large is it there?

# %%
plots.step_and_sigmoid()

# %% [markdown]
# **Notice** the peak: $g(0) = 0.5$, so the slope is $0.5 \times 0.5 = 0.25$. Beyond $\pm 5$ the
# sigmoid is nearly as flat as the step. Keep that in mind for Section 7.
#
# **One convention for the whole course.** In a network, each operation feeds the next, and at the
# end stands one number $J$ that we want to make small. To know how $J$ depends on its inputs, an
# operation need not know the rest of the network. It has to be told one thing: how $J$ depends on
# its output. The chain rule does the rest:
#
# $$\frac{dJ}{da} = \frac{dJ}{dg} \cdot \frac{dg}{da}.$$
#
# So every operation in this course returns two things: its value, and a function `backward` that
# takes the derivative of $J$ with respect to the output and returns the derivative of $J$ with
# respect to each input. The name `d_thing` always means $dJ/d\,\text{thing}$, and it has the
# shape of `thing`. The smallest example is squaring a number. **Predict** its three lines of
# output.


# %%
def square(a):
    """Return a * a, and the function that differentiates it."""
    value = a * a

    def backward(d_value):
        return d_value * 2 * a

    return value, backward


value, backward = square(3.0)
print("value:", value)
print("if J is the value itself, dJ/da is", backward(1.0))
print("if J is 5 times the value, dJ/da is", backward(5.0))

# %% [markdown]
# **Notice** that `backward` still knows $a = 3$, although nobody passed it again. It was made
# during the forward computation and keeps what it saw there.
#
# **Now the neuron.** For row $n$: $a_n = \sum_i x_{ni} w_i + b$ and $g_n = g(a_n)$. Given `d_g`,
# of shape `(N,)`:
#
# | Derivative | Shape |
# |:--|:--|
# | $dJ/da_n = (dJ/dg_n)\; g_n (1 - g_n)$ | `(N,)` |
# | $dJ/dx_{ni} = (dJ/da_n)\; w_i$ | `(N, D)` |
# | $dJ/dw_i = \sum_n (dJ/da_n)\; x_{ni}$ | `(D,)` |
# | $dJ/db = \sum_n dJ/da_n$ | a number |
#
# Why do $w$ and $b$ get a sum, and $x$ none? Each row of `x` is used once. The weights are used
# $N$ times, once for every row: a nudge to $w_i$ moves all $N$ outputs, and $J$ feels all of
# their changes together.

# %% [markdown]
# ### Exercise 1.6: sigmoid_neuron (4 points)
#
# **In:** `x` of shape `(N, D)`, `w` of shape `(D,)`, a number `b`. **Out:** `g` of shape `(N,)`,
# and `backward`, which takes `d_g` of shape `(N,)` and returns `d_x` of shape `(N, D)`, `d_w` of
# shape `(D,)` and the number `d_b`, in this order. The value earns 1 point, the gradient 3. The
# value counts even while `backward` is missing.
#
# The sigmoid is given, in the same convention: `g, sigmoid_backward = sigmoid(a)`. Call your
# value `g`, as the last line returns that name.
#
# **By hand**, with $w = (2, -1)$ and $b = -1$ again. The first row is the point that sat on the
# threshold in Exercise 1.1. The step called it silent; the sigmoid calls it undecided.
#
# | $x$ | $a$ | $g$ | `d_g` | `d_a` | row of `d_x` | its share of `d_w` |
# |:--|--:|--:|--:|:--|:--|:--|
# | $(1, 1)$ | 0 | 0.5 | 4 | $4 \times 0.25 = 1$ | $1\,(2, -1) = (2, -1)$ | $1\,(1, 1)$ |
# | $(0, -1)$ | 0 | 0.5 | $-8$ | $-8 \times 0.25 = -2$ | $-2\,(2, -1) = (-4, 2)$ | $-2\,(0, -1)$ |
#
# Sums: `d_w` is $(1, 1) + (0, 2) = (1, 3)$ and `d_b` is $1 - 2 = -1$.


# %% solution="sigmoid_neuron"
def sigmoid_neuron(x, w, b):
    """Return g = sigmoid(x @ w + b), and the function that differentiates it.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One example a row.
    w : ndarray, shape (D,)
        Weights.
    b : float
        Bias.

    Returns
    -------
    g : ndarray, shape (N,)
        Outputs, between 0 and 1.
    backward : callable
        Maps d_g, shape (N,), to d_x, shape (N, D), d_w, shape (D,), and the number d_b.
    """
    ### BEGIN SOLUTION
    g, sigmoid_backward = sigmoid(x @ w + b)
    ### END SOLUTION

    def backward(d_g):
        ### BEGIN SOLUTION
        d_a = sigmoid_backward(d_g)
        return np.outer(d_a, w), d_a @ x, d_a.sum()
        ### END SOLUTION

    return g, backward


# %% check="sigmoid_neuron"
check("sigmoid_neuron", sigmoid_neuron)

# %% [markdown]
# You can test a derivative without knowing it: nudge one number and see how far $J$ moves. Take
# $J = 4 g_1 - 8 g_2$ on the two rows above, so that `d_g` is $(4, -8)$, and nudge $w_2$.
# **Predict** both numbers that the cell prints.

# %%
x, d_g = np.array([[1.0, 1.0], [0.0, -1.0]]), np.array([4.0, -8.0])
w, b = np.array([2.0, -1.0]), -1.0
nudge = 1e-4
with suppress(NotImplementedError):
    g, backward = sigmoid_neuron(x, w, b)
    nudged, _ = sigmoid_neuron(x, w + np.array([0.0, nudge]), b)
    print("by nudging:", (d_g @ nudged - d_g @ g) / nudge)
    _, d_w, _ = backward(d_g)
    print("by backward:", d_w[1])

# %% [markdown]
# **Notice** that they agree to several digits. Lesson 4 turns this test into a tool.

# %% [markdown]
# ## 6. Learning by slope
#
# What should $J$ be? Let $y^j \in [0, 1]$ be the target of example $j$ and $g^j$ the neuron's
# output. (From here on the upper index counts examples and the lower index inputs.) The squared
# error is
#
# $$E = \tfrac12 \sum_j (y^j - g^j)^2.$$
#
# The derivative with respect to one output is $dE/dg^j = -(y^j - g^j)$; the $\tfrac12$ has
# cancelled the 2. Send it through the neuron as in Exercise 1.6, and collect the factors under
# one name:
#
# $$\delta^j = (y^j - g^j)\; g^j (1 - g^j), \qquad \frac{dE}{da^j} = -\delta^j, \qquad
# \frac{dE}{dw_i} = -\sum_j x_i^j\, \delta^j.$$
#
# The derivative points uphill. We step the other way, with a step size $\eta$, the **learning
# rate**:
#
# $$w_i \leftarrow w_i + \eta \sum_j x_i^j\, \delta^j, \qquad
# b \leftarrow b + \eta \sum_j \delta^j.$$
#
# Put this beside the perceptron rule, $w \leftarrow w + y\,x$. Both add a multiple of the input.
# The perceptron adds all of it on a mistake and nothing otherwise. Here every example has its
# say, and $\delta^j$ says how loudly: it is the error times the slope.
#
# All examples are summed before the weights move once: this is **batch gradient descent**. The
# sum is not divided by $N$, so twice the data means twice the step at the same $\eta$.

# %% [markdown]
# ### Exercise 1.7: train_sigmoid_neuron (4 points)
#
# **In:** `x` of shape `(N, D)`, targets `y` of shape `(N,)` in $[0, 1]$, first weights `w` of
# shape `(D,)`, first bias `b`, the rate `eta`, the number of updates `steps`. **Out:** the last
# `w` and `b`, and `losses` of shape `(steps,)`, where `losses[k]` is $E$ before update `k` (the
# losses earn 1 of the 4 points). Leave the arguments as they are.
#
# **By hand**, one update with $w = (0, 0)$, $b = 0$, $\eta = 4$. Both outputs are $g(0) = 0.5$:
#
# | $x^j$ | $y^j$ | $g^j$ | $\delta^j$ | $x^j \delta^j$ |
# |:--|--:|--:|:--|:--|
# | $(1, 2)$ | 1 | 0.5 | $0.5 \times 0.25 = 0.125$ | $(0.125, 0.25)$ |
# | $(3, 0)$ | 0 | 0.5 | $-0.5 \times 0.25 = -0.125$ | $(-0.375, 0)$ |
#
# The loss before the update is $\tfrac12 (0.25 + 0.25) = 0.25$. The sums are $(-0.25, 0.25)$ for
# the weights and $0$ for the bias, so the new $w$ is $(-1, 1)$ and $b$ stays 0. The loss is now
# 0.037.
#
# Write the derivative out here too, instead of calling your `sigmoid_neuron`.


# %% solution="train_sigmoid_neuron"
def train_sigmoid_neuron(x, y, w, b, eta, steps):
    """Train a sigmoid neuron on E = 1/2 sum_j (y_j - g_j)^2 by batch gradient descent.

    With delta_j = (y_j - g_j) g_j (1 - g_j), each update adds eta sum_j x_ji delta_j to w_i and
    eta sum_j delta_j to b. The arguments are not modified.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One example a row.
    y : ndarray, shape (N,)
        Targets, between 0 and 1.
    w : ndarray, shape (D,)
        First weights.
    b : float
        First bias.
    eta : float
        Learning rate.
    steps : int
        Number of updates.

    Returns
    -------
    w : ndarray, shape (D,)
        Last weights.
    b : float
        Last bias.
    losses : ndarray, shape (steps,)
        E before each update.
    """
    ### BEGIN SOLUTION
    losses = np.zeros(steps)
    for step in range(steps):
        g, _ = sigmoid(x @ w + b)
        losses[step] = 0.5 * np.sum((y - g) ** 2)
        delta = (y - g) * g * (1 - g)
        w = w + eta * (delta @ x)
        b = b + eta * delta.sum()
    return w, b, losses
    ### END SOLUTION


# %% check="train_sigmoid_neuron"
check("train_sigmoid_neuron", train_sigmoid_neuron)

# %% [markdown]
# ## 7. Reading handwriting
#
# Does one neuron go anywhere with real data? Scikit-learn brings 1,797 digits written by many
# hands, each an 8 by 8 picture. We take the 357 that are a 3 or an 8. The neuron has 64 inputs,
# one for each pixel, and the target is 0 for a 3 and 1 for an 8. It learns from 250 pictures. The
# other 107 are kept back, so that we can ask it about pictures that it has never seen.

# %%
images, labels = digits()
chosen = np.isin(labels, [3, 8])
order = np.random.default_rng(1).permutation(chosen.sum())
pixels = images[chosen][order].reshape(-1, 64)  # ink between 0 and 1
is_eight = (labels[chosen][order] == 8).astype(float)
train_x, test_x = pixels[:250], pixels[250:]
train_y, test_y = is_eight[:250], is_eight[250:]
print("training:", train_x.shape, "of which 8s:", int(train_y.sum()))
print("kept back:", test_x.shape, "of which 8s:", int(test_y.sum()))

# %% [markdown]
# The perceptron first. **Predict:** will it ever have an epoch without a mistake? If it has, what
# do you know about these 250 points in 64 dimensions?

# %%
with suppress(NotImplementedError):
    w, b, mistakes = fit_perceptron(train_x, np.where(train_y == 1, 1, -1))
    right = ((test_x @ w + b > 0) == (test_y == 1)).sum()
    print("mistakes in each epoch:", mistakes)
    print("right on pictures kept back:", right, "of", len(test_y))

# %% [markdown]
# **Notice** the 0 at the end: some hyperplane parts all 250 training pictures without an error.
#
# Now the sigmoid neuron, three times, with three learning rates. **Predict:** which of 0.001,
# 0.01 and 0.1 has the lowest loss after 50 updates, and which after 300?

# %%
with suppress(NotImplementedError):
    curves = {}
    for eta in (0.001, 0.01, 0.1):
        _, _, losses = train_sigmoid_neuron(train_x, train_y, np.zeros(64), 0.0, eta, steps=300)
        curves[f"eta = {eta}"] = losses
    plots.learning_curves(curves, "update", "loss E")

# %% [markdown]
# **Notice** the plateau. With $\eta = 0.1$ the first updates overshoot, and the loss settles at
# 64.5. That is half of 129, the number of eights: the neuron calls every picture a 3, and is
# almost certain of it. There it stays for some sixty updates. Then it escapes, overshoots once
# more, and ends below both of the others.

# %% [markdown]
# ### Written question 2: certain, wrong and slow (4 points)
#
# (a) An example has $y = 1$, and the neuron's sum is $a = -10$. Compute $\delta$. By which
# multiple of $x$ would the perceptron rule change $w$ on such an example? (1 point)
#
# (b) The error $y - g$ is nearly as large as it can be. Explain why gradient descent hardly moves
# the weights. (2 points)
#
# (c) Explain why the curve for $\eta = 0.1$ leaves its plateau in the end, and why it then falls
# so fast. (1 point)

# %% [markdown] written="why-slow" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) $g(-10) \approx 4.5 \times 10^{-5}$, so
# $\delta = (1 - g)\,g\,(1 - g) \approx 4.5 \times 10^{-5}$. The perceptron rule adds $1 \cdot x$,
# however far off the sum is.
#
# (b) $\delta$ is the error times the slope $g(1 - g)$. At $a = -10$ the sigmoid is almost flat: a
# small change of a weight changes $a$, but hardly changes $g$, and so hardly changes $E$. The
# gradient measures how much a small step would improve $E$. It does not measure how wrong the
# neuron is.
#
# (c) The slope is small but not 0, and on the plateau the eights all push the sums the same way.
# As $g$ leaves 0, the slope $g(1 - g)$ grows, which makes the next update larger, and so on.
#
# **Rubric.**
# - 1 point: both values, $\delta$ of about $5 \times 10^{-5}$ and the multiple 1.
# - 2 points: 1 for naming the factor $g(1 - g)$ as the cause, 1 for saying why it stands there: a
#   nudge to the weight hardly changes the output, so the error cannot feel it. 1 in all for "the
#   gradient is small because delta is small" with the formula and no reason.
# - 1 point: small steps add up because the slope is not exactly 0, and they grow because the
#   slope grows with $g$. Half a point for one of the two.
# ### END SOLUTION

# %% [markdown]
# Last, look inside. There is one weight for each pixel, so the weights are a picture too.
# **Predict before you run:** an 8 is a 3 with its loops closed. Where must ink speak for an 8
# (blue, positive)? Where might it speak for a 3 (orange, negative)? The fourth panel shows the
# picture kept back that the neuron found hardest.

# %%
with suppress(NotImplementedError):
    w, b, _ = train_sigmoid_neuron(train_x, train_y, np.zeros(64), 0.0, eta=0.01, steps=300)
    a = test_x @ w + b
    print("right on pictures kept back:", ((a > 0) == (test_y == 1)).sum(), "of", len(test_y))
    hardest = np.argmin(np.where(test_y == 1, a, -a))
    means = {f"mean {name}": train_x[train_y == t].mean(axis=0) for t, name in enumerate((3, 8))}
    panels = means | {"weights": w, f"g = {sigmoid(a)[0][hardest]:.2f}": test_x[hardest]}
    plots.pixel_panels({k: v.reshape(8, 8) for k, v in panels.items()}, signed=["weights"])

# %% [markdown]
# **Notice** the blue pixels on the left, where the loops of an 8 close and a 3 is open. Nobody
# told the neuron what a loop is. The last panel shows the one picture that it got wrong: a 3
# whose lower half leans to the left, onto the bluest pixels. (One picture more or fewer out of
# 107 does not tell us which of our two learners is better.)

# %% [markdown]
# ## What the lectures print differently
#
# One lecture prints the first hidden unit of XOR with the sum $-1.5 + 2 x_1 - x_2$. Ours is
# $-0.5 + x_1 - x_2$. Is the print wrong? Test it. Then write down what the truth table of $v_1$
# demands of $w_1$, $w_2$ and $b$, and use that to add a third pair that works and one that fails.
# (Not graded.)

# %%
with suppress(NotImplementedError):
    for w, b in [((1.0, -1.0), -0.5), ((2.0, -1.0), -1.5)]:
        print("w =", w, " b =", b, " answers:", threshold_neuron(corners, np.array(w), b))

# %% [markdown]
# Why do both work? The truth table makes four demands,
#
# $$b \le 0, \qquad w_2 + b \le 0, \qquad w_1 + b > 0, \qquad w_1 + w_2 + b \le 0,$$
#
# and a whole region of weights meets them. Every point of the region computes $v_1$: the sums
# differ, their signs agree.
#
# The distances differ too. A corner lies $|a| / \lVert w \rVert$ from the line. For our unit the
# nearest corners are $0.5 / \sqrt 2 \approx 0.35$ away, for the printed one
# $0.5 / \sqrt 5 \approx 0.22$. Ours leaves more room for noisy inputs.

# %% [markdown]
# ## Further reading
#
# - W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous activity",
#   *Bulletin of Mathematical Biophysics* 5, 1943. Logic from threshold units.
# - F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization
#   in the brain", *Psychological Review* 65, 1958.
# - B. Widrow and M. E. Hoff, "Adaptive switching circuits", *IRE WESCON Convention Record*, 1960.
#   Learning by squared error, before the step.
# - A. B. J. Novikoff, "On convergence proofs on perceptrons", *Symposium on the Mathematical
#   Theory of Automata*, 1962. The proof of Section 3.
# - M. Minsky and S. Papert, *Perceptrons*, MIT Press, 1969. What one layer cannot do.
# - J. A. Feldman and D. H. Ballard, "Connectionist models and their properties", *Cognitive
#   Science* 6, 1982. The argument of the hundred steps.
# - F. A. C. Azevedo and others, "Equal numbers of neuronal and nonneuronal cells make the human
#   brain an isometrically scaled-up primate brain", *Journal of Comparative Neurology* 513, 2009.
#   The count.
#
# ## What comes next
#
# One neuron draws one line. You built the two layers of XOR by hand. Lesson 2 stacks layers of
# any width, shows which regions they can carve out of the plane, and tries other activation
# functions, some of which do not go flat. Learning the hidden weights has to wait for Lesson 4:
# you have already written its smallest piece, a `backward`.
