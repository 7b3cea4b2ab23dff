"""Run the benchmarks named on the command line, or all of them."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    unknown = sorted(set(sys.argv[1:]) - set(known))
    if unknown:
        sys.exit(f"there is no benchmark called {', '.join(unknown)}; there are {', '.join(known)}")
    for name in sys.argv[1:] or known:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n{name}: {module.__doc__.strip().splitlines()[0]}")
        module.main()


main()
