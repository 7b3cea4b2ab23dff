"""What a student reads about each mistake in batch_norm."""

from autograder.exercises.declaration import WrongAnswer
from autograder.exercises.lesson_07_normalization import (
    batch_norm_gradient_mistakes,
    batch_norm_input_gradient_mistakes,
    batch_norm_running_mistakes,
    batch_norm_statistics_mistakes,
    batch_norm_value_mistakes,
)

WRONG_ANSWERS = (
    # The statistics.
    WrongAnswer(
        batch_norm_statistics_mistakes.takes_batch_statistics_at_inference,
        "at inference the batch's own statistics are used: what would they be for a batch of one example, and should "
        "an answer depend on who else is asked about?",
    ),
    WrongAnswer(
        batch_norm_statistics_mistakes.divides_by_m_less_one,
        "the outputs are divided by the root of the unbiased variance; which of the two variances makes the mean "
        "square of the batch's own outputs 1?",
    ),
    WrongAnswer(
        batch_norm_statistics_mistakes.averages_over_the_batch_alone,
        "in an image every pixel gets statistics of its own; a channel has one mean, and all its pixels count for it",
    ),
    WrongAnswer(
        batch_norm_statistics_mistakes.takes_one_mean_for_all_channels,
        "one mean and one variance serve all channels; a channel is compared with itself alone",
    ),
    WrongAnswer(
        batch_norm_statistics_mistakes.normalises_every_example,
        "every example is normalised by itself, over its channels; which axis of x counts the examples that a channel "
        "is compared over?",
    ),
    WrongAnswer(
        batch_norm_statistics_mistakes.counts_examples_not_values,
        "you take N for the number of values of a channel; how many values of a channel does one image bring?",
    ),
    WrongAnswer(
        batch_norm_statistics_mistakes.subtracts_the_squared_mean,
        "the variance is the mean of the squares less the square of the mean: two numbers near 10^14 whose difference "
        "is near 4; a float64 carries 16 digits, so how many of them are left?",
    ),
    # Dividing, scaling and shifting.
    WrongAnswer(
        batch_norm_value_mistakes.divides_by_the_variance,
        "you divide by the variance: if x is in metres, in what unit is its variance?",
    ),
    WrongAnswer(
        batch_norm_value_mistakes.adds_eps_outside_the_root,
        "eps is added to the standard deviation; to what does the formula add it?",
    ),
    WrongAnswer(
        batch_norm_value_mistakes.forgets_eps,
        "eps is missing: a channel whose values are all equal is divided by 0",
    ),
    WrongAnswer(
        batch_norm_value_mistakes.lets_a_single_value_through,
        "in training a channel with a single value is normalised: it has no variance, and whatever it was, it becomes "
        "beta; the exercise asks for a ValueError",
    ),
    WrongAnswer(
        batch_norm_value_mistakes.forgets_to_scale_and_shift,
        "gamma and beta are not used: the normalised values are returned as they are",
    ),
    WrongAnswer(
        batch_norm_value_mistakes.shifts_before_it_scales,
        "beta is multiplied by gamma: which comes first, the scale or the shift?",
    ),
    # The running statistics.
    WrongAnswer(
        batch_norm_running_mistakes.takes_momentum_for_the_share_of_the_old,
        "the running statistics keep the share momentum of the old; here momentum is the share of the new",
    ),
    WrongAnswer(
        batch_norm_running_mistakes.lets_the_biased_variance_run,
        "the running variance moves towards the biased variance; the batch is a sample of what will come, and its own "
        "mean lies too close to its values",
    ),
    WrongAnswer(
        batch_norm_running_mistakes.adds_the_new_to_all_of_the_old,
        "the new statistics are added and none of the old are given up; what would a running mean of equal batches "
        "grow to?",
    ),
    WrongAnswer(
        batch_norm_running_mistakes.moves_the_statistics_at_inference,
        "the running statistics move at inference too: the layer would go on learning from the data it is tested on",
    ),
    WrongAnswer(
        batch_norm_running_mistakes.trains_with_the_running_statistics,
        "in training the outputs are normalised by the running statistics; for when are those gathered?",
    ),
    WrongAnswer(
        batch_norm_running_mistakes.leaves_the_running_statistics_alone,
        "the running statistics come back as they went in; in training they must move",
    ),
    WrongAnswer(
        batch_norm_running_mistakes.keeps_the_deviation,
        "the running variance is fed with standard deviations: take no root before the statistics are kept",
    ),
    # The gradient of the inputs.
    WrongAnswer(
        batch_norm_input_gradient_mistakes.takes_the_mean_for_a_constant,
        "the mean is taken for a constant: a nudge to one value moves it, and with it every output of the channel",
    ),
    WrongAnswer(
        batch_norm_input_gradient_mistakes.takes_the_variance_for_a_constant,
        "the variance is taken for a constant: a nudge to a value far from the mean changes what all are divided by",
    ),
    WrongAnswer(
        batch_norm_input_gradient_mistakes.takes_both_statistics_for_constants,
        "mean and variance are taken for constants: x enters y in three places, and this is only the first of them",
    ),
    WrongAnswer(
        batch_norm_input_gradient_mistakes.differentiates_through_running_statistics,
        "at inference the gradient goes through the statistics; does x move them there?",
    ),
    WrongAnswer(
        batch_norm_input_gradient_mistakes.adds_the_shares_of_the_statistics,
        "the shares of the statistics are added to the incoming gradient: a larger mean makes every output smaller",
    ),
    WrongAnswer(
        batch_norm_input_gradient_mistakes.forgets_to_divide_by_the_deviation,
        "d_x is not divided by the standard deviation: how far does x_hat move if x moves by 1?",
    ),
    # The other gradients.
    WrongAnswer(
        batch_norm_gradient_mistakes.forgets_gamma_in_d_x,
        "gamma is missing from d_x: a channel that is scaled up feels a nudge more",
    ),
    WrongAnswer(
        batch_norm_gradient_mistakes.takes_d_gamma_from_the_inputs,
        "d_gamma is made with x: by what is gamma multiplied on the way forward?",
    ),
    WrongAnswer(
        batch_norm_gradient_mistakes.sums_over_the_batch_alone,
        "d_gamma and d_beta are summed over the examples only; every pixel of a channel used the same gamma",
    ),
    WrongAnswer(
        batch_norm_gradient_mistakes.averages_over_the_batch,
        "d_gamma and d_beta are averaged; each use of a parameter adds its share, and whether a loss is a mean is for "
        "the loss to say",
    ),
    WrongAnswer(
        batch_norm_gradient_mistakes.ignores_the_incoming_gradient,
        "the gradient that comes in is not used: backward answers as if J were the sum of the outputs",
    ),
    WrongAnswer(
        batch_norm_gradient_mistakes.returns_d_beta_before_d_gamma,
        "the gradients come in the wrong order: first x, then gamma, then beta",
    ),
)
