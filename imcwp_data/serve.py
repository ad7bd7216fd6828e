"""A release in Datasette, with its metadata, for reading only."""

from __future__ import annotations

import socket
from pathlib import Path

from imcwp_data.errors import ImcwpError, ReleaseError
from imcwp_data.load import select
from imcwp_data.release_files import DATABASE, advice

METADATA = "metadata.json"
# Long enough for a question over a large release, short enough that nobody blocks the site for others.
SETTINGS = {
    "sql_time_limit_ms": "5000",
    "max_returned_rows": "5000",
    "default_cache_ttl": "60",
    # On a large release a facet that takes longer is left out, and none is tried out for a suggestion.
    "facet_time_limit_ms": "40",
    "suggest_facets": "off",
}


def datasette_arguments(folder: Path, host: str, port: int, open_browser: bool, base_url: str = "/") -> list[str]:
    """Return the arguments of Datasette's command line for a release.

    Raises ReleaseError when a file is missing or damaged.
    """
    for name in (DATABASE, METADATA):
        if not (folder / name).is_file():
            hint = advice(folder) if name == DATABASE else "Build or install the release anew."
            raise ReleaseError(f"{folder / name}: there is no such file. {hint}")
    # Datasette would show a traceback of a file that is no database.
    select("select 1 from sources limit 1", (), folder)
    settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, value)]
    settings += ["--setting", "base_url", base_url] if base_url != "/" else []
    # Immutable: opened for reading only, and counted and cached as a file that never changes.
    files = ["--immutable", str(folder / DATABASE), "--metadata", str(folder / METADATA)]
    return ["serve", *files, "--host", host, "--port", str(port), *settings, *(["--open"] if open_browser else [])]


def serve(
    folder: Path, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False, base_url: str = "/"
) -> None:
    """Serve a release until the process is stopped.

    ``base_url`` is the path under which a server before this one offers the site, with a slash at both ends.
    Raises ReleaseError when it lacks a file, ImcwpError when Datasette cannot listen there.
    """
    arguments = datasette_arguments(folder, host, port, open_browser, base_url)
    _check_address(host, port)
    import click
    from datasette.cli import cli

    _register_explorer()

    try:
        cli.main(arguments, prog_name="imcwp-data serve", standalone_mode=False)
    except click.ClickException as error:
        raise ImcwpError(f"Datasette cannot serve {folder}: {error.format_message()}") from error
    except click.Abort:
        pass


def _register_explorer() -> None:
    """Add the explorer where Datasette has not found it by itself: in a checkout that was not installed anew."""
    import datasette.handle_exception
    from datasette.plugins import pm

    from imcwp_data import explorer

    # With rich, Datasette prints a traceback with all locals for every address that is not there.
    datasette.handle_exception.rich = None

    if explorer not in pm.get_plugins():
        pm.register(explorer, explorer.__name__)


def _check_address(host: str, port: int) -> None:
    """Try the address first: Datasette would say nothing of use."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise ImcwpError(
            f"Cannot listen on {host}, port {port} ({error.strerror or error}). Choose another with --port or --host."
        ) from error
