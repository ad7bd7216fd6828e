"""Workers that get ready while the build looks at what there is to read; of itself it loads next to nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from imcwp_data.build_options import PROCESSES_FROM, BuildOptions, folder_of
from imcwp_data.engine.engines import cores
from imcwp_data.engine.keeper import may_fork

if TYPE_CHECKING:
    from imcwp_data.engine.kept_workers import KeptWorkers
    from imcwp_data.engine.local_cluster import LocalWorkers
    from imcwp_data.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Ready:
    """Workers that get ready: for a Dask cluster on this machine, or for the process engine."""

    local: LocalWorkers | None = None
    kept: KeptWorkers | None = None


@contextmanager
def getting_ready(seeds: Path | str, out: Path, vocabulary: Path | None, options: BuildOptions) -> Iterator[Ready]:
    """Give the workers that a build will need, as far as that is known before its texts are looked at; arguments as
    for `build`.

    Where a release stands and what was read is kept, most likely there is little to read, or nothing.
    """
    if options.engine == "dask" and options.scheduler is None:
        from imcwp_data.engine.local_cluster import LocalWorkers

        folder = vocabulary and vocabulary.absolute()
        with LocalWorkers(options.workers or cores(), partial(_load_for_cluster, folder)) as local:
            yield Ready(local=local)
    elif (options.cache is None or not out.exists()) and (
        options.engine == "processes" or (options.engine is None and _has_many_texts(seeds))
    ):
        with kept_to_read(vocabulary) as ready:
            yield ready
    else:
        yield Ready()


@contextmanager
def kept_to_read(folder: Path | None, vocabulary: Vocabulary | None = None) -> Iterator[Ready]:
    """Give workers that get ready to read for the process engine, where processes are forked.

    ``vocabulary`` are the vocabularies of the folder where they are loaded already.
    """
    if not may_fork():
        yield Ready()
        return
    from imcwp_data.engine.kept_workers import KeptWorkers

    with KeptWorkers(partial(_load_to_read, folder, vocabulary)) as kept:
        yield Ready(kept=kept)


def _has_many_texts(seeds: Path | str) -> bool:
    """Tell whether the texts of a folder are so many that workers read them, by looking at no more than needed."""
    folder = folder_of(seeds)
    count = 0
    for _, folders, files in os.walk(folder) if folder is not None else ():
        count += sum(name.lower().endswith(".txt") and not name.startswith(".") for name in files)
        if count >= PROCESSES_FROM:
            return True
        folders[:] = [name for name in folders if not name.startswith(".")]
    return False


def _load_to_read(folder: Path | None, vocabulary: Vocabulary | None) -> None:
    from imcwp_data.engine.tasks import load_to_read

    load_to_read(folder, vocabulary)


def _load_for_cluster(folder: Path | None) -> None:
    from imcwp_data.engine.tasks import load_for_cluster

    load_for_cluster(folder)
