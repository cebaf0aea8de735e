"""Advisory locks that the kernel drops when their holder ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for `path`, hold it alone while the block runs."""
    lock = opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def shared(path: Path) -> int:
    """Hold `path` together with others; the caller keeps the descriptor."""
    lock = opened(path)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def exclusive_now(path: Path) -> int | None:
    """Hold `path` alone if nobody holds it (the descriptor), else None."""
    lock = opened(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock
