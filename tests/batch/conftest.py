"""What reads rows is tested both ways: one by one, and many at a time with numpy."""

from collections.abc import Iterator
from typing import Final

import pytest

from cse_check.batch import quick

BOTH_WAYS: Final = {
    "test_batch_exporters",
    "test_batch_lines",
    "test_batch_mapping",
    "test_batch_order",
    "test_batch_reader",
    "test_mapping_cells",
    "test_mapping_forms",
}
"""The modules whose tests hand rows to the reader; of these, the slow ones go one way."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have the tests of some modules run twice."""
    slow = any(mark.name == "slow" for mark in metafunc.definition.iter_markers())
    if metafunc.module.__name__.rpartition(".")[2] in BOTH_WAYS and not slow:
        metafunc.parametrize("way", ["strict", "fast"], indirect=True, scope="module")


@pytest.fixture(scope="module", autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Read all files many rows at a time, however small they are, where that is asked for."""
    with pytest.MonkeyPatch.context() as patch:
        if getattr(request, "param", "") == "fast":
            patch.setattr(quick, "WORTH_IT", 0)
        yield
