"""Run the benchmarks named on the command line, each with the options that follow its name, or all of them."""

import importlib
import inspect
import pkgutil
import sys

import benchmarks


def requests(words: list[str], known: list[str]) -> list[tuple[str, list[str]]]:
    """Return each benchmark that is asked for with its options: ``grading layers --quick`` asks for two."""
    asked: list[tuple[str, list[str]]] = []
    for word in words:
        if word in known and not (asked and asked[-1][1] and asked[-1][1][-1].startswith("--only")):
            asked.append((word, []))
        elif asked and (word.startswith("-") or asked[-1][1]):
            asked[-1][1].append(word)
        else:
            sys.exit(f"there is no benchmark called {word}; there are {', '.join(known)}")
    return asked


def main() -> None:
    known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    for name, options in requests(sys.argv[1:], known) or [(name, []) for name in known]:
        module = importlib.import_module(f"benchmarks.{name}")
        if options and not inspect.signature(module.main).parameters:
            sys.exit(f"the benchmark {name} takes no options; got {' '.join(options)}")
        print(f"\n{name}: {module.__doc__.strip().splitlines()[0]}", flush=True)
        module.main(options) if options else module.main()


if __name__ == "__main__":
    main()
