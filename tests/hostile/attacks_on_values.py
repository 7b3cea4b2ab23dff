"""Answers that are no plain numbers, or that pretend to be the right ones."""

# What the bodies use is there where they run: in the submission's notebook, after its imports.
import numpy as np

from tests.hostile.attack import attack


@attack(says="o is a function where")
def equals_everything():
    """An object that says yes to every comparison."""

    class Everything:
        shape, dtype, ndim = (6,), np.dtype(float), 1

        def __eq__(self, other):
            return True

        def __array__(self, *args, **kwargs):
            return np.ones(6)

        def __getattr__(self, name):
            return self

        def __call__(self, *args, **kwargs):
            return self

    def threshold_neuron(x, w, b):
        return Everything()


@attack(says="a Spoof, a special kind of array")
def pretends_to_be_an_array():
    """An object whose class says that it is an ndarray."""

    class Spoof:
        __class__ = np.ndarray

    def threshold_neuron(x, w, b):
        return Spoof()


@attack(says="Flattering, a special kind of array")
def array_that_agrees():
    """A subclass of ndarray whose comparisons are always true."""

    class Flattering(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, dtype=bool)

        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return np.zeros(self.shape)

    def threshold_neuron(x, w, b):
        return np.zeros(len(x)).view(Flattering)


@attack(says="MaskedArray, a special kind of array")
def wrong_entries_masked():
    """A masked array, in whose comparisons masked entries count as equal."""

    def threshold_neuron(x, w, b):
        return np.ma.masked_all(len(x))


@attack(says="matrix, a special kind of array")
def matrix():
    """NumPy's matrix, whose product is another one."""

    def threshold_neuron(x, w, b):
        return np.matrix(np.where(x @ w + b > 0, 1.0, 0.0))


@attack(says="named fields")
def structured_array():
    """An array of records."""

    def threshold_neuron(x, w, b):
        return np.array([(o,) for o in x @ w + b > 0], dtype=[("o", float)])


@attack(says="dtype object")
def object_array():
    """An array of Python objects, each of which may redefine every operation."""

    def threshold_neuron(x, w, b):
        return np.where(x @ w + b > 0, 1.0, 0.0).astype(object)


@attack(says="type Agreeable")
def numbers_that_agree():
    """Floats of a class of its own, in a list."""

    class Agreeable(float):
        def __eq__(self, other):
            return True

        def __float__(self):
            return 1.0

    def threshold_neuron(x, w, b):
        return [Agreeable(1) for _ in x]


@attack(says="a generator, which has not computed anything yet")
def generator():
    """A generator that would compute when it is compared."""

    def threshold_neuron(x, w, b):
        yield from np.where(x @ w + b > 0, 1.0, 0.0)


@attack(says="is there a return?")
def nothing():
    """No return."""

    def threshold_neuron(x, w, b):
        np.where(x @ w + b > 0, 1.0, 0.0)


@attack(says="NaN")
def not_a_number():
    """NaN, which some comparisons let pass."""

    def threshold_neuron(x, w, b):
        return np.full(len(x), np.nan)


@attack(says="infinity")
def infinite():
    """Infinities, whose difference is NaN."""

    def threshold_neuron(x, w, b):
        return np.full(len(x), np.inf)


@attack(says="complex numbers where")
def complex_answer():
    """The right numbers, with an imaginary part of zero."""

    def threshold_neuron(x, w, b):
        return np.where(x @ w + b > 0, 1.0, 0.0).astype(complex)


@attack(says="float16, which keeps three digits only", at="sigmoid_neuron")
def coarse_numbers():
    """Half precision, in the hope of a coarse tolerance."""

    def sigmoid_neuron(x, w, b):
        g = 1 / (1 + np.exp(-(x @ w + b)))

        def backward(d_g):
            d_a = d_g * g * (1 - g)
            return np.float16(np.outer(d_a, w)), np.float16(d_a @ x), np.float16(d_a.sum())

        return np.float16(g), backward


@attack(says="larger than 64 MB")
def nominal_petabytes():
    """A view of one number as an array of petabytes."""

    def threshold_neuron(x, w, b):
        return np.broadcast_to(1.0, (10**6, 10**9))


@attack(says="more than 10000 separate values")
def a_million_values():
    """A list of a million numbers."""

    def threshold_neuron(x, w, b):
        return list(range(10**6))


@attack(says="nested too deeply")
def contains_itself():
    """A list that contains itself."""

    def threshold_neuron(x, w, b):
        answer = []
        answer.append(answer)
        return answer


@attack(says="a whole number of 301 digits")
def too_large_a_number():
    """A whole number that fits into no array."""

    def threshold_neuron(x, w, b):
        return 10**300


@attack(says="a list of 2")
def ragged_rows():
    """Rows of unequal length, which no array holds."""

    def threshold_neuron(x, w, b):
        return [[1.0, 0.0], [1.0]]


@attack(says="g is wrong at", at="sigmoid_neuron")
def infinitesimal():
    """The right answers times 1e-320: a factor whose inverse is infinite."""

    def sigmoid_neuron(x, w, b):
        g = 1e-320 / (1 + np.exp(-(x @ w + b)))

        def backward(d_g):
            return np.outer(d_g, w) * 1e-320, d_g @ x * 1e-320, float(d_g.sum() * 1e-320)

        return g, backward


@attack(says="cannot be used here", at="xor_network")
def weights_out_of_range():
    """Weights that no float holds."""

    def xor_network():
        return [[10**350, 1], [1, 1]], [1, 1], [1, 1], 10**350


@attack(says="is wrong at")
def beyond_float64():
    """Extended precision, beyond the range of float64."""

    def threshold_neuron(x, w, b):
        return np.full(len(x), np.longdouble(10) ** 4000)


@attack(says="<script>document")
def script_for_an_answer():
    """A text that a careless page would run."""

    def threshold_neuron(x, w, b):
        return "<script>document.title = 'full marks'</script>"


@attack(says="type Fraction")
def exact_fractions():
    """Fractions, which equal the right floats."""

    from fractions import Fraction

    def threshold_neuron(x, w, b):
        return [Fraction(int(o)) for o in x @ w + b > 0]


@attack(says="the class float itself")
def a_class():
    """A class where a value is expected."""

    def threshold_neuron(x, w, b):
        return float


@attack(says="changed what it was given")
def changes_its_inputs():
    """The right answer, after overwriting the inputs, so that whoever reuses them computes something else."""

    def threshold_neuron(x, w, b):
        answer = np.where(x @ w + b > 0, 1.0, 0.0)
        x[...] = 0
        w[...] = 0
        return answer


@attack(says="no pair of a value and a backward", at="sigmoid_neuron")
def backward_is_no_function():
    """A number where backward is expected."""

    def sigmoid_neuron(x, w, b):
        return 1 / (1 + np.exp(-(x @ w + b))), 0.0


@attack(says="SystemExit")
def leaves_politely():
    """SystemExit, as after a success."""

    def threshold_neuron(x, w, b):
        raise SystemExit(0)


@attack(says="GeneratorExit")
def leaves_as_a_generator():
    """An exception that is no Exception."""

    def threshold_neuron(x, w, b):
        raise GeneratorExit


@attack(says="Unspeakable")
def error_that_cannot_be_shown():
    """An error whose text raises another."""

    class Unspeakable(Exception):
        def __str__(self):
            raise Unspeakable

        __repr__ = __str__

    def threshold_neuron(x, w, b):
        raise Unspeakable


@attack(says="RecursionError")
def calls_itself():
    """Recursion without end."""

    def threshold_neuron(x, w, b):
        return threshold_neuron(x, w, b)


@attack(says="", expected="full")
def unusual_but_right():
    """Right answers in unusual clothes: they earn their points."""

    def threshold_neuron(x, w, b):
        right = np.where(x @ w + b > 0, 1.0, 0.0)
        return right[::-1].astype(">f8")[::-1]
