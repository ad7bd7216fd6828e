"""Answer keys: found in a folder, read with their texts, and checked before anything is counted by them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imcwp_data.corpus.read import read_file
from imcwp_data.errors import AnswerKeyError
from imcwp_data.evaluation.key_check import mistakes_of
from imcwp_data.evaluation.key_format import KEY_LISTS
from imcwp_data.model import Source

_SHOWN_MISTAKES = 20


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What a reader of a text found in it: the text's source, and rows by the names of the key's lists.

    ``unseen``: nobody has mended the reader by this text, so that what is measured on it holds for texts of others.
    """

    source: Source
    rows: Mapping[str, tuple[Mapping[str, Any], ...]]
    unseen: bool = False


def read_keys(gold: Path, seeds: Path | None) -> tuple[AnswerKey, ...]:
    """Return the answer keys of a folder with their texts, in the order of the keys' file names.

    A key is a ``*.json`` file whose object has a field ``source``: the name of a text that stands beside it, or in
    ``seeds``. Other files are left alone. Raises AnswerKeyError, one line a mistake, naming the file and the line or
    the row and field, and SourceError for a text that cannot be read.
    """
    if not gold.is_dir():
        raise AnswerKeyError(f"{gold}: there is no such folder; give a folder that holds answer keys (*.json)")
    keys: list[AnswerKey] = []
    first: dict[str, Path] = {}
    mistakes: list[str] = []
    for path in sorted(gold.glob("*.json")):
        try:
            content = _content(path)
            if content is None:
                continue
            name = _source_name(content, path)
            if name in first:
                raise AnswerKeyError(
                    f"{path}, field source: {first[name].name} is a key of {name} too; keep one of them"
                )
            first[name] = path
            source = read_file(_folder_of(name, path, seeds), name)
        except AnswerKeyError as error:
            mistakes.append(str(error))
            continue
        found = [f"{path}, {mistake}" for mistake in mistakes_of(content, name, source.text)]
        mistakes.extend(found)
        if not found:
            rows = {name: tuple(content[name]) for name in KEY_LISTS}
            keys.append(AnswerKey(source, rows, content.get("unseen") is True))
    if mistakes:
        more = len(mistakes) - _SHOWN_MISTAKES
        raise AnswerKeyError("\n".join([*mistakes[:_SHOWN_MISTAKES], *([f"... and {more} more"] if more > 0 else [])]))
    if not keys:
        raise AnswerKeyError(
            f"{gold}: the folder holds no answer key; give a folder with keys (*.json files with a field source)"
        )
    return tuple(keys)


def _content(path: Path) -> dict[str, Any] | None:
    """Return the object of a JSON file, None where it is no answer key."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_object)
    except OSError as error:
        raise AnswerKeyError(f"{path}: the file cannot be read ({error.strerror}); mend its permissions") from None
    except UnicodeDecodeError as error:
        raise AnswerKeyError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise AnswerKeyError(
            f"{path}, line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}); mend it there"
        ) from None
    except _RepeatedField as error:
        raise AnswerKeyError(f"{path}: a field {error.args[0]!r} stands twice in one row; keep one of them") from None
    except RecursionError:
        raise AnswerKeyError(f"{path}: brackets are nested too deep for an answer key; mend the file") from None
    if not isinstance(content, dict):
        return None
    if "source" in content:
        return content
    lists = sum(isinstance(content.get(name), list) for name in KEY_LISTS)
    if lists == len(KEY_LISTS):
        raise AnswerKeyError(f"{path}, field source: is missing; name the text that the key is of")
    return None


class _RepeatedField(Exception):
    """A field stands twice in one object, so that one value would be lost without a word."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name in made:
            raise _RepeatedField(name)
        made[name] = value
    return made


def _source_name(content: Mapping[str, Any], path: Path) -> str:
    name = content["source"]
    if not isinstance(name, str) or name != Path(name).name or not name.lower().endswith(".txt"):
        raise AnswerKeyError(f"{path}, field source: {name!r} is no name of a text; write one such as {path.stem}.txt")
    return name


def _folder_of(name: str, path: Path, seeds: Path | None) -> Path:
    folders = [path.parent, *([seeds] if seeds is not None else [])]
    for folder in folders:
        if (folder / name).is_file():
            return folder
    places = " or ".join(map(str, folders))
    raise AnswerKeyError(
        f"{path}, field source: there is no {name} in {places}; put the text there or correct the name"
    )
