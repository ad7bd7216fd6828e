"""A Dask cluster that is not what it should be: the build says so, and does not wait for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from imcwp_data.build_options import BuildOptions
from imcwp_data.engine import dask, same
from imcwp_data.engine.dask import ClusterLostError, DaskEngine
from imcwp_data.engine.engines import RemoteFaultError, WorkerLostError, open_engine
from imcwp_data.engine.same import OtherPackageError, package_told
from imcwp_data.pipeline import build


@pytest.fixture
def cluster() -> Iterator[Any]:
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50) as started:
        yield started


def _wait(number: int) -> int:
    time.sleep(0.5)
    return number


def _break(number: int) -> int:
    return 1 // number


def _folder(_: int) -> str:
    return str(Path.cwd())


def test_workers_with_another_version_of_the_package_are_refused(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same, "package_told", lambda: package_told() | {"pyarrow": "1.2.3"})
    with (
        open_engine("dask", 1, cluster.scheduler_address) as engine,
        pytest.raises(OtherPackageError, match=r"has pyarrow .*, this build has 1\.2\.3"),
    ):
        list(engine.map(_wait, [1]))


def test_a_fault_of_ours_brings_the_workers_traceback(cluster: Any) -> None:
    with open_engine("dask", 1, cluster.scheduler_address) as engine, pytest.raises(RemoteFaultError, match="_break"):
        list(engine.map(_break, [0]))


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "_MOST_SECONDS_ALONE", 0.2)
    monkeypatch.setattr(dask, "_SECONDS_BETWEEN", 0.1)
    with LocalCluster(n_workers=0, dashboard_address=None, silence_logs=50) as empty:
        address = empty.scheduler_address
        with (
            open_engine("dask", 1, address) as engine,
            pytest.raises(ClusterLostError, match=f"--scheduler {address}: .* has had no worker"),
        ):
            list(engine.map(_wait, [1]))


def test_a_scheduler_that_goes_away_is_told(cluster: Any) -> None:
    with open_engine("dask", 1, cluster.scheduler_address) as engine:
        results = engine.map(_wait, range(40))
        assert next(results) == 0
        threading.Timer(0.1, cluster.close).start()
        with pytest.raises(ClusterLostError, match="the connection to the Dask scheduler was lost"):
            list(results)


def test_paths_mean_the_same_for_workers_in_another_folder(
    cluster: Any, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "texts").mkdir()
    text = next(iter(sorted(seeds.glob("*.txt"))))
    (tmp_path / "texts" / text.name).write_bytes(text.read_bytes())
    monkeypatch.chdir(tmp_path)
    with open_engine("dask", 1, cluster.scheduler_address) as engine:
        assert list(engine.map(_folder, [1])) != [os.getcwd()]  # noqa: PTH109
    options = BuildOptions("dask", scheduler=cluster.scheduler_address, cache=Path("cache"))
    summary = build("texts", Path("release"), options=options)
    assert (summary.texts, summary.read) == (1, 1)


class _Fetched:
    """A future that is done, but whose result was on a worker that ended before it was fetched."""

    status = "finished"

    def __init__(self) -> None:
        self.asked = 0

    def result(self, timeout: float) -> str:
        self.asked += 1
        if self.asked == 1:
            raise TimeoutError(f"timed out after {timeout:g} s.")
        return "made again"


class _Client:
    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        return {"workers": {"one": {}}}


def test_a_result_that_ended_with_its_worker_is_waited_for() -> None:
    engine = DaskEngine(1)
    engine._client = _Client()
    assert engine._result("a task", _Fetched(), _Blamed) == "made again"


class _Blamed:
    """A future of a task that its worker held three times when another one ended it."""

    def result(self, timeout: float) -> str:
        from distributed import KilledWorker

        raise KilledWorker("a task", None, 2)


def test_a_task_that_is_blamed_for_another_one_is_given_again() -> None:
    engine = DaskEngine(1)
    engine._client = _Client()
    assert engine._result("a task", _Blamed(), _Fetched) == "made again"
    with pytest.raises(WorkerLostError, match="a task: the worker that held it ended"):
        engine._result("a task", _Blamed(), _Blamed)


def test_a_time_out_of_a_task_is_told_as_it_is(cluster: Any) -> None:
    with DaskEngine(2, cluster.scheduler_address) as engine, pytest.raises(TimeoutError, match="the disk"):
        list(engine.map(_time_out, [1]))


def _time_out(number: int) -> int:
    raise TimeoutError("the disk")
