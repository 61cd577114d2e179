"""The pure-Python packages carried with the kit: pytest for the checks, requests and the like for the labs."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from labkit.errors import SetupError

CARRIED = ("pytest", "pytest-asyncio", "requests", "beautifulsoup4")
"""Their names on the index, without what they bring along; those of `requirements/libs.in`."""


def adopt() -> None:
    """Puts the carried packages on the path of this process and of all it starts, unless they are there already.

    In the extension they lie beside the kit, in a clone in `dist/` once it was built.
    """
    kit = Path(__file__).resolve().parents[1]
    for folder in (kit.parent / "python-libs", kit.parents[1] / "dist" / "python-libs"):
        given = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
        if folder.is_dir() and str(folder) not in sys.path:
            os.environ["PYTHONPATH"] = os.pathsep.join([*given, str(folder)])
            sys.path.insert(sys.path.index(str(kit)) + 1 if str(kit) in sys.path else 0, str(folder))
            return


def need_pytest() -> None:
    """Raises `SetupError` where the checks cannot run for want of pytest."""
    if importlib.util.find_spec("pytest") is None:
        raise SetupError(
            "the packages the kit carries are not there: run `npm run build` in the clone once, "
            f"or install pytest and the lab's packages for {sys.executable}"
        )
