"""What is wrong with tables: single faults, and the report that counts all and describes the first of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from imcwp_data.errors import ValidationError

DESCRIBED_PER_CHECK = 20
DESCRIBED_PER_MESSAGE = 50
_LONGEST_VALUE = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    ``row`` counts the rows of the table (and of its CSV file, below the header) from 1, or, where the table lies in
    several files, those of ``file``; ``key`` is the row's primary key, its parts joined by ``|``. ``message`` says what
    is wrong and what to do; ``str(fault)`` adds where.
    """

    table: str
    rule: str
    message: str
    row: int | None = None
    key: str | None = None
    column: str | None = None
    value: object = None
    file: str | None = None

    def __str__(self) -> str:
        where = [self.file or self.table]
        if self.row is not None:
            where.append(f"row {self.row}" + (f" ({self.key})" if self.key else ""))
        if self.column is not None:
            where.append(f"column {self.column}")
        return f"{', '.join(where)}: {self.message} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of checks: how many faults there are in all, and the first of each check described."""

    faults: tuple[Fault, ...] = ()
    total: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.total == 0

    def __str__(self) -> str:
        if self.ok:
            return "No faults."
        lines = [str(fault) for fault in self.faults[:DESCRIBED_PER_MESSAGE]]
        hidden = self.total - len(lines)
        if hidden:
            lines.append(f"… and {hidden} more.")
        return "\n".join(lines)

    def raise_if_faulty(self) -> None:
        """Raise ValidationError with the faults, one a line, if there are any."""
        if not self.ok:
            count = "1 fault" if self.total == 1 else f"{self.total} faults"
            raise ValidationError(f"The tables have {count}; nothing was published.\n{self}")

    def in_files(self, file_of: Callable[[str], str]) -> Report:
        """Return the report with the file of each fault's table named where none is yet."""
        return self.placed(lambda fault: replace(fault, file=file_of(fault.table)))

    def placed(self, place: Callable[[Fault], Fault]) -> Report:
        """Return the report with each fault that names no file yet as ``place`` gives it."""
        return Report(tuple(fault if fault.file else place(fault) for fault in self.faults), self.total)


def one_fault(fault: Fault) -> Report:
    """Return a report of a single fault."""
    return Report((fault,), 1)


def combined(reports: Iterable[Report]) -> Report:
    """Return one report of several, in their order: all faults counted, the first of each check described.

    A check is told by table, rule, column and file, so that reports on the parts of a table become one.
    """
    found: dict[tuple[str, str, str | None, str | None], list[Fault]] = {}
    total = 0
    for report in reports:
        total += report.total
        for fault in report.faults:
            listed = found.setdefault((fault.table, fault.rule, fault.column, fault.file), [])
            if len(listed) < DESCRIBED_PER_CHECK:
                listed.append(fault)
    return Report(tuple(fault for listed in found.values() for fault in listed), total)


def faulty(check: Callable[..., Iterable[Report]], *arguments: Any) -> list[Report]:
    """Check, and return the reports that tell of faults."""
    return [report for report in check(*arguments) if not report.ok]


def shown(value: object) -> str:
    """Return a value for a message, shortened where it is long."""
    if value is None:
        return "null"
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
