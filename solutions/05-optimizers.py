# %% [markdown]
# # Lesson 5: Descending
#
# By the end you will have written the update rules that train nearly every network in use, from
# plain gradient descent to Adam, and raced them against each other on four landscapes and on real
# handwriting.
#
# **You need** gradients and the chain rule. From earlier lessons only the idea of a `backward`
# that returns $dJ/d\,\text{parameter}$; no code of yours. **It takes** about two hours. The end of
# Section 3 is a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. A landscape | What can stop a descent? | | 10 |
# | 2. A few examples at a time | How many examples does a step need? | 5.1, 5.2 | 20 |
# | 3. A rate that falls | Why must it fall, and how fast? | 5.3, a reasoned answer | 25 |
# | 4. Rolling | What helps in a ravine? | 5.4 | 12 |
# | 5. A rate for every weight | Can a rate learn? | 5.5 | 15 |
# | 6. Dividing by the past | What is a large gradient? | 5.6, 5.7 | 15 |
# | 7. Two averages | What happens at the start of Adam? | 5.8, a reasoned answer | 15 |
# | 8. Reading handwriting | Which rule would you take? | | 8 |
#
# **How to work.** Replace `raise NotImplementedError()` by your code, then run the check below it.
# Grading uses fresh cases. The exercises are worth 28 points, the two written questions 4 points
# each. No exercise needs your answer to an earlier one. Cells that use your functions stand in
# `with suppress(NotImplementedError):` and stay empty until you have written them.
#
# The reference solutions live in the rules of `lecturelib.optimizers`, in `lecturelib.schedules`
# and in `lecturelib.training`. They cannot be imported while the lesson is graded.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import optimizer_race
from lecturelib import plots
from lecturelib.activations import relu, tanh
from lecturelib.datasets import digits
from lecturelib.losses import softmax_cross_entropy
from lecturelib.networks import Activation, Affine, Sequential
from lecturelib.optimizers import Optimizer

# %% [markdown]
# ## 1. A landscape
#
# A network with its data is a function of its weights: put weights in, and out comes one number,
# the loss. Think of the weights as a place and of the loss as a height. Training starts somewhere
# and walks downhill.
#
# At each place the walker knows one thing, the gradient: the direction in which the ground rises
# most steeply. There is no map, and no view. **Predict:** from which parts of this map do the
# arrows lead to the deeper of the two hollows? Where can a walker stand still without being in a
# hollow?

# %%
plots.landscape_sketch()

# %% [markdown]
# Three kinds of places have a gradient of zero.
#
# - A **minimum**: the loss rises in every direction.
# - A **local minimum**: the same, but another place is lower still.
# - A **saddle**: the loss rises in some directions and falls in others.
#
# **Which of them is common?** At a place without a gradient, ask each direction whether the
# ground curves up or down there. A minimum needs "up" from all of them. If the answers were coin
# tosses, $D$ weights would all say "up" with probability $2^{-D}$: one time in four for two
# weights, one time in $10^{30}$ for a hundred. Answers are no coin tosses, and close to the
# bottom of a loss most of them are "up". But in spaces of many dimensions, high places without a
# gradient are nearly always saddles.
#
# **How much does a saddle delay?** Take $J = \tfrac12 w_1^2 - \tfrac12 w_2^2$, whose gradient is
# $(w_1, -w_2)$, and steps of 0.1 times the gradient. Each step multiplies $w_1$ by 0.9 and $w_2$
# by 1.1. Start at $(1, 0.001)$. After 44 steps $w_1$ has shrunk to 0.01, and $w_2$ is still only
# 0.07; it needs 73 steps to reach 1. A walker that starts exactly on $w_2 = 0$ never leaves. A
# saddle is no trap, but a waiting room, and a little noise helps one out of it.

# %% [markdown]
# **Is every loss like this?** A function is **convex** if it never rises above its chords: walk
# straight from any place to any other, and the loss lies nowhere above the straight line between
# the two losses. A convex function has no local minimum that is not a minimum. If the weights
# enter the outputs linearly, as in a **network without hidden layers**, squared error and softmax
# cross-entropy are convex in the weights.
#
# **With a hidden layer they are not**, and you can prove it without computing anything. Take the
# best weights of a network with two hidden units. Exchange the two units, with all their weights:
# another place, the same outputs, the same loss. Halfway between the two places both hidden units
# have the same weights, so the network there does no better than one with a single unit. If one
# unit is not enough, the loss halfway is higher than at both ends, and that a convex function
# forbids.
#
# The next cell walks along both ways. On the left, softmax regression between two random settings
# of its weights. On the right, a network $v \cdot \tanh(x U)$ that made the targets itself, from
# its own weights to the same ones exchanged. **Sketch** both curves first.

# %%
rng = np.random.default_rng(5)
x, labels = rng.normal(size=(200, 2)), rng.integers(0, 3, size=200)
W_here, W_there = 4 * np.random.default_rng(3).normal(size=(2, 2, 3))
U, v = np.array([[2.0, -1.0], [0.5, 2.0]]), np.array([1.0, -1.0])


def hidden_layer_outputs(U, v):
    """Return v . tanh(x U) for every row of x."""
    return tanh(x @ U)[0] @ v


targets = hidden_layer_outputs(U, v)
without, with_hidden = [], []
for part in np.linspace(0, 1, 41):
    W = (1 - part) * W_here + part * W_there
    without.append(softmax_cross_entropy(x @ W, labels)[0])
    outputs = hidden_layer_outputs((1 - part) * U + part * U[:, ::-1], (1 - part) * v + part * v[::-1])
    with_hidden.append(np.mean((outputs - targets) ** 2) / 2)
plots.loss_slices({"no hidden layer": np.array(without), "two hidden units, exchanged": np.array(with_hidden)})

# %% [markdown]
# **Notice** that the left curve sags below its chord, and that the right one climbs a hill
# between two places that are equally perfect. With $H$ hidden units there are $H!$ such places.
#
# So we give up on the map. What is left is a step, and the question of how to take it well.

# %% [markdown]
# ## 2. A few examples at a time
#
# The loss is a mean over the examples, and so is its gradient:
#
# $$J(w) = \frac1N \sum_{n=1}^N J_n(w), \qquad g = \frac{dJ}{dw} = \frac1N \sum_{n=1}^N \frac{dJ_n}{dw}.$$
#
# | Name | Examples for one step | The gradient is |
# |:--|:--|:--|
# | **batch** gradient descent | all $N$ | exact |
# | **stochastic** gradient descent | 1 | right on average, and noisy |
# | **mini-batch** gradient descent | $B$, often 16 to 512 | right on average, less noisy |
#
# What does an exact gradient cost, and what is it worth? The cell below takes 64 examples of a
# line with two weights, and measures how far the gradient of $B$ random examples lies from that
# of all, on average over 2,000 draws. **Predict:** four times as many examples cost four times as
# much. By how much does the error fall?

# %%
rng = np.random.default_rng(2)
x = rng.normal(size=(64, 2)) * [1.0, 0.5]
y = x @ [2.0, -1.0] + rng.normal(size=64) * 0.5


def gradient_of(x, y, w):
    """Return the gradient of the mean of 1/2 (x . w - y)^2 over the rows."""
    return x.T @ (x @ w - y) / len(x)


exact = gradient_of(x, y, np.zeros(2))
for B in (1, 4, 16):
    drawn = [rng.integers(0, 64, size=B) for _ in range(2000)]
    errors = [np.sum((gradient_of(x[rows], y[rows], np.zeros(2)) - exact) ** 2) for rows in drawn]
    print("B =", B, " error of the gradient:", f"{np.sqrt(np.mean(errors)):.2f}")

# %% [markdown]
# **Notice** that four times the price buys half the error: it falls like $1 / \sqrt B$. So the
# first few examples of a batch are worth the most. Far from the minimum, a hundred rough steps
# get further than one exact step at the same price. Close to it the noise is all that is left,
# which is the subject of Section 3.
#
# **The order.** An epoch shows every example once. If the rows stand sorted by class, batches of
# neighbours hold one class each, and every step unlearns the others. So each epoch starts with a
# shuffle. Inputs and labels must go through the same one.

# %% [markdown]
# ### Exercise 5.1: minibatches (4 points)
#
# **In:** inputs `x` of shape `(N, D)`, labels `y` of shape `(N,)`, `batch_size`, and `seed`, a
# whole number. **Out:** a list of pairs `(batch_x, batch_y)`. Every example comes once, in an
# order drawn from `seed`; each batch holds `batch_size` examples, the last one what is left.
#
# - The same seed gives the same order, so that a training can be repeated. Another seed gives
#   another order: the training loop passes the number of the epoch.
# - `rng = np.random.default_rng(seed)` makes a generator, and `rng.permutation(N)` draws an order
#   of the numbers 0 to `N - 1`. Any shuffle that does the above is right.
# - Return a list, not a generator with `yield`: the check looks at all batches together.
#
# **By hand:** with $N = 5$, `batch_size=2` and the order 2, 4, 0, 1, 3, the batches hold the rows
# 2 and 4, then 0 and 1, then 3 alone.
#
# **Bad lengths** (1 of the 4 points). Raise `ValueError` if `x` and `y` have different lengths.


# %% solution="minibatches"
def minibatches(x, y, batch_size, seed):
    """Return an epoch's batches in an order drawn from a seed.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        Inputs, one example a row.
    y : ndarray, shape (N,)
        Labels.
    batch_size : int
        Examples in a batch; the last one may be smaller.
    seed : int
        What the order is drawn from.

    Returns
    -------
    batches : list of (ndarray of shape (B, D), ndarray of shape (B,))
        Every example once, each label beside its input; no batch if there is no example.

    Raises
    ------
    ValueError
        If `x` and `y` have different lengths.
    """
    ### BEGIN SOLUTION
    if len(x) != len(y):
        raise ValueError(f"x and y must have the same length; got {len(x)} and {len(y)}")
    order = np.random.default_rng(seed).permutation(len(x))
    chosen = [order[start : start + batch_size] for start in range(0, len(x), batch_size)]
    return [(x[rows], y[rows]) for rows in chosen]
    ### END SOLUTION


# %% check="minibatches"
check("minibatches", minibatches)

# %% [markdown]
# **The rule.** All rules of this lesson have the same form: a function that takes a parameter,
# its gradient and a **state**, and returns the new parameter and the new state.
#
# ```text
# parameter, state = rule(parameter, gradient, state, learning_rate=...)
# ```
#
# The state is what the rule has to remember until the next step. It is `None` before the first.
# The simplest rule remembers nothing and returns `None` again:
#
# $$w \leftarrow w - \eta\, g.$$

# %% [markdown]
# ### Exercise 5.2: sgd (2 points)
#
# **In:** `parameter` and `gradient` of the same shape, any shape; `state`, which is `None`;
# `learning_rate`. **Out:** the new parameter and `None`. Leave the arguments as they are.
#
# **By hand:** $w = (1, -1)$, $g = (2, 4)$, $\eta = 0.5$. The new $w$ is
# $(1 - 1, -1 - 2) = (0, -3)$.
#
# **Bad shapes** (1 of the 2 points). Raise `ValueError` if the shapes differ. What would NumPy
# do with a parameter of shape `(3,)` and a gradient of shape `(3, 1)`? Try it. A slip of that
# kind would go unnoticed for a long time. The other rules need not check.


# %% solution="sgd"
def sgd(parameter, gradient, state, learning_rate=0.01):
    """Return the parameter after one step of gradient descent, w - eta g, and the state None.

    Parameters
    ----------
    parameter : ndarray, any shape
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : None
        There is nothing to remember.
    learning_rate : float
        eta.

    Returns
    -------
    parameter : ndarray, shape of `parameter`
        w after the step.
    state : None
        For the next step.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    ### BEGIN SOLUTION
    if gradient.shape != parameter.shape:
        raise ValueError(f"the gradient must have shape {parameter.shape}; got {gradient.shape}")
    return parameter - learning_rate * gradient, None
    ### END SOLUTION


# %% check="sgd"
check("sgd", sgd)

# %% [markdown]
# Here is the whole **SGD loop**. Every training in this course has these three lines at its
# heart: for each epoch, for each batch, a gradient and a step.


# %%
def fit_line(batch_size, epochs, learning_rate):
    """Return the weights after every step, shape (steps + 1, 2)."""
    w, state = np.array([-1.0, 1.0]), None
    places = [w]
    for epoch in range(epochs):
        for batch_x, batch_y in minibatches(x, y, batch_size, seed=epoch):
            w, state = sgd(w, gradient_of(batch_x, batch_y, w), state, learning_rate)
            places.append(w)
    return np.array(places)


# %% [markdown]
# All three descents below look at 320 examples, which is five epochs. **Predict:** how many
# steps does each take? Which one ends nearest to the cross, and which one comes to rest there?

# %%
with suppress(NotImplementedError):
    plots.descent_paths(
        lambda places: np.mean((places @ x.T - y) ** 2, axis=1) / 2,
        {
            "batch: 5 steps of 64": fit_line(64, epochs=5, learning_rate=0.3),
            "mini-batch: 40 steps of 8": fit_line(8, epochs=5, learning_rate=0.3),
            "stochastic: 320 steps of 1": fit_line(1, epochs=5, learning_rate=0.3),
        },
        minimum=tuple(np.linalg.lstsq(x, y, rcond=None)[0]),
    )

# %% [markdown]
# **Notice** that the batch descent is smooth and has hardly arrived, that the mini-batches have
# arrived and tremble a little, and that the single examples arrived early and will never rest.
#
# Now your rule on a saddle, with an exact gradient. A cross marks the start, rings mark the minima.
# Press *Race*. **Then** move the start onto $w_2 = 0$, with the slider or by a click, and race again.
# Last, go back to $w_2 = 0.02$ and lower the rate. From which rate on are 150 steps too few to get
# away? (Section 1 has the factor that you need for a prediction.)

# %%
optimizer_race(surface="saddle", sgd=sgd)

# %% [markdown]
# **Notice** how long it stays near the middle, and that from exactly $w_2 = 0$ it ends there. It
# never learns that the place is no minimum.

# %% [markdown]
# ## 3. A rate that falls
#
# A large rate covers the distance, and a small one calms the noise. Why not have both, one after
# the other? Let $\eta_k$ be the rate after $k$ steps have been taken; $k = 0$ at the first.
#
# In 1951 Robbins and Monro asked what $\eta_k$ must do so that noisy steps still arrive. Two
# conditions, together with some on the function and the noise, are enough:
#
# $$\sum_{k=0}^\infty \eta_k = \infty, \qquad \sum_{k=0}^\infty \eta_k^2 < \infty.$$
#
# - **The first is about distance.** All steps together must be able to go any distance. If the
#   rates add up to a finite number, a start that is too far away is never made good.
# - **The second is about noise.** Each step adds noise of size $\eta_k$. Independent errors add up
#   by their squares. A finite sum of squares means that the errors of all later steps together go
#   to zero.
#
# **A case by hand.** Estimate a mean: $J_n = \tfrac12 (w - x_n)^2$, with the gradient $w - x_n$,
# one example at a time. Take $\eta_k = 1 / (k + 1)$ and the examples 4, 6, 2, starting at $w = 0$:
#
# | $k$ | $\eta_k$ | $x$ | $w$ before | step $-\eta_k (w - x)$ | $w$ after |
# |--:|--:|--:|--:|:--|--:|
# | 0 | 1 | 4 | 0 | $-1\,(0 - 4) = 4$ | 4 |
# | 1 | 1/2 | 6 | 4 | $-\tfrac12 (4 - 6) = 1$ | 5 |
# | 2 | 1/3 | 2 | 5 | $-\tfrac13 (5 - 2) = -1$ | 4 |
#
# After every step $w$ is the mean of the examples so far: 4, then 5, then 4. The schedule $1 / k$
# is what turns gradient descent into averaging. With a constant rate each new example would pull
# $w$ as hard as the first one did, for ever.
#
# The schedules that people use, written with one number, the **period** $n$:
#
# | Schedule | $\eta_k$ | In words |
# |:--|:--|:--|
# | `constant` | $\eta_0$ | |
# | `step_decay` | $\eta_0 \cdot 0.5^{\lfloor k / n \rfloor}$ | halved after every $n$ steps |
# | `inverse_time` | $\eta_0 / (1 + k / n)$ | like $1/k$; half after $n$ steps |
# | `exponential` | $\eta_0 \cdot 0.5^{k / n}$ | a little lower at each step, half after $n$ |
# | `cosine` | $f + \tfrac12 (\eta_0 - f) \bigl(1 + \cos(\pi k / n)\bigr)$ | to the floor $f$ in $n$ steps |
#
# The bracket $\lfloor\ \rfloor$ rounds down. The cosine formula holds up to $k = n$; after that,
# the rate stays at $f$. (The factor need not be one half. In practice steps of 0.1 are common.)

# %% [markdown]
# ### Exercise 5.3: learning_rate (4 points)
#
# **In:** `schedule`, one of the five names; `step`, the $k$ of the table, a whole number from 0;
# `initial`, which is $\eta_0$; `period`, which is $n$; `floor`, which is $f$ and matters to the
# cosine only. **Out:** the rate, a number.
#
# **By hand**, with $\eta_0 = 8$, $n = 4$ and, for the cosine, $f = 2$:
#
# | $k$ | `constant` | `step_decay` | `inverse_time` | `exponential` | `cosine` |
# |--:|--:|--:|--:|--:|--:|
# | 0 | 8 | 8 | 8 | 8 | 8 |
# | 2 | 8 | 8 | 5.33 | 5.66 | 5 |
# | 4 | 8 | 4 | 4 | 4 | 2 |
# | 8 | 8 | 2 | 2.67 | 2 | 2 |
#
# The points are one each for the first two schedules together, and for each of the other three.


# %% solution="learning_rate"
def learning_rate(schedule, step, initial, period, floor=0.0):
    """Return the learning rate of a schedule after a number of steps.

    Parameters
    ----------
    schedule : {"constant", "step_decay", "inverse_time", "exponential", "cosine"}
        Which one.
    step : int
        k, the number of steps taken so far: 0 at the first.
    initial : float
        eta_0, the rate of the first step.
    period : int
        n, the steps to half the rate, or for the cosine to the floor.
    floor : float
        f, where the cosine ends and stays.

    Returns
    -------
    rate : float
        eta_k.
    """
    ### BEGIN SOLUTION
    if schedule == "constant":
        return initial
    if schedule == "step_decay":
        return initial * 0.5 ** (step // period)
    if schedule == "inverse_time":
        return initial / (1 + step / period)
    if schedule == "exponential":
        return initial * 0.5 ** (step / period)
    progress = min(1.0, step / period)
    return floor + 0.5 * (initial - floor) * (1 + np.cos(np.pi * progress))
    ### END SOLUTION


# %% check="learning_rate"
check("learning_rate", learning_rate)

# %% [markdown]
# **Predict before you run.** Five schedules over 400 steps, with a period of 40 (the cosine with
# 80, and no floor). Which of the sums in the middle go on for ever? Which on the right?

# %%
with suppress(NotImplementedError):
    periods = {"constant": 40, "step_decay": 40, "inverse_time": 40, "exponential": 40, "cosine": 80}
    plots.rate_sums(
        {name: np.array([learning_rate(name, k, 1.0, n) for k in range(400)]) for name, n in periods.items()}
    )

# %% [markdown]
# **Notice** that `inverse_time` looks harmless in the middle panel, but still rises when the three
# others have stopped. It grows like a logarithm: past every bound, and slowly.
#
# Now let them estimate a mean of 3 from noisy examples, in 200 trainings at once (one entry of `w`
# is one training). Drawn is the typical distance from 3. **Predict** which one ends best. One of
# them stops halfway. Which, and why?

# %%
with suppress(NotImplementedError):
    examples = np.random.default_rng(0).normal(3.0, 1.0, size=(400, 200))
    settings = {
        "constant 0.3": ("constant", 0.3, 1),
        "inverse_time from 1": ("inverse_time", 1.0, 1),
        "exponential from 0.1": ("exponential", 0.1, 10),
        "cosine from 0.3": ("cosine", 0.3, 400),
    }
    distances = {}
    for title, (schedule, initial, period) in settings.items():
        w, curve = np.zeros(200), []
        for k, example in enumerate(examples):
            w, _ = sgd(w, w - example, None, learning_rate(schedule, k, initial, period))
            curve.append(np.sqrt(np.mean((w - 3) ** 2)))
        distances[title] = np.array(curve)
        print(f"{title} ends {curve[-1]:.2f} away")
    plots.learning_curves(distances, "step", "typical distance from 3")

# %% [markdown]
# **Notice** the four fates. The constant rate trembles at 0.4, and the cosine does the same until
# its rate has fallen. The exponential schedule was started too low: all its rates together come
# to about 1.5, and that is not enough for the way. `inverse_time` has become an average of 400
# examples, and $1 / \sqrt{400}$ is 0.05.

# %% [markdown]
# ### Written question 1: distance and noise (4 points)
#
# (a) For `constant`, `inverse_time` and `exponential`, say which of the two conditions of Robbins
# and Monro hold, with the reason. (2 points)
#
# (b) What about $\eta_k = \eta_0 / \sqrt{k + 1}$? What would you see in a plot like the one above,
# if you waited long enough? (1 point)
#
# (c) The cosine schedule without a floor breaks the first condition, and yet large networks are
# trained with it. Explain why that can go well, and what you must know in advance. (1 point)

# %% [markdown] written="distance-and-noise" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) `constant`: the first holds, a sum of equal positive numbers grows without
# end; the second fails for the same reason. `inverse_time`: both hold. $\sum 1 / (1 + k/n)$ is $n$
# times a tail of the harmonic series, which diverges; $\sum 1 / (1 + k/n)^2$ is smaller than
# $n^2$ times $\sum 1/j^2$ (with $j = n + k$), which converges. `exponential`: both are geometric
# series, with finite sums, so the second holds and the first fails.
#
# (b) $\sum 1 / \sqrt{k + 1}$ diverges, so any distance is covered. The squares are the harmonic
# series, which diverges too, so the second condition fails. The rate itself still goes to zero, so
# in the plot the tremble shrinks, like the root of the rate, but much more slowly than for $1/k$.
# (The conditions are sufficient, and not necessary for every function.)
#
# (c) A training is finite. The first condition speaks of starts at any distance and of infinitely
# many steps; it is enough that the rates of the steps that are taken add up to more than the
# distance there is to go. So one must know the number of steps in advance, and choose $\eta_0$
# large enough for it.
#
# **Rubric.**
# - 2 points: all six verdicts right, with a reason for each schedule. 1 point for five or six
#   verdicts without reasons, or for two schedules with reasons.
# - 1 point: first holds, second fails, and the noise dies out slowly if at all. "Fails the second,
#   so it trembles for ever" counts in full if it is derived from the second condition.
# - 1 point: finite training, and the number of steps (or the distance) must be known in advance.
#   Half a point for one of the two.
# ### END SOLUTION

# %% [markdown]
# ## 4. Rolling
#
# Noise is one trouble of gradient descent. The shape of the ground is another, even when every
# gradient is exact. Take a ravine, $J = \tfrac12 (0.1\, w_1^2 + 4\, w_2^2)$: across it, the ground
# is 40 times as curved as along it. The gradient is $(0.1\, w_1,\ 4\, w_2)$, so each step
# multiplies $w_1$ by $1 - 0.1\,\eta$ and $w_2$ by $1 - 4\,\eta$.
#
# | $\eta$ | $w_1$ times | $w_2$ times | What you see |
# |--:|--:|--:|:--|
# | 0.1 | 0.99 | 0.6 | smooth, and very slow along the ravine |
# | 0.45 | 0.955 | $-0.8$ | a zigzag from wall to wall |
# | 0.55 | 0.945 | $-1.2$ | thrown out |
#
# The steep direction forbids any rate above 0.5, and at 0.45 the flat direction still needs 100
# steps to shrink to a hundredth. No rate suits both.
#
# Give the walker weight. A rolling ball has a **velocity** $v$: pushes in the same direction add
# up, and pushes that alternate cancel. With the momentum $m$, usually 0.9:
#
# $$v \leftarrow m\,v - \eta\, g, \qquad w \leftarrow w + v.$$
#
# **By hand**, with $m = 0.5$, $\eta = 0.5$ and $v = 0$ at first. On a steady slope, and in a
# zigzag:
#
# | Step | $g$ | $v$ | | $g$ | $v$ |
# |--:|--:|:--|:--|--:|:--|
# | 1 | 4 | $0 - 2 = -2$ | | 4 | $0 - 2 = -2$ |
# | 2 | 4 | $-1 - 2 = -3$ | | $-4$ | $-1 + 2 = 1$ |
# | 3 | 4 | $-1.5 - 2 = -3.5$ | | 4 | $0.5 - 2 = -1.5$ |
# | ... | 4 | towards $-4$ | | $\pm 4$ | towards $\mp 1.33$ |
#
# On the slope the steps grow to $1 / (1 - m)$ times their first length: 2 here, and 10 for
# $m = 0.9$. In the zigzag they shrink to $1 / (1 + m)$ times.

# %% [markdown]
# ### Exercise 5.4: momentum (3 points)
#
# **In:** `parameter`, `gradient`, `state`, `learning_rate`, and `momentum`, which is $m$. **Out:**
# the new parameter and the new state. Before the first step, the state is `None` and the velocity
# zero.
#
# **What is a state?** Whatever your rule needs next time: an array, a number, or a tuple, list or
# dict of these. Only your function looks into it; the check looks at the parameters of several
# steps. (In grading the state travels out of your function and back as plain data. An object of a
# class of your own would not survive that, and a NamedTuple would come back as a plain tuple.)
#
# Make new arrays, and leave the parameter, the gradient and the state as they came in.


# %% solution="momentum"
def momentum(parameter, gradient, state, learning_rate=0.01, momentum=0.9):
    """Return the parameter after one step with momentum: v <- m v - eta g, w <- w + v.

    Parameters
    ----------
    parameter : ndarray, any shape
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : your own, or None before the first step
        What the last step returned.
    learning_rate : float
        eta.
    momentum : float
        m, what is kept of the velocity.

    Returns
    -------
    parameter : ndarray, shape of `parameter`
        w after the step.
    state : plain data
        For the next step.
    """
    ### BEGIN SOLUTION
    velocity = np.zeros_like(parameter) if state is None else state
    velocity = momentum * velocity - learning_rate * gradient
    return parameter + velocity, velocity
    ### END SOLUTION


# %% check="momentum"
check("momentum", momentum)

# %% [markdown]
# The ravine of the text. **Predict:** at a rate of 0.1, how far does `sgd` get in 150 steps? What
# will the ball do when it arrives at the minimum? Race. Then raise the rate of `sgd` notch by notch:
# which is the last rate that does not throw it out, and how well does it do there? Do the same with
# the rate of `momentum`.

# %%
optimizer_race(surface="ravine", sgd=sgd, momentum=momentum)

# %% [markdown]
# **Notice** that the ball overshoots and comes back: the velocity does not know where the minimum
# is. It pays for its speed along the ravine with some swinging. Close to 0.5, `sgd` does about as
# well; one or two notches higher it is thrown out. The ball has room: it bears every rate up to
# $2\,(1 + m) / 4 = 0.95$.
#
# (Nesterov's momentum, of 1983, is a relative of this rule: it takes the gradient where the velocity
# is about to carry the ball, and so brakes a little earlier.)

# %% [markdown]
# ## 5. A rate for every weight
#
# Momentum leaves one rate for all weights. The ravine wants two: a small one across, a large one
# along. Could each weight find its own? Jacobs (1988) watched the signs. If the gradient of a
# weight keeps its sign, the weight is on a slope: **raise its rate**. If the sign has changed, it
# has jumped over a minimum: **lower its rate**. His rule is called **delta-bar-delta**: "delta" is
# the gradient $g$ of the weight, and the bar means its running average $\bar g$.
#
# $$\eta \leftarrow \begin{cases} \eta + \kappa & \text{if } \bar g\, g > 0 \\
# (1 - \phi)\,\eta & \text{if } \bar g\, g < 0 \\ \eta & \text{otherwise,} \end{cases} \qquad
# w \leftarrow w - \eta\, g, \qquad \bar g \leftarrow \theta\,\bar g + (1 - \theta)\, g,$$
#
# in this order, for each weight by itself. Rates rise carefully, by a sum, and fall fast, by a
# factor: no factor below 1 makes a rate negative.
#
# **By hand**, three weights that start at 0 with $\eta = 0.5$, $\kappa = 0.25$, $\phi = 0.5$,
# $\theta = 0.5$. In the first step all gradients are 4. There is no past yet, so $\bar g\, g = 0$,
# the rates stay, all weights become $-2$ and all averages 2. The second step:
#
# | Weight | $\bar g$ before | $g$ | $\bar g\,g$ | $\eta$ | $w$ | $\bar g$ after |
# |:--|--:|--:|--:|:--|:--|:--|
# | first | 2 | 4 | 8 | $0.5 + 0.25 = 0.75$ | $-2 - 3 = -5$ | $1 + 2 = 3$ |
# | second | 2 | $-4$ | $-8$ | $0.5 \cdot 0.5 = 0.25$ | $-2 + 1 = -1$ | $1 - 2 = -1$ |
# | third | 2 | 0 | 0 | $0.5$ | $-2$ | $1 + 0 = 1$ |

# %% [markdown]
# ### Exercise 5.5: delta_bar_delta (4 points)
#
# **In:** `parameter`, `gradient`, `state`, the settings `learning_rate`, `kappa`, `phi`, `theta`.
# `learning_rate` is where every rate starts; later steps do not look at it. **Out:** the new
# parameter and the new state. You need to remember two arrays.


# %% solution="delta_bar_delta"
def delta_bar_delta(parameter, gradient, state, learning_rate=0.01, kappa=0.001, phi=0.2, theta=0.7):
    """Return the parameter after one step in which every entry has a rate of its own.

    Each rate rises by kappa where the gradient has the sign of its running average, falls to
    (1 - phi) times where it has the other sign, and stays where either is 0. Then the step
    w <- w - eta g is taken, and the average becomes theta times itself plus (1 - theta) g.

    Parameters
    ----------
    parameter : ndarray, any shape
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : your own, or None before the first step
        What the last step returned.
    learning_rate : float
        Where all rates start.
    kappa, phi, theta : float
        As above.

    Returns
    -------
    parameter : ndarray, shape of `parameter`
        w after the step.
    state : plain data
        For the next step.
    """
    ### BEGIN SOLUTION
    if state is None:
        state = np.full_like(parameter, learning_rate), np.zeros_like(parameter)
    rates, average = state
    agreement = average * gradient
    rates = np.where(agreement > 0, rates + kappa, np.where(agreement < 0, (1 - phi) * rates, rates))
    return parameter - rates * gradient, (rates, theta * average + (1 - theta) * gradient)
    ### END SOLUTION


# %% check="delta_bar_delta"
check("delta_bar_delta", delta_bar_delta)

# %% [markdown]
# What do the two rates do in the ravine? Both start at 0.05, and $\kappa$ is 0.02. **Predict:** up
# to which value can the rate across the ravine climb before $w_2$ jumps over its minimum? (Each
# step multiplies $w_2$ by $1 - 4\,\eta$.) And the rate along it? The cell reads the rates off the
# steps, as $-\Delta w / g$.

# %%
with suppress(NotImplementedError):
    curvature = np.array([0.1, 4.0])
    w, state, rates = np.array([-3.5, 2.0]), None, []
    for _ in range(40):
        before = w
        w, state = delta_bar_delta(w, curvature * w, state, 0.05, kappa=0.02)
        rates.append((before - w) / (curvature * before))
    along, across = np.array(rates).T
    plots.learning_curves({"along the ravine": along, "across": across}, "step", "learning rate")
    print(f"after 40 steps: w1 = {w[0]:.2f}, w2 = {w[1]:.0e}")

# %% [markdown]
# **Notice** the turn at 0.25. Up to there both rates climb together. Beyond it, $w_2$ changes sides at
# each step, and its rate is cut every time; the weight has arrived, and needs no rate any more. The
# other rate climbs on, past any value that the steep direction would bear. Nobody told the rule
# which weight is which.
#
# The rule needs signs that mean something. With mini-batches many signs are noise, and rates are
# cut for no reason. Jacobs used whole batches.

# %% [markdown]
# ## 6. Dividing by the past
#
# Signs throw away how large a gradient is. But is "large" a property of the weight at all?
# Multiply the loss by 1,000 and every gradient is 1,000 times as large, with the same minimum in
# the same place. To judge a gradient, compare it with those that the same weight had before.
#
# **Adagrad** (Duchi, Hazan and Singer, 2011) adds up their squares and divides by the root:
#
# $$s \leftarrow s + g^2, \qquad w \leftarrow w - \eta\,\frac{g}{\sqrt{s} + \epsilon}.$$
#
# All of this is meant entry by entry. The tiny $\epsilon$ only keeps a weight that has never had a
# gradient from dividing 0 by 0. It stands beside the root, so it has the units of a gradient.
#
# **By hand**, $\eta = 0.5$, $\epsilon$ too small to matter, one weight:
#
# | $g$ | $s$ | $\sqrt s$ | step |
# |--:|:--|--:|:--|
# | 3 | $0 + 9 = 9$ | 3 | $-0.5 \cdot 3/3 = -0.5$ |
# | 4 | $9 + 16 = 25$ | 5 | $-0.5 \cdot 4/5 = -0.4$ |
# | 0 | 25 | 5 | 0 |
# | 12 | $25 + 144 = 169$ | 13 | $-0.5 \cdot 12/13 = -0.46$ |
#
# The first step has length $\eta$ for every weight, whatever its gradient. A weight whose gradient
# is rarely different from 0 keeps its large steps for the rare occasion; think of the weight of a
# rare word. But $s$ only grows. With a steady gradient the step after $k$ steps is
# $\eta / \sqrt{k}$: Adagrad has a falling schedule built in, whether one is wanted or not.

# %% [markdown]
# ### Exercise 5.6: adagrad (3 points)
#
# **In:** `parameter`, `gradient`, `state`, `learning_rate`, `eps`. **Out:** the new parameter and
# the new state.


# %% solution="adagrad"
def adagrad(parameter, gradient, state, learning_rate=0.01, eps=1e-10):
    """Return the parameter after one step of Adagrad: s <- s + g^2, w <- w - eta g / (sqrt(s) + eps).

    Parameters
    ----------
    parameter : ndarray, any shape
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : your own, or None before the first step
        What the last step returned; s is 0 at first.
    learning_rate : float
        eta.
    eps : float
        Added to the root.

    Returns
    -------
    parameter : ndarray, shape of `parameter`
        w after the step.
    state : plain data
        For the next step.
    """
    ### BEGIN SOLUTION
    squares = np.zeros_like(parameter) if state is None else state
    squares = squares + gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares
    ### END SOLUTION


# %% check="adagrad"
check("adagrad", adagrad)

# %% [markdown]
# **RMSprop** (Hinton, 2012, in a lecture and never in a paper) forgets. In place of the sum it
# keeps a running average of the squares, with a decay $\rho$ of 0.9:
#
# $$s \leftarrow \rho\,s + (1 - \rho)\,g^2, \qquad w \leftarrow w - \eta\,\frac{g}{\sqrt{s} + \epsilon}.$$
#
# The root of the average of the squares is the "root mean square" of the name.
#
# **By hand**, $\eta = 0.5$, $\rho = 0.75$, $s = 0$ at first:
#
# | $g$ | $s$ | $\sqrt s$ | step |
# |--:|:--|--:|:--|
# | 4 | $0 + 0.25 \cdot 16 = 4$ | 2 | $-0.5 \cdot 4/2 = -1$ |
# | 2 | $3 + 0.25 \cdot 4 = 4$ | 2 | $-0.5 \cdot 2/2 = -0.5$ |
# | 0 | $3 + 0 = 3$ | 1.73 | 0 |
# | 4 | $2.25 + 0.25 \cdot 16 = 6.25$ | 2.5 | $-0.5 \cdot 4/2.5 = -0.8$ |

# %% [markdown]
# ### Exercise 5.7: rmsprop (3 points)
#
# **In:** `parameter`, `gradient`, `state`, `learning_rate`, `decay`, which is $\rho$, and `eps`.
# **Out:** the new parameter and the new state.


# %% solution="rmsprop"
def rmsprop(parameter, gradient, state, learning_rate=0.001, decay=0.9, eps=1e-8):
    """Return the parameter after one step of RMSprop.

    s <- rho s + (1 - rho) g^2, w <- w - eta g / (sqrt(s) + eps).

    Parameters
    ----------
    parameter : ndarray, any shape
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : your own, or None before the first step
        What the last step returned; s is 0 at first.
    learning_rate : float
        eta.
    decay : float
        rho, what is kept of the average.
    eps : float
        Added to the root.

    Returns
    -------
    parameter : ndarray, shape of `parameter`
        w after the step.
    state : plain data
        For the next step.
    """
    ### BEGIN SOLUTION
    squares = np.zeros_like(parameter) if state is None else state
    squares = decay * squares + (1 - decay) * gradient**2
    return parameter - learning_rate * gradient / (np.sqrt(squares) + eps), squares
    ### END SOLUTION


# %% check="rmsprop"
check("rmsprop", rmsprop)

# %% [markdown]
# The gradient of one weight is 10 for the first 40 steps and 1 from then on. (The weight has left
# a steep wall and reached a gentle slope.) Drawn is the length of each step, in units of $\eta$.
# **Sketch** both curves before you run.

# %%
with suppress(NotImplementedError):
    lengths = {}
    for title, rule in {"Adagrad": adagrad, "RMSprop": rmsprop}.items():
        w, state, curve = np.zeros(1), None, []
        for step in range(120):
            before = w
            w, state = rule(w, np.array([10.0 if step < 40 else 1.0]), state, 1.0)
            curve.append(abs(w - before)[0])
        lengths[title] = np.array(curve)
    plots.learning_curves(lengths, "step", "length of the step / eta")

# %% [markdown]
# **Notice** that Adagrad never recovers from the wall, while RMSprop has forgotten it after some
# forty steps and walks on with steps of length $\eta$. Its first step of all is 3 times too long,
# because its average starts from zero and has seen one square only: $1 / \sqrt{1 - 0.9} = 3.2$.

# %% [markdown]
# ## 7. Two averages
#
# Momentum averages the gradient. RMSprop averages its square. **Adam** (Kingma and Ba, 2014) does
# both, and then repairs the fault that you have just seen: averages that start from zero are too
# small at first. With $t$ the number of the step, 1 at the first:
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g, \qquad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2,$$
#
# $$\hat m = \frac{m}{1 - \beta_1^t}, \qquad \hat v = \frac{v}{1 - \beta_2^t}, \qquad
# w \leftarrow w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}.$$
#
# The usual settings are $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\epsilon = 10^{-8}$. The letters
# have changed their meaning: $m$ was the momentum's factor and is now an average, the **first
# moment**; $v$ was the velocity and is now the **second moment**. The papers named them so.
#
# **Why $1 - \beta^t$?** After $t$ steps the average $m$ holds the gradients with the weights
# $(1 - \beta) \beta^{t-1}, \ldots, (1 - \beta)\beta,\ (1 - \beta)$. Their sum is $1 - \beta^t$. An
# average should have weights that sum to 1, so divide by what they sum to.
#
# **By hand**, $\eta = 0.5$, $\beta_1 = 0.5$, $\beta_2 = 0.9375 = 15/16$, and the gradient 4 twice:
#
# | $t$ | $m$ | $v$ | $\hat m$ | $\hat v$ | step | without correction |
# |--:|--:|--:|:--|:--|:--|:--|
# | 1 | 2 | 1 | $2 / 0.5 = 4$ | $1 / 0.0625 = 16$ | $-0.5 \cdot 4/4$ | $-0.5 \cdot 2/1 = -1$ |
# | 2 | 3 | 1.9375 | $3 / 0.75 = 4$ | $1.9375 / 0.1211 = 16$ | $-0.5 \cdot 4/4$ | $-0.5 \cdot 3/1.392 = -1.08$ |
#
# With a steady gradient the corrected moments are the gradient and its square from the first step
# on, and every step has length $\eta$.

# %% [markdown]
# ### Exercise 5.8: adam (5 points)
#
# **In:** `parameter`, `gradient`, `state`, `learning_rate`, `beta1`, `beta2`, `eps`, and
# `bias_correction`: if it is False, use $m$ and $v$ as they are in the place of $\hat m$ and
# $\hat v$ (1 of the 5 points). **Out:** the new parameter and the new state. What must it hold
# besides the two moments?


# %% solution="adam"
def adam(
    parameter,
    gradient,
    state,
    learning_rate=0.001,
    beta1=0.9,
    beta2=0.999,
    eps=1e-8,
    bias_correction=True,
):
    """Return the parameter after one step of Adam.

    Parameters
    ----------
    parameter : ndarray, any shape
        w.
    gradient : ndarray, shape of `parameter`
        g = dJ/dw.
    state : your own, or None before the first step
        What the last step returned; both moments are 0 at first.
    learning_rate : float
        eta.
    beta1, beta2 : float
        What is kept of the first and of the second moment.
    eps : float
        Added to the root.
    bias_correction : bool
        Whether to divide the moments by 1 - beta^t.

    Returns
    -------
    parameter : ndarray, shape of `parameter`
        w after the step.
    state : plain data
        For the next step.
    """
    ### BEGIN SOLUTION
    m, v, t = (np.zeros_like(parameter), np.zeros_like(parameter), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * gradient
    v = beta2 * v + (1 - beta2) * gradient**2
    m_hat, v_hat = (m / (1 - beta1**t), v / (1 - beta2**t)) if bias_correction else (m, v)
    return parameter - learning_rate * m_hat / (np.sqrt(v_hat) + eps), (m, v, t)
    ### END SOLUTION


# %% check="adam"
check("adam", adam)

# %% [markdown]
# **Predict before you run.** A steady gradient and the usual settings. How long are the steps
# without correction: the first, the tenth, the thousandth? Longer than $\eta$, or shorter?

# %%
with suppress(NotImplementedError):
    lengths = {}
    for corrected in (True, False):
        w, state, curve = np.zeros(1), None, []
        for _ in range(1000):
            before = w
            w, state = adam(w, np.array([0.02]), state, 1.0, bias_correction=corrected)
            curve.append(abs(w - before)[0])
        lengths["with correction" if corrected else "without"] = np.array(curve)
        print("with" if corrected else "without", "correction:", *[f"{curve[t - 1]:.2f}" for t in (1, 10, 100, 1000)])
    plots.learning_curves(lengths, "step t", "length of the step / eta")

# %% [markdown]
# **Notice** that the uncorrected steps are too *long*, although both moments are too small. They
# begin at 3.2 times $\eta$, rise to 6.6 times at the twelfth step, and are still a quarter too long
# after a thousand.

# %% [markdown]
# ### Written question 2: the first steps of Adam (4 points)
#
# (a) Show that the first corrected step has length $\eta$ for every weight, whatever its gradient
# (let $\epsilon$ be 0), and that the first uncorrected one has length
# $\eta\,(1 - \beta_1) / \sqrt{1 - \beta_2}$. (1 point)
#
# (b) Explain why the uncorrected curve first rises and then falls. Which moment fills up faster?
# (2 points)
#
# (c) In some trainings the uncorrected rule reaches a lower loss than the corrected one at the
# same $\eta$. Explain why this does not show that the correction is a mistake, and say how you
# would compare the two fairly. (1 point)

# %% [markdown] written="first-steps-of-adam" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) At $t = 1$: $m = (1 - \beta_1) g$ and $v = (1 - \beta_2) g^2$. Corrected,
# $\hat m = g$ and $\hat v = g^2$, so the step is $-\eta\, g / |g|$, of length $\eta$. Uncorrected,
# it is $-\eta\,(1 - \beta_1) g / (\sqrt{1 - \beta_2}\, |g|)$; the size of $g$ cancels again.
#
# (b) With a steady gradient the length is $\eta\,(1 - \beta_1^t) / \sqrt{1 - \beta_2^t}$. The first
# moment remembers about $1 / (1 - \beta_1) = 10$ steps, the second about 1,000. In the first ten
# steps or so the numerator fills up tenfold, while the denominator grows only like $\sqrt t$: the
# steps get longer. After that the numerator is full, and the denominator goes on growing for
# about a thousand steps: they get shorter, towards $\eta$.
#
# (c) At the same $\eta$ the uncorrected rule takes longer steps for the first thousand or so, like
# a larger rate that falls. Where $\eta$ was chosen too small for the problem, that alone helps. A
# fair comparison gives each rule the best rate (and schedule) out of several.
#
# **Rubric.**
# - 1 point: both lengths derived, with $g$ cancelling. Half a point for one.
# - 2 points: 1 for "the first moment fills up in about 10 steps, the second in about 1,000", 1 for
#   deriving both the rise and the fall from it (numerator first, denominator later).
# - 1 point: same $\eta$ does not mean steps of the same length, and each rule must be tuned by
#   itself. Half a point for one of the two.
# ### END SOLUTION

# %% [markdown]
# Now all six, on all four surfaces. The rates are set so that each rule does reasonably well.
# **Predict** for each surface which rule is lowest after 150 steps, and write it down. Then
# change the rates until another rule wins.

# %%
optimizer_race(
    surface="rosenbrock",
    sgd=sgd,
    momentum=momentum,
    delta_bar_delta=delta_bar_delta,
    adagrad=adagrad,
    rmsprop=rmsprop,
    adam=adam,
)

# %% [markdown]
# **Notice** three things. On the saddle, the rules that divide by the past leave at once: a tiny
# gradient, divided by its own size, is a step of length $\eta$. On the round bowl, plain gradient
# descent is as good as any. And RMSprop never comes to rest: close to a minimum its steps still
# have the length $\eta$, so it needs a falling rate more than the others do.

# %% [markdown]
# ## 8. Reading handwriting
#
# Two weights are a toy. Here are 64 pixels, 32 hidden units and 10 classes: 2,410 parameters,
# 1,500 handwritten digits to learn from, and 297 kept back. `Optimizer(rule, ...)` walks the
# parameters of a network with your rule and keeps one state for each. The loop is the one you
# know.

# %%
images, labels = digits()
order = np.random.default_rng(1).permutation(len(labels))
pixels, classes = images[order].reshape(-1, 64), labels[order]
train_x, train_y, test_x, test_y = pixels[:1500], classes[:1500], pixels[1500:], classes[1500:]


def train(rule, batch_size=32, epochs=8, **settings):
    """Return the training loss after each epoch, the first entry before any, and how many test digits are read."""
    network = Sequential(
        Affine(64, 32, np.random.default_rng(0)), Activation(relu), Affine(32, 10, np.random.default_rng(1))
    )
    optimizer = Optimizer(rule, **settings)
    losses = [softmax_cross_entropy(network.forward(train_x)[0], train_y)[0]]
    for epoch in range(epochs):
        for x, labels in minibatches(train_x, train_y, batch_size, seed=epoch):
            scores, backward = network.forward(x)
            _, loss_backward = softmax_cross_entropy(scores, labels)
            _, gradients = backward(loss_backward(1.0))
            optimizer.update_in_place(network.parameters, gradients)
        losses.append(softmax_cross_entropy(network.forward(train_x)[0], train_y)[0])
    right = (network.forward(test_x)[0].argmax(axis=1) == test_y).sum()
    return np.array(losses), right


# %% [markdown]
# First the size of the batch, with plain `sgd` at a rate of 0.3. Each curve sees every digit eight
# times. **Predict** the order of the three curves. How many steps does each take?

# %%
with suppress(NotImplementedError):
    curves = {}
    for batch_size in (1500, 128, 16):
        curves[f"batches of {batch_size}"], right = train(sgd, batch_size, learning_rate=0.3)
        print(f"batches of {batch_size}: {8 * -(-1500 // batch_size)} steps, {right} of 297 digits read")
    plots.learning_curves(curves, "epoch", "training loss")

# %% [markdown]
# **Notice** that eight exact steps go almost nowhere, while 752 rough ones learn to read. The
# price was the same: 12,000 looks at a digit.
#
# Now the rules, with batches of 32. **Predict:** which will be lowest after eight epochs, and how
# large will the differences be?

# %%
choices = {
    "sgd": (sgd, 0.3),
    "momentum": (momentum, 0.1),
    "delta_bar_delta": (delta_bar_delta, 0.3),
    "adagrad": (adagrad, 0.1),
    "rmsprop": (rmsprop, 0.01),
    "adam": (adam, 0.01),
}
with suppress(NotImplementedError):
    curves = {}
    for name, (rule, rate) in choices.items():
        curves[name], right = train(rule, learning_rate=rate)
        print(f"{name} at {rate}: loss {curves[name][-1]:.3f}, {right} of 297 digits read")
    plots.learning_curves(
        {name: curves[name] for name in ("sgd", "momentum", "rmsprop", "adam")}, "epoch", "training loss"
    )

# %% [markdown]
# **Notice** how close together they end, with one exception. The rates had been chosen from a few
# for each rule, and tuned rules do not differ much here. Delta-bar-delta suffers from the noisy
# signs of mini-batches, as Section 5 warned.
#
# So why does anyone care? Because nobody knows the rate in advance. The last picture trains each
# rule for four epochs at many rates. **Predict:** how far apart do the best rates of two rules lie?

# %%
with suppress(NotImplementedError):
    rates = np.array([0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0])
    losses = {}
    with np.errstate(all="ignore"):  # the largest rates may overflow
        for name in ("sgd", "momentum", "rmsprop", "adam"):
            rule = choices[name][0]
            losses[name] = np.array([train(rule, epochs=4, learning_rate=rate)[0][-1] for rate in rates])
    plots.losses_by_rate(rates, losses)

# %% [markdown]
# **Notice** that the best rates lie far apart: what is right for `sgd` is ten times too much for
# Adam. A rate means nothing without its rule. Compare two rules at one and the same rate, and you
# have compared nothing.

# %% [markdown]
# ## What the lectures print differently
#
# - **Adam.** Some lectures print it without the bias correction. Kingma and Ba published it with
#   it, and your function does both. Section 7 shows what the first thousand steps make of it.
# - **"A network without hidden layers is convex."** True with linear outputs and squared error,
#   and with softmax and cross-entropy. Lesson 1 trained one sigmoid neuron on squared error,
#   without a hidden layer, and its loss had a plateau. A convex function has no plateau above its
#   minimum.
# - **Momentum.** Ours is $v \leftarrow m v - \eta g$. Other books let $v$ collect the bare
#   gradients, $v \leftarrow m v + g$, and step by $-\eta v$. As long as $\eta$ is constant, both
#   visit the same places. When it falls, the second form also shrinks the share of old gradients.
# - **$\epsilon$.** Some print $\sqrt{s + \epsilon}$. With $\epsilon = 10^{-8}$ that adds $10^{-4}$
#   to the root of a vanishing $s$, ten thousand times as much as ours does.
#
# ## Further reading
#
# - H. Robbins and S. Monro, "A stochastic approximation method", *Annals of Mathematical
#   Statistics* 22, 1951. The two conditions.
# - B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", *USSR
#   Computational Mathematics and Mathematical Physics* 4, 1964. Momentum.
# - H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function",
#   *The Computer Journal* 3, 1960. The valley. (The demo's is ten times as gentle as his.)
# - R. A. Jacobs, "Increased rates of convergence through learning rate adaptation", *Neural
#   Networks* 1, 1988. Delta-bar-delta.
# - J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and
#   stochastic optimization", *Journal of Machine Learning Research* 12, 2011. Adagrad.
# - G. Hinton, *Neural Networks for Machine Learning*, lecture 6e, 2012. RMSprop.
# - D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2014.
# - Y. Dauphin and others, "Identifying and attacking the saddle point problem in high-dimensional
#   non-convex optimization", 2014. Why high places without a gradient are saddles.
# - I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", 2016. The
#   cosine.
#
# ## What comes next
#
# Your rules drive the training loss down. On digits that nobody has shown it, a network with a
# lower training loss is not always the better reader. Lesson 6 asks what to do when a network
# learns its examples by heart.
