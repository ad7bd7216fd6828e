from __future__ import annotations

import pandas as pd

from benchmarks.loading import large_release
from benchmarks.peers import environment
from imcwp_data import load
from imcwp_data.schema import arrow_schema, load_schemas


def test_the_large_tables_have_all_columns_of_a_release_in_both_forms(tmp_path):
    folder = large_release(tmp_path, 200)
    for path in sorted((folder / "csv").iterdir()):
        schema = load_schemas()[path.stem]
        table = load(schema.name, folder=folder, as_="arrow")
        assert table.schema.equals(arrow_schema(schema))
        frame = pd.read_csv(path, usecols=[schema.columns[0]])
        assert frame[schema.columns[0]].tolist() == table.column(0).to_pylist()
        required = [field.name for field in schema.fields if field.required]
        assert not any(table.column(name).null_count for name in required)
        for field in schema.fields:
            if field.enum:
                assert set(table.column(field.name).to_pylist()) <= {None, *field.enum}


def test_only_what_is_timed_by_processor_time_is_held_to_one_thread(monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert environment()["OMP_NUM_THREADS"] == "1"
    assert "OMP_NUM_THREADS" not in environment(one_thread=False)
