"""A disk with no room left is told before anything else."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from chungtay.lib.folders import full_disk


@pytest.mark.parametrize(("free", "full"), [(10_000_000, True), (900_000_000, False)])
def test_full_disk(free: int, full: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    told = full_disk(tmp_path)
    assert (told is not None) == full
    assert told is None or "đã đầy (còn 10 MB)" in told.vi
