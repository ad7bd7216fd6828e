"""Errors that are a user's to mend. Each says where (file, row or line, column), what is wrong, and what to do.

The command line prints them as one line without a traceback and exits with 1; any other exception is a fault of this
package and keeps its traceback.
"""

from __future__ import annotations


class ImcwpError(Exception):
    """Base of all errors that a user can mend."""


class SourceError(ImcwpError):
    """A source text cannot be read."""


class VocabularyError(ImcwpError):
    """A vocabulary file is missing or has a mistake."""


class SchemaError(ImcwpError):
    """A table schema is missing or has a mistake."""


class ReleaseError(ImcwpError):
    """A release is missing, incomplete or cannot be written."""


class ValidationError(ImcwpError):
    """Tables break their schemas; the message lists the faults, one a line."""


class QueryError(ImcwpError):
    """A question to the release cannot be answered: unknown table or column, or wrong SQL."""


class MissingExtraError(ImcwpError):
    """A command needs an optional dependency that is not installed."""


class AnswerKeyError(ImcwpError):
    """An answer key is missing or has a mistake."""


class WorkFileError(ImcwpError):
    """A file or folder of work in progress cannot be written."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)

    def __str__(self) -> str:
        path, reason = self.args
        return (
            f"{path}: work in progress cannot be written there ({reason}). Check the permissions and the free space, "
            "or name another folder: --cache for what is kept between builds (with --no-cache, TMPDIR), --out for the "
            "release."
        )


class DamagedFileError(ImcwpError):
    """A file of work in progress is not what was written into it, or is gone; `path` is where it lay."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return (
            f"{self.path}: the file was changed or damaged after it was written, or removed. Build again; where it "
            "happens again, check the disk, or keep the cache on another one (--cache)."
        )
