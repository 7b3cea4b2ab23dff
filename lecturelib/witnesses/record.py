"""Record PyTorch's values and gradients for the trials: ``python -m lecturelib.witnesses.record [MODULE ...]``."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lecturelib.arguments import Array
from lecturelib.evidence import ALL_TRIALS
from lecturelib.witnesses import pytorch
from lecturelib.witnesses.claim import relative_error
from lecturelib.witnesses.trial import Trial

# Another processor may round the last digits of a long sum differently; that is no reason to rewrite a file.
ROUNDING = 1e-13


def import_pytorch() -> Any:
    """Return the module ``torch``, set to one thread.

    Raises
    ------
    SystemExit
        If PyTorch is not installed.
    """
    try:
        torch = importlib.import_module("torch")
    except ImportError:
        sys.exit("PyTorch is not installed in this environment; pip install torch==2.13.0 adds it")
    torch.set_num_threads(1)
    return torch


def record(trials: Iterable[Trial], torch: Any) -> dict[Path, dict[str, Array]]:
    """Return the contents of every file of vectors, computed anew.

    Parameters
    ----------
    trials : iterable of Trial
        What to record; trials without a counterpart in PyTorch are passed over.
    torch : module
        PyTorch.

    Returns
    -------
    files : dict of Path to dict of str to ndarray
        Arrays by ``"title/name"``.
    """
    files: dict[Path, dict[str, Array]] = {}
    for trial in trials:
        if trial.pytorch is not None:
            vectors = pytorch.computed(trial, torch, np.random.default_rng(pytorch.seed_of(trial)))
            named = {f"{trial.title}/{name}": array for name, array in vectors.items()}
            files.setdefault(pytorch.file_of(trial), {}).update(named)
    return files


def differences(old: Mapping[str, Array], new: Mapping[str, Array]) -> list[str]:
    """Return the names of arrays that were added, dropped, or differ by more than rounding.

    Examples
    --------
    >>> differences({"a": np.ones(2), "b": np.ones(1)}, {"a": np.ones(2), "c": np.ones(1)})
    ['b', 'c']
    """
    changed = set(old) ^ set(new)
    changed |= {name for name in set(old) & set(new) if relative_error(old[name], new[name]) > ROUNDING}
    return sorted(changed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Record what has changed, or with ``--check`` only say what would change and return 1 if anything does."""
    parser = argparse.ArgumentParser(prog="python -m lecturelib.witnesses.record", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change no file; fail if recording would change one")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as convolution; all if none is named")
    options = parser.parse_args(arguments)
    known = {pytorch.file_of(trial).stem for trial in ALL_TRIALS}
    if unknown := sorted(set(options.modules) - known):
        parser.error(f"no trial belongs to {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    chosen = [trial for trial in ALL_TRIALS if pytorch.file_of(trial).stem in (options.modules or known)]
    files = record(chosen, import_pytorch())
    stale = {path: names for path, new in files.items() if (names := differences(pytorch.load(path), new))}
    used = {pytorch.file_of(trial) for trial in ALL_TRIALS if trial.pytorch is not None}
    abandoned = sorted(set(pytorch.FOLDER.glob("*.npz")) - used)
    for path, names in stale.items():
        print(f"{path.name}: {', '.join(names[:6])}{' and more' if len(names) > 6 else ''}")
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            np.savez_compressed(path, **files[path])  # type: ignore[arg-type]
    for path in abandoned:
        print(f"{path.name}: no trial uses it any more")
        if not options.check:
            path.unlink()
    count = sum(trial.pytorch is not None for trial in chosen)
    print(
        f"{count} trials, {len(files)} files, {len(stale) + len(abandoned)} {'stale' if options.check else 'renewed'}"
    )
    return 1 if options.check and (stale or abandoned) else 0


if __name__ == "__main__":
    sys.exit(main())
