"""Files at addresses that fsspec opens, and what is compressed in them, read so that what goes wrong is said clearly.

Libraries for far places raise errors of their own kinds when they may not read, or when a connection breaks, and some
readers take the end of a file that was cut off for the end of what is in it. Therefore each read goes through a `File`.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from imcwp_data.corpus.record import told
from imcwp_data.errors import ImcwpError, MissingExtraError, SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# What a file's name ends with, and what the file begins with, by compression.
_ENDINGS = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}
_MAGIC = {"gzip": b"\x1f\x8b", "bz2": b"BZh", "xz": b"\xfd7zXZ\x00", "zstd": b"\x28\xb5\x2f\xfd"}
_BLOCK = 1 << 20


class File(io.RawIOBase):
    """A file for reading; whatever goes wrong is a SourceError that names the address."""

    def __init__(self, file: Any, address: str) -> None:
        super().__init__()
        self._file, self._address = file, address

    def readable(self) -> bool:
        """Return true."""
        return True

    def seekable(self) -> bool:
        """Tell whether the file below can be read in any order."""
        return bool(self._file.seekable())

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read bytes into a buffer; return how many."""
        view = memoryview(buffer)
        with address_faults(self._address):
            data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to another place in the file. Raises OSError for one that it does not have, as readers of archives try."""
        try:
            return int(self._file.seek(offset, whence))
        except OSError:
            raise
        except Exception as error:
            raise _cannot_be_read(self._address, error) from error

    def tell(self) -> int:
        """Return the place in the file."""
        return int(self._file.tell())

    def close(self) -> None:
        """Close the file below too."""
        if not self.closed:
            self._file.close()
        super().close()


@contextmanager
def address_faults(address: str) -> Iterator[None]:
    """Turn whatever an address's library raises into errors that name the address and say what to do."""
    try:
        yield
    except ImcwpError:
        raise
    except ImportError as error:
        raise MissingExtraError(f"{address}: {told(error)}. Install that library and build again.") from error
    except FileNotFoundError as error:
        reason = error.__cause__
        if reason is not None and not isinstance(reason, FileNotFoundError):
            # A server that refused, or that did not answer, is told as a file that is not there.
            raise _cannot_be_read(address, reason) from error
        raise SourceError(f"{address}: there is no such file or folder; correct the address") from error
    except Exception as error:
        raise _cannot_be_read(address, error) from error


def _cannot_be_read(address: str, error: BaseException) -> SourceError:
    return SourceError(
        f"{address}: cannot be read ({told(error)}); check that it is there, that it is whole, and that you may read it"
    )


def open_file(system: Any, root: str, address: str) -> IO[bytes]:
    """Open a file of a file system of fsspec's. Raises SourceError."""
    with address_faults(address):
        return io.BufferedReader(File(system.open(root, "rb"), address), _BLOCK)


def name_of(root: str) -> str:
    """Return the name of the file at an address as a file system of fsspec's knows it."""
    if root.startswith(("http://", "https://")):
        # What stands behind a question mark says who may read it, not what it is called.
        root = unquote(urlsplit(root).path)
    return PurePosixPath(root).name


def split_name(name: str) -> tuple[str, str | None]:
    """Return a file's name in lower case without the ending of its compression, and the compression's name."""
    lower = name.lower()
    ending = next((ending for ending in _ENDINGS if lower.endswith(ending)), None)
    return (lower.removesuffix(ending), _ENDINGS[ending]) if ending else (lower, None)


def compression_of(file: IO[bytes]) -> str | None:
    """Return the compression of what an open file begins with; None where there is none."""
    assert isinstance(file, io.BufferedReader)
    head = file.peek(8)
    return next((name for name, magic in _MAGIC.items() if head.startswith(magic)), None)


def decompressed(file: IO[bytes], compression: str | None, address: str) -> IO[bytes]:
    """Return what is in a compressed file; a file without compression as it is."""
    if compression is None:
        return file
    return io.BufferedReader(File(_OPENERS[compression](file), address), _BLOCK)


def _zstd(file: IO[bytes]) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(file, "zstd")


_OPENERS: dict[str, Callable[[IO[bytes]], Any]] = {
    "gzip": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zstd": _zstd,
}
