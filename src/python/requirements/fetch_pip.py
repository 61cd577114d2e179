"""Fetches the pip wheel into a folder, for a Python without pip: `fetch_pip.py FOLDER`.

The index is pip's own: PIP_INDEX_URL, else pip.conf, else PyPI. The wheel's hash is fixed here.
"""

import configparser
import hashlib
import os
import re
import ssl
import sys
import urllib.parse
import urllib.request
from pathlib import Path

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"


def setting(name: str, default: str | None) -> str | None:
    """A setting of pip: environment first, then the user's and the machine's configuration file."""
    if value := os.environ.get(f"PIP_{name.upper().replace('-', '_')}"):
        return value
    home = Path.home()
    own = [home / ".config/pip/pip.conf", home / ".pip/pip.conf", home / "pip/pip.ini"]
    for file in filter(None, [os.environ.get("PIP_CONFIG_FILE"), *own, "/etc/pip.conf"]):
        parser = configparser.RawConfigParser()
        parser.read(file)
        if value := parser.get("global", name, fallback=None):
            return value
    return default


def main(folder: Path) -> None:
    index = str(setting("index-url", "https://pypi.org/simple")).rstrip("/")
    context = ssl.create_default_context(cafile=setting("cert", None))
    with urllib.request.urlopen(f"{index}/pip/", timeout=60, context=context) as page:
        links = re.findall(r'href="([^"]+)"', page.read().decode())
        base = page.url
    link = next((one for one in links if f"/{WHEEL}" in one), None)
    if link is None:
        raise SystemExit(f"{index} does not offer {WHEEL}")
    with urllib.request.urlopen(urllib.parse.urljoin(base, link.split("#")[0]), timeout=60, context=context) as reply:
        wheel = reply.read()
    if (found := hashlib.sha256(wheel).hexdigest()) != SHA256:
        raise SystemExit(f"{WHEEL} from {index} has the hash {found}, expected {SHA256}")
    (folder / WHEEL).write_bytes(wheel)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
