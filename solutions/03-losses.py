# %% [markdown]
# # Lesson 3: What to minimise
#
# By the end you will have written the three losses that most networks are trained on, you will
# know where each of them comes from, and you will have used one of them to read all ten
# handwritten digits.
#
# **You need** the sigmoid and the `backward` convention of Lesson 1, logarithms, and the
# probability of independent events. **It takes** about two hours. Section 5 is a good place for a
# break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. A number | How wrong is a wrong number? | 3.1 | 15 |
# | 2. Yes or no | What does a wrong probability cost? | 3.2 | 25 |
# | 3. One of many | How do scores become probabilities? | 3.3 | 20 |
# | 4. Where numbers end | What if a probability is too small for the machine? | 3.4 | 10 |
# | 5. The price of a class | What should a classifier minimise? | 3.5, an explanation | 20 |
# | 6. Surprise | How low can a loss get, and why? | 3.6, 3.7, an explanation | 25 |
# | 7. Reading ten digits | Does it work on real data? | | 10 |
#
# **How to work.** In each exercise, replace `raise NotImplementedError()` by your code, then run
# the check below it, as often as you like. Grading uses fresh cases. The exercises are worth 28
# points, the two written questions 4 points each. Value and `backward` earn points of their own.
# No exercise needs your answer to an earlier one. Cells that use your functions stay empty until
# you have written them; then run them again.
#
# The reference solutions of this lesson live in `lecturelib.losses` and
# `lecturelib.activations.normalising`. They cannot be imported while the lesson is graded, nor
# can the parts of `lecturelib` that differentiate by themselves.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import softmax_explorer
from lecturelib import plots
from lecturelib.activations import sigmoid
from lecturelib.datasets import digits

# %% [markdown]
# ## 1. A number
#
# A network is trained by going downhill on one number $J$. The network does not choose that
# number. We do, and it decides what the network will learn. What should it be?
#
# One principle answers for every case in this lesson. **Read the network's output as a claim
# about how probable each target is. Choose the weights under which the targets that we saw are
# most probable.** This is called **maximum likelihood**. The claim depends on what a target can
# be, and so does the last step from score to prediction, the **head** of the network:

# %%
plots.output_heads()

# %% [markdown]
# | The target | The head | It claims | The loss |
# |:--|:--|:--|:--|
# | any number | linear, $\hat y = s$ | the target lies near $\hat y$ | squared error |
# | yes or no | sigmoid, $g(s)$ | the probability of yes | binary cross-entropy |
# | one of $K$ classes | softmax of $K$ scores | $K$ probabilities, which sum to 1 | cross-entropy |
#
# The range of the head must match the range of the target. Put a sigmoid on a network that is to
# predict temperatures, and it cannot say 20. Put a ReLU there, and it cannot say $-3$. Leave the
# output of a yes-or-no question linear, and it may claim a probability of 1.3.
#
# **The first row.** Let the claim be: the target is $\hat y$ plus Gaussian noise of variance 1.
# Its density is $\frac{1}{\sqrt{2\pi}}\, e^{-(\hat y - y)^2 / 2}$. For independent targets the
# densities multiply. A product of many small numbers is awkward, and its logarithm is a sum with
# its maximum at the same place. Change the sign, so that we can go downhill, and drop the
# constant:
#
# $$-\log \prod_n e^{-(\hat y_n - y_n)^2 / 2} = \tfrac12 \sum_n (\hat y_n - y_n)^2.$$
#
# This is the squared error of Lesson 1. The square comes from the Gaussian, and so does the
# $\tfrac12$. With $K$ outputs for each of $N$ rows, and divided by $N$:
#
# $$L = \frac{1}{2N} \sum_{n=1}^{N} \sum_{k=1}^{K} (\hat y_{nk} - y_{nk})^2, \qquad
# \frac{\partial L}{\partial \hat y_{nk}} = \frac{\hat y_{nk} - y_{nk}}{N}.$$
#
# **Sum or mean?** Lesson 1 took the sum: twice the data, twice the step at the same learning
# rate. The mean over the rows keeps the step the same for any $N$. Both are in use, so our losses
# have an argument `reduction`, which is `"mean"` or `"sum"`. The outputs of one row always add
# up; only the rows are averaged over. And a factor of the loss is a factor of its gradient.

# %% [markdown]
# ### Exercise 3.1: squared_error (4 points)
#
# **In:** `predictions` and `targets`, both of shape `(N,)` or `(N, K)` or with more axes;
# `reduction`. **Out:** the number `loss`, and `backward`, which takes `d_loss`, a number, and
# returns the gradient of the predictions, in their shape. Targets are data: nothing flows into
# them.
#
# **By hand**, two rows with two outputs each:
#
# | Row | Prediction | Target | Error | Squares |
# |:--|:--|:--|:--|--:|
# | 1 | $(3, 1)$ | $(1, 1)$ | $(2, 0)$ | $4 + 0$ |
# | 2 | $(0, 2)$ | $(1, 4)$ | $(-1, -2)$ | $1 + 4$ |
#
# The squares sum to 9. `"sum"` gives $4.5$ and `"mean"` gives $4.5 / 2 = 2.25$. With `"mean"`,
# `backward(1.0)` is the error divided by 2: $(1, 0)$ and $(-0.5, -1)$; `backward(10.0)` is ten
# times that.
#
# **Bad shapes** (1 of the 4 points). Raise `ValueError` if the shapes differ. NumPy would not:
# predictions of shape `(3, 1)` minus targets of shape `(3,)` are nine differences, of every
# prediction with every target. Training on them runs smoothly and learns the mean of the targets.


# %% solution="squared_error"
def squared_error(predictions, targets, reduction="mean"):
    """Return L = 1/2 sum (predictions - targets)^2, divided by N for "mean", and its backward.

    Parameters
    ----------
    predictions : ndarray, shape (N, ...)
        Outputs of a network.
    targets : ndarray, shape of `predictions`
        What they should be.
    reduction : {"mean", "sum"}
        "mean" divides by the number of rows N.

    Returns
    -------
    loss : float
        L.
    backward : callable
        Maps d_loss, a number, to the gradient of `predictions`, in their shape.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    ### BEGIN SOLUTION
    if predictions.shape != targets.shape:
        raise ValueError(f"predictions have shape {predictions.shape}, targets {targets.shape}")
    divisor = len(predictions) if reduction == "mean" else 1
    errors = predictions - targets
    loss = 0.5 * np.sum(errors**2) / divisor
    ### END SOLUTION

    def backward(d_loss):
        ### BEGIN SOLUTION
        return d_loss * errors / divisor
        ### END SOLUTION

    return loss, backward


# %% check="squared_error"
check("squared_error", squared_error)

# %% [markdown]
# **Predict before you run.** Five of six points lie on a line, and the sixth lies 3 above it.
# Line A goes through the five. Line B is A moved up by a half, so that it misses all six points.
# Which of the two does squared error prefer? The shaded squares stand over the errors: half of
# their total area, divided by 6, is the loss.

# %%
x = np.arange(6.0)
on_the_line = 0.5 * x + 1
y = on_the_line + np.array([0, 0, 0, 0, 3, 0])
with suppress(NotImplementedError):
    fits = {}
    for name, predictions in [("A", on_the_line), ("B", on_the_line + 0.5)]:
        loss, _ = squared_error(predictions, y)
        fits[f"line {name}: loss {loss:.3f}"] = (x, y, predictions)
    plots.residual_squares(fits)

# %% [markdown]
# **Notice** that B wins, although A is right on five points out of six. An error that is twice as
# large costs four times as much, so one large error outweighs several small ones. A Gaussian
# claims that an error of 3 is rare: its density there is 90 times lower than at 0. If your data
# do have such outliers, this claim does not suit them.

# %% [markdown]
# ## 2. Yes or no
#
# Is this digit an 8? The head claims a probability $g$ that the answer is yes, $y = 1$. Then no,
# $y = 0$, has the probability $1 - g$. What should a wrong claim cost?
#
# Ask the principle. The probability of what we saw is $g$ if $y = 1$ and $1 - g$ if $y = 0$. Take
# minus the logarithm, as before, and write both cases as one:
#
# $$\ell = -\bigl( y \log g + (1 - y) \log (1 - g) \bigr).$$
#
# This is the **binary cross-entropy**. Logarithms are natural in this course, and the unit is
# called the **nat**. A claim of $g = 0.5$ costs $\log 2 \approx 0.69$ whatever the answer is. If
# the answer is yes, a claim of $0.99$ costs $0.01$, and a claim of $0.01$ costs $4.6$.
#
# **What is the score?** The probability comes from a score $z$ through the sigmoid,
# $g = 1 / (1 + e^{-z})$. Solve this for $z$:
#
# $$z = \log \frac{g}{1 - g}.$$
#
# The fraction is the **odds**, yes against no, and $z$ is their logarithm: the **log-odds**, or
# **logit**.
#
# | Odds, yes : no | $g$ | Logit $z$ |
# |:--|--:|--:|
# | 1 : 1 | 0.5 | $0$ |
# | 3 : 1 | 0.75 | $\log 3 \approx 1.10$ |
# | 1 : 9 | 0.1 | $-\log 9 \approx -2.20$ |
# | 999 : 1 | 0.999 | $\log 999 \approx 6.91$ |
#
# A weighted sum can be any number, and so can a logit. Each piece of evidence in the sum
# multiplies the odds.
#
# **The derivative.** Work out $d\ell / dz$ by the chain rule, before you read the next line.
#
# $$\frac{d\ell}{dg} = \frac{g - y}{g (1 - g)}, \qquad \frac{dg}{dz} = g (1 - g), \qquad
# \frac{d\ell}{dz} = g - y.$$
#
# The slope of the sigmoid, which made the neuron of Lesson 1 "certain, wrong and slow", has
# cancelled. The derivative is the prediction minus the target.
#
# **Where the formula fails.** For $z = -10{,}000$ the machine rounds $g$ to 0. If the answer is
# yes, the loss is then $-\log 0$, which is infinite. If it is no, $y \log g$ is $0$ times
# $-\infty$, which is not a number. Yet nothing about this row is infinite. Do the algebra before
# the machine rounds:
#
# $$-\log g = \log (1 + e^{-z}), \qquad -\log (1 - g) = \log(1 + e^{z}) = z + \log (1 + e^{-z}).$$
#
# (The last step takes $e^z$ out of the bracket.) Now the logarithm is never taken of 0, but for
# $z = -10{,}000$ the term $e^{-z}$ overflows. So use for each row whichever form has an exponent
# that cannot be positive. Combine the two, for all $y$ and both signs of $z$, into one
# expression; `np.maximum(z, 0)` and `np.abs(z)` help. `np.log1p(t)` is $\log (1 + t)$, exact for
# tiny $t$ too.

# %% [markdown]
# ### Exercise 3.2: binary_cross_entropy_with_logits (5 points)
#
# **In:** `logits` $z$ and `targets` $y$, both of shape `(N,)` or `(N, K)`; `reduction` as before.
# **Out:** `loss`, and `backward`, which takes `d_loss`, a number, and returns the gradient of the
# logits, in their shape. The sigmoid is given: `g, _ = sigmoid(logits)`. It never overflows.
#
# **By hand:**
#
# | $z$ | $y$ | $g$ | $\ell$ | $g - y$ |
# |--:|--:|--:|--:|--:|
# | $\log 3$ | 1 | 0.75 | $-\log 0.75 \approx 0.288$ | $-0.25$ |
# | $0$ | 0 | 0.5 | $-\log 0.5 \approx 0.693$ | $0.5$ |
#
# The sum is $0.981$, the mean $0.490$. With `"mean"`, `backward(1.0)` is $(-0.125, 0.25)$. And a
# third row, alone: $z = -10{,}000$ with $y = 1$ costs exactly $10{,}000$, with the gradient $-1$.
#
# **Bad targets** (1 of the 5 points). Raise `ValueError` if a target lies outside $[0, 1]$. (A
# target of 0.3 is fine: it is a probability itself.) Labels $-1$ and $+1$, which the perceptron
# wanted, are the usual accident. With $y = -1$ the loss falls for ever as $z$ falls.


# %% solution="binary_cross_entropy_with_logits"
def binary_cross_entropy_with_logits(logits, targets, reduction="mean"):
    """Return the cross-entropy of yes-or-no answers and its backward, finite for any logits.

    L = -sum (y log g(z) + (1 - y) log(1 - g(z))), divided by N for "mean"; g is the sigmoid.

    Parameters
    ----------
    logits : ndarray, shape (N, ...)
        Log-odds z of the answer yes.
    targets : ndarray, shape of `logits`
        1 for yes, 0 for no, or a probability between them.
    reduction : {"mean", "sum"}
        "mean" divides by the number of rows N.

    Returns
    -------
    loss : float
        L in nats.
    backward : callable
        Maps d_loss, a number, to the gradient of `logits`, in their shape.

    Raises
    ------
    ValueError
        If a target lies outside [0, 1].
    """
    ### BEGIN SOLUTION
    if ((targets < 0) | (targets > 1)).any():
        raise ValueError("targets must lie in [0, 1]")
    divisor = len(logits) if reduction == "mean" else 1
    losses = np.maximum(logits, 0) - targets * logits + np.log1p(np.exp(-np.abs(logits)))
    loss = np.sum(losses) / divisor
    ### END SOLUTION

    def backward(d_loss):
        ### BEGIN SOLUTION
        g, _ = sigmoid(logits)
        return d_loss * (g - targets) / divisor
        ### END SOLUTION

    return loss, backward


# %% check="binary_cross_entropy_with_logits"
check("binary_cross_entropy_with_logits", binary_cross_entropy_with_logits)

# %% [markdown]
# **Predict before you run.** The answer is yes, $y = 1$. The cell draws two losses against the
# logit: yours, and the squared error $\frac12 (g - 1)^2$ of Lesson 1. What is the slope of each
# at $z = -10$, where the neuron is certain of a no?

# %%
z = np.linspace(-10, 10, 201)
yes = np.ones(1)
with suppress(NotImplementedError):
    answers = [binary_cross_entropy_with_logits(np.array([each]), yes, "sum") for each in z]
    g, sigmoid_backward = sigmoid(z)
    values = {"cross-entropy": np.array([loss for loss, _ in answers]), "squared error": (g - 1) ** 2 / 2}
    slopes = {
        "cross-entropy": np.array([backward(1.0)[0] for _, backward in answers]),
        "squared error": sigmoid_backward(g - 1),
    }
    plots.compared_curves(z, {"loss": values, "slope": slopes}, "logit z", mark=0.0)

# %% [markdown]
# **Notice** the left end. The squared error is flat there, at a half: the worst that it can
# charge. The cross-entropy climbs along a straight line of slope $-1$, so the step never dies. The
# more certain a wrong claim is, the more it costs, without limit.

# %% [markdown]
# ## 3. One of many
#
# A digit is one of ten. The head has $K$ scores $s_1, \dots, s_K$, one for each class, and owes
# us $K$ probabilities. They must be positive, and they must share a total of 1. Exponentials are
# positive. Dividing by their sum makes the total 1:
#
# $$p_k = \frac{e^{s_k}}{\sum_{j=1}^{K} e^{s_j}}.$$
#
# This is the **softmax**. Why exponentials, when squares are positive too? Because of the odds:
#
# $$\frac{p_k}{p_j} = e^{s_k - s_j}, \qquad \log \frac{p_k}{p_j} = s_k - s_j.$$
#
# The difference of two scores is the log-odds between two classes. Softmax carries the meaning of
# a logit from two classes to many: for $K = 2$ it is the sigmoid, $p_1 = g(s_1 - s_2)$.
#
# Only differences count. Add the same number to every score of a row, and nothing changes. This
# is a gift: $e^{1000}$ overflows (the largest exponent that fits is about 709), so **lower every
# score of a row by the row's largest** first. The largest exponent is then 0.
#
# **The derivative.** Raise $s_j$. Then $p_j$ grows, and all other probabilities shrink, because
# the total stays 1:
#
# $$\frac{\partial p_k}{\partial s_j} = p_k\, (\delta_{kj} - p_j), \qquad
# \delta_{kj} = \begin{cases} 1 & \text{if } k = j \\ 0 & \text{otherwise.} \end{cases}$$
#
# These are $K \times K$ numbers for every row. `backward` collects them:
#
# $$\frac{dJ}{ds_j} = \sum_{k} \frac{dJ}{dp_k}\; p_k\, (\delta_{kj} - p_j).$$
#
# Multiply out the bracket before you program. No matrix is needed.

# %% [markdown]
# ### Exercise 3.3: softmax (4 points)
#
# **In:** `scores`, an array of any shape; `axis`, along which the classes lie, the last one if
# nothing is said. **Out:** `p` in the shape of `scores`, which sums to 1 along `axis`, and
# `backward`, which takes `d_p` and returns the gradient of the scores, both in that shape.
# `np.sum` and `np.max` take `axis=axis, keepdims=True`; with `keepdims` the result still lines up
# with the scores.
#
# **By hand**, the scores $(\log 1, \log 2, \log 1)$ with $d_p = (4, 0, 0)$. The exponentials are
# $1, 2, 1$, so $p = (\frac14, \frac12, \frac14)$. The derivatives of $p_1$ are
#
# $$\tfrac14 \cdot \tfrac34 = \tfrac{3}{16}, \qquad -\tfrac14 \cdot \tfrac12 = -\tfrac18, \qquad
# -\tfrac14 \cdot \tfrac14 = -\tfrac{1}{16},$$
#
# and four times these is the gradient: $(0.75, -0.5, -0.25)$. Its entries sum to 0. Why must
# they?


# %% solution="softmax"
def softmax(scores, axis=-1):
    """Return p_k = exp(s_k) / sum_j exp(s_j) along an axis, and its backward.

    Parameters
    ----------
    scores : ndarray, any shape with at least one axis
        Scores s, of any size.
    axis : int
        The axis along which the classes lie.

    Returns
    -------
    p : ndarray, shape of `scores`
        Probabilities, which sum to 1 along the axis.
    backward : callable
        Maps d_p, shape of `scores`, to the gradient of `scores`, in the same shape.
    """
    ### BEGIN SOLUTION
    exponentials = np.exp(scores - np.max(scores, axis=axis, keepdims=True))
    p = exponentials / np.sum(exponentials, axis=axis, keepdims=True)
    ### END SOLUTION

    def backward(d_p):
        ### BEGIN SOLUTION
        return p * (d_p - np.sum(p * d_p, axis=axis, keepdims=True))
        ### END SOLUTION

    return p, backward


# %% check="softmax"
check("softmax", softmax)

# %% [markdown]
# A **temperature** $T$ divides the scores before the softmax, $p = \text{softmax}(s / T)$. The
# order of the classes stays. **Predict before you run:** the scores are $(2, 1, 0)$. Where does
# $p$ go as $T$ falls towards 0, and where as $T$ grows without end?

# %%
with suppress(NotImplementedError):
    scores = np.array([2.0, 1.0, 0.0])
    bars = {f"T = {T:g}": softmax(scores / T)[0] for T in (0.25, 1.0, 4.0)}
    plots.distribution_bars(bars, ["A", "B", "C"])

# %% [markdown]
# **Notice** that a low temperature puts all the weight on the largest score. The name says so: a
# soft maximum, which hardens as it cools. A high temperature makes all classes alike.
#
# The demo runs your softmax. Three probabilities that sum to 1 are a point in a triangle: each
# corner is a class that is certain, the centre is "I do not know". **Predict:** which way does
# the point move when you raise the score of B? What happens when you raise all three scores by
# the same amount?

# %%
softmax_explorer(softmax)

# %% [markdown]
# **Notice** that the point may come as near to an edge as you like. On paper it never lies on one:
# a softmax calls nothing impossible. The thin curve is the path of the point as the temperature
# changes, from the corner of the largest score to the centre.

# %% [markdown]
# ## 4. Where numbers end
#
# The losses of classification need $\log p_k$. On paper $p_k$ is never 0. In the machine,
# $e^{-746}$ is: the smallest positive number that a `float64` can hold is about
# $5 \times 10^{-324}$. Then the logarithm is $-\infty$, and the training is over.
#
# The cure is the same as in Section 2. Take the logarithm on paper:
#
# $$\log p_k = s_k - \log \sum_j e^{s_j}.$$
#
# The second term is called **log-sum-exp**. With $m = \max_j s_j$ it can be computed without
# overflow, because a shift of all scores by $m$ comes out of the sum as a factor $e^m$:
#
# $$\log \sum_j e^{s_j} = m + \log \sum_j e^{s_j - m}.$$
#
# One term of the new sum is $e^0 = 1$, so the sum lies between 1 and $K$, and its logarithm is
# harmless. Log-sum-exp lies between $m$ and $m + \log K$: another soft maximum.
#
# Its derivative with respect to $s_j$ is $p_j$. (Check it.) So
#
# $$\frac{\partial \log p_k}{\partial s_j} = \delta_{kj} - p_j.$$
#
# Log-sum-exp stands in the log-probability of every class. When `backward` collects, each class
# passes on its share of it.

# %% [markdown]
# ### Exercise 3.4: log_softmax (3 points)
#
# **In:** `scores` of any shape; `axis`. **Out:** `log_p` in the shape of `scores`, and
# `backward`, which takes `d_log_p` and returns the gradient of the scores.
#
# **By hand**, the scores $(1000, 1000, 0)$. Here $m = 1000$, the sum is $1 + 1 + e^{-1000}$, and
# its logarithm is $\log 2 \approx 0.693$. The log-probabilities are $-0.693$, $-0.693$ and
# $-1000.693$: the third is a probability too small for any computer, and its logarithm is an
# ordinary number. With $p = (\frac12, \frac12, 0)$ and $d_{\log p} = (0, 2, 0)$ the gradient is
# $2 \cdot (0 - \frac12,\ 1 - \frac12,\ 0) = (-1, 1, 0)$.


# %% solution="log_softmax"
def log_softmax(scores, axis=-1):
    """Return log p_k = s_k - log sum_j exp(s_j) along an axis, finite for any scores.

    Parameters
    ----------
    scores : ndarray, any shape with at least one axis
        Scores s, of any size and any distance from each other.
    axis : int
        The axis along which the classes lie.

    Returns
    -------
    log_p : ndarray, shape of `scores`
        Log-probabilities in nats, at most 0.
    backward : callable
        Maps d_log_p, shape of `scores`, to the gradient of `scores`, in the same shape.
    """
    ### BEGIN SOLUTION
    shifted = scores - np.max(scores, axis=axis, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))
    ### END SOLUTION

    def backward(d_log_p):
        ### BEGIN SOLUTION
        return d_log_p - np.exp(log_p) * np.sum(d_log_p, axis=axis, keepdims=True)
        ### END SOLUTION

    return log_p, backward


# %% check="log_softmax"
check("log_softmax", log_softmax)

# %% [markdown]
# **Predict before you run.** Two classes, and the second lies further and further below the
# first. The cell draws its log-probability twice: by your `log_softmax`, and as the logarithm of
# your `softmax`. Where do the two part, and why there?

# %%
gap = np.linspace(0, 1000, 201)
with suppress(NotImplementedError):
    scores = np.stack([np.zeros_like(gap), -gap], axis=1)
    by_log_softmax = log_softmax(scores)[0][:, 1]
    with np.errstate(divide="ignore"):
        by_softmax = np.log(softmax(scores)[0][:, 1])
    curves = {"log_softmax": by_log_softmax, "log of softmax": by_softmax}
    plots.compared_curves(gap, {"log-probability of the class below": curves}, "gap between the scores")

# %% [markdown]
# **Notice** the cross near 745. Beyond it the probability is rounded to 0. With `float32`, in
# which most networks are trained, the same happens near 104, and gaps of that size are nothing
# unusual in the middle of training.

# %% [markdown]
# ## 5. The price of a class
#
# Row $n$ has the scores $s_{n1}, \dots, s_{nK}$, and its right class is the label $t_n$, a whole
# number from 0 to $K - 1$. What should a classifier minimise? Ask the principle once more. The
# probability of what we saw is $p_{n t_n}$, for all rows together the product. Minus its
# logarithm, averaged:
#
# $$L = -\frac1N \sum_n \log p_{n t_n}
# = \frac1N \sum_n \Bigl( \log \sum_j e^{s_{nj}} - s_{n t_n} \Bigr).$$
#
# This is the **cross-entropy** of the classes. Only the probability of the right class is asked
# for. The other classes are heard all the same, through the log-sum-exp.
#
# **The derivative.** Write the label as a row $y_n$ that holds a 1 at the right class and 0
# elsewhere (a **one-hot** row). Section 4 gives
#
# $$\frac{\partial L}{\partial s_{nk}} = \frac{p_{nk} - y_{nk}}{N}.$$
#
# Put the three heads side by side:
#
# | Head | Loss | Gradient of the score, for one row |
# |:--|:--|:--|
# | linear | squared error | $\hat y - y$ |
# | sigmoid | binary cross-entropy | $g - y$ |
# | softmax | cross-entropy | $p - y$ |
#
# It is prediction minus target each time. That is no accident: in each row, the head and the loss
# come from one claim about the target.

# %% [markdown]
# ### Exercise 3.5: softmax_cross_entropy (5 points)
#
# **In:** `scores` of shape `(N, K)`, `labels` of shape `(N,)`, whole numbers; `reduction`.
# **Out:** `loss`, and `backward`, which takes `d_loss`, a number, and returns the gradient of the
# scores, shape `(N, K)`. `scores[np.arange(N), labels]` picks from each row the entry of its own
# label.
#
# **By hand:**
#
# | Scores | Label | $p$ | $-\log p_t$ | $p - y$ |
# |:--|--:|:--|--:|:--|
# | $(\log 2, 0, 0)$ | 0 | $(0.5, 0.25, 0.25)$ | $\log 2 \approx 0.693$ | $(-0.5, 0.25, 0.25)$ |
# | $(0, 0, \log 2)$ | 1 | $(0.25, 0.25, 0.5)$ | $\log 4 \approx 1.386$ | $(0.25, -0.75, 0.5)$ |
#
# The sum is $2.079$, the mean $1.040$. With `"mean"`, `backward(1.0)` is half of the last column.
#
# **Bad labels** (1 of the 5 points). Raise `ValueError` if a label is not one of $0, \dots, K-1$.
# A label of $-1$, which some data sets write for "unknown", is the dangerous one: NumPy counts it
# from the end, and the loss quietly trains the last class.
#
# Write everything out here instead of calling your `log_softmax`. If that one has a slip, it will
# not cost you points again.


# %% solution="softmax_cross_entropy"
def softmax_cross_entropy(scores, labels, reduction="mean"):
    """Return L = sum_n (log sum_k exp(s_nk) - s_n,t_n), divided by N for "mean", and its backward.

    Parameters
    ----------
    scores : ndarray, shape (N, K)
        Scores s, of any size.
    labels : ndarray of int, shape (N,)
        Right classes t, from 0 to K - 1.
    reduction : {"mean", "sum"}
        "mean" divides by the number of rows N.

    Returns
    -------
    loss : float
        L in nats, finite for any scores.
    backward : callable
        Maps d_loss, a number, to the gradient of `scores`, shape (N, K).

    Raises
    ------
    ValueError
        If a label is none of 0 to K - 1.
    """
    ### BEGIN SOLUTION
    N, K = scores.shape
    if ((labels < 0) | (labels >= K)).any():
        raise ValueError(f"labels must be whole numbers from 0 to {K - 1}")
    divisor = N if reduction == "mean" else 1
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    loss = -np.sum(log_p[np.arange(N), labels]) / divisor
    ### END SOLUTION

    def backward(d_loss):
        ### BEGIN SOLUTION
        d_scores = np.exp(log_p)
        d_scores[np.arange(N), labels] -= 1
        return d_loss * d_scores / divisor
        ### END SOLUTION

    return loss, backward


# %% check="softmax_cross_entropy"
check("softmax_cross_entropy", softmax_cross_entropy)

# %% [markdown]
# The demo again, now with your loss and your gradient. The target is class A. **Predict:** which
# bars of the gradient point to the left, and what do the three bars sum to? Where must the point
# lie for the loss to be $\log 3$? Then press *Step downhill*, which subtracts the gradient from
# the scores, and watch the point.

# %%
softmax_explorer(softmax, softmax_cross_entropy)

# %% [markdown]
# **Notice** that the bar of the right class points to the left and the others to the right:
# downhill, the right score rises and the wrong ones fall, each in proportion to the probability
# that it has taken. The bars always sum to 0. The steps grow shorter as the point nears the
# corner, and never stop.

# %% [markdown]
# ### Written question 1: choose the head (4 points)
#
# (a) A network is to predict tomorrow's temperature in degrees Celsius. A colleague ends it with
# a ReLU. Which targets can it never reach? What gradient does the score get on such a day, once
# it is negative, and what follows for learning? (2 points)
#
# (b) A network is to say which of ten things are in a photograph: a dog, a bicycle, snow. Several
# may be there at once, or none. Another colleague ends it with a softmax over the ten. Explain
# what is wrong with that claim, and name the head and the loss that suit. (2 points)

# %% [markdown] written="choose-the-head" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) A ReLU gives no negative number, so no day of frost can be predicted; the
# best that it can say is 0. Once the score is negative, the output is flat at 0, its slope is 0,
# and the gradient of the score is 0, although the error $0 - y$ is not. The weights do not move
# on this example, so frost is never learned. A linear head with squared error suits.
#
# (b) A softmax claims that exactly one of the ten is there: the probabilities share a total of 1.
# If a dog and snow are both there, they can get at most a half each, and raising one lowers the
# other; if nothing is there, the total is still 1. Ten yes-or-no questions need ten sigmoids, one
# logit each, with binary cross-entropy added over the ten.
#
# **Rubric.**
# - (a) 1 point for the range: negative targets are out of reach. 1 point for the zero gradient
#   with its consequence that such examples teach nothing. Half a point for "dead" without the
#   reason.
# - (b) 1 point for the reason: probabilities of a softmax exclude one another and sum to 1. 1
#   point for ten sigmoids with binary cross-entropy. Half a point if the loss is missing.
# ### END SOLUTION

# %% [markdown]
# ## 6. Surprise
#
# Your classifier's loss falls to $0.33$ and stays there. Is that good? Could it be lower? To
# answer, we need to know what a cross-entropy measures.
#
# Call $-\log q_k$ the **surprise** of an outcome to which you gave the probability $q_k$. What
# you call certain does not surprise you; what you call nearly impossible surprises you greatly.
# Let the outcomes happen with probabilities $p_k$. Your mean surprise is the **cross-entropy**
#
# $$H(p, q) = -\sum_k p_k \log q_k.$$
#
# If you know the truth and predict $q = p$, you are still surprised now and then, unless one
# outcome is certain. This rest is the **entropy** of $p$ (Shannon, 1948):
#
# $$H(p) = -\sum_k p_k \log p_k, \qquad \frac{\partial H}{\partial p_k} = -\log p_k - 1.$$
#
# It lies between 0, for a certain outcome, and $\log K$, for $K$ outcomes that are all alike.
# What never happens adds nothing: $p \log p$ tends to 0 as $p$ falls to 0, so $0 \log 0$ counts
# as 0. (The derivative treats each probability as free to move. At 0 it is infinite.)

# %% [markdown]
# ### Exercise 3.6: entropy (3 points)
#
# **In:** `p` of shape `(K,)`, `(N, K)` or with more axes, distributions along the last axis.
# **Out:** `h`, one entropy for each distribution, so the last axis is gone; and `backward`, which
# takes `d_h` in the shape of `h` and returns the gradient of `p`. `d_h[..., np.newaxis]` gives
# the missing axis back; if `d_h` may be a single number, `np.expand_dims(d_h, -1)` does the same.
#
# **By hand:** $p = (\frac12, \frac14, \frac14)$ has
# $H = \frac12 \log 2 + \frac14 \log 4 + \frac14 \log 4 = 1.5 \log 2 \approx 1.040$ nats. (With
# logarithms to base 2 it is 1.5 **bits**: one yes-or-no question finds the outcome half of the
# time, two questions otherwise.) $p = (1, 0, 0)$ has $H = 0$. The gradient of the first is
# $(\log 2 - 1,\ \log 4 - 1,\ \log 4 - 1) \approx (-0.307,\ 0.386,\ 0.386)$, times `d_h`.
#
# **No distribution** (1 of the 3 points). Raise `ValueError` if a number is negative or a
# distribution does not sum to 1, give or take rounding. Scores passed for probabilities are the
# usual accident.


# %% solution="entropy"
def entropy(p):
    """Return H = -sum_k p_k log p_k along the last axis, where 0 log 0 = 0, and its backward.

    Parameters
    ----------
    p : ndarray, shape (..., K)
        Probabilities, which sum to 1 along the last axis.

    Returns
    -------
    h : float or ndarray, shape (...)
        Entropies in nats.
    backward : callable
        Maps d_h, shape (...), to the gradient of `p`, shape (..., K).

    Raises
    ------
    ValueError
        If a number is negative, or a distribution does not sum to 1.
    """
    ### BEGIN SOLUTION
    if (p < 0).any() or not np.allclose(p.sum(axis=-1), 1):
        raise ValueError("p must hold probabilities that sum to 1 along the last axis")
    h = -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1)
    ### END SOLUTION

    def backward(d_h):
        ### BEGIN SOLUTION
        return np.expand_dims(d_h, -1) * (-np.log(p) - 1)
        ### END SOLUTION

    return h, backward


# %% check="entropy"
check("entropy", entropy)

# %% [markdown]
# **What does it cost to be wrong about the probabilities?** The difference between your mean
# surprise and the least possible one is the **Kullback-Leibler divergence** (1951):
#
# $$KL(p \| q) = H(p, q) - H(p) = \sum_k p_k \log \frac{p_k}{q_k}, \qquad H(p, q) = H(p) + KL(p \| q).$$
#
# It is never negative, and 0 only for $q = p$. The reason is one inequality,
# $\log u \le u - 1$, with equality only at $u = 1$. Put $u = q_k / p_k$:
#
# $$-KL(p \| q) = \sum_k p_k \log \frac{q_k}{p_k} \le \sum_k p_k \Bigl( \frac{q_k}{p_k} - 1 \Bigr)
# = \sum_k q_k - \sum_k p_k \le 0,$$
#
# where the sums run over the outcomes that happen, $p_k > 0$. The order of $p$ and $q$ matters:
# the outcomes happen, and are weighted, as $p$ says.
#
# | An outcome with | adds |
# |:--|:--|
# | $p_k = 0$ | 0, whatever $q_k$ is |
# | $q_k = 0$, $p_k > 0$ | $\infty$: you called impossible what happens |
#
# The derivatives are
#
# $$\frac{\partial KL}{\partial p_k} = \log \frac{p_k}{q_k} + 1, \qquad
# \frac{\partial KL}{\partial q_k} = -\frac{p_k}{q_k}.$$

# %% [markdown]
# ### Exercise 3.7: kl_divergence (4 points)
#
# **In:** `p` and `q`, both of shape `(..., K)`, distributions along the last axis. **Out:** the
# divergence of each pair, shape `(...)`, which may be `np.inf`; and `backward`, which takes
# `d_divergence` of that shape and returns the gradients of `p` and of `q`, in this order. The
# gradient is checked where no probability is 0.
#
# **By hand**, $p = (\frac12, \frac12)$ and $q = (\frac14, \frac34)$:
#
# $$KL(p \| q) = \tfrac12 \log 2 + \tfrac12 \log \tfrac23 \approx 0.144, \qquad
# KL(q \| p) = \tfrac14 \log \tfrac12 + \tfrac34 \log \tfrac32 \approx 0.131.$$
#
# With `d_divergence` 1 the gradient of $p$ is $(\log 2 + 1,\ \log \frac23 + 1) \approx
# (1.693,\ 0.595)$, and that of $q$ is $(-2,\ -\frac23)$.
#
# `np.where(p > 0, ..., 0)` computes both branches and then chooses, so it may warn about a
# logarithm of 0 that it does not use. `with np.errstate(divide="ignore", invalid="ignore"):`
# keeps that quiet.


# %% solution="kl_divergence"
def kl_divergence(p, q):
    """Return KL(p || q) = sum_k p_k log(p_k / q_k) along the last axis, and its backward.

    Outcomes with p_k = 0 add 0; those with q_k = 0 < p_k make the divergence infinite.

    Parameters
    ----------
    p, q : ndarray, shape (..., K)
        Probabilities, which sum to 1 along the last axis: p of what happens, q predicted.

    Returns
    -------
    divergence : float or ndarray, shape (...)
        Divergences in nats.
    backward : callable
        Maps d_divergence, shape (...), to the gradients of `p` and `q`, each (..., K).
    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore", invalid="ignore"):
        divergence = np.sum(np.where(p > 0, p * np.log(p / q), 0), axis=-1)
    ### END SOLUTION

    def backward(d_divergence):
        ### BEGIN SOLUTION
        each = np.expand_dims(d_divergence, -1)
        return each * (np.log(p / q) + 1), each * (-p / q)
        ### END SOLUTION

    return divergence, backward


# %% check="kl_divergence"
check("kl_divergence", kl_divergence)

# %% [markdown]
# **Back to the loss.** Ten rows that look exactly alike carry the labels AAAAABBBCC. A classifier
# sees no difference between them, so it must give all ten the same scores. What is the best that
# it can do? With $f = (0.5, 0.3, 0.2)$, the frequencies of the labels, and $q$ the softmax of the
# scores, the mean over the ten rows is
#
# $$L = -\frac{1}{10} \sum_n \log q_{t_n} = -\sum_k f_k \log q_k = H(f, q) = H(f) + KL(f \| q).$$
#
# **Predict before you run:** which of the four predictions below is cheapest, and is its loss 0?
# The cell adds your `entropy` and your `kl_divergence`, and compares the total with your
# `softmax_cross_entropy` of the ten rows.

# %%
labels = np.array([0, 0, 0, 0, 0, 1, 1, 1, 2, 2])
f = np.array([0.5, 0.3, 0.2])
predictions = {
    "nearly certain of A": np.array([0.98, 0.01, 0.01]),
    "all alike": np.array([1, 1, 1]) / 3,
    "leaning to A": np.array([0.7, 0.2, 0.1]),
    "the frequencies": f,
}
with suppress(NotImplementedError):
    costs = {}
    for name, q in predictions.items():
        costs[name] = (float(entropy(f)[0]), float(kl_divergence(f, q)[0]))
        loss, _ = softmax_cross_entropy(np.tile(np.log(q), (10, 1)), labels)
        print(f"{name}: {sum(costs[name]):.6f} by entropy + divergence, {loss:.6f} as a loss")
    plots.entropy_and_divergence(costs)

# %% [markdown]
# **Notice** the grey piece, $H(f) \approx 1.030$, which is in every bar. No prediction can go
# below it: rows that look alike and are labelled differently cost at least their entropy. Only
# the hatched piece can be trained away, and it vanishes when the prediction is the frequencies.
#
# **One thing under three names.** The data are fixed, so $H(f)$ is fixed. To minimise the
# cross-entropy is then to minimise the divergence, and it is to maximise the likelihood, with
# which we began. Ten tosses of a coin, seven of them heads: **predict** where the likelihood of a
# coin with the probability $\theta$ of heads has its peak, where the cross-entropy has its
# lowest point, and how low that is.

# %%
tosses = np.array([1.0, 1, 0, 1, 1, 1, 0, 1, 0, 1])
theta = np.linspace(0.02, 0.98, 97)
with suppress(NotImplementedError):
    likelihood = np.array([np.prod(np.where(tosses == 1, each, 1 - each)) for each in theta])
    logits = np.log(theta / (1 - theta))
    losses = [binary_cross_entropy_with_logits(np.full(10, each), tosses)[0] for each in logits]
    panels = {
        "likelihood of the ten tosses": {"likelihood": likelihood},
        "mean binary cross-entropy": {"cross-entropy": np.array(losses)},
    }
    plots.compared_curves(theta, panels, "probability of heads", mark=0.7)
    print(f"lowest loss {min(losses):.4f}, at {theta[np.argmin(losses)]:.2f}")
    print(f"entropy of (0.7, 0.3): {entropy(np.array([0.7, 0.3]))[0]:.4f}")

# %% [markdown]
# **Notice** that the peak on the left and the lowest point on the right stand over the same
# $\theta$, the frequency 0.7, and that the loss there is the entropy of $(0.7, 0.3)$. Minus the
# logarithm turns one curve into the other.
#
# **Which way round?** $p$ has two humps, and $q$ may be any single hump, a Gaussian on the same
# thirty outcomes. **Predict before you run:** which $q$ has the smallest $KL(p \| q)$, and which
# the smallest $KL(q \| p)$? Think of what each of them punishes with infinity.

# %%
outcomes = np.arange(30.0)


def hump(centre, width):
    """Return a Gaussian on the outcomes as a distribution: no probability is 0."""
    weights = np.exp(-0.5 * ((outcomes - centre) / width) ** 2) + 1e-12
    return weights / weights.sum()


p = 0.6 * hump(8, 2.0) + 0.4 * hump(21, 2.0)
with suppress(NotImplementedError):
    humps = [hump(c, w) for c in np.arange(4.0, 26, 0.5) for w in np.arange(1.0, 10, 0.5)]
    forward = np.argmin([kl_divergence(p, q)[0] for q in humps])
    reverse = np.argmin([kl_divergence(q, p)[0] for q in humps])
    fits = {"q of the smallest KL(p || q)": humps[forward], "q of the smallest KL(q || p)": humps[reverse]}
    plots.fitted_distributions(outcomes, p, fits)

# %% [markdown]
# **Notice** that the first spreads over both humps, and over the valley between them: it dares
# not call unlikely what happens. The second settles on one hump and ignores the other: it dares
# not predict what does not happen. Training on data is the first kind, because the data are $p$.

# %% [markdown]
# ### Written question 2: the floor (4 points)
#
# In a yes-or-no data set, one label in ten was flipped at random by a careless clerk. Except for
# the flips, the input decides the answer. You train on very many examples, and the mean binary
# cross-entropy settles at $0.325$ nats, on new data too. That is the entropy of the distribution
# $(0.9, 0.1)$.
#
# (a) Which probability does a network with the smallest possible loss predict for an input whose
# true answer is yes? Use $H(p, q) = H(p) + KL(p \| q)$ to explain it. (2 points)
#
# (b) A colleague says: "0.325 is not 0, so we need a bigger network." What do you answer? And
# what would you suspect if the loss on the training data fell to $0.05$? (2 points)

# %% [markdown] written="the-floor" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) 0.9. For such inputs the labels are yes with the probability
# $p = (0.9, 0.1)$. The mean loss is $H(p, q) = H(p) + KL(p \| q)$. The first term does not depend
# on the network, and the second is at least 0, and 0 only for $q = p$. So the smallest loss is
# reached by predicting 0.9. (Predicting 1 would be right about the truth and infinitely wrong
# about the labels.)
#
# (b) The floor is $H(p) = 0.325$: nobody can predict which labels the clerk flipped. The loss has
# reached it, so the divergence is about 0, and a bigger network cannot help; better labels can. A
# loss of 0.05 on the training data lies below the entropy of the labels. The network must know
# which of these labels were flipped: it has memorised them, and it will do worse on new data.
#
# **Rubric.**
# - (a) 1 point for 0.9. 1 point for the reason: $H(p)$ is fixed, $KL \ge 0$ with equality at
#   $q = p$. Half a point for "it predicts the frequencies" without the identity.
# - (b) 1 point for the floor: the entropy of the labels cannot be trained away. 1 point for
#   memorised labels, or over-fitting, with the reason that the loss lies below the entropy.
# ### END SOLUTION

# %% [markdown]
# ## 7. Reading ten digits
#
# The neuron of Lesson 1 told a 3 from an 8. Ten scores and a softmax tell all ten digits apart:
# `scores = x @ W + b` with `W` of shape `(64, 10)`, one column of weights for each class. We use
# all 1,797 pictures and keep 597 of them back.

# %%
images, labels = digits()
order = np.random.default_rng(3).permutation(len(labels))
pixels, classes = images[order].reshape(-1, 64), labels[order]
train_x, test_x = pixels[:1200], pixels[1200:]
train_t, test_t = classes[:1200], classes[1200:]
print("training:", train_x.shape, "kept back:", test_x.shape)

# %% [markdown]
# The loop is gradient descent as in Lesson 1. Your `backward` hands the derivative to the scores; a
# product hands it on to `W`, and a sum to `b`. **Predict:** all weights start at 0, so all scores
# are 0. What is the first loss?

# %%
W, b = np.zeros((64, 10)), np.zeros(10)
train_losses, test_losses = [], []
with suppress(NotImplementedError):
    for _ in range(400):
        loss, backward = softmax_cross_entropy(train_x @ W + b, train_t)
        train_losses.append(loss)
        test_losses.append(softmax_cross_entropy(test_x @ W + b, test_t)[0])
        d_scores = backward(1.0)
        W -= 0.5 * train_x.T @ d_scores
        b -= 0.5 * d_scores.sum(axis=0)
    print(f"first loss: {train_losses[0]:.4f}, last loss: {train_losses[-1]:.4f}")
    right = (test_x @ W + b).argmax(axis=1) == test_t
    print(f"right on pictures kept back: {right.sum()} of {len(right)}, {right.mean():.1%}")
    curves = {"training": np.array(train_losses), "kept back": np.array(test_losses)}
    plots.learning_curves(curves, "update", "cross-entropy, nats")

# %% [markdown]
# **Notice** the start, $\log 10 \approx 2.303$: the entropy of ten classes that are all alike. A
# first loss far from it means a mistake, in the labels or in the loss, and you can know that
# before you have trained at all.
#
# Read the last value on the curve of the pictures kept back as a likelihood. If it is $L$, then
# $e^{-L}$ is the probability of the right class, in the geometric mean over the pictures.
#
# Now look at what the classifier finds hardest: the picture kept back whose own class got the
# lowest probability. **Predict:** will it be unsure of it, or certain and wrong?

# %%
with suppress(NotImplementedError):
    log_p, _ = log_softmax(test_x @ W + b)
    surprises = -log_p[np.arange(len(test_t)), test_t]
    hardest = surprises.argmax()
    print(f"kept back: {surprises.mean():.3f} nats on average, {np.exp(-surprises.mean()):.2f} as a probability")
    print(f"hardest: a {test_t[hardest]}, at {surprises[hardest]:.2f} nats")
    panels = {f"the hardest, a {test_t[hardest]}": test_x[hardest].reshape(8, 8)}
    panels |= {f"weights of {k}": W[:, k].reshape(8, 8) for k in (0, 4, 8)}
    plots.pixel_panels(panels, signed=[name for name in panels if name.startswith("weights")])
    prediction, _ = softmax(test_x[hardest] @ W + b)
    plots.distribution_bars({"what the classifier says": prediction}, list("0123456789"), highlight=test_t[hardest])

# %% [markdown]
# **Notice** that the cross-entropy keeps an account that a count of mistakes does not: this 4 alone
# costs as much as two dozen pictures do on average, because the classifier was rather sure of
# an 8. Its branches nearly meet at the top, and ink there is what the weights of 8 wait for. (Blue
# is evidence for the class, orange against it. A 0 wants no ink in the middle.)

# %% [markdown]
# ## What the lectures print differently
#
# - The lectures write the cross-entropy as $-\sum_i \sum_c y_{ic} \log q_{ic}$, with one-hot
#   targets and a sum over the examples. We take labels, and the mean. The next cell shows that
#   the two are the same but for the factor $N$, which is a factor of the learning rate.
# - The squared loss is printed with $\tfrac12$ and without it, and as a mean. Most libraries
#   average over all entries, outputs included, and leave the $\tfrac12$ out. Look it up before
#   you compare two losses.
# - Information theory counts in bits, machine learning in nats: 1 nat is $1 / \log 2 \approx
#   1.443$ bits.
# - What we call scores, many texts call logits, for $K$ classes too. Only their differences are
#   log-odds.

# %%
with suppress(NotImplementedError):
    scores = test_x @ W + b
    one_hot = np.eye(10)[test_t]
    q, _ = softmax(scores)
    print("as the lectures print it:", -np.sum(one_hot * np.log(q)))
    print("N times ours:            ", len(test_t) * softmax_cross_entropy(scores, test_t)[0])

# %% [markdown]
# ## Further reading
#
# - C. F. Gauss, *Theoria motus corporum coelestium*, 1809. Squared error from Gaussian noise.
# - J. Berkson, "Application of the logistic function to bio-assay", *Journal of the American
#   Statistical Association* 39, 1944. The word *logit*.
# - C. E. Shannon, "A mathematical theory of communication", *Bell System Technical Journal*
#   27, 1948. Entropy.
# - S. Kullback and R. A. Leibler, "On information and sufficiency", *Annals of Mathematical
#   Statistics* 22, 1951. The divergence.
# - S. A. Solla, E. Levin and M. Fleisher, "Accelerated learning in layered neural networks",
#   *Complex Systems* 2, 1988. Cross-entropy learns faster than squared error.
# - J. S. Bridle, "Probabilistic interpretation of feedforward classification network outputs",
#   in *Neurocomputing*, Springer, 1990. The word *softmax*.
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006. Chapter 4 derives
#   heads and losses together.
# - P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and softmax
#   functions", *IMA Journal of Numerical Analysis* 41, 2021. What rounding does to Section 4.
#
# ## What comes next
#
# You now have a number to minimise and its derivative with respect to the last scores: prediction
# minus target. In Section 7 one layer stood before them, and one product carried the derivative to
# its weights. With many layers the derivative has a long way to go. Lesson 4 carries it there
# by machine.
