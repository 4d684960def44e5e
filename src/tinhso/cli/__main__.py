"""`python -m tinhso.cli`: the command without its script."""

import sys

from tinhso.cli import main

if __name__ == "__main__":
    sys.exit(main())
