# %% [markdown]
# # Lesson 4: Back-propagation
#
# By the end you will have built a machine that differentiates whatever you compute with it, in
# one sweep, and you will have used it to let a network find the hidden layer of XOR by itself.
#
# **You need** the chain rule, partial derivatives, Python classes with methods such as `__add__`,
# and matrix products with their shapes. From earlier lessons: the sigmoid and its slope
# $g(1 - g)$, and the idea that an operation returns its value and a `backward` (Lesson 1,
# Section 5; a reminder follows below). **It takes** about two hours. After Section 4 is a good
# place for a break.
#
# | Section | The question | You write | Minutes |
# |:--|:--|:--|--:|
# | 1. Four ways to a derivative | How steep is a program? | 4.1 | 20 |
# | 2. Numbers that know their slope | Can it be exact without a formula? | 4.2 | 20 |
# | 3. Backward through a graph | And for a million weights at once? | 4.3 | 30 |
# | 4. XOR learns | Does it find hidden weights? | an answer | 10 |
# | 5. Blocks of arrays | What does one layer have to know? | 4.4 | 10 |
# | 6. Two layers and three | Where do all the paths go? | 4.5, 4.6 | 20 |
# | 7. Trust, but check | How do you find a wrong derivative? | 4.7, an answer | 15 |
# | 8. The matrix nobody builds | How large is a Jacobian? | 4.8 | 5 |
#
# **How to work.** In each exercise, replace `raise NotImplementedError()` by your code, then run
# the check below it. Grading uses fresh cases. The exercises are worth 26 points, the two written
# questions 4 points each. No exercise needs your answer to an earlier one.
#
# Cells that use your functions stand in `with suppress(NotImplementedError):`. They stay empty
# until you have written what they need; then run them again.
#
# The reference solutions live in `lecturelib.gradients`, `lecturelib.autodiff`,
# `lecturelib.layers` and `lecturelib.multilayer`. They cannot be imported while the lesson is
# graded, nor can the parts of `lecturelib` that are built on them.

# %%
import math
from contextlib import suppress

import numpy as np

from autograder import check
from demos import graph_stepper
from lecturelib import plots
from lecturelib.activations import sigmoid
from lecturelib.datasets import digits

# %% [markdown]
# This is where we are going. A small computation is drawn as a graph. Its values are computed
# from left to right. Then the derivatives of the result come back from right to left.

# %%
plots.two_sweeps_sketch()

# %% [markdown]
# ## 1. Four ways to a derivative
#
# A network is a program: numbers go in, one number $J$ comes out, and we want $J$ to be small. To
# improve a weight we must know $\partial J / \partial w$. Nobody hands us a formula for it. How
# steep is a program?
#
# There are four ways to find out.
#
# | Way | What it does | Exact? | For $n$ inputs and one output |
# |:--|:--|:--|:--|
# | numerical | moves an input a little and looks | no | $2n$ runs of the program |
# | symbolic | rewrites a formula into its derivative | yes | one formula, which may be huge |
# | forward mode | carries a derivative along with every number | to rounding | $n$ runs |
# | reverse mode | runs once, then goes back through what it did | to rounding | one run and one way back |
#
# **Numerical.** The derivative is a limit, and we stop short of the limit. Looking ahead by a step
# $h$ gives the forward difference; looking to both sides gives the **central difference**:
#
# $$\frac{f(x + h) - f(x)}{h} = f'(x) + \frac h2 f''(x) + \dots, \qquad
# \frac{f(x + h) - f(x - h)}{2h} = f'(x) + \frac{h^2}{6} f'''(x) + \dots$$
#
# Both cost two evaluations. The error of the first shrinks with $h$, that of the second with
# $h^2$: the even terms of the Taylor series are the same on both sides and cancel.
#
# For an array `x`, each entry has its own partial derivative: move that entry alone, and keep all
# others where they are.

# %% [markdown]
# ### Exercise 4.1: numerical_gradient (2 points)
#
# **In:** `function`, which maps an array to one number; `x`, an array of any shape; the step $h$.
# **Out:** an array of the shape of `x`, holding
# $\bigl(f(x + h e_i) - f(x - h e_i)\bigr) / 2h$ for every entry $i$. Leave `x` as it is: move
# entries of a copy.
#
# **By hand**, $f(x) = x_1^2 + 3 x_1 x_2$ at $(1, 2)$ with $h = 0.5$:
#
# | Entry | $f$ above | $f$ below | Difference by $2h$ |
# |:--|:--|:--|:--|
# | $x_1$ | $f(1.5, 2) = 2.25 + 9 = 11.25$ | $f(0.5, 2) = 0.25 + 3 = 3.25$ | $8 / 1 = 8$ |
# | $x_2$ | $f(1, 2.5) = 1 + 7.5 = 8.5$ | $f(1, 1.5) = 1 + 4.5 = 5.5$ | $3 / 1 = 3$ |
#
# The true gradient is $(2x_1 + 3x_2,\ 3x_1) = (8, 3)$. For a quadratic the central difference is
# exact, however long the step. For $x^3$ at 2 with $h = 1$ it is $(27 - 1)/2 = 13$ instead of 12:
# too much by $h^2$.
#
# `for place in np.ndindex(x.shape)` visits the entries of an array of any shape; `x[place]` is
# one of them.


# %% solution="numerical_gradient"
def numerical_gradient(function, x, step=1e-5):
    """Return the gradient of a function by central differences.

    (f(x + h e_i) - f(x - h e_i)) / (2 h) for every entry i.

    Parameters
    ----------
    function : callable
        Maps an array like `x` to one number.
    x : ndarray, any shape
        Where to differentiate; it is not modified.
    step : float
        The step h.

    Returns
    -------
    gradient : ndarray, shape of `x`
        All partial derivatives.
    """
    ### BEGIN SOLUTION
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[place] += step
        below[place] -= step
        gradient[place] = (function(above) - function(below)) / (2 * step)
    return gradient
    ### END SOLUTION


# %% check="numerical_gradient"
check("numerical_gradient", numerical_gradient)

# %% [markdown]
# **Predict before you run.** The cell differentiates $e^x$ at 1 with steps from $10^{-13}$ to 1,
# both ways. On logarithmic axes, an error that shrinks with $h$ is a line of slope 1. Where will
# the lines end, and why can't you make $h$ as small as you like?

# %%
with suppress(NotImplementedError):
    plots.difference_errors(numerical_gradient)

# %% [markdown]
# **Notice** the two slopes on the right, 1 and 2, and the noise on the left. A float64 carries
# about 16 digits. $f(x + h)$ and $f(x - h)$ agree in most of them, the subtraction throws those
# away, and the division by $h$ enlarges what is left. The best central difference has about ten
# good digits, at $h \approx 10^{-5}$. It is **inexact**, and a million weights need two million
# runs.
#
# **Symbolic.** You learned rules that turn a formula into the formula of its derivative, and a
# computer can apply them without a slip. But a program is not a formula. Take a loop whose body
# is `x = 4 * x * (1 - x)`. After $k$ turns the program has run $k$ lines. Written out as one
# formula, each turn mentions the one before it twice. **Predict:** how does the length of the
# formula grow? And that of its derivative?

# %%
formula, derivative, lengths = "x", "1", []
for lines in range(1, 9):
    derivative = f"4*({derivative})*(1-({formula})) + 4*({formula})*(-({derivative}))"
    formula = f"4*({formula})*(1-({formula}))"
    lengths.append((lines, len(formula), len(derivative)))
    if lines <= 2:
        print("formula:", formula, "\nderivative:", derivative, "\n")
plots.formula_lengths(lengths)

# %% [markdown]
# **Notice** that both formulas grow exponentially: on this axis they are straight lines. After
# eight turns the derivative has 25,342 characters, some ten pages, and ten turns later it would
# fill a hundred books. Almost all of it repeats what was written before. A program does not have
# this trouble, because it gives an intermediate result a name and uses it again. The other two
# ways work on the program.

# %% [markdown]
# ## 2. Numbers that know their slope
#
# Could a program compute its derivative while it computes its value? Let every number carry a
# second one: how fast it changes. We write $a + a'\varepsilon$, where $\varepsilon$ is a symbol
# with the rule
#
# $$\varepsilon^2 = 0.$$
#
# These are **dual numbers** (Clifford, 1873). Calculate with them as usual, and drop whatever
# contains $\varepsilon^2$:
#
# $$(a + a'\varepsilon)(b + b'\varepsilon) = ab + (a'b + ab')\,\varepsilon.$$
#
# The product rule has come out by itself. A quotient is multiplied by $b - b'\varepsilon$ above
# and below, which clears the $\varepsilon$ from the denominator:
#
# $$\frac{a + a'\varepsilon}{b + b'\varepsilon}
# = \frac{(a + a'\varepsilon)(b - b'\varepsilon)}{b^2}
# = \frac ab + \frac{a'b - ab'}{b^2}\,\varepsilon.$$
#
# A function with a known slope acts as its Taylor series does, which ends after the first term:
#
# $$f(a + a'\varepsilon) = f(a) + f'(a)\,a'\,\varepsilon.$$
#
# Begin with $x + 1\varepsilon$, because $dx/dx = 1$. A constant $c$ is $c + 0\varepsilon$. Run the
# program. What stands beside $\varepsilon$ in the end is the derivative: no step $h$, no
# difference, no formula. This is **forward mode**.

# %% [markdown]
# ### Exercise 4.2: Dual (4 points)
#
# **Complete the class**, so that `Dual(a, a')` can be added, multiplied and divided, and has `exp`
# and `sin`. The other operand may be a plain number: `_dual` makes a constant of it. Each method
# returns a new `Dual`. Sums and products earn 2 points, quotients 1, `exp` and `sin` together 1.
#
# **By hand**, $x^2 + 3x$ at $x = 2$, whose derivative is $2x + 3 = 7$:
#
# | Expression | Value | Derivative |
# |:--|--:|:--|
# | `x = Dual(2, 1)` | 2 | 1 |
# | `x * x` | 4 | $1 \cdot 2 + 2 \cdot 1 = 4$ |
# | `3 * x` | 6 | $0 \cdot 2 + 3 \cdot 1 = 3$ |
# | `x * x + 3 * x` | 10 | $4 + 3 = 7$ |
#
# And $e^{3x}$ at 0: `3 * x` is `Dual(0, 3)`, so its `exp()` has the value 1 and the derivative
# $1 \cdot 3 = 3$.
#
# Use `math.exp`, `math.sin` and `math.cos`. Python calls `__radd__` and `__rmul__` where a plain
# number stands on the left; they are given, and so is subtraction.


# %% solution="Dual"
class Dual:
    """A number and its derivative: value + derivative * epsilon, where epsilon squared is 0.

    Parameters
    ----------
    value : float
        The number.
    derivative : float
        1 for the variable one differentiates by, 0 for a constant.
    """

    def __init__(self, value, derivative=0.0):
        self.value = value
        self.derivative = derivative

    def __repr__(self):
        return f"Dual({self.value}, {self.derivative})"

    def __add__(self, other):
        other = _dual(other)
        ### BEGIN SOLUTION
        return Dual(self.value + other.value, self.derivative + other.derivative)
        ### END SOLUTION

    def __mul__(self, other):
        other = _dual(other)
        ### BEGIN SOLUTION
        derivative = self.derivative * other.value + self.value * other.derivative
        return Dual(self.value * other.value, derivative)
        ### END SOLUTION

    def __truediv__(self, other):
        other = _dual(other)
        ### BEGIN SOLUTION
        derivative = self.derivative * other.value - self.value * other.derivative
        return Dual(self.value / other.value, derivative / other.value**2)
        ### END SOLUTION

    def exp(self):
        """Return e to the power of this number."""
        ### BEGIN SOLUTION
        power = math.exp(self.value)
        return Dual(power, power * self.derivative)
        ### END SOLUTION

    def sin(self):
        """Return the sine of this number."""
        ### BEGIN SOLUTION
        return Dual(math.sin(self.value), math.cos(self.value) * self.derivative)
        ### END SOLUTION

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __sub__(self, other):
        return self + -1.0 * other

    def __rsub__(self, other):
        return -1.0 * self + other


def _dual(number):
    return number if isinstance(number, Dual) else Dual(number)


# %% check="Dual"
check("Dual", Dual)

# %% [markdown]
# Now differentiate the loop whose formula filled pages. **Predict:** how many multiplications with
# a derivative do its 8 turns make, about 5, about 50 or about 5,000?

# %%
with suppress(NotImplementedError):
    x = Dual(0.3, 1.0)
    for turn in range(1, 9):
        x = 4 * x * (1 - x)
        print(turn, x)

# %% [markdown]
# **Notice** that the loop ran as it always does. A turn makes three products (subtraction hides
# one), and each takes two multiplications for its derivative: 48 in all. So the derivative costs a
# few times as much as the value, whatever the formula would have looked like.
#
# One question is left. A function of 64 pixels has 64 partial derivatives. A `Dual` carries one
# derivative, so for each pixel the program must run again, with the 1 in another place. Forward
# mode needs **one pass for each input**.

# %%
with suppress(NotImplementedError):
    weights = [0.5, -0.25, 0.125]
    pixels = [1.0, 2.0, 3.0]
    for chosen in range(3):
        x = [Dual(value, 1.0 if i == chosen else 0.0) for i, value in enumerate(pixels)]
        total = Dual(0.0)
        for w, pixel in zip(weights, x, strict=True):
            total = total + w * pixel
        print(f"pass {chosen + 1}: value {total.value}, by pixel {chosen}: {total.derivative}")

# %% [markdown]
# **Notice** that three passes computed the same value three times. A network has a million inputs
# of this kind, its weights, and one output, its loss. We are on the wrong side.

# %% [markdown]
# ## 3. Backward through a graph
#
# One pass for each input is slow when there are many inputs. Can one pass serve one *output*, and
# all inputs together?
#
# Draw the program as a **computational graph**: a node for every number, an arrow from each number
# to those that are computed from it. On each arrow stands the **local derivative**: how fast the
# number at its tip changes when the one at its tail does, everything else kept still. For
# $y = (a + b)\,b$ at $a = 2$, $b = 3$, with $s = a + b = 5$ and $y = sb = 15$, this is the picture
# at the top of the lesson. Its four arrows carry 1 and 1 (into $s$), $b = 3$ (from $s$ to $y$) and
# $s = 5$ (from $b$ to $y$).
#
# The chain rule says: multiply the local derivatives along a path, and **add up all paths**. From
# $b$ to $y$ there are two:
#
# $$\frac{dy}{db} = \underbrace{5}_{b \to y} + \underbrace{1 \cdot 3}_{b \to s \to y} = 8.$$
#
# Check: $y = ab + b^2$, so $dy/db = a + 2b = 8$.
#
# **Too many paths.** Put $n$ such forks behind each other and there are $2^n$ paths through about
# $2n$ nodes. For 60 forks, at a million paths a second, that is a walk of 36,000 years. But most of
# it goes along the same road again. Once a node knows its own $dy/d\text{node}$, its **gradient**,
# all the paths from there to the end have been added up. So let each node collect first, and pass
# on once:
#
# $$\frac{dy}{dx} = \sum_{z \text{ computed from } x}
# \frac{dy}{dz} \cdot \frac{\partial z}{\partial x}.$$
#
# One multiplication for each arrow. Storing partial results so that no path is walked twice is
# called **dynamic programming**, and here it turns $2^n$ into $2n$. Two sweeps do it:
#
# - the **forward sweep** computes the values and stores them, because the local derivatives need
#   them;
# - the **backward sweep** starts with $dy/dy = 1$ and goes through the nodes in an order in which a
#   node comes after *everything that was computed from it*. At each node it adds, to every parent,
#   local derivative times own gradient.
#
# This is **reverse mode**, or **back-propagation**: one pass back for each output, whatever the
# number of inputs.
#
# **The order.** List the nodes so that each stands after its parents. Such a list is called a
# **topological order**; the backward sweep reads it from its end. Here is one way to make it, with
# a stack. Every node goes onto the stack twice: first to announce itself, then, below its parents,
# to be listed when they are done. A node that is announced again is skipped.
#
# | Taken off the stack | What happens | List | Stack, top on the right |
# |:--|:--|:--|:--|
# | $y$, announced | $y$ to list, its parents announced | | list $y$; $s$; $b$ |
# | $b$, announced | $b$ to list, no parents | | list $y$; $s$; list $b$ |
# | list $b$ | | $b$ | list $y$; $s$ |
# | $s$, announced | $s$ to list, its parents announced | $b$ | list $y$; list $s$; $a$; $b$ |
# | $b$, announced | seen before: skipped | $b$ | list $y$; list $s$; $a$ |
# | $a$, announced | $a$ to list, no parents | $b$ | list $y$; list $s$; list $a$ |
# | the rest | listed | $b, a, s, y$ | |
#
# Backward, the order is $y, s, a, b$: $b$ waits until $s$ has paid in. A function that calls
# itself for each parent would be shorter to write, but Python allows about a thousand calls inside
# each other, and a graph may be a hundred thousand nodes deep.

# %% [markdown]
# ### Exercise 4.3: Value (6 points)
#
# **Complete the class.** A `Value` holds a number, its `parents` (the Values it was computed from,
# once for every use), the `local_derivatives` towards them, in the same order, and its `gradient`.
#
# - `+`, `*` and `tanh` return a new `Value` with its parents and local derivatives. The slope of
#   $t = \tanh a$ is $1 - t^2$.
# - `backward` sets the `gradient` of this Value and of all it was computed from to
#   $d\,\text{self} / d\,\text{that}$. It begins by setting all these gradients to 0, so that
#   nothing is left of an earlier sweep.
#
# **By hand**, the graph above. The backward sweep, arrow by arrow:
#
# | At node | Its gradient | Adds |
# |:--|--:|:--|
# | $y$ | 1 | $3 \cdot 1$ to $s$, $5 \cdot 1$ to $b$ |
# | $s$ | 3 | $1 \cdot 3$ to $a$, $1 \cdot 3$ to $b$, which had 5 |
# | $a$ | 3 | nothing |
# | $b$ | 8 | nothing |
#
# **Points**, one each: the values of expressions; gradients where every Value is used once; where
# Values are used several times; a second sweep; a graph with a million paths; a graph of 100,000
# nodes.


# %% solution="Value"
class Value:
    """A number that remembers what it was computed from.

    Parameters
    ----------
    value : float
        The number.
    parents : tuple of Value
        What it was computed from, once for every use.
    local_derivatives : tuple of float
        Its derivative with respect to each parent.
    """

    def __init__(self, value, parents=(), local_derivatives=()):
        self.value = value
        self.parents = parents
        self.local_derivatives = local_derivatives
        self.gradient = 0.0

    def __repr__(self):
        return f"Value({self.value})"

    def __add__(self, other):
        other = _value(other)
        ### BEGIN SOLUTION
        return Value(self.value + other.value, (self, other), (1.0, 1.0))
        ### END SOLUTION

    def __mul__(self, other):
        other = _value(other)
        ### BEGIN SOLUTION
        return Value(self.value * other.value, (self, other), (other.value, self.value))
        ### END SOLUTION

    def tanh(self):
        """Return the hyperbolic tangent of this number."""
        ### BEGIN SOLUTION
        t = math.tanh(self.value)
        return Value(t, (self,), (1 - t * t,))
        ### END SOLUTION

    def backward(self):
        """Set the gradient of this Value and of all it was computed from: d self / d that."""
        ### BEGIN SOLUTION
        order, announced, stack = [], set(), [(self, False)]
        while stack:
            node, parents_are_done = stack.pop()
            if parents_are_done:
                order.append(node)
            elif node not in announced:
                announced.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, local_derivative in zip(node.parents, node.local_derivatives, strict=True):
                parent.gradient += local_derivative * node.gradient
        ### END SOLUTION

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return -1.0 * self

    def __sub__(self, other):
        return self + -1.0 * other

    def __rsub__(self, other):
        return -self + other


def _value(number):
    return number if isinstance(number, Value) else Value(number)


# %% check="Value"
check("Value", Value)

# %% [markdown]
# The demo runs your class. Its first example is the graph above. Press "Next step", or move the
# slider with the arrow keys: first the values appear, then your `backward` fills in the gradients,
# one addition after the other. **Before each step of the backward sweep, predict** which gradient
# changes next and to what. Then choose "eight paths", where every node is used twice.

# %%
graph_stepper(Value)

# %% [markdown]
# **Notice** that a node passes its gradient on only when everything behind it has arrived, and
# that "eight paths" has six arrows and six multiplications.
#
# **Predict before you run:** $x$ is doubled and halved 60 times. How many paths lead from $x$ to
# the end, how many nodes does the graph have, and what is the derivative?

# %%
with suppress(NotImplementedError):
    x = Value(0.7)
    end = x
    for _ in range(60):
        end = (end + end) * 0.5
    end.backward()
    print("paths:", 2**60)
    print("derivative, in one sweep:", x.gradient)

# %% [markdown]
# ### Written question 1: forward or reverse? (4 points)
#
# (a) A network has 1,000,000 weights and one loss. How many passes does each mode need for the
# whole gradient? (1 point)
#
# (b) A camera's position depends on one number, the time, and its picture has 200,000 pixels. You
# want the derivative of every pixel with respect to time. Which mode do you choose, and how many
# passes does each need? (1 point)
#
# (c) Forward mode can forget an intermediate number as soon as nothing will use it any more.
# Explain why reverse mode cannot, and what that costs in a deep network. (2 points)

# %% [markdown] written="forward-or-reverse" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) Forward mode 1,000,000 passes, one for each weight; reverse mode one (one
# run forward and one sweep back).
#
# (b) Forward mode, one pass: there is one input. Reverse mode needs 200,000 sweeps, one for each
# output.
#
# (c) In forward mode the derivative travels together with the value, in the same order; when the
# value is used up, so is its derivative. In reverse mode the local derivatives are needed in the
# opposite order: those of the first operation last. They depend on the values of the forward sweep
# (the slope of a product is the other factor, that of tanh needs its output), so all these values
# have to be kept until the way back reaches them. The memory grows with the number of operations,
# that is, with depth times width times batch size.
#
# **Rubric.**
# - 1 point: both numbers right.
# - 1 point: forward mode, with both numbers. Half a point for the choice with a reason but without
#   numbers.
# - 2 points: 1 for saying that the values are needed again on the way back, and in reverse order;
#   1 for saying that the memory grows with the number of operations or layers. 0 for "because it
#   needs the graph" without saying what for.
# ### END SOLUTION

# %% [markdown]
# ## 4. XOR learns
#
# In Lesson 1 you chose the hidden weights of XOR by hand, because nobody could tell the hidden
# units what they ought to say. Now every weight, however deep, can ask which way the error falls.
#
# The network has two hidden units and one output, all $\tanh$, so true is $+1$ and false is $-1$:
#
# $$h_1 = \tanh(w_0 x_1 + w_1 x_2 + w_2), \quad h_2 = \tanh(w_3 x_1 + w_4 x_2 + w_5), \quad
# o = \tanh(w_6 h_1 + w_7 h_2 + w_8).$$
#
# We add the squared errors of the four corners, call `backward` once, and step every weight
# downhill by 0.1 times its gradient. Nowhere in the cell is there a derivative. **Predict:** from
# four different random beginnings, will it always succeed?

# %%
corners = [(-1.0, -1.0, -1.0), (-1.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, -1.0)]


def xor_error(w):
    """Return the summed squared error of the network with the nine weights w on the corners."""
    total = Value(0.0)
    for x1, x2, target in corners:
        h1 = (w[0] * x1 + w[1] * x2 + w[2]).tanh()
        h2 = (w[3] * x1 + w[4] * x2 + w[5]).tanh()
        error = (w[6] * h1 + w[7] * h2 + w[8]).tanh() - target
        total = total + error * error
    return total


with suppress(NotImplementedError):
    curves = {}
    for beginning in (0, 2, 3, 4):
        w = [Value(number) for number in np.random.default_rng(beginning).normal(size=9)]
        losses = []
        for _ in range(200):
            total = xor_error(w)
            total.backward()
            w = [Value(weight.value - 0.1 * weight.gradient) for weight in w]
            losses.append(total.value)
        curves[f"beginning {beginning}"] = np.array(losses)
    plots.learning_curves(curves, "update", "summed squared error")

# %% [markdown]
# **Notice** that three of these four beginnings solve XOR, one of them after a long plateau. The
# fourth settles at an error of about 2: it answers two corners well and gives 0, its best
# compromise, for the other two. Every step downhill was right, and the valley it led to is a poor
# one. Lesson 5 looks at such landscapes.

# %% [markdown]
# ## 5. Blocks of arrays
#
# A graph with a node for every number is slow: a layer of 100 units, on a batch of 64 pictures of
# 64 pixels, makes 819,200 multiplications and additions, and as many nodes. The same idea works
# with arrays as nodes. What does one layer have to know?
#
# A **computing block** knows three things:
#
# 1. its value, given its input and its parameters;
# 2. the derivative with respect to its **input**: it passes the gradient on to the block before;
# 3. the derivative with respect to its **parameters**: it ends there, and tells how to change them.
#
# Chain the second kind and end with the third: to train a weight of the fifth block from the end,
# send the gradient back through the inputs of the four blocks behind it, then take one step into
# the parameter. The course writes a block as a function that returns its value and a
# function `backward`, which maps $dJ/d\,\text{value}$ to $dJ/d$ of every argument. `d_thing` always
# means $dJ/d\,\text{thing}$ and has the shape of `thing`.
#
# The block of this section is the **affine map**, a layer's weighted sums. With `x` of shape
# `(N, D)`, `W` of shape `(D, M)` and `b` of shape `(M,)`:
#
# $$y_{nm} = \sum_d x_{nd} W_{dm} + b_m.$$
#
# Follow each argument to all the outputs it reaches, and add up:
#
# | Argument | reaches | so its gradient is | Shape |
# |:--|:--|:--|:--|
# | $x_{nd}$ | all $M$ outputs of row $n$ | $\sum_m \bar y_{nm} W_{dm}$ | `(N, D)` |
# | $W_{dm}$ | output $m$ of all $N$ rows | $\sum_n x_{nd}\, \bar y_{nm}$ | `(D, M)` |
# | $b_m$ | output $m$ of all $N$ rows | $\sum_n \bar y_{nm}$ | `(M,)` |
#
# Here $\bar y$ is short for $dJ/dy$. Two of the three are matrix products; in each, the index that
# is summed over must meet itself, and the shapes tell which factor is transposed. The bias was
# *broadcast*: NumPy repeated it for every row. What is repeated forward is summed backward.

# %% [markdown]
# ### Exercise 4.4: affine (3 points)
#
# **In:** `x` of shape `(N, D)`, `W` of shape `(D, M)`, `b` of shape `(M,)`. **Out:** `y` of shape
# `(N, M)`, and `backward`, which takes `d_y` of shape `(N, M)` and returns `d_x`, `d_W` and `d_b`,
# in this order. The value earns 1 point, the gradient 2. The value counts even while `backward` is
# missing.
#
# **By hand**, two rows, two inputs, two outputs:
#
# $$x = \begin{pmatrix} 1 & 2 \\ 3 & -1 \end{pmatrix}, \quad
# W = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix}, \quad b = (1, 0), \quad
# y = \begin{pmatrix} 6 & -2 \\ 2 & 1 \end{pmatrix}, \quad
# \bar y = \begin{pmatrix} 1 & 2 \\ 0 & -1 \end{pmatrix}.$$
#
# | Entry | Sum | Value |
# |:--|:--|--:|
# | `d_x[0, 1]` | over outputs: $1 \cdot 2 + 2 \cdot (-1)$ | 0 |
# | `d_W[0, 1]` | over rows: $1 \cdot 2 + 3 \cdot (-1)$ | $-1$ |
# | `d_b[1]` | over rows: $2 - 1$ | 1 |
#
# In full: `d_x` is $\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}$, `d_W` is
# $\begin{pmatrix} 1 & -1 \\ 2 & 5 \end{pmatrix}$, `d_b` is $(1, 1)$.


# %% solution="affine"
def affine(x, W, b):
    """Return y = x @ W + b, and the function that differentiates it.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One example a row.
    W : ndarray, shape (D, M)
        Weights.
    b : ndarray, shape (M,)
        Biases.

    Returns
    -------
    y : ndarray, shape (N, M)
        Weighted sums.
    backward : callable
        Maps d_y, shape (N, M), to d_x, d_W and d_b, of the shapes of x, W and b.
    """
    ### BEGIN SOLUTION
    y = x @ W + b
    ### END SOLUTION

    def backward(d_y):
        ### BEGIN SOLUTION
        return d_y @ W.T, x.T @ d_y, d_y.sum(axis=0)
        ### END SOLUTION

    return y, backward


# %% check="affine"
check("affine", affine)

# %% [markdown]
# ## 6. Two layers and three
#
# Chain the blocks: affine, sigmoid, affine, squared error. What does the whole chain look like when
# it is written out? For a network with one hidden layer,
#
# $$z = g(x W_1 + b_1), \qquad y = z W_2 + b_2, \qquad
# E = \tfrac12 \sum_{n,k} (y_{nk} - t_{nk})^2.$$
#
# Let $\delta_l$ be the gradient that arrives at the weighted sums of layer $l$. The error block
# says what arrives at the last sums, the affine block and the sigmoid's slope take it one layer
# back, and at each layer the parameters are one step away:
#
# $$\delta_2 = y - t, \qquad \delta_1 = z (1 - z) \circ (\delta_2 W_2^\top), \qquad
# \bar W_l = z_{l-1}^\top \delta_l, \qquad \bar b_l = \sum_n (\delta_l)_n,$$
#
# with $z_0 = x$; $\circ$ multiplies entry by entry. This is the **delta recursion**, and it is the
# form in which back-propagation became famous (Rumelhart, Hinton and Williams, 1986). The outputs
# are linear here, so no slope stands in $\delta_2$.

# %% [markdown]
# ### Exercise 4.5: two_layer_gradients (3 points)
#
# **In:** `x` of shape `(N, D)`, `targets` of shape `(N, M)`, `W1` of shape `(D, H)`, `b1`, `W2` of
# shape `(H, M)`, `b2`. **Out:** the gradients of $E$ in the order of the parameters: `d_W1`,
# `d_b1`, `d_W2`, `d_b2`. The output layer earns 1 point, the hidden layer 2. The sigmoid is
# imported: `z, sigmoid_backward = sigmoid(a)`. Write the affine parts out
# instead of calling your `affine`: a slip there will not cost you points again.
#
# **By hand**, one row, one input, two hidden units, one output: $x = 2$, $W_1 = (0, 0)$,
# $b_1 = (0, 0)$, $W_2 = (4, -8)^\top$, $b_2 = 0$, $t = -6$.
#
# | Step | Result |
# |:--|:--|
# | $z = g(0, 0)$ | $(0.5, 0.5)$, with slopes $0.25$ |
# | $y = 0.5 \cdot 4 - 0.5 \cdot 8$ | $-2$, so $E = \tfrac12 \cdot 4^2 = 8$ |
# | $\delta_2 = y - t$ | $4$ |
# | $\bar W_2 = z^\top \delta_2$, $\bar b_2$ | $(2, 2)^\top$, $4$ |
# | $\delta_2 W_2^\top$ | $(16, -32)$ |
# | $\delta_1$ | $0.25 \cdot (16, -32) = (4, -8)$ |
# | $\bar W_1 = x\, \delta_1$, $\bar b_1$ | $(8, -16)$, $(4, -8)$ |


# %% solution="two_layer_gradients"
def two_layer_gradients(x, targets, W1, b1, W2, b2):
    """Return the gradients of the squared error of a network with one hidden sigmoid layer.

    z = g(x W1 + b1), y = z W2 + b2, E = 1/2 sum (y - t)^2.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One input a row.
    targets : ndarray, shape (N, M)
        What the outputs should be.
    W1, b1 : ndarray, shapes (D, H) and (H,)
        The hidden layer.
    W2, b2 : ndarray, shapes (H, M) and (M,)
        The output layer, which is linear.

    Returns
    -------
    d_W1, d_b1, d_W2, d_b2 : ndarray
        Gradients of E, in the shapes of the parameters.
    """
    ### BEGIN SOLUTION
    z, sigmoid_backward = sigmoid(x @ W1 + b1)
    delta_2 = z @ W2 + b2 - targets
    delta_1 = sigmoid_backward(delta_2 @ W2.T)
    return x.T @ delta_1, delta_1.sum(axis=0), z.T @ delta_2, delta_2.sum(axis=0)
    ### END SOLUTION


# %% check="two_layer_gradients"
check("two_layer_gradients", two_layer_gradients)

# %% [markdown]
# Four lines, and they read handwriting. The cell trains 32 hidden units on 1,400 of scikit-learn's
# digits, all ten of them, towards targets with a 1 in the place of the right digit and 0 elsewhere.
# **Predict:** guessing gets 10 % of the pictures kept back. What will 500 updates get?

# %%
images, labels = digits()
order = np.random.default_rng(0).permutation(len(labels))
pixels, answers = images[order].reshape(-1, 64), labels[order]
train_x, test_x = pixels[:1400], pixels[1400:]
train_t, test_answers = np.eye(10)[answers[:1400]], answers[1400:]

with suppress(NotImplementedError):
    rng = np.random.default_rng(1)
    parameters = [
        0.25 * rng.normal(size=(64, 32)),
        np.zeros(32),
        0.18 * rng.normal(size=(32, 10)),
        np.zeros(10),
    ]
    for _ in range(500):
        gradients = two_layer_gradients(train_x, train_t, *parameters)
        parameters = [p - 2e-4 * d_p for p, d_p in zip(parameters, gradients, strict=True)]
    W1, b1, W2, b2 = parameters
    outputs = sigmoid(test_x @ W1 + b1)[0] @ W2 + b2
    right = (outputs.argmax(axis=1) == test_answers).sum()
    print("right on pictures kept back:", right, "of", len(test_answers))

# %% [markdown]
# **A third layer.** Now a weight of the first layer has many paths to the outputs: through every
# unit of the second hidden layer, and from each to every output. **Predict:** how many orange and
# blue paths does the picture hold, from the one orange weight to an output?

# %%
plots.path_sketch()

# %% [markdown]
# **Notice** the three units in the second hidden layer and the two outputs: $3 \times 2 = 6$ paths.
# With 100 units and 10 outputs there are a thousand for *each* weight. The recursion never
# lists them. $\delta_3 W_3^\top$ adds up the outputs, $\delta_2 W_2^\top$ adds up the second hidden
# layer, one layer at a time:
#
# $$\delta_3 = y - t, \qquad \delta_2 = z_2 (1 - z_2) \circ (\delta_3 W_3^\top), \qquad
# \delta_1 = z_1 (1 - z_1) \circ (\delta_2 W_2^\top).$$

# %% [markdown]
# ### Exercise 4.6: three_layer_gradients (3 points)
#
# **In:** as before with `W3`, `b3` added: two hidden layers of sigmoids, `(D, H1)` and `(H1, H2)`,
# and a linear output `(H2, M)`. **Out:** `d_W1`, `d_b1`, `d_W2`, `d_b2`, `d_W3`, `d_b3`. The last
# two layers earn 1 point, the first layer 2. Write all of it out again.
#
# **By hand**, one row and layers of one, two and one unit: $x = 2$; $W_1 = 0$, $b_1 = 0$;
# $W_2 = (4, -4)$, $b_2 = (-2, 2)$; $W_3 = (8, 4)^\top$, $b_3 = 0$; $t = 5$.
#
# | Step | Result |
# |:--|:--|
# | $z_1 = g(0)$ | $0.5$ |
# | $z_2 = g(0.5 \cdot 4 - 2,\ -0.5 \cdot 4 + 2) = g(0, 0)$ | $(0.5, 0.5)$ |
# | $y = 0.5 \cdot 8 + 0.5 \cdot 4$ | $6$ |
# | $\delta_3$ | $1$ |
# | $\delta_2 = 0.25 \cdot (8, 4)$ | $(2, 1)$ |
# | $\delta_2 W_2^\top$, two paths | $2 \cdot 4 + 1 \cdot (-4) = 4$ |
# | $\delta_1 = 0.25 \cdot 4$ | $1$ |
#
# So $\bar W_3 = (0.5, 0.5)^\top$, $\bar b_3 = 1$; $\bar W_2 = (1, 0.5)$, $\bar b_2 = (2, 1)$;
# $\bar W_1 = 2$, $\bar b_1 = 1$. One of the two paths pulls $W_1$ down and the other pushes it
# up; either of them alone would be wrong.


# %% solution="three_layer_gradients"
def three_layer_gradients(x, targets, W1, b1, W2, b2, W3, b3):
    """Return the gradients of the squared error of a network with two hidden sigmoid layers.

    z1 = g(x W1 + b1), z2 = g(z1 W2 + b2), y = z2 W3 + b3, E = 1/2 sum (y - t)^2.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        One input a row.
    targets : ndarray, shape (N, M)
        What the outputs should be.
    W1, b1, W2, b2 : ndarray, shapes (D, H1), (H1,), (H1, H2), (H2,)
        The hidden layers.
    W3, b3 : ndarray, shapes (H2, M) and (M,)
        The output layer, which is linear.

    Returns
    -------
    d_W1, d_b1, d_W2, d_b2, d_W3, d_b3 : ndarray
        Gradients of E, in the shapes of the parameters.
    """
    ### BEGIN SOLUTION
    z1, backward_of_z1 = sigmoid(x @ W1 + b1)
    z2, backward_of_z2 = sigmoid(z1 @ W2 + b2)
    delta_3 = z2 @ W3 + b3 - targets
    delta_2 = backward_of_z2(delta_3 @ W3.T)
    delta_1 = backward_of_z1(delta_2 @ W2.T)
    last = z2.T @ delta_3, delta_3.sum(axis=0)
    return x.T @ delta_1, delta_1.sum(axis=0), z1.T @ delta_2, delta_2.sum(axis=0), *last
    ### END SOLUTION


# %% check="three_layer_gradients"
check("three_layer_gradients", three_layer_gradients)

# %% [markdown]
# ## 7. Trust, but check
#
# A wrong derivative seldom crashes. The network trains, only worse, and nobody knows why. How can
# you find the mistake without knowing the right answer? You have two machines for derivatives. One
# is fast and easy to get wrong, `backward`. The other is slow and hard to get wrong, the central
# difference. Let them judge each other.
#
# An operation has many outputs and the central difference wants one number. So draw a random
# gradient $\bar y$ and take $J = \sum \bar y \circ y$. Then $dJ/dy$ is $\bar y$ itself: it is what
# `backward` has to be called with. For each argument, let $g$ be the gradient from `backward` and
# $n$ the numerical one. How far apart may they be? A difference of $10^{-6}$ is nothing if the
# gradients are around 1000, and everything if they are around $10^{-6}$. So measure it
# **relative** to their sizes:
#
# $$\text{error} = \frac{\lVert g - n \rVert}{\lVert g \rVert + \lVert n \rVert}.$$
#
# It lies between 0 and 1. With the central difference of Section 1, below $10^{-7}$ all is well;
# above $10^{-4}$ something is wrong; in between, look for a kink nearby. If both gradients are 0,
# the error is 0. If their shapes differ, no number means anything, and the error is infinite.

# %% [markdown]
# ### Exercise 4.7: gradient_check (3 points)
#
# **In:** `operation`, which maps several arrays to `y, backward`; `arguments`, a tuple of these
# arrays; `d_y`, the incoming gradient $\bar y$; the step $h$. **Out:** a tuple with the relative
# error of each argument, in their order. Telling right from wrong earns 1 point, the size of the
# error 1, a wrong shape 1.
#
# **By hand**, one number: the operation is $y = x w$ at $x = 2$, $w = 1$, and its `backward` returns
# $\bar y\, w$ for $x$ (right) and $2\, \bar y\, x$ for $w$ (wrong). Take $\bar y = 5$:
#
# | Argument | $g$ | $n$ | Error |
# |:--|--:|--:|:--|
# | $x$ | 5 | 5 | $0 / 10 = 0$ |
# | $w$ | 20 | 10 | $10 / 30 = 1/3$ |
#
# A gradient that is twice too large always has the error $1/3$, one with the wrong sign always 1.
#
# `np.linalg.norm` gives $\lVert \cdot \rVert$ of an array of any shape. A tuple with one entry
# replaced is `(*arguments[:place], new, *arguments[place + 1:])`. Write the central difference out
# here; it is the same loop as in Exercise 4.1. Leave the arguments as they are.


# %% solution="gradient_check"
def gradient_check(operation, arguments, d_y, step=1e-5):
    """Compare every gradient that an operation's backward returns with a numerical one.

    For J = sum(d_y * y), the error of an argument is |g - n| / (|g| + |n|), with g from backward
    and n by central differences; 0 where both are zero, infinite where their shapes differ.

    Parameters
    ----------
    operation : callable
        Maps the arguments to (y, backward); backward maps d_y to a tuple of gradients.
    arguments : tuple of ndarray
        Where to differentiate; they are not modified.
    d_y : ndarray, shape of y
        Incoming gradient.
    step : float
        Step of the central differences.

    Returns
    -------
    errors : tuple of float
        One relative error for each argument.
    """
    ### BEGIN SOLUTION
    _, backward = operation(*arguments)
    errors = []
    for place, gradient in enumerate(backward(d_y)):
        numerical = np.zeros_like(arguments[place])
        for entry in np.ndindex(numerical.shape):
            sides = []
            for distance in (step, -step):
                moved = arguments[place].copy()
                moved[entry] += distance
                y, _ = operation(*arguments[:place], moved, *arguments[place + 1 :])
                sides.append(np.sum(d_y * y))
            numerical[entry] = (sides[0] - sides[1]) / (2 * step)
        if np.shape(gradient) != numerical.shape:
            errors.append(np.inf)
            continue
        size = np.linalg.norm(gradient) + np.linalg.norm(numerical)
        errors.append(np.linalg.norm(gradient - numerical) / size if size else 0.0)
    return tuple(errors)
    ### END SOLUTION


# %% check="gradient_check"
check("gradient_check", gradient_check)

# %% [markdown]
# Put it to use. The cell checks `sigmoid` from the library behind an affine map, and then the same
# map with three slips that people make: the bias gradient is not summed over the batch, the slope
# of the sigmoid is missing, the gradient of the weights is averaged. **Predict:** which of the
# three arguments does each slip touch, and which slip is found by its shape alone?


# %%
def layer(slip):
    """Return the operation sigmoid(x @ W + b) with a slip in its backward."""

    def operation(x, W, b):
        y, sigmoid_backward = sigmoid(x @ W + b)

        def backward(d_y):
            d_a = d_y if slip == "no slope" else sigmoid_backward(d_y)
            d_W = x.T @ d_a / (len(x) if slip == "averaged" else 1)
            return d_a @ W.T, d_W, d_a if slip == "not summed" else d_a.sum(axis=0)

        return y, backward

    return operation


with suppress(NotImplementedError):
    rng = np.random.default_rng(2)
    arguments = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    bars = {}
    for slip in ("none", "not summed", "no slope", "averaged"):
        found = gradient_check(layer(slip), arguments, rng.normal(size=(4, 2)))
        bars |= {f"{slip}: d_{name}": e for name, e in zip("xWb", found, strict=True)}
    plots.gradient_check_bars(bars)

# %% [markdown]
# **Notice** that the errors of right gradients and of wrong ones lie many powers of ten apart. That
# gap is why the check is worth its price. The missing slope spoils all three arguments, the other
# two slips one each: the pattern tells you where to look. This is how the library behind this
# course is tested.

# %% [markdown]
# ### Written question 2: what a passed check does not prove (4 points)
#
# (a) A student's `softmax` returns probabilities that add up to 2, and its `backward` passes the
# check. How can that be? (1 point)
#
# (b) Another checks softmax with $\bar y = (1, 1, \dots, 1)$. Whatever `backward` returns, as long
# as it is 0, passes. Use the fact that the right outputs always add up to 1 to explain why 0 is
# the right gradient there, and say what to change. (2 points)
#
# (c) A right ReLU, $y = \max(0, x)$, fails the check at $x = 10^{-7}$ with the step $h = 10^{-5}$.
# Compute the numerical slope and explain. (1 point)

# %% [markdown] written="what-a-check-proves" points=4
# ### BEGIN SOLUTION
# **Model answer.** (a) The check compares `backward` with the forward pass that is there. If the
# value is wrong and the derivative is the right derivative of that wrong value, they agree. The
# value needs checks of its own: a case by hand, or a known property such as the sum.
#
# (b) With $\bar y$ of ones, $J = \sum_k y_k$, which is 1 for every input. A function that is
# constant has the gradient 0, so a `backward` that returns zeros, and does nothing at all, passes.
# A random $\bar y$ makes $J$ depend on the inputs.
#
# (c) $(f(x + h) - f(x - h)) / 2h = (1.01 \times 10^{-5} - 0) / (2 \times 10^{-5}) = 0.505$, while
# the slope at $x > 0$ is 1. The step reaches across the kink at 0, so half of it sees the flat
# side. Move the input away from the kink.
#
# **Rubric.**
# - 1 point: the forward pass itself is not checked; only its agreement with `backward` is.
# - 2 points: 1 for $J$ being constant, hence a gradient of 0; 1 for a random $\bar y$ (or any that
#   is not constant).
# - 1 point: about 0.505 (or "about one half") and the kink between $x - h$ and $x + h$. Half a
#   point for the kink without the number.
# ### END SOLUTION

# %% [markdown]
# ## 8. The matrix nobody builds
#
# For a block that maps an array $x$ to an array $y$, all its local derivatives together form a
# matrix, the **Jacobian**, with the entries
#
# $$J_{ij} = \frac{\partial y_i}{\partial x_j}, \qquad
# \bar x_j = \sum_i \bar y_i\, J_{ij}, \qquad \bar x = \bar y\, J.$$
#
# Back-propagation is a product of Jacobians, taken from the left, one vector at a time. Textbooks
# like to write it so. Should a program build the matrices? Take a layer of 2048 sigmoids. Each
# output depends on its own input alone, so every entry off the diagonal is 0:
#
# $$y_i = g(x_i), \qquad J_{ij} = \begin{cases} g'(x_i) & i = j \\ 0 & i \ne j \end{cases}$$
#
# **Work it out before you read on:** how many entries does the Jacobian have, and what share of
# them is not 0? Now give the layer a batch of 100 rows. All 204,800 numbers are one input. How many
# bytes does the Jacobian take, at 8 bytes for an entry?

# %%
slope = sigmoid(np.array([-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0]))[1](np.ones(7))
plots.pixel_panels({"Jacobian of 7 sigmoids": np.diag(slope)})
for units in (2048, 100 * 2048):
    whole, diagonal = 8 * units**2 / 1e9, 8 * units / 1e6
    print(f"{units:,} x {units:,} entries: {whole:,.2f} GB; the diagonal: {diagonal:.2f} MB")

# %% [markdown]
# A matrix of $2048 \times 2048$ holds 4,194,304 numbers, 34 megabytes, of which one in 2048 is
# not 0. The batch makes it $204{,}800 \times 204{,}800$: 336 gigabytes, more memory than any
# machine you are likely to have, to hold 204,800 numbers that matter.

# %%
plots.sizes_of_jacobians([16, 128, 2048, 16384, 204800])

# %% [markdown]
# **Never build it: multiply by it.** The backward sweep does not want $J$. It wants the product
# $\bar y J$, called a **vector-Jacobian product**, and with a diagonal matrix
#
# $$\bar x_j = \bar y_j\, g'(x_j).$$
#
# Every `backward` of this course is a vector-Jacobian product whose matrix is never built.

# %% [markdown]
# ### Exercise 4.8: vector_jacobian_product (2 points)
#
# **In:** `d_y`, the gradient of the outputs of an element-wise map, of any shape; `slope`, of the
# same shape, the map's derivative at every number. **Out:** `d_x`, of the same shape: $\bar y J$.
# The value earns 1 point, and 1 more if no memory for a matrix is used.
#
# **By hand**, $\bar y = (10, 100)$ and slopes $(2, 3)$:
#
# $$\bar y\, J = (10, 100) \begin{pmatrix} 2 & 0 \\ 0 & 3 \end{pmatrix} = (20, 300).$$


# %% solution="vector_jacobian_product"
def vector_jacobian_product(d_y, slope):
    """Return the gradient behind an element-wise map, d_y times its diagonal Jacobian.

    Parameters
    ----------
    d_y : ndarray, any shape
        Gradient of the map's outputs.
    slope : ndarray, shape of `d_y`
        The map's derivative at every number.

    Returns
    -------
    d_x : ndarray, shape of `d_y`
        Gradient of the map's inputs.
    """
    ### BEGIN SOLUTION
    return d_y * slope
    ### END SOLUTION


# %% check="vector_jacobian_product"
check("vector_jacobian_product", vector_jacobian_product)

# %% [markdown]
# **Notice** that one multiplication sign stands where 336 gigabytes would have stood.

# %% [markdown]
# ## What the lectures print differently
#
# **Columns and rows.** Lectures that treat one example at a time write it as a column:
# $y = Wx + b$, and $\delta_1 = z(1 - z) \circ (W_2^\top \delta_2)$. We write batches, one example a
# row: $y = xW + b$, and $\delta_1 = z(1 - z) \circ (\delta_2 W_2^\top)$. Each is the transpose of
# the other. When you copy a formula, write the shapes beside it.
#
# **Sum and mean.** Some divide $E$ by the number of examples. Every gradient is then divided by it
# too, and the learning rate has to make up for it.
#
# **Zeroing.** Your `backward` starts each sweep from zeros. `lecturelib.autodiff.Value` and
# PyTorch keep adding from one call to the next, until they are told to forget: convenient when a
# loss comes in parts, and a common slip in training loops.
#
# ## Further reading
#
# - W. K. Clifford, "Preliminary sketch of biquaternions", *Proceedings of the London Mathematical
#   Society* 4, 1873. Numbers with a square of zero.
# - R. E. Wengert, "A simple automatic derivative evaluation program", *Communications of the ACM*
#   7, 1964. Forward mode in a program.
# - S. Linnainmaa, "Taylor expansion of the accumulated rounding error", *BIT* 16, 1976. Reverse
#   mode, from his thesis of 1970.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating
#   errors", *Nature* 323, 1986. Hidden layers that learn.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind, "Automatic differentiation in
#   machine learning: a survey", *Journal of Machine Learning Research* 18, 2018. All four ways.
# - A. Griewank and A. Walther, *Evaluating Derivatives*, second edition, SIAM, 2008. What it costs,
#   and how to trade memory for time.
#
# ## What comes next
#
# You can ask any weight which way is down. Lesson 5 is about how to walk there: how long the steps
# should be, what to do in ravines, and why it helps to look at a few examples at a time.
