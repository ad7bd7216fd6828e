"""A build takes its memory from the system unless its user wants otherwise, and keeps nothing beyond a stage."""

import os
import subprocess
import sys

import pytest

from imcwp_data.memory import give_back, kept_for_a_stage

_POOL = """
from imcwp_data.memory import take_from_system
take_from_system()
import pyarrow
print(pyarrow.default_memory_pool().backend_name)
"""


@pytest.mark.parametrize(("wanted", "used"), [(None, "system"), ("system", "system"), ("mimalloc", "mimalloc")])
def test_the_allocator_is_the_systems_or_the_users(wanted, used):
    import pyarrow as pa

    if used not in pa.supported_memory_backends():
        pytest.skip(f"this pyarrow is built without {used}")
    variables = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    variables |= {"ARROW_DEFAULT_MEMORY_POOL": wanted} if wanted else {}
    done = subprocess.run([sys.executable, "-c", _POOL], env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [used]


def test_what_a_stage_asks_for_is_made_once_and_forgotten_after_it():
    made = []

    @kept_for_a_stage
    def decided(path: str) -> str:
        made.append(path)
        return path.upper()

    assert [decided("a"), decided("a")] == ["A", "A"]
    assert made == ["a"]
    give_back()
    assert decided("a") == "A"
    assert made == ["a", "a"]


_PANDAS = """
from imcwp_data.memory import leave_pandas_out
leave_pandas_out()
import sys
import pyarrow as pa
pa.array([1, 2])
print("pandas" in sys.modules)
"""


def test_arrow_loads_no_pandas_in_a_process_of_a_build():
    done = subprocess.run([sys.executable, "-c", _PANDAS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
