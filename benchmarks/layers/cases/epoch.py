"""An epoch of training: a small convolutional network on real handwritten digits, batch 32, by Adam."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.layers.case import Arrays, Case, Contender, module

# Every step is the first epoch: were it the hundredth, the squares of float32 gradients would underflow, which is slow.
BATCH = 32
# Kernels and weights; a bias of zeros belongs to each.
SHAPES = ((8, 1, 3, 3), (16, 8, 3, 3), (16 * 2 * 2, 10))


def _draw(rng: np.random.Generator) -> Arrays:
    x, labels = module("lecturelib.datasets").digits()
    parameters = []
    for shape in SHAPES:
        inputs, outputs = (np.prod(shape[1:]), shape[0]) if len(shape) == 4 else shape
        parameters += [rng.standard_normal(shape) * np.sqrt(2 / inputs), np.zeros(outputs)]
    return x.reshape(-1, 1, 8, 8), labels, *parameters


def _batches(x: Any, labels: Any) -> list[tuple[Any, Any]]:
    return [(x[start : start + BATCH], labels[start : start + BATCH]) for start in range(0, len(x), BATCH)]


def _ours(arrays: Arrays) -> Contender:
    networks, optimizers = module("lecturelib.networks"), module("lecturelib.optimizers")
    relu, loss = module("lecturelib.activations").relu, module("lecturelib.losses").softmax_cross_entropy
    x, labels, *first = arrays
    rng, dtype = np.random.default_rng(0), x.dtype
    network = networks.Sequential(
        networks.Conv2d(1, 8, 3, rng, padding=1, dtype=dtype),
        networks.Activation(relu),
        networks.MaxPool2d(2),
        networks.Conv2d(8, 16, 3, rng, padding=1, dtype=dtype),
        networks.Activation(relu),
        networks.MaxPool2d(2),
        networks.Flatten(),
        networks.Affine(16 * 2 * 2, 10, rng, dtype=dtype),
    )
    parameters = network.parameters
    batches = _batches(x, labels)

    def step() -> Any:
        for parameter, value in zip(parameters.values(), first, strict=True):
            parameter[...] = value
        optimizer = optimizers.Optimizer(optimizers.adam)
        for images, classes in batches:
            scores, backward = network.forward(images, training=True)
            _, loss_backward = loss(scores, classes)
            _, gradients = backward(loss_backward(1.0), need_d_x=False)  # torch does not differentiate by data either
            optimizer.update_in_place(parameters, gradients)
        return parameters.values()

    return Contender(step, lambda done: [parameter.copy() for parameter in done])


def _in_torch(arrays: Arrays) -> Contender:
    torch = module("torch")
    x, labels, *first = [torch.from_numpy(a.copy()) for a in arrays]
    nn = torch.nn
    network = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * 2 * 2, 10),
    ).to(x.dtype)
    parameters = list(network.parameters())
    loss = nn.CrossEntropyLoss()
    batches = _batches(x, labels)

    def step() -> Any:
        with torch.no_grad():
            for parameter, value in zip(parameters, first, strict=True):
                parameter.copy_(value.T if value.ndim == 2 else value)
        optimizer = torch.optim.Adam(parameters)
        for images, classes in batches:
            optimizer.zero_grad()
            loss(network(images), classes).backward()
            optimizer.step()
        return parameters

    def outcome(done: Any) -> list[np.ndarray]:
        plain = [parameter.detach().numpy() for parameter in done]
        return [(a.T if a.ndim == 2 else a).copy() for a in plain]

    return Contender(step, outcome)


def _in_mygrad(arrays: Arrays) -> Contender:
    mygrad = module("mygrad")
    mygrad.turn_memory_guarding_off()
    x, labels, *first = arrays
    batches = _batches(x, labels)
    nnet: Any = mygrad.nnet

    def forward(images: np.ndarray, k1: Any, b1: Any, k2: Any, b2: Any, W: Any, c: Any) -> Any:
        y = nnet.relu(nnet.conv_nd(images, k1, stride=1, padding=1) + b1.reshape(1, -1, 1, 1))
        y = nnet.max_pool(y, (2, 2), 2)
        y = nnet.relu(nnet.conv_nd(y, k2, stride=1, padding=1) + b2.reshape(1, -1, 1, 1))
        return nnet.max_pool(y, (2, 2), 2).reshape(len(images), -1) @ W + c

    def step() -> list[np.ndarray]:
        parameters = [mygrad.tensor(a.copy(), copy=False) for a in first]
        update = _adam(parameters)
        for number, (images, classes) in enumerate(batches, 1):
            nnet.softmax_crossentropy(forward(images, *parameters), classes).backward()
            update(number)
        return [parameter.data.copy() for parameter in parameters]

    return Contender(step, lambda done: done)


def _adam(parameters: list[Any]) -> Callable[[int], None]:
    """Return Adam as one writes it in NumPy: MyGrad has no optimizers."""
    moments = [(np.zeros_like(parameter.data), np.zeros_like(parameter.data)) for parameter in parameters]

    def update(t: int) -> None:
        for parameter, (m, v) in zip(parameters, moments, strict=True):
            m += 0.1 * (parameter.grad - m)
            v += 0.001 * (parameter.grad**2 - v)
            parameter.data -= 0.001 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)

    return update


CASES = (
    Case(
        "epoch",
        f"small CNN on digits, batch {BATCH}",
        _draw,
        {"lecturelib": _ours, "torch": _in_torch, "mygrad": _in_mygrad},
        (0.7, 0.85),
        "8 and 16 kernels of 3x3, each followed by relu and 2x2 max-pooling, then ten scores; 57 batches, Adam",
    ),
)
