"""What cannot work is said in one Vietnamese sentence and one English one."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from chungtay.postgres import DatabaseProblem, cluster, database_url
from chungtay.postgres.home import Home
from chungtay.postgres.programs import programs

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@db.example/chungtay",
        "postgres://db.example:5433/chungtay",
        "postgresql:///chungtay?host=/run/postgresql",
    ],
)
def test_address_of_the_operator_is_used_as_it_is(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert database_url() == url


@pytest.mark.parametrize(
    ("url", "vi"),
    [
        ("mysql://u:hidden@h/d", "phải bắt đầu bằng postgresql://"),
        ("postgresql:///d", "thiếu tên máy chủ"),
        ("postgresql://u:hidden@h", "thiếu tên cơ sở dữ liệu"),
        ("postgresql://u:hidden@h:port/d", "không đọc được"),
        ("postgresql://[u:hidden@h/d", "không đọc được"),
    ],
)
def test_wrong_address_is_named_without_its_password(
    url: str, vi: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(DatabaseProblem, match=vi) as caught:
        database_url()
    assert len(str(caught.value).splitlines()) == 2
    assert "hidden" not in str(caught.value)


def test_missing_programs_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUNGTAY_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(DatabaseProblem, match="Không tìm thấy PostgreSQL"):
        programs()


def test_full_disk_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 20_000_000))
    with pytest.raises(DatabaseProblem, match="chỉ còn trống 20 MB"):
        cluster.create(Home(tmp_path, programs()))
    assert not list(tmp_path.iterdir())


def test_data_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr("chungtay.postgres.home.ELSEWHERE", ())
    (tmp_path / "var").write_text("a file, not a folder")
    monkeypatch.setenv("CHUNGTAY_VAR", str(tmp_path / "var"))
    with pytest.raises(DatabaseProblem, match="Không dùng được thư mục dữ liệu"):
        database_url()
