"""The watcher: stops the server once its last client has ended, by whatever end."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path

from chungtay.lib.folders import CHECKOUT
from chungtay.postgres import locks, server
from chungtay.postgres.home import Home

# Kept so that Python does not complain of a child that is meant to outlive us.
_started: list[subprocess.Popen[bytes]] = []


def ensure_watched(home: Home) -> None:
    """Start a watcher unless one lives. The caller holds the start lock and is a client."""
    lock = locks.exclusive_now(home.lock("watcher"))
    if lock is None:
        return
    # The child inherits the lock itself, so there is no moment in which a second could be started.
    arguments = [str(lock), str(home.folder), str(home.found)]
    try:
        _started.append(
            subprocess.Popen(
                [sys.executable, "-m", "chungtay.postgres.watch", *arguments],
                cwd="/",
                env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(lock,),
                start_new_session=True,
            )
        )
    finally:
        os.close(lock)


def watch(home: Home, lock: int) -> None:
    """Sleep until no client lives, then stop the server, unless a client has come meanwhile."""
    while True:
        with locks.exclusive(home.lock("clients")):
            pass
        with locks.exclusive(home.lock("start")):
            alone = locks.exclusive_now(home.lock("clients"))
            if alone is not None:
                _stop(home)
                os.close(lock)  # before the start lock, so that the next client sees no watcher
                return


def _stop(home: Home) -> None:
    if not server.stop(home):
        # A client killed while starting may have left a server that is not up yet.
        time.sleep(2)
        server.stop(home)


if __name__ == "__main__":
    inherited, folder, found = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    fcntl.fcntl(inherited, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    watch(Home(folder, found), inherited)
