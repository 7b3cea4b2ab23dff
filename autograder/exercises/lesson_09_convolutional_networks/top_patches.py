"""Exercise top_patches: the pieces of pictures that excite a filter most."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.observers import returned
from autograder.exercises.declaration import Case, Exercise, Part, WrongAnswer
from autograder.exercises.lesson_09_convolutional_networks.stages import Array
from lecturelib.convolutional_networks import top_patches


def _case(
    rng: np.random.Generator, label: str, images: int, size: tuple[int, int], kernel: tuple[int, int], count: int
) -> Case:
    x = rng.random((images, *size))
    responses = rng.standard_normal((images, size[0] - kernel[0] + 1, size[1] - kernel[1] + 1))
    # In two pictures the two strongest responses of all, in a third the largest of all with a minus sign.
    flat = responses.reshape(images, -1)
    strong, other = rng.permutation(images)[:2] if images > 1 else (0, 0)
    places = rng.permutation(flat.shape[1])
    flat[strong, places[:3]] = rng.uniform(5, 6, 3)[: flat.shape[1]]
    if images > 1:
        flat[other, places[-1]] = -rng.uniform(8, 9)
    return Case(label, (x, responses, count))


def draw_cases(rng: np.random.Generator) -> list[Case]:
    """Draw pictures and responses of several sizes; two of the strongest responses are in one picture."""
    return [
        _case(rng, "three patches of six pictures", 6, (6, 6), (3, 3), 3),
        _case(rng, "pictures that are not square", 5, (4, 8), (3, 3), 2),
        _case(rng, "patches that are not square", 5, (6, 6), (2, 4), 4),
        _case(rng, "patches of one pixel", 4, (3, 4), (1, 1), 2),
        _case(rng, "as many patches as pictures", 5, (6, 7), (3, 3), 5),
        _case(rng, "one picture", 1, (5, 6), (3, 3), 1),
    ]


def takes_several_from_one_picture(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    patches = []
    for place in np.argsort(-responses.ravel())[:count]:
        n, i, j = np.unravel_index(place, responses.shape)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def shows_the_weakest(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = responses.reshape(n, -1)
    patches = []
    for n in np.argsort(flat.max(axis=1))[:count]:
        i, j = divmod(flat[n].argmax(), columns)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def shows_the_strongest_last(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = responses.reshape(n, -1)
    patches = []
    for n in np.argsort(flat.max(axis=1))[-count:]:
        i, j = divmod(flat[n].argmax(), columns)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def takes_the_first_pictures(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = responses.reshape(n, -1)
    patches = []
    for n in range(count):
        i, j = divmod(flat[n].argmax(), columns)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def divides_by_the_number_of_rows(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = responses.reshape(n, -1)
    patches = []
    for n in np.argsort(-flat.max(axis=1))[:count]:
        i, j = divmod(flat[n].argmax(), rows)
        i, j = min(i, rows - 1), min(j, columns - 1)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def ignores_the_sign_of_the_response(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = np.abs(responses).reshape(n, -1)
    patches = []
    for n in np.argsort(-flat.max(axis=1))[:count]:
        i, j = divmod(flat[n].argmax(), columns)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def puts_the_patch_around_the_place(images: Array, responses: Array, count: int) -> Any:
    n, rows, columns = responses.shape
    height, width = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    flat = responses.reshape(n, -1)
    patches = []
    for n in np.argsort(-flat.max(axis=1))[:count]:
        i, j = divmod(flat[n].argmax(), columns)
        i, j = max(i - height // 2, 0), max(j - width // 2, 0)
        patches.append(images[n, i : i + height, j : j + width])
    return np.array(patches)


def returns_the_responses(images: Array, responses: Array, count: int) -> Any:
    strongest = responses.max(axis=(1, 2))
    return np.sort(strongest)[::-1][:count]


EXERCISE = Exercise(
    name="top_patches",
    number="9.3",
    reference=top_patches,
    parts=(Part("patches", 3, draw_cases, returned("patches")),),
    wrong_answers=(
        WrongAnswer(
            takes_several_from_one_picture,
            "several of your patches come from one picture, where they show nearly the same; each picture may give one",
        ),
        WrongAnswer(shows_the_weakest, "these are the pictures that excite the filter least: argsort goes upwards"),
        WrongAnswer(shows_the_strongest_last, "the patches are the right ones, in the opposite order"),
        WrongAnswer(
            takes_the_first_pictures,
            "the place in each picture is right, but the pictures are the first ones and not those with the strongest "
            "responses",
        ),
        WrongAnswer(
            divides_by_the_number_of_rows,
            "the place is not where the strongest response is: a flat index runs along a row first, so what must it be "
            "divided by?",
        ),
        WrongAnswer(
            ignores_the_sign_of_the_response,
            "a strongly negative response counts as strong here; what does ReLU make of it?",
        ),
        WrongAnswer(
            puts_the_patch_around_the_place,
            "the patch lies around the place of the response; of which pixel of the patch does the place have the "
            "indices?",
        ),
        WrongAnswer(returns_the_responses, "these are the responses themselves; asked are the pieces of the pictures"),
    ),
)
