"""``imcwp-data serve``: a release in the browser."""

from __future__ import annotations

import argparse

from imcwp_data.commands.arguments import Subparsers, add_command, add_release, chosen_release, require

_DESCRIPTION = """\
Serves a release as a site, for reading only: read the documents with all that was found in them, search, look at
meetings, participants and places, at timeline, network and map; browse and filter the tables, ask ready questions,
write SQL, download the answers as CSV or JSON. Stop it with Ctrl-C. Needs: pip install 'imcwp-data[serve]'
"""
_EXAMPLES = """\
  imcwp-data serve --open                    opens http://127.0.0.1:8001/
  imcwp-data serve my-release --port 9000
  imcwp-data serve --base-url /imcwp/        behind another server, under a path of it
"""


def add_to(commands: Subparsers) -> None:
    """Declare the command."""
    parser = add_command(commands, "serve", run, "browse a release with Datasette", _DESCRIPTION, _EXAMPLES)
    add_release(parser)
    parser.add_argument("--port", type=_port, default=8001, help="port to listen on (default: 8001; 0: any free one)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument(
        "--base-url",
        type=_base_url,
        default="/",
        metavar="PATH",
        help="path under which another server offers the site, such as /imcwp/ (default: /)",
    )
    parser.add_argument("--open", action="store_true", help="open it in the browser")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    require("serve", "datasette")
    from imcwp_data.serve import serve

    serve(
        chosen_release(arguments.release),
        host=arguments.host,
        port=arguments.port,
        open_browser=arguments.open,
        base_url=arguments.base_url,
    )
    return 0


def _base_url(text: str) -> str:
    if not text.startswith("/") or any(c.isspace() or c in "?#" for c in text):
        raise argparse.ArgumentTypeError(f"{text!r} is no path: give one such as /imcwp/")
    return text if text.endswith("/") else text + "/"


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 to 65535")
    return int(text)
