# %% [markdown]
# # Lesson 7: Normalisation
#
# By the end you will have written the four normalisations that deep networks are built with,
# values and gradients, and made a network of eight sigmoid layers read handwriting that without
# them learns nothing at all.
#
# **You need** NumPy arrays of several axes (`x.mean(axis=...)`, broadcasting, `reshape`), the chain
# rule, and the idea of an operation that returns its value and a `backward` (Lesson 1, Section 5).
# No code of yours. **It takes** a little under two hours. The end of Section 5 is a good place for a
# break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. A network that sees no difference | Why do eight layers learn less than two? | | 8 |
# | 2. Normalise over the batch | How does one undo that? | | 10 |
# | 3. One example has no variance | And if only one picture comes? | 7.1, value | 20 |
# | 4. Back through the statistics | What does a mean do to a gradient? | 7.1, gradient | 17 |
# | 5. Eight layers learn | Does it work? | two explanations | 20 |
# | 6. Each example by itself | What if batches are small? | 7.2 | 12 |
# | 7. Channels and groups | Who shares statistics with whom? | 7.3, 7.4 | 20 |
#
# **How to work.** In each exercise, replace `raise NotImplementedError()` by your code, then run
# the check below it. Grading uses fresh cases. The exercises are worth 20 points, the two written
# questions 4 points each. No exercise needs your answer to an earlier one. Cells that use your
# functions stand in `with suppress(NotImplementedError):` and stay empty until you have written
# them.
#
# The reference solutions live in `lecturelib.normalization`. They cannot be imported while the
# lesson is graded, nor can the layers that are built on them.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import activation_histograms, normalization_cube
from lecturelib import plots
from lecturelib.activations import relu, sigmoid, tanh
from lecturelib.datasets import digits
from lecturelib.losses import softmax_cross_entropy
from lecturelib.networks import Activation, Affine, Layer, Sequential
from lecturelib.optimizers import Optimizer, sgd

# %% [markdown]
# This is where we are going. A batch of three examples, each with four channels of six numbers, is
# cut into slices, one example each. Every normalisation takes a mean and a variance of *some* of
# these numbers, and subtracts and divides. The four methods differ only in which numbers share one
# mean. The blue ones do.

# %%
plots.shared_statistics()

# %% [markdown]
# ## 1. A network that sees no difference
#
# A deeper network should be able to do whatever a shallower one can. So why would it learn less?
#
# Send the digits through eight layers of 32 sigmoid units, before any training. Each layer computes
# $h = g(xW + b)$. The first weights are drawn so that $xW$ varies about as much as $x$ does (Glorot
# and Bengio, 2010), and the biases are 0. We watch the first unit of every layer while 1,500
# different pictures pass by.
#
# **Predict before you run.** The slope of a sigmoid is at most $1/4$. By what factor do the
# differences between two pictures shrink in one layer? And in eight?

# %%
images, labels = digits()
order = np.random.default_rng(1).permutation(len(labels))
pixels, classes = images[order].reshape(-1, 64), labels[order]
train_x, train_y, test_x, test_y = pixels[:1500], classes[:1500], pixels[1500:], classes[1500:]


def first_units(normalise=None):
    """Return the output of the first unit of each of eight sigmoid layers, for all training digits."""
    h, outputs = train_x, []
    for layer in range(8):
        a, _ = Affine(h.shape[1], 32, np.random.default_rng(layer)).forward(h)
        h, _ = sigmoid(a if normalise is None else normalise(a))
        outputs.append(h[:, 0])
    return outputs


plots.layer_histograms({"eight sigmoid layers": first_units()}, "output of the first unit, over 1,500 digits")

# %% [markdown]
# **Notice** the numbers on the right, the standard deviations. From layer to layer they shrink by a
# factor of about four, and at the top they are a few millionths. A 3 and an 8 arrive as numbers
# that agree in their first four digits or more, and the last layer is asked to tell ten classes
# apart. The way back is as bad. A gradient passes the same slopes, so the first layer hears almost
# nothing of the loss.
#
# Yet nothing has been lost. Subtract from each unit its mean over the pictures, divide by its
# standard deviation, and the differences are back. Why not do that after every layer?

# %% [markdown]
# ## 2. Normalise over the batch
#
# The weights change with every step of training, so the mean and the deviation of a unit change
# too. To compute them over all examples at each step would be slow. **Batch normalisation** (Ioffe
# and Szegedy, 2015) takes them from the mini-batch that is there anyway.
#
# Call each unit a **channel**. A batch has shape `(N, C)`: $N$ examples, $C$ channels. For one
# channel with the values $x_1, \dots, x_m$ in the batch,
#
# $$\mu = \frac1m \sum_i x_i, \qquad \sigma^2 = \frac1m \sum_i (x_i - \mu)^2, \qquad
# \hat x_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad y_i = \gamma\, \hat x_i + \beta.$$
#
# - **Four numbers for a channel.** $\mu$ and $\sigma^2$ are computed. The **scale** $\gamma$ and
#   the **shift** $\beta$ are learned, with 1 and 0 to begin with. Mean 0 and deviation 1 may not
#   be what the next layer wants. With $\gamma$ and $\beta$ it can have any other mean and
#   deviation, and they no longer depend on all the layers below.
# - **The biased variance.** The sum is divided by $m$, not by $m - 1$: we want this batch to come
#   out with mean square 1, and are not estimating anything. In NumPy that is `x.var(axis=...)`.
# - **A small $\epsilon$**, usually $10^{-5}$, stands under the root, beside the variance. A channel
#   whose values are all equal has variance 0, and would otherwise be divided by 0.
# - **Where it goes.** Usually between the affine map and the activation: $g(\mathrm{norm}(xW))$.
#   There the values reach the steep part of the sigmoid.
#
# **Images.** A picture in colour has shape `(C, H, W)`: three channels, each a plane of $H$ times
# $W$ numbers. A batch of them is `(N, C, H, W)`. All pixels of a channel are treated alike, so they
# share one mean: a channel has $m = N \cdot H \cdot W$ values. The axes that are averaged over are
# all but axis 1. The statistics, $\gamma$ and $\beta$ always have shape `(C,)`.

# %% [markdown]
# **By hand.** One channel, four examples, with $\gamma = 4$ and $\beta = 1$. So that the roots come
# out even, $\epsilon = 7$.
#
# | $x_i$ | $x_i - \mu$ | squared | $\hat x_i$ | $y_i = 4 \hat x_i + 1$ |
# |--:|--:|--:|:--|--:|
# | $-1$ | $-5$ | 25 | $-5 / 4 = -1.25$ | $-4$ |
# | 5 | 1 | 1 | $1 / 4 = 0.25$ | 2 |
# | 5 | 1 | 1 | 0.25 | 2 |
# | 7 | 3 | 9 | 0.75 | 4 |
# | **mean** 4 | 0 | **mean** 9 | $\sqrt{9 + 7} = 4$ | 1 |
#
# **A trap.** You may know that the variance is also the mean of the squares less the square of the
# mean. Don't use it here. For values around $10^7$ both terms are near $10^{14}$; a float64 carries
# 16 digits, and after the subtraction two of them are left. Subtract the mean first, as `np.var`
# does.

# %% [markdown]
# ## 3. One example has no variance
#
# Training is over, and somebody hands the network one picture. What are its mean and variance over
# the batch? The mean is the value itself, the variance is 0, and every channel comes out as
# $\beta$, whatever the picture shows. Even with many pictures at once something would be wrong: the
# answer to one of them would depend on the others.
#
# So the layer keeps **running statistics**, and uses them after training, as constants. During
# training each batch moves them a little. With the **momentum** $a$, here the share of the *new*:
#
# $$\mu_r \leftarrow (1 - a)\, \mu_r + a\, \mu, \qquad
# \sigma_r^2 \leftarrow (1 - a)\, \sigma_r^2 + a\, \frac{m}{m - 1}\, \sigma^2.$$
#
# They start from 0 and 1. Old batches fade, which is right: they were made with old weights.
#
# **Why $m / (m - 1)$ here?** Now we do estimate something: the variance of data that will come. A
# batch's values lie closer to their own mean than to the true one, so that $\sigma^2$ is too small
# on average, by exactly $(m - 1)/m$ if the values are independent. Dividing by $m - 1$ mends that. A
# batch with $m = 1$ has nothing to say about variances at all.
#
# | | In training | At inference |
# |:--|:--|:--|
# | normalised by | $\mu$ and $\sigma^2$ of the batch | $\mu_r$ and $\sigma_r^2$ |
# | running statistics | move | stay |
# | a batch of one row | refused | welcome |
#
# **By hand**, the same channel, with $a = 0.25$. The biased variance is $36 / 4 = 9$, the unbiased
# one $36 / 3 = 12$:
#
# | | Before | Share of the new | After |
# |:--|--:|:--|:--|
# | $\mu_r$ | 8 | $0.25 \cdot 4 = 1$ | $0.75 \cdot 8 + 1 = 7$ |
# | $\sigma_r^2$ | 8 | $0.25 \cdot 12 = 3$ | $0.75 \cdot 8 + 3 = 9$ |
#
# Later a single $x = 13$ comes: $\hat x = (13 - 7) / \sqrt{9 + 7} = 1.5$ and
# $y = 4 \cdot 1.5 + 1 = 7$.

# %% [markdown]
# ### Exercise 7.1: batch_norm (9 points)
#
# **In:** `x` of shape `(N, C)`, or `(N, C, ...)` with any axes of positions behind, such as
# `(N, C, H, W)`; `gamma`, `beta`, `running_mean`, `running_var`, all of shape `(C,)`; `training`,
# `momentum`, `eps`. **Out:** the value is three arrays, `(y, running_mean, running_var)`: `y` of
# the shape of `x`, and the running statistics to keep, new ones in training and the same ones at
# inference. With it comes `backward`, as always.
#
# **Write the value now**, and leave `backward` until Section 4. The check tells the parts apart:
# the value in training earns 2 points, the running statistics 1, the value at inference 1.
#
# **A single value** (1 point). In training, raise `ValueError` if a channel has only one value.
#
# **Hints.** `axes = (0, *range(2, x.ndim))` names all axes but that of the channels. To line an
# array of shape `(C,)` up with the channels of `x`, give it axes of length 1 for the positions:
# `s.reshape((1, -1) + (1,) * (x.ndim - 2))`. Make new arrays: `running_mean += ...` would change
# the caller's.


# %% solution="batch_norm"
def batch_norm(x, gamma, beta, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    """Return every channel normalised over the batch, and the function that differentiates the outputs.

    y = gamma x_hat + beta, where x_hat = (x - mean) / sqrt(variance + eps), with the batch's mean and biased variance
    in training and the running ones at inference. In training the running statistics become
    (1 - momentum) old + momentum new, with the unbiased variance for the new.

    Parameters
    ----------
    x : ndarray, shape (N, C, ...)
        Inputs, such as (N, C) or (N, C, H, W). A channel has m = N, or N H W, values.
    gamma, beta : ndarray, shape (C,)
        Scale and shift.
    running_mean, running_var : ndarray, shape (C,)
        Running statistics so far; they are not differentiated.
    training : bool
        Whether to normalise by the batch's statistics, and to move the running ones.
    momentum : float
        Share of the new in the running statistics.
    eps : float
        Added to the variance.

    Returns
    -------
    value : (y, running_mean, running_var)
        Outputs, shape of `x`, and the running statistics to keep, both (C,).
    backward : callable
        Maps d_y, shape of `x`, to d_x, shape of `x`, d_gamma and d_beta, both (C,).

    Raises
    ------
    ValueError
        If in training a channel has a single value.
    """
    ### BEGIN SOLUTION
    axes = (0, *range(2, x.ndim))
    m = x.size // x.shape[1]

    def by_channel(s):
        return s.reshape((1, -1) + (1,) * (x.ndim - 2))

    if training:
        if m == 1:
            raise ValueError(f"in training a channel must have more than one value; got shape {x.shape}")
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    else:
        mean, var = running_mean, running_var
    inverse_deviation = 1 / np.sqrt(by_channel(var) + eps)
    x_hat = (x - by_channel(mean)) * inverse_deviation
    y = by_channel(gamma) * x_hat + by_channel(beta)
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_gamma, d_beta = (d_y * x_hat).sum(axis=axes), d_y.sum(axis=axes)
        d_x_hat = by_channel(gamma) * d_y
        if not training:
            return inverse_deviation * d_x_hat, d_gamma, d_beta
        mean_share = d_x_hat.mean(axis=axes, keepdims=True)
        variance_share = x_hat * (d_x_hat * x_hat).mean(axis=axes, keepdims=True)
        return inverse_deviation * (d_x_hat - mean_share - variance_share), d_gamma, d_beta
        ### END SOLUTION

    return (y, running_mean, running_var), backward


# %% check="batch_norm"
check("batch_norm", batch_norm)

# %% [markdown]
# Now put it in front of every activation. The demo sends 200 digits through two networks with the
# same weights. One of them uses your `batch_norm`, with $\gamma = 1$ and $\beta = 0$. It shows what one
# unit of each layer answers.
#
# **Predict** the deviations on the right. (Near 0 the slope of a sigmoid is about $1/4$.) Then
# multiply all weights by 10, and by 0.1. **Before you move the slider:** what will happen on the left,
# and what on the right? Does tanh fare better?

# %%
activation_histograms(batch_norm)

# %% [markdown]
# **Notice** that all layers on the right look alike. Each one shrinks the differences, and the next
# normalisation makes up for it: no layer has to know how deep it lies. On the left, small weights
# squeeze the pictures together, and large ones drive the units to their ends, where the slope is 0.
# On the right, the size of the weights does not matter at all. Keep that in mind for Section 5.
#
# What does the operation do to a batch as a whole? Below are 200 examples with two channels, which
# differ in mean and in spread and are correlated. **Predict:** which of the three properties are
# gone in the middle? What can $\gamma = (0.5, 2)$ and $\beta = (2, 0)$ bring back?

# %%
with suppress(NotImplementedError):
    cloud = np.random.default_rng(0).normal(size=(200, 2)) @ np.array([[1.5, 0.6], [0.0, 0.4]]) + [2.0, -2.5]
    (x_hat, _, _), _ = batch_norm(cloud, np.ones(2), np.zeros(2), np.zeros(2), np.ones(2))
    (y, _, _), _ = batch_norm(cloud, np.array([0.5, 2.0]), np.array([2.0, 0.0]), np.zeros(2), np.ones(2))
    plots.channel_scatter({"x": cloud, "normalised": x_hat, "scaled and shifted": y})

# %% [markdown]
# **Notice** that the cloud in the middle is centred and as wide as it is high, and that it still
# leans. Each channel is treated by itself, so what the channels know of each other is kept. On the
# right, mean and spread are what $\beta$ and $\gamma$ say, wherever the cloud came from.

# %% [markdown]
# ## 4. Back through the statistics
#
# In training, a nudge to one value $x_i$ reaches **every** output of its channel: the mean moves,
# and so does the variance. The picture shows the ways.

# %%
plots.three_ways_sketch()

# %% [markdown]
# Write $s = 1 / \sqrt{\sigma^2 + \epsilon}$, so that $\hat x_j = s\,(x_j - \mu)$. The gradient that
# arrives at $\hat x_j$ is $g_j = \gamma\; dJ/dy_j$. Nudge $x_i$ by a small $h$ and follow each way:
#
# - **Itself.** $\hat x_i$ grows by $s h$. That brings $s\, g_i$.
# - **Through the mean.** $\mu$ grows by $h/m$, and *every* $\hat x_j$ falls by $s h / m$. That
#   brings $-s \cdot \frac1m \sum_j g_j$.
# - **Through the variance.** $\sigma^2$ grows by $\frac2m (x_i - \mu)\, h$. (The shift of the mean
#   does not count here: near the mean, the mean square distance is smallest, and so flat.) The
#   derivative of $\hat x_j$ with respect to $\sigma^2$ is
#   $-\frac12 (x_j - \mu)\, s^3 = -\frac12 s^2\, \hat x_j$. Multiply, sum over $j$, and put
#   $x_i - \mu = \hat x_i / s$: that brings $-s\, \hat x_i \cdot \frac1m \sum_j g_j \hat x_j$.
#
# Together, with a bar for the mean over the numbers that share statistics:
#
# $$\frac{dJ}{dx_i} = s\, \Bigl( g_i - \overline{g} - \hat x_i\, \overline{g \hat x} \Bigr).$$
#
# Remember this line. The other three normalisations have the same one, with another set to take
# the means over. The learned parameters served all $m$ values, and collect from all of them:
#
# $$\frac{dJ}{d\beta} = \sum_i \frac{dJ}{dy_i}, \qquad
# \frac{dJ}{d\gamma} = \sum_i \frac{dJ}{dy_i}\, \hat x_i.$$
#
# **At inference** the statistics are constants. Only the first way is open, and
# $dJ/dx_i = s\, g_i$.
#
# **By hand**, the channel of Section 2 again: $\gamma = 4$, $s = 1/4$, and `d_y` is $(4, 4, 0, 0)$.
# So $g = (16, 16, 0, 0)$, with $\overline g = 8$ and
# $\overline{g \hat x} = \frac14 (16 \cdot (-1.25) + 16 \cdot 0.25) = -4$.
#
# | $\hat x_i$ | itself, $g_i$ | mean | variance, $-\hat x_i \cdot (-4)$ | sum | times $s$: `d_x` |
# |--:|--:|--:|--:|--:|--:|
# | $-1.25$ | 16 | $-8$ | $-5$ | 3 | 0.75 |
# | 0.25 | 16 | $-8$ | 1 | 9 | 2.25 |
# | 0.25 | 0 | $-8$ | 1 | $-7$ | $-1.75$ |
# | 0.75 | 0 | $-8$ | 3 | $-5$ | $-1.25$ |
#
# `d_beta` is $4 + 4 = 8$, and `d_gamma` is $4 \cdot (-1.25) + 4 \cdot 0.25 = -4$.
#
# **Now go back to Exercise 7.1**, write `backward`, and run its check again: 3 points for the
# gradient in training, 1 for that at inference.

# %% [markdown]
# **Predict before you run.** The cell sends random numbers back through 8 examples of one channel,
# and prints two sums. The entries of `d_x` in the table above have a sum that you can compute in
# your head. Why must it be so? Think of adding 1 to *all* values of the channel. The second sum
# belongs to multiplying them all.

# %%
with suppress(NotImplementedError):
    rng = np.random.default_rng(3)
    x = rng.normal(loc=5.0, size=(8, 1))
    (y, _, _), backward = batch_norm(x, np.ones(1), np.zeros(1), np.zeros(1), np.ones(1), eps=1e-12)
    d_x, _, _ = backward(rng.normal(size=(8, 1)))
    print("d_x:", d_x.ravel().round(2))
    print(f"sum of d_x: {abs(d_x.sum()):.6f}   sum of d_x times (x - mean): {abs(np.sum(d_x * (x - x.mean()))):.6f}")

# %% [markdown]
# **Notice** that both are 0. Shifting or stretching all values of a channel together changes no
# output, so no loss can ask for it: the gradient has no part along these two directions. That is
# what the two subtracted terms take away. A `backward` that takes the statistics for constants
# keeps pushing along both, to no effect on the loss and without an end.

# %% [markdown]
# ## 5. Eight layers learn
#
# A layer of a network keeps the parameters and the running statistics, and calls your function.
# The network below is the one of Section 1, with ten outputs on top; the training loop is that of
# Lesson 5.


# %%
class BatchNorm(Layer):
    """Your batch_norm with what it has to keep."""

    parameter_names = ("gamma", "beta")

    def __init__(self, channels):
        self.gamma, self.beta = np.ones(channels), np.zeros(channels)
        self.running_mean, self.running_var = np.zeros(channels), np.ones(channels)

    def forward(self, x, training=False):
        """Return the batch normalised, and the function that differentiates it; keep the running statistics."""
        value, norm_backward = batch_norm(x, self.gamma, self.beta, self.running_mean, self.running_var, training)
        y, self.running_mean, self.running_var = value

        def backward(d_y):
            d_x, d_gamma, d_beta = norm_backward(d_y)
            return d_x, self.name_gradients(d_gamma, d_beta)

        return y, backward


def deep_network(norm, activation, depth=8):
    """Return a network of `depth` hidden layers of 32 units, with a layer norm(32) before each activation if given."""
    layers, size = [], 64
    for place in range(depth):
        layers.append(Affine(size, 32, np.random.default_rng(place)))
        if norm is not None:
            layers.append(norm(32))
        layers.append(Activation(activation))
        size = 32
    return Sequential(*layers, Affine(32, 10, np.random.default_rng(depth)))


def train(network, learning_rate, epochs=6, batch_size=32):
    """Train in place; return the mean training loss of each epoch, and how many of the 297 test digits are read."""
    optimizer, losses = Optimizer(sgd, learning_rate=learning_rate), []
    for epoch in range(epochs):
        order, total = np.random.default_rng(epoch).permutation(1500), 0.0
        for start in range(0, 1500, batch_size):
            rows = order[start : start + batch_size]
            scores, backward = network.forward(train_x[rows], training=True)
            loss, loss_backward = softmax_cross_entropy(scores, train_y[rows])
            optimizer.update_in_place(network.parameters, backward(loss_backward(1.0), need_d_x=False)[1])
            total += loss * len(rows)
        losses.append(total / 1500)
    return np.array(losses), int((network.forward(test_x)[0].argmax(axis=1) == test_y).sum())


# %% [markdown]
# **Predict before you run.** Someone who always names the same digit has a loss of
# $\log 10 = 2.30$ and reads about 30 of the 297. Where will the network without normalisation be
# after six epochs? And the one with it?

# %%
with suppress(NotImplementedError):
    curves = {}
    networks = {"without": deep_network(None, sigmoid), "with batch_norm": deep_network(BatchNorm, sigmoid)}
    for name, network in networks.items():
        curves[name], right = train(network, learning_rate=0.3)
        print(f"{name}: {right} of 297 test digits read")
    plots.learning_curves(curves, "epoch", "training loss")

# %% [markdown]
# **Notice** that the plain network has not moved at all, and other learning rates do not help it.
# (Try some.) With normalisation the same eight layers read more than nine digits out of ten.
#
# Sigmoids are a hard case. With relu, whose slope is 1 where it is not 0, eight layers can learn
# without help. **Predict:** what does batch norm change for them? The next picture trains both
# kinds for three epochs at five learning rates.

# %%
with suppress(NotImplementedError):
    rates, losses = np.array([0.01, 0.03, 0.1, 0.3, 1.0]), {}
    for name, norm in (("relu, without", None), ("relu, with batch_norm", BatchNorm)):
        losses[name] = np.array([train(deep_network(norm, relu), rate, epochs=3)[0][-1] for rate in rates])
    plots.losses_by_rate(rates, losses)

# %% [markdown]
# **Notice** that without normalisation only the rates in the middle have begun to learn, and that
# with it all have, at rates a hundred times apart. Why a large rate does so little harm is a
# question that you can answer.

# %% [markdown]
# ### Written question 1: what the layer before cannot say (4 points)
#
# A layer computes $a = xW + b$, and batch normalisation in training follows. Let $\epsilon$ be 0.
#
# (a) Show that the output does not depend on $b$. What is $dJ/db$? Which parameter has taken over
# the work of $b$? (1 point)
#
# (b) Let $c$ be a positive number. What happens to the output if $W$ is replaced by $cW$? What
# happens to the gradient $dJ/dW$? Derive both. (2 points)
#
# (c) Use (b) to explain why one step that is much too long does less lasting harm here than in a
# network without normalisation. (1 point)

# %% [markdown] written="before-batch-norm" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) $b$ is added to all values of a channel, so it is added to their mean as
# well: $a_i - \mu$ does not change, and neither does $\sigma^2$. The output is the same for all
# $b$, so $dJ/db = 0$. The mean of the channel is now set by $\beta$.
#
# (b) $xW$, $\mu$ and $\sigma$ are all multiplied by $c$, and $\hat a = (a - \mu)/\sigma$ does not
# change. So $J(cW) = J(W)$ for every $W$. Differentiate both sides with respect to $W$:
# $c\, J'(cW) = J'(W)$, so $J'(cW) = J'(W) / c$. The gradient is divided by $c$.
#
# (c) A step that is too long leaves weights that are too large. Their length does not change the
# output, and by (b) it makes the next gradients smaller by the same factor. Relative to the
# weights the next steps are smaller by the factor squared, as if the rate had been lowered. Without
# normalisation, large weights mean large sums, saturated units or large gradients, and the next
# step is worse. (One may add: because $J$ does not change along $W$, the gradient stands at right
# angles to $W$, so that every step makes $W$ longer.)
#
# **Rubric.**
# - 1 point: $b$ cancels against the mean, $dJ/db = 0$, and $\beta$ named. Half a point if one is
#   missing.
# - 2 points: 1 for "the output does not change" with the reason, 1 for the factor $1/c$, derived
#   (by differentiating $J(cW) = J(W)$, or by following $s$ through the backward formula).
# - 1 point: long step, larger weights, smaller gradients, hence the following steps are tamer. Half
#   a point for "the output does not depend on the length of $W$" alone.
# ### END SOLUTION

# %% [markdown]
# **The company that a picture keeps.** Take the trained sigmoid network and the 297 test digits,
# and compare three ways of asking it: at inference; in training mode, by mistake, with batches of
# 33 mixed digits; in training mode with all the zeros in one batch, all the ones in the next, and
# so on. **Predict** how many digits it reads each time.

# %%
with suppress(NotImplementedError):
    network = networks["with batch_norm"]

    def right_answers(batches, training):
        """Return how many digits of all batches, arrays of rows, are read."""
        answers = [network.forward(test_x[rows], training=training)[0].argmax(axis=1) for rows in batches]
        return sum(int((answer == test_y[rows]).sum()) for answer, rows in zip(answers, batches, strict=True))

    mixed = np.split(np.arange(297), 9)
    sorted_by_class = [np.flatnonzero(test_y == digit) for digit in range(10)]
    print("at inference, one by one:           ", right_answers(np.arange(297)[:, np.newaxis], training=False))
    print("in training mode, mixed batches:    ", right_answers(mixed, training=True))
    print("in training mode, one class a batch:", right_answers(sorted_by_class, training=True))

# %% [markdown]
# ### Written question 2: ten heaps (4 points)
#
# The network and the 297 pictures were the same all three times.
#
# (a) Explain why it fails when every batch holds one class. What does the normalisation do to the
# thing that all pictures of a heap have in common? (2 points)
#
# (b) With mixed batches the training mode does about as well as inference. A colleague proposes to
# forget the running statistics, and always to use large mixed batches. Give two reasons against
# it. (1 point)
#
# (c) Come back to this one at the end of the lesson. Which of layer, instance and group norm can
# fail in this way, and why? (1 point)

# %% [markdown] written="ten-heaps" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) What tells an 8 from other digits is that some channels are higher for it
# than for the average digit. If all pictures of the batch are 8s, these channels are high
# throughout: they have a high *mean*. The normalisation subtracts the mean of the batch, and with
# it just what the pictures have in common, the class. What is left is how each 8 differs from the
# other 8s, blown up to deviation 1. In training every batch held a mixture, so the mean was that of
# all digits.
#
# (b) Any two of: a single picture could not be read at all; the answer to a picture would depend on
# which others are asked at the same time, so the same question may get two answers; nobody can
# promise that requests come well mixed; whoever sends the other pictures could influence the
# answer.
#
# (c) None of them. Their statistics come from one example alone, so no example can change the
# answer to another, in training or later.
#
# **Rubric.**
# - 2 points: 1 for "the batch's mean is subtracted, and here it holds what marks the class", 1 for
#   contrasting it with training, where batches are mixed (or for what is left: differences within
#   the class). 1 in all for "the statistics differ from those in training" without saying what is
#   lost.
# - 1 point: two reasons. Half a point for one.
# - 1 point: none, because statistics are taken within an example. No point for "none" without a
#   reason.
# ### END SOLUTION

# %% [markdown]
# ## 6. Each example by itself
#
# Batch norm needs a batch, and a good one. How does it do with batches of two? Work it out: two
# values, whatever they are, become $-1$ and $1$ (without $\epsilon$). Only their order is left. There
# is more trouble of the kind: sequences of different lengths, and memory for a few large images
# only.
#
# **Layer normalisation** (Ba, Kiros and Hinton, 2016) turns the table on its side. The mean runs
# over the features of **one example**:
#
# $$\mu_n = \frac1D \sum_k x_{nk}, \qquad
# y_{nk} = \gamma_k\, \frac{x_{nk} - \mu_n}{\sqrt{\sigma_n^2 + \epsilon}} + \beta_k,$$
#
# with the biased variance. No example sees another, so training and inference are the same
# function, and nothing has to be kept running. $\gamma$ and $\beta$ belong to the features, as
# before: `(D,)`. The transformers of later years normalise in this way.
#
# **Which axes?** Those of $\gamma$. For sequences `(N, T, D)` with a $\gamma$ of shape `(D,)`
# every step of every sequence has its own mean. For images `(N, C, H, W)` with a $\gamma$ of shape
# `(C, H, W)` it is one mean for each image.
#
# **The gradient** is the remembered line, with the means taken over an example. One thing is new.
# In batch norm all values that share a mean have the same $\gamma$; here each has its own. So it
# is $g_k = \gamma_k\, dJ/dy_k$ that is averaged, and $\gamma$ cannot be pulled out of the bracket.

# %% [markdown]
# ### Exercise 7.2: layer_norm (3 points)
#
# **In:** `x`, whose last axes have the shape of `gamma`; `gamma` and `beta` of the same shape;
# `eps`. **Out:** `y` of the shape of `x`, and `backward`, which maps `d_y` to `d_x`, `d_gamma` and
# `d_beta`, each of the shape of what it belongs to. The value earns 1 point, the gradient 2.
#
# **By hand**, one example with four features, the numbers that were a channel before;
# $\epsilon = 7$, so $s = 1/4$ again. `d_y` is $(1, 1, 0, 0)$, which makes
# $\overline g = (4 + 4)/4 = 2$ and $\overline{g \hat x} = (-5 + 1)/4 = -1$:
#
# | | feature 1 | 2 | 3 | 4 |
# |:--|--:|--:|--:|--:|
# | $x$ | $-1$ | 5 | 5 | 7 |
# | $\hat x$ | $-1.25$ | 0.25 | 0.25 | 0.75 |
# | $\gamma$ and $\beta$ | 4 and 1 | 4 and 0 | 8 and 1 | 4 and 0 |
# | $y$ | $-4$ | 1 | 3 | 3 |
# | $g = \gamma\, dJ/dy$ | 4 | 4 | 0 | 0 |
# | $g - \overline g - \hat x\, \overline{g \hat x}$ | 0.75 | 2.25 | $-1.75$ | $-1.25$ |
# | `d_x`, a quarter of that | 0.1875 | 0.5625 | $-0.4375$ | $-0.3125$ |
# | `d_gamma` | $-1.25$ | 0.25 | 0 | 0 |
#
# A second example would have statistics of its own, and add its share to `d_gamma` and `d_beta`.
#
# **Hint.** `tuple(range(-gamma.ndim, 0))` names the last axes, and `keepdims=True` keeps them, so
# that a mean lines up with `x`.


# %% solution="layer_norm"
def layer_norm(x, gamma, beta, eps=1e-5):
    """Return `x` normalised over its last axes, those of `gamma`, and the function that differentiates it.

    y = gamma (x - mean) / sqrt(variance + eps) + beta, with the mean and the biased variance over the axes of `gamma`.

    Parameters
    ----------
    x : ndarray, shape (..., *gamma.shape)
        Inputs, such as (N, D), (N, T, D) or (N, C, H, W).
    gamma, beta : ndarray, shape (D,), or (C, H, W) and the like
        Scale and shift.
    eps : float
        Added to the variance.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps d_y, shape of `x`, to d_x, shape of `x`, d_gamma and d_beta, both of the shape of `gamma`.
    """
    ### BEGIN SOLUTION
    own, others = tuple(range(-gamma.ndim, 0)), tuple(range(x.ndim - gamma.ndim))
    inverse_deviation = 1 / np.sqrt(x.var(axis=own, keepdims=True) + eps)
    x_hat = (x - x.mean(axis=own, keepdims=True)) * inverse_deviation
    y = gamma * x_hat + beta
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_x_hat = gamma * d_y
        mean_share = d_x_hat.mean(axis=own, keepdims=True)
        variance_share = x_hat * (d_x_hat * x_hat).mean(axis=own, keepdims=True)
        d_x = inverse_deviation * (d_x_hat - mean_share - variance_share)
        return d_x, (d_y * x_hat).sum(axis=others), d_y.sum(axis=others)
        ### END SOLUTION

    return y, backward


# %% check="layer_norm"
check("layer_norm", layer_norm)

# %% [markdown]
# **Predict before you run.** Networks of four tanh layers, one epoch each. With batches of 32,
# which norm is ahead? And with batches of 2?


# %%
class LayerNorm(Layer):
    """Your layer_norm with its parameters: nothing else has to be kept."""

    parameter_names = ("gamma", "beta")

    def __init__(self, features):
        self.gamma, self.beta = np.ones(features), np.zeros(features)

    def forward(self, x, training=False):
        """Return the examples normalised, and the function that differentiates them."""
        y, norm_backward = layer_norm(x, self.gamma, self.beta)

        def backward(d_y):
            d_x, d_gamma, d_beta = norm_backward(d_y)
            return d_x, self.name_gradients(d_gamma, d_beta)

        return y, backward


with suppress(NotImplementedError):
    for name, norm in (("batch_norm", BatchNorm), ("layer_norm", LayerNorm)):
        for batch_size, rate in ((32, 0.1), (2, 0.02)):
            network = deep_network(norm, tanh, depth=4)
            losses, right = train(network, rate, epochs=1, batch_size=batch_size)
            print(f"{name}, batches of {batch_size:2}: loss {losses[-1]:.2f}, {right} of 297 digits read")

# %% [markdown]
# **Notice** that batch norm with pairs hardly learns: it sees which of two pictures is ahead, and not
# by how much. Layer norm works with either, and with pairs it has taken 750 steps instead of 47.
#
# Is it the better method, then? Try it on the eight sigmoid layers of Section 5, and you will find
# that it does *not* rescue them. There, all pictures had become nearly the same picture. Layer norm
# spreads the 32 units of one picture apart, and these differ by their weights, whatever the
# picture. Only a comparison *among examples* could have brought the pictures apart again.

# %% [markdown]
# ## 7. Channels and groups
#
# The same picture, photographed on a bright day and on a dull one: every channel is multiplied by a
# number and shifted by another. Could a layer be blind to that?
#
# **Instance normalisation** (Ulyanov, Vedaldi and Lempitsky, 2016) normalises each channel of each
# image by itself, over its positions. Contrast and brightness are gone; what is left is where it
# is brighter than elsewhere. It was invented to paint one picture in the style of another, where
# the contrast of the original must not matter. $\gamma$ and $\beta$ belong to the channels,
# `(C,)`, and all images share them.
#
# **By hand**, one image with two channels of four positions, $\epsilon = 7$, $\gamma = (4, 8)$,
# $\beta = (1, 0)$:
#
# | Channel | $x$ | $\mu$ | $\sigma^2$ | $\hat x$ | $y$ |
# |--:|:--|--:|--:|:--|:--|
# | 1 | $-1,\ 5,\ 5,\ 7$ | 4 | 9 | $-1.25,\ 0.25,\ 0.25,\ 0.75$ | $-4,\ 2,\ 2,\ 4$ |
# | 2 | $7,\ 7,\ 13,\ 13$ | 10 | 9 | $-0.75,\ -0.75,\ 0.75,\ 0.75$ | $-6,\ -6,\ 6,\ 6$ |
#
# The gradient is the remembered line with the means over positions. With a `d_y` of $(4, 4, 0, 0)$ for
# channel 1, its `d_x` is that of Section 4, because the same numbers share a mean. `d_gamma` and
# `d_beta` are summed over examples and positions, as in batch norm.

# %% [markdown]
# ### Exercise 7.3: instance_norm (3 points)
#
# **In:** `x` of shape `(N, C, ...)` with at least one axis of positions, such as `(N, C, H, W)`;
# `gamma` and `beta` of shape `(C,)`; `eps`. **Out:** `y` of the shape of `x`, and `backward`,
# which maps `d_y` to `d_x`, `d_gamma` and `d_beta`. The value earns 1 point, the gradient 1.
#
# **No positions** (1 point). Raise `ValueError` if `x` has only the two axes `(N, C)`. Every number
# would be its own mean, and the output would be $\beta$, whatever comes in.


# %% solution="instance_norm"
def instance_norm(x, gamma, beta, eps=1e-5):
    """Return every channel of every example normalised by itself, and the function that differentiates it.

    y = gamma (x - mean) / sqrt(variance + eps) + beta, with the mean and the biased variance over the positions of one
    channel of one example.

    Parameters
    ----------
    x : ndarray, shape (N, C, ...)
        Inputs with at least one axis of positions, such as (N, C, H, W).
    gamma, beta : ndarray, shape (C,)
        Scale and shift of each channel.
    eps : float
        Added to the variance.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps d_y, shape of `x`, to d_x, shape of `x`, d_gamma and d_beta, both (C,).

    Raises
    ------
    ValueError
        If `x` has no axis of positions.
    """
    ### BEGIN SOLUTION
    if x.ndim < 3:
        raise ValueError(f"x must have an axis of positions behind (N, C); got shape {x.shape}")
    positions, shared = tuple(range(2, x.ndim)), (0, *range(2, x.ndim))

    def by_channel(s):
        return s.reshape((1, -1) + (1,) * (x.ndim - 2))

    inverse_deviation = 1 / np.sqrt(x.var(axis=positions, keepdims=True) + eps)
    x_hat = (x - x.mean(axis=positions, keepdims=True)) * inverse_deviation
    y = by_channel(gamma) * x_hat + by_channel(beta)
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_x_hat = by_channel(gamma) * d_y
        mean_share = d_x_hat.mean(axis=positions, keepdims=True)
        variance_share = x_hat * (d_x_hat * x_hat).mean(axis=positions, keepdims=True)
        d_x = inverse_deviation * (d_x_hat - mean_share - variance_share)
        return d_x, (d_y * x_hat).sum(axis=shared), d_y.sum(axis=shared)
        ### END SOLUTION

    return y, backward


# %% check="instance_norm"
check("instance_norm", instance_norm)

# %% [markdown]
# Two images of one channel each: a digit, and the same digit with a third of the contrast on a grey
# ground. **Predict:** what remains of the difference after `instance_norm`? And what if
# `batch_norm` takes both as one batch?

# %%
with suppress(NotImplementedError):
    bright = images[7]
    pair = np.stack([bright, 0.4 + bright / 3])[:, np.newaxis]  # (2, 1, 8, 8)
    by_instance, _ = instance_norm(pair, np.ones(1), np.zeros(1))
    (by_batch, _, _), _ = batch_norm(pair, np.ones(1), np.zeros(1), np.zeros(1), np.ones(1))
    for name, result in (("instance_norm", by_instance), ("batch_norm", by_batch)):
        print(f"{name}: the two differ by up to {np.abs(result[0] - result[1]).max():.3f}")
    batches = {"bright and dull": pair, "by instance": by_instance, "by batch": by_batch}
    side_by_side = {title: np.hstack(batch[:, 0]) for title, batch in batches.items()}
    plots.pixel_panels(side_by_side, signed=["by instance", "by batch"])

# %% [markdown]
# **Notice** that after `instance_norm` the two are one picture. (The rest is the work of
# $\epsilon$.) `batch_norm` keeps the dull one dull, because it compares both with the same mean.
#
# **Something between.** Layer norm over `(C, H, W)` mixes all channels of an image; instance norm
# forgets which channel is stronger than another. **Group normalisation** (Wu and He, 2018) cuts
# the $C$ channels of an example into $G$ groups of neighbours, $C/G$ channels each, and gives
# every group one mean and one variance, over its channels and all positions. $\gamma$ and $\beta$
# stay with the channels.
#
# **By hand**, the image above with $G = 1$: both channels form one group. The mean is 7. The
# variance is 9 within the channels plus 9 between them (each mean lies 3 from 7), together 18, and
# $\sqrt{18 + 7} = 5$.
#
# | Channel | $x - \mu$ | $\hat x$ | $y$ |
# |--:|:--|:--|:--|
# | 1 | $-8,\ -2,\ -2,\ 0$ | $-1.6,\ -0.4,\ -0.4,\ 0$ | $-5.4,\ -0.6,\ -0.6,\ 1$ |
# | 2 | $0,\ 0,\ 6,\ 6$ | $0,\ 0,\ 1.2,\ 1.2$ | $0,\ 0,\ 9.6,\ 9.6$ |
#
# Channel 2 is still the brighter one. With $G = 2$ the table would be that of instance norm.
#
# **How to compute it.** In memory, the numbers of a group lie next to each other. So
# `x.reshape(N * G, -1)` has one group a row: normalise the rows, and reshape back before you scale
# and shift.

# %% [markdown]
# ### Exercise 7.4: group_norm (5 points)
#
# **In:** `x` of shape `(N, C, ...)`; `gamma` and `beta` of shape `(C,)`; `groups`, the number $G$;
# `eps`. **Out:** `y` and `backward` as before. The value earns 2 points, the gradient 2.
#
# **By hand**, the gradient of the group above. `d_y` is $(5, 0, 0, 0)$ for channel 1 and
# $(0, 0, 0, 5)$ for channel 2. The channels share a mean but not a $\gamma$, as the features did in
# Section 6: $g$ is $(20, 0, 0, 0)$ and $(0, 0, 0, 40)$. So $\overline g = 60/8 = 7.5$,
# $\overline{g \hat x} = (-32 + 48)/8 = 2$, and `d_x` is $\frac15 (g - 7.5 - 2 \hat x)$:
#
# | Channel | $g$ | $2 \hat x$ | `d_x` | `d_gamma` | `d_beta` |
# |--:|:--|:--|:--|--:|--:|
# | 1 | $20,\ 0,\ 0,\ 0$ | $-3.2,\ -0.8,\ -0.8,\ 0$ | $3.14,\ -1.34,\ -1.34,\ -1.5$ | $-8$ | 5 |
# | 2 | $0,\ 0,\ 0,\ 40$ | $0,\ 0,\ 2.4,\ 2.4$ | $-1.5,\ -1.5,\ -1.98,\ 6.02$ | 6 | 5 |
#
# **Groups that do not fit** (1 point). Raise `ValueError` if `groups` does not divide $C$. NumPy will
# not always do it for you. Six channels of four positions are 24 numbers; `reshape` cuts them into
# four rows of six without a word, and the first cut goes through the middle of the second channel.


# %% solution="group_norm"
def group_norm(x, gamma, beta, groups, eps=1e-5):
    """Return every group of channels of every example normalised, and the function that differentiates it.

    y = gamma (x - mean) / sqrt(variance + eps) + beta, with the mean and the biased variance over the C / groups
    neighbouring channels of a group, and all their positions, of one example.

    Parameters
    ----------
    x : ndarray, shape (N, C, ...)
        Inputs, such as images (N, C, H, W).
    gamma, beta : ndarray, shape (C,)
        Scale and shift of each channel.
    groups : int
        Number of groups, a divisor of C.
    eps : float
        Added to the variance.

    Returns
    -------
    y : ndarray, shape of `x`
        Outputs.
    backward : callable
        Maps d_y, shape of `x`, to d_x, shape of `x`, d_gamma and d_beta, both (C,).

    Raises
    ------
    ValueError
        If `groups` does not divide the channels.
    """
    ### BEGIN SOLUTION
    if x.shape[1] % groups:
        raise ValueError(f"groups must divide the {x.shape[1]} channels of x; got {groups}")
    shared = (0, *range(2, x.ndim))
    rows = x.reshape(len(x) * groups, -1)

    def by_channel(s):
        return s.reshape((1, -1) + (1,) * (x.ndim - 2))

    inverse_deviation = 1 / np.sqrt(rows.var(axis=1, keepdims=True) + eps)
    row_hat = (rows - rows.mean(axis=1, keepdims=True)) * inverse_deviation
    x_hat = row_hat.reshape(x.shape)
    y = by_channel(gamma) * x_hat + by_channel(beta)
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_row_hat = (by_channel(gamma) * d_y).reshape(rows.shape)
        mean_share = d_row_hat.mean(axis=1, keepdims=True)
        variance_share = row_hat * (d_row_hat * row_hat).mean(axis=1, keepdims=True)
        d_x = (inverse_deviation * (d_row_hat - mean_share - variance_share)).reshape(x.shape)
        return d_x, (d_y * x_hat).sum(axis=shared), d_y.sum(axis=shared)
        ### END SOLUTION

    return y, backward


# %% check="group_norm"
check("group_norm", group_norm)

# %% [markdown]
# The demo asks your functions who shares statistics with whom. Its batch has four digits, seen
# through six filters: shape `(4, 6, 4, 4)`, 384 numbers. It nudges **one** input, runs your
# function again, and lights up every output that has moved.
#
# **Predict before you choose.** Write down how many of the 384 outputs move under batch norm in
# training, batch norm at inference, layer norm, instance norm, and group norm with two and with
# three groups. Then look. The histograms show all 384 numbers in grey and the lit ones in blue, before
# and after.

# %%
normalization_cube(batch_norm, layer_norm, instance_norm, group_norm)

# %% [markdown]
# **Notice** that batch norm at inference moves one output only, while the grey histogram is nearly the
# same as in training: the running statistics have learned what the batch's were. Under every other
# norm the lit numbers are those that share a mean, and they come out with mean 0 and deviation 1.
#
# | | The mean runs over | Values that share one | Sees other examples | Has to keep |
# |:--|:--|:--|:--|:--|
# | batch norm | examples, positions | $N \cdot H \cdot W$ | in training | running statistics |
# | layer norm | channels, positions | $C \cdot H \cdot W$ | no | nothing |
# | instance norm | positions | $H \cdot W$ | no | nothing |
# | group norm | channels of a group, positions | $C/G \cdot H \cdot W$ | no | nothing |

# %% [markdown]
# ## What the lectures print differently
#
# - **Momentum.** Ours is the share of the new, as in PyTorch: 0.1. Others call the share of the
#   *old* momentum, and write 0.9 or 0.99. The formula is the same with $1 - a$ in the place of
#   $a$; a number copied from one convention into the other makes a layer that forgets almost
#   everything after each batch.
# - **Which variance runs.** Ioffe and Szegedy, and PyTorch, keep the unbiased one, as we do. Some
#   lectures and libraries keep the biased one. With $m = 32$ they differ by 3 percent.
# - **$\epsilon$.** Ours is $10^{-5}$; some libraries take $10^{-3}$. It stands under the root in
#   all of them.
# - **Before or after the activation.** The paper, and most lectures, normalise before. Some good
#   networks do it after. Measure on your own problem.
# - **Why it helps.** The paper's word is "internal covariate shift": each layer has to follow the
#   changing inputs that the layers below it make. Santurkar and others (2018) added such a shift on
#   purpose, behind the normalisation, and the network learned nearly as well as before. They point
#   to a loss that is smoother along the way of the descent. Written question 1 shows a piece of that.
# - **Layer norm of images.** Our `layer_norm` has a $\gamma$ for every entry of `(C, H, W)`.
#   `group_norm` with one group has the same statistics, and a $\gamma$ for every channel.
#
# ## Further reading
#
# - X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
#   networks", *AISTATS*, 2010. Section 1, and what first weights can do about it.
# - S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing
#   internal covariate shift", *ICML*, 2015.
# - J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", 2016.
# - D. Ulyanov, A. Vedaldi and V. Lempitsky, "Instance normalization: the missing ingredient for
#   fast stylization", 2016.
# - Y. Wu and K. He, "Group normalization", *ECCV*, 2018.
# - S. Santurkar, D. Tsipras, A. Ilyas and A. Madry, "How does batch normalization help
#   optimization?", *NeurIPS*, 2018.
#
# ## What comes next
#
# Your channels came from nowhere: six filters that the demo had chosen. All pixels of a channel
# were treated alike, because one and the same computation had made them. Lesson 8 builds that
# computation, the convolution.
