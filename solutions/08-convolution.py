# %% [markdown]
# # Lesson 8: Convolution and pooling
#
# By the end you will have built the two layers that made computers see, with their gradients, and
# you will have watched a kernel of nine weights find edges in a photograph, first because you told
# it how and then because it learned to.
#
# **You need** NumPy slices, sums over several axes, and the chain rule. From earlier lessons: an
# operation returns its value and a `backward` (Lesson 1, Section 5), and where one number is used
# several times, its gradient adds up (Lesson 4). **It takes** about two hours. After Section 5 is
# a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. A pattern that slides | Where in a signal does something happen? | 8.1 | 15 |
# | 2. Over a picture | Where are its edges? | 8.2 | 15 |
# | 3. The flip | Why do two things bear one name? | 8.3 | 10 |
# | 4. The price of a connection | How many weights does a picture need? | 8.4, an answer | 15 |
# | 5. A shift stays a shift | What is sure before any learning? | 8.5 | 10 |
# | 6. Places | How large is the result? | 8.6 | 10 |
# | 7. The layer | How does a network learn its kernels? | 8.7 | 25 |
# | 8. Pooling | How little does a small shift change? | 8.8, 8.9, an answer | 20 |
#
# **How to work.** In each exercise, replace `raise NotImplementedError()` by your code, then run
# the check below it. Grading uses fresh cases. The exercises are worth 26 points, the two written
# questions 4 points each. No exercise needs your answer to an earlier one.
#
# Cells that use your functions stand in `with suppress(NotImplementedError):`. They stay empty
# until you have written what they need; then run them again.
#
# The reference solutions live in `lecturelib.convolution` and `lecturelib.pooling`. They cannot be
# imported while the lesson is graded, nor can the parts of `lecturelib` that are built on them or
# that differentiate by themselves.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import convolution_explorer, pooling_explorer
from lecturelib import plots
from lecturelib.datasets import digits, photographs

# %% [markdown]
# This is the whole idea. A small grid of weights, the **kernel**, lies on an image. Each weight is
# multiplied by the pixel beneath it, and the products are added up. That gives one number of the
# response. Then the kernel moves on by one pixel. In each cell of the image the small orange number
# is the weight that lies on it now.

# %%
plots.sliding_kernel_sketch()

# %% [markdown]
# ## 1. A pattern that slides
#
# Take one row of pixels from a photograph: sky, the roof of a temple, sky. Where does the brightness
# jump? A single pixel cannot tell. Two neighbours can: their difference is large at a jump and
# near zero elsewhere. So ask the same question, "right neighbour minus left neighbour", at every
# place of the row.
#
# Written with weights $w = (-1, 1)$, the question is $w_0 x_t + w_1 x_{t+1}$, and $t$ is the place.
# Other questions have other weights: $(\tfrac12, \tfrac12)$ asks for the mean of two neighbours. In
# general, for a signal $x$ of length $T$ and a kernel $w$ of length $A$,
#
# $$s_t = \sum_{a=0}^{A-1} w_a\, x_{t+a}.$$
#
# This is the **cross-correlation** of the signal with the kernel. We count from 0, as NumPy does.
# The last place is the one where the last weight lies on the last number: $t + A - 1 = T - 1$. So
# there are $T - A + 1$ places.
#
# You may have met the correlation of statistics. This is its cousin: $s_t$ is the dot product of
# the kernel with a **window** of the signal, and it is large where the window looks like the
# kernel. A kernel is a pattern, and the response says how much of the pattern is there.
#
# **The way back.** Given $\bar s_t = dJ/ds_t$, what is $dJ/dw_a$? The weight $w_a$ was used at every
# place, each time with another number: it collects a share from each. And $dJ/dx_i$? The number
# $x_i$ stood in several windows, once under each weight:
#
# $$\bar w_a = \sum_t \bar s_t\, x_{t+a}, \qquad
# \bar x_i = \sum_a \bar s_{i-a}\, w_a,$$
#
# where places that do not exist count as zero. Look at the second index, $i - a$. The first weight
# met $x_i$ in the window that begins at $i$. The second weight met it in the window that begins one
# place *earlier*. Seen from a number of the signal, the kernel lies the other way round.

# %% [markdown]
# ### Exercise 8.1: correlate1d (3 points)
#
# **In:** `signal` of shape `(T,)`, `kernel` of shape `(A,)` with $A \le T$. **Out:** `s` of shape
# `(T - A + 1,)`, and `backward`, which takes `d_s` of the shape of `s` and returns `d_signal` and
# `d_kernel`. The value earns 1 point, the gradient 2.
#
# **By hand**, with the signal $(1, 3, 2, 5)$ and the kernel $(-1, 2)$:
#
# | Place | Window | $s_t$ | $\bar s_t$ | Its share of $\bar w$ | Its share of $\bar x$ |
# |--:|:--|:--|--:|:--|:--|
# | 0 | $(1, 3)$ | $-1 + 6 = 5$ | 1 | $(1, 3)$ | $(-1, 2, 0, 0)$ |
# | 1 | $(3, 2)$ | $-3 + 4 = 1$ | 10 | $(30, 20)$ | $(0, -10, 20, 0)$ |
# | 2 | $(2, 5)$ | $-2 + 10 = 8$ | 100 | $(200, 500)$ | $(0, 0, -100, 200)$ |
# | sum | | | | $(231, 523)$ | $(-1, -8, -80, 200)$ |
#
# Each row of the last column is the kernel itself, times $\bar s_t$, laid where the window was. You
# can build the gradient in just this way, window by window. `d_signal[t : t + A] += ...` adds to a
# part of an array.


# %% solution="correlate1d"
def correlate1d(signal, kernel):
    """Return s_t = sum_a w_a x_{t + a}, and the function that differentiates it.

    Parameters
    ----------
    signal : ndarray, shape (T,)
        The signal x.
    kernel : ndarray, shape (A,)
        The kernel w, no longer than the signal.

    Returns
    -------
    s : ndarray, shape (T - A + 1,)
        The response, at every place where the whole kernel lies on the signal.
    backward : callable
        Maps d_s, shape of s, to d_signal, shape (T,), and d_kernel, shape (A,).
    """
    ### BEGIN SOLUTION
    places = len(signal) - len(kernel) + 1
    windows = np.array([signal[t : t + len(kernel)] for t in range(places)])
    s = windows @ kernel
    ### END SOLUTION

    def backward(d_s):
        ### BEGIN SOLUTION
        d_signal = np.zeros(len(signal))
        for t in range(places):
            d_signal[t : t + len(kernel)] += d_s[t] * kernel
        return d_signal, d_s @ windows
        ### END SOLUTION

    return s, backward


# %% check="correlate1d"
check("correlate1d", correlate1d)

# %% [markdown]
# Now the row of the photograph. **Predict before you run:** what does the difference answer on the
# sky, where the row is bright and even? Where will it be negative? And what does the mean of five
# neighbours do to a jump?

# %%
temple, flower = photographs()
brightness = temple.mean(axis=0)[::3, ::3]  # red, green and blue; every third pixel
row = brightness[40, 15:125]  # across the upper roof
with suppress(NotImplementedError):
    difference, _ = correlate1d(row, np.array([-1.0, 1.0]))
    mean, _ = correlate1d(row, np.full(5, 0.2))
    plots.signal_and_responses(row, {"difference": difference, "mean of five": mean})

# %% [markdown]
# **Notice** that the difference does not care how bright a surface is, only where it changes: up at
# a step from dark to bright, down at a step from bright to dark. The mean does the opposite. It
# keeps the level, evens out the small changes, and turns each step into a ramp.

# %% [markdown]
# ## 2. Over a picture
#
# A picture has two directions, so a kernel has rows and columns, and slides along both. For an
# image $I$ of shape `(H, W)` and a kernel $K$ of shape `(KH, KW)`,
#
# $$S_{ij} = \sum_{m} \sum_{n} I_{i+m,\, j+n}\, K_{mn},$$
#
# at $H - KH + 1$ by $W - KW + 1$ places. The response to one kernel is also called a **feature map**.
# The gradients follow as before. A weight collects from all
# places, a pixel from all windows that hold it:
#
# $$\bar K_{mn} = \sum_{i} \sum_{j} \bar S_{ij}\, I_{i+m,\, j+n}, \qquad
# \bar I_{ij} = \sum_{m} \sum_{n} \bar S_{i-m,\, j-n}\, K_{mn}.$$

# %% [markdown]
# ### Exercise 8.2: correlate2d (3 points)
#
# **In:** `image` of shape `(H, W)`, `kernel` of shape `(KH, KW)`, which fits on it. **Out:** `S` of
# shape `(H - KH + 1, W - KW + 1)`, and `backward`, which takes `d_S` and returns `d_image` and
# `d_kernel`. The value earns 1 point, the gradient 2.
#
# **By hand**, the example of the picture at the top:
#
# $$I = \begin{pmatrix} 1 & 2 & 0 \\ 3 & 1 & 1 \\ 0 & 2 & 4 \end{pmatrix}, \qquad
# K = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix}, \qquad
# S = \begin{pmatrix} 6 & 3 \\ 1 & 1 \end{pmatrix}.$$
#
# The first entry is $1 \cdot 1 + 2 \cdot 0 + 3 \cdot 2 + 1 \cdot (-1) = 6$. Compute the lower right
# one yourself. For the way back take $\bar S_{00} = 1$, $\bar S_{11} = 10$ and zeros elsewhere:
#
# $$\bar K = 1 \begin{pmatrix} 1 & 2 \\ 3 & 1 \end{pmatrix} + 10 \begin{pmatrix} 1 & 1 \\ 2 & 4
# \end{pmatrix} = \begin{pmatrix} 11 & 12 \\ 23 & 41 \end{pmatrix}, \qquad
# \bar I = \begin{pmatrix} 1 & 0 & 0 \\ 2 & -1 + 10 & 0 \\ 0 & 20 & -10 \end{pmatrix}.$$
#
# The pixel in the middle stood in both windows, under $-1$ in the first and under 1 in the last.
#
# `np.ndindex(S.shape)` visits all pairs `i, j`. `image[i : i + KH, j : j + KW]` is a window.


# %% solution="correlate2d"
def correlate2d(image, kernel):
    """Return S_ij = sum_mn I_{i + m, j + n} K_mn, and its backward function.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        The image I.
    kernel : ndarray, shape (KH, KW)
        The kernel K, no larger than the image.

    Returns
    -------
    S : ndarray, shape (H - KH + 1, W - KW + 1)
        The response, at every place where the whole kernel lies on the image.
    backward : callable
        Maps d_S, shape of S, to d_image, shape (H, W), and d_kernel, shape (KH, KW).
    """
    ### BEGIN SOLUTION
    rows, columns = kernel.shape
    S = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(S.shape):
        S[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)
    ### END SOLUTION

    def backward(d_S):
        ### BEGIN SOLUTION
        d_image, d_kernel = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(S.shape):
            d_image[i : i + rows, j : j + columns] += d_S[i, j] * kernel
            d_kernel += d_S[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_kernel
        ### END SOLUTION

    return S, backward


# %% check="correlate2d"
check("correlate2d", correlate2d)

# %% [markdown]
# What pattern is an edge? On its left it is dark, on its right it is bright. One row of three pixels
# would do, with the weights $(-1, 0, 1)$. Three rows of it are less easily fooled by a speck, and the
# middle row counts double because it is nearest. These are **Sobel's kernels**, one for each
# direction:
#
# $$K_\text{across} = \begin{pmatrix} -1 & 0 & 1 \\ -2 & 0 & 2 \\ -1 & 0 & 1 \end{pmatrix}, \qquad
# K_\text{down} = \begin{pmatrix} -1 & -2 & -1 \\ 0 & 0 & 0 \\ 1 & 2 & 1 \end{pmatrix}.$$
#
# Check one by its weights: they add up to 0, so an even surface answers 0, however bright it is.
#
# **Predict before you run:** which of the two sees the pillars of the temple, and which its roofs?
# What colour will the left edge of the roof have, where bright sky ends? Blue stands for positive
# responses, orange for negative ones.

# %%
sobel_across = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
sobel_down = sobel_across.T
with suppress(NotImplementedError):
    across, _ = correlate2d(brightness, sobel_across)
    down, _ = correlate2d(brightness, sobel_down)
    panels = {"photograph": brightness, "across": across, "down": down}
    plots.brightness_panels(panels, signed=["across", "down"])

# %% [markdown]
# **Notice** that nine weights, the same everywhere, have turned 30,000 pixels into something closer
# to a drawing. The horizontal ledges are missing from the second panel, the upright pillars from the
# third.

# %% [markdown]
# ## 3. The flip
#
# Look the word "convolution" up in a book of mathematics and you find a minus sign:
#
# $$(x * w)_t = \sum_a x_{t-a}\, w_a.$$
#
# As $a$ grows, one index runs forward and the other backward. Where does that come from? Ask what a
# single bright pixel leaves behind. If each pixel spreads its value by the pattern $w$, then
# $x_0$ adds $x_0 w_0$ at place 0, $x_0 w_1$ at place 1, and so on; place $t$ collects $x_{t-a} w_a$
# from each pixel that is $a$ places before it. Convolution **spreads**, correlation **collects**.
# You met the spreading: it is what `backward` does with $\bar s$.
#
# Written over an image and counted from the first place where a kernel of $KH \times KW$ fits:
#
# $$S_{ij} = \sum_m \sum_n I_{i + KH - 1 - m,\; j + KW - 1 - n}\, K_{mn}.$$
#
# In words: turn the kernel by half a turn, that is, reverse its rows and its columns; then correlate.
# The minus sign has a reward. In $\sum_a x_{t-a} w_a$ the two factors can change places, so
# $x * w = w * x$, if zeros stand on all sides. Correlation does not commute.
#
# A network learns its kernels. If the layer flips them, it will learn flipped kernels, and nothing
# else changes. So the libraries leave the flip out, **and call their layer convolution all the
# same**. From Section 7 on, so do we.

# %% [markdown]
# ### Exercise 8.3: convolve2d (2 points)
#
# **In and out** as in Exercise 8.2, but with the kernel turned by half a turn. `d_kernel` belongs to
# the kernel as the caller gave it. The value earns 1 point, the gradient 1.
#
# **By hand**, with $I$, $K$ and $\bar S$ of Exercise 8.2. Flipped, $K$ is
# $\begin{pmatrix} -1 & 2 \\ 0 & 1 \end{pmatrix}$, so
#
# $$S = \begin{pmatrix} 4 & -1 \\ 1 & 5 \end{pmatrix}, \qquad
# \bar K = \begin{pmatrix} 41 & 23 \\ 12 & 11 \end{pmatrix}, \qquad
# \bar I = \begin{pmatrix} -1 & 2 & 0 \\ 0 & 1 - 10 & 20 \\ 0 & 0 & 10 \end{pmatrix}.$$
#
# The first entry of $S$ is $1 \cdot (-1) + 2 \cdot 2 + 3 \cdot 0 + 1 \cdot 1 = 4$. Compare $\bar K$
# with the one of Exercise 8.2.
#
# `kernel[::-1, ::-1]` reverses both axes. Write out the rest once more, so that a slip above does not
# cost you points here.


# %% solution="convolve2d"
def convolve2d(image, kernel):
    """Return the convolution of an image with a kernel, and its backward function.

    S_ij = sum_mn I_{i + KH - 1 - m, j + KW - 1 - n} K_mn.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        The image I.
    kernel : ndarray, shape (KH, KW)
        The kernel K, no larger than the image.

    Returns
    -------
    S : ndarray, shape (H - KH + 1, W - KW + 1)
        The convolution, at every place where the whole kernel lies on the image.
    backward : callable
        Maps d_S, shape of S, to d_image, shape (H, W), and d_kernel, shape (KH, KW).
    """
    ### BEGIN SOLUTION
    rows, columns = kernel.shape
    flipped = kernel[::-1, ::-1]
    S = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(S.shape):
        S[i, j] = np.sum(image[i : i + rows, j : j + columns] * flipped)
    ### END SOLUTION

    def backward(d_S):
        ### BEGIN SOLUTION
        d_image, d_flipped = np.zeros(image.shape), np.zeros(kernel.shape)
        for i, j in np.ndindex(S.shape):
            d_image[i : i + rows, j : j + columns] += d_S[i, j] * flipped
            d_flipped += d_S[i, j] * image[i : i + rows, j : j + columns]
        return d_image, d_flipped[::-1, ::-1]
        ### END SOLUTION

    return S, backward


# %% check="convolve2d"
check("convolve2d", convolve2d)

# %% [markdown]
# **Predict:** a picture that is black but for one white pixel in the middle, and a kernel that holds
# the numbers 1 to 9. What does the correlation look like, and what the convolution?

# %%
dot = np.zeros((5, 5))
dot[2, 2] = 1
with suppress(NotImplementedError):
    numbers = np.arange(1.0, 10.0).reshape(3, 3)
    print("correlation:", *correlate2d(dot, numbers)[0].astype(int), sep="\n")
    print("convolution:", *convolve2d(dot, numbers)[0].astype(int), sep="\n")

# %% [markdown]
# **Notice** that convolution leaves a copy of the kernel where the pixel was: this is the spreading.
# Correlation leaves a copy turned by half a turn.

# %% [markdown]
# ## 4. The price of a connection
#
# Why not learn a weight for every pixel and every output, as in Lessons 2 to 4? Take a grey picture
# of $200 \times 200$ pixels, and a layer with as many units as there are pixels. **Work it out before
# you read on:** how many weights connect all to all?
#
# There are $40{,}000 \times 40{,}000$, which is 1.6 billion: 6.4 gigabytes in float32, for one layer.
# Two ideas make it small.
#
# **Sparse interactions.** What belongs together in a picture is mostly close together. Let each unit
# see a patch of $10 \times 10$ pixels and no more. Then $40{,}000 \times 100$ weights are left, 4
# million. Such a layer is called **locally connected**. With $m$ inputs, $n$ outputs and $k$
# connections for each output, the cost falls from $O(mn)$ to $O(kn)$.
#
# **Parameter sharing.** A pattern worth finding in one corner is worth finding in the others. Let
# all units use *the same* 100 weights. Nothing is left to depend on the place: sliding a kernel is
# exactly this layer. The time is still $O(kn)$, but the memory has shrunk to $k$. One pattern is
# poor, so learn 100 of them, 100 **filters**: 10,000 weights, and still 160,000 times fewer than
# 1.6 billion.

# %%
plots.connection_sketches()

# %% [markdown]
# On the right, lines of one colour and dash carry the same weight; in the other panels each line has
# its own. Two remarks. First, a unit that sees three
# inputs is not blind to the others for ever: units of the next layer see three of these, and so five
# inputs. Second, a shared kernel fits **inputs of any size**. There is nothing in the weights that
# says how large the picture is; a matrix of $40{,}000 \times 40{,}000$ fits one size only.
#
# **Channels.** A colour picture has three numbers at each pixel: $C = 3$ channels. A filter has a
# kernel for each of them, and adds up what they answer. A layer with $F$ filters makes a picture of
# $F$ channels. Written for an input of $C \times H \times W$, kernels of $KH \times KW$ and
# $OH \times OW$ places:
#
# | Layer | An output sees | Outputs | What shares one set of weights |
# |:--|:--|:--|:--|
# | dense | all $C H W$ inputs | $F \cdot OH \cdot OW$ | nothing: each output has its own |
# | local | a patch of $C \cdot KH \cdot KW$ | $F \cdot OH \cdot OW$ | nothing: each output has its own |
# | shared | a patch of $C \cdot KH \cdot KW$ | $F \cdot OH \cdot OW$ | all places of a filter |
#
# A set of weights has one bias.

# %% [markdown]
# ### Exercise 8.4: parameter_count (3 points)
#
# **In:** `connections`, one of `"dense"`, `"local"`, `"shared"`; the pairs `image`, which is
# $(H, W)$, `places`, which is $(OH, OW)$, and `kernel`, which is $(KH, KW)$; the numbers of
# `channels` and of `filters`; `bias`, true or false. **Out:** how many weights and biases there are
# to learn. Each kind earns 1 point.
#
# **By hand**, an image of $3 \times 4$ with 2 channels, kernels of $2 \times 2$, $2 \times 3$ places,
# 3 filters, and biases. A patch holds $2 \cdot 2 \cdot 2 = 8$ numbers, and there are
# $3 \cdot 2 \cdot 3 = 18$ outputs:
#
# | Layer | Sets of weights | Weights and bias in a set | Parameters |
# |:--|--:|--:|--:|
# | dense | 18 | $24 + 1$ | 450 |
# | local | 18 | $8 + 1$ | 162 |
# | shared | 3 | $8 + 1$ | 27 |


# %% solution="parameter_count"
def parameter_count(connections, image, places, kernel, channels=1, filters=1, bias=True):
    """Return how many parameters a layer has that maps C images of H x W to F of OH x OW.

    Parameters
    ----------
    connections : {"dense", "local", "shared"}
        An output sees all inputs, or a patch through weights of its own, or a patch
        through the weights of its filter.
    image, places, kernel : pair of int
        (H, W), (OH, OW) and (KH, KW); the kernel plays no part in a dense layer.
    channels, filters : int
        C and F.
    bias : bool
        Whether each set of weights has a bias.

    Returns
    -------
    count : int
        Number of weights and biases.
    """
    ### BEGIN SOLUTION
    outputs = filters * places[0] * places[1]
    patch = channels * kernel[0] * kernel[1]
    if connections == "dense":
        return outputs * (channels * image[0] * image[1] + bias)
    if connections == "local":
        return outputs * (patch + bias)
    return filters * (patch + bias)
    ### END SOLUTION


# %% check="parameter_count"
check("parameter_count", parameter_count)

# %%
with suppress(NotImplementedError):
    for connections in ("dense", "local", "shared"):
        one = parameter_count(connections, (200, 200), (200, 200), (10, 10), bias=False)
        many = parameter_count(connections, (200, 200), (200, 200), (10, 10), filters=100)
        print(f"{connections:>6}: one filter {one:>13,}   100 filters {many:>15,}")

# %% [markdown]
# **Notice** the last line: it does not contain the number 200 in any form.

# %% [markdown]
# ### Written question 1: a dense layer in disguise (4 points)
#
# A correlation is linear, so some matrix does the same: $s = M x$.
#
# (a) Write down $M$ for a signal of five numbers and a kernel $(w_0, w_1, w_2)$. How many of its
# entries are zero, and how many different weights does it hold? (1 point)
#
# (b) For $s = M x$ the gradient is $\bar x = M^\top \bar s$. Use the column of $M$ that belongs to
# $x_2$ to explain why the kernel appears in reverse order on the way back. (2 points)
#
# (c) Sharing assumes something about the data. Describe a set of pictures for which a locally
# connected layer would serve better, and say why. (1 point)

# %% [markdown] written="why-sharing" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a)
#
# $$M = \begin{pmatrix} w_0 & w_1 & w_2 & 0 & 0 \\ 0 & w_0 & w_1 & w_2 & 0 \\
# 0 & 0 & w_0 & w_1 & w_2 \end{pmatrix}$$
#
# Six of the fifteen entries are zero, and there are three different weights.
#
# (b) $\bar x_2$ is the third column times $\bar s$: $w_2 \bar s_0 + w_1 \bar s_1 + w_0 \bar s_2$. Rows
# of $M$ hold the kernel in its order, because a window runs forward. Down a column the kernel comes
# backward: the later a window begins, the earlier in it stands $x_2$. So as the places go up, the
# weights go down.
#
# (c) Pictures that are aligned, such as passport photographs: eyes are always in the upper half and
# never at the bottom, so what is worth finding depends on the place, and kernels of their own for
# each place can specialise. With pictures taken at random a pattern may be anywhere, and sharing is
# right.
#
# **Rubric.**
# - 1 point: the matrix, six zeros and three weights. Half a point if the counts are missing.
# - 2 points: 1 for the column written out as a sum with $\bar s_0, \bar s_1, \bar s_2$; 1 for the
#   reason, that a later window holds $x_2$ at an earlier position.
# - 1 point: any example in which position and content go together, with that reason.
# ### END SOLUTION

# %% [markdown]
# ## 5. A shift stays a shift
#
# What can be promised about a layer before it has learned anything? With shared weights, this: if
# the picture moves, the response moves along. A cat in another corner is answered in another corner
# by the same numbers. A function $f$ is called **equivariant** to a change $g$ if it makes no
# difference which of them comes first:
#
# $$f(g(x)) = g(f(x)).$$
#
# This is not the same as **invariance**, $f(g(x)) = f(x)$, where the response would not move at all.
#
# Why is correlation equivariant to a shift? Let $g$ drop the first number of a signal, so that
# everything else moves one place to the left: $(g x)_t = x_{t+1}$. Then
#
# $$f(g(x))_t = \sum_a w_a\, x_{t+1+a} = s_{t+1} = g(f(x))_t.$$
#
# The step in the middle needs $w_a$ to be the same at both places. With weights of its own for each
# place, it would fail.

# %% [markdown]
# ### Exercise 8.5: is_equivariant (2 points)
#
# **In:** `operation`, the function $f$; `shift`, the function $g$; both map arrays to arrays. An
# array `x` on which to try them. **Out:** True if both orders give arrays of the same shape with the
# same numbers, up to rounding; False otherwise.
#
# **By hand**, on $x = (1, 4, 2, 8)$, with $g$ pushing everything one place to the right and the last
# number to the front:
#
# | $f$ | $g(x)$ | $f(g(x))$ | $f(x)$ | $g(f(x))$ | Answer |
# |:--|:--|:--|:--|:--|:--|
# | $x_i^2$ | $(8, 1, 4, 2)$ | $(64, 1, 16, 4)$ | $(1, 16, 4, 64)$ | $(64, 1, 16, 4)$ | True |
# | $i \cdot x_i$ | $(8, 1, 4, 2)$ | $(0, 1, 8, 6)$ | $(0, 4, 4, 24)$ | $(24, 0, 4, 4)$ | False |
#
# `np.allclose(a, b)` compares up to rounding. Beware: it also stretches arrays of different shapes
# to fit each other.


# %% solution="is_equivariant"
def is_equivariant(operation, shift, x):
    """Return whether f(g(x)) = g(f(x)), up to rounding.

    Parameters
    ----------
    operation : callable
        The function f, from an array to an array.
    shift : callable
        The function g, from an array to an array; it meets both x and f(x).
    x : ndarray
        Where to try them.

    Returns
    -------
    equivariant : bool
        Whether both orders give the same shape and the same numbers.
    """
    ### BEGIN SOLUTION
    first, last = operation(shift(x)), shift(operation(x))
    return bool(first.shape == last.shape and np.allclose(first, last))
    ### END SOLUTION


# %% check="is_equivariant"
check("is_equivariant", is_equivariant)

# %% [markdown]
# **Predict the twelve answers before you run.** Four operations on a piece of the photograph, and
# three things to do to it. The first drops the leftmost column, as above; mirroring exchanges left
# and right.

# %%
piece = brightness[20:50, 60:100]
operations = {
    "Sobel across": lambda a: correlate2d(a, sobel_across)[0],
    "every second column of it": lambda a: correlate2d(a, sobel_across)[0][:, ::2],
    "a weight for each column": lambda a: a * np.arange(a.shape[1]),
    "squares": lambda a: a**2,
}
changes = {
    "column dropped": lambda a: a[:, 1:],
    "mirrored": lambda a: a[:, ::-1],
    "half as bright": lambda a: a / 2,
}
with suppress(NotImplementedError):
    print(f"{'':24}", *(f"{name:>15}" for name in changes))
    for name, operation in operations.items():
        found = [is_equivariant(operation, change, piece) for change in changes.values()]
        print(f"{name:24}", *(f"{answer!s:>15}" for answer in found))

# %% [markdown]
# **Notice** that correlation follows a shift and a change of brightness, but not a mirror: a cat that
# looks the other way is a new pattern to a kernel, and so is a cat that is larger or lies on its
# side. Taking every second place breaks the promise for shifts by one. You will see why in the demo of
# Section 7.

# %% [markdown]
# ## 6. Places
#
# With a kernel of $3 \times 3$, each layer costs the picture two rows and two columns. After three
# layers a digit of $8 \times 8$ has shrunk to $2 \times 2$, and the next kernel does not fit any more.
# Two settings decide where a kernel stands.
#
# **Padding** $p$ surrounds the picture with $p$ rows and columns of zeros on every side. **Stride**
# $s$ lets the kernel move on by $s$ pixels instead of one, which makes the result about $s$ times
# smaller along each axis.

# %%
plots.places_sketch()

# %% [markdown]
# Each orange bar is a kernel of size 3 at one of its places, and the blue dot is its middle. Count
# along one axis: $i$ pixels and $2p$ zeros. The kernel takes up $k$ of them and stands at its first
# place. What is left, $i + 2p - k$, is room for steps of length $s$. A step that does not fit whole
# is not taken. So the number of places is
#
# $$o = \left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1.$$
#
# With $s = 1$ and an odd $k$, the padding $p = (k - 1)/2$ keeps the size.

# %% [markdown]
# ### Exercise 8.6: output_size (2 points)
#
# **In:** the whole numbers `size`, `kernel`, `stride` and `padding`. **Out:** the number of places
# along one axis. If the kernel is larger than the padded image, raise `ValueError`, with a sentence
# that says so (1 of the 2 points). The formula would return 0 or less, and the mistake would show
# much later, or never.
#
# **By hand:**
#
# | `size` | `kernel` | `stride` | `padding` | Room for steps | Steps | Places |
# |--:|--:|--:|--:|:--|--:|--:|
# | 7 | 3 | 1 | 0 | $7 - 3 = 4$ | 4 | 5 |
# | 7 | 3 | 2 | 1 | $9 - 3 = 6$ | 3 | 4 |
# | 8 | 3 | 2 | 0 | $8 - 3 = 5$ | 2, and one pixel is left over | 3 |
# | 3 | 3 | 2 | 0 | $3 - 3 = 0$ | 0 | 1 |
# | 2 | 3 | 1 | 0 | $2 - 3 = -1$ | | `ValueError` |


# %% solution="output_size"
def output_size(size, kernel, stride=1, padding=0):
    """Return at how many places a kernel fits along one axis.

    Parameters
    ----------
    size, kernel : int
        Length of the image and of the kernel along the axis.
    stride : int
        Step from one place to the next.
    padding : int
        Zeros on either side of the image.

    Returns
    -------
    places : int
        At least 1.

    Raises
    ------
    ValueError
        If the kernel is larger than the padded image.
    """
    ### BEGIN SOLUTION
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError(f"a kernel of {kernel} is larger than the padded image")
    return room // stride + 1
    ### END SOLUTION


# %% check="output_size"
check("output_size", output_size)

# %% [markdown]
# ## 7. The layer
#
# Now put it together: $N$ images of $C$ channels, $F$ filters with a kernel for every channel and a
# bias each, stride $s$, padding $p$. On the padded images,
#
# $$y_{nfij} = b_f + \sum_{c} \sum_{k} \sum_{l} x_{n,\, c,\, s i + k,\, s j + l}\, K_{fckl}.$$
#
# | Array | Shape |
# |:--|:--|
# | `x` | `(N, C, H, W)` |
# | `kernels` | `(F, C, KH, KW)` |
# | `bias` | `(F,)` |
# | `y` | `(N, F, OH, OW)` |
#
# There are two ways to loop. You can go from **place to place** and let each place see its window, as
# you did so far. Or you can go from **weight to weight**. Weight $(k, l)$ of a kernel meets, over all
# places, the pixels $x_{si + k,\, sj + l}$: a slice of the padded picture that begins at $(k, l)$ and
# goes on by steps of $s$. Its shape is `(N, C, OH, OW)`:
#
# ```python
# seen = padded[:, :, k : k + s * OH : s, l : l + s * OW : s]
# ```
#
# Multiply it by the weight, add, and go on to the next weight: a kernel of $3 \times 3$ takes nine such
# steps, however large the picture. `np.einsum("ncij,fc->nfij", seen, kernels[:, :, k, l])` multiplies
# for all images and filters and sums over the channels: an index that stands to the left of the arrow
# and not to its right is summed. On the way back the same slice serves twice. It says where in
# `d_padded` the shares of the pixels belong. And the gradient of the weight is the sum of `d_y` times
# `seen`.
#
# On the way back, too, whatever served several outputs adds up its shares: the bias over images and
# places, a weight over images and places, a pixel over filters and windows. In the end the padding is
# cut off: nobody asked for the gradient of the zeros.

# %% [markdown]
# ### Exercise 8.7: conv2d (6 points)
#
# **In:** `x`, `kernels` and `bias` with the shapes above; the whole numbers `stride` and `padding`,
# for both axes alike. **Out:** `y`, and `backward`, which takes `d_y` of the shape of `y` and returns
# `d_x`, `d_kernels` and `d_bias`. The value earns 1 point, and 2 more with stride and padding; the
# gradient earns 2 points, and 1 more with stride and padding.
#
# **By hand**, one image of two channels, one filter, bias 10, stride 2, padding 1:
#
# $$x_0 = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}, \quad
# x_1 = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}, \quad
# K_0 = \begin{pmatrix} 1 & 3 \\ 0 & 1 \end{pmatrix}, \quad
# K_1 = \begin{pmatrix} 0 & 2 \\ 0 & 0 \end{pmatrix}.$$
#
# Padded, each channel is $4 \times 4$, and by steps of 2 the windows lie side by side. With $\bar y$ as
# in the last column:
#
# | Place | Window of channel 0 | Window of channel 1 | $y$ | $\bar y$ |
# |:--|:--|:--|:--|--:|
# | $(0, 0)$ | $0, 0 \,/\, 0, 1$ | $0, 0 \,/\, 0, 0$ | $10 + 1 = 11$ | 1 |
# | $(0, 1)$ | $0, 0 \,/\, 2, 0$ | $0, 0 \,/\, 1, 0$ | $10 + 0 = 10$ | 2 |
# | $(1, 0)$ | $0, 3 \,/\, 0, 0$ | $0, 1 \,/\, 0, 0$ | $10 + 9 + 2 = 21$ | 3 |
# | $(1, 1)$ | $4, 0 \,/\, 0, 0$ | $0, 0 \,/\, 0, 0$ | $10 + 4 = 14$ | 4 |
#
# $$\bar K_0 = \begin{pmatrix} 16 & 9 \\ 4 & 1 \end{pmatrix}, \quad
# \bar K_1 = \begin{pmatrix} 0 & 3 \\ 2 & 0 \end{pmatrix}, \quad
# \bar x_0 = \begin{pmatrix} 1 & 0 \\ 9 & 4 \end{pmatrix}, \quad
# \bar x_1 = \begin{pmatrix} 0 & 0 \\ 6 & 0 \end{pmatrix}, \quad
# \bar b = 10.$$
#
# For example, the pixel 3 of $x_0$ lay under the weight 3 at a place with $\bar y = 3$: its gradient
# is 9.


# %% solution="conv2d"
def conv2d(x, kernels, bias, stride=1, padding=0):
    """Return the cross-correlation of images with kernels, plus a bias, and its backward.

    y_nfij = b_f + sum_ckl x_{n, c, s i + k, s j + l} K_fckl, on the padded images.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images.
    kernels : ndarray, shape (F, C, KH, KW)
        For each filter a kernel for each channel.
    bias : ndarray, shape (F,)
        One number for each filter.
    stride : int
        Step s from one place to the next, along both axes.
    padding : int
        Rows and columns of zeros on every side.

    Returns
    -------
    y : ndarray, shape (N, F, OH, OW)
        The output.
    backward : callable
        Maps d_y to d_x, d_kernels and d_bias, in the shapes of the arguments.
    """
    ### BEGIN SOLUTION
    (height, width), (rows, columns) = x.shape[2:], kernels.shape[2:]
    OH = (height + 2 * padding - rows) // stride + 1
    OW = (width + 2 * padding - columns) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    slices = {}
    for k, m in np.ndindex(rows, columns):
        down, across = slice(k, k + stride * OH, stride), slice(m, m + stride * OW, stride)
        slices[k, m] = np.s_[:, :, down, across]
    y = np.zeros((len(x), len(kernels), OH, OW)) + bias[:, None, None]
    for (k, m), seen in slices.items():
        y += np.einsum("ncij,fc->nfij", padded[seen], kernels[:, :, k, m])
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
        for (k, m), seen in slices.items():
            d_padded[seen] += np.einsum("nfij,fc->ncij", d_y, kernels[:, :, k, m])
            d_kernels[:, :, k, m] = np.einsum("nfij,ncij->fc", d_y, padded[seen])
        inside = np.s_[:, :, padding : padding + height, padding : padding + width]
        return d_padded[inside], d_kernels, d_y.sum(axis=(0, 2, 3))
        ### END SOLUTION

    return y, backward


# %% check="conv2d"
check("conv2d", conv2d)

# %% [markdown]
# The demo slides a kernel over a piece of a photograph, with your `conv2d`. Move it cell by cell and
# read the pixels, the weights and the answer. Choose a kernel, or type one of your own. **Before each
# of these, predict:**
#
# - Flip the signs of all nine weights of a Sobel kernel. What becomes of the response?
# - Choose "sharpen". Its weights add up to 1. What does it answer on even sky, and what on either side
#   of an edge?
# - Shift the picture by three columns, at stride 1 and then at stride 2. Where are the old answers
#   now?
# - Set the padding to 2. Along the frame, what do the edge detectors see that is not in the picture?

# %%
convolution_explorer(conv2d)

# %% [markdown]
# **Notice** what the demo says about a shift. At stride 1 every old answer that is still in view is
# found again, moved along with the picture. At stride 2 a shift by two pixels moves the answers by one
# place, and after a shift by one pixel none of them needs to be there. And padding spoils the promise
# near the frame, because zeros do not move along.
#
# **A kernel is learned.** Nobody tells a network about Sobel. Let us hide the kernel and see whether
# nine weights can be found from examples alone. The targets are Sobel's answers on a small piece of
# the photograph; the kernel starts from zeros and follows its gradient downhill, on
# $J = \tfrac12 \operatorname{mean} (y - t)^2$. **Predict:** what will be right first, the signs of
# the weights or their sizes?

# %%
piece = brightness[40:64, 60:84] - brightness[40:64, 60:84].mean()
x = piece[np.newaxis, np.newaxis]
kernels, bias, learned = np.zeros((1, 1, 3, 3)), np.zeros(1), {}
with suppress(NotImplementedError):
    targets, _ = conv2d(x, sobel_across[np.newaxis, np.newaxis], np.zeros(1))
    for step in range(301):
        y, backward = conv2d(x, kernels, bias)
        if step in (3, 30, 300):
            learned[f"step {step}: up to {kernels.max():.2f}"] = kernels[0, 0]
        _, d_kernels, d_bias = backward((y - targets) / y.size)
        kernels, bias = kernels - 1.0 * d_kernels, bias - 1.0 * d_bias
    learned["Sobel: up to 2"] = sobel_across
    plots.brightness_panels(learned, signed=list(learned))

# %% [markdown]
# **Notice** that the pattern is there after three steps, and its size comes slowly. (Each panel has its
# own scale; the title names its largest weight.) Neighbouring pixels are nearly alike, so what an edge
# detector answers is a small difference of large numbers, and its weights have little effect on $J$.
# This is the ravine of Lesson 5, seen in a kernel.
#
# The same nine weights fit any other picture, of another size. **Predict:** on which side of a stroke
# will they answer positively? Here the strokes are bright.

# %%
images, labels = digits()
with suppress(NotImplementedError):
    edges, _ = conv2d(images[:4, np.newaxis], kernels, bias, padding=1)
    names = [f"a {label}" for label in labels[:4]]
    plots.brightness_panels(dict(zip(names, edges[:, 0], strict=True)), signed=names)

# %% [markdown]
# **Notice** the blue on the left of every stroke, where dark turns into bright, and the orange on its
# right.

# %% [markdown]
# ## 8. Pooling
#
# A response says where a pattern is, to the pixel. Often that is more than you want to know: a 7
# remains a 7 if its stroke is drawn one pixel further left. **Pooling** replaces a window of
# responses by one number, either its largest, "is the pattern somewhere here?", or its mean, "how much
# of it is here?":
#
# $$y_{ncij}^{\max} = \max_{k, l}\; x_{n,\, c,\, s i + k,\, s j + l}, \qquad
# y_{ncij}^{\text{avg}} = \frac{1}{q^2} \sum_{k, l} x_{n,\, c,\, s i + k,\, s j + l},$$
#
# with windows of $q \times q$. Every channel is pooled by itself, and there is nothing to learn. With
# stride $s = q$ the windows lie side by side. There is no padding here; a window that would stick
# out is left out, so the number of places is that of Section 6 with $k = q$ and $p = 0$.
#
# **How little does a shift change?** Here is one row of responses and its maxima over windows of 3,
# at stride 1. Then everything moves to the right by one, and a new number comes in:
#
# | | | | | | | |
# |:--|--:|--:|--:|--:|--:|--:|
# | responses | 0.3 | 0.9 | 0.1 | 0.2 | 0.5 | 0.4 |
# | largest of 3 | 0.9 | 0.9 | 0.5 | 0.5 | | |
# | responses, shifted | 1.0 | 0.3 | 0.9 | 0.1 | 0.2 | 0.5 |
# | largest of 3 | 1.0 | 0.9 | 0.9 | 0.5 | | |
#
# All six responses have changed, and only two of the four maxima. Is that typical? Look at one window
# of width $q$. Before and after the shift it holds $q + 1$ different numbers, of which $q - 1$ are in
# it both times. The maximum stays if the largest of the $q + 1$ is one of these. Where each of the
# numbers is equally likely to be the largest, the maximum changes with the probability
#
# $$1 - \frac{q - 1}{q + 1} = \frac{2}{q + 1},$$
#
# which is **one half for windows of 3**. In a picture a window of $q \times q$ loses one of its columns
# and gains another; read "columns" for "numbers", and the rule is the same.
#
# **The way back.** A nudge to a number that is not the largest changes nothing, so the maximum sends
# its gradient to the winner alone. If several are equal, we let the first in reading order win, as
# PyTorch does. A mean sends each of its $q^2$ numbers the same share.

# %% [markdown]
# ### Exercise 8.8: max_pool2d (3 points)
#
# **In:** `x` of shape `(N, C, H, W)`; `size`, the side $q$ of a window; `stride`, which is `size` if
# it is `None`. **Out:** `y` of shape `(N, C, OH, OW)`, and `backward`, which takes `d_y` and returns
# `d_x`. The value earns 1 point, the gradient 1, and 1 more if it is right at ties.
#
# **By hand**, windows of 2 on one small image:
#
# $$x = \begin{pmatrix} 2 & 7 & 4 & 4 \\ 6 & 1 & 0 & 4 \end{pmatrix}$$
#
# | Stride | $y$ | $\bar y$ | $\bar x$, first row | $\bar x$, second row |
# |--:|:--|:--|:--|:--|
# | 2 | $(7, 4)$ | $(10, 20)$ | $(0, 10, 20, 0)$ | $(0, 0, 0, 0)$ |
# | 1 | $(7, 7, 4)$ | $(1, 10, 100)$ | $(0, 11, 100, 0)$ | $(0, 0, 0, 0)$ |
#
# The 4 stands in its window three times, and the first takes all. At stride 1 the 7 wins in two
# windows.
#
# `window.argmax()` of an array counts in reading order and returns the first of equals. To loop
# from element to element of the window instead, as in Section 7, remember for every output which
# element has won so far.


# %% solution="max_pool2d"
def max_pool2d(x, size=2, stride=None):
    """Return the largest number of every window, and the function that differentiates it.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images.
    size : int
        Side q of a window.
    stride : int, optional
        Step s from one window to the next; the window's side if None.

    Returns
    -------
    y : ndarray, shape (N, C, OH, OW)
        The largest numbers.
    backward : callable
        Maps d_y to d_x: the gradient goes to the winner, in reading order the first.
    """
    ### BEGIN SOLUTION
    step = size if stride is None else stride
    OH, OW = ((length - size) // step + 1 for length in x.shape[2:])
    slices = []
    for k, m in np.ndindex(size, size):
        down, across = slice(k, k + step * OH, step), slice(m, m + step * OW, step)
        slices.append(np.s_[:, :, down, across])
    y = x[slices[0]].copy()
    winner = np.zeros(y.shape, dtype=int)
    for number, seen in enumerate(slices):
        winner = np.where(x[seen] > y, number, winner)
        y = np.maximum(y, x[seen])
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_x = np.zeros(x.shape)
        for number, seen in enumerate(slices):
            d_x[seen] += d_y * (winner == number)
        return d_x
        ### END SOLUTION

    return y, backward


# %% check="max_pool2d"
check("max_pool2d", max_pool2d)

# %% [markdown]
# ### Exercise 8.9: avg_pool2d (2 points)
#
# **In and out** as in Exercise 8.8, with means. The value earns 1 point, the gradient 1.
#
# **By hand**, the same image and windows of 2 at stride 2: the sums are 16 and 12, so $y = (4, 3)$.
# With $\bar y = (8, 4)$, each pixel of the first window gets $8/4 = 2$, each of the second $4/4 = 1$:
#
# $$\bar x = \begin{pmatrix} 2 & 2 & 1 & 1 \\ 2 & 2 & 1 & 1 \end{pmatrix}.$$


# %% solution="avg_pool2d"
def avg_pool2d(x, size=2, stride=None):
    """Return the mean of every window, and the function that differentiates it.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images.
    size : int
        Side q of a window.
    stride : int, optional
        Step s from one window to the next; the window's side if None.

    Returns
    -------
    y : ndarray, shape (N, C, OH, OW)
        The means.
    backward : callable
        Maps d_y to d_x: every pixel of a window gets the same share.
    """
    ### BEGIN SOLUTION
    step = size if stride is None else stride
    OH, OW = ((length - size) // step + 1 for length in x.shape[2:])
    slices = []
    for k, m in np.ndindex(size, size):
        down, across = slice(k, k + step * OH, step), slice(m, m + step * OW, step)
        slices.append(np.s_[:, :, down, across])
    y = sum(x[seen] for seen in slices) / size**2
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        d_x = np.zeros(x.shape)
        for seen in slices:
            d_x[seen] += d_y / size**2
        return d_x
        ### END SOLUTION

    return y, backward


# %% check="avg_pool2d"
check("avg_pool2d", avg_pool2d)

# %% [markdown]
# The demo pools a picture, shifts it by some pixels and pools it again. Crosses mark the numbers that
# have changed. **Predict:** windows of 3 at stride 1 and a shift by one pixel; what share of the
# maxima changes, and what share of the means? Then make the windows wider, then the shift longer, and
# try the photographs.

# %%
pooling_explorer(max_pool2d, avg_pool2d)

# %% [markdown]
# **Notice** that nearly all means change, each by a little, while a maximum either stays to the last
# digit or jumps. A maximum makes the next layer *exactly* blind to some shifts. This is a kind of
# invariance, and it is bought by forgetting where in the window the winner stood.
#
# Now the rule of $2 / (q + 1)$. Its assumption, that each number is equally likely to be the largest,
# is true of noise. **Predict:** will a photograph lie above the rule or below it?

# %%
noise = np.random.default_rng(0).random((1, 1, 60, 81))
photograph = brightness[np.newaxis, np.newaxis, 20:80, 40:121]
with suppress(NotImplementedError):
    print("window   2/(q + 1)   noise   photograph")
    for q in (2, 3, 4, 5):
        shares = []
        for picture in (noise, photograph):
            before, _ = max_pool2d(picture[:, :, :, 1:], size=q, stride=1)
            after, _ = max_pool2d(picture[:, :, :, :-1], size=q, stride=1)
            shares.append(np.mean(before != after))
        print(f"{q:>6}   {2 / (q + 1):>9.2f}   {shares[0]:>5.2f}   {shares[1]:>10.2f}")

# %% [markdown]
# **Notice** that for windows of 3 about half of the maxima change, as promised. The photograph keeps
# near the rule, but does not obey it. Where brightness rises steadily from left to right, the largest
# number stands at the end of its window, however wide, and every shift replaces it.

# %% [markdown]
# ### Written question 2: what pooling forgets (4 points)
#
# (a) Write down two different pictures of $2 \times 4$ pixels that max-pooling with windows of 2 at
# stride 2 cannot tell apart, and that average pooling can. (1 point)
#
# (b) Name one task on photographs that gains by this forgetting and one that suffers, and say why.
# (2 points)
#
# (c) Only the winner of a window gets a gradient. A kernel upstream has produced all four numbers of
# the window. Does it learn nothing from the three that lost? (1 point)

# %% [markdown] written="what-pooling-forgets" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) For example $\begin{pmatrix} 1 & 0 & 0 & 0 \\ 0 & 0 & 0 & 0 \end{pmatrix}$
# and $\begin{pmatrix} 1 & 1 & 0 & 0 \\ 0 & 0 & 0 & 0 \end{pmatrix}$: the maxima are $(1, 0)$ both
# times, the means are $(0.25, 0)$ and $(0.5, 0)$.
#
# (b) "Is there a cat in the picture?" gains: the answer does not depend on the exact place, so every
# shift that is forgotten is one that need not be learned. "Which pixels belong to the cat?", or
# anything that measures distances, suffers: it asks for just the positions that pooling has thrown
# away.
#
# (c) In this window and on this image it learns nothing from them: a small change of a loser leaves
# the output as it is, so its gradient is zero. But the kernel is shared. It produced the winners of
# all other windows too, and another image will have other winners. It is trained by all of them.
#
# **Rubric.**
# - 1 point: two pictures with equal maxima and different means.
# - 2 points: 1 for each task with its reason. Half a point each without a reason.
# - 1 point: half for the zero gradient of the losers, half for sharing: the same weights get gradients
#   from other windows and other images.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently
#
# **Whose index moves.** One lecture prints correlation as $s[t] = \sum_a x[a]\, w[a + t]$. There the
# second factor is the one that is read from place $t$ on. With $x$ as the kernel and $w$ as the
# signal it is our formula. With $x$ as the signal it gives the same numbers in reverse order, and
# $t$ counts backwards.
#
# **About two billion weights** are printed for the fully connected layer of Section 4, from a picture of
# 200 by 200 pixels to 40,000 units. You counted them: 1.6 billion, and 40,000 biases.
#
# **A sign in Sobel's kernel.** One sheet prints one of the two kernels with a sign wrong. You need
# not know the right kernel to find out. The weights of an edge detector add up to 0, so that an even
# surface answers 0; and exchanging its two sides turns its sign. Try both tests on these two:

# %%
printed = {
    "first": np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]),
    "second": np.array([[-1.0, -2.0, -1.0], [0.0, 0.0, 0.0], [1.0, -2.0, 1.0]]),
}
for name, kernel in printed.items():
    turns = np.allclose(kernel[:, ::-1], -kernel) or np.allclose(kernel[::-1], -kernel)
    print(f"{name}: adds up to {kernel.sum():g}; mirrored, its sign turns: {turns}")

# %% [markdown]
# **Output sizes.** Some print $(i - k + 2p)/s + 1$ without the brackets that round down. That is the
# same wherever the kernel fits evenly, and no whole number elsewhere.
#
# ## Further reading
#
# - D. H. Hubel and T. N. Wiesel, "Receptive fields, binocular interaction and functional architecture
#   in the cat's visual cortex", *Journal of Physiology* 160, 1962. Cells that answer to edges, and
#   cells that answer wherever the edge is.
# - K. Fukushima, "Neocognitron", *Biological Cybernetics* 36, 1980. Shared patterns and pooling, in a
#   network.
# - Y. LeCun and others, "Backpropagation applied to handwritten zip code recognition", *Neural
#   Computation* 1, 1989. Kernels that are learned.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document
#   recognition", *Proceedings of the IEEE* 86, 1998. LeNet-5.
# - V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016. Strides and
#   padding, drawn.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016, chapter 9. Sparse
#   interactions, sharing, equivariance, pooling.
# - R. Zhang, "Making convolutional networks shift-invariant again", *ICML*, 2019. What strides do to
#   the promise of Section 5.
#
# ## What comes next
#
# You have the two layers. Lesson 9 stacks them into networks that read digits, asks what their
# kernels and responses look like, and runs the layer backward to make pictures larger again.
