"""Texts that cannot be read, left out of a build and listed with the reason, where that is asked for.

Among the pages of a crawl some are no text, or are in an encoding that nobody told; one of them need not stop the
build. What tells that more is wrong than a text (an archive that is cut off, a file that may not be read or that
changes) stops it all the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from imcwp_data.corpus.listing import Listed, Listing, decoded, listed_bytes
from imcwp_data.errors import ReleaseError, SourceError

_HEADER = "path,reason\n"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text that cannot be read: its path, as the table of sources would tell it, and what is wrong with it."""

    path: str
    reason: str


def readable(listing: Listing, address: str) -> tuple[Listing, tuple[LeftOut, ...]]:
    """Return a listing without the texts that cannot be read, and these, in the order of the listing.

    ``address`` names where they come from in messages. Raises SourceError where none can be read, or where it is not
    the text that is at fault.
    """
    kept: list[Listed] = []
    left_out: list[LeftOut] = []
    for listed in listing.sources:
        data = listed_bytes(listed)
        try:
            decoded(listed, data)
        except SourceError as error:
            left_out.append(LeftOut(listed.path, str(error)))
        else:
            kept.append(listed)
    if not kept:
        raise SourceError(
            f"{address}: none of its texts can be read ({len(left_out)}); the first: {left_out[0].reason}"
        )
    return replace(listing, sources=tuple(kept)), tuple(left_out)


def check_list(file: Path, release: Path) -> None:
    """Raise ReleaseError where a list of what was left out cannot stand.

    It is not written over a file of another kind, nor into a release, which is replaced.
    """
    if file.resolve().is_relative_to(release):
        raise ReleaseError(
            f"{file}: stands in the release, which is replaced; name a file outside of it (--unreadable)"
        )
    try:
        with file.open(encoding="utf-8", errors="replace") as there:
            is_list = there.readline() == _HEADER
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(file, error) from error
    if not is_list:
        raise ReleaseError(
            f"{file}: is there already, and is no list of texts that were left out; name another file (--unreadable)"
        )


def write_list(left_out: Sequence[LeftOut], file: Path) -> None:
    """Write what was left out as CSV: ``path`` and ``reason``. Raises ReleaseError where the file cannot be written."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((one.path, one.reason) for one in left_out)
    try:
        file.write_text(_HEADER + text.getvalue(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> ReleaseError:
    return ReleaseError(f"{file}: cannot be written ({error.strerror or error}); name another file (--unreadable)")
