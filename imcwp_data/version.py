"""The version of this package: in a checkout what ``pyproject.toml`` says, else what was installed."""

from __future__ import annotations

from pathlib import Path

DISTRIBUTION = "imcwp-data"


def package_version() -> str:
    """Return the version; ``0+unknown`` where the modules were copied without their package."""
    # An editable install remembers the version of the day it was installed, so the checkout's own file comes first.
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    if project.is_file():
        import tomllib

        about = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
        if about.get("name") == DISTRIBUTION and isinstance(about.get("version"), str):
            return str(about["version"])
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "0+unknown"
