"""A backup comes back whole into an empty database, and in no other way."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from chungtay.lib.problems import Problem
from chungtay.postgres import database_url
from chungtay.postgres.backup import backup, restore

ROWS = 20_000


@pytest.fixture
def pair() -> Iterator[tuple[str, str]]:
    """A small database with something in it, and an empty one; both gone afterwards."""
    here = urlsplit(database_url())
    names = ("backup_from", "backup_to")
    with psycopg.connect(here.geturl(), autocommit=True) as owner:
        for name in names:
            owner.execute(f"DROP DATABASE IF EXISTS {name}")  # type: ignore[arg-type]
            owner.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        urls = [here._replace(path=f"/{name}").geturl() for name in names]
        with psycopg.connect(urls[0]) as made:
            made.execute("CREATE TABLE t (id int PRIMARY KEY, word text)")
            made.execute(
                "INSERT INTO t SELECT n, 'Đặng H’Linh ' || n || md5(n::text)"
                f" FROM generate_series(1, {ROWS}) n"  # type: ignore[arg-type]
            )
        yield urls[0], urls[1]
        for name in names:
            owner.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text("một khóa đủ dài để giữ\n")
    return path


def rows(url: str) -> int:
    with psycopg.connect(url) as asked:
        found = asked.execute("SELECT to_regclass('t') IS NOT NULL").fetchone()
        if not found or not found[0]:
            return 0
        counted = asked.execute("SELECT count(*) FROM t WHERE word LIKE 'Đặng H’Linh%'").fetchone()
        return int(counted[0]) if counted else 0


def test_it_comes_back_and_tells_nothing_on_the_way(
    pair: tuple[str, str], tmp_path: Path, key: Path
) -> None:
    full, empty = pair
    file = tmp_path / "copy"
    assert backup(full, file, key) == file.stat().st_size
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"PGDMP" not in file.read_bytes()
    restore(empty, file, key)
    assert rows(empty) == ROWS


def test_a_database_that_holds_anything_is_not_written_over(
    pair: tuple[str, str], tmp_path: Path, key: Path
) -> None:
    full, _empty = pair
    file = tmp_path / "copy"
    backup(full, file, key)
    with pytest.raises(Problem, match="đang có dữ liệu"):
        restore(full, file, key)


def test_what_is_cut_altered_or_of_another_key_restores_nothing(
    pair: tuple[str, str], tmp_path: Path, key: Path
) -> None:
    full, empty = pair
    file, other = tmp_path / "copy", tmp_path / "other"
    backup(full, file, key)
    other.write_text("một khóa khác hẳn, cũng dài")
    whole = file.read_bytes()
    middle = len(whole) // 2
    altered = whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :]
    for content, with_key, told in (
        (whole[:-100], key, "bị cắt cụt hoặc bị sửa|không mở|Không mở"),
        (altered, key, "Không mở được|bị sửa"),
        (whole, other, "sai khóa"),
        (b"PGDMP" + whole, key, "không phải bản sao"),
    ):
        file.write_bytes(content)
        with pytest.raises(Problem, match=told):
            restore(empty, file, with_key)
        assert rows(empty) == 0


def test_a_standing_file_and_a_short_key_are_refused(
    pair: tuple[str, str], tmp_path: Path, key: Path
) -> None:
    file, short = tmp_path / "copy", tmp_path / "short"
    file.write_text("của người khác")
    short.write_text("123")
    with pytest.raises(Problem, match="Đã có tệp"):
        backup(pair[0], file, key)
    with pytest.raises(Problem, match="quá ngắn"):
        backup(pair[0], tmp_path / "new", short)
    assert file.read_text() == "của người khác"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy", "key", "short"]
