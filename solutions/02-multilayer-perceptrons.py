# %% [markdown]
# # Lesson 2: Layers, activations and what they can shape
#
# By the end you will have written eight activation functions with their slopes, a network of any
# depth that fences in whatever region its data ask for, and a network that invents the binary
# numbers on its own.
#
# **You need** from Lesson 1: the neuron, the sigmoid, and the convention that an operation returns
# its value and a `backward` function. No code of Lesson 1 is used. **It takes** about two hours.
# The end of Section 3 is a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. Lines, regions, anything | What does another layer buy? | | 10 |
# | 2. Curves that saturate | What do sigmoid and tanh do to a gradient? | 2.1, 2.2 | 20 |
# | 3. A bend | Can an activation be simpler, and better? | 2.3, 2.4, an explanation | 20 |
# | 4. Leaks, learned bends, contests | How do you keep units alive? | 2.5 to 2.9 | 30 |
# | 5. As deep as you like | What do the hidden units learn? | 2.10 | 15 |
# | 6. Any function at all | What can one hidden layer express? | 2.11, an explanation | 15 |
# | 7. A code that nobody designed | What do three units say about eight? | 2.12 | 15 |
#
# **How to work.** As in Lesson 1: replace `raise NotImplementedError()` by your code, run the check
# below it, and read what it says. No exercise needs your answer to an earlier one. The exercises
# are worth 35 points, the two written questions 4 points each.
#
# The reference solutions of this lesson (in `lecturelib.activations`, `lecturelib.multilayer` and
# `lecturelib.universal_approximation`), and the modules that are built on them, cannot be imported
# while the lesson is graded.

# %%
from contextlib import suppress
from itertools import pairwise

import numpy as np

from autograder import check
from demos import activation_explorer, bump_builder, decision_regions
from lecturelib import plots
from lecturelib.datasets import digits
from lecturelib.layers import affine
from lecturelib.losses import squared_error
from lecturelib.optimizers import Optimizer, adam

# %%
plots.lines_and_regions()

# %% [markdown]
# ## 1. Lines, regions, anything
#
# One neuron draws one line. You needed two layers for XOR, and chose their weights by hand. What do
# more layers buy in general? The pictures above hold the answer; this section explains them.
#
# A **multi-layer perceptron** is a composition: what one layer puts out, the next takes in,
#
# $$y = f_L(\dots f_2(f_1(x))), \qquad f_l(z) = \varphi(z\, W_l + b_l).$$
#
# Layers between input and output are **hidden**, because the data say nothing about the values
# there. Take threshold units, as in Lesson 1, and look at the layers one by one.
#
# - **The first layer draws lines.** Each of its units fires on one side of its line.
# - **The second layer combines them.** A unit that is an AND of three lines fires where all three
#   do: in a triangle. An AND of half-planes has no dents: it is a **convex** region.
# - **The third layer collects regions.** A unit that is an OR of convex regions fires in any of
#   them. They may lie apart, touch or overlap, and any region can be built from convex pieces.
#
# So two hidden layers make any region whose border is made of straight pieces. With more units the
# pieces become shorter and the border finer.
#
# **By hand.** Three first-layer units fence in a triangle; the second layer is the AND of three
# from Lesson 1, $-2.5 + v_1 + v_2 + v_3 > 0$.
#
# | $x$ | $v_1$: $x_1 > 0$ | $v_2$: $x_2 > 0$ | $v_3$: $1 - x_1 - x_2 > 0$ | $-2.5 + \sum v$ | fires |
# |:--|--:|--:|--:|--:|--:|
# | $(0.2, 0.3)$ | 1 | 1 | 1 | $0.5$ | 1 |
# | $(0.8, 0.8)$ | 1 | 1 | 0 | $-0.5$ | 0 |
# | $(-1, 0.5)$ | 0 | 1 | 1 | $-0.5$ | 0 |
# | $(2, -3)$ | 1 | 0 | 1 | $-0.5$ | 0 |
#
# **Predict:** which point of the plane has $v_1 = v_2 = v_3 = 0$? (Add up what the three zeros
# demand.)
#
# No point has. If $x_1 \le 0$ and $x_2 \le 0$, then $1 - x_1 - x_2 \ge 1$. Three lines cut the plane
# into seven pieces, and the eighth pattern of zeros and ones is never seen.
#
# **Why the bend matters.** What if $\varphi$ is left out? Two layers then compute
#
# $$(x W_1 + b_1)\, W_2 + b_2 = x\,(W_1 W_2) + (b_1 W_2 + b_2),$$
#
# which is one layer again, with the weights $W_1 W_2$. However many affine maps follow each other,
# they draw one line. The activation is what makes a layer count. The rest of the lesson asks which
# activation to take, and the answer depends on what it does to gradients.

# %% [markdown]
# ## 2. Curves that saturate
#
# The step has slope 0, so Lesson 1 rounded it off:
#
# $$g(a) = \frac{1}{1 + e^{-a}}, \qquad g'(a) = g\,(1 - g).$$
#
# Three things are wrong with the sigmoid as a hidden activation.
#
# - **It saturates.** Far from 0 the slope is next to nothing, and every gradient that passes through
#   is multiplied by that. The lectures say that saturation *kills* the gradient.
# - **Its slope is never large.** The maximum is $0.25$. A gradient that passes back through five
#   layers is multiplied by at most $0.25^5 \approx 0.001$, apart from the weights.
# - **It is not centred on 0.** All values are positive. The gradient of a unit's weight $w_i$ is
#   $\delta z_i$, where $z_i > 0$ is a value of the layer before. For one example all the weights of
#   a unit therefore have gradients of the same sign: they all rise or all fall together, and the
#   way to the target becomes a zigzag.
#
# And there is a trap in the formula itself. **Predict** what Python prints.

# %%
with np.errstate(over="warn"):
    a = np.array([-1000.0])
    print(np.exp(-a))

# %% [markdown]
# The largest number that fits is about $1.8 \times 10^{308}$, and $e^{1000}$ is beyond it. NumPy
# warns and goes on with infinity. In $1 / (1 + \infty) = 0$ this happens to come out right; in
# $\infty / \infty$ it does not. A warning that you get used to hides the next one, so we want a
# formula that never overflows. Two ways out:
#
# - split the cases: $1 / (1 + e^{-a})$ where $a \ge 0$ and $e^{a} / (1 + e^{a})$ where $a < 0$, so
#   that every exponent is negative (careful: `np.where` computes **both** of its branches for every
#   element, and then chooses);
# - find a function that NumPy computes safely and that has the same shape. Exercise 2.2 is about
#   one.

# %% [markdown]
# ### Exercise 2.1: sigmoid (3 points)
#
# **In:** `a`, an array of any shape. **Out:** `g` of the same shape, and `backward`, which takes
# `d_g` and returns `d_a`, both of that shape. Value, gradient and huge sums earn a point each. The
# part "huge sums" demands the right values without an overflow, of whichever sign the sums are.
#
# **By hand.** $a = \ln 3$ gives $e^{-a} = 1/3$, so $g = 1 / (1 + 1/3) = 0.75$ and the slope is
# $0.75 \times 0.25 = 0.1875$. If `d_g` is 16 there, `d_a` is 3.


# %% solution="sigmoid"
def sigmoid(a):
    """Return g = 1 / (1 + exp(-a)) element by element, and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, any shape
        Weighted sums.

    Returns
    -------
    g : ndarray, shape of `a`
        Values between 0 and 1.
    backward : callable
        Maps d_g, shape of `a`, to d_a = d_g g (1 - g).
    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(a))  # never above 1
    g = np.where(a >= 0, 1.0, small) / (1 + small)
    ### END SOLUTION

    def backward(d_g):
        ### BEGIN SOLUTION
        return d_g * g * (1 - g)
        ### END SOLUTION

    return g, backward


# %% check="sigmoid"
check("sigmoid", sigmoid)

# %% [markdown]
# **The hyperbolic tangent** has the same shape, centred on 0:
#
# $$\tanh(a) = \frac{e^a - e^{-a}}{e^a + e^{-a}} = 2\,g(2a) - 1, \qquad \tanh'(a) = 1 - \tanh^2(a).$$
#
# Where does the identity come from? Divide both halves of the fraction by $e^a$: it becomes
# $(1 - e^{-2a}) / (1 + e^{-2a})$. And $2 g(2a) - 1 = 2 / (1 + e^{-2a}) - 1$ is the same fraction.
#
# The range is $(-1, 1)$, the slope at 0 is 1 instead of $0.25$, and a gradient may have either sign
# in each weight. But tanh saturates as the sigmoid does.

# %% [markdown]
# ### Exercise 2.2: tanh (2 points)
#
# **In:** `a`, any shape. **Out:** `t` of the same shape, and `backward`, which maps `d_t` to `d_a`.
# One point each. NumPy has `np.tanh`. Use it, or the identity; the fraction of exponentials will
# not do (what is it at $a = 1000$?).
#
# **By hand.** $a = \tfrac12 \ln 3$, so $e^{2a} = 3$ and $\tanh(a) = (3 - 1) / (3 + 1) = 0.5$. By the
# identity: $2\,g(\ln 3) - 1 = 2 \times 0.75 - 1 = 0.5$. The slope is $1 - 0.25 = 0.75$.


# %% solution="tanh"
def tanh(a):
    """Return the hyperbolic tangent element by element, and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, any shape
        Weighted sums.

    Returns
    -------
    t : ndarray, shape of `a`
        Values between -1 and 1: t = 2 sigmoid(2 a) - 1.
    backward : callable
        Maps d_t, shape of `a`, to d_a = d_t (1 - t^2).
    """
    ### BEGIN SOLUTION
    t = np.tanh(a)
    ### END SOLUTION

    def backward(d_t):
        ### BEGIN SOLUTION
        return d_t * (1 - t * t)
        ### END SOLUTION

    return t, backward


# %% check="tanh"
check("tanh", tanh)

# %% [markdown]
# **Predict before you run:** at which $a$ is the slope of tanh as small as the largest slope of the
# sigmoid, $0.25$? Read it off the picture, then check: $1 - t^2 = 0.25$ means $t \approx 0.87$.

# %%
with suppress(NotImplementedError):
    plots.activation_curves({"sigmoid": sigmoid, "tanh": tanh})

# %% [markdown]
# **Notice** that between about $-1.3$ and $1.3$ tanh is steeper than the sigmoid ever is, and that
# beyond $\pm 1.7$ it is the flatter of the two.

# %% [markdown]
# ## 3. A bend
#
# What is the least that an activation must do? It must not be a straight line. One bend is enough.
# The **rectified linear unit** is
#
# $$r(a) = \max(0, a), \qquad r'(a) = \begin{cases} 1 & \text{if } a > 0 \\ 0 & \text{otherwise.}\end{cases}$$
#
# - For $a > 0$ it never saturates: the gradient goes through unchanged, however large the sum is.
# - It costs one comparison and no exponential.
# - Krizhevsky, Sutskever and Hinton reported in 2012 that a convolutional network with ReLUs reached
#   25 % training error on small photographs about **six times faster** than the same network with
#   tanh.
# - For $a \le 0$ it passes nothing at all. We come to that in a moment.
#
# At $a = 0$ there is a corner and no derivative. Any number between the two slopes would do. We
# count 0 among the negative sums, here and in all the bent functions that follow: the slope at 0 is
# the **left** one.

# %% [markdown]
# ### Exercise 2.3: relu (2 points)
#
# **In:** `a`, any shape. **Out:** `r` of the same shape, and `backward`, which maps `d_r` to `d_a`.
# One point each. Leave `a` as it is.
#
# **By hand:**
#
# | $a$ | $-2$ | $0$ | $3$ |
# |:--|--:|--:|--:|
# | $r$ | 0 | 0 | 3 |
# | `d_r` | 5 | 5 | $-5$ |
# | `d_a` | 0 | 0 | $-5$ |


# %% solution="relu"
def relu(a):
    """Return max(0, a) element by element, and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, any shape
        Weighted sums.

    Returns
    -------
    r : ndarray, shape of `a`
        Values of at least 0.
    backward : callable
        Maps d_r, shape of `a`, to d_a: d_r where a > 0, else 0.
    """
    ### BEGIN SOLUTION
    r = np.maximum(a, 0)
    ### END SOLUTION

    def backward(d_r):
        ### BEGIN SOLUTION
        return d_r * (a > 0)
        ### END SOLUTION

    return r, backward


# %% check="relu"
check("relu", relu)

# %% [markdown]
# **Units that die.** A ReLU whose sum is negative for *every* example has value 0 everywhere and
# passes no gradient to its weights. Nothing can move them, so nothing will ever change: the unit is
# **dead**. Large learning rates do this: one step too long throws a bias far below 0, and there is
# no way back. The lectures report that 10 to 20 % of a network's units can be dead.
#
# A remedy is to start the biases at a small positive number, such as $0.01$, so that at first more
# sums are positive than not. It is cheap, and its effect is small; you will see how small.

# %% [markdown]
# ### Exercise 2.4: dead_relu_fraction (2 points)
#
# **In:** `hidden` of shape `(N, D)`: what $D$ ReLU units make of $N$ examples. It may hold their
# values or their weighted sums; a unit is silent on an example if its entry is not positive.
# **Out:** the share of the units, between 0 and 1, that are silent on all $N$ examples (1 point).
#
# **By hand**, two examples and four units. Only the second and the third unit ever fire:
#
# | | unit 1 | unit 2 | unit 3 | unit 4 |
# |:--|--:|--:|--:|--:|
# | example 1 | 0 | 0 | 1 | 0 |
# | example 2 | 0 | 2 | 0 | 0 |
#
# The answer is $2/4 = 0.5$.
#
# **No example** (1 point). Raise `ValueError` if $N = 0$. Ask NumPy whether *all* entries of an empty
# column are 0: it says yes, as logic demands. Every unit would be reported dead on no evidence.


# %% solution="dead_relu_fraction"
def dead_relu_fraction(hidden):
    """Return the share of units that are silent, hidden <= 0, on every row.

    Parameters
    ----------
    hidden : ndarray, shape (N, D)
        Values or weighted sums of D ReLU units on N examples.

    Returns
    -------
    fraction : float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If there is no row.
    """
    ### BEGIN SOLUTION
    if len(hidden) == 0:
        raise ValueError("without an example nothing can be said about a unit")
    return np.mean((hidden <= 0).all(axis=0))
    ### END SOLUTION


# %% check="dead_relu_fraction"
check("dead_relu_fraction", dead_relu_fraction)

# %% [markdown]
# Four layers of 100 ReLUs with random weights look at 40 handwritten digits, with three first
# values for all biases. **Predict:** in which layer are most units dead, and what does a bias of
# $0.01$ change?

# %%
pixels = digits()[0].reshape(-1, 64)  # (1797, 64), ink between 0 and 1
with suppress(NotImplementedError):
    for bias in (0.0, 0.01, 0.1):
        rng = np.random.default_rng(1)
        z, shares = pixels[:40], []
        for _ in range(4):
            W = rng.normal(scale=np.sqrt(1 / z.shape[1]), size=(z.shape[1], 100))
            z, _ = relu(z @ W + bias)
            shares.append(f"{dead_relu_fraction(z):.0%}")
        print(f"bias {bias:<4}  dead in layers 1 to 4:", *shares)

# %% [markdown]
# **Notice** that between a tenth and a fifth of the units are dead before any training, and more in
# the deeper layers: the sums there vary less from one example to the next, so a unit is on one side
# for all of them. A bias of $0.01$ rescues next to nothing here; $0.1$ is large enough, beside sums
# of this size, to make a difference.
#
# ### Written question 1: the price of a straight line (4 points)
#
# (a) A gradient passes back through ten layers. By what factor do ten sigmoids multiply it at most?
# And ten ReLUs, if their sums are positive? (1 point)
#
# (b) A ReLU's sum is $-0.1$ for every example. Explain with the chain rule why gradient descent can
# not bring it back, and why the same argument does not hold for a sigmoid whose sum is $-8$ for every
# example. (2 points)
#
# (c) "So a sigmoid unit is safe." What is misleading about this sentence? (1 point)

# %% [markdown] written="why-relu" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) Ten sigmoids by at most $0.25^{10} \approx 10^{-6}$. Ten ReLUs with positive
# sums by exactly 1.
#
# (b) The gradient of a unit's weight is (what arrives from above) times $r'(a)$ times the input, added
# up over the examples. If $a < 0$ for every example, each of these terms has the factor 0. Weights
# and bias get no gradient, stay where they are, and the sums stay negative. The unit can move only if
# the layers before it change its inputs. The sigmoid's slope at $-8$ is small but positive, about
# $3 \times 10^{-4}$, so its weights move, slowly.
#
# (c) A slope of $3 \times 10^{-4}$ is not zero, but with ordinary learning rates and numbers of steps
# it makes no visible difference. The sigmoid is safe in the limit only; and it saturates on both
# sides.
#
# **Rubric.**
# - 1 point: both factors. Half a point for one of them.
# - 2 points: 1 for the product with $r'(a) = 0$ in every example's term, 1 for the sigmoid's slope
#   being small but not 0. 0 for "because it is dead".
# - 1 point: small is not zero, but slow enough to look like it; or saturation on both sides.
# ### END SOLUTION

# %% [markdown]
# ## 4. Leaks, learned bends, contests
#
# If no gradient comes through on the left, let a little through. The **leaky ReLU** has a small
# slope $s$ for negative sums:
#
# $$r(a) = \begin{cases} a & \text{if } a > 0 \\ s\,a & \text{otherwise,}\end{cases} \qquad
# r'(a) = \begin{cases} 1 & \text{if } a > 0 \\ s & \text{otherwise.}\end{cases}$$
#
# The lectures use $s = 0.1$ in one place and $s = 0.01$ in another; $0.01$ is the value of the
# original paper and the default here.

# %% [markdown]
# ### Exercise 2.5: leaky_relu (3 points)
#
# **In:** `a`, any shape; `slope`, a number in $[0, 1]$, 0.01 if not given. **Out:** `r`, and
# `backward`, which maps `d_r` to `d_a`. One point each.
#
# **By hand**, with slope $0.5$: $a = (-2, 0, 3)$ gives $r = (-1, 0, 3)$, and `d_r` $= (10, 20, 30)$
# gives `d_a` $= (5, 10, 30)$.
#
# **Bad slopes** (1 point). Raise `ValueError` if the slope is outside $[0, 1]$. Many programs write
# the value as $\max(a, s\,a)$. That is the same function while $s \le 1$, and for larger slopes it is
# another, bent the other way.


# %% solution="leaky_relu"
def leaky_relu(a, slope=0.01):
    """Return a where positive and slope * a elsewhere, and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, any shape
        Weighted sums.
    slope : float
        In [0, 1].

    Returns
    -------
    r : ndarray, shape of `a`
        Values.
    backward : callable
        Maps d_r, shape of `a`, to d_a: d_r where a > 0, else slope * d_r.

    Raises
    ------
    ValueError
        If the slope is outside [0, 1].
    """
    ### BEGIN SOLUTION
    if not 0 <= slope <= 1:
        raise ValueError(f"slope must lie in [0, 1]; got {slope}")
    r = np.where(a > 0, a, slope * a)
    ### END SOLUTION

    def backward(d_r):
        ### BEGIN SOLUTION
        return np.where(a > 0, d_r, slope * d_r)
        ### END SOLUTION

    return r, backward


# %% check="leaky_relu"
check("leaky_relu", leaky_relu)

# %% [markdown]
# Which slope is best? Let the data say. The **parametric ReLU** treats the slope as one more
# parameter, one $s_d$ for each unit, and learns it with the weights:
#
# $$r_{nd} = \max(0, a_{nd}) + s_d \min(0, a_{nd}), \qquad
# \frac{\partial r_{nd}}{\partial s_d} = \min(0, a_{nd}).$$
#
# Only negative sums tell a slope anything. And one slope serves all $N$ rows, as the bias did in
# Lesson 1: its gradient is the **sum** of what the rows have to say.
#
# $$\frac{dJ}{ds_d} = \sum_n \frac{dJ}{dr_{nd}} \min(0, a_{nd}).$$

# %% [markdown]
# ### Exercise 2.6: prelu (3 points)
#
# **In:** `a` of shape `(N, D)`, `slope` of shape `(D,)`, numbers of any size and sign. **Out:** `r` of
# shape `(N, D)`, and `backward`, which maps `d_r` to two gradients: `d_a` of shape `(N, D)` and
# `d_slope` of shape `(D,)`. The value earns 1 point, the gradients 2.
#
# **By hand**, two rows, two units, slopes $(0.5, 0.25)$, `d_r` all ones:
#
# | | unit 1 | unit 2 |
# |:--|:--|:--|
# | $a$ | $-2$ and $-4$ | $3$ and $-1$ |
# | $r$ | $-1$ and $-2$ | $3$ and $-0.25$ |
# | `d_a` | $0.5$ and $0.5$ | $1$ and $0.25$ |
# | `d_slope` | $-2 - 4 = -6$ | $0 - 1 = -1$ |


# %% solution="prelu"
def prelu(a, slope):
    """Return max(0, a) + slope * min(0, a), and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, shape (N, D)
        Weighted sums.
    slope : ndarray, shape (D,)
        One slope for each unit, for its negative sums.

    Returns
    -------
    r : ndarray, shape (N, D)
        Values.
    backward : callable
        Maps d_r, shape (N, D), to d_a, shape (N, D), and d_slope, shape (D,).
    """
    ### BEGIN SOLUTION
    r = np.where(a > 0, a, slope * a)
    ### END SOLUTION

    def backward(d_r):
        ### BEGIN SOLUTION
        return np.where(a > 0, d_r, slope * d_r), (d_r * np.minimum(a, 0)).sum(axis=0)
        ### END SOLUTION

    return r, backward


# %% check="prelu"
check("prelu", prelu)

# %% [markdown]
# A leak has no end: very negative sums have very negative values, and noise goes through. The
# **exponential linear unit** bends smoothly towards a floor at $-\alpha$:
#
# $$r(a) = \begin{cases} a & \text{if } a > 0 \\ \alpha\,(e^a - 1) & \text{otherwise,}\end{cases} \qquad
# r'(a) = \begin{cases} 1 & \text{if } a > 0 \\ \alpha\,e^a & \text{otherwise.}\end{cases}$$
#
# Its values can be negative, so they are centred nearer to 0 than ReLU's, and it saturates on one
# side only. It costs an exponential. With $\alpha = 1$ there is no corner at 0.

# %% [markdown]
# ### Exercise 2.7: elu (2 points)
#
# **In:** `a`, any shape; `alpha`, a positive number, 1.0 if not given. **Out:** `r`, and `backward`,
# which maps `d_r` to `d_a`. One point each. Very large sums are among the cases: remember what
# `np.where` does with both of its branches, and what infinity times 0 is.
#
# **By hand**, with $\alpha = 2$: $a = -\ln 2$ gives $e^a = 0.5$, so $r = 2\,(0.5 - 1) = -1$, and the
# slope is $2 \times 0.5 = 1$. At $a = 0$ the value is 0 and the slope, the left one, is 2.


# %% solution="elu"
def elu(a, alpha=1.0):
    """Return a where positive, else alpha (exp(a) - 1), and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, any shape
        Weighted sums.
    alpha : float
        Larger than 0.

    Returns
    -------
    r : ndarray, shape of `a`
        Values above -alpha.
    backward : callable
        Maps d_r, shape of `a`, to d_a: d_r where a > 0, else d_r alpha exp(a).
    """
    ### BEGIN SOLUTION
    exponential = np.exp(np.minimum(a, 0))  # 1 for positive sums, so that nothing overflows
    r = np.where(a > 0, a, alpha * (exponential - 1))
    ### END SOLUTION

    def backward(d_r):
        ### BEGIN SOLUTION
        return d_r * np.where(a > 0, 1.0, alpha * exponential)
        ### END SOLUTION

    return r, backward


# %% check="elu"
check("elu", elu)

# %% [markdown]
# Why should the bend sit at 0, and why only one? The **S-shaped ReLU** has two, at thresholds
# $t_l < t_r$, with a slope beyond each. All four numbers are learned, for each unit:
#
# $$h(a) = \begin{cases}
# t_r + a_r\,(a - t_r) & \text{if } a > t_r \\
# a & \text{if } t_l \le a \le t_r \\
# t_l + a_l\,(a - t_l) & \text{if } a < t_l.
# \end{cases}$$
#
# The three pieces meet: at $a = t_r$ the first one gives $t_r$. How does the value react to the
# parameters, when $a > t_r$?
#
# $$\frac{\partial h}{\partial t_r} = 1 - a_r, \qquad \frac{\partial h}{\partial a_r} = a - t_r.$$
#
# The threshold stands twice in the formula, once with a plus and once inside $-a_r t_r$. On the left
# it is the same with $t_l$ and $a_l$. Where a sum is on another piece, the parameter does not matter
# and its derivative is 0.

# %% [markdown]
# ### Exercise 2.8: srelu (4 points)
#
# **In:** `a` of shape `(N, D)`; `t_right`, `a_right`, `t_left`, `a_left`, each of shape `(D,)`, with
# `t_left` below `t_right`. **Out:** `h` of shape `(N, D)`, and `backward`, which maps `d_h` to the
# gradients of all five arguments, in their order and with their shapes. The value earns 1 point, the
# gradients 3.
#
# **By hand**, one unit with $t_r = 1$, $a_r = 0.5$, $t_l = -1$, $a_l = 0.25$:
#
# | $a$ | $h$ | `d_h` | `d_a` | its share of the parameters' gradients |
# |--:|:--|--:|--:|:--|
# | $-5$ | $-1 + 0.25 \times (-4) = -2$ | 1 | $0.25$ | `d_t_left` $1 - 0.25 = 0.75$, `d_a_left` $-5 + 1 = -4$ |
# | $0.5$ | $0.5$ | 1 | 1 | none |
# | $3$ | $1 + 0.5 \times 2 = 2$ | 10 | 5 | `d_t_right` $10 \times 0.5 = 5$, `d_a_right` $10 \times 2 = 20$ |


# %% solution="srelu"
def srelu(a, t_right, a_right, t_left, a_left):
    """Return the S-shaped rectified linear unit, and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, shape (N, D)
        Weighted sums.
    t_right, t_left : ndarray, shape (D,)
        Thresholds, t_left < t_right. Between them h = a.
    a_right, a_left : ndarray, shape (D,)
        Slopes above t_right and below t_left.

    Returns
    -------
    h : ndarray, shape (N, D)
        Values.
    backward : callable
        Maps d_h, shape (N, D), to d_a, shape (N, D), and d_t_right, d_a_right, d_t_left, d_a_left,
        each of shape (D,).
    """
    ### BEGIN SOLUTION
    above, below = a > t_right, a < t_left
    left_and_middle = np.where(below, t_left + a_left * (a - t_left), a)
    h = np.where(above, t_right + a_right * (a - t_right), left_and_middle)
    ### END SOLUTION

    def backward(d_h):
        ### BEGIN SOLUTION
        return (
            d_h * np.where(above, a_right, np.where(below, a_left, 1.0)),
            (d_h * above * (1 - a_right)).sum(axis=0),
            (d_h * above * (a - t_right)).sum(axis=0),
            (d_h * below * (1 - a_left)).sum(axis=0),
            (d_h * below * (a - t_left)).sum(axis=0),
        )
        ### END SOLUTION

    return h, backward


# %% check="srelu"
check("srelu", srelu)

# %% [markdown]
# The last of them is of another kind. A **maxout** unit computes $K$ weighted sums and answers with
# the largest:
#
# $$m = \max_k a_k, \qquad a_k = w_k \cdot x + b_k, \qquad
# \frac{\partial m}{\partial a_k} = \begin{cases} 1 & \text{for the winner} \\ 0 & \text{for the others.}\end{cases}$$
#
# With the two pieces $a$ and $0$ it is ReLU; with $a$ and $-a$ it is $|a|$. With enough pieces it can
# follow any convex curve: the unit *learns its own activation*. It does not saturate and does not
# die, because some piece always wins. The price is $K$ times the weights.
#
# On a tie, the first of the largest pieces counts as the winner.

# %% [markdown]
# ### Exercise 2.9: maxout (3 points)
#
# **In:** `a` of shape `(N, D, K)`: for each row and unit its $K$ pieces. **Out:** `m` of shape
# `(N, D)`, and `backward`, which maps `d_m` of shape `(N, D)` to `d_a` of shape `(N, D, K)`. The value
# earns 1 point, the gradient 2. (`np.argmax` returns the first of several largest entries.)
#
# **By hand**, one row, two units, three pieces:
#
# | unit | pieces | $m$ | `d_m` | `d_a` |
# |:--|:--|--:|--:|:--|
# | 1 | $1,\ 5,\ 2$ | 5 | 10 | $0,\ 10,\ 0$ |
# | 2 | $4,\ 3,\ 4$ | 4 | 20 | $20,\ 0,\ 0$ |


# %% solution="maxout"
def maxout(a):
    """Return the largest piece of each unit, and the function that differentiates it.

    Parameters
    ----------
    a : ndarray, shape (N, D, K)
        Weighted sums: K pieces for each unit.

    Returns
    -------
    m : ndarray, shape (N, D)
        The largest along the last axis.
    backward : callable
        Maps d_m, shape (N, D), to d_a, shape (N, D, K): all of it to the first largest piece.
    """
    ### BEGIN SOLUTION
    winner = np.argmax(a, axis=-1)
    m = np.take_along_axis(a, winner[..., np.newaxis], axis=-1)[..., 0]
    ### END SOLUTION

    def backward(d_m):
        ### BEGIN SOLUTION
        wins = np.arange(a.shape[-1]) == winner[..., np.newaxis]
        return wins * d_m[..., np.newaxis]
        ### END SOLUTION

    return m, backward


# %% check="maxout"
check("maxout", maxout)

# %% [markdown]
# The family, side by side. (PReLU and SReLU are shown with one setting of what they learn. Maxout
# takes several sums instead of one; the demo below shows it with two.)

# %%
with suppress(NotImplementedError):
    half, one = np.array([0.3]), np.array([1.0])
    plots.activation_curves(
        {
            "sigmoid": sigmoid,
            "tanh": tanh,
            "ReLU": relu,
            "leaky ReLU, slope 0.1": lambda a: leaky_relu(a, 0.1),
            "PReLU, slope 0.3": lambda a: prelu(a[:, np.newaxis], half),
            "ELU, alpha 1": elu,
            "SReLU": lambda a: srelu(a[:, np.newaxis], 2 * one, half, -one, half / 3),
        }
    )

# %% [markdown]
# | Activation | Range | For it | Against it |
# |:--|:--|:--|:--|
# | sigmoid | $(0, 1)$ | reads as a probability | saturates on both sides, slope at most $0.25$, all positive |
# | tanh | $(-1, 1)$ | centred on 0, slope up to 1 | saturates on both sides |
# | ReLU | $[0, \infty)$ | no saturation for $a > 0$, cheap, fast to train | dead units, not centred |
# | leaky ReLU | all numbers | does not die | one more number to choose |
# | PReLU | all numbers | chooses it itself | parameters that can overfit |
# | ELU | $(-\alpha, \infty)$ | centred nearer to 0, calm on the far left | an exponential; saturates on the left |
# | SReLU | all numbers | learns a bend on each side | four parameters for each unit |
# | maxout | all numbers | learns its curve; neither saturates nor dies | $K$ times the weights |
#
# Rule of thumb in the lectures: use ReLU and watch the learning rate; try leaky ReLU, ELU or maxout;
# expect less of tanh; leave the sigmoid to output units.
#
# The demo shows one unit with an activation of yours. The curve is its value, the dashed line its
# slope; the background is shaded where the slope is under 5 % of the largest. The dots are the sums
# of 24 examples. Move the bias, and they all move.
#
# **Predict:** how far must you lower the bias until a ReLU is dead for these 24 examples? What do
# sigmoid, leaky ReLU and ELU say at the same bias?

# %%
activation_explorer(sigmoid, tanh, relu, leaky_relu, prelu, elu, srelu, maxout)

# %% [markdown]
# **Notice** the difference between *saturated* and *dead*: one is a gradient too small to matter, the
# other is exactly 0. And notice that a bias which saturates the sigmoid on the left is only half of
# its trouble: raise it, and the unit saturates on the right.

# %% [markdown]
# ## 5. As deep as you like
#
# Now stack the layers. One decision has to be taken with care: what comes after the last layer?
# **Nothing.** The activation bends hidden values; what the last sums mean is up to the loss. A ReLU
# there could never answer with a negative number, a tanh never with a 2. (Lesson 3 is about this.)
#
# $$z_0 = x, \qquad z_l = \varphi(z_{l-1} W_l + b_l) \text{ for } l < L, \qquad
# y = z_{L-1} W_L + b_L.$$
#
# Shapes, for layers of width 5 and 4 between 3 inputs and 2 outputs:
#
# ```text
# x (N, 3)  -> W1 (3, 5), b1 (5,) -> z1 (N, 5)
# z1 (N, 5) -> W2 (5, 4), b2 (4,) -> z2 (N, 4)
# z2 (N, 4) -> W3 (4, 2), b3 (2,) -> y (N, 2)
# ```
#
# The affine map is given, in the course's convention: `y, affine_backward = affine(x, W, b)`, and
# `affine_backward(d_y)` returns `d_x, d_W, d_b`. Going back through the network means to call the
# backward functions of its parts in the reverse order, each with what the one before returned. That
# part is given, too; Lesson 4 explains it. It asks one thing of you: keep the backward functions of
# your forward pass in two lists.

# %% [markdown]
# ### Exercise 2.10: mlp (4 points)
#
# **In:** `x` of shape `(N, D)`; `weights` and `biases`, sequences of $L \ge 1$ arrays; `activation`, a
# function such as those above: `value, backward = activation(a)`. **Out:** `y` of shape `(N, M)` (2
# points), and the given `backward` (1 point, if your lists serve it): `affine_backwards` has to hold
# $L$ functions in the order of the layers, `activation_backwards` $L - 1$.
#
# **By hand**, one input, two ReLUs, one output: $W_1 = (1, -1)$, $b_1 = (0, 0)$, $W_2 = (2, 3)^T$,
# $b_2 = 1$.
#
# | $x$ | sums | $z_1$ | $y$ |
# |--:|:--|:--|:--|
# | $4$ | $(4, -4)$ | $(4, 0)$ | $8 + 0 + 1 = 9$ |
# | $-1$ | $(-1, 1)$ | $(0, 1)$ | $0 + 3 + 1 = 4$ |
#
# **Bad layers** (1 point). Raise `ValueError` if there is not one bias for each weight matrix. Python's
# `zip` stops at the end of the shorter list without a word, unless it is told to be `strict`.


# %% solution="mlp"
def mlp(x, weights, biases, activation):
    """Return the outputs of a multi-layer perceptron, and the function that differentiates them.

    z_0 = x, z_l = activation(z_(l-1) W_l + b_l) for l < L, y = z_(L-1) W_L + b_L.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One input a row.
    weights : sequence of L ndarrays
        Of shapes (D, H1), (H1, H2) and so on.
    biases : sequence of L ndarrays
        Of shapes (H1,), (H2,) and so on.
    activation : callable
        Maps an array of sums to (value, backward).

    Returns
    -------
    y : ndarray, shape (N, M)
        The last layer's sums.
    backward : callable
        Maps d_y, shape (N, M), to d_x and two tuples, d_weights and d_biases.

    Raises
    ------
    ValueError
        If there is not one bias for each weight matrix.
    """
    affine_backwards, activation_backwards = [], []
    ### BEGIN SOLUTION
    if len(weights) != len(biases):
        raise ValueError(f"{len(weights)} weight matrices need as many biases; got {len(biases)}")
    y = x
    for layer, (W, b) in enumerate(zip(weights, biases, strict=True)):
        if layer > 0:
            y, activation_backward = activation(y)
            activation_backwards.append(activation_backward)
        y, affine_backward = affine(y, W, b)
        affine_backwards.append(affine_backward)
    ### END SOLUTION

    def backward(d_y):
        d_weights, d_biases = [], []
        for layer in reversed(range(len(weights))):
            if layer < len(weights) - 1:
                d_y = activation_backwards[layer](d_y)
            d_y, d_W, d_b = affine_backwards[layer](d_y)
            d_weights.insert(0, d_W)
            d_biases.insert(0, d_b)
        return d_y, tuple(d_weights), tuple(d_biases)

    return y, backward


# %% check="mlp"
check("mlp", mlp)

# %% [markdown]
# **What depth does to a gradient.** Eight layers of 20 units, random weights. The cell prints the mean
# size of the gradients of each layer's weights, first layer first. **Predict** the ratio between the
# first and the last hidden layer for the sigmoid. (Section 2 has the factor for one layer.)


# %%
def random_layers(widths, rng, gain=1.0):
    """Return weights whose sums keep a steady size from layer to layer, and biases of 0.01."""
    weights = [rng.normal(scale=gain / np.sqrt(pair[0]), size=pair) for pair in pairwise(widths)]
    return weights, [np.full(width, 0.01) for width in widths[1:]]


with suppress(NotImplementedError):
    for activation, gain in ((sigmoid, 1), (tanh, 1), (relu, np.sqrt(2))):
        rng = np.random.default_rng(0)
        x = rng.normal(size=(50, 20))
        y, backward = mlp(x, *random_layers([20] * 8 + [1], rng, gain), activation)
        _, d_weights, _ = backward(np.ones_like(y))
        sizes = [f"{np.abs(d_W).mean():.1e}" for d_W in d_weights]
        print(f"{activation.__name__:8}", *sizes)

# %% [markdown]
# **Notice** that with the sigmoid the first layer gets less than a ten-thousandth of what the last
# hidden layer gets. It would learn that much more slowly. With tanh and ReLU the first and the last hidden layers hear
# almost equally well. (The ReLU's weights are larger by $\sqrt 2$, because half of its values are 0.
# How to choose first weights is a subject of its own.)
#
# **Features by hand, features by learning.** An inner disc against an outer ring: no line parts them.
# The classical way out is to **design a feature**. Somebody who knows that the data are rings adds
# $x_1^2 + x_2^2$, and in that one number a threshold is enough. It works perfectly, for whoever knows
# the answer beforehand. A hidden layer starts without that knowledge, and **learns** its features from
# the examples. **Predict:** how many tanh units does it take to fence in a disc? Think of lines.
#
# (`train` repeats: forward, loss, backward, one step of an optimizer. Lesson 5 is about the last of
# them.)


# %%
def train(x, y, weights, biases, activation, steps, rate=0.02):
    """Return weights and biases after so many steps down the squared error."""
    parameters = {str(place): array.copy() for place, array in enumerate([*weights, *biases])}
    optimizer = Optimizer(adam, learning_rate=rate)
    for _ in range(steps):
        arrays = list(parameters.values())
        output, backward = mlp(x, arrays[: len(weights)], arrays[len(weights) :], activation)
        _, loss_backward = squared_error(output, y)
        _, d_weights, d_biases = backward(loss_backward(1.0))
        gradients = {str(place): array for place, array in enumerate([*d_weights, *d_biases])}
        optimizer.update_in_place(parameters, gradients)
    arrays = list(parameters.values())
    return arrays[: len(weights)], arrays[len(weights) :]


rng = np.random.default_rng(2)
label = np.repeat([1.0, -1.0], 60)
radius = np.where(label > 0, rng.uniform(0, 1, 120), rng.uniform(1.4, 2.2, 120))
angle = rng.uniform(0, 2 * np.pi, 120)
rings = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
with suppress(NotImplementedError):
    panels = {"designed feature": (rings, label, lambda x: 1.2**2 - (x**2).sum(axis=1))}
    for units in (1, 2, 3, 8):
        first = random_layers([2, units, 1], np.random.default_rng(0))
        trained = train(rings, label[:, np.newaxis], *first, tanh, steps=600)
        title = f"{units} hidden unit" + "s" * (units > 1)
        panels[title] = (rings, label, lambda x, trained=trained: mlp(x, *trained, tanh)[0][:, 0])
    plots.decision_panels(panels)

# %% [markdown]
# **Notice** the triangle with three units, and the rounder border with eight: more units, finer
# border. Nobody told the network about radii.
#
# The demo trains your network while you watch. The thin lines are the first layer's units, each where
# its sum is 0. **Predict before you train:** with ReLU and four units on XOR, where will the lines
# come to lie? Which of the data sets can one hidden layer of three units not do? Then try two layers.

# %%
decision_regions(mlp, sigmoid, tanh, relu)

# %% [markdown]
# **Notice** that the lines move first and fast, and the region follows; and that some lines leave the
# picture. With ReLU those are units on their way to being linear, or dead.

# %% [markdown]
# ## 6. Any function at all
#
# So far a network's output was cut at 0, to make a region. Now take the number itself. Which functions
# of $x$ can one hidden layer of sigmoids express? The answer, found by Cybenko in 1989 (and by Hornik
# and others): **every continuous function on a cube, as closely as you wish**. In one dimension you
# can build the proof yourself.
#
# **A step.** One sigmoid unit with weight $k$ and bias $-k m$ computes
# $g(k x - k m) = g(k\,(x - m))$: it rises from 0 to 1 at $x = m$. The larger $k$, the steeper. With the
# weight $-k$ and the bias $k m$ it falls from 1 to 0.
#
# **A bump.** We want the level $a$ before $l$, the level $b$ between $l$ and $r$, and the level $c$
# behind $r$. Start with the output's bias: it is $b$, and that is what comes out where both units are
# silent. Let unit 1 fire to the left of $l$ and unit 2 to the right of $r$. Where unit 1 fires, the
# output must change from $b$ to $a$, so its output weight is $a - b$. Likewise $c - b$ for unit 2:
#
# $$y(x) = b + (a - b)\; g\bigl(-k\,(x - l)\bigr) + (c - b)\; g\bigl(k\,(x - r)\bigr).$$
#
# | | weight from $x$ | bias | weight to $y$ |
# |:--|:--|:--|:--|
# | unit 1 | $-k$ | $k\,l$ | $a - b$ |
# | unit 2 | $k$ | $-k\,r$ | $c - b$ |
# | output | | $b$ | |
#
# For the gradient, remember that $g' = g(1 - g)$ and that $x$ enters each unit with a weight.
#
# SciPy has a sigmoid that is known to be right, without its derivative, under the name `expit`. Use it
# here and in Section 7, so that a slip in Exercise 2.1 does not cost you points again.

# %%
from scipy.special import expit

# %% [markdown]
# ### Exercise 2.11: bump (3 points)
#
# **In:** `x`, any shape; the places `left` and `right`; `steepness`, the number $k$; `levels`, the three
# numbers $a, b, c$, which are 0, 1, 0 if not given. **Out:** `y` of the shape of `x` (2 points), and
# `backward`, which maps `d_y` to `d_x` (1 point).
#
# **By hand**, with $l = 0$, $r = 4$, $k = 100$ and levels $1, 5, 2$:
#
# | $x$ | unit 1 | unit 2 | $y = 5 - 4 \cdot \text{unit 1} - 3 \cdot \text{unit 2}$ |
# |--:|--:|--:|:--|
# | $-9$ | 1 | 0 | $5 - 4 = 1$ |
# | $0$ | 0.5 | 0 | $5 - 2 = 3$ |
# | $2$ | 0 | 0 | $5$ |
# | $4$ | 0 | 0.5 | $5 - 1.5 = 3.5$ |
# | $9$ | 0 | 1 | $5 - 3 = 2$ |
#
# The slope at $x = 0$: unit 1 has $g(1 - g) = 0.25$, its weight from $x$ is $-100$, its weight to $y$ is
# $-4$. Together $0.25 \times (-100) \times (-4) = 100$.


# %% solution="bump"
def bump(x, left, right, steepness, levels=(0.0, 1.0, 0.0)):
    """Return a bump made of two sigmoid units, and the function that differentiates it.

    y = b + (a - b) g(-k (x - left)) + (c - b) g(k (x - right)), levels a, b, c, steepness k.

    Parameters
    ----------
    x : ndarray, any shape
        Places.
    left, right : float
        Where the level changes, left < right.
    steepness : float
        The weight k, larger than 0.
    levels : tuple of three floats
        Before, in and behind the bump.

    Returns
    -------
    y : ndarray, shape of `x`
        Values.
    backward : callable
        Maps d_y, shape of `x`, to d_x.
    """
    ### BEGIN SOLUTION
    a, b, c = levels
    unit_1, unit_2 = expit(-steepness * (x - left)), expit(steepness * (x - right))
    y = b + (a - b) * unit_1 + (c - b) * unit_2
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        slope_1 = -steepness * unit_1 * (1 - unit_1)
        slope_2 = steepness * unit_2 * (1 - unit_2)
        return d_y * ((a - b) * slope_1 + (c - b) * slope_2)
        ### END SOLUTION

    return y, backward


# %% check="bump"
check("bump", bump)

# %%
with suppress(NotImplementedError):
    plots.bump_and_its_parts(bump, left=0.0, right=4.0, steepness=6.0)

# %% [markdown]
# **Any curve.** Cut the interval into pieces, put on each a bump as high as the curve in the middle of
# the piece, and add them up. The sum is a network with one hidden layer. **Predict:** what happens to
# the largest error when the number of bumps doubles?

# %%
with suppress(NotImplementedError):
    x = np.linspace(0, 1, 501)
    sums = {}
    for count in (5, 10, 20, 40):
        edges = np.linspace(0, 1, count + 1)
        pieces = list(pairwise(edges))
        # The outermost pieces reach beyond the picture, so that nothing ends within it.
        pieces[0], pieces[-1] = (-1, pieces[0][1]), (pieces[-1][0], 2)
        heights = np.sin(2 * np.pi * (edges[:-1] + edges[1:]) / 2)
        bumps = [
            bump(x, left, right, 30.0 * count, (0.0, height, 0.0))[0]
            for (left, right), height in zip(pieces, heights, strict=True)
        ]
        sums[f"{count} bumps"] = np.sum(bumps, axis=0)
    plots.approximations(lambda x: np.sin(2 * np.pi * x), sums, x)

# %% [markdown]
# **Notice** that the error halves when the number doubles. On a piece of width $w$ a curve of slope at
# most $S$ strays by at most $S w / 2$ from its value in the middle; here $S = 2\pi$.
#
# In the demo you draw the curve. Choose how many bumps may follow it, and how steep their sides are.
# **Predict** which curve is hardest for a given number of bumps: a hill, a wave or a sawtooth?

# %%
bump_builder(bump)

# %% [markdown]
# **Notice** that steepness and number belong together: many soft bumps run into each other, few steep
# ones make a staircase. At a jump of the curve the error stays, however many bumps you take. The
# theorem speaks of continuous functions.
#
# ### Written question 2: what the theorem does not say (4 points)
#
# (a) In $D$ dimensions a grid with $n$ pieces a side has $n^D$ cells, and each needs a bump. How many
# are that for $n = 10$ and the 64 pixels of a digit? What follows for this construction? (1 point)
#
# (b) "One hidden layer can approximate every continuous function. So gradient descent on a network
# with one large hidden layer will find whatever function we need." Name two separate gaps in this
# argument. (2 points)
#
# (c) Why, then, are networks with several hidden layers of interest at all? Use Section 1. (1 point)

# %% [markdown] written="what-the-theorem-says" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) $10^{64}$ cells. The construction proves that such a network exists; as a recipe
# it is hopeless in more than a few dimensions.
#
# (b) Two of: the theorem says that good weights *exist*, and not that gradient descent finds them
# (saturation, dead units, bad starts). It does not say how many units are needed, and the number may
# be enormous. It presupposes that the function is known everywhere, while we have a finite number of
# examples: a network can fit these and be wrong between them.
#
# (c) Layers reuse what the layers before have built: a convex region is made once and used many times.
# Several layers can express some functions with far fewer units than a single one.
#
# **Rubric.**
# - 1 point: $10^{64}$ and the conclusion that existence is not a recipe.
# - 2 points: 1 for each gap that is really separate (existence against learning; number of units;
#   examples against the function itself).
# - 1 point: composition or reuse, with a reference to lines, convex regions and their unions. 0 for
#   "deeper is better".
# ### END SOLUTION

# %% [markdown]
# ## 7. A code that nobody designed
#
# Give a network eight inputs, of which exactly one is 1, and ask it to reproduce them at eight outputs.
# That would be easy, were there not a bottleneck of **three** hidden units in between. **Predict:** what
# can three numbers between 0 and 1 do for eight cases?
#
# ```text
# x (8, 8), the identity -> W1 (8, 3), b1 (3,) -> h (8, 3)
# h (8, 3)               -> W2 (3, 8), b2 (8,) -> y (8, 8)
# ```
#
# Both layers end in a sigmoid here, because the targets are 0 and 1. With $E = \tfrac12 \sum_{n,k}
# (y_{nk} - x_{nk})^2$, each step goes forward through four operations and back through the same four,
# in the reverse order:
#
# | forward | backward |
# |:--|:--|
# | $a = x W_1 + b_1$ | `_, d_W1, d_b1 = backward_of_a(d_a)` |
# | $h = g(a)$ | $dE/da = dE/dh \cdot h\,(1 - h)$ |
# | $c = h W_2 + b_2$ | `d_h, d_W2, d_b2 = backward_of_c(d_c)` |
# | $y = g(c)$ | $dE/dc = (y - x) \cdot y\,(1 - y)$ |
#
# Read the left column downwards and the right one upwards. Then all four parameters move at once,
# against their gradients.

# %% [markdown]
# ### Exercise 2.12: encoder_8_3_8 (4 points)
#
# **In:** first weights `W1`, `b1`, `W2`, `b2` of the shapes above, the learning rate `eta`, and the number
# of updates `steps`. **Out:** the last `W1, b1, W2, b2`. One step earns 2 points, a whole training 2. The
# check compares what the trained encoder puts out, not its weights. Leave the arguments as they are.
#
# The sum in $E$ is not divided by 8. `affine` and `expit` are at hand.
#
# **By hand**, all weights 0, $\eta = 1$. Every $h$ and every $y$ is $0.5$. For input 1, the output error
# $y - x$ is $-0.5$ at output 1 and $0.5$ at the seven others, so $dE/dc$ is $-0.125$ and $0.125$. Each
# output is wanted once and unwanted seven times: its bias gets $-0.125 + 7 \times 0.125 = 0.75$, so `b2`
# becomes $-0.75$ everywhere. The hidden biases get nothing, because $W_2 = 0$: with all weights 0, no
# unit would ever differ from another, which is why first weights are drawn at random.


# %% solution="encoder_8_3_8"
def encoder_8_3_8(W1, b1, W2, b2, eta, steps):
    """Return the weights of an encoder trained to reproduce the eight rows of the identity.

    h = g(x W1 + b1), y = g(h W2 + b2), E = 1/2 sum (y - x)^2, and batch gradient descent on E.

    Parameters
    ----------
    W1, b1, W2, b2 : ndarray, shapes (8, 3), (3,), (3, 8), (8,)
        First weights and biases. They are not modified.
    eta : float
        Learning rate.
    steps : int
        Number of updates.

    Returns
    -------
    W1, b1, W2, b2 : ndarray
        Last weights and biases.
    """
    x = np.eye(8)
    ### BEGIN SOLUTION
    for _ in range(steps):
        a, backward_of_a = affine(x, W1, b1)
        h = expit(a)
        c, backward_of_c = affine(h, W2, b2)
        y = expit(c)
        d_h, d_W2, d_b2 = backward_of_c((y - x) * y * (1 - y))
        _, d_W1, d_b1 = backward_of_a(d_h * h * (1 - h))
        W1, b1 = W1 - eta * d_W1, b1 - eta * d_b1
        W2, b2 = W2 - eta * d_W2, b2 - eta * d_b2
    ### END SOLUTION
    return W1, b1, W2, b2


# %% check="encoder_8_3_8"
check("encoder_8_3_8", encoder_8_3_8)

# %%
with suppress(NotImplementedError):
    rng = np.random.default_rng(4)
    first = rng.normal(size=(8, 3)), np.zeros(3), rng.normal(size=(3, 8)), np.zeros(8)
    W1, b1, W2, b2 = encoder_8_3_8(*first, eta=2.0, steps=4000)
    codes = expit(W1 + b1)
    plots.encoder_states(codes, expit(codes @ W2 + b2))
    print("codes:", *("".join(str(int(bit)) for bit in row > 0.5) for row in codes))

# %% [markdown]
# **Notice** the hidden values: near 0 or near 1, and each row different. The network has numbered its
# eight inputs in **binary**. Nobody asked for that. A bottleneck and the demand to lose nothing left no
# better way. The lectures call this a *learned representation*, and it is the reason for hidden layers:
# not that they can be programmed, but that they find features on their own.
#
# It does not always come out so clean. **Predict**, before you run, for how many of twenty random starts
# the eight rounded codes are all different.

# %%
with suppress(NotImplementedError):
    clean = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        first = rng.normal(size=(8, 3)), np.zeros(3), rng.normal(size=(3, 8)), np.zeros(8)
        W1, b1, W2, b2 = encoder_8_3_8(*first, eta=2.0, steps=1000)
        clean += len({tuple(row) for row in W1 + b1 > 0}) == 8
    print("eight different binary codes:", clean, "of 20 starts")

# %% [markdown]
# **Notice** that in the other runs some unit rests near $0.5$ for some input and means something by it:
# there are three levels then instead of two. The outputs are right in those runs as well.
#
# ## What the lectures print differently
#
# - The slope of the leaky ReLU is 0.1 in one lecture and 0.01 in another. Both work; the course's default
#   is 0.01.
# - The bias of $0.01$ is offered as a remedy against dead units. You have seen that it depends on the size
#   of the sums whether it does anything.
# - "Six times faster" is one measurement, on one network and one data set. It is no law about ReLU.
# - At $a = 0$ the lectures leave the slope of ReLU open. Here it is 0, as in PyTorch.
#
# ## Further reading
#
# - G. Cybenko, "Approximation by superpositions of a sigmoidal function", *Mathematics of Control, Signals
#   and Systems* 2, 1989.
# - K. Hornik, M. Stinchcombe and H. White, "Multilayer feedforward networks are universal approximators",
#   *Neural Networks* 2, 1989.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning internal representations by error
#   propagation", in *Parallel Distributed Processing* 1, 1986. Encoders, and much else.
# - V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines", *ICML*, 2010.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, "ImageNet classification with deep convolutional neural
#   networks", *NIPS*, 2012. The factor of six is in Figure 1.
# - A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic
#   models", *ICML workshop*, 2013. The leak.
# - I. J. Goodfellow and others, "Maxout networks", *ICML*, 2013.
# - K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", *ICCV*, 2015. PReLU, and first
#   weights for ReLUs.
# - D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network learning by exponential
#   linear units", *ICLR*, 2016.
# - X. Jin and others, "Deep learning with S-shaped rectified linear activation units", *AAAI*, 2016.
#
# ## What comes next
#
# Your networks now have outputs without an activation, and a loss that was taken for granted. Lesson 3 asks
# what the last sums mean and which loss belongs to them. Lesson 4 opens the `backward` that was given to you
# here.
