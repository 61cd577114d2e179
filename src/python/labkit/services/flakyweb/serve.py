"""`labkit serve flakyweb`: the server by itself, for trying a script by hand."""

from __future__ import annotations

import sys
import threading
from typing import TextIO

from .web import Web

_WELCOME = """\
flakyweb listens on {base} until you press Ctrl-C.

  curl {base}/ok
  curl {base}/delay/500
  curl {base}/gate/one &     holds until: curl -X POST {base}/_gates/one/open
  curl '{base}/_journal?lines=1'
"""


def serve(port: int = 0, *, output: TextIO | None = None, stop: threading.Event | None = None) -> int:
    """Serve on `port` (0: a free one) until `stop` is set or Ctrl-C is pressed. Returns an exit code."""
    out = output or sys.stdout
    stop = stop or threading.Event()
    try:
        with Web(port=port, control=True) as web:
            print(_WELCOME.format(base=web.base), file=out, flush=True)
            while not stop.wait(1.0):  # on Windows Ctrl-C is only heard between two waits
                pass
    except KeyboardInterrupt:
        pass
    except (OSError, OverflowError) as problem:
        print(f"flakyweb cannot listen on port {port}: {problem}. Choose another one with --port.", file=sys.stderr)
        return 2
    return 0
