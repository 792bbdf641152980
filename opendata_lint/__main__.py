"""`python -m opendata_lint`."""

import sys

from opendata_lint.cli import main

sys.exit(main())
