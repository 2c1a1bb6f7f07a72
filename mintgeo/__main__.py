"""``python -m mintgeo``: the same as the command ``mintgeo``."""

import sys

from mintgeo.cli import main

if __name__ == "__main__":
    sys.exit(main())
