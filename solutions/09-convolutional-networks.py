# %% [markdown]
# # Lesson 9: Convolutional networks
#
# By the end you will have built a network that reads more than 97 of 100 handwritten digits that it
# has never seen, looked at what each of its layers responds to, and built another one that draws
# digits from a code of sixteen numbers.
#
# **You need** convolution, padding and pooling (Lesson 8), dropout (Lesson 6), and a `backward` that
# chains others (Lesson 4). The layers themselves come from `lecturelib`; put your own in their
# place if you like. **It takes** about two hours. The end of Section 3 is a good place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. Features by hand | Who decides what to look for? | | 10 |
# | 2. A stage, and another | What makes a network deep? | 9.1 | 35 |
# | 3. Learning to read | In which mode is a network judged? | 9.2 | 20 |
# | 4. What a filter looks for | Can one see what was learned? | 9.3 | 12 |
# | 5. What a score hangs on | Which pixels matter? | 9.4, a reasoned answer | 17 |
# | 6. Larger again | How does a picture grow? | 9.5 | 12 |
# | 7. Sixteen numbers | What does a code keep? | 9.6, a reasoned answer | 25 |
#
# **How to work.** Replace `raise NotImplementedError()` by your code, then run the check below it.
# Grading uses fresh cases. The exercises are worth 22 points, the two written questions 4 points
# each. No exercise needs your answer to an earlier one. Cells that use your functions stand in
# `with suppress(NotImplementedError):` and stay empty until you have written them.
#
# The reference solutions live in `lecturelib.convolutional_networks`, `lecturelib.training` and
# `lecturelib.convolution`. They cannot be imported while the lesson is graded.

# %%
from contextlib import suppress
from itertools import pairwise

import numpy as np

from autograder import check
from demos import feature_maps
from lecturelib import plots
from lecturelib.activations import relu, sigmoid
from lecturelib.convolution import conv2d, conv_transpose2d
from lecturelib.datasets import digits
from lecturelib.initialization import he_normal
from lecturelib.layers import affine, dropout
from lecturelib.losses import softmax_cross_entropy
from lecturelib.optimizers import Optimizer, adam
from lecturelib.pooling import avg_pool2d, max_pool2d
from lecturelib.training import minibatches

# %% [markdown]
# This is where we are going. Each square is a **feature map**: a picture that says, place by place,
# how strongly a filter responds. Going to the right, maps become smaller and more numerous.
# **Predict:** the last maps have four places each. How many numbers does the network know about a
# digit when it gives its ten scores?

# %%
images, labels = digits()
plots.stages_sketch(images[3], filters=(16, 32))

# %% [markdown]
# ## 1. Features by hand
#
# It knows 128: 32 maps of 2 by 2. A person who had to choose 128 things to note about a digit would
# have worked for a while. For decades this was what people did. They designed **features**: edges in
# several directions, corners, counts of strokes. Only the last step, from the features to the class,
# was learned.
#
# Do it that way first. Sobel's kernels of Lesson 8 find edges. Turned in steps of 45 degrees they
# make eight filters. ReLU keeps what is positive, a 2 by 2 max-pooling keeps the strongest response
# of each window, and softmax regression learns to read what is left.

# %%
order = np.random.default_rng(1).permutation(len(labels))
x, y = images[order][:, np.newaxis], labels[order]  # (N, 1, 8, 8): one channel
train_x, train_y, test_x, test_y = x[:1500], y[:1500], x[1500:], y[1500:]
shifted_x = np.zeros_like(test_x)
shifted_x[..., 1:] = test_x[..., :-1]  # the same digits, one pixel further to the right

upright = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]) / 4
slanted = np.array([[0.0, 1.0, 2.0], [-1.0, 0.0, 1.0], [-2.0, -1.0, 0.0]]) / 4
turned = [np.rot90(kernel, turn) for kernel in (upright, slanted) for turn in range(4)]
edges = np.stack(turned)[:, np.newaxis]  # (8, 1, 3, 3)


def edge_features(x):
    """Return the 128 numbers that eight edge filters, ReLU and pooling make of each picture."""
    responses, _ = conv2d(x, edges, padding="same")
    return max_pool2d(relu(responses)[0], 2)[0].reshape(len(x), -1)


def softmax_regression(features, labels, epochs=20):
    """Return weights and bias of an affine map from features to the scores of ten classes."""
    parameters = {"W": np.zeros((features.shape[1], 10)), "b": np.zeros(10)}
    optimizer = Optimizer(adam, learning_rate=0.01)
    for epoch in range(epochs):
        for batch, targets in minibatches((features, labels), 32, np.random.default_rng(epoch)):
            scores, backward = affine(batch, parameters["W"], parameters["b"])
            _, loss_backward = softmax_cross_entropy(scores, targets)
            _, d_W, d_b = backward(loss_backward(1.0))
            optimizer.update_in_place(parameters, {"W": d_W, "b": d_b})
    return parameters["W"], parameters["b"]


# %% [markdown]
# 1,500 digits to learn from, 297 kept back. The same 297 are asked a second time, moved by one
# pixel. **Predict:** which does better, the 64 pixels or the 128 edge features? On the digits in
# place, and on those that were moved?


# %%
def all_pixels(x):
    """Return the 64 pixels of each picture."""
    return x.reshape(len(x), -1)


for name, features_of in {"pixels": all_pixels, "edges by hand": edge_features}.items():
    W, b = softmax_regression(features_of(train_x), train_y)
    tests = features_of(test_x), features_of(shifted_x)
    in_place, moved = (np.sum((features @ W + b).argmax(axis=1) == test_y) for features in tests)
    print(f"{name:14} {in_place} of 297 in place, {moved} moved by one pixel")

# %% [markdown]
# **Notice** that in place the design was no gain: these digits are centred with care, and their
# pixels are good features already. One pixel to the side, the pixels read fewer than half of them,
# and the edges, thanks to the pooling, somewhat more. Neither is what you would call reading.
#
# Perhaps eight edges are the wrong things to look for. Perhaps edges are only the beginning, and one
# should look for arrangements of edges next. How would one choose those by hand?

# %% [markdown]
# ## 2. A stage, and another
#
# One does not. The filters become parameters, and the loss decides what they look for. What we keep
# is the construction, the **stage**:
#
# | Layer | What it does | Shape |
# |:--|:--|:--|
# | convolution | looks for a pattern at every place | $(N, C, H, W) \to (N, F, H, W)$ |
# | activation | says "present" or nothing at all | $(N, F, H, W)$ |
# | pooling | forgets exactly where | $(N, F, H/2, W/2)$ |
#
# After it comes the next stage, whose pictures are the maps of this one. With $h_0 = x$, stage $s$ is
#
# $$a_s = h_{s-1} * K_s + b_s, \qquad r_s = \max(a_s, 0), \qquad h_s = \text{pool}(r_s),$$
#
# where $*$ is the cross-correlation with `padding="same"`, which keeps height and width. When the
# last stage is done, each example's maps are laid out in a row, $\text{flatten}(h_S)$ of shape
# `(N, D)`, and an affine map turns the row into scores.
#
# **Deep** means that there is more than one stage of non-linear features. Two things make the second
# stage different from more of the first.
#
# **It sees further.** How many pixels of the input does one number depend on, in one direction?
#
# | Layer | Neighbours are apart by | Its window adds | One number sees |
# |:--|--:|:--|--:|
# | convolution 1, 3 by 3 | 1 pixel | | 3 pixels |
# | pooling 1, 2 by 2 | 1 pixel | $1 \cdot 1$ | 4 |
# | convolution 2, 3 by 3 | 2 pixels | $2 \cdot 2$ | 8 |
# | pooling 2, 2 by 2 | 2 pixels | $1 \cdot 2$ | 10 |
#
# A window of $k$ numbers reaches $k - 1$ steps further, and after the first pooling a step is 2
# pixels long. So a filter of the second stage has the whole 8 by 8 picture in view. This field of
# view is called the **receptive field**.
#
# **It combines.** The first stage says where edges are, the second where edges meet. In large
# networks on photographs this goes on: edges, textures, parts of things, things. Without the
# non-linear layers nothing would be gained. Two convolutions in a row are one convolution with a
# larger kernel, here 5 by 5, because sums of sums are sums.
#
# **It is cheap.** The 16 filters of the first stage have $16 \cdot (9 + 1) = 160$ parameters, the 32
# of the second $32 \cdot (16 \cdot 9 + 1) = 4{,}640$, the affine map $128 \cdot 10 + 10 = 1{,}290$.
# A fully connected layer from the 64 pixels to the $16 \cdot 64$ numbers of the first convolution
# alone would have $1{,}024 \cdot 65 = 66{,}560$.

# %% [markdown]
# ### Exercise 9.1: cnn (6 points)
#
# **In:** `x` of shape `(N, C, H, W)`; `stages`, a list of pairs `(kernels, bias)`; `W` of shape
# `(D, M)` and `b` of shape `(M,)`; and three settings for dropout. **Out:** two values.
#
# - `responses`, a list of what every layer answers, because we want to look inside later: for each
#   stage the convolution, the activation and the pooling, and at the end the scores.
# - `backward`, which maps `d_scores` to `d_x`, `d_stages`, `d_W`, `d_b`. `d_stages` is a list with a
#   pair `(d_kernels, d_bias)` for each stage, in the order of the stages.
#
# The layers are imported above. Each returns its value and a backward function:
#
# | Call | Its backward maps d_value to |
# |:--|:--|
# | `conv2d(h, kernels, bias, padding="same")` | `d_h`, `d_kernels`, `d_bias` |
# | `relu(a)` | `d_a` |
# | `max_pool2d(r, 2)` | `d_r` |
# | `dropout(features, rate, np.random.default_rng(seed), training)` | `d_features` |
# | `affine(features, W, b)` | `d_features`, `d_W`, `d_b` |
#
# **Dropout** stands between the flattened features and the affine map. With `training=False` it
# passes everything on; the function sees to that.
#
# **By hand**, one picture of 2 by 4, one stage with one kernel of 1 by 2, $K = (1, -1)$ with bias
# $-1$, two classes. For a kernel of width 2, `"same"` adds one column of zeros at the right.
#
# $$x = \begin{pmatrix} 1 & 3 & 2 & 0 \\ 0 & 1 & 4 & 4 \end{pmatrix} \quad
# a = \begin{pmatrix} -3 & 0 & 1 & -1 \\ -2 & -4 & -1 & 3 \end{pmatrix} \quad
# r = \begin{pmatrix} 0 & 0 & 1 & 0 \\ 0 & 0 & 0 & 3 \end{pmatrix} \quad
# h = \begin{pmatrix} 0 & 3 \end{pmatrix}$$
#
# The first entry of $a$ is $1 - 3 - 1 = -3$. Let $W$ have the rows $(1, -1)$ and $(2, 1)$, and
# $b = (0.5, 0)$. The scores are $(0 \cdot 1 + 3 \cdot 2 + 0.5,\ 0 \cdot (-1) + 3 \cdot 1) = (6.5, 3)$.
#
# Now back, from `d_scores` $= (1, 0)$:
#
# | Step | Result |
# |:--|:--|
# | affine | $d_W$ has the rows $(0, 0)$ and $(3, 0)$; $d_b = (1, 0)$; $d_h = (1, 2)$ |
# | pooling | the 2 goes to the place of the 3 in the corner; the 1 to a zero of the first window |
# | activation | the 2 passes, since $a = 3 > 0$ there; the 1 ends, since its $a$ is not positive |
# | convolution | $d_\text{bias} = 2$; $d_K = (2 \cdot 4,\ 2 \cdot 0) = (8, 0)$; $d_x$ is 2 in the corner |
#
# **Points:** 2 for the responses, 2 for the gradients, 1 for the training mode, and 1 for a short
# training in which each `backward` is called after the network has seen another picture. Use
# `reshape(len(h), -1)` for flattening, and think about which axis comes first in `h`.


# %% solution="cnn"
def cnn(x, stages, W, b, training=False, rate=0.25, seed=0):
    """Return the responses of all layers of a convolutional network, and its backward function.

    Each stage is a convolution that keeps the size, ReLU, and 2 by 2 max-pooling. The features of
    the last stage are flattened, dropped out in training, and mapped to scores, features @ W + b.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Pictures.
    stages : list of (kernels, bias)
        Kernels of shape (F, C, KH, KW), bias of shape (F,), for each stage.
    W : ndarray, shape (D, M)
        Weights of the scores.
    b : ndarray, shape (M,)
        Bias of the scores.
    training : bool
        Whether features are dropped.
    rate : float
        Probability of dropping a feature in training.
    seed : int
        What the mask is drawn from, by np.random.default_rng(seed).

    Returns
    -------
    responses : list of ndarray
        For each stage convolution, activation and pooling; at the end the scores, shape (N, M).
    backward : callable
        Maps d_scores to d_x, d_stages (a list of (d_kernels, d_bias)), d_W and d_b.
    """
    ### BEGIN SOLUTION
    responses, ways_back, h = [], [], x
    for kernels, bias in stages:
        a, back_from_a = conv2d(h, kernels, bias, padding="same")
        r, back_from_r = relu(a)
        h, back_from_h = max_pool2d(r, 2)
        responses += [a, r, h]
        ways_back.append((back_from_a, back_from_r, back_from_h))
    features = h.reshape(len(h), -1)
    kept, back_from_kept = dropout(features, rate, np.random.default_rng(seed), training)
    scores, back_from_scores = affine(kept, W, b)

    def backward(d_scores):
        d_kept, d_W, d_b = back_from_scores(d_scores)
        d_h, d_stages = back_from_kept(d_kept).reshape(h.shape), []
        for back_from_a, back_from_r, back_from_h in reversed(ways_back):
            d_h, d_kernels, d_bias = back_from_a(back_from_r(back_from_h(d_h)))
            d_stages.insert(0, (d_kernels, d_bias))
        return d_h, d_stages, d_W, d_b

    return [*responses, scores], backward
    ### END SOLUTION


# %% check="cnn"
check("cnn", cnn)

# %% [markdown]
# **Does the order matter?** Many texts pool first and apply ReLU afterwards. Try it on the example
# above: the largest of $\max(a, 0)$ is $\max(\text{the largest } a,\ 0)$. For max-pooling the two
# orders give the same, and the second one applies ReLU to a quarter of the numbers. For
# mean-pooling they differ.

# %% [markdown]
# ## 3. Learning to read
#
# Training is the loop of Lesson 5: a batch, the loss, its gradient, a step. The network drops half of
# its features in each step. The learning rate falls from 0.01 to 0 along half a cosine. After every
# epoch the parameters are recorded for the demo.


# %%
def first_parameters(channels, seed):
    """Return stages, W and b of a network that reads 8 by 8 pictures; channels as in (1, 16, 32)."""
    rng = np.random.default_rng(seed)
    stages = [(he_normal((f, c, 3, 3), rng), np.zeros(f)) for c, f in pairwise(channels)]
    features = channels[-1] * (8 // 2 ** len(stages)) ** 2
    return stages, rng.normal(size=(features, 10)) / np.sqrt(features), np.zeros(10)


def named(stages, W, b):
    """Return all parameters, or all gradients, by names for the optimizer."""
    arrays = {"W": W, "b": b}
    for number, (kernels, bias) in enumerate(stages):
        arrays |= {f"kernels {number}": kernels, f"bias {number}": bias}
    return arrays


def copied(parameters):
    """Return a copy that later steps leave alone."""
    stages, W, b = parameters
    return [(kernels.copy(), bias.copy()) for kernels, bias in stages], W.copy(), b.copy()


def train(parameters, epochs=10):
    """Train a network in place; return its parameters before training and after each epoch."""
    optimizer, recorded, step = Optimizer(adam), [copied(parameters)], 0
    steps = epochs * -(-len(train_x) // 32)
    for epoch in range(epochs):
        for batch, targets in minibatches((train_x, train_y), 32, np.random.default_rng(epoch)):
            responses, backward = cnn(batch, *parameters, training=True, rate=0.5, seed=step)
            _, loss_backward = softmax_cross_entropy(responses[-1], targets)
            _, *gradients = backward(loss_backward(1.0))
            rate = 0.01 * 0.5 * (1 + np.cos(np.pi * step / steps))
            optimizer.update_in_place(named(*parameters), named(*gradients), rate)
            step += 1
        recorded.append(copied(parameters))
    return recorded


# %% [markdown]
# How well does it read? A network with dropout is two networks: one that is thinned out at random,
# for training, and one that is whole, for use. It is judged as it will be used. A second point is
# memory: thousands of pictures do not go through a network at once, but a batch at a time.

# %% [markdown]
# ### Exercise 9.2: held_out_accuracy (2 points)
#
# **In:** `network`, a function that is called as `network(x, training)` with pictures and True or
# False, and returns the scores, shape `(N, K)`; pictures `x` of shape `(N, C, H, W)` and `labels` of
# shape `(N,)`; `batch_size`, the largest number of pictures that the network may be given at a time.
# **Out:** the share of pictures whose highest score is that of their label. Every picture counts
# alike, also those of a short last batch.
#
# **By hand**, five pictures in batches of two:
#
# | Batch | Highest scores | Labels | Right |
# |:--|:--|:--|--:|
# | first | 7, 1 | 7, 1 | 2 |
# | second | 3, 8 | 3, 3 | 1 |
# | third | 0 | 6 | 0 |
#
# The accuracy is $3/5 = 0.6$. The mean of the three batches' accuracies would be
# $(1 + 0.5 + 0)/3 = 0.5$, because the picture in the last batch would count twice as much as the others.


# %% solution="held_out_accuracy"
def held_out_accuracy(network, x, labels, batch_size):
    """Return the share of pictures that a network, as it is in use, reads right.

    Parameters
    ----------
    network : callable
        network(x, training) returns the scores of pictures, shape (N, K).
    x : ndarray, shape (N, C, H, W)
        Pictures, at least one.
    labels : ndarray of int, shape (N,)
        Their classes.
    batch_size : int
        How many pictures the network may be given at a time.

    Returns
    -------
    accuracy : float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    right = 0
    for start in range(0, len(x), batch_size):
        batch = slice(start, start + batch_size)
        right += np.sum(network(x[batch], False).argmax(axis=1) == labels[batch])
    return right / len(x)
    ### END SOLUTION


# %% check="held_out_accuracy"
check("held_out_accuracy", held_out_accuracy)

# %% [markdown]
# One stage of 16 filters, then two stages of 16 and 32. **Predict:** how many of the 297 digits will
# each read in place? And one pixel to the side? (The edges by hand read 287 and 161.)


# %%
def scores_of(parameters):
    """Return a network as held_out_accuracy takes it."""
    return lambda x, training: cnn(x, *parameters, training=training, rate=0.5)[0][-1]


networks = {
    "one stage": first_parameters((1, 16), seed=2),
    "two stages": first_parameters((1, 16, 32), seed=2),
}
recorded = {name: [copied(parameters)] for name, parameters in networks.items()}
with suppress(NotImplementedError):
    recorded["one stage"] = train(networks["one stage"])

# %%
with suppress(NotImplementedError):
    recorded["two stages"] = train(networks["two stages"])

# %%
with suppress(NotImplementedError):
    for name, parameters in networks.items():
        network = scores_of(parameters)
        in_place = held_out_accuracy(network, test_x, test_y, 64)
        moved = held_out_accuracy(network, shifted_x, test_y, 64)
        print(f"{name:12} {297 * in_place:.0f} of 297 in place, {297 * moved:.0f} moved by one pixel")

# %% [markdown]
# **Notice** the second column. Nobody has shown these networks a moved digit. Convolution lets a
# pattern be found at any place, and each pooling forgets a little more of where it was: with every
# stage a shift matters less. In place the network with two stages makes a mistake on about one digit
# in a hundred.
#
# What if one forgets to switch dropout off? **Predict** before you run: the same network, judged in
# training mode with three different masks.


# %%
def thinned(seed):
    """Return the network with two stages, always in training mode."""
    parameters = networks["two stages"]
    return lambda x, training: cnn(x, *parameters, training=True, rate=0.5, seed=seed)[0][-1]


with suppress(NotImplementedError):
    for seed in (1, 2, 3):
        accuracy = held_out_accuracy(thinned(seed), test_x, test_y, 64)
        print(f"mask {seed}: {297 * accuracy:.0f} of 297")

# %% [markdown]
# **Notice** that nothing fails. The numbers are a little too low, differ from one run to the next,
# and could be taken for the truth. With batch normalisation in place of dropout a picture's scores
# would even depend on its neighbours in the batch.

# %% [markdown]
# Draw a digit yourself, large, and watch the layers of your network respond. A drawing is made of 32
# by 32 dots, and each pixel counts its dots, as was done for the data set. **Before you draw, predict:**
# which filters of the first stage answer to a horizontal stroke? Draw the stroke first, and the rest
# of the digit afterwards. Then move the epoch from 0 to 10: how early do the filters look as they do
# at the end? Last, draw a small digit close to an edge of the pad.

# %%
feature_maps(cnn, recorded["two stages"])

# %% [markdown]
# **Notice** three things. The first maps still look like the digit, the last ones no longer do. At
# epoch 0 random filters respond to strokes as well, but the scores cannot use it. And the filters of
# the first stage are nearly done after two or three epochs; what still improves is how the layers
# above use them.

# %% [markdown]
# ## 4. What a filter looks for
#
# A filter of 3 by 3 numbers can be looked at. But a weight says what the filter would like to see,
# and not what there is to see in handwriting. So ask the data: **at which places of which digits does
# the filter respond most strongly?** Cut these places out, and look at them. The method works for
# any layer; in large networks it is how one finds out that a filter looks for wheels, or for text.
#
# A response of the first stage at row $i$ and column $j$ has seen 3 by 3 pixels. With
# `padding="same"` the zeros around the picture count too, so let the pictures already have them:
# 10 by 10. Then the response at $(i, j)$ has seen the rows $i$ to $i + 2$ and the columns $j$ to
# $j + 2$.

# %% [markdown]
# ### Exercise 9.3: top_patches (3 points)
#
# **In:** `images` of shape `(N, H, W)`, with the zeros around them; `responses` of one filter, shape
# `(N, OH, OW)`; `count`. The kernel had $KH = H - OH + 1$ rows and $KW = W - OW + 1$ columns, and the
# response at $(i, j)$ has seen `images[n, i : i + KH, j : j + KW]`. **Out:** the `count` patches with
# the strongest responses, shape `(count, KH, KW)`, the strongest first. Each picture gives one patch
# at most, the one at its strongest response; otherwise one thick stroke could fill them all. Strong
# means large: ReLU lets nothing else pass.
#
# **By hand**, two pictures of one row, a kernel $(-1, 1)$ and `count=2`:
#
# | Picture | Responses | Strongest | Its patch |
# |:--|:--|:--|:--|
# | $(1, 2, 5, 5)$ | $(1, 3, 0)$ | 3, at column 1 | $(2, 5)$ |
# | $(9, 0, 4, 8)$ | $(-9, 4, 4)$ | 4, at column 1, the first of two | $(0, 4)$ |
#
# The result is $(0, 4)$, then $(2, 5)$. The response $-9$ is the largest in size, and weak.


# %% solution="top_patches"
def top_patches(images, responses, count):
    """Return the patches to which a filter responds most strongly, one from an image at most.

    Parameters
    ----------
    images : ndarray, shape (N, H, W)
        What the filter saw, with the zeros around it.
    responses : ndarray, shape (N, OH, OW)
        Its response at every place, at stride 1.
    count : int
        How many patches, between 1 and N.

    Returns
    -------
    patches : ndarray, shape (count, H - OH + 1, W - OW + 1)
        The strongest first.
    """
    ### BEGIN SOLUTION
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = responses.reshape(n, -1)
    patches = []
    for number in np.argsort(-flat.max(axis=1))[:count]:
        i, j = divmod(flat[number].argmax(), columns)
        patches.append(images[number, i : i + height, j : j + width])
    return np.array(patches)
    ### END SOLUTION


# %% check="top_patches"
check("top_patches", top_patches)

# %% [markdown]
# The first ten filters of your network, and beneath each the three patches of the training digits
# that excite it most. Blue weights want ink, orange ones want none. **Predict** for two or three
# filters what their patches will look like before you run the cell.

# %%
with suppress(NotImplementedError):
    responses, _ = cnn(train_x, *networks["two stages"])
    framed = np.pad(train_x[:, 0], ((0, 0), (1, 1), (1, 1)))
    found = np.array([top_patches(framed, responses[0][:, f], count=3) for f in range(10)])
    (kernels, _), *_ = networks["two stages"][0]
    rows = {f"patch {place + 1}": found[:, place] for place in range(3)}
    plots.picture_rows({"filter": kernels[:10, 0]} | rows, signed=["filter"])

# %% [markdown]
# **Notice** edges in several directions, ends of strokes, and corners. Nobody asked for edges. They
# are what helps, here as in the first stage of networks trained on photographs, and as in the first
# cells of the cat's visual cortex, where Hubel and Wiesel found them in 1959. Some filters are harder
# to name; the network has no reason to be tidy.

# %% [markdown]
# ## 5. What a score hangs on
#
# Now from the other end. The network says "3". **Because of which pixels?** Change a pixel a little,
# and see how much the score of the 3 changes: that is a derivative, and your `backward` already
# returns it. The **saliency map** of an image $n$ and a class $k$ is
#
# $$m_{ij} = \max_c \left| \frac{\partial\, \text{scores}_{nk}}{\partial x_{ncij}} \right|.$$
#
# A pixel that would lower the score matters as much as one that would raise it, hence the bars. If
# there are several channels, the strongest one speaks for the pixel.
#
# **Which incoming gradient picks one score?** `backward` maps $dJ/d\,\text{scores}$ to $dJ/dx$ for any
# $J$. Choose $J = \text{scores}_{nk}$: then $dJ/d\,\text{scores}$ is 1 at one place and 0 elsewhere.
# For a batch put one 1 into each row. No image's score depends on another image, so one backward
# pass serves them all.

# %% [markdown]
# ### Exercise 9.4: saliency (3 points)
#
# **In:** `network`, which maps pictures to `(scores, backward)`, where `backward` maps `d_scores` to
# `d_x`; `x` of shape `(N, C, H, W)`; `classes`, one for each picture, shape `(N,)`. **Out:** the maps,
# shape `(N, H, W)`.
#
# **By hand**, two pictures of two pixels $(p, q)$ and the scores $(p - 2q,\ 5q,\ pq)$. The gradients
# of the three scores are $(1, -2)$, $(0, 5)$ and $(q, p)$.
#
# | Picture | Class | `d_scores` | `d_x` | Map |
# |:--|--:|:--|:--|:--|
# | $(3, 4)$ | 0 | $(1, 0, 0)$ | $(1, -2)$ | $(1, 2)$ |
# | $(2, -1)$ | 2 | $(0, 0, 1)$ | $(-1, 2)$ | $(1, 2)$ |


# %% solution="saliency"
def saliency(network, x, classes):
    """Return for each pixel how strongly the score of a class hangs on it.

    Parameters
    ----------
    network : callable
        Maps pictures to (scores, backward); backward maps d_scores, shape (N, K), to d_x.
    x : ndarray, shape (N, C, H, W)
        Pictures.
    classes : ndarray of int, shape (N,)
        The class that is asked about, for each picture.

    Returns
    -------
    maps : ndarray, shape (N, H, W)
        The size of d score / d pixel, the largest over the channels.
    """
    ### BEGIN SOLUTION
    scores, backward = network(x)
    d_scores = np.zeros_like(scores)
    d_scores[np.arange(len(x)), classes] = 1
    return np.abs(backward(d_scores)).max(axis=1)
    ### END SOLUTION


# %% check="saliency"
check("saliency", saliency)

# %% [markdown]
# Ten digits that were kept back, one of each class. Below each, the map of the class that it is read
# as, and the map of the class that came second. **Predict:** will the maps follow the ink? And where
# would the 5 need more ink, or less, to become another digit?


# %%
def reader(x):
    """Return the scores of pictures, and a backward function that returns d_x alone."""
    responses, backward = cnn(x, *networks["two stages"])
    return responses[-1], lambda d_scores: backward(d_scores)[0]


with suppress(NotImplementedError):
    shown = test_x[[np.flatnonzero(test_y == digit)[0] for digit in range(10)]]
    ranking = np.argsort(reader(shown)[0], axis=1)
    print("read as:     ", *ranking[:, -1])
    print("second best: ", *ranking[:, -2])
    of_its_class = saliency(reader, shown, ranking[:, -1])
    of_the_second = saliency(reader, shown, ranking[:, -2])
    plots.picture_rows({"digit": shown[:, 0], "its class": of_its_class, "second": of_the_second})

# %% [markdown]
# **Notice** that the maps do not trace the ink. White paper matters as much. Take the 5: the 9 came
# second, and the darkest pixels of its second map lie at the upper right, on paper. Ink there would
# close the loop of a 9.
#
# Read such maps with care. They tell how the score changes for *small* changes of *one* pixel, and
# they are rough, because each ReLU and each pooling switches paths on and off from picture to
# picture. In 2018, Adebayo and others found methods for prettier maps whose pictures hardly changed
# when the network's weights were replaced by random ones.

# %% [markdown]
# ### Written question 1: what depth is for (4 points)
#
# (a) A network has the same layers as yours, but without its activations and its poolings. Show that
# its scores are an affine function of the pixels. What follows for its accuracy? (1 point)
#
# (b) Your network with two stages reads moved digits better than the one with one stage. Explain it
# with two properties of the layers. One of them has its name from Lesson 8. (2 points)
#
# (c) With 100 training digits in place of 1,500, the edges by hand do about as well as a learned
# network. Why might that be? (1 point)

# %% [markdown] written="what-depth-is-for" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) A convolution is an affine map of the pixels: each output is a weighted sum
# of inputs plus a bias. Flattening only renames the numbers, and affine maps of affine maps are
# affine. So the network can do nothing that softmax regression on the pixels cannot do, in place
# about as well as that, however many layers it has.
#
# (b) Convolution is equivariant (Lesson 8): if the digit moves, its responses move along and stay
# otherwise the same, so a filter that was learned at one place works at another. Max-pooling is
# nearly invariant to small shifts: as long as the strongest response stays in its window, its output
# does not change. A second pooling has windows of 4 pixels, so a shift by one pixel crosses fewer
# borders of windows; what little is left changes fewer features.
#
# (c) A learned filter is estimated from data. The edges are knowledge that was put in by people and
# needs no data; only the 1,290 weights of the last step are left to be estimated. With few examples
# 6,090 free parameters fit accidents of these examples. With many examples, what people put in
# becomes a limit.
#
# **Rubric.**
# - 1 point: composition of affine maps is affine, and the conclusion (no better than softmax
#   regression). Half a point without the conclusion.
# - 2 points: 1 for equivariance of convolution (or shared filters find the pattern at its new place),
#   1 for the pooling and that it acts twice.
# - 1 point: fewer parameters have to be estimated, or knowledge takes the place of data.
# ### END SOLUTION

# %% [markdown]
# ## 6. Larger again
#
# Stages make pictures smaller. Some tasks want a picture as the answer: colour it, remove the noise,
# mark each pixel that belongs to a road. Then something has to make maps larger. The plainest way
# repeats each pixel:
#
# $$y_{ncij} = x_{n,\,c,\,\lfloor i/r \rfloor,\,\lfloor j/r \rfloor}$$
#
# with a factor $r$. This is called nearest-neighbour **upsampling**.
#
# **And back?** A pixel has $r^2$ copies, and each copy has its influence on $J$. As in Lesson 4, where
# a number was used several times, its gradient is the **sum** of what comes back from all its uses.

# %% [markdown]
# ### Exercise 9.5: upsample2d (3 points)
#
# **In:** `x` of shape `(N, C, H, W)`; `factor`, a whole number of at least 1. **Out:** `y` of shape
# `(N, C, factor H, factor W)`, and `backward`, which maps `d_y` to `d_x` (2 of the 3 points).
#
# **By hand**, $x = (1\ \ 5)$, one row, with the factor 2:
#
# $$y = \begin{pmatrix} 1 & 1 & 5 & 5 \\ 1 & 1 & 5 & 5 \end{pmatrix}, \qquad
# d_y = \begin{pmatrix} 1 & 2 & 10 & 20 \\ 3 & 4 & 30 & 40 \end{pmatrix}, \qquad
# d_x = (10\ \ \ 100).$$
#
# The first gradient is $1 + 2 + 3 + 4$, the second $10 + 20 + 30 + 40$.


# %% solution="upsample2d"
def upsample2d(x, factor=2):
    """Return pictures enlarged by repeating each pixel, and the backward function.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Pictures.
    factor : int
        How often each pixel is repeated, downwards and to the right.

    Returns
    -------
    y : ndarray, shape (N, C, factor H, factor W)
        The enlarged pictures.
    backward : callable
        Maps d_y to d_x.
    """
    ### BEGIN SOLUTION
    n, c, height, width = x.shape

    def backward(d_y):
        return d_y.reshape(n, c, height, factor, width, factor).sum(axis=(3, 5))

    return x.repeat(factor, axis=2).repeat(factor, axis=3), backward
    ### END SOLUTION


# %% check="upsample2d"
check("upsample2d", upsample2d)

# %% [markdown]
# **With weights.** Upsampling has nothing to learn. The **transposed convolution** has: each pixel of
# the small picture multiplies a kernel, and puts the result into the large one; neighbouring pixels
# put theirs a stride apart, and where results overlap, they add up. By hand, for one row $(1, 2)$, the
# kernel $(1, 10, 100)$ and stride 2:
#
# $$(1, 10, 100, 0, 0) + (0, 0, 2, 20, 200) = (1, 10, 102, 20, 200).$$
#
# It has its name because, as a matrix, it is the transpose of the convolution with the same kernel
# and stride. You have used it all along: what the backward function of a convolution does to the
# incoming gradient is a transposed convolution. And with stride 2 and a 2 by 2 kernel of ones, a
# single channel goes the way of your `upsample2d`.
#
# **Predict:** a picture whose pixels are all equal goes through a transposed convolution with a 3 by 3
# kernel of ones and stride 2. Will the result be of one colour? And if you upsample first, and
# convolve with the same kernel afterwards? The first column below is such a picture, the others are
# digits.

# %%
with suppress(NotImplementedError):
    small = np.concatenate([np.ones((1, 1, 8, 8)), train_x[:6]])
    ones = np.ones((1, 1, 3, 3))
    grown = {
        "upsample2d": upsample2d(small, 2)[0],
        "transposed, 3 by 3": conv_transpose2d(small, ones, stride=2)[0],
        "upsampled, then 3 by 3": conv2d(upsample2d(small, 2)[0], ones)[0],
    }
    for name, pictures in grown.items():
        print(f"{name:22} fourth row of the first: {pictures[0, 0, 3, :8].astype(int)} ...")
    plots.picture_rows({name: pictures[:, 0] for name, pictures in grown.items()})

# %% [markdown]
# **Notice** the chequerboard. With stride 2, two kernels of width 3 overlap in every other column, so
# a pixel is reached by one, two or four of them. A network can learn kernels that make up for it, but
# it has to. Kernels whose width is a multiple of the stride cover every pixel equally often, and
# upsampling followed by a convolution has no such problem at all.

# %% [markdown]
# ## 7. Sixteen numbers
#
# Until now each picture came with a label. An **autoencoder** needs none: its target is its own input.
# What makes that hard is a narrow place in the middle, the **code**. Ours squeezes the 64 pixels into
# 16 numbers, 4 maps of 2 by 2, and has to draw the digit again from these.
#
# - The **encoder** has two stages as before: convolution, ReLU, pooling.
# - The **decoder** has two stages that enlarge. Each is a transposed convolution with 2 by 2 kernels
#   and stride 2, followed by ReLU; in the last stage the sigmoid takes the place of ReLU, because ink
#   lies between 0 and 1.
#
# | Layer | encoder 1 | encoder 2: the code | decoder 1 | decoder 2 |
# |:--|:--|:--|:--|:--|
# | Shape | $16 \times 4 \times 4$ | $4 \times 2 \times 2$ | $16 \times 4 \times 4$ | $1 \times 8 \times 8$ |
#
# We shall want two things from it: reconstructions close to the input, and small codes. So $J$ has two
# terms,
#
# $$J = \tfrac12 \sum (\text{reconstruction} - x)^2 + \lambda \sum \text{codes},$$
#
# and the codes reach $J$ in two ways: through the decoder, and by themselves. `backward` is told both
# $dJ/d\,\text{reconstruction}$ and what $J$ asks of the codes directly. What arrives at the encoder is
# the sum of both. (The training below divides both terms by the number of pictures in the batch.)

# %% [markdown]
# ### Exercise 9.6: conv_autoencoder (5 points)
#
# **In:** `x` of shape `(N, C, H, W)`; `encoder` and `decoder`, lists of pairs `(kernels, bias)`. The
# kernels of the decoder have the shape `(C, F, 2, 2)`. **Out:** two values.
#
# - The pair `(reconstruction, codes)`. The codes are what the encoder's last stage gives.
# - `backward`, called as `backward(d_reconstruction, d_codes)`, which returns `d_x`, `d_encoder` and
#   `d_decoder`; the last two are lists of pairs `(d_kernels, d_bias)`, in the order of the stages.
#
# | Call | Its backward maps d_value to |
# |:--|:--|
# | `conv_transpose2d(h, kernels, bias, stride=2)` | `d_h`, `d_kernels`, `d_bias` |
# | `sigmoid(a)` | `d_a` |
#
# **By hand**, one stage each way. The encoder has the 1 by 1 kernel 1 and bias 0, the decoder a 2 by 2
# kernel of ones and bias $-3$.
#
# | | Value | Gradient |
# |:--|:--|:--|
# | $x$ | $1, 2, 0, 3$ (2 by 2) | $0, 0, 0, 14$ |
# | code: the largest | 3 | through the decoder $4 \cdot 1$, from $J$ itself 10, together 14 |
# | $a = \text{code} \cdot 1 - 3$ | $0, 0, 0, 0$ | $4 \cdot 0.25 = 1$ each |
# | reconstruction $= \text{sigmoid}(a)$ | 0.5 each | 4 each (given) |
#
# `d_codes` is 10 (given). The bias of the decoder gets $1 + 1 + 1 + 1 = 4$, each weight of its kernel
# $3 \cdot 1 = 3$.
#
# **Points:** 2 for reconstruction and codes, 2 for the gradients when `d_codes` is zero, 1 when it is
# not.


# %% solution="conv_autoencoder"
def conv_autoencoder(x, encoder, decoder):
    """Return reconstructions and codes of pictures, and the backward function.

    A stage of the encoder is a convolution that keeps the size, ReLU and 2 by 2 max-pooling; a stage
    of the decoder is a transposed convolution with stride 2, and ReLU or, in the last one, sigmoid.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Pictures.
    encoder : list of (kernels, bias)
        Kernels of shape (F, C, KH, KW), bias of shape (F,), for each stage.
    decoder : list of (kernels, bias)
        Kernels of shape (C, F, 2, 2), bias of shape (F,), for each stage.

    Returns
    -------
    (reconstruction, codes) : pair of ndarray
        The pictures drawn again, and what the encoder's last stage gives.
    backward : callable
        backward(d_reconstruction, d_codes) returns d_x, d_encoder and d_decoder.
    """
    ### BEGIN SOLUTION
    ways_in, ways_out, h = [], [], x
    for kernels, bias in encoder:
        a, back_from_a = conv2d(h, kernels, bias, padding="same")
        r, back_from_r = relu(a)
        h, back_from_h = max_pool2d(r, 2)
        ways_in.append((back_from_a, back_from_r, back_from_h))
    codes = h
    for place, (kernels, bias) in enumerate(decoder):
        a, back_from_a = conv_transpose2d(h, kernels, bias, stride=2)
        h, back_from_h = sigmoid(a) if place == len(decoder) - 1 else relu(a)
        ways_out.append((back_from_a, back_from_h))

    def backward(d_reconstruction, d_codes):
        d_h, d_encoder, d_decoder = d_reconstruction, [], []
        for back_from_a, back_from_h in reversed(ways_out):
            d_h, d_kernels, d_bias = back_from_a(back_from_h(d_h))
            d_decoder.insert(0, (d_kernels, d_bias))
        d_h = d_h + d_codes
        for back_from_a, back_from_r, back_from_h in reversed(ways_in):
            d_h, d_kernels, d_bias = back_from_a(back_from_r(back_from_h(d_h)))
            d_encoder.insert(0, (d_kernels, d_bias))
        return d_h, d_encoder, d_decoder

    return (h, codes), backward
    ### END SOLUTION


# %% check="conv_autoencoder"
check("conv_autoencoder", conv_autoencoder)


# %%
def named_stages(encoder, decoder):
    """Return the arrays of both lists, parameters or gradients, by names for the optimizer."""
    arrays = {}
    for name, stages in (("encoder", encoder), ("decoder", decoder)):
        for number, (kernels, bias) in enumerate(stages):
            arrays |= {f"{name} {number} kernels": kernels, f"{name} {number} bias": bias}
    return arrays


def trained_autoencoder(penalty, epochs=8):
    """Return encoder and decoder after training; `penalty` is lambda, what a unit of code costs."""
    rng = np.random.default_rng(0)
    encoder = [
        (he_normal((16, 1, 3, 3), rng), np.zeros(16)),
        (he_normal((4, 16, 3, 3), rng), np.full(4, 0.5)),
    ]
    decoder = [
        (rng.normal(size=(4, 16, 2, 2)) / 2, np.zeros(16)),
        (rng.normal(size=(16, 1, 2, 2)) / 4, np.zeros(1)),
    ]
    optimizer, step, steps = Optimizer(adam), 0, epochs * 60
    for epoch in range(epochs):
        for (batch,) in minibatches((train_x,), 25, np.random.default_rng(epoch)):
            (drawn, codes), backward = conv_autoencoder(batch, encoder, decoder)
            _, *gradients = backward((drawn - batch) / 25, np.full_like(codes, penalty / 25))
            rate = 0.015 * 0.5 * (1 + np.cos(np.pi * step / steps))
            optimizer.update_in_place(named_stages(encoder, decoder), named_stages(*gradients), rate)
            step += 1
    return encoder, decoder


# %% [markdown]
# What should it be held against? A code by hand: the mean of each 2 by 2 block is also 16 numbers.
# `avg_pool2d` makes it, and your `upsample2d` draws from it. **Predict:** the two codes are of equal
# size. Which will draw the better digits? The error is the root mean square over the pixels of the
# 297 digits kept back.


# %%
def root_mean_square(error):
    """Return the root of the mean of squares."""
    return np.sqrt(np.mean(error**2))


def drawn_again(penalty):
    """Train an autoencoder, say how it does, and return ten drawings and their codes."""
    (drawn, codes), _ = conv_autoencoder(test_x, *trained_autoencoder(penalty))
    error, zeros = root_mean_square(drawn - test_x), np.mean(codes == 0)
    print(f"lambda = {penalty}: error {error:.3f}, mean code {codes.mean():.2f}, {zeros:.0%} zeros")
    # The four maps of a code as one picture: each quarter is a map of 2 by 2.
    quarters = codes[:10].reshape(10, 2, 2, 2, 2).transpose(0, 1, 3, 2, 4).reshape(10, 4, 4)
    return {f"drawn, {penalty}": drawn[:10, 0], f"code, {penalty}": quarters}


rows = {"digit": test_x[:10, 0]}
with suppress(NotImplementedError):
    blocks, _ = upsample2d(avg_pool2d(test_x, 2)[0], 2)
    rows["blocks"] = blocks[:10, 0]
    print(f"blocks by hand: error {root_mean_square(blocks - test_x):.3f}")
with suppress(NotImplementedError):
    rows |= drawn_again(penalty=0.0)

# %% [markdown]
# A second autoencoder has to pay for its codes, 0.02 for each unit. **Predict:** what will it save on?
# In the picture below, which shows both, darker means more.

# %%
with suppress(NotImplementedError):
    rows |= drawn_again(penalty=0.02)
    plots.picture_rows(rows)

# %% [markdown]
# **Notice** that the learned code keeps strokes where the blocks keep blocks: its 7 has a bar, its 9 a
# loop. It has losses of its own, and the hole of the first 0 has nearly closed. The codes that had to be
# paid for are a tenth as large, nearly half of their numbers are exactly 0, and the drawings are a
# little worse.
#
# Two fair remarks. The best *linear* code of 16 numbers, by principal components, reaches an error of
# 0.11 here: our decoder has 337 parameters, and principal components have 1,088. And no code is
# better than what it is for: nothing in $J$ asks that a 3 stay a 3.

# %% [markdown]
# ### Written question 2: the narrow place (4 points)
#
# (a) An autoencoder whose code is as large as the picture reaches an error of 0 without having learned
# anything. Describe one. Why do the 16 numbers prevent that? (1 point)
#
# (b) The autoencoder never sees a label. Suppose you had 1,797 digits, but only 50 of them with a
# label. How could the encoder help you to read the others, and why might that be better than training
# `cnn` on the 50? (2 points)
#
# (c) Somebody forgets `d_codes` in `backward`, and then trains with $\lambda = 0.02$. No error is
# raised. What would they see in the printed numbers above, and how could they find the mistake without
# looking at the code? (1 point)

# %% [markdown] written="the-narrow-place" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) The encoder passes each pixel on, the decoder puts it back: the identity. It
# serves every picture, noise as well, so it knows nothing about digits. With 16 numbers for 64 pixels
# most pictures cannot be passed on. The network can be good only on pictures that are likely, so it has
# to find out what these have in common.
#
# (b) Train the autoencoder on all 1,797 pictures, which needs no labels. Then use its encoder as fixed
# features (or as first stages of a network), and train only an affine map from the codes to the classes
# on the 50 labelled digits. The affine map from 16 numbers has 170 parameters, `cnn` has 6,090; 50
# examples determine the former far better. The features come from many pictures, not from 50.
#
# (c) The two lines would be the same, or nearly so: the penalty would have no effect on error, size
# and zeros of the codes. A gradient check of Lesson 4 on $J$ with $\lambda > 0$ finds it: the numerical
# gradient of the encoder's kernels contains the second way, `backward` does not. With $\lambda = 0$
# the check would pass.
#
# **Rubric.**
# - 1 point: the identity, and that a narrow code leaves room for likely pictures only. Half a point for
#   one of the two.
# - 2 points: 1 for encoder on all pictures, then a small classifier on the 50; 1 for why (fewer
#   parameters for the labels to determine, or features from many pictures).
# - 1 point: no effect of the penalty, and a gradient check (or any comparison of $\lambda = 0$ with
#   $\lambda > 0$). Half a point for one.
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently
#
# - **"Deconvolution"** is what some lectures and papers call the transposed convolution. It undoes
#   nothing: the input of a convolution cannot be had back from its output by it. Only shapes return.
# - **Layers are counted differently.** Some count each convolution, activation and pooling as a layer,
#   others only layers with weights, others stages. Your network has 7, 3 or 2 of them. "Deep" is safest
#   taken as more than one stage of non-linear features.
# - **Pooling before ReLU**, as some draw it, gives the same for max-pooling (Section 2).
# - **The rate of dropout** is here the probability of dropping, as in Lesson 6.
#
# ## Further reading
#
# - D. H. Hubel and T. N. Wiesel, "Receptive fields of single neurones in the cat's striate cortex",
#   *Journal of Physiology* 148, 1959. The edges in the cat.
# - K. Fukushima, "Neocognitron", *Biological Cybernetics* 36, 1980. Stages of convolution and pooling,
#   before there was a way to train them end to end.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document
#   recognition", *Proceedings of the IEEE* 86, 1998. The network that read cheques.
# - A. Krizhevsky, I. Sutskever and G. E. Hinton, "ImageNet classification with deep convolutional
#   neural networks", *NIPS*, 2012. ReLU, dropout and two graphics cards.
# - M. D. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks", *ECCV*, 2014.
#   Patches that excite filters.
# - K. Simonyan, A. Vedaldi and A. Zisserman, "Deep inside convolutional networks", 2013. Saliency.
# - J. Adebayo and others, "Sanity checks for saliency maps", *NeurIPS*, 2018. What to make of it.
# - J. Masci, U. Meier, D. Ciresan and J. Schmidhuber, "Stacked convolutional auto-encoders for
#   hierarchical feature extraction", *ICANN*, 2011.
# - A. Odena, V. Dumoulin and C. Olah, "Deconvolution and checkerboard artifacts", *Distill*, 2016.
#
# ## What comes next
#
# A picture has a size, and a network of this lesson is built for it. A sentence has none. Lesson 10
# takes the idea that made convolution cheap, one set of weights used at every place, and lets the
# places be moments in time, with a memory handed on from one to the next.
