"""The whole data package in one file, ``dist/imcwp-data-<version>.zip``; the same release gives the same bytes.

It holds the files of the release and not itself; it is beside the release, not a part of it: no checksum lists it, and
neither wheel nor sdist carries it. ``datapackage.json`` is at its top, where readers of data packages look for it.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

from imcwp_data.publish.checksums import archive_name, files_of
from imcwp_data.version import package_version
from tools.epoch import RELEASE, release_epoch

_UNIX = 3
_READABLE = 0o100644 << 16


def write_archive(release: Path, path: Path) -> Path:
    """Pack all files of a release into a new archive at ``path``, which is there whole or not at all.

    Raises OSError when it cannot be written.
    """
    moment = datetime.fromtimestamp(release_epoch(release), UTC).timetuple()[:6]
    unfinished = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    names = files_of(release)
    try:
        with zipfile.ZipFile(unfinished, "w") as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, moment)
                # What a system would put here differs from machine to machine.
                entry.create_system = _UNIX
                entry.external_attr = _READABLE
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, (release / name).read_bytes(), compresslevel=9)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


if __name__ == "__main__":
    print(write_archive(RELEASE, RELEASE / archive_name(package_version())))
