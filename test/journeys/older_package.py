"""older_package.py VSIX VERSION OUT: the same package under another version."""

import json
import sys
import zipfile

source, version, out = sys.argv[1:]
with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as older:
    manifest = json.loads(package.read("extension/package.json"))
    identity = f'Version="{manifest["version"]}"'
    for name in package.namelist():
        data = package.read(name)
        if name == "extension/package.json":
            data = json.dumps({**manifest, "version": version}).encode()
        elif name == "extension.vsixmanifest":
            text = data.decode()
            assert text.count(identity) == 1, "the package's manifest does not name its version once"
            data = text.replace(identity, f'Version="{version}"').encode()
        older.writestr(name, data)
