"""The texts of zip and tar archives, and the files beside them that tell of them."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, MutableMapping
from pathlib import PurePosixPath
from typing import IO

from imcwp_data.corpus.opened import compression_of, decompressed
from imcwp_data.corpus.record import Record, told
from imcwp_data.errors import SourceError

TAR_ENDINGS = (".tar", ".tgz", ".tbz2", ".txz", ".tzst")
# What may stand beside texts, and says something of them.
BESIDE = ("sources.csv", "corrections.csv")
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError)


def zipped_texts(address: str, file: IO[bytes], beside: MutableMapping[str, bytes]) -> Iterator[Record]:
    """Yield the texts of a zip archive; put the files beside them into ``beside``. Raises SourceError."""
    name = ""
    try:
        with zipfile.ZipFile(file) as archive:
            for name in sorted(archive.namelist()):
                if is_text(name):
                    yield Record(PurePosixPath(name).stem, name, archive.read(name))
                elif is_beside(name):
                    beside[name] = archive.read(name)
    except _ZIP_FAULTS as error:
        where = f"{address}, {name}" if name else address
        raise SourceError(f"{where}: is no zip archive that can be read ({told(error)}); make it anew") from error


class _Member(tarfile.TarInfo):
    """A member of an archive; one that cannot be read is an error, and so is an archive without an end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Member:
        """Return the next member."""
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            # Two blocks of zeros are the end, which is told as such an error. Of the others `tarfile` takes all but
            # those of the first member for the end too, and members behind them would be missing in silence.
            if type(error).__name__ == "EOFHeaderError":
                raise
            cut = type(error).__name__ in ("EmptyHeaderError", "TruncatedHeaderError")
            raise tarfile.ReadError("it is cut off" if cut else str(error)) from error


def tarred_texts(address: str, file: IO[bytes], beside: MutableMapping[str, bytes]) -> Iterator[Record]:
    """Yield the texts of a tar archive, however it is compressed; files beside them as for `zipped_texts`."""
    plain = decompressed(file, compression_of(file), address)
    try:
        with tarfile.open(fileobj=plain, mode="r|", tarinfo=_Member) as archive:
            for member in archive:
                name = member.name
                if not is_text(name) and not is_beside(name):
                    continue
                if member.islnk() or member.issym():
                    raise SourceError(
                        f"{address}, {name}: is a link to {member.linkname}, not a text; "
                        "make the archive with the files themselves (tar --dereference --hard-dereference)"
                    )
                if not member.isfile():
                    continue
                held = archive.extractfile(member)
                assert held is not None
                data = held.read()
                if is_text(name):
                    yield Record(PurePosixPath(name).stem, name, data)
                else:
                    beside[name] = data
    except (tarfile.TarError, EOFError) as error:
        raise SourceError(f"{address}: is no tar archive that can be read ({told(error)}); make it anew") from error


def is_text(name: str) -> bool:
    """Tell whether a file of an archive or a folder is a text."""
    path = PurePosixPath(name)
    return path.suffix.lower() == ".txt" and not name.endswith("/") and not _is_hidden(path)


def is_beside(name: str) -> bool:
    """Tell whether a file of an archive or a folder says something of texts."""
    path = PurePosixPath(name)
    return path.name in BESIDE and not _is_hidden(path)


def _is_hidden(path: PurePosixPath) -> bool:
    return any((part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in path.parts)
