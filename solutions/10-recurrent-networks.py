# %% [markdown]
# # Lesson 10: Recurrent networks
#
# By the end you will have built a network with a memory, sent gradients back through time, and taught
# it three trades: to read a digit line by line, to write English of a sort, letter by letter, and to
# name the part of speech of every word in a sentence.
#
# **You need** tanh (Lesson 2), softmax cross-entropy (Lesson 3), a `backward` that chains others
# (Lesson 4) and Adam (Lesson 5). **It takes** about two hours. The end of Section 3 is a good place
# for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. One cell for every step | How can a network read what has no fixed length? | 10.1 | 15 |
# | 2. Back through time | How does a shared weight learn? | 10.2 | 30 |
# | 3. How far a gradient gets | Why is the distant past hard to learn from? | 10.3, a reasoned answer | 25 |
# | 4. A loss at every step | What does a whole sequence cost? | 10.4 | 10 |
# | 5. A network that writes | Whose symbol goes in next? | 10.5, 10.6 | 30 |
# | 6. A tag for every word | Is "light" a thing or a property? | 10.7, a reasoned answer | 20 |
#
# **How to work.** Replace `raise NotImplementedError()` by your code, then run the check below it.
# Grading uses fresh cases. The exercises are worth 24 points, the two written questions 4 points
# each. No exercise needs your answer to an earlier one. Cells that use your functions stand in
# `with suppress(NotImplementedError):` and stay empty until you have written them.
#
# The reference solutions live in `lecturelib.recurrent`, `lecturelib.sequence_models`,
# `lecturelib.losses.sequences` and `lecturelib.regularizers`. They cannot be imported while the
# lesson is graded.

# %%
from collections import Counter
from contextlib import suppress
from itertools import pairwise

import numpy as np

from autograder import check
from demos import text_generator, unroll_explorer
from lecturelib import plots
from lecturelib.datasets import Alphabet, corpus, digits, tagged_sentences, unigram_entropy
from lecturelib.initialization import glorot_uniform, orthogonal
from lecturelib.layers import affine
from lecturelib.losses import softmax_cross_entropy
from lecturelib.optimizers import Optimizer, adam
from lecturelib.training import minibatches

# %% [markdown]
# On the left a network with a loop, on the right the same network with its loop **unfolded** in time.
# **Predict:** the network on the right has four input matrices, four recurrent ones and four output
# matrices. How many numbers does it learn more than the one on the left?

# %%
plots.unrolled_sketch()

# %% [markdown]
# ## 1. One cell for every step
#
# Not one. All copies of $U$ are one matrix, and so are those of $W$ and of $V$.
#
# Until now an input had a size, and a network was built for it. A sentence has none. One could cut it
# into pieces of ten words, and give the network a weight for each place in the piece. Then "In 2009 I
# went to Nepal" and "I went to Nepal in 2009" have the year at different places, and what was learned
# about years at the first place is of no use at the last. Lesson 8 had the same trouble with patterns
# in pictures, and cured it by using one set of weights at every place.
#
# A **recurrent network** uses one set of weights at every *time*. It reads one input after the other,
# and hands on a **state** $h$, a vector of $H$ numbers:
#
# $$a_t = b + W h_{t-1} + U x_t, \qquad h_t = \tanh(a_t), \qquad o_t = c + V h_t, \qquad
# \hat y_t = \text{softmax}(o_t).$$
#
# So the lectures print it, with vectors as columns. In this course examples are rows, and the first
# two equations read
#
# $$a_t = x_t U + h_{t-1} W + b, \qquad h_t = \tanh(a_t).$$
#
# | | shape |
# |:--|:--|
# | $x_t$, one input for each of $N$ sequences | `(N, D)` |
# | $h_t$, one state for each of them | `(N, H)` |
# | $U$, $W$, $b$ | `(D, H)`, `(H, H)`, `(H,)` |
#
# The parameters do not depend on the number of steps, so a network trained on sentences of five words
# can read one of fifty. And the state is the only way by which the past reaches the future. However
# long the text was, what is left of it are $H$ numbers: $h_t$ is a **lossy summary** of
# $x_1, \dots, x_t$. Training decides what is worth keeping.
#
# The network can be used in several ways, which differ in where inputs and outputs stand:
#
# | Use | Input | Output | Example |
# |:--|:--|:--|:--|
# | classification | at each step | after the last one | which digit, which mood (Section 2) |
# | one to sequence | one, at the start | at each step | a caption for a picture (Lesson 12) |
# | tagging | at each step | at the same step | parts of speech (Section 6) |
# | language model | the symbol before | the next symbol | writing (Section 5) |

# %% [markdown]
# ### Exercise 10.1: rnn_cell (3 points)
#
# **In:** `x` of shape `(N, D)`; `h` of shape `(N, H)`, the state before; `parameters`, a tuple of three
# arrays, to be taken apart by `U, W, b = parameters`. **Out:** two values.
#
# - `new_h` of shape `(N, H)`.
# - `backward`, which maps `d_new_h` to `d_x`, `d_h` and a tuple `(d_U, d_W, d_b)`.
#
# **By hand**, one sequence, one input and two units. The numbers are made so that tanh gives round
# ones: $\tanh 0 = 0$ and $\tanh(\ln 3) = 0.8$.
#
# $$x = (1), \quad h = (1,\ 0.5), \quad U = (2,\ 0), \quad
# W = \begin{pmatrix} -3 & 1 \\ 2 & 0 \end{pmatrix}, \quad b = (0,\ \ln 3 - 1)$$
#
# | Step | Result |
# |:--|:--|
# | $xU$ | $(2,\ 0)$ |
# | $hW$ | $(1 \cdot (-3) + 0.5 \cdot 2,\ 1 \cdot 1 + 0.5 \cdot 0) = (-2,\ 1)$ |
# | $a$, the sum of both and $b$ | $(0,\ \ln 3)$ |
# | $h_\text{new}$ | $(0,\ 0.8)$ |
#
# Back, from `d_new_h` $= (5, 10)$. The slope of tanh is 1 at 0, and 0.36 where its value is 0.8:
#
# | Gradient | Result |
# |:--|:--|
# | $d_a$ | $(5 \cdot 1,\ 10 \cdot 0.36) = (5,\ 3.6)$ |
# | $d_x$ | $(5 \cdot 2 + 3.6 \cdot 0) = (10)$ |
# | $d_h$ | $(5 \cdot (-3) + 3.6 \cdot 1,\ 5 \cdot 2 + 3.6 \cdot 0) = (-11.4,\ 10)$ |
# | $d_U$, $d_b$ | $(5,\ 3.6)$ both, since $x = 1$ |
# | $d_W$ | rows $1 \cdot (5,\ 3.6)$ and $0.5 \cdot (5,\ 3.6)$ |
#
# **Points:** 1 for the state, 2 for the gradients.


# %% solution="rnn_cell"
def rnn_cell(x, h, parameters):
    """Return the state after one step, tanh(x U + h W + b), and the backward function.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One input for each sequence.
    h : ndarray, shape (N, H)
        The state before.
    parameters : tuple of ndarray
        U of shape (D, H), W of shape (H, H), b of shape (H,).

    Returns
    -------
    new_h : ndarray, shape (N, H)
        The state after.
    backward : callable
        Maps d_new_h to d_x, d_h and (d_U, d_W, d_b).
    """
    ### BEGIN SOLUTION
    U, W, b = parameters
    new_h = np.tanh(x @ U + h @ W + b)

    def backward(d_new_h):
        d_a = d_new_h * (1 - new_h**2)
        return d_a @ U.T, d_a @ W.T, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))

    return new_h, backward
    ### END SOLUTION


# %% check="rnn_cell"
check("rnn_cell", rnn_cell)

# %% [markdown]
# ## 2. Back through time
#
# To run a sequence through the cell is a loop. To differentiate the loop is easier than it looks,
# because unfolded it is an ordinary deep network: a chain with a layer for each step. Its way back
# runs from the last step to the first, and is called **back-propagation through time**.
#
# Two things are new. **First,** a state is used twice: by its own step's output, and by the next
# step. So two gradients arrive at it, and they add up:
#
# $$d_{h_t} = \underbrace{d_{\text{states},t}}_{\text{from its own step}} +
# \underbrace{d_{a_{t+1}} W^\top}_{\text{from step } t+1}, \qquad
# d_{a_t} = d_{h_t} \odot (1 - h_t^2).$$
#
# **Second,** all layers share their weights. Pretend for a moment that each step had a copy of its own,
# $W_1, \dots, W_T$. The gradient of the copy at step $t$ is $h_{t-1}^\top d_{a_t}$, as in any affine
# map. The copies are in truth one matrix, so a small change of $W$ changes all of them at once, and $J$
# changes by the sum of what each does:
#
# $$d_W = \sum_t h_{t-1}^\top d_{a_t}, \qquad d_U = \sum_t x_t^\top d_{a_t}, \qquad
# d_b = \sum_t \sum_n d_{a_{nt}}.$$
#
# One lecture says that the copies' gradients are *averaged*. The average is the sum divided by $T$, a
# constant for sequences of one length, so it points the same way; but it is not the derivative, and a
# gradient check would say so.

# %% [markdown]
# ### Exercise 10.2: rnn (5 points)
#
# **In:** `x` of shape `(N, T, D)`, $N$ sequences of $T$ steps; `h0` of shape `(N, H)`, the state before
# the first step; `parameters` as before. **Out:** two values.
#
# - `states` of shape `(N, T, H)`: `states[:, t]` is the state after `x[:, t]` was read.
# - `backward`, which maps `d_states` of the same shape to `d_x`, `d_h0` and `(d_U, d_W, d_b)`.
#
# **By hand**, one sequence of two steps, one unit, $U = 1$, $W = 0.5$, $b = 0$, $h_0 = 0$. The inputs
# are $x_1 = \ln 2$ and $x_2 = -0.3$, since $\tanh(\ln 2) = 0.6$:
#
# | | step 1 | step 2 |
# |:--|:--|:--|
# | $a$ | $\ln 2 + 0.5 \cdot 0$ | $-0.3 + 0.5 \cdot 0.6 = 0$ |
# | $h$ | $0.6$ | $0$ |
# | slope $1 - h^2$ | $0.64$ | $1$ |
# | `d_states`, given | $1$ | $10$ |
# | $d_h$ | $1 + 5 = 6$ | $10$ |
# | $d_a$ | $6 \cdot 0.64 = 3.84$ | $10 \cdot 1 = 10$ |
# | $d_a W$, to the step before | $1.92$, which is `d_h0` | $5$ |
#
# Read the lower half from right to left. The shared parameters collect from both steps:
# $d_b = 3.84 + 10 = 13.84$; $d_W = 0 \cdot 3.84 + 0.6 \cdot 10 = 6$;
# $d_U = 0.693 \cdot 3.84 - 0.3 \cdot 10 = -0.338$.
#
# **Points:** 1 for the states, 4 for the gradients. For the shapes think of `x[:, t]`, and for the loop
# of `reversed(range(T))`. With $T = 3$, which values does it give?


# %% solution="rnn"
def rnn(x, h0, parameters):
    """Return the states of a recurrent layer at every step, and the backward function.

    Parameters
    ----------
    x : ndarray, shape (N, T, D)
        Sequences.
    h0 : ndarray, shape (N, H)
        The states before the first step.
    parameters : tuple of ndarray
        U of shape (D, H), W of shape (H, H), b of shape (H,).

    Returns
    -------
    states : ndarray, shape (N, T, H)
        The state after each step.
    backward : callable
        Maps d_states to d_x, d_h0 and (d_U, d_W, d_b).
    """
    ### BEGIN SOLUTION
    U, W, b = parameters
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ U + h @ W + b)
        states.append(h)

    def backward(d_states):
        d_x, d_h = np.zeros_like(x), np.zeros_like(h0)
        d_U, d_W, d_b = np.zeros_like(U), np.zeros_like(W), np.zeros_like(b)
        for t in reversed(range(x.shape[1])):
            d_a = (d_states[:, t] + d_h) * (1 - states[t] ** 2)
            d_x[:, t] = d_a @ U.T
            d_U += x[:, t].T @ d_a
            d_W += (states[t - 1] if t > 0 else h0).T @ d_a
            d_b += d_a.sum(axis=0)
            d_h = d_a @ W.T
        return d_x, d_h, (d_U, d_W, d_b)

    return np.stack(states, axis=1), backward
    ### END SOLUTION


# %% check="rnn"
check("rnn", rnn)

# %% [markdown]
# ### A digit, line by line
#
# Now let it read. The first use is **classification**: a sequence in, one answer at the end. Take a
# handwritten digit of 8 by 8 pixels for a sequence of eight rows. The network sees one row at a time,
# from the top, and may never look back. After the last row an affine map, $o = h_8 V + c$, gives ten
# scores. The loss looks at the last state alone, so `d_states` is zero everywhere else.

# %%
images, labels = digits()
order = np.random.default_rng(1).permutation(len(labels))
x, y = images[order], labels[order]  # (N, 8, 8): eight steps of eight inputs
train_x, train_y, test_x, test_y = x[:1500], y[:1500], x[1500:], y[1500:]


def first_parameters(inputs, hidden, outputs, seed):
    """Return a network's parameters before training, by name; W starts as a rotation."""
    rng = np.random.default_rng(seed)
    return {
        "U": glorot_uniform((inputs, hidden), rng),
        "W": orthogonal((hidden, hidden), rng),
        "b": np.zeros(hidden),
        "V": glorot_uniform((hidden, outputs), rng),
        "c": np.zeros(outputs),
    }


def train_reader(parameters, epochs=15):
    """Train a network in place to tell digits from their rows."""
    optimizer = Optimizer(adam, learning_rate=0.005)
    for epoch in range(epochs):
        for rows, digit in minibatches((train_x, train_y), 50, np.random.default_rng(epoch)):
            U, W, b, V, c = parameters.values()
            states, back_to_rows = rnn(rows, np.zeros((len(rows), len(W))), (U, W, b))
            scores, back_to_state = affine(states[:, -1], V, c)
            _, back_to_scores = softmax_cross_entropy(scores, digit)
            d_states = np.zeros_like(states)
            d_states[:, -1], d_V, d_c = back_to_state(back_to_scores(1.0))
            _, _, (d_U, d_W, d_b) = back_to_rows(d_states)
            gradients = {"U": d_U, "W": d_W, "b": d_b, "V": d_V, "c": d_c}
            optimizer.update_in_place(parameters, gradients)


# %% [markdown]
# **Predict:** how many of the 297 digits that were kept back will it read? And if it has to answer
# before it has seen the last rows, from $h_4$ say?

# %%
with suppress(NotImplementedError):
    reader = first_parameters(8, 48, 10, seed=0)
    train_reader(reader)
    U, W, b, V, c = reader.values()
    states, _ = rnn(test_x, np.zeros((len(test_x), len(W))), (U, W, b))
    for seen in (2, 4, 6, 7, 8):
        right = np.sum((states[:, seen - 1] @ V + c).argmax(axis=1) == test_y)
        print(f"after {seen} rows: {right} of 297")

# %% [markdown]
# **Notice** that with 48 numbers as its whole memory it reads about 97 of 100, with
# $8 \cdot 48 + 48^2 + 48 + 490 = 3{,}226$ parameters. And notice what it does not do: the earlier
# states are no early guesses. Nothing in the loss asked them to be, so until the last row the state
# holds notes in a handwriting that $V$ cannot read.

# %% [markdown]
# ## 3. How far a gradient gets
#
# Eight steps went well. Will eighty? Look at what happens to a gradient on its way from step $T$ to
# step $t$, with no other loss in between. Each step back multiplies it by the slopes of tanh, and by
# $W^\top$:
#
# $$d_{h_t} = d_{h_T} \, D_T W^\top D_{T-1} W^\top \cdots D_{t+1} W^\top, \qquad
# D_s = \text{diag}(1 - h_s^2).$$
#
# It is a product of $T - t$ matrices, and nearly the same matrix each time. Take one unit, in its steep
# middle where the slope is 1. Then every step back multiplies by the number $w$:
#
# | | after 10 steps | after 30 steps | after 100 steps |
# |:--|--:|--:|--:|
# | $w = 0.8$ | $0.11$ | $0.0012$ | $2 \cdot 10^{-10}$ |
# | $w = 1$ | $1$ | $1$ | $1$ |
# | $w = 1.2$ | $6.2$ | $237$ | $8 \cdot 10^7$ |
#
# With many units the part of $w$ is played by the **spectral radius** of $W$, the largest absolute
# value among its eigenvalues. Below 1 the gradient **vanishes**: the network still computes, but what
# happened long ago has no say in what it learns. Above 1 it may **explode**, and one step of training
# throws the parameters far away. Slopes below 1, from states near $-1$ or $1$, make everything
# smaller: they may tame an explosion, and they make vanishing worse.
#
# Measure it with your own `rnn`. The gradient at a state $h_t$ is what `backward` returns as `d_h0`
# when the layer starts from $h_t$ and reads the rest. **Predict** the three lines: straight or bent?


# %%
def gradient_sizes(radius, steps=30, hidden=16):
    """Return the size of the gradient at the state of each step, for a loss at the last one."""
    rng = np.random.default_rng(0)
    W = radius * orthogonal((hidden, hidden), rng)
    parameters = np.zeros((1, hidden)), W, np.zeros(hidden)
    x, h0 = np.zeros((1, steps, 1)), 1e-6 * rng.standard_normal((1, hidden))
    states, _ = rnn(x, h0, parameters)
    d_last = rng.standard_normal((1, hidden))
    sizes = []
    for t in range(1, steps):
        later, backward = rnn(x[:, t:], states[:, t - 1], parameters)
        d_later = np.zeros_like(later)
        d_later[:, -1] = d_last
        _, d_h, _ = backward(d_later)
        sizes.append(np.linalg.norm(d_h) / np.linalg.norm(d_last))
    return np.array([*sizes, 1.0])


with suppress(NotImplementedError):
    radii = (0.6, 1.0, 1.4)
    plots.gradient_reach({f"radius {radius}": gradient_sizes(radius) for radius in radii})

# %% [markdown]
# Straight, on an axis of powers: the same factor at each step. Now move things yourself. The explorer
# unfolds a network of six units; its loss looks at the last state alone, and a bar above each state
# shows the size of the gradient that arrives there. The fuller a cell's colour, the closer its state is
# to $-1$ and $1$. **Before you touch a slider, predict:** with a radius of 1.5 and 24 steps, what will
# larger inputs do to the bars?

# %%
unroll_explorer(rnn)

# %% [markdown]
# **Notice** three things. Folded, there is one $W$; unfolded, each arrow is that same $W$, and so one
# number decides about all steps. Between a radius of 0.9 and one of 1.1 there is little difference over
# five steps; over twenty-four it is a factor of a hundred. And large inputs push the states towards $-1$
# and $1$, where the slope of tanh is small: then the gradient vanishes even with a radius of 1.5.
#
# Vanishing has no cheap cure. Lesson 11 changes the cell for it. For explosions there is one: if the
# gradient is too long, shorten it, and keep its direction. With all gradients taken as one long
# vector $g$,
#
# $$\lVert g \rVert = \sqrt{\textstyle\sum_i g_i^2}, \qquad
# g \leftarrow g \, \frac{c}{\lVert g \rVert} \quad \text{if } \lVert g \rVert > c.$$

# %% [markdown]
# ### Exercise 10.3: clip_gradient (3 points)
#
# **In:** `gradients`, a list of arrays of any shapes; `max_norm`, the largest length $c > 0$. **Out:**
# two values: a list of arrays of the same shapes, and the length $\lVert g \rVert$ before clipping.
# Gradients that are short enough stay as they are, also those that are all zero.
#
# **By hand**, two arrays and $c = 1$: $(3)$ and $(0, 4)$. Together they are the vector $(3, 0, 4)$ of
# length $\sqrt{9 + 0 + 16} = 5$. Each number is multiplied by $1/5$: $(0.6)$ and $(0, 0.8)$. With
# $c = 6$ nothing would change.
#
# **Points:** 2 for the arrays, 1 for the length.


# %% solution="clip_gradient"
def clip_gradient(gradients, max_norm):
    """Return gradients that are scaled down together to a largest length, and the length before.

    Parameters
    ----------
    gradients : list of ndarray
        Arrays of any shapes, the parts of one long vector.
    max_norm : float
        The largest length.

    Returns
    -------
    clipped : list of ndarray
        Arrays of the same shapes.
    norm : float
        The length before clipping.
    """
    ### BEGIN SOLUTION
    norm = np.sqrt(sum(np.sum(gradient**2) for gradient in gradients))
    if norm <= max_norm:
        return list(gradients), norm
    return [gradient * (max_norm / norm) for gradient in gradients], norm
    ### END SOLUTION


# %% check="clip_gradient"
check("clip_gradient", clip_gradient)

# %% [markdown]
# ### Written question 1: what reaches the end (4 points)
#
# (a) A network with a spectral radius of 0.8 reads a text of 100 letters and is asked at the end
# whether the text began with a capital. During training, why does the answer have next to no effect on
# what the network does at its first step? (1 point)
#
# (b) Somebody proposes to multiply all gradients by $10^{10}$ then. Why does this not help? (1 point)
#
# (c) Clipping shortens a gradient that is too long. Could one, in the same way, lengthen a gradient
# that has vanished? Say what would be lengthened with it. (1 point)
#
# (d) A network with 50 units, each a number of 64 bits, and texts of 1,000 letters out of 32, which
# makes 5 bits each. Why can the state not hold every text, and why is that no misfortune? (1 point)

# %% [markdown] written="what-reaches-the-end" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) On its way back to the first step the gradient is multiplied about 100 times by
# at most 0.8 (in the long run), which leaves about $2 \cdot 10^{-10}$ of it. What the first step
# contributes to $d_U$, $d_W$ and $d_b$ is drowned by what the last steps contribute.
#
# (b) All contributions grow alike: those of the last steps are still ten billion times those of the
# first. The sum points in the same direction, and the steps become too long.
#
# (c) No. The gradient that is added up is not short, only the part from the distant steps is, and it
# cannot be told from the rest once it has been added. Lengthening the whole lengthens the recent part,
# and rounding errors, with it.
#
# (d) The state has at most $50 \cdot 64 = 3{,}200$ bits, the texts 5,000: several texts must share a
# state (far more in practice, since a network cannot use every bit). It is no misfortune because a task
# needs little of a text: the state need only keep what the answer hangs on.
#
# **Rubric.**
# - 1 point: a product of about 100 factors below 1, so the contribution of the first step is tiny
#   beside the others.
# - 1 point: the proportion between early and late contributions stays.
# - 1 point: no, with the reason that the sum holds both parts, or that noise would be lengthened.
# - 1 point: 3,200 bits against 5,000 (half), and that a summary for a task need not keep everything
#   (half).
# ### END SOLUTION

# %% [markdown]
# ## 4. A loss at every step
#
# A digit had one label. From here on there is something to predict at every step. The **loss of a
# sequence** is the sum of its steps' negative log-likelihoods, which is the negative logarithm of the
# probability of all labels together. Over the sequences of a batch we take the mean, as always:
#
# $$L = \frac1N \sum_n \sum_t m_{nt} \left(-\log \hat y_{nt}[\text{label}_{nt}]\right).$$
#
# What is $m$? Sentences differ in length, arrays do not. Short sentences are filled up with **padding**,
# and a **mask** $m$ says what is real: true at a word, false at padding. A step that is false has no
# loss and gets no gradient. (The network may compute there what it likes. The padding stands at the
# end, and states do not run backwards in time.)

# %% [markdown]
# ### Exercise 10.4: sequence_cross_entropy (3 points)
#
# **In:** `scores` of shape `(N, T, K)`; `labels` of shape `(N, T)`, whole numbers; `mask` of shape
# `(N, T)`, boolean. **Out:** the loss, and `backward`, which maps `d_loss`, a number, to `d_scores`.
#
# You have `softmax_cross_entropy(scores, labels, "sum")` for scores of shape `(M, K)` and labels of
# shape `(M,)`; it returns the sum over the rows and a backward function. And NumPy takes a mask as an
# index: `scores[mask]` holds the rows where the mask is true, shape `(M, K)`, and
# `d_scores[mask] = rows` puts rows back to their places.
#
# **By hand**, two sequences of three steps, of which the second has one word. Let the probabilities of
# the true labels be
#
# | | step 1 | step 2 | step 3 | sum of $-\log$ |
# |:--|:--|:--|:--|:--|
# | first sequence | $1/2$ | $1/4$ | $1/2$ | $\ln 2 + \ln 4 + \ln 2 = 4 \ln 2$ |
# | second sequence | $1/8$ | padding | padding | $\ln 8 = 3 \ln 2$ |
#
# $L = \frac12 (4 \ln 2 + 3 \ln 2) = 3.5 \ln 2 = 2.43$. The mean over the four words would be
# $1.75 \ln 2$, and the last words alone give $\frac12(\ln 2 + \ln 8) = 2 \ln 2$. These are other losses.
#
# **Points:** 1 for sequences without padding, 1 with it, 1 for the gradient.


# %% solution="sequence_cross_entropy"
def sequence_cross_entropy(scores, labels, mask):
    """Return the loss of sequences, summed over the steps that count and averaged over the batch.

    Parameters
    ----------
    scores : ndarray, shape (N, T, K)
        One score for each class at each step.
    labels : ndarray of int, shape (N, T)
        True classes; without meaning where the mask is false.
    mask : ndarray of bool, shape (N, T)
        Which steps count.

    Returns
    -------
    loss : float
        In nats.
    backward : callable
        Maps d_loss to d_scores, which is 0 at steps that do not count.
    """
    ### BEGIN SOLUTION
    total, back_to_rows = softmax_cross_entropy(scores[mask], labels[mask], "sum")

    def backward(d_loss):
        d_scores = np.zeros_like(scores)
        d_scores[mask] = back_to_rows(d_loss / len(scores))
        return d_scores

    return total / len(scores), backward
    ### END SOLUTION


# %% check="sequence_cross_entropy"
check("sequence_cross_entropy", sequence_cross_entropy)

# %% [markdown]
# ## 5. A network that writes
#
# What comes next in `The small d`? Who can say how likely each letter is has a **language model**:
#
# $$P(i_2, \dots, i_T \mid i_1) = \prod_{t=1}^{T-1} P(i_{t+1} \mid i_1, \dots, i_t).$$
#
# This is no approximation; the chain rule of probability splits any text this way. The trouble is that
# $P(\cdot \mid i_1, \dots, i_t)$ needs the whole past. The classical way out is to forget: a **Markov
# model** of order 1 looks at one symbol, of order 2 at two, and needs a table whose size grows as
# $K^{\text{order}+1}$. A recurrent network needs no such limit. Its state carries the past, as much of
# it as training found useful: it is *not* Markov in the symbols.
#
# The symbol $i$ enters as a one-hot vector, all zeros but for a 1 at place $i$. `np.eye(K)[ids]` makes
# one for each number in `ids`. And now the important question: **which symbol goes in at step $t$?**
#
# - In **training** the true one. Whatever the network predicted for step $t$, at the next step it is told
#   what really stood there, and is asked for the symbol after it. This is called teacher forcing.
#   Otherwise one wrong letter would put the rest of the text out of joint, and all the later targets
#   would answer questions that nobody asked.
# - In **generation** there is no truth. What the network wrote itself goes in.
#
# For the text `abba`:
#
# | | step 1 | step 2 | step 3 |
# |:--|:--|:--|:--|
# | goes in | `a` | `b` | `b` |
# | is predicted | `b` | `b` | `a` |
#
# A text of $T$ symbols has $T - 1$ predictions. The first symbol is given.

# %% [markdown]
# ### Exercise 10.5: character_language_model (4 points)
#
# **In:** `rnn`, a recurrent layer, called as `states, backward = rnn(x, h0, (U, W, b))`, which may be
# yours or any other; `ids` of shape `(N, T)`, $N$ texts as numbers; `parameters`, a tuple
# `(U, W, b, V, c)` with shapes `(K, H)`, `(H, H)`, `(H,)`, `(H, K)`, `(K,)`. The state before the first
# step is zero. **Out:** two values.
#
# - The loss: summed over the $T - 1$ predictions of a text, averaged over the $N$ texts.
# - `backward`, which maps `d_loss` to `d_U`, `d_W`, `d_b`, `d_V`, `d_c`.
#
# | Call | Its backward maps d_value to |
# |:--|:--|
# | `rnn(x, h0, (U, W, b))` | `d_x`, `d_h0`, `(d_U, d_W, d_b)` |
# | `affine(states, V, c)`, of shape `(N, T - 1, K)` | `d_states`, `d_V`, `d_c` |
# | `softmax_cross_entropy(rows, labels, "sum")`, rows of shape `(M, K)` | `d_rows` |
#
# There is no padding here, so `scores.reshape(-1, K)` makes the rows, and `.ravel()` the labels.
#
# **By hand**, the text `abba` as $(0, 1, 1, 0)$, with all parameters zero but $c = (\ln 3, 0)$. Then `a`
# has the probability $3/4$ at every step, `b` has $1/4$, and
# $L = -\ln\frac14 - \ln\frac14 - \ln\frac34 = \ln\frac{64}{3} = 3.06$. The gradient of a step's scores
# is $\hat y$ minus the one-hot target: $(\frac34, -\frac34)$ twice and $(-\frac14, \frac14)$ once. So
# $d_c = (1.25, -1.25)$.
#
# **Points:** 2 for the loss, 2 for the gradients.


# %% solution="character_language_model"
def character_language_model(rnn, ids, parameters):
    """Return the loss of a model that is told the true text so far, and the backward function.

    Parameters
    ----------
    rnn : callable
        A recurrent layer: rnn(x, h0, (U, W, b)) returns the states and its backward function.
    ids : ndarray of int, shape (N, T)
        Texts of T symbols.
    parameters : tuple of ndarray
        U (K, H), W (H, H), b (H,), V (H, K), c (K,).

    Returns
    -------
    loss : float
        In nats: summed over the predictions, averaged over the texts.
    backward : callable
        Maps d_loss to d_U, d_W, d_b, d_V, d_c.
    """
    ### BEGIN SOLUTION
    U, W, b, V, c = parameters
    told, wanted = ids[:, :-1], ids[:, 1:]
    states, back_to_symbols = rnn(np.eye(len(U))[told], np.zeros((len(ids), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)
    total, back_to_rows = softmax_cross_entropy(scores.reshape(-1, len(c)), wanted.ravel(), "sum")

    def backward(d_loss):
        d_scores = back_to_rows(d_loss / len(ids)).reshape(scores.shape)
        d_states, d_V, d_c = back_to_states(d_scores)
        _, _, (d_U, d_W, d_b) = back_to_symbols(d_states)
        return d_U, d_W, d_b, d_V, d_c

    return total / len(ids), backward
    ### END SOLUTION


# %% check="character_language_model"
check("character_language_model", character_language_model)

# %% [markdown]
# Now the other half. After a **prompt** has been read, symbol by symbol, the state predicts the first
# symbol to write. It is **drawn**: a symbol of probability 0.3 should come in 3 cases of 10. Always
# taking the likeliest would give the same dull text each time.
#
# How does one draw with a number $u$ that is even in $[0, 1)$? Lay the probabilities one after the
# other along a ruler of length 1, and see in whose piece $u$ lies: the first symbol whose running sum
# is larger than $u$. `np.cumsum` gives the running sums.
#
# The **temperature** $\tau$ divides the scores before the softmax, $p = \text{softmax}(o / \tau)$:
#
# | scores $(\ln 4,\ 0)$ | $\tau = 0.5$ | $\tau = 1$ | $\tau = 2$ |
# |:--|:--|:--|:--|
# | $p$ | $(0.94,\ 0.06)$ | $(0.8,\ 0.2)$ | $(0.67,\ 0.33)$ |
#
# Cold, it takes the likeliest; hot, all symbols alike.

# %% [markdown]
# ### Exercise 10.6: generate_text (3 points)
#
# **In:** `rnn_cell`, called as `new_h, backward = rnn_cell(x, h, (U, W, b))` with `x` of shape `(1, K)` and
# `h` of shape `(1, H)`; `prompt`, an array of $P \ge 1$ numbers; `draws`, an array of $S$ numbers in
# $[0, 1)$; `parameters` as in 10.5; `temperature`. **Out:** the $S$ symbols that the model writes, an
# array of whole numbers, without the prompt. The state before the prompt is zero.
#
# **By hand**, $p = (0.5, 0.25, 0.25)$ at the first symbol, with running sums $(0.5, 0.75, 1)$:
#
# | $u$ | 0.2 | 0.5 | 0.6 | 0.9 |
# |:--|:--|:--|:--|:--|
# | first running sum that is larger | 0.5 | 0.75 | 0.75 | 1 |
# | symbol | 0 | 1 | 1 | 2 |
#
# If it was symbol 1, the one-hot vector of 1 goes into the cell, and the next $p$ comes from the new
# state. Two traps: a score divided by a small temperature is a large number, and the exponential of 800
# is infinite; and rounding may leave the last running sum a little below 1.
#
# **Points:** 2 at the temperature 1, 1 at others.


# %% solution="generate_text"
def generate_text(rnn_cell, prompt, draws, parameters, temperature=1.0):
    """Return the symbols that a language model writes after a prompt, told its own symbols.

    Parameters
    ----------
    rnn_cell : callable
        One step: rnn_cell(x, h, (U, W, b)) returns the new state and its backward function.
    prompt : ndarray of int, shape (P,)
        Symbols to read first.
    draws : ndarray, shape (S,)
        A number in [0, 1) for each symbol to write.
    parameters : tuple of ndarray
        U (K, H), W (H, H), b (H,), V (H, K), c (K,).
    temperature : float
        What the scores are divided by.

    Returns
    -------
    ids : ndarray of int, shape (S,)
        The symbols written.
    """
    ### BEGIN SOLUTION
    U, W, b, V, c = parameters
    one_hot, h, written = np.eye(len(U)), np.zeros((1, len(W))), []
    for symbol in prompt:
        h, _ = rnn_cell(one_hot[[symbol]], h, (U, W, b))
    for u in draws:
        scores = (h[0] @ V + c) / temperature
        p = np.exp(scores - scores.max())
        # All but the last running sum: what lies beyond them belongs to the last symbol.
        symbol = np.sum(np.cumsum(p / p.sum())[:-1] <= u)
        written.append(symbol)
        h, _ = rnn_cell(one_hot[[symbol]], h, (U, W, b))
    return np.array(written)
    ### END SOLUTION


# %% check="generate_text"
check("generate_text", generate_text)

# %% [markdown]
# The text to learn from are 1,500 sentences of a small grammar, about 43,000 characters. What would
# guessing cost? If all symbols were alike, $\ln K$ nats each. Who knows how frequent each symbol is pays
# the entropy of the frequencies. Who knows the symbol before, and how often each follows it, pays less:
# that is the best Markov model of order 1.

# %%
text = corpus(1500, np.random.default_rng(0))
alphabet = Alphabet([text])
ids = alphabet.encode([text]).ids[0]
print(text[:120])


def cost_of_pairs(text):
    """Return the nats a character for who knows the one before: mean -log P(next | before)."""
    pairs, before = Counter(pairwise(text)), Counter(text[:-1])
    costs = [-count * np.log(count / before[a]) for (a, _), count in pairs.items()]
    return sum(costs) / (len(text) - 1)


guesses = {
    "all symbols alike": np.log(len(alphabet)),
    "how frequent each is": unigram_entropy(text),
    "the symbol before": cost_of_pairs(text),
}
print({name: f"{cost:.2f} nats" for name, cost in guesses.items()})

# %% [markdown]
# Each training step takes 32 pieces of 41 characters from anywhere in the text, so no gradient goes
# further back than 40 characters. Gradients longer than 20 are clipped. The parameters are recorded
# seven times, for the demo below.

# %%
PIECE, STEPS, LONGEST = 41, 480, 20.0
RECORDED = (0, 15, 30, 60, 120, 240)


def train_writer(parameters):
    """Train a language model in place; return losses, gradients' lengths, recorded parameters."""
    optimizer, rng = Optimizer(adam), np.random.default_rng(2)
    losses, lengths, recorded = [], [], {}
    for step in range(STEPS):
        if step in RECORDED:
            recorded[step] = tuple(array.copy() for array in parameters.values())
        starts = rng.integers(0, len(ids) - PIECE, 32)
        pieces = ids[starts[:, np.newaxis] + np.arange(PIECE)]
        loss, backward = character_language_model(rnn, pieces, tuple(parameters.values()))
        gradients, length = clip_gradient(list(backward(1.0)), LONGEST)
        rate = 0.01 * 0.5 * (1 + np.cos(np.pi * step / STEPS))
        optimizer.update_in_place(parameters, dict(zip(parameters, gradients, strict=True)), rate)
        losses.append(loss / (PIECE - 1))
        lengths.append(length)
    recorded[STEPS] = tuple(parameters.values())
    return np.array(losses), np.array(lengths), recorded


writer = first_parameters(len(alphabet), 64, len(alphabet), seed=1)
recorded = {0: tuple(array.copy() for array in writer.values())}

# %% [markdown]
# **Predict:** will the network beat the best model of pairs, and if so, how soon?

# %%
with suppress(NotImplementedError):
    losses, lengths, recorded = train_writer(writer)
    clipped = np.sum(lengths > LONGEST)
    print(f"{clipped} of {STEPS} gradients were clipped; the longest was {lengths.max():.0f}")
    plots.losses_of_text(np.arange(STEPS), losses, guesses)

# %% [markdown]
# **Notice** that after two dozen steps the network knows more than any table of pairs could: it must be
# using symbols further back. Does it do as well on sentences that it has never seen? And what does it
# write, at the end of its training and in between? (A line that breaks off holds the stop symbol, which
# is in no text: early on, the network does not know that yet.)

# %%
with suppress(NotImplementedError):
    unseen = alphabet.encode([corpus(150, np.random.default_rng(99))]).ids[0]
    pieces = unseen[: len(unseen) // PIECE * PIECE].reshape(-1, PIECE)
    loss, _ = character_language_model(rnn, pieces, tuple(writer.values()))
    print(f"new sentences: {loss / (PIECE - 1):.2f} nats a character")

# %%
with suppress(NotImplementedError):
    draws = np.random.default_rng(5).random(70)
    for step, parameters in recorded.items():
        written = generate_text(rnn_cell, alphabet.encode(["The "]).ids[0], draws, parameters)
        print(f"{step:4} steps: The {alphabet.decode(written[np.newaxis])[0]}")

# %% [markdown]
# New sentences cost it hardly more: it has learned the grammar, not the text by heart. Now watch it write.
# Each column under a letter is the state after that letter, one cell for each of the first 24 units,
# blue where positive and orange where negative. **Predict** before you move the temperature: what will
# the text be like at 0.2, and at 3? Then, at the temperature 1, move the training from the first record
# to the last. And compare columns: those under two full stops, and those under the same letter in two
# words. Which are more alike?

# %%
text_generator(generate_text, rnn_cell, recorded, alphabet)

# %% [markdown]
# **Notice** the order in which things are learned: first which letters are frequent and where spaces
# stand, then words, and last that a sentence wants a verb. Cold text makes hardly a mistake and uses few
# words. Hot text has letters, and no words. The network is told one letter at a time; that it closes a
# sentence after the right words is memory. And under full stops the columns are nearly alike: where
# nothing of the past helps with what comes next, the summary drops it. Under an `e`, the state has to
# tell which word it stands in.

# %% [markdown]
# ## 6. A tag for every word
#
# The last use: an output for every input. In *the saw rose* and in *Ada saw the rose*, the words `saw`
# and `rose` are once a noun and once a verb. A table that gives each word its most frequent tag must
# get some of them wrong. A network that has read the words before can do better.
#
# Words are numbers again, but a vector for each is learned: row $i$ of a table $E$ of shape `(K, D)`
# stands for word $i$, and `E[words]` looks up all of them at once. The way back adds: **a word that
# occurs five times collects five gradients in its row**, since its row is shared like $W$. (In NumPy
# `d_E[words] += d_x` keeps only one of them. `np.add.at(d_E, words, d_x)` adds them all.)
#
# $$x_t = E_{i_t}, \qquad h_t = \text{rnn}(x_t, h_{t-1}), \qquad o_t = h_t V + c$$

# %% [markdown]
# ### Exercise 10.7: sequence_tagger (3 points)
#
# **In:** `rnn`, as in 10.5; `words` of shape `(N, T)`, whole numbers; `parameters`, a tuple
# `(E, U, W, b, V, c)` with shapes `(K, D)`, `(D, H)`, `(H, H)`, `(H,)`, `(H, M)`, `(M,)` for $M$ tags. The
# state before the first word is zero. **Out:** two values.
#
# - `scores` of shape `(N, T, M)`.
# - `backward`, which maps `d_scores` to `d_E`, `d_U`, `d_W`, `d_b`, `d_V`, `d_c`.
#
# **By hand**, the sentence (0, 2, 0), if the way back through the recurrent layer ends with
# $d_x = (1, 5), (2, 6), (3, 7)$ for its three words:
#
# | Row of $d_E$ | Word comes at | Gradient |
# |:--|:--|:--|
# | 0 | places 1 and 3 | $(1, 5) + (3, 7) = (4, 12)$ |
# | 1 | nowhere | $(0, 0)$ |
# | 2 | place 2 | $(2, 6)$ |
#
# **Points:** 1 for the scores, 2 for the gradients.


# %% solution="sequence_tagger"
def sequence_tagger(rnn, words, parameters):
    """Return the scores of every tag at every word, and the backward function.

    Parameters
    ----------
    rnn : callable
        A recurrent layer: rnn(x, h0, (U, W, b)) returns the states and its backward function.
    words : ndarray of int, shape (N, T)
        Sentences as numbers.
    parameters : tuple of ndarray
        E (K, D), U (D, H), W (H, H), b (H,), V (H, M), c (M,).

    Returns
    -------
    scores : ndarray, shape (N, T, M)
        One for each tag.
    backward : callable
        Maps d_scores to d_E, d_U, d_W, d_b, d_V, d_c.
    """
    ### BEGIN SOLUTION
    E, U, W, b, V, c = parameters
    states, back_to_vectors = rnn(E[words], np.zeros((len(words), len(W))), (U, W, b))
    scores, back_to_states = affine(states, V, c)

    def backward(d_scores):
        d_states, d_V, d_c = back_to_states(d_scores)
        d_x, _, (d_U, d_W, d_b) = back_to_vectors(d_states)
        d_E = np.zeros_like(E)
        np.add.at(d_E, words, d_x)
        return d_E, d_U, d_W, d_b, d_V, d_c

    return scores, backward
    ### END SOLUTION


# %% check="sequence_tagger"
check("sequence_tagger", sequence_tagger)

# %% [markdown]
# 1,000 sentences to learn from, 300 kept back. `Alphabet` numbers the words and the tags, fills short
# sentences up, and returns the mask with them. First the table of the most frequent tags.

# %%
sentences = tagged_sentences(1300, np.random.default_rng(3))
word_texts = [" ".join(words) for words, _ in sentences]
tag_texts = [" ".join(tags) for _, tags in sentences]
vocabulary, tagset = Alphabet(word_texts, " "), Alphabet(tag_texts, " ")
words, mask = vocabulary.encode(word_texts)
tags, _ = tagset.encode(tag_texts)
train, test = slice(0, 1000), slice(1000, None)

counts = Counter(zip(words[train][mask[train]], tags[train][mask[train]], strict=True))
# The rarest pairs first, so that a word's most frequent tag is set last and stays.
table = {word: tag for (word, tag), _ in reversed(counts.most_common())}
by_table = np.array([table[word] for word in words[test][mask[test]]])
print(" ".join(f"{word}/{tag}" for word, tag in zip(*sentences[4], strict=True)))
share = np.mean(by_table == tags[test][mask[test]])
print(f"the table gets {share:.1%} of {len(by_table)} words right")

# %% [markdown]
# **Predict:** how close to 100 % will the network come? And is there a word that it cannot tag, however
# long it is trained? Think of what comes *after* `the light`.


# %%
def train_tagger(parameters, epochs=8):
    """Train a tagger in place, with the loss of Section 4."""
    optimizer = Optimizer(adam, learning_rate=0.01)
    for epoch in range(epochs):
        rng = np.random.default_rng(epoch)
        for some, wanted, real in minibatches((words[train], tags[train], mask[train]), 32, rng):
            scores, backward = sequence_tagger(rnn, some, tuple(parameters.values()))
            _, back_to_scores = sequence_cross_entropy(scores, wanted, real)
            gradients, _ = clip_gradient(list(backward(back_to_scores(1.0))), LONGEST)
            optimizer.update_in_place(parameters, dict(zip(parameters, gradients, strict=True)))


with suppress(NotImplementedError):
    tagger = {"E": np.random.default_rng(0).normal(size=(len(vocabulary), 12))}
    tagger |= first_parameters(12, 24, len(tagset), seed=0)
    train_tagger(tagger)
    scores, _ = sequence_tagger(rnn, words[test], tuple(tagger.values()))
    found, true = scores.argmax(axis=2)[mask[test]], tags[test][mask[test]]
    print(f"the network gets {np.mean(found == true):.1%} right; its mistakes:")
    missed = Counter(words[test][mask[test]][found != true])
    print({vocabulary.symbols[word - 3]: count for word, count in missed.most_common(4)})
    sentence = "the saw saw the light boat near the light"
    numbers = vocabulary.encode([sentence]).ids
    best = sequence_tagger(rnn, numbers, tuple(tagger.values()))[0].argmax(axis=2)
    answer = zip(sentence.split(), tagset.decode(best)[0].split(), strict=True)
    print(" ".join(f"{word}/{tag}" for word, tag in answer))

# %% [markdown]
# **Notice** that nearly all the mistakes are one word. `saw` is a noun after `the` and a verb after a
# noun: what stands before decides, and the network knows it. But after `the`, `light` is an adjective
# in *the light boat* and a noun in *the light waited*. The word that decides has not been read yet.

# %% [markdown]
# ### Written question 2: what is not yet said (4 points)
#
# (a) The tagger must give `light` in *the light ...* a tag before it has read on. Which tag will a
# well-trained network give, and with what probability? Could more units or more training improve on it?
# (1 point)
#
# (b) Describe a network, made of two recurrent layers, that can tag such words. What does each of them
# read, and from what are the scores of a word computed? (2 points)
#
# (c) Could a language model, as in Section 5, use your network of (b)? Why, or why not? (1 point)

# %% [markdown] written="what-is-not-yet-said" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) The one that is more frequent in this place in the training sentences, with a
# probability equal to its frequency there: that minimises the cross-entropy, if nothing read so far
# tells the cases apart. More units or training change nothing, since what decides is not in the input
# so far.
#
# (b) One layer reads from left to right, the other, with parameters of its own, from right to left. At
# each word the two states are put side by side: together they know all that stands before and all that
# stands behind. An affine map from the $2H$ numbers gives the scores. (With padding at the end the
# second layer has to begin at the last real word.) It is called a bidirectional network.
#
# (c) No. It would be told the symbol that it is to predict, since the layer from the right has read it;
# in training the loss would go to zero, and in generation there is nothing to the right to read.
#
# **Rubric.**
# - 1 point: the more frequent one with its frequency as the probability, and that nothing helps. Half a
#   point for one of the two.
# - 2 points: 1 for two directions with states of their own, 1 for scores from both states of a word.
# - 1 point: no, because it sees the answer, or because the future is not there when it writes.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently
#
# - **"Average"** of the copies' gradients, in back-propagation through time: the derivative is their sum
#   (Section 2).
# - **Columns.** $W h_{t-1} + U x_t$ with columns is $h_{t-1} W + x_t U$ with rows: what the lectures call
#   $W$ is the transpose of ours.
# - **Where the loop starts.** Some begin with $h_0$ and $x_1$, as here, others with $h_{-1}$ and $x_0$.
# - **The loss** is here summed over the steps and averaged over the sequences. Many programs average over
#   both, so that their gradients, and good limits for clipping, are smaller by the number of steps.
# - **The output's bias** is left out by some.
#
# ## Further reading
#
# - J. L. Elman, "Finding structure in time", *Cognitive Science* 14, 1990. The network of this lesson.
# - P. J. Werbos, "Backpropagation through time: what it does and how to do it", *Proceedings of the IEEE*
#   78, 1990.
# - Y. Bengio, P. Simard and P. Frasconi, "Learning long-term dependencies with gradient descent is
#   difficult", *IEEE Transactions on Neural Networks* 5, 1994. Vanishing and exploding gradients.
# - R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks",
#   *ICML*, 2013. Clipping by the norm.
# - I. Sutskever, J. Martens and G. E. Hinton, "Generating text with recurrent neural networks", *ICML*,
#   2011.
# - C. E. Shannon, "A mathematical theory of communication", 1948, section 3. Texts from Markov models of
#   rising order, drawn by hand.
# - M. Schuster and K. K. Paliwal, "Bidirectional recurrent neural networks", *IEEE Transactions on Signal
#   Processing* 45, 1997.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, 2016, chapter 10.
#
# ## What comes next
#
# The gradient vanishes because at each step the whole state goes through $W$ and a tanh. Lesson 11 builds
# cells in which a part of the state can be handed on as it is, and gates that learn when to do so.
