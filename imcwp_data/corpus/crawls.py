"""The pages of a WET file: what a crawl kept of their text, without mark-up, as WARC records.

A record tells how long its text is. Where it does not, or not truly, the text of a page would be cut short or would
hold other pages, and so it is an error; so is a file that ends in the middle.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from imcwp_data.corpus.record import Record, day_of, is_web_address, told
from imcwp_data.errors import MissingExtraError, SourceError

_LONGEST_ADDRESS_IN_ID = 80
_LENGTH = re.compile(r"[0-9]{1,15}")


def pages(address: str, name: str, file: IO[bytes]) -> Iterator[Record]:
    """Yield the pages of a WET file of this name, but for those without any text. Raises SourceError."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError(
            f"{address}: warcio reads crawls and is not installed. Install it with: pip install 'imcwp-data[crawl]'"
        ) from error
    seen: Counter[str] = Counter()
    # Without looking into what a record holds, so that its length is that of all of it.
    archive = ArchiveIterator(file, no_record_parse=True)
    number, place = 0, ""
    try:
        for record in archive:
            _check_end(archive, address, place)
            number += 1
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            place = f"record {number}" + (f" ({told(url)})" if url else "")
            data = _content(record, f"{address}, {place}")
            if record.rec_type != "conversion" or not data.strip():
                continue
            seen[url] += 1
            yield _page(name, url, seen[url], record.rec_headers.get_header("WARC-Date") or "", data)
        _check_end(archive, address, place)
    except ArchiveLoadFailed as error:
        where = f"{address}, after {place}" if number else address
        raise SourceError(f"{where}: is no WET file that can be read ({told(error)}); fetch it anew") from error


def _page(name: str, url: str, time: int, day: str, data: bytes) -> Record:
    # An address that was fetched several times is so many pages.
    again = (f"-{time}", f" ({time})") if time > 1 else ("", "")
    publication = {"url": url if is_web_address(url) else None, "retrieved": day_of(day)}
    return Record(_page_name(url) + again[0], f"{name}#{url}{again[1]}", data, publication)


def _content(record: Any, where: str) -> bytes:
    length = record.rec_headers.get_header("Content-Length") or ""
    if not _LENGTH.fullmatch(length):
        found = f"tells {told(length)!r} as its length" if length else "does not tell its length (Content-Length)"
        raise SourceError(f"{where}: {found}, so that the end of its text is not known; fetch the file anew")
    data: bytes = record.raw_stream.read()
    if len(data) < int(length):
        raise SourceError(
            f"{where}: the file ends in the middle of it, after {len(data)} of {length} bytes; fetch the file anew"
        )
    return data


def _check_end(archive: Any, address: str, place: str) -> None:
    """Raise SourceError where a record did not end where its length says."""
    if archive.err_count:
        raise SourceError(
            f"{address}, {place}: does not end where its length (Content-Length) says, so that its text may be "
            "cut short; fetch the file anew"
        )


def _page_name(url: str) -> str:
    """Return an id for the page at an address: its beginning, to be read by people, and a hash, to be of it alone."""
    short = re.sub(r"^[a-z]+://(?:www\.)?", "", url)[:_LONGEST_ADDRESS_IN_ID]
    return f"{short}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
