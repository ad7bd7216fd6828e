"""Where the package's own files are: the release and the schemas lie beside its modules, as files of a folder."""

from __future__ import annotations

from pathlib import Path

from imcwp_data.errors import ReleaseError


def package_folder() -> Path:
    """Return the folder of the package's modules.

    Raises ReleaseError where they were imported from a zip file, inside of which no SQLite file can be opened.
    """
    folder = Path(__file__).resolve().parent
    if folder.is_dir():
        return folder
    archive = next(parent for parent in folder.parents if parent.exists())
    raise ReleaseError(
        f"{archive}: imcwp_data was imported from a zip file, in which its tables cannot be read. "
        f"Install it: pip install {archive if archive.suffix == '.whl' else 'imcwp-data'}"
    )
