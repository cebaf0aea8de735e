"""The operating-system account that PostgreSQL runs under: never root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chungtay.postgres.problem import DatabaseProblem

UNPRIVILEGED = "nobody"
# The server gets these and nothing else: the caller's variables may hold secrets or PG* settings.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def run(
        self, command: Sequence[object], *, cwd: Path, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `command` under this account; return code 126 when the system refuses to."""
        try:
            return subprocess.run(
                [str(part) for part in command],
                cwd=cwd,
                input=text or "",
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                env=_environment(),
                umask=0o077,
                check=False,
                **self._switch(),
            )
        except (OSError, subprocess.SubprocessError) as error:
            return subprocess.CompletedProcess(list(map(str, command)), 126, "", str(error))

    def may_work_in(self, folder: Path) -> bool:
        return self.run(["test", "-x", folder], cwd=Path("/")).returncode == 0

    def owns(self, folder: Path) -> None:
        """Hand `folder`, made by us a moment ago, to this account."""
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)

    def _switch(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_for(data: Path) -> Account:
    """Who runs the server whose data folder is `data`: its owner, else us, else (root) `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid)
    return _unprivileged()


def _unprivileged() -> Account:
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise DatabaseProblem(
            f"PostgreSQL không chạy dưới quyền root và máy này không có tài khoản “{UNPRIVILEGED}”;"
            " hãy chạy bằng một tài khoản thường.",
            f"PostgreSQL refuses root and this machine has no account “{UNPRIVILEGED}”;"
            " start it as an ordinary user.",
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C"} | passed
