# %% [markdown]
# # Lesson 6: Not memorising
#
# By the end you will have written the four classic defences against learning by heart: weight
# penalties, early stopping, dropout, and an honest search for the settings. You will have watched a
# network memorise wrong labels, and talked it out of it in four ways.
#
# **You need** the training loop of Lesson 5 and the idea of a `backward` that returns
# $dJ/d\,\text{input}$. No code of yours is used again. **It takes** about two hours. The end of
# Section 3 is a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. Learning by heart | When is a lower loss bad news? | | 15 |
# | 2. Paying for weights | Which of two equal networks do we want? | 6.1, 6.2, 6.3, a reasoned answer | 35 |
# | 3. Stopping in time | When was the network at its best? | 6.4 | 15 |
# | 4. Leaving units out | What if no unit can rely on another? | 6.5 | 25 |
# | 5. Asking the crowd | How sure is the network? | 6.6 | 12 |
# | 6. Choosing the settings | Who picks the numbers we did not learn? | 6.7, a reasoned answer | 20 |
#
# **How to work.** Replace `raise NotImplementedError()` by your code, then run the check below it.
# Grading uses fresh cases. The exercises are worth 26 points, the two written questions 4 points
# each. No exercise needs your answer to an earlier one. Cells that use your functions stand in
# `with suppress(NotImplementedError):` and stay empty until you have written them.
#
# The reference solutions live in `lecturelib.regularizers`, `lecturelib.layers.dropping` and
# `lecturelib.training`. They cannot be imported while the lesson is graded.

# %%
from contextlib import suppress
from itertools import product

import numpy as np

from autograder import check
from demos import dropout_viewer, overfitting_explorer
from lecturelib import plots
from lecturelib.activations import relu, softmax
from lecturelib.datasets import digits
from lecturelib.losses import softmax_cross_entropy
from lecturelib.networks import Activation, Affine, Layer, Sequential
from lecturelib.optimizers import Optimizer, adam
from lecturelib.training import minibatches

# %% [markdown]
# ## 1. Learning by heart
#
# Below are the same ten points three times, with a little noise in each. A curve was fitted to
# them that has 2, 6 or 10 numbers to learn. The hollow squares come from the same source, and no
# curve has seen them. **Predict** the order of the three errors on the ten points. Then predict
# their order on the squares.

# %%
plots.fits_sketch()

# %% [markdown]
# With as many numbers as points, the curve goes through every point, noise included. That is
# **overfitting**: what was learned holds for these examples, and not for their source. The
# straight line **underfits**: it misses even what all the points have in common.
#
# The error on the points that were learned cannot tell the two apart. It falls from left to right
# and never warns. So we keep examples back, and from here on three sets have three jobs:
#
# | Set | Who looks at it | What it decides |
# |:--|:--|:--|
# | **training** | the optimizer, at every step | the weights |
# | **validation** | you, after each training or epoch | everything else: units, strengths, when to stop |
# | **test** | nobody, until the very end | nothing; it measures |
#
# What the optimizer learns are the **parameters**: weights and biases. What you decide before or
# around it are the **hyper-parameters**: how many units, which rate, how long. The training loss
# cannot choose them. More units and more epochs always look better to it.
#
# **Handwriting, badly labelled.** Here are 1,000 digits to train on, 300 for validation, and 497
# to test. Every fifth training label is wrong: somebody typed them in a hurry. A network that
# reproduces *all* training labels has learned the wrong ones by heart, since nothing else about
# those pictures leads to them. That makes memorising something we can count.
#
# The next cell need not be read closely. `train` is the loop of Lesson 5 with three additions, a
# penalty, a layer that drops units and an early stop, which the sections below explain one by one.

# %%
images, labels = digits()
order = np.random.default_rng(2).permutation(len(labels))
x, y = images[order].reshape(-1, 64), labels[order]
train_x, validation_x, test_x = x[:1000], x[1000:1300], x[1300:]
train_y, validation_y, test_y = y[:1000].copy(), y[1000:1300], y[1300:]
train_y[::5] = (train_y[::5] + np.random.default_rng(0).integers(1, 10, size=200)) % 10


class Dropping(Layer):
    """A layer that drops units in training, with your function of Section 4."""

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x, training=False):
        """Return x, with units dropped if training, and the function backwards."""
        y, backward = dropout(x, self.rate, self.rng, training)
        return y, lambda d_y: (backward(d_y), {})


def train(units=64, examples=200, penalty=None, rate=0.0, stopping=None, epochs=60):
    """Return a trained network, and its training and validation loss after each epoch."""
    first, second, third, rng = (np.random.default_rng(seed) for seed in range(4))
    dropping = [Dropping(rate, third)] if rate else []
    network = Sequential(Affine(64, units, first), Activation(relu), *dropping, Affine(units, 10, second))
    optimizer = Optimizer(adam, learning_rate=0.01)
    learned = train_x[:examples], train_y[:examples]
    losses = []
    for _ in range(epochs):
        for batch_x, batch_y in minibatches(learned, 20, rng):
            scores, backward = network.forward(batch_x, training=True)
            _, gradients = backward(softmax_cross_entropy(scores, batch_y)[1](1.0))
            if penalty:
                _, gradients = add_penalty(network.parameters, gradients, penalty)
            optimizer.update_in_place(network.parameters, gradients)
        pairs = (learned, (validation_x, validation_y))
        losses.append([softmax_cross_entropy(network.forward(a)[0], b)[0] for a, b in pairs])
        if stopping and stopping.should_stop(losses[-1][1], network.parameters):
            break
    if stopping:
        stopping.restore(network.parameters)
    return network, np.array(losses).T


def report(name, network, examples=200):
    """Print how many validation digits are read, and how many wrong labels are known by heart."""

    def read(x):
        return network.forward(x)[0].argmax(axis=1)

    right = (read(validation_x) == validation_y).sum()
    wrong = slice(0, examples, 5)
    by_heart = (read(train_x[wrong]) == train_y[wrong]).sum()
    print(f"{name}: {right} of 300 validation digits read,", end=" ")
    print(f"{by_heart} of {examples // 5} wrong labels by heart")


# %% [markdown]
# First a network with 64 hidden units and nothing to hold it back, on the first 200 digits, of
# which 40 have a wrong label. **Predict:** how many of the 40 will it reproduce after 60 epochs?
# What will the validation loss do meanwhile?

# %%
plain, plain_losses = train()
report("64 units, 200 digits", plain)
plots.training_and_validation({"64 units, 200 digits": tuple(plain_losses)})

# %% [markdown]
# **Notice** that the two curves part. The validation loss is lowest early on and then rises, while
# the training loss goes on falling to nearly nothing. All 40 wrong labels have been learned by heart,
# at the price of some digits that the network had been reading well.
#
# The two oldest remedies need no code. **Fewer units** leave less room for what is particular to
# single examples. **More data** make learning by heart more expensive. **Predict** for both: how
# many wrong labels, and how many digits read?

# %%
for units, examples in ((64, 200), (8, 200), (64, 1000)):
    network, losses = train(units, examples, epochs=60 * 200 // examples)
    report(f"{units} units, {examples} digits", network, examples)

# %% [markdown]
# (All three took the same 600 steps.) **Notice** that 8 units learn half of the wrong labels by heart, and
# read no more digits for it: they have too little room for the right ones as well. With 1,000 digits
# the same 64 units have no time left for the particular. Seven wrong labels of 200, and 32 digits more.
#
# More data is the best remedy, and often the one that cannot be had. Fewer units is the crudest.
# The rest of this lesson keeps the 200 digits and the 64 units, and holds the network back in other
# ways.

# %% [markdown]
# ## 2. Paying for weights
#
# Here are two networks with one linear output each, four inputs, and the weights
#
# $$w_A = (1,\ 0,\ 0,\ 0), \qquad w_B = (\tfrac14,\ \tfrac14,\ \tfrac14,\ \tfrac14).$$
#
# For the input $(1, 1, 1, 1)$ both compute 1. If the four inputs always rise and fall together, as
# neighbouring pixels do, the two networks are equal on all the training data. The loss has no
# opinion. Have you? If the first input is noisy one day, $A$ takes over all of its noise, and $B$ a
# quarter.
#
# So let the network pay for its weights, and descend on the sum:
#
# $$J = L + P(w).$$
#
# **L2**, also called weight decay, charges the squares:
#
# $$P = \frac{\lambda}{2} \sum_i w_i^2, \qquad \frac{\partial P}{\partial w_i} = \lambda\, w_i.$$
#
# $\lambda$, the **strength**, is a hyper-parameter. The one half is there to cancel the 2 of the
# derivative. With $\lambda = 1$ network $A$ pays $\tfrac12 \cdot 1^2 = 0.5$, and network $B$ pays
# $\tfrac12 \cdot 4 \cdot \tfrac1{16} = 0.125$. **L2 prefers four weights of 0.25 to one weight of
# 1**: many small weights, a **dense** solution.

# %% [markdown]
# ### Exercise 6.1: l2_penalty (3 points)
#
# **In:** `weights`, an array of any shape; `strength`, which is $\lambda$. **Out:** the penalty $P$,
# a number, and `backward`, a function from $dJ/dP$ to $dJ/dw$, an array of the shape of `weights`.
#
# **By hand:** $w = (3, -1)$ and $\lambda = 0.5$. Then $P = 0.25 \cdot (9 + 1) = 2.5$, and
# `backward(2.0)` returns $2 \cdot 0.5 \cdot (3, -1) = (3, -1)$.
#
# **Bad strength** (1 of the 3 points). Raise `ValueError` if the strength is negative.


# %% solution="l2_penalty"
def l2_penalty(weights, strength):
    """Return lambda/2 times the sum of squares, and the function that differentiates it.

    Parameters
    ----------
    weights : ndarray, any shape
        w.
    strength : float
        lambda, at least 0.

    Returns
    -------
    penalty : float
        P.
    backward : callable
        Maps dJ/dP, a number, to dJ/dw, an array of the shape of `weights`.

    Raises
    ------
    ValueError
        If `strength` is negative.
    """
    ### BEGIN SOLUTION
    if strength < 0:
        raise ValueError(f"strength must be at least 0; got {strength}")

    def backward(d_penalty):
        return d_penalty * strength * weights

    return strength / 2 * np.sum(weights**2), backward
    ### END SOLUTION


# %% check="l2_penalty"
check("l2_penalty", l2_penalty)

# %% [markdown]
# **L1** charges the absolute values:
#
# $$P = \lambda \sum_i |w_i|, \qquad \frac{\partial P}{\partial w_i} = \lambda\, \operatorname{sign}(w_i).$$
#
# For $\lambda = 1$ network $A$ pays 1, and network $B$ pays $4 \cdot 0.25 = 1$. **L1 cannot tell them
# apart.** What does it want, then? Look at the pull, which is minus the gradient. L2 pulls a weight
# of 0.01 a hundred times more weakly than a weight of 1, and lets it live. L1 pulls both
# equally hard, until they are 0. A weight survives only if the loss pulls back at least as hard.
# So L1 leaves few weights that count and many that are zero: a **sparse** solution.
#
# At $w = 0$ the absolute value has a kink and no slope. We take 0, so that a weight which has
# arrived there is left in peace.

# %% [markdown]
# ### Exercise 6.2: l1_penalty (2 points)
#
# **In** and **out** as before. You need not check the strength again.
#
# **By hand:** $w = (3, 0, -1)$ and $\lambda = 0.5$. Then $P = 0.5 \cdot (3 + 0 + 1) = 2$, and
# `backward(2.0)` returns $2 \cdot 0.5 \cdot (1, 0, -1) = (1, 0, -1)$.


# %% solution="l1_penalty"
def l1_penalty(weights, strength):
    """Return lambda times the sum of sizes, and the function that differentiates it.

    Parameters
    ----------
    weights : ndarray, any shape
        w.
    strength : float
        lambda.

    Returns
    -------
    penalty : float
        P.
    backward : callable
        Maps dJ/dP, a number, to dJ/dw, an array of the shape of `weights`; 0 where a weight is 0.
    """

    ### BEGIN SOLUTION
    def backward(d_penalty):
        return d_penalty * strength * np.sign(weights)

    return strength * np.sum(np.abs(weights)), backward
    ### END SOLUTION


# %% check="l1_penalty"
check("l1_penalty", l1_penalty)

# %% [markdown]
# Let the penalty alone pull at one weight that starts at 1, with $\lambda = 1$ and a rate of 0.02.
# **Predict** the shape of both curves. Which one reaches 0, and after how many steps?

# %%
with suppress(NotImplementedError):
    curves = {}
    for name, penalty in {"L2": l2_penalty, "L1": l1_penalty}.items():
        w = np.array([1.0])
        curves[name] = [1.0]
        for _ in range(100):
            _, backward = penalty(w, 1.0)
            w = w - 0.02 * backward(1.0)
            curves[name].append(abs(w[0]))
    curves = {name: np.array(curve) for name, curve in curves.items()}
    plots.learning_curves(curves, "step", "size of the weight")

# %% [markdown]
# **Notice** that L2 takes the same *share* at each step and never arrives. L1 takes the same
# *amount*, arrives after 50 steps, and then trembles around 0: each step overshoots a little.

# %% [markdown]
# **Which parameters pay?** A network has weights and biases, and the custom is that **biases go
# free**. There are few of them, so they cannot hold much that was learned by heart. And a bias
# does not multiply an input: it says how high the output is on the whole, and pulling that towards
# zero would only make the network wrong everywhere by a little.
#
# In code, a bias has one axis, shape `(M,)`. Weights have two, shape `(D, M)`, and the kernels of
# Lesson 9 have four. So: **two axes or more, pay; one axis, go free.** Names are no guide, for a
# parameter can have any name.

# %% [markdown]
# ### Exercise 6.3: add_penalty (2 points)
#
# **In:** `parameters`, a dict from names to arrays; `gradients`, a dict from the same names to
# $dL/d\,\text{parameter}$; `penalty`, a function that maps an array of weights to a pair
# `(value, backward)`, as yours do once the strength is chosen. **Out:** the sum of the penalties
# of all weights, and a new dict with $dJ/d\,\text{parameter}$ for *every* name, where $J = L + P$.
# Leave the arguments as they are.
#
# **By hand:** with $P(w) = \sum w^2$, whose gradient is $2 w$:
#
# | Name | Parameter | $dL/d$ | Penalty | $dJ/d$ |
# |:--|:--|:--|--:|:--|
# | `W` | $(2, -3)$, shape `(2, 1)` | $(1, 1)$ | $4 + 9$ | $(1 + 4,\ 1 - 6) = (5, -5)$ |
# | `b` | $(5)$, shape `(1,)` | $(2)$ | free | $(2)$ |
#
# The function returns 13 and the last column.


# %% solution="add_penalty"
def add_penalty(parameters, gradients, penalty):
    """Return the penalty for all weights, and the gradients of loss and penalty together.

    Parameters
    ----------
    parameters : dict of str to ndarray
        Weights, of two axes or more, and biases, of one axis.
    gradients : dict of str to ndarray
        dL/d parameter, under the same names.
    penalty : callable
        Maps weights to (value, backward).

    Returns
    -------
    total : float
        P, the sum over all weights.
    gradients : dict of str to ndarray
        dJ/d parameter for every name, with J = L + P.
    """
    ### BEGIN SOLUTION
    total, new_gradients = 0.0, dict(gradients)
    for name, weights in parameters.items():
        if weights.ndim >= 2:
            value, backward = penalty(weights)
            total += value
            new_gradients[name] = gradients[name] + backward(1.0)
    return total, new_gradients
    ### END SOLUTION


# %% check="add_penalty"
check("add_penalty", add_penalty)

# %% [markdown]
# Now the network of Section 1 has to pay. The pictures show, for every pixel, how many of the 64
# hidden units take notice of it, that is, with a weight of 0.01 or more: black is all of them, white is
# none. **Predict:** what will the penalties do to the pixels at the edge, where there is hardly ever any ink?
# How will the two differ in the middle? How many of the 40 wrong labels will survive?

# %%
with suppress(NotImplementedError):
    penalties = {
        "nothing": None,
        "L2": lambda weights: l2_penalty(weights, 0.01),
        "L1": lambda weights: l1_penalty(weights, 0.003),
    }
    panels = {}
    for name, penalty in penalties.items():
        network, _ = train(penalty=penalty)
        report(name, network)
        weights = np.abs(network.parameters["0.W"])
        panels[name] = np.sum(weights >= 0.01, axis=1).reshape(8, 8)
        small = np.mean(weights < 0.01)
        print(f"    {small:.0%} of the weights below 0.01, the largest {weights.max():.2f}")
    plots.pixel_panels(panels, darkest=64)

# %% [markdown]
# **Notice** that both penalties cut the wrong labels from 40 to 16. The pixels at the edge have lost
# their connections: nothing in the data asks for them, so the random weights of the start have been pulled
# away. In the middle L2 keeps most connections, all of them small; its largest weight is 0.63, where there
# was one of 2.20. L1 cuts 85 % of all connections and lets the others be twice as large as L2 does.
#
# (This is why we count weights below 0.01, and not zeros. Programs that need exact zeros set a
# weight to 0 when a step of $\eta \lambda$ would overshoot.)

# %% [markdown]
# ### Written question 1: two ways to pull (4 points)
#
# (a) Only the penalty pulls at a weight, in steps of $\eta$ times its gradient. Write down the weight
# after $k$ steps for L2, and for L1 until it arrives at 0. Which of the two can make a weight
# exactly 0 in a finite number of steps? (1 point)
#
# (b) Near its minimum, along one weight, let the loss be $L = \tfrac12 (w - a)^2$ with $a > 0$. Find
# the $w$ that minimises $L + P$ for L2 and for L1. For which $a$ is the answer 0? (2 points)
#
# (c) A colleague penalises the biases too. The targets of a regression are temperatures around
# 300 kelvin. What will go wrong, and how would it show? (1 point)

# %% [markdown] written="two-ways-to-pull" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) L2: each step multiplies by $1 - \eta\lambda$, so
# $w_k = (1 - \eta\lambda)^k w_0$. L1: each step subtracts $\eta\lambda$ from the size,
# $|w_k| = |w_0| - k \eta\lambda$. Only L1 reaches 0 in finitely many steps (exactly, if $|w_0|$ is a
# multiple of $\eta\lambda$; otherwise it gets to within $\eta\lambda$).
#
# (b) L2: $w - a + \lambda w = 0$, so $w = a / (1 + \lambda)$. It is 0 only if $a$ is. L1: for $w > 0$
# the slope is $w - a + \lambda$, which is 0 at $w = a - \lambda$, if that is positive. If
# $a \le \lambda$, the slope is positive for all $w > 0$ and negative for all $w < 0$, so the minimum
# is at $w = 0$. Every weight that the loss wants to be smaller than $\lambda$ becomes 0.
#
# (c) The output bias should be near 300, and the penalty pulls it towards 0; it can only balance
# the two by predicting too low everywhere, or by building the 300 out of weights. It shows as an error
# with the same sign on all examples, on the training set as well.
#
# **Rubric.**
# - 1 point: both formulas, and L1 named. Half a point for one formula.
# - 2 points: 1 for $a / (1 + \lambda)$, 1 for $a - \lambda$ together with "0 if $a \le \lambda$". Half
#   a point for $a - \lambda$ alone.
# - 1 point: predictions pulled towards 0 for all examples. Half a point for "the bias gets too
#   small" without saying what one would see.
# ### END SOLUTION

# %% [markdown]
# ## 3. Stopping in time
#
# Look at the picture in Section 1 once more. The network was at its best long before the end, and
# we let it go on. Why not take it from there? That is **early stopping**: watch the validation loss,
# keep a copy of the weights whenever it is the lowest so far, and give them back at the end.
#
# When is the end? The curve has bumps, so the first rise proves nothing. **Patience** says how many
# epochs *in a row* may pass without a new best before we give up. An epoch is a new best if its
# loss is less than the best so far by **more than** `least_improvement`, usually 0.
#
# **By hand**, with a patience of 2 and a least improvement of 0:
#
# | Epoch | Loss | Best so far | Since then | Stop? |
# |--:|--:|:--|--:|:--|
# | 1 | 5 | 5, epoch 1 | 0 | no |
# | 2 | 3 | 3, epoch 2 | 0 | no |
# | 3 | 4 | 3, epoch 2 | 1 | no |
# | 4 | 2 | 2, epoch 4 | 0 | no |
# | 5 | 2 | 2, epoch 4 | 1 | no: an equal loss is no improvement |
# | 6 | 2.5 | 2, epoch 4 | 2 | **yes**, and the weights of epoch 4 come back |
#
# With a least improvement of 1.5, epoch 4 would be no improvement: 2 is less than 3, but not by
# more than 1.5. Training would stop there, with the weights of epoch 2.

# %% [markdown]
# ### Exercise 6.4: EarlyStopping (6 points)
#
# Write a class with three methods.
#
# - `EarlyStopping(patience, least_improvement)` makes one. It has the attributes `best_loss`,
#   infinite at first, and `best_epoch`, `None` at first. Raise `ValueError` if the patience is less
#   than 1 (1 point).
# - `should_stop(loss, weights)` is called after each epoch. `weights` is the dict of the network's
#   own arrays, which training changes **in place**, epoch after epoch. Update the two attributes
#   (1 point; the first epoch has the number 1), keep what you need, and return whether to stop
#   (1 point, and 1 more with a least improvement). It may be called again after it said yes.
# - `restore(weights)` writes the best epoch's numbers **into** these arrays (2 points). The
#   network holds the arrays themselves; new ones in their place it would never see. `a[...] = b`
#   writes into `a`.
#
# A training that has diverged has a loss of NaN, "not a number". It is no improvement. Every
# comparison with NaN is `False`; ask your question so that this helps you.


# %% solution="EarlyStopping"
class EarlyStopping:
    """Watch a validation loss, keep the best weights, and say when to stop."""

    def __init__(self, patience, least_improvement=0.0):
        """Begin to watch.

        Parameters
        ----------
        patience : int
            Epochs in a row without improvement after which to stop, at least 1.
        least_improvement : float
            By more than this must the loss fall to count as improved.
        """
        ### BEGIN SOLUTION
        if patience < 1:
            raise ValueError(f"patience must be at least 1; got {patience}")
        self.patience = patience
        self.least_improvement = least_improvement
        self.best_loss, self.best_epoch = np.inf, None
        self.epochs, self.waited, self.best_weights = 0, 0, {}
        ### END SOLUTION

    def should_stop(self, loss, weights):
        """Take note of an epoch, and return whether to stop.

        Parameters
        ----------
        loss : float
            The validation loss after the epoch.
        weights : dict of str to ndarray
            The network's arrays, which the next epoch will change in place.

        Returns
        -------
        stop : bool
        """
        ### BEGIN SOLUTION
        self.epochs += 1
        self.waited += 1
        if loss < self.best_loss - self.least_improvement:
            self.best_loss, self.best_epoch, self.waited = loss, self.epochs, 0
            self.best_weights = {name: array.copy() for name, array in weights.items()}
        return self.waited >= self.patience
        ### END SOLUTION

    def restore(self, weights):
        """Write the numbers of the best epoch into the network's arrays.

        Parameters
        ----------
        weights : dict of str to ndarray
            The same arrays that `should_stop` was given; changed in place.
        """
        ### BEGIN SOLUTION
        for name, array in self.best_weights.items():
            weights[name][...] = array
        ### END SOLUTION


# %% check="EarlyStopping"
check("EarlyStopping", EarlyStopping)

# %% [markdown]
# Three trainings: without a stop, with a patience of 1, and with a patience of 5. A dotted line
# marks the epoch whose weights come back. **Predict** where the two lines will stand, and how many
# epochs each training will last.

# %%
with suppress(NotImplementedError):
    runs, marks = {"no stop": tuple(plain_losses)}, {}
    report("no stop", plain)
    for patience in (1, 5):
        stopping = EarlyStopping(patience)
        network, losses = train(stopping=stopping)
        name = f"patience {patience}"
        runs[name], marks[name] = tuple(losses), stopping.best_epoch
        report(name, network)
    plots.training_and_validation(runs, marks)

# %% [markdown]
# **Notice** that a patience of 1 gives up at the first bump. A patience of 5 outlasts it and finds a
# lower loss at epoch 10. (In digits read, the first happens to win by three; that is chance.) Either way
# about 20 digits more are read than after all 60 epochs, for a quarter of the work or less.
#
# Early stopping costs nothing and even saves time, which is why nearly everybody uses it. It has
# a price all the same: the validation digits have now had a say in the training. Their loss at the
# best epoch is a little too good to be true, and Section 6 comes back to that.

# %% [markdown]
# ## 4. Leaving units out
#
# A committee of networks errs less than its members: average ten networks that were trained apart,
# and what one of them has learned by heart the others outvote. But ten networks cost ten times as much.
#
# **Dropout** gets a committee out of one network. At every training step, and for every example,
# each unit is left out with probability `rate`: its output is set to 0. What is left is a smaller
# network, drawn by chance, and the step trains that one. A layer of $n$ units holds $2^n$ such
# networks, and they all **share their weights**. No unit can rely on a particular partner being
# there, so each must be of use by itself.
#
# **The mask.** For an input $x$ of any shape, draw a number for each of its entries: $m = 0$ with
# probability `rate` (dropped), and $m = 1$ otherwise (kept). In training, $y = m\,x$. Each row of
# a batch gets a mask of its own. The gradient must go back through **the same** mask: an input that was
# dropped had no influence, so its gradient is 0.
#
# **Afterwards** we want one answer, without chance. Which? Take one neuron $w_1 x_1 + w_2 x_2$ with
# $w = (2, -1)$, $x = (3, 2)$ and a rate of 0.5. There are four masks, equally likely:

# %%
plots.four_networks(inputs=(3, 2), weights=(2, -1))

# %% [markdown]
# The average of the four is $\tfrac14 (4 + 6 - 2 + 0) = 2$. All at once without dropping, the neuron
# says 4: twice too much, since in training only half of its inputs were there. The average comes out
# right if each weight is multiplied by the probability that its input is kept:
# $0.5 \cdot 2 \cdot 3 + 0.5 \cdot (-1) \cdot 2 = 2$. In general, because an expectation may be taken
# term by term,
#
# $$\mathbb E\Bigl[\sum_i w_i\, m_i\, x_i\Bigr] = \sum_i w_i\, \mathbb E[m_i]\, x_i
# = (1 - \text{rate}) \sum_i w_i x_i.$$
#
# So **the classic rule** drops in training, and after training multiplies the outgoing weights by
# the probability of keeping, $1 - \text{rate}$. To multiply the weights or the units' outputs is
# the same; our function multiplies the outputs.
#
# Whoever uses the network then has to know that it was trained with dropout. **The inverted form**
# turns it round: *divide* by $1 - \text{rate}$ in training, and leave the test alone. The large
# libraries all do so today.
#
# | `form` | in training | afterwards |
# |:--|:--|:--|
# | `"standard"`, the classic form | $y = m\,x$ | $y = (1 - \text{rate})\,x$ |
# | `"inverted"` | $y = m\,x / (1 - \text{rate})$ | $y = x$ |
#
# **Beware of the name.** In this course `rate` is the probability of **dropping**, everywhere. In
# what you will read it may be either:
#
# | Where | Written | Means the probability of |
# |:--|:--|:--|
# | this course, Keras | `rate` | dropping |
# | PyTorch | `p` | dropping |
# | Srivastava and others, the paper of 2014 | $p$ | **keeping** |
# | TensorFlow before version 2 | `keep_prob` | **keeping** |
# | many lectures | "keep probability" on one page, "dropout rate" on the next | see the page |
#
# At 0.5 nobody notices. At 0.2 one of the two readings throws away four fifths of the network.

# %% [markdown]
# ### Exercise 6.5: dropout (6 points)
#
# **In:** `x` of any shape; `rate`; `rng`, a generator from which the mask is drawn; `training`;
# `form`, one of the two above. **Out:** $y$, and `backward`, a function from $dJ/dy$ to $dJ/dx$.
# `rng.random(x.shape)` draws numbers that are evenly spread over $[0, 1)$.
#
# **By hand:** $x = (3, 2, 5)$, a rate of 0.2, the inverted form, and a mask that has dropped the
# second. Then $y = (3, 0, 5) / 0.8 = (3.75, 0, 6.25)$, and `backward` maps $(1, 1, 2)$ to
# $(1.25, 0, 2.5)$. The classic form gives $y = (3, 0, 5)$, and afterwards
# $0.8 \cdot (3, 2, 5) = (2.4, 1.6, 4)$.
#
# **Points:** 2 for the inverted form in training, 1 for it afterwards, 1 for the classic form, 1 for
# the gradient of both. **Bad rate** (1 point): raise `ValueError` if `rate` is negative, or 1 or
# more. (What would the inverted form do at 1?)


# %% solution="dropout"
def dropout(x, rate, rng, training=True, form="inverted"):
    """Return x with some numbers dropped at random, and the function that differentiates this.

    Parameters
    ----------
    x : ndarray, any shape
        Inputs.
    rate : float
        Probability of dropping, at least 0 and less than 1.
    rng : numpy.random.Generator
        What the mask is drawn from.
    training : bool
        Whether to drop.
    form : {"inverted", "standard"}
        Whether to divide by 1 - rate in training, or to multiply by it afterwards.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps dJ/dy to dJ/dx, both of the shape of `x`, through the same mask.

    Raises
    ------
    ValueError
        If `rate` is negative, or not less than 1.
    """
    ### BEGIN SOLUTION
    if not 0 <= rate < 1:
        raise ValueError(f"rate must be a probability less than 1; got {rate}")
    if training:
        factor = (rng.random(x.shape) >= rate) / (1 - rate if form == "inverted" else 1.0)
    else:
        factor = 1 - rate if form == "standard" else 1.0

    def backward(d_y):
        return d_y * factor

    return x * factor, backward
    ### END SOLUTION


# %% check="dropout"
check("dropout", dropout)

# %% [markdown]
# The demo sends one input through a small network with six hidden units and a linear output, 200
# times, with your function. Each dot is the output of another network; the line is the average of
# all so far; the dashed line is the output afterwards. **Predict** where the line will end. Then
# press *Next mask* a few times, and *Play*. Raise the rate: what happens to the dots, and what to the
# dashed line? Change the form, and compare the numbers inside the units in training and afterwards.

# %%
dropout_viewer(dropout)

# %% [markdown]
# **Notice** that the dots lie far apart and their average still ends close to the dashed line, at
# any rate and for both forms; what is left is the chance of 200 draws. The forms differ in the
# numbers inside the units, by a factor $1 - \text{rate}$.
#
# Back to the handwriting, with `rate` 0.5 in the hidden layer. **Predict** the training loss: higher
# or lower than without?

# %%
dropping = None
with suppress(NotImplementedError):
    dropping, dropping_losses = train(rate=0.5)
    report("no dropout", plain)
    report("dropout", dropping)
    runs = {"no dropout": plain_losses, "dropout, rate 0.5": dropping_losses}
    plots.training_and_validation({name: tuple(losses) for name, losses in runs.items()})

# %% [markdown]
# **Notice** that the training loss is higher at every epoch, although it is measured without
# dropping. The curves part later and less, and 13 of the wrong labels were not worth learning.
#
# All four remedies on one noisy data set. The network has 40 hidden units and sees 16 points (discs);
# squares are for validation. Nothing holds it back at first. **Predict** for each control what
# happens to the curve on the left and to the two losses on the right, then move it: a strength of L2
# that is too small, right, too large; L1; a dropout rate; a patience.

# %%
overfitting_explorer(l2_penalty, l1_penalty, dropout, EarlyStopping)

# %% [markdown]
# **Notice** that each remedy raises the training loss. That is what they are for. Each has a setting
# that is too much of a good thing, where the curve goes flat and both losses are high. And no
# setting is best by itself: with a patience in force, the others matter less.

# %% [markdown]
# ## 5. Asking the crowd
#
# The rule for afterwards is exact for a linear output. With a hidden layer behind the dropout it is
# an approximation: the average of sigmoids is not the sigmoid of the average. To get the
# committee's real answer, ask it: leave the dropping on, send the same input through $T$ times, and
# average. This is **Monte Carlo dropout**.
#
# $$\hat y = \frac1T \sum_{t=1}^T f_t(x), \qquad
# \sigma = \sqrt{\frac1T \sum_{t=1}^T \bigl(f_t(x) - \hat y\bigr)^2}.$$
#
# The second number comes for free, and is worth more than the first. It says how far the members
# of the committee **disagree**, and so how sure the network is of this input.
#
# **By hand:** one output, and three passes that say 1, 4 and 4. The mean is 3. The deviations are
# $-2, 1, 1$, their squares 4, 1, 1, the mean of those 2, and $\sigma = \sqrt 2 = 1.41$.

# %% [markdown]
# ### Exercise 6.6: monte_carlo_dropout (2 points)
#
# **In:** `forward`, a function that maps `x` and `rng` to an output, and drops as in training; `x`;
# `passes`, which is $T$; `rng`. **Out:** the mean and the standard deviation over the passes, two
# arrays of the shape of one output, a point each.
#
# Call `forward` exactly `passes` times, with the same `rng`: it goes on where it stopped, so every
# pass gets another mask.


# %% solution="monte_carlo_dropout"
def monte_carlo_dropout(forward, x, passes, rng):
    """Return mean and standard deviation of a random network's output over passes.

    Parameters
    ----------
    forward : callable
        Maps x and rng to an output; it drops units as in training.
    x : ndarray
        Input.
    passes : int
        T, at least 1.
    rng : numpy.random.Generator
        What all masks are drawn from, one after the other.

    Returns
    -------
    mean : ndarray, shape of an output
    standard_deviation : ndarray, shape of an output
    """
    ### BEGIN SOLUTION
    outputs = np.stack([forward(x, rng) for _ in range(passes)])
    return outputs.mean(axis=0), outputs.std(axis=0)
    ### END SOLUTION


# %% check="monte_carlo_dropout"
check("monte_carlo_dropout", monte_carlo_dropout)

# %% [markdown]
# The viewer again, now with two hidden layers, which both drop, and with passes that your function
# runs. The band is your mean and one standard deviation. **Predict:** will the average still find
# the dashed line? Try rates of 0.2 and 0.8.

# %%
dropout_viewer(dropout, monte_carlo_dropout, layers=2)

# %% [markdown]
# **Notice** that the line settles beside the dashed one, by more at higher rates. The shortcut is an
# approximation now, and a decent one at moderate rates.
#
# What is the deviation good for? The network trained with dropout reads the validation digits 50
# times. We look at the disagreement about the class that it finds most likely. **Predict:** how
# many of the 100 digits with the least disagreement does it read right? How many of the 100 with the
# most?

# %%
with suppress(NotImplementedError):

    def probabilities(x, rng):
        """Return the class probabilities of one member of the committee."""
        dropping.layers[2].rng = rng
        return softmax(dropping.forward(x, training=True)[0])[0]

    if dropping is None:
        raise NotImplementedError
    rng = np.random.default_rng(0)
    mean, deviation = monte_carlo_dropout(probabilities, validation_x, 50, rng)
    answers = mean.argmax(axis=1)
    disagreement = deviation[np.arange(300), answers]
    by_disagreement = np.argsort(disagreement)
    for name, chosen in (("least", by_disagreement[:100]), ("most", by_disagreement[-100:])):
        right = (answers[chosen] == validation_y[chosen]).sum()
        print(f"the 100 with the {name} disagreement: {right} read right")
    panels = {}
    for place in (*by_disagreement[:2], *by_disagreement[-3:]):
        answer = answers[place]
        title = f"{answer}? {mean[place, answer]:.2f} ± {disagreement[place]:.2f}"
        panels[title] = validation_x[place].reshape(8, 8)
    plots.pixel_panels(panels)

# %% [markdown]
# **Notice** that the committee knows what it does not know. Of the 100 digits on which it agrees it
# reads 96, of the 100 on which it argues 69, and one could send those to a person. Look at the last
# three pictures: would you have been sure?

# %% [markdown]
# ## 6. Choosing the settings
#
# Strength, rate, patience, units: every remedy has brought a number that nobody learns. Gradients are
# of no help, since the training loss would switch every remedy off. So we try. **Grid
# search** takes a few values for each name and trains every combination, on the training set, and
# scores it on the validation set.
#
# Why every combination, and not one name after the other? Because the best value of one depends on
# the others. **By hand**, with these scores for two names of two values each:
#
# | | `rate` 0 | `rate` 0.5 |
# |:--|--:|--:|
# | `units` 8 | 0.70 | 0.60 |
# | `units` 64 | 0.65 | 0.80 |
#
# Start at `units` 8 and `rate` 0. No change of one name alone is better: 0.60 and 0.65 are both less
# than 0.70. Grid search finds 0.80 and returns `{"units": 64, "rate": 0.5}`, then 0.80, then all four
# results, in the order 0.80, 0.70, 0.65, 0.60.
#
# The price multiplies: four names with five values are $5^4 = 625$ trainings. In practice the values
# are spaced by factors (0.001, 0.01, 0.1), a coarse grid comes first, and with many names random
# combinations do better than a grid.

# %% [markdown]
# ### Exercise 6.7: grid_search (5 points)
#
# **In:** `build_and_score`, a function that takes one value for each name as **keyword** arguments,
# trains, and returns a score, the higher the better; `grid`, a dict from names to lists of values.
# **Out:** the best settings, a dict; their score; and a list of pairs `(settings, score)` of all
# combinations, the best first.
#
# - Call `build_and_score` **once** for each combination. A call may take a day.
# - The order of the grid is that of nested loops, the first name outermost: `product(*lists)` of
#   `itertools`, imported above, runs through it, and `function(**settings)` passes a dict as keyword
#   arguments.
# - Equal scores stay in the order of the grid. A score of NaN is worse than any number (1 point for
#   both together).
# - **Empty grid** (1 point): raise `ValueError` if there is no name, or a name without values.
#
# Of the other points, 2 are for the best settings, 1 for the list of results.


# %% solution="grid_search"
def grid_search(build_and_score, grid):
    """Return the settings with the highest score among all combinations.

    Parameters
    ----------
    build_and_score : callable
        Takes one value for each name as keyword arguments, and returns a score.
    grid : dict of str to list
        For each name the values to try.

    Returns
    -------
    best : dict
        One value for each name.
    score : float
        Its score.
    results : list of (dict, float)
        All settings with their scores, the best first.

    Raises
    ------
    ValueError
        If the grid has no name, or a name has no values.
    """
    ### BEGIN SOLUTION
    if not grid or any(len(values) == 0 for values in grid.values()):
        raise ValueError("the grid needs at least one name, and values for each")
    combinations = [dict(zip(grid, each, strict=True)) for each in product(*grid.values())]
    results = [(settings, build_and_score(**settings)) for settings in combinations]
    results.sort(key=lambda result: (np.isnan(result[1]), -result[1]))
    best, score = results[0]
    return best, score, results
    ### END SOLUTION


# %% check="grid_search"
check("grid_search", grid_search)

# %% [markdown]
# Let it choose a dropout rate and a strength of L2, twelve trainings in all. The score is the share
# of validation digits that are read. **Predict** where in the map the best setting lies: in a corner,
# on an edge, or inside?

# %%
search = None
with suppress(NotImplementedError):

    def share_read(network, x, y):
        """Return the share of the digits x that the network reads as y."""
        return np.mean(network.forward(x)[0].argmax(axis=1) == y)

    def validation_score(rate, strength):
        """Train with these settings; return the share of validation digits read."""
        network, _ = train(penalty=lambda w: l2_penalty(w, strength), rate=rate, epochs=30)
        return share_read(network, validation_x, validation_y)

    grid = {"rate": [0.0, 0.25, 0.5], "strength": [0.0, 0.01, 0.03, 0.1]}
    search = grid_search(validation_score, grid)
    plots.search_scores(search)

# %% [markdown]
# The choice is made. Only now, and only once, the 497 test digits come out of their drawer.
# **Predict:** will the best network do as well on them as on the validation digits?

# %%
if search:
    best, score, results = search

    def penalty(weights):
        """Return the penalty with the chosen strength."""
        return l2_penalty(weights, best["strength"])

    chosen, _ = train(penalty=penalty, rate=best["rate"], epochs=30)
    print(f"chosen: {best}")
    print(f"validation {score:.1%}, test {share_read(chosen, test_x, test_y):.1%}")
    print(f"nothing to hold it back: test {share_read(plain, test_x, test_y):.1%}")

# %% [markdown]
# **Notice** that the best strength lies inside the map, with worse ones on both sides, but the best rate
# lies on its edge: the next grid should go further. The test share came out a little higher than the
# validation share. Expect the opposite, as the best of twelve scores is a lucky one; but 497 digits have
# luck of their own, about 1.5 percentage points. What is beyond luck are the ten points between this
# network and the one that nothing held back.

# %% [markdown]
# ### Written question 2: a set that wears out (4 points)
#
# (a) You have tried 200 settings and scored each on 50 validation digits. Suppose all 200 networks are
# in truth equally good and read 90 % of all digits. Explain why the best of the 200 scores will
# very likely be well above 90 %, and which way this error goes if you take 2,000 validation digits
# instead. (2 points)
#
# (b) A colleague has no validation set: "I search on the test set, then report the best
# score." What exactly is wrong with the number, and with the choice itself? (1 point)
#
# (c) Early stopping looks at the validation loss 60 times in one training. Is that the same
# problem? Say how you would measure it. (1 point)

# %% [markdown] written="a-set-that-wears-out" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) Each score is a share of 50 digits, with a standard deviation of
# $\sqrt{0.9 \cdot 0.1 / 50} = 4.2$ percentage points of pure chance. The best of 200 such scores is
# the one that was luckiest, and lies two to three deviations up, near 98 to 100 %. (The networks are
# scored on the same 50 digits, so the lucks are related, and the effect is somewhat smaller.) With
# 2,000 digits a deviation is 0.67 points: the best is still too good, but by a sixth.
#
# (b) The number is the maximum of many lucky draws and overstates what the network will do on new
# digits; nothing is left to measure it by. The choice may still be reasonable, but it was made by
# the luck of these digits as well as by quality, and nobody can tell how much.
#
# (c) It is the same in kind: the minimum of 60 looks is chosen, so the validation loss there is too
# low. It is smaller in size, since neighbouring epochs are nearly the same network and their losses
# move together. To measure it, compare the loss of the restored network on validation digits and on
# digits that had no say, averaged over several trainings.
#
# **Rubric.**
# - 2 points: 1 for "the best of many noisy scores is the luckiest" with some idea of the size
#   (the deviation for 50 digits, or a simulation), 1 for "smaller with 2,000", with the reason.
# - 1 point: the number is too good *and* there is no set left to tell by how much. Half a point for
#   one of the two.
# - 1 point: same kind, smaller, and a measurement on untouched data. Half a point without the
#   measurement.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently
#
# - **Rate and keep probability** change places from one page to the next. Section 4 has the table.
# - **Masks by `rand < rate`, divided by `rate`.** A number below `rate` comes up with that probability, and
#   where it does the unit stays. What is called the rate there is the probability of keeping.
# - **Where the classic form scales.** Some print "multiply the weights by $p$ at test time", with
#   $p$ the probability of keeping; ours multiplies the units' outputs. For the layer that follows
#   it is the same sum.
# - **L2 without the one half,** $P = \lambda \sum w^2$. Then the pull is $2 \lambda w$, and their
#   $\lambda$ is half of ours.
# - **"L1 gives exact zeros."** The minimum of $L + P$ has exact zeros. Plain gradient descent comes to
#   within a step of them, as Section 2 notes.
# - **Weight decay and L2 are the same** for plain gradient descent. With Adam they are not: Adam
#   divides the penalty's gradient by the past as well. Loshchilov and Hutter (2017) subtract
#   $\eta \lambda w$ separately, and call it AdamW.
#
# ## Further reading
#
# - A. Krogh and J. Hertz, "A simple weight decay can improve generalization", 1991. L2.
# - R. Tibshirani, "Regression shrinkage and selection via the lasso", *Journal of the Royal
#   Statistical Society B* 58, 1996. L1.
# - L. Prechelt, "Early stopping, but when?", 1998. Fourteen ways to decide.
# - G. Hinton and others, "Improving neural networks by preventing co-adaptation of feature
#   detectors", 2012. The first paper on dropout.
# - N. Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting",
#   *Journal of Machine Learning Research* 15, 2014. The long one, where $p$ is the probability of
#   keeping.
# - Y. Gal and Z. Ghahramani, "Dropout as a Bayesian approximation", 2016. Monte Carlo dropout.
# - J. Bergstra and Y. Bengio, "Random search for hyper-parameter optimization", *Journal of Machine
#   Learning Research* 13, 2012. Why a grid is not always best.
# - C. Zhang and others, "Understanding deep learning requires rethinking generalization", 2016.
#   Networks that learn a million random labels by heart.
#
# ## What comes next
#
# You have held networks back. Lesson 7 helps them along: it keeps the numbers inside a network at
# a reasonable size, so that deep ones can be trained at all.
