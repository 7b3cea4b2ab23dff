# %% [markdown]
# # Lesson 13: Capstone
#
# By the end you will have built a small deep learning framework of your own, six pieces that fit
# together, and used it for an experiment whose question, answer and doubts are yours.
#
# **You need** the pair of value and `backward` (Lesson 4), update rules (Lesson 5), and the habit of
# predicting before you run. What you wrote in earlier lessons may be pasted in; what this lesson does
# not ask for comes from `lecturelib`. **It takes** three to four hours. Two sittings are better than
# one: build first (Sections 1 to 6), and sleep over your question.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. A layer | What must all layers have in common? | 13.1 | 20 |
# | 2. A network | How does a chain keep its names apart? | 13.2 | 25 |
# | 3. An optimizer | Who remembers the velocity? | 13.3 | 20 |
# | 4. A judge | What is one number worth? | 13.4 | 10 |
# | 5. A training | What does a seed decide? | 13.5 | 25 |
# | 6. An experiment | Would it come out again? | 13.6 | 25 |
# | 7. Your plan | What do you want to know? | a written plan | 25 |
# | 8. Your report | What do you know now? | 13.7, a written report | 60 |
#
# **How to work.** Replace `raise NotImplementedError()` by your code, then run the check below it.
# Grading uses fresh cases. The seven exercises are worth 26 points, plan and report 16. The checks of
# 13.1 to 13.5 examine each piece by itself, beside stand-ins for the others. From 13.6 on they
# examine **your pieces together**, so that a flaw in one can show there too.
#
# Networks, optimizers and trainings that are ready-made (`lecturelib.networks`,
# `lecturelib.optimizers.Optimizer`, `lecturelib.training.fit`) cannot be imported while the lesson is
# graded. Operations, rules, losses and `minibatches` can.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import training_monitor
from lecturelib import plots
from lecturelib.activations import relu, tanh
from lecturelib.datasets import digits
from lecturelib.layers import affine
from lecturelib.losses import softmax_cross_entropy
from lecturelib.optimizers import adam, momentum, sgd
from lecturelib.training import minibatches

# %% [markdown]
# This is the plan of the house. An arrow points to what is used, and nothing reaches further than it
# must: `fit` does not know which layers there are, and the optimizer does not know that there are
# layers at all. **Predict:** which boxes would you have to change to
# train a network with three hidden layers, another activation, and Adam?

# %%
plots.framework_sketch()

# %% [markdown]
# ## 1. A layer
#
# None of them except `experiment`, where the network is put together. That is what a framework is
# for, and it rests on one agreement, the **interface** of a layer:
#
# - `layer.parameters` is a dict that maps names to arrays. **These are the arrays the layer computes
#   with**, no copies. Whoever writes into them changes the layer.
# - `layer.forward(x)` returns `y` and `backward`.
# - `backward(d_y)` returns `d_x` and a dict with a gradient for each parameter, by the same names.
#
# It is the pair of Lesson 4 with one addition: the parameters have moved from the arguments into an
# object, because a network of fifty layers can't have a hundred arguments.
#
# A layer without parameters shows the form. `function` is any activation of Lesson 2.


# %%
class ActivationLayer:
    """An activation as a layer, which has no parameters."""

    def __init__(self, function):
        self.function = function
        self.parameters = {}

    def forward(self, x):
        """Return function(x), and a backward that maps d_y to d_x and an empty dict."""
        y, function_backward = self.function(x)

        def backward(d_y):
            return function_backward(d_y), {}

        return y, backward


# %% [markdown]
# **Where do first weights come from?** From a generator that is handed in. If each layer made a
# generator of its own with a fixed seed, two layers of one size would begin with the same weights. If
# it used `np.random.normal`, it would draw from a state that all code of the process shares, and a
# cell you ran ten minutes ago would change your result. With `rng` as an argument, one seed at the
# top decides everything below.
#
# The spread is that of He and others: a standard deviation of $\sqrt{2 / D}$ for $D$ inputs, which
# keeps the size of the signal about the same through many layers of ReLU: each output is a sum of $D$
# terms, of which ReLU has put half to zero. The bias begins with zeros.

# %% [markdown]
# ### Exercise 13.1: AffineLayer (3 points)
#
# **Made with** `inputs` $= D$, `outputs` $= M$, and `rng`. Its parameters are called `"W"`, shape
# `(D, M)`, and `"b"`, shape `(M,)`. `forward` computes $y = xW + b$. The function `affine` is
# imported, and its backward returns `d_x, d_W, d_b`.
#
# **By hand**, $D = 2$, $M = 1$, two examples:
#
# $$x = \begin{pmatrix} 1 & 3 \\ 0 & 2 \end{pmatrix}, \quad
# W = \begin{pmatrix} 2 \\ -1 \end{pmatrix}, \quad b = 0.5
# \quad\Rightarrow\quad y = \begin{pmatrix} -0.5 \\ -1.5 \end{pmatrix}$$
#
# For $\bar y = (1, 10)^\top$: $\bar x$ has the rows $(2, -1)$ and $(20, -10)$; the gradient `"W"` is
# $(1 \cdot 1 + 0 \cdot 10,\ 3 \cdot 1 + 2 \cdot 10)^\top = (1, 23)^\top$; the gradient `"b"` is $11$.
#
# **Points:** 1 for first weights, 1 for `forward`, 1 for the gradients. The check writes its own
# numbers into your arrays, as an optimizer will, and calls a `backward` after the layer has seen
# other inputs.


# %% solution="AffineLayer"
class AffineLayer:
    """x @ W + b; first W of standard deviation sqrt(2 / inputs), first b zeros.

    Parameters
    ----------
    inputs, outputs : int
        D and M.
    rng : numpy.random.Generator
        What W is drawn from.

    Attributes
    ----------
    parameters : dict
        "W", shape (D, M), and "b", shape (M,): the arrays that forward computes with.
    """

    def __init__(self, inputs, outputs, rng):
        ### BEGIN SOLUTION
        W = rng.normal(0, np.sqrt(2 / inputs), (inputs, outputs))
        self.parameters = {"W": W, "b": np.zeros(outputs)}
        ### END SOLUTION

    def forward(self, x):
        """Return y, shape (N, M), and backward: d_y -> d_x, {"W": ..., "b": ...}."""
        ### BEGIN SOLUTION
        y, affine_backward = affine(x, self.parameters["W"], self.parameters["b"])

        def backward(d_y):
            d_x, d_W, d_b = affine_backward(d_y)
            return d_x, {"W": d_W, "b": d_b}

        return y, backward
        ### END SOLUTION


# %% check="AffineLayer"
check("AffineLayer", AffineLayer)

# %% [markdown]
# ## 2. A network
#
# A network is a list of layers. Forward, each gets what the one before it returned. Backward, each
# gets what the one **behind** it returned, and the first one's `d_x` is the network's. But look at
# what comes back besides: two affine layers bring home two gradients called `"W"`. In one dict the
# second would overwrite the first, without an error, and the network would train with one layer
# frozen and another pushed in a wrong direction.
#
# So the network gives longer names: the layer's place in the list, a dot, the layer's own name.
# `"0.W"` and `"2.W"` can't be mixed up. All layers are counted from 0, those without parameters too.
#
# With `parameters` and `forward`, a network fulfils the interface of a layer itself. A network may
# therefore be a layer of a larger network; the names then read `"1.0.W"`.

# %% [markdown]
# ### Exercise 13.2: Network (4 points)
#
# **Made with** `layers`, a list of at least one layer. `parameters` maps long names to **the layers'
# own arrays**. `forward(x)` returns the last layer's output and `backward`; `backward(d_y)` returns
# `d_x` and the gradients, by the names of `parameters`.
#
# **By hand**, $1 \to 1 \to 1$ with ReLU between, $W_0 = 3$, $b_0 = 1$, $W_2 = -2$, $b_2 = 0.5$, and
# $\bar y = 1$:
#
# | $x$ | Layer 0 | Layer 1 | Layer 2 | `"2.W"`, `"2.b"` | back to layer 1 | `"0.W"`, `"0.b"` | `d_x` |
# |--:|--:|--:|--:|:--|--:|:--|--:|
# | 2 | 7 | 7 | $-13.5$ | 7, 1 | $-2$ | $-2 \cdot 2 = -4$, $-2$ | $-2 \cdot 3 = -6$ |
# | $-1$ | $-2$ | 0 | 0.5 | 0, 1 | $-2$ | 0, 0 | 0 |
#
# **Points:** 1 for `forward`, 1 for `parameters`, 2 for the gradients. The check brings layers of its
# own, of a kind that you haven't seen. They keep the interface; yours should ask for no more.


# %% solution="Network"
class Network:
    """Layers, one after the other.

    Parameters
    ----------
    layers : list
        Objects with `parameters` and `forward`; the first one gets the data.

    Attributes
    ----------
    parameters : dict
        For layer number n and its parameter called name, "n.name": the layer's own array.
    """

    def __init__(self, layers):
        ### BEGIN SOLUTION
        self.layers = layers
        self.parameters = {}
        for number, layer in enumerate(layers):
            for name, array in layer.parameters.items():
                self.parameters[f"{number}.{name}"] = array
        ### END SOLUTION

    def forward(self, x):
        """Return the last output, and backward: d_y -> d_x, all gradients by name."""
        ### BEGIN SOLUTION
        ways_back = []
        for layer in self.layers:
            x, layer_backward = layer.forward(x)
            ways_back.append(layer_backward)

        def backward(d_y):
            gradients = {}
            for number in reversed(range(len(ways_back))):
                d_y, found = ways_back[number](d_y)
                for name, gradient in found.items():
                    gradients[f"{number}.{name}"] = gradient
            return d_y, gradients

        return x, backward
        ### END SOLUTION


# %% check="Network"
check("Network", Network)

# %% [markdown]
# A framework should not be believed because its pieces are right. Test the **whole**: the gradient of
# the loss with respect to each parameter, against central differences, which know nothing of layers.
# **Predict** the size of the largest difference; Lesson 4 has told you how exact such a difference is.

# %%
with suppress(NotImplementedError):
    rng = np.random.default_rng(0)
    small = Network([AffineLayer(4, 6, rng), ActivationLayer(tanh), AffineLayer(6, 3, rng)])
    x, labels = rng.normal(size=(5, 4)), np.array([0, 1, 2, 0, 1])
    scores, backward = small.forward(x)
    _, gradients = backward(softmax_cross_entropy(scores, labels)[1](1.0))
    for name, array in small.parameters.items():
        numerical = np.zeros_like(array)
        for place in np.ndindex(array.shape):
            here, losses = array[place], []
            for moved in (here + 1e-5, here - 1e-5):
                array[place] = moved
                losses.append(softmax_cross_entropy(small.forward(x)[0], labels)[0])
            array[place] = here
            numerical[place] = (losses[0] - losses[1]) / 2e-5
        print(f"{name}: largest difference {np.abs(gradients[name] - numerical).max():.0e}")

# %% [markdown]
# **Notice** that the loop writes into `small.parameters` and the loss follows. Had `parameters` held
# copies, all numerical gradients would be 0: the test of the gradients is also a test of the names.

# %% [markdown]
# ## 3. An optimizer
#
# A rule of Lesson 5 moves one parameter: it maps `(parameter, gradient, state, **settings)` to the
# new parameter and the new state. A network has many parameters, and each has a velocity of its own.
# Somebody has to keep them from one step to the next. The rule can't, as it is a function; the
# network shouldn't, because tomorrow it may be trained by another rule. So it is the optimizer's
# work: it holds the rule, the settings, and **a state for every name**.
#
# And it writes the new numbers **into the arrays that are there**: `array[...] = new`. A line like
# `parameters[name] = new` would put another array into the dict, and the layer would go on with the
# old one.

# %% [markdown]
# ### Exercise 13.3: Optimizer (3 points)
#
# **Made with** a rule, and settings by name that are handed on in each call, such as
# `Optimizer(momentum, learning_rate=0.1)`. What is not given is left to the rule.
# `update_in_place(parameters, gradients)` takes one step of every parameter and returns nothing. The
# two dicts have the same names, but not always in the same order: the way back meets the last layer
# first. A rule's first state is `None`.
#
# **By hand**, `momentum` with a learning rate of 0.1 and $m = 0.9$, two steps:
#
# | Name | Start | Gradient 1 | State, value | Gradient 2 | State, value |
# |:--|--:|--:|:--|--:|:--|
# | `"0.W"` | 1 | 2 | $v = -0.2$, 0.8 | 2 | $v = -0.18 - 0.2 = -0.38$, 0.42 |
# | `"0.b"` | 5 | 0 | $v = 0$, 5 | 1 | $v = -0.1$, 4.9 |
#
# With one state for both, the bias would have rolled along with the weight in the first step.
#
# **Points:** 1 for a first step, 2 for several.


# %% solution="Optimizer"
class Optimizer:
    """Apply one update rule to all parameters that have names.

    Parameters
    ----------
    rule : callable
        Maps (parameter, gradient, state, **settings) to (new parameter, new state).
    **settings
        The rule's settings, such as learning_rate.
    """

    def __init__(self, rule, **settings):
        ### BEGIN SOLUTION
        self.rule = rule
        self.settings = settings
        self.states = {}
        ### END SOLUTION

    def update_in_place(self, parameters, gradients):
        """Take one step: write the new numbers into the arrays of parameters."""
        ### BEGIN SOLUTION
        for name, array in parameters.items():
            state = self.states.get(name)
            array[...], self.states[name] = self.rule(array, gradients[name], state, **self.settings)
        ### END SOLUTION


# %% check="Optimizer"
check("Optimizer", Optimizer)

# %% [markdown]
# ## 4. A judge
#
# Two numbers say how good a classifier is on a set of examples. The **loss** is the mean
# cross-entropy, which training lowers and which notices how sure the network is. The **accuracy** is
# the share of examples whose largest score is that of the label. It is what people ask for, and it
# has no useful gradient.

# %% [markdown]
# ### Exercise 13.4: evaluate (2 points)
#
# **In:** a network, `x` of shape `(N, D)`, `labels` of shape `(N,)`. **Out:** two numbers, the loss
# and the accuracy. If two scores are equally large, the first one counts, as for `argmax`.
#
# **By hand**, three examples of two classes:
#
# | Scores | Label | Loss | Largest | Right? |
# |:--|--:|:--|--:|:--|
# | $(2, 0)$ | 0 | $\ln(1 + e^{-2}) = 0.127$ | 0 | yes |
# | $(0, 0)$ | 1 | $\ln 2 = 0.693$ | 0 | no |
# | $(1, 3)$ | 0 | $\ln(1 + e^{2}) = 2.127$ | 1 | no |
#
# The loss is $2.947 / 3 = 0.982$, the accuracy $1/3$. **Points:** 1 for each.


# %% solution="evaluate"
def evaluate(network, x, labels):
    """Return the mean cross-entropy of a network's scores, and its accuracy.

    Parameters
    ----------
    network : object with forward
        Its first value, for x, are scores of shape (N, K).
    x : ndarray, shape (N, D)
        At least one example.
    labels : ndarray of int, shape (N,)
        Their classes.

    Returns
    -------
    loss, accuracy : float
        The accuracy lies between 0 and 1.
    """
    ### BEGIN SOLUTION
    scores, _ = network.forward(x)
    loss, _ = softmax_cross_entropy(scores, labels)
    return loss, np.mean(scores.argmax(axis=1) == labels)
    ### END SOLUTION


# %% check="evaluate"
check("evaluate", evaluate)

# %% [markdown]
# ## 5. A training
#
# Now the loop. For each epoch, for each batch: forward, loss, backward, step. Two things in it are
# easily done wrong, and neither raises an error.
#
# **The order.** Each epoch should have an order of its own, and all orders should follow from the
# seed. One generator, made *before* the loop over the epochs and used in each of them, does both.
#
# **The epoch's loss** is the mean over all *examples*. If the last batch is short, the mean of the
# batches' means is another number.

# %% [markdown]
# ### Exercise 13.5: fit (4 points)
#
# **In:** a network and an optimizer, both as above; `x`, `labels`; how many `epochs`; the
# `batch_size`; and a `seed`. **Out:** an array of shape `(epochs,)`: for every epoch the mean loss of
# its examples, each measured just before the step it takes part in. The network is changed in place.
# `minibatches((x, labels), batch_size, rng)` returns an iterator over one epoch's batches, pairs of
# examples and labels, in an order drawn from the generator `rng`.
#
# **By hand**, five examples in batches of two. The batches have 2, 2 and 1 examples and mean losses
# of 1.0, 0.5 and 0.2. The epoch's loss is
# $(2 \cdot 1.0 + 2 \cdot 0.5 + 1 \cdot 0.2) / 5 = 0.64$. The mean of the three means would be 0.57.
#
# **Points:** 2 for the steps, 1 for the losses, 1 for the order.


# %% solution="fit"
def fit(network, optimizer, x, labels, epochs, batch_size, seed):
    """Train a network in place, and return its losses.

    Parameters
    ----------
    network : object with parameters and forward
        Maps examples to scores, shape (N, K).
    optimizer : object with update_in_place
        Changes the network's parameters, given their gradients.
    x : ndarray, shape (N, D)
        Examples.
    labels : ndarray of int, shape (N,)
        Their classes.
    epochs, batch_size : int
        How often each example is used, and how many make a batch; the last one may be smaller.
    seed : int
        What decides the order of the examples in all epochs.

    Returns
    -------
    losses : ndarray, shape (epochs,)
        For each epoch the mean loss over its examples.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        for batch, targets in minibatches((x, labels), batch_size, rng):
            scores, backward = network.forward(batch)
            loss, loss_backward = softmax_cross_entropy(scores, targets)
            _, gradients = backward(loss_backward(1.0))
            optimizer.update_in_place(network.parameters, gradients)
            losses[epoch] += loss * len(batch) / len(x)
    return losses
    ### END SOLUTION


# %% check="fit"
check("fit", fit)

# %% [markdown]
# The digits, 1,200 to learn from and 597 held out. The split is drawn once, from a seed that is not
# that of any run: all your runs will be asked the same 597.

# %%
images, all_labels = digits()
order = np.random.default_rng(13).permutation(len(all_labels))
all_x, all_y = images.reshape(len(images), -1)[order], all_labels[order]
train_x, train_y, test_x, test_y = all_x[:1200], all_y[:1200], all_x[1200:], all_y[1200:]

# %% [markdown]
# Three rules train the same network, and nothing but one word changes. **Predict:** which of the
# three is ahead after one epoch, and which after ten?

# %%
with suppress(NotImplementedError):
    for rule, rate in ((sgd, 0.1), (momentum, 0.1), (adam, 0.003)):
        rng = np.random.default_rng(0)
        network = Network([AffineLayer(64, 32, rng), ActivationLayer(relu), AffineLayer(32, 10, rng)])
        losses = fit(network, Optimizer(rule, learning_rate=rate), train_x, train_y, 10, 32, seed=1)
        loss, accuracy = evaluate(network, test_x, test_y)
        print(
            f"{rule.__name__:8}  training loss {losses[0]:.2f}, after ten epochs {losses[-1]:.3f};"
            f"  held out {loss:.3f}, {accuracy:.1%} right"
        )

# %% [markdown]
# **Notice** that momentum leads from the first epoch to the last. Is it the best of the three? Each rule
# had one learning rate, chosen by us, and one seed. With another rate or another seed, the order of
# the last two might be the other way round; nothing here says how likely that is. The rest of this
# lesson is about what it takes to say so.
#
# Watch your own framework at work, an epoch at a time. **Predict:** at which learning rate is the
# first epoch best, and is it the rate that is best after twenty? Then press "Another seed" a few
# times without changing anything else, and look at the accuracy after one epoch. The two functions
# are yours to change: another rule, a third layer.


# %%
def two_layers(width, rng):
    """Return a network that the monitor is to train."""
    return Network([AffineLayer(64, width, rng), ActivationLayer(relu), AffineLayer(width, 10, rng)])


def with_momentum(learning_rate):
    """Return the optimizer that the monitor is to use."""
    return Optimizer(momentum, learning_rate=learning_rate)


training_monitor(two_layers, with_momentum, fit, evaluate, (train_x, train_y, test_x, test_y))

# %% [markdown]
# **Notice** that the training loss begins *above* the held-out loss, since it is measured while the
# network learns and the other one after the epoch, and that it ends below it. The accuracy hardly
# moves while the training loss still falls. With a rate near 1 the curve jumps; from 2 on it stands
# still near $\ln 10 = 2.3$, the loss of a network that gives every class the same probability: its
# units have died, as in Lesson 2. And one seed differs from the next by more than many a setting.

# %% [markdown]
# ## 6. An experiment
#
# One training is an anecdote. The same code with another seed gives another number, because first
# weights and orders are others. So put everything between the seed and the answer into **one
# function**, and run it as often as you like.
#
# What such a function must not do:
#
# - **use anything that changes from call to call**: a network built outside, a global random state,
#   the time of day. Then its number can't be had again.
# - **see the held-out labels.** It can't learn from them, not even by mistake, if it doesn't get
#   them. So it returns *predictions*, and whoever holds the labels counts.
# - **hide a choice.** What you may want to vary is an argument, with a default.
#
# One seed is enough for all draws, if one generator made from it does all the drawing: the first
# layer's weights, then the second layer's, then a whole number for `fit`.

# %% [markdown]
# ### Exercise 13.6: experiment (6 points)
#
# **In:** `x` of shape `(N, D)` and `labels` with classes 0 to 9; `new_x` of shape `(K, D)`; `seed`;
# and the settings `width`, `learning_rate` and `epochs`. You may add settings of your own behind
# them, with defaults. **Out:** the losses of the training, and the predicted classes of `new_x`,
# shape `(K,)`, whole numbers.
#
# Build a network with one hidden layer of `width` units, an optimizer, and train, **with your own
# pieces**. What isn't a setting is your choice.
#
# **By hand**, what one generator decides. Suppose that it yields the numbers $p, q, r, s, t, \dots$
# With one input and a width of 2, the first layer takes $p, q$ and the second one begins with $r$.
# With a width of 3 the first takes $p, q, r$ and the second begins with $s$: with the same seed, the
# second layer has other weights, and the epochs have another order. Two runs that share a seed are
# the same run only if *all* settings are equal.
#
# **Points:** 3 if the predictions for held-out digits are right in at least 92 % of the cases, in the
# middle one of three runs with your default settings. The check has renamed pixels and classes, so
# that only learning helps. Then 2 if a seed gives the same numbers again and another seed gives others, and 1
# if each setting does what it says. A run should take less than two seconds.


# %% solution="experiment"
def experiment(x, labels, new_x, seed, width=32, learning_rate=0.1, epochs=10):
    """Train a network with one hidden layer on examples, and let it read new ones.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        Examples to learn from.
    labels : ndarray of int, shape (N,)
        Their classes, 0 to 9.
    new_x : ndarray, shape (K, D)
        Examples to predict.
    seed : int
        Decides all that is random.
    width : int
        Hidden units.
    learning_rate : float
        Of the optimizer.
    epochs : int
        Of the training.

    Returns
    -------
    losses : ndarray, shape (epochs,)
        What fit returns.
    predicted : ndarray of int, shape (K,)
        The class of each new example.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    first, second = AffineLayer(x.shape[1], width, rng), AffineLayer(width, 10, rng)
    network = Network([first, ActivationLayer(relu), second])
    optimizer = Optimizer(momentum, learning_rate=learning_rate)
    order_seed = int(rng.integers(2**31))
    losses = fit(network, optimizer, x, labels, epochs, 32, order_seed)
    scores, _ = network.forward(new_x)
    return losses, scores.argmax(axis=1)
    ### END SOLUTION


# %% check="experiment"
check("experiment", experiment)

# %% [markdown]
# Two widths, three seeds. **Predict:** is 16 or 32 units better? Decide after each *row* of the
# table, as if that row were all you had.

# %%
with suppress(NotImplementedError):
    print("seed   16 units   32 units")
    for seed in (2, 3, 4):
        narrow, wide = (experiment(train_x, train_y, test_x, seed, width)[1] for width in (16, 32))
        print(f"{seed:4}   {np.mean(narrow == test_y):8.1%}   {np.mean(wide == test_y):8.1%}")

# %% [markdown]
# **Notice** how much one column moves. A single row could have told you that width is worth a lot, or
# hardly anything. How much is luck?
#
# **Two kinds of luck.** The *seed's* luck you see when you run several. The *examples'* luck you don't
# see, because all runs are asked the same 597. An accuracy of 96 % on 597 digits has a standard
# deviation of $\sqrt{0.96 \cdot 0.04 / 597} = 0.8$ percentage points by the choice of digits alone.
#
# **Mean and spread.** For accuracies $a_1, \dots, a_n$ over $n$ seeds with mean $m$,
#
# $$s = \sqrt{\frac{1}{n - 1} \sum_i (a_i - m)^2}, \qquad \text{standard error of the mean} = s / \sqrt{n}.$$
#
# $s$ says how far runs lie apart. $s / \sqrt n$ says how well you know the mean. A report must say
# which of the two stands behind its $\pm$.
#
# **By hand.** 85, 88, 86 % against 94, 95, 96 %. The means are 86.3 and 95.0, the $s$ are 1.53 and
# 1.00. The difference is 8.7 points, and its standard error is
# $\sqrt{1.53^2 / 3 + 1.00^2 / 3} = 1.06$: eight times smaller than the difference. Had it been of the
# size of the difference, the experiment would not have answered its question.

# %% [markdown]
# ## 7. Your plan
#
# Choose a question of your own that your framework can answer in a few minutes. A good question
# compares at least two values of **one** thing, and its answer isn't known beforehand. For example:
#
# - How many examples does the network need? (Let `experiment` use the first `examples` of `x`.)
# - ReLU or tanh? Does the answer depend on the learning rate?
# - Does a second hidden layer help, if the number of parameters stays the same?
# - How bad may first weights be? (Multiply them by `scale`.)
# - Small batches or large ones, with the same number of examples seen? With the same number of steps?
# - Does dropout or an L2 penalty (Lesson 6) help, and for how few examples?
# - How many wrong labels does training stand? (Give a share of `labels` a random class.)
#
# Add the setting to `experiment`, with a default that leaves its check as it is. If the question needs
# a new layer, write one; it only has to keep the interface.
#
# **Write the plan before the first run.** It takes a page. A prediction that was written down can turn
# out wrong, and then you have learned something. One that wasn't always comes true.

# %% [markdown]
# ### Written answer 1: the plan (5 points)
#
# One paragraph or a short list for each: **(a)** the question, in one sentence that a number can
# answer; **(b)** what is varied and over which values, and what is held fixed; **(c)** your
# prediction, with its size and your reason; **(d)** how many seeds, what is measured, on what;
# **(e)** which result would prove your prediction wrong. Each is worth a point.

# %% [markdown] written="the-plan" points=5
# ### BEGIN SOLUTION
# **A model plan.** (a) By how many percentage points does each doubling of the hidden layer, from 8
# units to 64, raise the accuracy on held-out digits?
#
# (b) Varied: `width` in 8, 16, 32, 64. Fixed: one hidden layer with ReLU, momentum 0.9, a learning
# rate of 0.1, 10 epochs, batches of 32, the 1,200 training digits and the 597 held out.
#
# (c) Each doubling gives half of what the one before it gave. I expect 90, 94, 96 and 97 %. Reason:
# more units make more features, but the ten classes soon have what they need, and the ceiling is
# 100 %.
#
# (d) Five seeds, 0 to 4, for each width, 20 runs. Measured: the share of the 597 that is read right at
# the end of training. I report mean and standard deviation over the seeds.
#
# (e) I am wrong if one step gives *more* than the step before it, or if 64 units are worse than 32 by
# more than two standard errors.
#
# **Rubric**, a point each.
#
# | Criterion | 1 point | Half a point |
# |:--|:--|:--|
# | (a) Question | a measurable comparison in one sentence | a topic ("look at width") |
# | (b) Design | one thing varied, values given, what is fixed named | something that matters is left open |
# | (c) Prediction | a direction, a size, a reason | without size or without reason |
# | (d) Measurement | at least three seeds; the measure; held-out data | one of these is missing |
# | (e) Refutation | a result that could really happen | only "if it isn't so" |
# ### END SOLUTION

# %% [markdown]
# ## 8. Your report
#
# Run what you planned, and keep every number. Here is the shape of it, for the widths of the model
# report; change names and values to yours. Each run is used twice: for its losses, and for its
# predictions.

# %%
varied, values, seeds = "width", (8, 16, 32, 64), (0, 1, 2, 3, 4)
accuracies, curves = {}, {}
with suppress(NotImplementedError):
    for value in values:
        runs = [experiment(train_x, train_y, test_x, seed, **{varied: value}) for seed in seeds]
        curves[str(value)] = np.array([losses for losses, _ in runs])
        accuracies[str(value)] = [np.mean(predicted == test_y) for _, predicted in runs]
for value, shares in accuracies.items():
    each = ", ".join(f"{share:.4f}" for share in shares)
    print(f"{varied} {value:>3}: {np.mean(shares):.1%}, s = {np.std(shares, ddof=1):.1%}  [{each}]")

# %% [markdown]
# A figure shows **every run**, names its axes, and can be understood without the text. These two
# functions draw such figures; a better one of your own is welcome. Look at both before you write.

# %%
if accuracies:
    plots.seeds_by_value(accuracies, varied)

# %%
if curves:
    plots.losses_by_value(curves, varied)

# %% [markdown]
# ### Exercise 13.7: report (4 points)
#
# The numbers of your report, **typed in** as they stand in your text, and beside them a function that
# computes them again. The check runs it and compares. If you change `experiment` afterwards, it will
# tell you that the report is out of date.
#
# **Out:** two values.
#
# - `reported`, a dict with the entries `"varied"`, the name of one setting; `"values"`, at least two;
#   `"seeds"`, at least three whole numbers; `"accuracies"`, a list with a row for each of the values,
#   and in it a number between 0 and 1 for each of the seeds.
# - `rerun`, a function of `(x, labels, new_x, seed)` and of the setting that is varied, by its name.
#   It returns the predicted classes of `new_x`, an array of shape `(K,)`.
#
# **By hand**, two widths and three seeds:
#
# ```python
# {"varied": "width", "values": (8, 32), "seeds": (0, 1, 2),
#  "accuracies": [[0.88, 0.85, 0.86],     # width 8, seeds 0, 1, 2
#                 [0.97, 0.97, 0.96]]}    # width 32
# ```
#
# The check calls `rerun(train_x, train_y, test_x, 1, width=8)` and counts; a share between 0.845 and
# 0.855 is what the report says. Machines round differently, and so a number may be off by half a
# percentage point.
#
# **Points:** 1 for the design, 3 if the numbers come out again. At most twelve of them are run again,
# the first seeds first. Then the best value is tried on digits whose pixels and classes are renamed,
# and must read more than half of them: `rerun` has to learn, and not to remember.


# %% solution="report"
def report():
    """Return the reported numbers, and the function that computes them again.

    Returns
    -------
    reported : dict
        "varied", "values", "seeds" and "accuracies", as described above.
    rerun : callable
        Maps (x, labels, new_x, seed) and the varied setting, by name, to predicted classes.
    """
    ### BEGIN SOLUTION
    reported = {
        "varied": "width",
        "values": (8, 16, 32, 64),
        "seeds": (0, 1, 2, 3, 4),
        "accuracies": [
            [0.8811, 0.8459, 0.8593, 0.8224, 0.9045],
            [0.9548, 0.9380, 0.9146, 0.9380, 0.9430],
            [0.9715, 0.9698, 0.9631, 0.9581, 0.9564],
            [0.9698, 0.9682, 0.9698, 0.9782, 0.9497],
        ],
    }

    def rerun(x, labels, new_x, seed, width):
        return experiment(x, labels, new_x, seed, width=width)[1]

    return reported, rerun
    ### END SOLUTION


# %% check="report"
check("report", report)

# %% [markdown]
# ### Written answer 2: the report (11 points)
#
# One to two pages, in this order: **question**; **method**, so that somebody could repeat it without
# your code; **result**, a table with mean and spread, and what the figure shows; **answer** to the
# question, with the size of the effect beside the size of the luck; **prediction**, what of it came
# true; **limits**, what your experiment can't say and why. If your figure isn't one of the two above,
# put the cell that draws it above this one.
#
# | What is judged | Points | Asked is |
# |:--|--:|:--|
# | Method | 2 | everything that is needed to repeat it |
# | Result | 2 | mean and spread, with its name, for each value; the numbers of `report()` |
# | Figure | 2 | every run visible, axes named, and said what there is to see |
# | Answer | 2 | it follows from the numbers, and stays open where luck is as large as the effect |
# | Prediction | 1 | compared with the result, where it was wrong too |
# | Limits | 2 | two that are particular to your experiment, each with its consequence |
#
# A result that contradicts your prediction, or that decides nothing, can earn all points.

# %% [markdown] written="the-report" points=11
# ### BEGIN SOLUTION
# **A model report.** *Question.* By how many percentage points does each doubling of the hidden layer,
# from 8 units to 64, raise the accuracy on held-out digits?
#
# *Method.* scikit-learn's 1,797 digits of 8 by 8 pixels in [0, 1], shuffled with seed 13; the first
# 1,200 to learn from, 597 held out. One hidden layer with ReLU, weights with standard deviation
# $\sqrt{2/D}$, biases 0. Momentum 0.9, learning rate 0.1, batches of 32, 10 epochs, cross-entropy.
# Varied: the width. Seeds 0 to 4 for each width; a seed decides weights and orders. Measured: the
# share of the 597 that is read right after the last epoch. No setting was chosen by these 597.
#
# *Result.* Mean and standard deviation over five seeds, in per cent, and the step from the row above
# with its standard error:
#
# | Width | Mean | Standard deviation | Step |
# |--:|--:|--:|:--|
# | 8 | 86.3 | 3.2 | |
# | 16 | 93.8 | 1.5 | 7.5, standard error 1.6 |
# | 32 | 96.4 | 0.7 | 2.6, standard error 0.7 |
# | 64 | 96.7 | 1.1 | 0.3, standard error 0.6 |
#
# The first figure shows all twenty runs. With 8 units the seeds lie over 8 points, the best of them
# below the worst with 16. With 32 and 64 units the dots overlap. The second figure shows that wider
# networks have the lower training loss in every epoch: 8 units need ten epochs for what 64 units have
# surpassed after two.
#
# *Answer.* From 8 to 16 units the accuracy rises by 7.5 points, from 16 to 32 by 2.6. Both steps are
# more than three standard errors. Whether 64 units are better than 32 remains open: the step is half
# of its standard error, and two digits of the 597.
#
# *Prediction.* I had expected 90, 94, 96 and 97 %. The last three are right within a point. The first
# is not: I had overrated 8 units by four points. Each step was to be half of the one before; they
# shrink faster, to a third and then to a tenth.
#
# *Limits.* (1) One learning rate for all widths. It suits 32 units; with 8, the large spread suggests
# that some units died early, and a smaller rate might have saved them. So part of the first step may
# be the rate's, not the width's. (2) One split. The same 597 digits were asked each time, so that
# their luck, about 0.8 points, is in all means alike and in none of my standard errors; for other
# digits all means may shift. (3) Ten epochs. The answer is about short trainings.
#
# **Rubric.**
#
# | Criterion | Full points | Half of them |
# |:--|:--|:--|
# | Method (2) | data, split, network, rule, settings, seeds: all that is needed to repeat it | one thing is missing |
# | Result (2) | mean and named spread for each value, equal to `report()` | a mean alone |
# | Figure (2) | all runs visible, axes named, and the text says what to see | shown and not discussed |
# | Answer (2) | effect compared with spread, open where it is open | a winner within the luck |
# | Prediction (1) | compared item by item, also where wrong | only where it was right |
# | Limits (2) | two limits of this experiment, each with its consequence | general ("more data") |
#
# A report whose numbers the check could not reproduce earns at most half of "Result" and of "Answer".
# ### END SOLUTION

# %% [markdown]
# ## What papers print differently
#
# - **The best epoch.** Many report the highest held-out accuracy of all epochs. As in Lesson 6, the
#   best of many looks is a lucky one; a set that chose the epoch can't judge the network as well.
# - **$\pm$ without a name.** It may be the standard deviation, the standard error, or half of a 95 %
#   interval. For five runs the first is more than twice as large as the second.
# - **The best of several seeds.** It is a number about the number of seeds.
# - **`optimizer.zero_grad()`.** Most frameworks add gradients up inside the parameters, and the loop
#   has to clear them. Here each `backward` returns new ones, and there is nothing to forget.
# - **`super().__init__()` and registration.** PyTorch finds parameters by watching what is assigned to
#   an object. We wrote them into a dict. The names come out nearly the same: `0.weight`, `2.bias`.
#
# ## Further reading
#
# - K. He and others, "Delving deep into rectifiers", 2015. First weights for ReLU.
# - A. Paszke and others, "PyTorch: an imperative style, high-performance deep learning library", 2019.
#   The same pieces, with the reasons for each.
# - G. Melis, C. Dyer and P. Blunsom, "On the state of the art of evaluation in neural language
#   models", 2018. Old networks, tuned with care, overtake new ones.
# - P. Henderson and others, "Deep reinforcement learning that matters", 2018. What five seeds hide.
# - X. Bouthillier and others, "Accounting for variance in machine learning benchmarks", 2021. Where
#   luck comes from, and how much each source of it is worth.
# - J. Pineau and others, "Improving reproducibility in machine learning research", *Journal of Machine
#   Learning Research* 22, 2021. A checklist, and what became of it.
#
# ## What comes next
#
# You began with one neuron that drew a line. You end with a framework whose every line you can
# explain, and with a number you have a right to believe. Whatever framework you use from now on, you
# know what is behind `forward`, `backward` and `step`. When a result looks too good, you know what to
# ask first: with which seed, on which data, and how often.
