"""The command ``python -m lecturelib.verify``."""

import sys

from lecturelib.verify.command import main

if __name__ == "__main__":
    sys.exit(main())
