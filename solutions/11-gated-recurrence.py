# %% [markdown]
# # Lesson 11: Gated recurrence, LSTM and GRU
#
# By the end you will have built the two cells that taught networks to remember, with their
# gradients. You will have opened and shut their gates by hand, and you will have trained both to keep
# a symbol over sixty steps of noise, where the plain recurrent network is left guessing.
#
# **You need** the plain recurrent layer $h_t = \tanh(x_t U + h_{t-1} W + b)$ and back-propagation
# through time (Lesson 10), and the slopes of sigmoid and tanh (Lesson 2). **It takes** a little under
# two hours. After Section 3 is a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. Sixty steps | What does a plain network forget, and why? | | 10 |
# | 2. A cell with gates | How can a memory be kept, filled and shown at will? | 11.1 | 30 |
# | 3. A layer | What does one step hand to the next, and back? | 11.2 | 15 |
# | 4. How far gradient reaches | What must a forget gate say before it has learned? | an answer | 15 |
# | 5. The GRU | Can it be done with fewer gates? | 11.3, 11.4 | 25 |
# | 6. The price | How many numbers does each one learn? | 11.5 | 5 |
# | 7. The long memory | Does it work? | an answer | 15 |
#
# **How to work.** In each exercise, replace `raise NotImplementedError()` by your code, then run
# the check below it. Grading uses fresh cases. The exercises are worth 19 points, the two written
# questions 4 points each. A layer may call the cell that you wrote before it; then mend the cell
# first, because a layer is no better than its cell.
#
# Cells that use your functions stand in `with suppress(NotImplementedError):`. They stay empty
# until you have written what they need; then run them again.
#
# The reference solutions live in `lecturelib.recurrent`. They cannot be imported while the lesson is
# graded, nor can the parts of `lecturelib` that are built on them or that differentiate by
# themselves. The plain layer of Lesson 10 is there.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import gate_explorer
from lecturelib import plots
from lecturelib.activations import sigmoid
from lecturelib.datasets import memory_task
from lecturelib.initialization import glorot_uniform
from lecturelib.layers import affine
from lecturelib.losses import softmax_cross_entropy
from lecturelib.optimizers import Optimizer, adam
from lecturelib.recurrent import RNNParameters, rnn, rnn_cell

# %% [markdown]
# Here is the first of the two cells. Follow the thick line: on its way from $c_{t-1}$ to $c_t$ the
# memory meets one product and one sum, and nothing else. Blue boxes are **gates**, numbers between
# 0 and 1. Orange boxes are values between $-1$ and 1.

# %%
plots.lstm_cell_sketch()

# %% [markdown]
# ## 1. Sixty steps
#
# Somebody says a word. Then follow sixty words that mean nothing. Which was the first one?
#
# `memory_task` makes such sequences. The first symbol is A, B, C or D, as a one-hot vector. All the
# others are X or Y, drawn at random. The target is the first symbol, and it is asked for after the
# last step.

# %%
x, labels = memory_task(4, 12, np.random.default_rng(3), classes=4)
for sequence, label in zip(x, labels, strict=True):
    print(" ".join("ABCDXY"[symbol] for symbol in sequence.argmax(axis=1)), "  target:", "ABCD"[label])

# %% [markdown]
# You would do it with one note on a slip of paper. The plain network has no paper: it has a state,
# and it writes the state anew at every step, $h_t = \tanh(x_t U + h_{t-1} W + b)$. To keep a
# number it has to send it through $W$ and tanh sixty times, unharmed by whatever comes in.
#
# Lesson 10 showed what this does to learning. The gradient takes the same way back. At each step it
# is multiplied by
#
# $$\frac{\partial h_t}{\partial h_{t-1}} = \operatorname{diag}(1 - h_t^2)\, W^\top,$$
#
# and sixty such factors make a number that vanishes or explodes. The first symbol is where the
# error came from, and the news of it never arrives. **Predict before you run:** if each factor is 0.8,
# what is left after sixty steps? Is it nearer to a hundredth, a thousandth, or a millionth?

# %%
print(f"0.8 ** 60  = {0.8**60:.0e}")
print(f"0.99 ** 60 = {0.99**60:.2f}")

# %% [markdown]
# **Notice** how much lies between 0.8 and 0.99. A factor of exactly 1 would be best. It needs a way
# from $h_{t-1}$ to $h_t$ that multiplies by 1: no weights, no squashing. That way keeps everything
# for ever, so something must decide what gets onto it, and what has to leave.
#
# ## 2. A cell with gates
#
# Hochreiter and Schmidhuber (1997) gave the network its slip of paper: a second vector, the **cell**
# $c_t$, beside the state $h_t$. They called the whole **long short-term memory**, LSTM. With the gate
# that Gers, Schmidhuber and Cummins added in 2000, one step is
#
# $$i, f, o = \sigma(x_t U_{ifo} + h_{t-1} W_{ifo} + b_{ifo}), \qquad
# \tilde c = \tanh(x_t U_{\tilde c} + h_{t-1} W_{\tilde c} + b_{\tilde c}),$$
#
# $$c_t = f\, c_{t-1} + i\, \tilde c, \qquad h_t = o \tanh(c_t).$$
#
# All products in the second line are element by element: each of the $H$ units has gates of its own.
#
# | Name | Range | The question it answers |
# |:--|:--|:--|
# | forget gate $f$ | 0 to 1 | how much of the old cell is kept? |
# | input gate $i$ | 0 to 1 | how much of the candidate enters? |
# | output gate $o$ | 0 to 1 | how much of the cell is shown? |
# | candidate $\tilde c$ | $-1$ to 1 | what would be new? |
#
# A gate is **open** at 1 and **shut** at 0. Mind the word "forget": the forget gate forgets when it
# is *shut*. Gates are sigmoids because "how much of it" is a share. The candidate is a tanh because
# a memory must be able to go down as well as up.
#
# **Why this keeps gradient.** Ask how $c_t$ depends on $c_{t-1}$ with the gates held still. The
# answer is one factor, $f$. Where the forget gate is open and the input gate shut, $c_t = c_{t-1}$,
# and the gradient passes as it came: $\bar c_{t-1} = f\, \bar c_t = \bar c_t$. There is no weight and
# no slope on this path. The gates depend on $h_{t-1}$, so there are other ways back, too, and they
# shrink as before. It is enough that one way does not.
#
# **The blocks.** Four sums of the same shape are computed at once. `U` has the shape `(D, 4H)`, `W`
# the shape `(H, 4H)`, `b` the shape `(4H,)`, with the blocks side by side in the order
# $i, f, o, \tilde c$. `np.split(a, 4, axis=1)` takes the sums apart, `np.concatenate` puts gradients
# together again.
#
# **The way back.** A step is given two gradients, because it hands on two things. Write $\bar h$ for
# $dJ/dh_t$, and $\bar c$ for the part of $dJ/dc_t$ that comes from later steps. The cell has two ways
# into $J$. One is to be handed on; the other leads through $h_t$. First add up what arrives:
#
# $$\hat c = \bar c + \bar h\, o\, (1 - \tanh^2 c_t).$$
#
# From here on every product is one of Lesson 4: the gradient of a factor is what arrives, times the
# other factor. In $c_t = f\, c_{t-1} + i\, \tilde c$ there are four of them, and in
# $h_t = o \tanh(c_t)$ the output gate is the fifth. Then come the slopes, $g(1 - g)$ for a gate and
# $1 - \tilde c^2$ for the candidate, and then an affine map, whose gradients you know by heart.

# %% [markdown]
# ### Exercise 11.1: lstm_cell (5 points)
#
# **In:** `x` of shape `(N, D)`, the state `h` and the cell `c` of shape `(N, H)`, and `parameters`,
# the tuple `(U, W, b)`. **Out:** the pair `(new_h, new_c)`, and `backward`. It is called as
# `backward(d_new_h, d_new_c)` and returns `d_x`, `d_h`, `d_c` and `d_parameters`, which is again a
# tuple `(d_U, d_W, d_b)`. The value earns 2 points, the gradient 3.
#
# `sigmoid(a)` of Lesson 2 is imported. It returns a pair, the value and its backward; `sigmoid(a)[0]`
# is the value.
#
# **By hand.** One sequence, one input $x = 1$, one unit. Before the step $h = 0$ and $c = 0.524$.
# With $U = (0, \ln 3, 0, \ln 2)$ and $b = 0$ the sums are $0, \ln 3, 0, \ln 2$. Let
# $\bar h = 10$ and $\bar c = 2$ arrive.
#
# | | Value | Gradient |
# |:--|:--|:--|
# | $h_t = o \tanh(c_t)$ | $0.5 \cdot 0.6 = 0.3$ | 10 (given) |
# | $c_t = f c_{t-1} + i \tilde c$ | $0.393 + 0.3 = 0.693$ | $2 + 10 \cdot 0.5 \cdot (1 - 0.36) = 5.2$ |
# | $i = \sigma(0)$ | 0.5 | sum of $i$: $5.2 \cdot 0.6 \cdot 0.25 = 0.78$ |
# | $f = \sigma(\ln 3)$ | 0.75 | sum of $f$: $5.2 \cdot 0.524 \cdot 0.1875 = 0.511$ |
# | $o = \sigma(0)$ | 0.5 | sum of $o$: $10 \cdot 0.6 \cdot 0.25 = 1.5$ |
# | $\tilde c = \tanh(\ln 2)$ | 0.6 | sum of $\tilde c$: $5.2 \cdot 0.5 \cdot 0.64 = 1.664$ |
# | $c_{t-1}$ | 0.524 | $5.2 \cdot 0.75 = 3.9$ |
#
# Because $x = 1$, $\bar U$ is the row of the four sums' gradients, and so is $\bar b$.


# %% solution="lstm_cell"
def lstm_cell(x, h, c, parameters):
    """Return state and cell of an LSTM after one step, and the function that differentiates it.

    i, f, o = sigmoid(x U + h W + b), c~ = tanh(x U + h W + b), each with its own block of columns;
    c_t = f c_{t-1} + i c~, h_t = o tanh(c_t).

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One input for each sequence.
    h, c : ndarray, shape (N, H)
        State and cell before.
    parameters : tuple of U (D, 4H), W (H, 4H), b (4H,)
        The blocks are i, f, o, candidate.

    Returns
    -------
    (new_h, new_c) : pair of ndarray, shape (N, H)
        State and cell after.
    backward : callable
        backward(d_new_h, d_new_c) returns d_x (N, D), d_h (N, H), d_c (N, H), (d_U, d_W, d_b).
    """
    ### BEGIN SOLUTION
    U, W, b = parameters
    a_i, a_f, a_o, a_candidate = np.split(x @ U + h @ W + b, 4, axis=1)
    i, f, o = sigmoid(a_i)[0], sigmoid(a_f)[0], sigmoid(a_o)[0]
    candidate = np.tanh(a_candidate)
    new_c = f * c + i * candidate
    squashed = np.tanh(new_c)
    new_h = o * squashed
    ### END SOLUTION

    def backward(d_new_h, d_new_c):
        ### BEGIN SOLUTION
        d_cell = d_new_c + d_new_h * o * (1 - squashed**2)
        d_a_i = d_cell * candidate * i * (1 - i)
        d_a_f = d_cell * c * f * (1 - f)
        d_a_o = d_new_h * squashed * o * (1 - o)
        d_a_candidate = d_cell * i * (1 - candidate**2)
        d_a = np.concatenate([d_a_i, d_a_f, d_a_o, d_a_candidate], axis=1)
        return d_a @ U.T, d_a @ W.T, d_cell * f, (x.T @ d_a, h.T @ d_a, d_a.sum(axis=0))
        ### END SOLUTION

    return (new_h, new_c), backward


# %% check="lstm_cell"
check("lstm_cell", lstm_cell)

# %% [markdown]
# Before a network learns to move its gates, move them yourself. The demo below sends a sequence of
# twelve numbers through your cell, with one unit. The sliders set the gates at the chosen step: each
# input comes with three further numbers, which are what the gates' sums should be. Beneath the
# gates stand the cell and the state. The last row is gradient: how much the cell *at the end* would
# change with the cell after each step. It comes from your `backward`.
#
# **Predict, then try.** At the start the forget gate is open everywhere, and the input gate is open at
# step 1 only.
#
# - What does shutting the forget gate at step 6 do to the cell, and what to the gradient before it?
# - Open the forget gate again and open the input gate at step 6 instead. Is the gradient before step 6
#   touched?
# - Let the sliders move every step at once, and set the forget gate to 0.9. What is left of the
#   gradient at step 1?

# %%
gate_explorer(lstm_cell)

# %% [markdown]
# **Notice** that one shut forget gate is a wall, and that an open input gate is none: what is *added* to
# a memory changes it, but does not come between the memory and its gradient. The product of the
# forget gates is all that counts, and $0.9^{11}$ is 0.31 already. The output gate touches neither the
# cell nor this gradient. It hides the memory until it is needed.

# %% [markdown]
# ## 3. A layer
#
# A layer takes the cell through a sequence. Each step is given the input of its time and what
# the step before handed on. That is *two* arrays now, and the same on the way back:
#
# $$(h_t, c_t) = \text{lstm\_cell}(x_t, h_{t-1}, c_{t-1}), \qquad t = 1, \dots, T.$$
#
# Back-propagation through time walks the steps from the last to the first with two gradients in its
# hands, $\bar h$ and $\bar c$. At step $t$ it adds to $\bar h$ what $J$ asks of $h_t$ itself, calls the
# backward function *of this step*, and takes what it gets for $h_{t-1}$ and $c_{t-1}$ to the step
# before. The parameters are shared, so their gradients are the sums over the steps.
#
# A caller may also want something of the last cell, for example to hand it to another network, as in
# Lesson 12. So `backward` takes a second argument, which is `None` if nothing is asked.

# %% [markdown]
# ### Exercise 11.2: lstm (4 points)
#
# **In:** `x` of shape `(N, T, D)`; `h0` and `c0` of shape `(N, H)`, or `None`, which stands for
# zeros; `parameters` as before. **Out:** the pair `(states, last_cell)`, with the states of all steps in
# shape `(N, T, H)` and the cell after the last step in shape `(N, H)`; and `backward`. It is called
# as `backward(d_states)` or `backward(d_states, d_last_cell)`, and returns `d_x`, `d_h0`, `d_c0` and
# `(d_U, d_W, d_b)`. `d_h0` and `d_c0` are wanted even if `h0` and `c0` were `None`. The value earns 1
# point, the gradient 2, and 1 more with `d_last_cell`.
#
# **By hand.** With parameters of zero all gates are one half and the candidate is 0. One unit,
# $h_0 = 0$, $c_0 = 8$, two steps:
#
# | | after step 1 | after step 2 |
# |:--|:--|:--|
# | cell | $0.5 \cdot 8 = 4$ | $0.5 \cdot 4 = 2$ |
# | state | $0.5 \tanh 4 = 0.4997$ | $0.5 \tanh 2 = 0.4820$ |
#
# With `d_states` zero and `d_last_cell` 1, what arrives at the cell is 1, then 0.5 after step 1, then
# `d_c0` = 0.25. The candidate's bias was used twice and gets $1 \cdot 0.5 + 0.5 \cdot 0.5 = 0.75$.
#
# Keep the backward function of every step in a list.


# %% solution="lstm"
def lstm(x, h0, c0, parameters):
    """Return the states of an LSTM at every step and its last cell, and the backward function.

    Parameters
    ----------
    x : ndarray, shape (N, T, D)
        One sequence a row.
    h0, c0 : ndarray, shape (N, H), or None
        State and cell before the first step; None means zeros.
    parameters : tuple of U (D, 4H), W (H, 4H), b (4H,)
        The blocks are i, f, o, candidate.

    Returns
    -------
    (states, last_cell) : ndarrays, shapes (N, T, H) and (N, H)
        The state after every step, and the cell after the last.
    backward : callable
        backward(d_states, d_last_cell=None) returns d_x (N, T, D), d_h0 (N, H), d_c0 (N, H),
        (d_U, d_W, d_b).
    """
    ### BEGIN SOLUTION
    N, T, _ = x.shape
    H = parameters[1].shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    c = np.zeros((N, H)) if c0 is None else c0
    states, ways_back = np.zeros((N, T, H)), []
    for t in range(T):
        (h, c), way_back = lstm_cell(x[:, t], h, c, parameters)
        states[:, t] = h
        ways_back.append(way_back)
    ### END SOLUTION

    def backward(d_states, d_last_cell=None):
        ### BEGIN SOLUTION
        d_x, d_h, d_c = np.zeros(x.shape), np.zeros((N, H)), np.zeros((N, H))
        if d_last_cell is not None:
            d_c = d_last_cell
        totals = [np.zeros(array.shape) for array in parameters]
        for t in reversed(range(T)):
            d_x[:, t], d_h, d_c, shares = ways_back[t](d_h + d_states[:, t], d_c)
            totals = [total + share for total, share in zip(totals, shares, strict=True)]
        return d_x, d_h, d_c, tuple(totals)
        ### END SOLUTION

    return (states, c), backward


# %% check="lstm"
check("lstm", lstm)

# %% [markdown]
# ## 4. How far gradient reaches
#
# Gates are learned. Before the first step of learning their sums are near the bias, so the bias says
# where they stand. With $b_f = 0$ the forget gate starts at one half: the memory's half-life is one
# step. Jozefowicz and others (2015) recommend $b_f = 1$, which opens it to 0.73. Is that enough for
# sixty steps?
#
# The function `reach` below sends gradient from the last step back to the first, through a network that
# has learned nothing yet. For the plain network it is the gradient of the state, for the LSTM that of
# the cell. It starts as 1 in one unit, and we look at the largest entry.
#
# **Predict before you run.** The LSTM has $b_f = 0$, 1 and 4: $\sigma$ gives 0.5, 0.73 and 0.98. Which of
# the three carries more gradient to step 1 than the plain network? Are gates always better than none?

# %%
UNITS, STEPS, CLASSES, SYMBOLS, SEED = 24, 60, 4, 6, 1
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}


def first_parameters(kind, gate_bias, seed):
    """Return U, W and b of a layer that has learned nothing: all weights by Glorot's rule.

    `gate_bias` is the bias of the gate that keeps: f of an LSTM, z of a GRU.
    """
    rng = np.random.default_rng(seed)
    U = np.hstack([glorot_uniform((SYMBOLS, UNITS), rng) for _ in range(BLOCKS[kind])])
    W = np.hstack([glorot_uniform((UNITS, UNITS), rng) for _ in range(BLOCKS[kind])])
    b = np.zeros(BLOCKS[kind] * UNITS)
    if kind == "lstm":
        b[UNITS : 2 * UNITS] = gate_bias
    if kind == "gru":
        b[:UNITS] = gate_bias
    return U, W, b


def reach(kind, parameters):
    """Return the largest gradient that arrives at each step, sent back from the last one."""
    x, _ = memory_task(1, STEPS, np.random.default_rng(0), classes=CLASSES)
    h, c, ways_back = np.zeros((1, UNITS)), np.zeros((1, UNITS)), []
    for t in range(STEPS):
        if kind == "lstm":
            (h, c), way_back = lstm_cell(x[:, t], h, c, parameters)
        else:
            h, way_back = rnn_cell(x[:, t], h, RNNParameters(*parameters))
        ways_back.append(way_back)
    d_h, d_c, sizes = np.zeros((1, UNITS)), np.zeros((1, UNITS)), np.zeros(STEPS)
    memory = d_c if kind == "lstm" else d_h
    memory[0, 0] = 1
    for t in reversed(range(STEPS)):
        sizes[t] = np.abs(d_c if kind == "lstm" else d_h).max()
        if kind == "lstm":
            _, d_h, d_c, _ = ways_back[t](d_h, d_c)
        else:
            _, d_h, _ = ways_back[t](d_h)
    return sizes


# %%
with suppress(NotImplementedError):
    curves = {"plain": reach("rnn", first_parameters("rnn", None, SEED))}
    for bias in (0, 1, 4):
        curves[f"LSTM, bias {bias}"] = reach("lstm", first_parameters("lstm", bias, SEED))
    for name, sizes in curves.items():
        print(f"{name:12} arrives at step 1: {sizes[0]:.0e}")
    plots.gradient_by_step(curves)

# %% [markdown]
# **Notice** that the axis counts powers of ten. Gates alone are no help: with $b_f = 0$ the LSTM loses more
# than the plain network, because every step halves what is in the cell. With $b_f = 1$ the direct path
# carries $0.73^{60}$, which is $6 \cdot 10^{-9}$; what you see beyond that came by the roundabout ways through
# the state. A cell remembers not because it has gates, but because a gate can be *nearly* 1.
#
# So tell it from the beginning how long to remember. A forget gate that stands at $f$ keeps for about
# $1 / (1 - f)$ steps: 4 steps at 0.73, 55 steps at 0.98. For a memory of $T$ steps, $b_f = \ln T$ is a good
# first guess (Tallec and Ollivier, 2018), and $\ln 60 = 4.1$.

# %% [markdown]
# ### Written question 1: the path that keeps (4 points)
#
# (a) In $c_t = f\, c_{t-1} + i\, \tilde c$, the cell $c_{t-1}$ reaches $c_t$ in one more way than
# through the factor $f$. Which? Why can that way not repair what a shut forget gate has cut, if the
# output gate was shut one step before? (2 points)
#
# (b) Somebody writes $c_t = \tanh(f\, c_{t-1} + i\, \tilde c)$, "so that the cell cannot grow". Say what
# this does to a cell of 0.9 with $f = 1$ and $i = 0$ over many steps, and to its gradient. (2 points)

# %% [markdown] written="the-path-that-keeps" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) $h_{t-1} = o_{t-1} \tanh(c_{t-1})$ goes into all three gates and into the
# candidate of step $t$, through $W$. So $c_t$ depends on $c_{t-1}$ by way of the state. Each gradient
# on that way contains the factor $o_{t-1}$. If the output gate was shut at step $t - 1$, the factor is
# 0: the cell was not shown, so no gate could see it. With $f = 0$ as well, nothing comes back.
#
# (b) The cell is squashed at each step: 0.9, then $\tanh 0.9 = 0.72$, then 0.61, and on towards 0, slower and
# slower. The memory fades although the gates say "keep". At each step the gradient is multiplied by
# $1 - \tanh^2(\cdot) < 1$, which is 0.49 at the first step. That is the plain network's product of
# slopes again. The cell needs no bound: what is shown is bounded by the tanh in $h_t$.
#
# **Rubric.** (a) 1 for the way through $h_{t-1}$, 1 for the factor $o_{t-1}$. (b) 1 for the value that
# fades, 1 for the slope below 1 in the gradient's product. Full points in (a) without a formula if
# the chain "cell, output gate, state, gates" is named.
# ### END SOLUTION

# %% [markdown]
# ## 5. The GRU
#
# Two vectors, three gates: is it needed? In 2014 Cho and others proposed a cell that does with one
# vector and two gates, the **gated recurrent unit**.

# %%
plots.gru_cell_sketch()

# %% [markdown]
# The state itself runs along the top. What is new replaces what is old, in equal shares:
#
# $$z, r = \sigma(x_t U_{zr} + h_{t-1} W_{zr} + b_{zr}), \qquad
# \tilde h = \tanh(x_t U_{\tilde h} + (r\, h_{t-1}) W_{\tilde h} + b_{\tilde h}),$$
#
# $$h_t = (1 - z)\, h_{t-1} + z\, \tilde h.$$
#
# - The **update gate** $z$ does the work of two. At 0 the state is kept as it is, at 1 it is
#   replaced. An LSTM can keep everything *and* add to it, so its cell can count; a GRU cannot,
#   because its state is a mixture and stays between $-1$ and 1.
# - The **reset gate** $r$ says how much of the old state the candidate may see. At 0 the candidate
#   is made as if the sequence began here.
# - There is no output gate: the state is always shown.
#
# The reset gate acts on the state *before* the product with $W_{\tilde h}$. That is why the three
# blocks of `h @ W` cannot be computed in one product, as they could in the LSTM.
#
# **The way back.** In how many ways does $h_{t-1}$ reach $h_t$? Count them in the sketch before you read
# on. There are four: the thick line, with factor $1 - z$; the candidate, through $r\, h_{t-1}$; and
# the sums of the two gates. The gradient $\bar h_{t-1}$ is the sum of all four. With
# $\bar a$ for the gradient of a sum before its squashing, and $u = r\, h_{t-1}$,
#
# $$\bar a_{\tilde h} = \bar h_t\, z\, (1 - \tilde h^2), \qquad
# \bar u = \bar a_{\tilde h} W_{\tilde h}^\top .$$
#
# From $\bar u$ you get the shares of $r$ and of $h_{t-1}$; and $z$ stands in the mixture twice, once
# with each sign.

# %% [markdown]
# ### Exercise 11.3: gru_cell (5 points)
#
# **In:** `x` of shape `(N, D)`, `h` of shape `(N, H)`, `parameters`, the tuple of `U` `(D, 3H)`, `W`
# `(H, 3H)` and `b` `(3H,)` with the blocks $z, r, \tilde h$. **Out:** `new_h` of shape `(N, H)`, and
# `backward`, which takes `d_new_h` and returns `d_x`, `d_h` and `(d_U, d_W, d_b)`. The value earns 2
# points, the gradient 3.
#
# **By hand.** One sequence, one unit, $x = 1$, $h = 0.4$. Let $U = (0, \ln 3, 0.393)$ and $b = 0$. In
# $W$ the gates have 0, the candidate 1. Let $\bar h_t = 10$ arrive.
#
# | | Value | Gradient |
# |:--|:--|:--|
# | $h_t = (1 - z) h + z \tilde h$ | $0.2 + 0.3 = 0.5$ | 10 (given) |
# | $z = \sigma(0)$ | 0.5 | sum of $z$: $10 \cdot (0.6 - 0.4) \cdot 0.25 = 0.5$ |
# | $\tilde h = \tanh(0.393 + 0.3)$ | 0.6 | its sum: $10 \cdot 0.5 \cdot 0.64 = 3.2$ |
# | $u = r h$ | 0.3 | $3.2 \cdot 1 = 3.2$ |
# | $r = \sigma(\ln 3)$ | 0.75 | sum of $r$: $3.2 \cdot 0.4 \cdot 0.1875 = 0.24$ |
# | $h$ | 0.4 | $10 \cdot 0.5 + 3.2 \cdot 0.75 + 0 + 0 = 7.4$ |
#
# And $\bar W = (h \cdot 0.5,\; h \cdot 0.24,\; u \cdot 3.2) = (0.2, 0.096, 0.96)$: in the last block
# stands $u$.


# %% solution="gru_cell"
def gru_cell(x, h, parameters):
    """Return the state of a gated recurrent unit after one step, and its backward function.

    z, r = sigmoid(x U + h W + b), h~ = tanh(x U + (r h) W + b), each with its own block of columns;
    h_t = (1 - z) h_{t-1} + z h~.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One input for each sequence.
    h : ndarray, shape (N, H)
        The state before.
    parameters : tuple of U (D, 3H), W (H, 3H), b (3H,)
        The blocks are z, r, candidate.

    Returns
    -------
    new_h : ndarray, shape (N, H)
        The state after.
    backward : callable
        Maps d_new_h, shape (N, H), to d_x (N, D), d_h (N, H), (d_U, d_W, d_b).
    """
    ### BEGIN SOLUTION
    U, W, b = parameters
    (U_z, U_r, U_h), (W_z, W_r, W_h), (b_z, b_r, b_h) = (np.split(each, 3, axis=-1) for each in (U, W, b))
    z = sigmoid(x @ U_z + h @ W_z + b_z)[0]
    r = sigmoid(x @ U_r + h @ W_r + b_r)[0]
    reset = r * h
    candidate = np.tanh(x @ U_h + reset @ W_h + b_h)
    new_h = (1 - z) * h + z * candidate
    ### END SOLUTION

    def backward(d_new_h):
        ### BEGIN SOLUTION
        d_a_h = d_new_h * z * (1 - candidate**2)
        d_reset = d_a_h @ W_h.T
        d_a_z = d_new_h * (candidate - h) * z * (1 - z)
        d_a_r = d_reset * h * r * (1 - r)
        d_a = np.concatenate([d_a_z, d_a_r, d_a_h], axis=1)
        d_h = d_new_h * (1 - z) + d_reset * r + d_a_z @ W_z.T + d_a_r @ W_r.T
        d_W = np.concatenate([h.T @ d_a_z, h.T @ d_a_r, reset.T @ d_a_h], axis=1)
        return d_a @ U.T, d_h, (x.T @ d_a, d_W, d_a.sum(axis=0))
        ### END SOLUTION

    return new_h, backward


# %% check="gru_cell"
check("gru_cell", gru_cell)

# %% [markdown]
# ### Exercise 11.4: gru (3 points)
#
# **In:** `x` of shape `(N, T, D)`; `h0` of shape `(N, H)` or `None`; `parameters`. **Out:** the
# states of all steps, shape `(N, T, H)`, and `backward`, which takes `d_states` and returns `d_x`,
# `d_h0` and `(d_U, d_W, d_b)`. The value earns 1 point, the gradient 2.
#
# **By hand.** With parameters of zero, $z = \tfrac12$ and $\tilde h = 0$: from $h_0 = 8$ the states are
# 4 and 2. If $J$ is the last state, `d_h0` is 0.25.


# %% solution="gru"
def gru(x, h0, parameters):
    """Return the states of a GRU at every step, and the function that differentiates them.

    Parameters
    ----------
    x : ndarray, shape (N, T, D)
        One sequence a row.
    h0 : ndarray, shape (N, H), or None
        The state before the first step; None means zeros.
    parameters : tuple of U (D, 3H), W (H, 3H), b (3H,)
        The blocks are z, r, candidate.

    Returns
    -------
    states : ndarray, shape (N, T, H)
        The state after every step.
    backward : callable
        Maps d_states, shape (N, T, H), to d_x (N, T, D), d_h0 (N, H), (d_U, d_W, d_b).
    """
    ### BEGIN SOLUTION
    N, T, _ = x.shape
    H = parameters[1].shape[0]
    h = np.zeros((N, H)) if h0 is None else h0
    states, ways_back = np.zeros((N, T, H)), []
    for t in range(T):
        h, way_back = gru_cell(x[:, t], h, parameters)
        states[:, t] = h
        ways_back.append(way_back)
    ### END SOLUTION

    def backward(d_states):
        ### BEGIN SOLUTION
        d_x, d_h = np.zeros(x.shape), np.zeros((N, H))
        totals = [np.zeros(array.shape) for array in parameters]
        for t in reversed(range(T)):
            d_x[:, t], d_h, shares = ways_back[t](d_h + d_states[:, t])
            totals = [total + share for total, share in zip(totals, shares, strict=True)]
        return d_x, d_h, tuple(totals)
        ### END SOLUTION

    return states, backward


# %% check="gru"
check("gru", gru)

# %% [markdown]
# The demo again, now with both cells side by side. The GRU's candidate sees the old state with weight 1, as
# far as the reset gate lets it; at the start that gate is shut. **Predict, then try:**
#
# - Which setting of $z$ does at step 6 what a shut forget gate and an open input gate do together?
# - Set the LSTM to *count*: forget gate open, input gate half open, at every step. Can the GRU follow?
# - Open the reset gate at a step where the update gate is shut. What changes? Where does the reset gate
#   matter?

# %%
gate_explorer(lstm_cell, gru_cell)

# %% [markdown]
# **Notice** that the GRU trades. It takes in as much as it gives up, so each time it writes, the old
# memory and its gradient shrink by the same factor, $1 - z$. The LSTM's two gates need not agree. And the
# reset gate is silent wherever $z$ is 0: a candidate that is not mixed in may be anything.

# %% [markdown]
# ## 6. The price
#
# Every gate is bought with a set of weights. A block has $D H$ input weights, $H^2$ recurrent weights
# and $H$ biases. The length of the sequence costs time and memory, but no parameters: all steps
# share them.

# %% [markdown]
# ### Exercise 11.5: recurrent_parameter_count (2 points)
#
# **In:** `kind`, one of `"rnn"`, `"lstm"` and `"gru"`; the sizes `inputs` ($D$) and `hidden` ($H$).
# **Out:** how many numbers such a layer learns, as an `int`. Another kind raises `ValueError`. The count
# earns 1 point, the refusal 1.
#
# **By hand.** A plain layer with 3 inputs and 2 units has $6 + 4 + 2 = 12$. Look at the shapes of `U`,
# `W` and `b` above for the others.


# %% solution="recurrent_parameter_count"
def recurrent_parameter_count(kind, inputs, hidden):
    """Return how many numbers a recurrent layer learns.

    Parameters
    ----------
    kind : str
        "rnn", "lstm" or "gru"; another name raises ValueError.
    inputs, hidden : int
        Sizes D of the input and H of the state.

    Returns
    -------
    count : int
        The number of parameters.
    """
    ### BEGIN SOLUTION
    blocks = {"rnn": 1, "lstm": 4, "gru": 3}
    if kind not in blocks:
        raise ValueError(f"kind must be 'rnn', 'lstm' or 'gru'; got {kind!r}")
    return blocks[kind] * (inputs * hidden + hidden * hidden + hidden)
    ### END SOLUTION


# %% check="recurrent_parameter_count"
check("recurrent_parameter_count", recurrent_parameter_count)

# %%
with suppress(NotImplementedError):
    for kind in ("rnn", "gru", "lstm"):
        print(f"{kind:5} 100 inputs, 100 units: {recurrent_parameter_count(kind, 100, 100):6,} parameters")

# %% [markdown]
# **Notice** that a GRU has three quarters of an LSTM's parameters. For the same budget it may have more
# units. Which of the two does better depends on the task; comparisons on music and speech (Chung and
# others, 2014) found both far ahead of the plain layer, and neither ahead of the other.
#
# ## 7. The long memory
#
# Now the task of Section 1, sixty steps long. Four networks, each with 24 units: the plain one of
# Lesson 10, your LSTM with $b_f = 1$ and with $b_f = 4$, and your GRU. In the GRU it is a *shut*
# update gate that keeps, so it starts with $b_z = -4$. An affine map reads the last state, and softmax
# cross-entropy compares. All are trained alike: Adam, learning rate 0.01, 150 batches of 32 fresh
# sequences, the gradient clipped to length 1 as in Lesson 10.

# %%
LAYERS = {
    "rnn": lambda x, parameters: rnn(x, None, RNNParameters(*parameters)),
    "gru": lambda x, parameters: gru(x, None, parameters),
}


def lstm_states(x, parameters):
    """Return the states of your LSTM, and their backward, without the last cell."""
    (states, _), backward = lstm(x, None, None, parameters)
    return states, backward


LAYERS["lstm"] = lstm_states


def scores_after_the_last_step(kind, x, named):
    """Return a network's scores for the symbols, and the function that differentiates them."""
    states, back_from_states = LAYERS[kind](x, (named["U"], named["W"], named["b"]))
    scores, back_from_scores = affine(states[:, -1], named["V"], named["c"])

    def backward(d_scores):
        d_states = np.zeros(states.shape)
        d_states[:, -1], d_V, d_c = back_from_scores(d_scores)
        *_, (d_U, d_W, d_b) = back_from_states(d_states)
        return {"U": d_U, "W": d_W, "b": d_b, "V": d_V, "c": d_c}

    return scores, backward


def clipped(gradients, limit=1.0):
    """Return the gradients, shortened together to the length `limit` if they are longer."""
    length = np.sqrt(sum(np.sum(array**2) for array in gradients.values()))
    return {name: array * min(1.0, limit / length) for name, array in gradients.items()}


def trained(kind, gate_bias=None, seed=SEED, batches=150):
    """Train a network on the memory task; return its losses and its share of right answers afterwards."""
    rng = np.random.default_rng(seed)
    named = dict(zip("UWb", first_parameters(kind, gate_bias, seed), strict=True))
    named |= {"V": glorot_uniform((UNITS, CLASSES), rng), "c": np.zeros(CLASSES)}
    optimizer, losses = Optimizer(adam, learning_rate=0.01), []
    for _ in range(batches):
        x, labels = memory_task(32, STEPS, rng, classes=CLASSES)
        scores, back_from_scores = scores_after_the_last_step(kind, x, named)
        loss, back_from_loss = softmax_cross_entropy(scores, labels)
        optimizer.update_in_place(named, clipped(back_from_scores(back_from_loss(1.0))))
        losses.append(loss)
    x, labels = memory_task(500, STEPS, np.random.default_rng(1000), classes=CLASSES)
    scores, _ = scores_after_the_last_step(kind, x, named)
    return losses, np.mean(scores.argmax(axis=1) == labels)


# %% [markdown]
# **Predict before you run.** Who only guesses has a loss of $\ln 4 = 1.39$ and is right a quarter of the
# time. Which of the four networks will still be guessing at the end?

# %%
with suppress(NotImplementedError):
    losses = {}
    for name, kind, bias in (
        ("plain", "rnn", None),
        ("LSTM, bias 1", "lstm", 1),
        ("LSTM, bias 4", "lstm", 4),
        ("GRU, bias -4", "gru", -4),
    ):
        losses[name], right = trained(kind, bias)
        print(f"{name:13} {right:4.0%} of 500 fresh sequences right")
    plots.learning_curves(losses, "batch", "cross-entropy")

# %% [markdown]
# **Notice** that two of them have learned the task completely after about a hundred batches, and that two
# are guessing. The plain network is not too small: 24 units could hold two bits. Each batch moves its weights,
# but hardly anything in that move comes from step 1. An LSTM whose forget gate starts at 0.73 shares its
# fate. Section 4 foretold it, before any of them had learned anything.
#
# Two fair remarks. The plain network is not bound to fail. We tried five seeds: the LSTM with $b_f = 4$ and the
# GRU learned with all of them, the LSTM with $b_f = 1$ with none, and the plain network with one, `SEED = 2`.
# Put that seed into `reach`: 0.09 of the gradient arrives there, by luck of the first weights. And the
# task is kind to gates, because nothing ever has to be forgotten.

# %% [markdown]
# ### Written question 2: the gate that does not forget (4 points)
#
# (a) In the last figure the LSTM with $b_f = 4$ learns, and the one with $b_f = 1$ does not, although
# both could represent the same function. What is the difference, if not what they *can* compute? (1
# point)
#
# (b) Why not start with $b_f = 20$? Think of a task in which the cell must be emptied now and then, and
# of the slope of the sigmoid. (2 points)
#
# (c) A friend wants the GRU to remember for longer, and sets $b_z = +4$. What happens? (1 point)

# %% [markdown] written="the-gate-that-does-not-forget" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) Where learning starts. Both hold the weights of a solution somewhere in their
# space, but descent follows the gradient. With $f = 0.73$ the direct path carries $0.73^{60}$ of it, some
# $10^{-8}$, and less than a thousandth arrives at step 1 in all. With $f = 0.98$ about a third or a half
# arrives, so the weights that read the first symbol are told what they did.
#
# (b) $\sigma(20)$ differs from 1 by $2 \cdot 10^{-9}$, and its slope $f(1 - f)$ is as small. The gate is
# saturated: the gradient of its sum is next to nothing, so it hardly learns to shut. In a task where the
# cell must be emptied it would go on adding to old contents. $b_f = 4$ has a slope of 0.018: small, but it
# can move.
#
# (c) $z$ starts at 0.98, so at every step 98 % of the state is replaced, and the gradient on the direct
# path is multiplied by 0.02. It remembers for a shorter time than with a bias of 0. In the GRU the update
# gate keeps when it is shut.
#
# **Rubric.** (a) 1 for the gradient at the start. (b) 1 for saturation, small slope; 1 for what goes wrong
# in a task that needs forgetting. (c) 1 for replaced state, or lost memory, with the reason.
# ### END SOLUTION

# %% [markdown]
# ## What others write differently
#
# - **Order of the blocks.** PyTorch stores $i, f, \tilde c, o$. Weights that are carried over have to be
#   cut and put together anew.
# - **Two biases.** PyTorch's layers have a bias beside $U$ and another beside $W$. Their sum is what we
#   call $b$, so they have $G H$ parameters more, with $G$ blocks, and can express nothing more.
# - **The other way round.** PyTorch, like the paper that introduced the GRU, has
#   $h_t = z\, h_{t-1} + (1 - z)\, \tilde h$. Its $z$ is our $1 - z$, which Chung and others write. Find out
#   which one is meant before you read "the update gate is open".
# - **Reset after the product.** PyTorch computes $\tilde h = \tanh(x_t U + r\,(h_{t-1} W + b'))$, which
#   lets the three products with $h_{t-1}$ be one. It is another function, not another notation, and its
#   weights do not carry over.
# - **Peepholes.** Some LSTMs let the gates see the cell, too. The LSTM of 1997 had no forget gate: its
#   cell was multiplied by exactly 1.
#
# ## Further reading
#
# - S. Hochreiter, J. Schmidhuber, *Long short-term memory*, Neural Computation 9, 1997. The memory task
#   is a relative of its second experiment.
# - F. Gers, J. Schmidhuber, F. Cummins, *Learning to forget: continual prediction with LSTM*, Neural
#   Computation 12, 2000.
# - K. Cho and others, *Learning phrase representations using RNN encoder-decoder for statistical machine
#   translation*, EMNLP 2014: the GRU.
# - J. Chung, C. Gulcehre, K. Cho, Y. Bengio, *Empirical evaluation of gated recurrent neural networks on
#   sequence modeling*, 2014.
# - R. Jozefowicz, W. Zaremba, I. Sutskever, *An empirical exploration of recurrent network
#   architectures*, ICML 2015: ten thousand cells tried, and a plea for the forget gate's bias.
# - C. Tallec, Y. Ollivier, *Can recurrent neural networks warp time?*, ICLR 2018: how long a gate
#   remembers.
#
# **What comes next.** You have a network that reads a sequence and keeps what matters. In Lesson 12 its
# last state becomes the first state of another one, which writes: dates in one form are read, and come out
# in another.
