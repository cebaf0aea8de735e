"""Starting and stopping the server of one home. The caller holds the start lock."""

import os
import socket
import subprocess
import time
from pathlib import Path

from chungtay.lib.folders import full_disk
from chungtay.lib.problems import Problem
from chungtay.postgres.home import Home
from chungtay.postgres.problem import DatabaseProblem

# After a killed postmaster its orphans need a moment to let go of the shared memory; a port that
# was free may be taken a moment later. Both pass, hence a few tries (seconds before each).
TRIES = (0.0, 0.3, 0.7, 2.0, 5.0)
LOG_BYTES = 5_000_000
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "4GB",
    "max_wal_size": "4GB",
    "max_parallel_workers_per_gather": "2",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "Asia/Ho_Chi_Minh",
    "log_timezone": "Asia/Ho_Chi_Minh",
    # The log must hold no data of persons: no statement, no parameter, no refused value.
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


def answers(home: Home) -> bool:
    """Whether this home's own server accepts connections (some other program's port does not)."""
    try:
        state = (home.data / "postmaster.pid").read_text().splitlines()
        ready = len(state) > 7 and state[7].strip() == "ready" and int(state[3]) == home.port
        return ready and _alive(int(state[0])) and _listening(home.port)
    except (FileNotFoundError, ValueError):
        return False


def start(home: Home) -> None:
    """Start the server and wait until it answers; after a crash it first recovers its data."""
    _put_log_aside(home.data / "server.log")
    command = [home.bin / "pg_ctl", "-D", home.data, "-l", home.data / "server.log"]
    for pause in TRIES:
        time.sleep(pause)
        _configure(home.folder, _free_port(home.folder / "port"))
        result = home.account.run([*command, "-w", "-t", "600", "start"], cwd=home.folder)
        if result.returncode == 0:
            return
    raise _not_started(home, result)


def stop(home: Home) -> bool:
    """Stop the server and wait; whether one was running."""
    command = [home.bin / "pg_ctl", "-D", home.data, "-m", "fast", "-w", "-t", "300", "stop"]
    return home.account.run(command, cwd=home.folder).returncode == 0


def _configure(folder: Path, port: int) -> None:
    lines = [f"{name} = '{value}'\n" for name, value in (SETTINGS | {"port": str(port)}).items()]
    for name, text in (("port", str(port)), ("chungtay.conf", "".join(lines))):
        begun = folder / f"{name}.new"
        begun.write_text(text)
        begun.chmod(0o644)
        begun.rename(folder / name)


def _free_port(remembered: Path) -> int:
    """The last port if it is free, so that clients can come back after a crash; else another."""
    try:
        return _bound(int(remembered.read_text()))
    except (OSError, ValueError):
        return _bound(0)


def _bound(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def _put_log_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.rename(log.with_suffix(".log.1"))


def _not_started(home: Home, result: subprocess.CompletedProcess[str]) -> Problem:
    if full := full_disk(home.folder):
        return full
    log = home.data / "server.log"
    last = home.account.run(["tail", "-n", "1", log], cwd=home.folder).stdout.strip()
    reason = last or result.stderr.strip()
    return DatabaseProblem(
        f"Không khởi động được PostgreSQL; xem nhật ký {log}.",
        f"PostgreSQL could not be started; see the log {log}: {reason}",
    )
