"""Whether a worker of a cluster does a task as the process would that gives it: both keep it under one name."""

from __future__ import annotations

import hashlib
import json
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from imcwp_data.engine.engines import OutOfMemoryError, RemoteFaultError
from imcwp_data.errors import ImcwpError
from imcwp_data.publish.toolchain import toolchain
from imcwp_data.schema import schemas_folder

_PACKAGE = Path(__file__).resolve().parent.parent


class OtherPackageError(ImcwpError):
    """A worker of a cluster has another package, or other versions of what it needs, than the build."""


@cache
def package_told() -> dict[str, str]:
    """Return what shapes the results of tasks, by name: the package's files and the versions of what it needs.

    Looked at once in a process: what was loaded then stays, whatever becomes of the files.
    """
    files = hashlib.sha256()
    for folder in (_PACKAGE, schemas_folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                files.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                files.update(hashlib.sha256(path.read_bytes()).digest())
    from imcwp_data import __version__

    told = {"imcwp-data": f"{__version__} ({files.hexdigest()[:12]})"}
    for versions in toolchain().values():
        told.update(versions)
    return told


@dataclass(frozen=True, slots=True)
class SameAsHere:
    """A function that is called where the package is the one of the process that made this; its results are the same.

    ``told`` is `package_told` of that process as JSON. Raises OtherPackageError elsewhere.
    """

    function: Callable[[Any], Any]
    told: str

    def __call__(self, task: Any) -> Any:
        """Do a task. A fault of this package comes as a RemoteFaultError, as from other engines' workers."""
        wanted, here = json.loads(self.told), package_told()
        if wanted != here:
            name = next(name for name in sorted({*wanted, *here}) if wanted.get(name) != here.get(name))
            raise OtherPackageError(
                f"a Dask worker on {socket.gethostname()} has {name} {here.get(name, 'not at all')}, this build has "
                f"{wanted.get(name, 'none')}: they would not give the same release. Install the same versions for the "
                "scheduler and all workers, and start them anew."
            )
        try:
            return self.function(task)
        except (ImcwpError, OSError):
            raise
        except MemoryError:
            raise OutOfMemoryError(str(task)) from None
        except Exception:
            raise RemoteFaultError(traceback.format_exc()) from None


def same_as_here(function: Callable[[Any], Any]) -> SameAsHere:
    """Return a function that does what ``function`` does, where the package is the one of this process."""
    return SameAsHere(function, json.dumps(package_told(), sort_keys=True))
