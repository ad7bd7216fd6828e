"""A release → the files of its codebook."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from imcwp_data.codebook.diagram import diagram
from imcwp_data.codebook.first_page import DIAGRAM, first_page
from imcwp_data.codebook.notes import load_notes
from imcwp_data.codebook.table_page import read_quality, table_page
from imcwp_data.load import connect
from imcwp_data.schema import package_schemas

_QUALITY = "quality.json"


def codebook(release: Path) -> dict[str, str]:
    """Return the files of the codebook of a release by name: ``index.md``, a page for each table, the diagram.

    The same release gives the same bytes. Raises ReleaseError when the release has no SQLite file.
    """
    schemas = package_schemas()
    notes = load_notes(schemas)
    quality = release / _QUALITY
    measured = read_quality(quality.read_text(encoding="utf-8")) if quality.is_file() else None
    with closing(connect(release)) as connection:
        files = {"index.md": first_page(schemas, notes.questions, connection), DIAGRAM: diagram(schemas)}
        for name, schema in schemas.items():
            files[f"{name}.md"] = table_page(schema, schemas, connection, notes.limits[name], measured)
    return files


def write_codebook(release: Path, folder: Path) -> list[str]:
    """Write the codebook of a release into a folder, made where it is missing, and return the names of its files."""
    files = codebook(release)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return sorted(files)
