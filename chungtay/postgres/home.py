"""The folder that holds one server: data, password, port and locks."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from chungtay.lib.folders import var_folder
from chungtay.postgres.account import Account, account_for
from chungtay.postgres.problem import DatabaseProblem
from chungtay.postgres.programs import copied, major, programs

# Where root keeps the data when the server's account cannot enter the checkout.
ELSEWHERE = (Path("/var/lib/chungtay"), Path("/var/tmp/chungtay"))  # noqa: S108 (see _places)


@dataclass(frozen=True)
class Home:
    folder: Path
    found: Path
    """The PostgreSQL programs as installed; `bin` is where the server's account can run them."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def account(self) -> Account:
        return account_for(self.data)

    @property
    def bin(self) -> Path:
        tried = self.account.run([self.found / "initdb", "--version"], cwd=self.folder)
        return self.found if tried.returncode == 0 else copied(self.found, self.folder)

    @property
    def port(self) -> int:
        return int((self.folder / "port").read_text())

    @property
    def url(self) -> str:
        """The owner's address."""
        return self._url("chungtay", "password")

    @property
    def web_url(self) -> str:
        """The address of the role that answers requests."""
        return self._url("chungtay_web", "password-web")

    def _url(self, role: str, kept: str) -> str:
        password = (self.folder / kept).read_text().strip()
        return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/chungtay"

    def lock(self, name: str) -> Path:
        return self.folder / f"{name}.lock"


def find_home() -> Home:
    """The home for the programs at hand: where data lie already, else the first usable place."""
    found = programs()
    places = _places(f"postgres-{major(found)}")
    settled = [place for place in places if _has_data(place)]
    for place in settled or places:
        if _usable(place):
            return Home(place, found)
    raise _nowhere((settled or places)[0])


def _places(name: str) -> list[Path]:
    if os.geteuid() != 0:
        return [var_folder() / name]
    key = hashlib.sha256(str(var_folder()).encode()).hexdigest()[:12]
    # /var/tmp is open to all: a folder that another account has put there is not ours to use.
    safe = [place for place in ELSEWHERE if not os.path.lexists(place) or place.lstat().st_uid == 0]
    return [var_folder() / name, *(place / key / name for place in safe)]


def _has_data(place: Path) -> bool:
    try:
        return (place / "data" / "PG_VERSION").exists()
    except PermissionError:
        return True  # someone else's data: _usable() will refuse it, never a second database


def _usable(place: Path) -> bool:
    try:
        made = _make(place)
        ours = place.stat().st_uid == os.geteuid() or (os.geteuid() == 0 and _has_data(place))
        if ours and os.access(place, os.W_OK) and account_for(place / "data").may_work_in(place):
            return True
        if made:
            place.rmdir()
    except OSError:
        pass  # the next place is tried; find_home() raises when none is left
    return False


def _make(place: Path) -> bool:
    """Create `place`; root's are passable for the server's account, existing folders stay as is."""
    if place.exists():
        return False
    _make(place.parent)
    place.mkdir(exist_ok=True)
    place.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return True


def _nowhere(place: Path) -> DatabaseProblem:
    return DatabaseProblem(
        f"Không dùng được thư mục dữ liệu {place}: tài khoản đang chạy không vào hoặc không ghi"
        " được; hãy chạy bằng tài khoản đã tạo ra thư mục, hoặc đặt biến CHUNGTAY_VAR.",
        f"The data folder {place} cannot be used: the account running this cannot enter or write"
        " it; run as the account that made it, or set CHUNGTAY_VAR.",
    )
