# %% [markdown]
# # Lesson 12: Sequences and trees
#
# By the end you will have built a network that rewrites "3 March 2021" as "2021-03-03", one that
# looks at a handwritten digit and spells its name, and one that climbs the tree of a sentence and
# finds out what "not" does to "good".
#
# **You need** recurrent networks and their training (Lesson 10), the GRU (Lesson 11), convolution
# (Lesson 8), and a `backward` that chains others (Lesson 4). **It takes** about an hour and a half.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. Reading and writing | How can an answer have another length than the question? | 12.1 | 30 |
# | 2. Its own words | Who tells the decoder what to continue? | 12.2, a reasoned answer | 25 |
# | 3. From a picture | Must there be a sequence to read? | 12.3 | 15 |
# | 4. Two become one | What does a pair of words mean? | 12.4 | 10 |
# | 5. The whole tree | Where does a weight's gradient come from? | 12.5, a reasoned answer | 30 |
#
# **How to work.** Replace `raise NotImplementedError()` by your code, then run the check below it.
# Grading uses fresh cases. The exercises are worth 18 points, the two written questions 4 points
# each. No exercise needs your answer to an earlier one. Cells that use your functions stand in
# `with suppress(NotImplementedError):` and stay empty until you have written them.
#
# The reference solutions live in `lecturelib.sequence_to_sequence` and `lecturelib.recursive`. They
# cannot be imported while the lesson is graded; nor can `lecturelib.recurrent.rnn_cell`: you will
# see why when you answer the last question.

# %%
from contextlib import suppress

import numpy as np

from autograder import check
from demos import decoder_stepper, tree_colorer
from lecturelib import plots
from lecturelib.activations import relu
from lecturelib.convolution import conv2d
from lecturelib.datasets import DATE_FORMATS, Alphabet, dates, digits, sentiment_labels, sentiment_trees
from lecturelib.initialization import glorot_uniform, he_normal, orthogonal
from lecturelib.layers import affine, embedding
from lecturelib.losses import sequence_cross_entropy, softmax_cross_entropy
from lecturelib.optimizers import Optimizer, adam
from lecturelib.pooling import max_pool2d
from lecturelib.recurrent import gru
from lecturelib.recursive import tree_children
from lecturelib.training import minibatches

# %% [markdown]
# This is the first machine of the lesson. The blue network reads, the orange one writes. **Predict:**
# a single arrow leads from one to the other. What has to travel along it?

# %%
plots.handover_sketch("3 May", "05-03")

# %% [markdown]
# ## 1. Reading and writing
#
# The networks of Lesson 10 gave one answer for a whole sequence, or one answer for each symbol. Much
# of what one would like to do fits neither:
#
# | Task | Read | Write |
# |:--|:--|:--|
# | translation | a sentence | the sentence in another language |
# | dialogue | what was said | a reply |
# | parsing | a sentence | its tree, as brackets and words |
# | our task | a date as people write it | the date as machines write it |
#
# Question and answer differ in length and in order. In "3 March 2021" the year comes last, and the
# answer begins with it. So nothing can be written before everything has been read.
#
# The **encoder-decoder** takes that literally. A recurrent network, the **encoder**, reads the source
# $x_1, \dots, x_S$. Its last state $h_S$ has seen every symbol. A second recurrent network with
# weights of its own, the **decoder**, starts from that state and writes:
#
# $$h_t = \text{gru}(E_{x_t}, h_{t-1}), \qquad h_0 = 0,$$
#
# $$g_t = \text{gru}(E'_{y_{t-1}}, g_{t-1}), \qquad g_0 = h_S, \qquad s_t = g_t V + c.$$
#
# Row $k$ of the table $E$ is the vector of symbol $k$. The scores $s_t$ say which symbol should come
# next, by a softmax. All that the decoder knows of the source is the handed-over state. Ours has 64
# numbers.
#
# **Start and stop.** The decoder needs something to hear at its first step, when nothing has been
# written: a **start symbol**. And it has to say when it has finished, since nobody knows how long the
# answer will be: a **stop symbol**, which it learns to write like any other.
#
# **Who says $y_{t-1}$?** In training we know the true answer, and we tell it: at each step the decoder
# hears the true symbol before, whatever it would have written itself. This is **teacher forcing**. Two
# arrays hold the same answer, one step apart:
#
# | Step | 1 | 2 | 3 | 4 |
# |:--|:--|:--|:--|:--|
# | told to the decoder | start | 4 | 2 | 0 |
# | wanted from it | 4 | 2 | 0 | stop |
#
# **The way back.** The loss sits at the decoder's scores. Through the scores and the decoder's steps
# the gradient comes to $g_0$. That is $h_S$, so it goes on into the encoder, where it enters at the
# last state only. One loss trains both.

# %% [markdown]
# ### Exercise 12.1: encoder_decoder (5 points)
#
# **In:** `source` of shape `(N, S)` and `told` of shape `(N, T)`, numbers of symbols; `encoder`, the
# tuple `(E, U, W, b)`; `decoder`, the tuple `(E, U, W, b, V, c)`, with a table of its own; `padding`,
# the number that fills up short rows of `source`. **Out:** two values.
#
# - `scores` of shape `(N, T, K)`, with `told` as the decoder's inputs.
# - `backward`, which maps `d_scores` to `d_encoder` and `d_decoder`: two tuples in the same order.
#
# | Call | Value | Its backward maps d_value to |
# |:--|:--|:--|
# | `embedding(ids, E)` | vectors, shape `(N, T, D)` | `d_E` |
# | `gru(vectors, h0, (U, W, b), mask)` | all states, shape `(N, T, H)` | `d_vectors`, `d_h0`, `(d_U, d_W, d_b)` |
# | `affine(states, V, c)` | scores, shape `(N, T, K)` | `d_states`, `d_V`, `d_c` |
#
# Where the boolean `mask` (of shape `(N, T)`) is false, `gru` carries the state over unchanged, and its
# gradient, too. So the last column holds each row's last real state. `h0=None` means zeros; leave `mask`
# out if every step counts.
#
# **By hand**, one number as the state. A GRU whose weights are all zero has $z = \frac12$ and goes half of
# the way to its candidate. Let the encoder's candidate be $\frac12$ at every step, and the decoder's 0.
#
# | | Value | Gradient |
# |:--|:--|:--|
# | encoder reads two symbols | $h_1 = \frac14,\ h_2 = \frac38$ | $d_{h_2} = 8,\ d_{h_1} = 4$ |
# | decoder writes two | $g_1 = \frac3{16},\ g_2 = \frac3{32}$ | $d_{g_2} = 32,\ d_{g_1} = 16$ |
# | first score, $V = 32$ | $6,\ 3$ | $0,\ 1$ (given) |
#
# The 8 at $h_2$ is the gradient of $g_0$. The 4 at $h_1$ came from $h_2$, and not from the decoder. If
# the second symbol were padding, $h_2$ would be $\frac14$, and the scores 4 and 2.
#
# **Points:** 2 for the scores, 1 for sources with padding, 2 for the gradients.


# %% solution="encoder_decoder"
def encoder_decoder(source, told, encoder, decoder, padding=0):
    """Return the scores of every next symbol of a translation, and its backward function.

    The encoder reads the source; its last state starts the decoder, which is told the true symbols.

    Parameters
    ----------
    source : ndarray of int, shape (N, S)
        Symbols to read.
    told : ndarray of int, shape (N, T)
        The decoder's inputs: the start symbol, then the target without its last symbol.
    encoder : tuple of ndarray
        E (L, D), U (D, 3H), W (H, 3H), b (3H,).
    decoder : tuple of ndarray
        E (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).
    padding : int
        The symbol of the source that the encoder passes over.

    Returns
    -------
    scores : ndarray, shape (N, T, K)
        Scores of the symbol after each of the inputs.
    backward : callable
        Maps d_scores to d_encoder and d_decoder, tuples like encoder and decoder.
    """
    ### BEGIN SOLUTION
    E, *reader = encoder
    vectors, back_to_E = embedding(source, E)
    read, back_to_reader = gru(vectors, None, tuple(reader), source != padding)
    E_out, *writer, V, c = decoder
    told_vectors, back_to_E_out = embedding(told, E_out)
    written, back_to_writer = gru(told_vectors, read[:, -1], tuple(writer))
    scores, back_to_written = affine(written, V, c)

    def backward(d_scores):
        d_written, d_V, d_c = back_to_written(d_scores)
        d_told_vectors, d_last, d_writer = back_to_writer(d_written)
        d_read = np.zeros_like(read)
        d_read[:, -1] = d_last
        d_vectors, _, d_reader = back_to_reader(d_read)
        return (back_to_E(d_vectors), *d_reader), (back_to_E_out(d_told_vectors), *d_writer, d_V, d_c)

    return scores, backward
    ### END SOLUTION


# %% check="encoder_decoder"
check("encoder_decoder", encoder_decoder)

# %% [markdown]
# **Now train it.** 4,000 days between 1970 and 2029, each written in one of three ways; 500 other days
# are kept back. The parameters are in single precision, for speed. One setting matters more than the
# others: the bias of the gate $z$ starts at $-1$, so that a new GRU keeps most of its old state. With 0
# the training needs about half as many epochs again, because the gradient of the first symbols fades on its way back.

# %%
pairs = dates(4500, np.random.default_rng(0), DATE_FORMATS[:3], (1970, 2030))
reading = Alphabet(written for written, _ in pairs)
writing = Alphabet(numeric for _, numeric in pairs)
train_pairs, test_pairs = pairs[:4000], pairs[4000:]
for written, numeric in train_pairs[:4]:
    print(f"{written:20} {numeric}")
print("symbols to write, beside padding, start and stop:", *writing.symbols)


# %%
def first_gru(inputs, hidden, rng, dtype=np.float32):
    """Return U, W and b of a GRU that keeps most of its state to begin with."""
    b = np.zeros(3 * hidden, dtype)
    b[:hidden] = -1
    U = np.hstack([glorot_uniform((inputs, hidden), rng, dtype) for _ in range(3)])
    return U, np.hstack([orthogonal((hidden, hidden), rng, dtype) for _ in range(3)]), b


def first_encoder(symbols, features, hidden, rng, dtype=np.float32):
    """Return E, U, W and b of an encoder."""
    table = rng.normal(scale=0.5, size=(symbols, features)).astype(dtype)
    return table, *first_gru(features, hidden, rng, dtype)


def first_decoder(symbols, features, hidden, rng, dtype=np.float32):
    """Return E, U, W, b, V and c of a decoder."""
    V = glorot_uniform((hidden, symbols), rng, dtype)
    return *first_encoder(symbols, features, hidden, rng, dtype), V, np.zeros(symbols, dtype)


def named(**groups):
    """Return the arrays of groups of parameters, or of gradients, by names for the optimizer."""
    return {f"{name} {place}": array for name, group in groups.items() for place, array in enumerate(group)}


def cosine(step, steps, highest):
    """Return a learning rate that falls from `highest` to 0 along half a cosine."""
    return highest * 0.5 * (1 + np.cos(np.pi * step / steps))


def train_translator(encoder, decoder, epochs=12, size=50):
    """Train both networks in place; return the mean loss of each epoch."""
    source = reading.encode([written for written, _ in train_pairs]).ids
    numeric = [numeric for _, numeric in train_pairs]
    told, wanted = writing.encode(numeric, start=True).ids, writing.encode(numeric, stop=True).ids
    optimizer, step, losses = Optimizer(adam), 0, []
    steps = epochs * len(source) // size
    for epoch in range(epochs):
        losses.append(0.0)
        for batch in minibatches((source, told, wanted), size, np.random.default_rng(epoch)):
            scores, backward = encoder_decoder(*batch[:2], encoder, decoder)
            loss, loss_backward = sequence_cross_entropy(scores, batch[2])
            d_encoder, d_decoder = backward(loss_backward(1.0))
            gradients = named(encoder=d_encoder, decoder=d_decoder)
            optimizer.update_in_place(named(encoder=encoder, decoder=decoder), gradients, cosine(step, steps, 0.01))
            step += 1
            losses[-1] += loss * size / len(source)
    return losses


rng = np.random.default_rng(1)
encoder = first_encoder(len(reading), 16, 64, rng)
decoder = first_decoder(len(writing), 16, 64, rng)
with suppress(NotImplementedError):
    losses = train_translator(encoder, decoder)
    print("mean loss of a date after epochs 1, 4, 8, 12:", *(f"{losses[e]:.3f}" for e in (0, 3, 7, 11)))

# %% [markdown]
# ## 2. Its own words
#
# Nobody knows the answer to a new question. In use the decoder hears what it has just written. At each
# step it takes the likeliest symbol, $y_t = \arg\max_k s_{tk}$, and goes on from there, until it writes
# the stop symbol. This is **greedy decoding**. It never looks ahead and never takes anything back. (A
# *beam search* keeps the best few beginnings at a time, because the likeliest first word need not begin
# the likeliest sentence.)
#
# Several answers are written side by side, and they end at different steps.

# %% [markdown]
# ### Exercise 12.2: greedy_decode (3 points)
#
# **In:** `h0` of shape `(N, H)`, the states that start the decoder; `decoder`, the tuple
# `(E, U, W, b, V, c)`; the numbers `start` and `stop`; `max_steps`, the most symbols to write. **Out:** the
# symbols written, whole numbers of shape `(N, T)`, without the start symbol. `T` is the step at which the
# last row stopped, and at most `max_steps`. A row that has stopped repeats the stop symbol while others go
# on.
#
# One step is a `gru` over sequences of length 1: `E[symbol][:, np.newaxis]` has the shape `(N, 1, D)`. Its
# state is where the next step starts.
#
# **By hand**, two rows, `stop` = 2, and a decoder that likes best:
#
# | | step 1 | step 2 | step 3 | would have gone on with |
# |:--|--:|--:|--:|--:|
# | first row | 7 | 2 | | 5 |
# | second row | 4 | 6 | 2 | 3 |
#
# The answer is `[[7, 2, 2], [4, 6, 2]]`: the 5 is never written. With `max_steps` = 2 it is
# `[[7, 2], [4, 6]]`, and nobody can tell whether the second row was complete.
#
# **Points:** 2 for decoders that never stop, 1 for stopping.


# %% solution="greedy_decode"
def greedy_decode(h0, decoder, start, stop, max_steps):
    """Return what a decoder writes when it is told its own symbols, always the likeliest.

    Parameters
    ----------
    h0 : ndarray, shape (N, H)
        The states that start the decoder.
    decoder : tuple of ndarray
        E (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).
    start, stop : int
        The symbol that it is told first, and the one that ends a sequence.
    max_steps : int
        Most symbols to write.

    Returns
    -------
    ids : ndarray of int, shape (N, T)
        The symbols written; a row that has stopped repeats the stop symbol.
    """
    ### BEGIN SOLUTION
    E, U, W, b, V, c = decoder
    state, symbol, written = h0, np.full(len(h0), start), []
    stopped = np.zeros(len(h0), dtype=bool)
    while len(written) < max_steps and not stopped.all():
        states, _ = gru(E[symbol][:, np.newaxis], state, (U, W, b))
        state = states[:, -1]
        scores, _ = affine(state, V, c)
        symbol = np.where(stopped, stop, scores.argmax(axis=1))
        stopped = symbol == stop
        written.append(symbol)
    return np.stack(written, axis=1)
    ### END SOLUTION


# %% check="greedy_decode"
check("greedy_decode", greedy_decode)

# %% [markdown]
# A date counts as right if all ten symbols and the end are right. The network is asked about the 500 days
# that were kept back. **Predict:** it will also be asked about days from 1950 to 1969. It has never seen a
# "195", but it knows each of the three digits. Will it manage?


# %%
def read(texts):
    """Return the encoder's state after the last symbol of each text, shape (N, 64)."""
    E, *reader = encoder
    ids, mask = reading.encode(texts)
    states, _ = gru(embedding(ids, E)[0], None, tuple(reader), mask)
    return states[:, -1]


def translate(texts):
    """Return what the decoder writes for each text."""
    return writing.decode(greedy_decode(read(texts), decoder, writing.START, writing.STOP, 12))


def share_right(pairs):
    """Return the share of dates that are translated without a mistake."""
    written, numeric = zip(*pairs, strict=True)
    return np.mean([answer == right for answer, right in zip(translate(written), numeric, strict=True)])


with suppress(NotImplementedError):
    earlier = dates(500, np.random.default_rng(7), DATE_FORMATS[:3], (1950, 1970))
    print(f"days kept back, 1970 to 2029:  {share_right(test_pairs):.1%} right")
    print(f"days from 1950 to 1969:        {share_right(earlier):.1%} right")
    for text in ("3 March 2021", "March 3, 2021", "3 Mar 2021", "3 March 1958", "33 March 2021"):
        print(f"{text:16} {translate([text])[0]}")

# %% [markdown]
# **Notice** that the network learned what its dates had in common, and nothing more. No year began with
# "195", so none will be written. And it always answers in the right form, also when the question makes no
# sense: a decoder does not know what it does not know.
#
# How sure is it at each step? Told the true symbols, it gives a probability to every symbol:


# %%
def softmax(scores):
    """Return probabilities, from scores along the last axis."""
    p = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return p / p.sum(axis=-1, keepdims=True)


with suppress(NotImplementedError):
    told = writing.encode(["1958-03-03"], start=True).ids
    scores, _ = encoder_decoder(reading.encode(["3 March 1958"]).ids, told, encoder, decoder)
    symbols = ["stop", *writing.symbols]
    plots.symbol_probabilities(softmax(scores)[0][:, 2:], symbols, [*"1958-03-03", "stop"])

# %% [markdown]
# **Step it yourself.** The bars are the probabilities of the next symbol, computed by your
# `encoder_decoder` from all that has been written so far. *Write the likeliest* is greedy decoding.
#
# 1. Write a date to its end. Where do the bars show any doubt?
# 2. Start over and put a wrong symbol in its place, a month that does not exist. Does the decoder recover?
# 3. Set the state to zeros: what does it write, and for which source?

# %%
decoder_stepper(
    encoder_decoder,
    encoder,
    decoder,
    reading,
    writing,
    read=read,
    sources=["3 March 2021", "March 3, 2021", "25 Dec 1999", "July 4, 1976", "3 March 1958"],
)

# %% [markdown]
# **Notice** that with zeros for a state it writes the same whatever you ask, and still in the manner of a date. It is
# a language model of dates; only the state makes it a translator.

# %% [markdown]
# ### Written question 1: told the truth (4 points)
#
# (a) Somebody trains the decoder on its own output instead: at each step it hears the symbol that it likes
# best, while the loss still asks for the true next symbol. Explain what goes wrong early in training, when
# nearly every symbol is a wrong one. (1 point)
#
# (b) Teacher forcing has a price. Which situation does the decoder never meet in training, and does meet in
# use? Why does that hurt more for long texts than for our dates? (2 points)
#
# (c) The handed-over state has 64 numbers, whatever the source's length. What would you expect for a source
# of 200 words, and what might the decoder be allowed to look at beside that state? (1 point)

# %% [markdown] written="told-the-truth" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) What it hears is noise, and has nothing to do with the true text before this place. It
# is asked, say, to write the second digit of the month after it has heard "77-". So it learns to ignore what
# it hears, or learns from contradictions: the same beginning is followed by different right answers. It also
# loses its place, since the wrong text need not be aligned with the true one.
#
# (b) It never has to continue after a mistake of its own: all beginnings in training are true. In use one
# wrong symbol puts it in a state that it has not been trained for, and more mistakes follow from it. The
# longer the text, the more chances of a first mistake, and the more is left to spoil after it. Our answers
# have eleven symbols and nearly no doubt in any.
#
# (c) A fixed number of numbers cannot hold any amount of text: first and rare things get lost, and the gradient
# has 200 steps to go back. The decoder could look at all states of the encoder, and choose at every step which
# of them matter: attention.
#
# **Rubric.**
# - 1 point: what is heard does not fit what is asked. Half a point for "mistakes add up" alone.
# - 2 points: 1 for "it never continues its own mistakes", 1 for the effect of length.
# - 1 point: half for the bottleneck, half for looking at the encoder's states (or at the source again).
# ### END SOLUTION

# %% [markdown]
# ## 3. From a picture
#
# The decoder does not ask where its first state comes from. A sentence read by an encoder is one source; a
# picture is another. Features of the picture, made by a convolutional network, go through an affine map and
# tanh, because a GRU's states lie between $-1$ and $1$:
#
# $$g_0 = \tanh(f A + a), \qquad g_t = \text{gru}(E_{y_{t-1}}, g_{t-1}), \qquad s_t = g_t V + c.$$
#
# One thing comes in, a sequence goes out: **one-to-sequence**. With photographs and sentences it is called
# captioning. Ours are handwritten digits and the ten English names, "zero" to "nine".

# %% [markdown]
# ### Exercise 12.3: caption_digit (3 points)
#
# **In:** `features` of shape `(N, F)`; `told` of shape `(N, T)`, the start symbol and the letters of the true
# name; `bridge`, the pair `(A, a)`, of shapes `(F, H)` and `(H,)`; `decoder`, the tuple
# `(E, U, W, b, V, c)`. **Out:** two values.
#
# - `scores` of shape `(N, T, K)`.
# - `backward`, which maps `d_scores` to `d_features`, `d_bridge` (a pair) and `d_decoder` (a tuple).
#
# **By hand**, one feature $f = 1$, $A = \log 3$, $a = 0$, and a decoder that halves its state at every step:
#
# | | Value | Gradient |
# |:--|:--|:--|
# | $g_0 = \tanh(\log 3)$ | $\frac{3 - 1/3}{3 + 1/3} = 0.8$ | 2.5 |
# | $f A + a$ | $\log 3$ | $2.5 \cdot (1 - 0.8^2) = 0.9$ |
# | $g_1, g_2$ | $0.4,\ 0.2$ | $5,\ 10$ |
# | scores, $V = 10$ | $4,\ 2$ | $0,\ 1$ (given) |
#
# So $d_A = 0.9 \cdot f = 0.9$, $d_a = 0.9$, and $d_f = 0.9 \log 3 \approx 0.99$.
#
# **Points:** 1 for the scores, 2 for the gradients.


# %% solution="caption_digit"
def caption_digit(features, told, bridge, decoder):
    """Return the scores of every next letter of a picture's name, and its backward function.

    Parameters
    ----------
    features : ndarray, shape (N, F)
        Features of the pictures.
    told : ndarray of int, shape (N, T)
        The decoder's inputs: the start symbol, then the name without its last symbol.
    bridge : tuple of ndarray
        A (F, H), a (H,): the first state is tanh(features @ A + a).
    decoder : tuple of ndarray
        E (K, D), U (D, 3H), W (H, 3H), b (3H,), V (H, K), c (K,).

    Returns
    -------
    scores : ndarray, shape (N, T, K)
        Scores of the letter after each of the inputs.
    backward : callable
        Maps d_scores to d_features, d_bridge and d_decoder.
    """
    ### BEGIN SOLUTION
    sums, back_to_features = affine(features, *bridge)
    first = np.tanh(sums)
    E, *writer, V, c = decoder
    told_vectors, back_to_E = embedding(told, E)
    written, back_to_writer = gru(told_vectors, first, tuple(writer))
    scores, back_to_written = affine(written, V, c)

    def backward(d_scores):
        d_written, d_V, d_c = back_to_written(d_scores)
        d_told_vectors, d_first, d_writer = back_to_writer(d_written)
        d_features, *d_bridge = back_to_features(d_first * (1 - first**2))
        return d_features, tuple(d_bridge), (back_to_E(d_told_vectors), *d_writer, d_V, d_c)

    return scores, backward
    ### END SOLUTION


# %% check="caption_digit"
check("caption_digit", caption_digit)

# %% [markdown]
# Names have three to five letters, so the shorter ones are padded; the loss leaves the padding out by its
# mask. The features come from one stage of Lesson 9: 16 kernels of 3 by 3, ReLU, pooling. These kernels are
# trained along with everything else. **Predict:** their only teacher is a loss on letters. How does it reach
# them?

# %%
NAMES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
spelling = Alphabet(NAMES)
order = np.random.default_rng(1).permutation(1797)
images, labels = (array[order] for array in digits(np.float32))
images = images[:, np.newaxis]  # (N, 1, 8, 8): one channel
told_names = spelling.encode(NAMES, start=True).ids
wanted_names, wanted_mask = spelling.encode(NAMES, stop=True)


def features_of(x, kernels):
    """Return the 256 features of each picture, and the function that differentiates them by the kernels."""
    a, back_to_kernels = conv2d(x, kernels, padding="same")
    r, back_to_a = relu(a)
    pooled, back_to_r = max_pool2d(r, 2)

    def backward(d_features):
        return back_to_kernels(back_to_a(back_to_r(d_features.reshape(pooled.shape))))[1]

    return pooled.reshape(len(x), -1), backward


def train_captioner(kernels, bridge, decoder, epochs=8, size=25):
    """Train kernels, bridge and decoder in place on the first 1,500 digits."""
    optimizer, step, steps = Optimizer(adam), 0, epochs * 1500 // size
    for epoch in range(epochs):
        for x, y in minibatches((images[:1500], labels[:1500]), size, np.random.default_rng(epoch)):
            features, features_backward = features_of(x, kernels)
            scores, backward = caption_digit(features, told_names[y], bridge, decoder)
            _, loss_backward = sequence_cross_entropy(scores, wanted_names[y], wanted_mask[y])
            d_features, d_bridge, d_decoder = backward(loss_backward(1.0))
            optimizer.update_in_place(
                named(kernels=[kernels], bridge=bridge, decoder=decoder),
                named(kernels=[features_backward(d_features)], bridge=d_bridge, decoder=d_decoder),
                cosine(step, steps, 0.01),
            )
            step += 1


rng = np.random.default_rng(2)
kernels = he_normal((16, 1, 3, 3), rng, dtype=np.float32)
bridge = glorot_uniform((256, 32), rng, np.float32), np.zeros(32, np.float32)
speller = first_decoder(len(spelling), 8, 32, rng)

# %%
with suppress(NotImplementedError):
    train_captioner(kernels, bridge, speller)
    A, a = bridge
    starts = np.tanh(features_of(images[1500:], kernels)[0] @ A + a)
    captions = spelling.decode(greedy_decode(starts, speller, spelling.START, spelling.STOP, 8))
    true_names = [NAMES[label] for label in labels[1500:]]
    right = np.array([caption == name for caption, name in zip(captions, true_names, strict=True)])
    print(f"{right.sum()} of {len(right)} digits kept back are spelled right")
    print("written, but no name of a digit:", sorted(set(captions) - set(NAMES)) or "nothing")
    shown = [*np.flatnonzero(~right)[:3], *np.flatnonzero(right)[: 10 - min(3, np.sum(~right))]]
    print("read as:", ", ".join(f"{captions[n]} ({true_names[n]})" for n in shown))
    plots.picture_rows({"kept back": images[1500:, 0][shown]})

# %% [markdown]
# **Notice** that mistakes are whole names of other digits. After its first letter the picture is hardly needed
# any more: "z" is followed by "ero". "fo" and "fi" differ at the second letter, "si" and "se" too; there
# the memory of the picture must still be alive.

# %% [markdown]
# ## 4. Two become one
#
# A recurrent network reads from left to right, one symbol at a time. Sentences are not built that way.
# In "the film was (not (very good))" the word "very" belongs to "good", and "not" to what they make
# together. That structure is a **binary tree**. Suppose somebody gave it to us, for every sentence.
#
# A **recursive network** composes along it. Every word has a vector. Where two nodes meet, one function
# makes a vector for the pair from the two vectors below:
#
# $$p = \tanh(l\, W_\text{left} + r\, W_\text{right} + b).$$
#
# Child and parent have the same size $H$, so the parent can be a child in turn. And the same
# $W_\text{left}$, $W_\text{right}$ and $b$ serve every node of every tree, as a kernel serves every place
# of a picture and a cell every step in time.

# %% [markdown]
# ### Exercise 12.4: tree_compose (2 points)
#
# **In:** `left` and `right` of shape `(N, H)`, N pairs of children; `parameters`, the tuple
# `(W_left, W_right, b)` of shapes `(H, H)`, `(H, H)` and `(H,)`. **Out:** two values.
#
# - The parents, shape `(N, H)`.
# - `backward`, which maps `d_parent` to `d_left`, `d_right` and the tuple `(d_W_left, d_W_right, d_b)`.
#
# **By hand**, one pair of single numbers: $l = 2$, $r = 3$, weights $3$ and $-2$, bias 0. The sum is
# $6 - 6 = 0$, the parent is 0, and the slope of tanh is 1. From `d_parent` = 5: `d_left` =
# $5 \cdot 3 = 15$, `d_right` = $-10$, `d_W_left` = $2 \cdot 5 = 10$, `d_W_right` = 15, `d_b` = 5.
#
# **Points:** 1 for the parents, 1 for the gradients.


# %% solution="tree_compose"
def tree_compose(left, right, parameters):
    """Return the vectors of parents from those of their children, and the backward function.

    p = tanh(l W_left + r W_right + b)

    Parameters
    ----------
    left, right : ndarray, shape (N, H)
        The children.
    parameters : tuple of ndarray
        W_left (H, H), W_right (H, H), b (H,).

    Returns
    -------
    parent : ndarray, shape (N, H)
        The parents.
    backward : callable
        Maps d_parent to d_left, d_right and (d_W_left, d_W_right, d_b).
    """
    ### BEGIN SOLUTION
    W_left, W_right, b = parameters
    parent = np.tanh(left @ W_left + right @ W_right + b)

    def backward(d_parent):
        d_a = d_parent * (1 - parent**2)
        return d_a @ W_left.T, d_a @ W_right.T, (left.T @ d_a, right.T @ d_a, d_a.sum(axis=0))

    return parent, backward
    ### END SOLUTION


# %% check="tree_compose"
check("tree_compose", tree_compose)

# %% [markdown]
# ## 5. The whole tree
#
# What should the vectors be good for? Here is a phrase with a sentiment at every node, from very negative
# (orange) to very positive (blue). **Predict** where the colour turns round.

# %%
words = ("the", "plot", "was", "not", "very", "good")
tree = ((0, 1), (2, (3, (4, 5))))
plots.sentiment_tree(words, tree_children(tree), sentiment_labels(words, tree))

# %% [markdown]
# A program made such phrases by three rules: "not" and "never" turn a sentiment round, "very" and "truly"
# strengthen it, and other pairs add up. Our network is told none of them. It sees labels, 0 to 4, at every
# node, and has to find out what "not" does.
#
# **The way up.** Leaves are numbered 0 to $L - 1$, inner nodes from $L$ on, every node after its
# children. `tree_children` gives an array whose row $k$ names the two children of node $L + k$:

# %%
print(tree_children(((0, 1), 2)))
print(tree_children(tree).tolist())

# %% [markdown]
# The vectors of all nodes stand in one array, `states`, and the root is its last row. A loop over the rows
# of `tree` never meets a child that is not there yet.
#
# **The way down** is called back-propagation through structure. A node's gradient has two sources: what $J$
# asks of the node itself, since it has a label, and what comes from its parent. Each inner node passes its
# gradient on to its two children, so a parent has to come before its children: the same loop, backwards.
#
# **The parameters** are used at every inner node. Give each node a copy of its own in thought; the
# gradient of the shared one is the *sum* over the copies, as it was over the steps of a recurrent network.

# %% [markdown]
# ### Exercise 12.5: tree_states (5 points)
#
# **In:** `tree`, whole numbers of shape `(L - 1, 2)`, as above; `leaves` of shape `(L, H)`; `parameters`,
# the tuple `(W_left, W_right, b)`. **Out:** two values.
#
# - `states` of shape `(2L - 1, H)`: the leaves, then the inner nodes.
# - `backward`, which maps `d_states`, of the same shape, to `d_leaves` of shape `(L, H)` and the tuple
#   `(d_W_left, d_W_right, d_b)`.
#
# A tree may be a single leaf: then `tree` has no rows, and the parameters get gradients of zero. Leave
# `leaves` and `d_states` as they are; work on copies.
#
# **By hand**, the tree `((0, 1), 2)`, leaves $1, -2, 0$, weights $2$ and $1$, bias 0. All slopes are 1.
#
# | Node | Sum | State | Gradient | Adds to $d_{W_\text{left}}$, $d_{W_\text{right}}$, $d_b$ |
# |:--|:--|--:|:--|:--|
# | 4, the root: children 3 and 2 | $0 \cdot 2 + 0 \cdot 1$ | 0 | 1 (given) | $0 \cdot 1,\ 0 \cdot 1,\ 1$ |
# | 3: children 0 and 1 | $1 \cdot 2 - 2 \cdot 1$ | 0 | $1 \cdot 2 = 2$ | $1 \cdot 2,\ -2 \cdot 2,\ 2$ |
# | 0, 1, 2: leaves | | $1, -2, 0$ | $2 \cdot 2,\ 2 \cdot 1,\ 1 \cdot 1$ | |
#
# The sums over the nodes are $2$, $-4$ and $3$. If $J$ asked 10 of node 3 as well, its gradient would be 12.
#
# **Points:** 2 for the states, 1 for the gradients if $J$ depends on the root alone, 2 if it depends on
# every node.


# %% solution="tree_states"
def tree_states(tree, leaves, parameters):
    """Return the vectors of all nodes of a tree, and the backward function.

    Parameters
    ----------
    tree : ndarray of int, shape (L - 1, 2)
        Row k names the left and the right child of node L + k.
    leaves : ndarray, shape (L, H)
        The vectors of the leaves.
    parameters : tuple of ndarray
        W_left (H, H), W_right (H, H), b (H,).

    Returns
    -------
    states : ndarray, shape (2L - 1, H)
        The vectors of the leaves, then those of the inner nodes.
    backward : callable
        Maps d_states to d_leaves and (d_W_left, d_W_right, d_b).
    """
    ### BEGIN SOLUTION
    W_left, W_right, b = parameters
    count = len(leaves)
    states = np.concatenate([leaves, np.zeros((len(tree), leaves.shape[1]))])
    for node, (left, right) in enumerate(tree, start=count):
        states[node] = np.tanh(states[left] @ W_left + states[right] @ W_right + b)

    def backward(d_states):
        d = d_states.copy()
        d_W_left, d_W_right, d_b = (np.zeros_like(array) for array in parameters)
        for node, (left, right) in reversed(list(enumerate(tree, start=count))):
            d_a = d[node] * (1 - states[node] ** 2)
            d[left] += W_left @ d_a
            d[right] += W_right @ d_a
            d_W_left += np.outer(states[left], d_a)
            d_W_right += np.outer(states[right], d_a)
            d_b += d_a
        return d[:count], (d_W_left, d_W_right, d_b)

    return states, backward
    ### END SOLUTION


# %% check="tree_states"
check("tree_states", tree_states)

# %% [markdown]
# **Train it** on 800 phrases. An affine map turns every node's vector into the scores of five classes. The
# phrases kept back are 300 others: no phrase is in both sets.
#
# What should it be held against? A **bag of words** counts the words and forgets the tree: softmax regression
# on the counts. **Predict** how well it does at the root.

# %%
phrases = list({phrase.words: phrase for phrase in sentiment_trees(4000, np.random.default_rng(0))}.values())
vocabulary = sorted({word for phrase in phrases for word in phrase.words})
number_of = {word: number for number, word in enumerate(vocabulary)}


def numbered(phrase):
    """Return a phrase as the numbers of its words, its children, and its labels."""
    return np.array([number_of[word] for word in phrase.words]), tree_children(phrase.tree), phrase.labels


train_trees, test_trees = [[numbered(each) for each in part] for part in (phrases[:800], phrases[800:1100])]


def bag(part):
    """Return the counts of each phrase's words, shape (N, words), and the labels of the roots."""
    rows = [np.bincount(ids, minlength=len(vocabulary)) for ids, _, _ in part]
    return np.array(rows, float), np.array([labels[-1] for _, _, labels in part])


def bag_of_words(epochs=40):
    """Return the share of phrases kept back whose root is right, by softmax regression on counts of words."""
    test_x, test_y = bag(test_trees)
    W, c = np.zeros((len(vocabulary), 5)), np.zeros(5)
    optimizer = Optimizer(adam, learning_rate=0.02)
    for epoch in range(epochs):
        for batch, targets in minibatches(bag(train_trees), 32, np.random.default_rng(epoch)):
            scores, backward = affine(batch, W, c)
            _, d_W, d_c = backward(softmax_cross_entropy(scores, targets)[1](1.0))
            optimizer.update_in_place({"W": W, "c": c}, {"W": d_W, "c": d_c})
    return np.mean((test_x @ W + c).argmax(axis=1) == test_y)


print(f"bag of words: {bag_of_words():.1%} of the roots are right")


# %%
def first_tree_network(hidden, rng):
    """Return vectors of the words, the composition's parameters, and those of the scores."""
    composition = *rng.normal(size=(2, hidden, hidden)) / np.sqrt(2 * hidden), np.zeros(hidden)
    scores = rng.normal(size=(hidden, 5)) / np.sqrt(hidden), np.zeros(5)
    return rng.normal(scale=0.3, size=(len(vocabulary), hidden)), composition, scores


def train_trees_on(trees, vectors, composition, output, epochs=15, size=8):
    """Train the network in place, on the labels of all nodes."""
    optimizer, step, steps = Optimizer(adam), 0, epochs * len(trees) // size
    for epoch in range(epochs):
        order = np.random.default_rng(epoch).permutation(len(trees))
        for batch in order.reshape(-1, size):
            arrays = named(vectors=[vectors], composition=composition, output=output)
            gradients = {name: np.zeros_like(array) for name, array in arrays.items()}
            for ids, tree, labels in (trees[n] for n in batch):
                words, vectors_backward = embedding(ids, vectors)
                states, backward = tree_states(tree, words, composition)
                scores, scores_backward = affine(states, *output)
                d_states, *d_output = scores_backward(softmax_cross_entropy(scores, labels)[1](1 / size))
                d_words, d_composition = backward(d_states)
                d_vectors = [vectors_backward(d_words)]
                for name, d in named(vectors=d_vectors, composition=d_composition, output=d_output).items():
                    gradients[name] += d
            optimizer.update_in_place(arrays, gradients, cosine(step, steps, 0.01))
            step += 1


vectors, composition, output = first_tree_network(24, np.random.default_rng(3))


def classes_of(ids, tree):
    """Return the likeliest class of every node."""
    return affine(tree_states(tree, vectors[ids], composition)[0], *output)[0].argmax(axis=1)


with suppress(NotImplementedError):
    train_trees_on(train_trees, vectors, composition, output)
    right = [classes_of(ids, tree) == labels for ids, tree, labels in test_trees]
    negated = [
        r[-1]
        for r, (ids, _, _) in zip(right, test_trees, strict=True)
        if {number_of["not"], number_of["never"]} & {*ids}
    ]
    print(f"recursive network: {np.mean([r[-1] for r in right]):.1%} of the roots are right")
    print(f"with a 'not' or 'never' in the phrase ({len(negated)} of them): {np.mean(negated):.1%}")
    print(f"of all nodes: {np.mean(np.concatenate(right)):.1%}")

# %% [markdown]
# **Flip a word.** The demo composes a phrase from its words upwards with your `tree_compose` and the weights
# that you have trained. Each node shows the class that the output map reads from its vector.
#
# 1. Step from the leaves to the root. At which node does "not" do its work?
# 2. Replace "good" by "dull". Nodes that changed their class get a thick frame: how far does it travel?
# 3. Replace "not" by "very". Which nodes below it change, and which above?
# 4. Choose the longest phrase, and look for a word whose change does *not* reach the root.


# %%
def class_probabilities(states):
    """Return the probabilities of the five classes for vectors of nodes, shape (N, 5)."""
    return softmax(affine(states, *output)[0])


tree_colorer(
    tree_compose,
    dict(zip(vocabulary, vectors, strict=True)),
    composition,
    class_probabilities,
    phrases=[
        (("the", "plot"), ("was", ("not", ("very", "good")))),
        (("this", ("clever", "film")), ("seemed", ("never", "dull"))),
        (("the", "ending"), ("was", (("not", "weak"), ("and", ("truly", "good"))))),
    ],
)

# %% [markdown]
# **Notice** that nothing below a flipped word changes, and only its ancestors can. A negation is a vector like
# any other, a leaf among leaves; that it turns its neighbour round is in the weights and in tanh.

# %% [markdown]
# ### Written question 2: shared over a tree (4 points)
#
# (a) Give two phrases with the same words and opposite sentiments. Which of the three could tell them apart: a
# bag of words, a recurrent network that reads from left to right, a recursive network? (1 point)
#
# (b) Leave out tanh. Show that the root of any tree is then a sum of its words' vectors, each multiplied by a
# matrix that depends on its place only. Why can such a root not say "not turns round what stands beside
# it"? (2 points)
#
# (c) A tree that only grows to the left, `(((0, 1), 2), 3)`, makes the recursive network an old acquaintance.
# Which one, and what are $U$ and $W$? What does a balanced tree gain for the gradient's way back? (1 point)

# %% [markdown] written="shared-over-a-tree" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) "(never dull) and good" is positive, "(never good) and dull" negative. A bag of
# words sees the same counts, and cannot tell them apart. The
# other two can, since order matters to both; the recursive one has the scope of "never" given by the tree.
#
# (b) Without tanh $p = l W_\text{left} + r W_\text{right} + b$. Put the same in the place of $l$ and $r$, down to the
# leaves: every word's vector is multiplied by one matrix for each step on the way up, and all products are
# added. The contribution of "good" depends on its place, not on the words beside it. "not" can add something to the
# sum, the same for every neighbour: if it moves "good" to the negative side, it moves "dull" there as well.
#
# (c) The recurrent network of Lesson 10: $W = W_\text{left}$ for the state so far, $U = W_\text{right}$ for the next
# word, started by the first word. From the root of a balanced tree to a leaf there are about $\log_2 L$ steps, and
# not $L - 1$: the gradient passes fewer tanhs and matrices, and fades less.
#
# **Rubric.**
# - 1 point: a fitting pair, and "not the bag of words". Half a point for one of the two.
# - 2 points: 1 for the sum of products, 1 for "what not adds does not depend on its neighbour".
# - 1 point: half for the recurrent network with U and W, half for the logarithm (or "shorter ways").
# ### END SOLUTION

# %% [markdown]
# ## What the lectures print differently
#
# - **Where the handed-over state goes.** Some let it start the decoder, as here; others tell it to the decoder at
#   every step, beside the last symbol. Both are called encoder-decoder.
# - **One matrix for both children.** Printed as $p = \tanh(W [l; r] + b)$, with the children one above the other
#   and $W$ of shape $H \times 2H$. Its two halves are our $W_\text{left}$ and $W_\text{right}$, transposed.
# - **Recursive and recurrent** are at times mixed up. Recurrent networks go along a sequence, recursive ones up a tree.
#
# ## Further reading
#
# - I. Sutskever, O. Vinyals and Q. V. Le, "Sequence to sequence learning with neural networks", *NIPS*, 2014. They
#   read the source backwards; think about why that helped.
# - K. Cho and others, "Learning phrase representations using RNN encoder-decoder for statistical machine
#   translation", *EMNLP*, 2014. The GRU's first appearance, too.
# - R. J. Williams and D. Zipser, "A learning algorithm for continually running fully recurrent neural networks",
#   *Neural Computation* 1, 1989. Teacher forcing.
# - O. Vinyals, L. Kaiser and others, "Grammar as a foreign language", *NIPS*, 2015. Parsing as translation.
# - O. Vinyals and Q. V. Le, "A neural conversational model", 2015. Dialogue as translation.
# - O. Vinyals, A. Toshev, S. Bengio and D. Erhan, "Show and tell", *CVPR*, 2015. Captions of photographs.
# - C. Goller and A. Kuechler, "Learning task-dependent distributed representations by backpropagation through
#   structure", *ICNN*, 1996.
# - R. Socher and others, "Recursive deep models for semantic compositionality over a sentiment treebank",
#   *EMNLP*, 2013. Real sentences, with a label at every node.
#
# ## What comes next
#
# The handed-over state is a narrow door: whatever the source, 64 numbers go through. Bahdanau, Cho and Bengio opened
# it in 2014. Their decoder looks back at all the states of the encoder, and learns where to look. From this
# **attention** today's large language models have grown, and you have met all the parts that they are made of.
#
# Lesson 13 is yours: a problem, data, and the whole course to solve it with.
