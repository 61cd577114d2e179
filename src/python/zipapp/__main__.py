"""`python concurrency-labs.pyz ...`: the kit's command line from one file. This module says so on any Python 3."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit("concurrency-labs needs Python 3.11 or later; this is " + found)

from unpacked import run

sys.exit(run())
