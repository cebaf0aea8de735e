"""The server lives exactly as long as it has clients, whatever is killed."""

import os
import signal
from pathlib import Path

import pytest

from tests.postgres.conftest import Client, answer, assert_nothing_runs, postmaster

SERVER = "SELECT pg_postmaster_start_time()"


def test_four_first_clients_at_once_share_one_server(client: Client, place: Path) -> None:
    answers = {answer(process) for process in [client(SERVER) for _ in range(4)]}
    assert len(answers) == 1
    assert answers != {""}


def test_nothing_runs_after_the_only_client_is_killed(client: Client, place: Path) -> None:
    process = client(SERVER)
    assert answer(process)
    process.kill()
    process.communicate()
    assert_nothing_runs(place)


def test_server_stays_while_one_client_is_left(client: Client, place: Path) -> None:
    first, second = client(SERVER), client(SERVER)
    assert answer(first) == answer(second)
    first.communicate()
    server = postmaster(place)
    assert answer(client(SERVER))
    assert postmaster(place) == server


def test_killed_server_comes_back_with_its_rows_on_its_port(client: Client, place: Path) -> None:
    rows = "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n"
    assert answer(client(rows)) == "done"
    port = (place / "port").read_text()
    os.kill(postmaster(place), signal.SIGKILL)
    assert answer(client("SELECT count(*) FROM t")) == "1000"
    assert (place / "port").read_text() == port


def test_half_made_data_folder_is_never_taken_for_whole(client: Client, place: Path) -> None:
    (place / "data.half").mkdir(parents=True)
    place.chmod(0o711)
    (place / "data.half" / "PG_VERSION").write_text("18")
    assert answer(client(SERVER))
    assert [folder.name for folder in place.glob("data*")] == ["data"]


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds the watcher in /proc")
def test_killed_watcher_is_replaced_by_the_next_client(client: Client, place: Path) -> None:
    assert answer(client(SERVER))
    os.kill(_watcher(place), signal.SIGKILL)
    assert answer(client(SERVER))
    assert _watcher(place)


def test_role_owns_its_database_but_is_no_superuser(client: Client) -> None:
    rights = "SELECT rolcreatedb AND NOT rolsuper FROM pg_roles WHERE rolname = current_user"
    assert answer(client(rights)) == "True"


def test_both_extensions_are_there(client: Client) -> None:
    count = "SELECT count(*) FROM pg_extension WHERE extname IN ('btree_gist', 'pg_trgm')"
    assert answer(client(count)) == "2"


def _watcher(place: Path) -> int:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if "chungtay.postgres.watch" in words and str(place) in words:
            return int(folder.name)
    raise AssertionError("no watcher")
