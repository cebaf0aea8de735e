"""Statements to a data folder whose server does not run: no port, nothing secret on a command
line."""

import subprocess
from pathlib import Path

from chungtay.postgres.account import Account
from chungtay.postgres.problem import DatabaseProblem


def single(account: Account, programs: Path, data: Path, database: str, sql: str) -> None:
    """One statement a line. Raises DatabaseProblem at the first that fails."""
    quiet = ["-c", "exit_on_error=on", "-c", "log_min_error_statement=panic"]
    command = [programs / "postgres", "--single", "-D", data, *quiet, database]
    done(account.run(command, cwd=data.parent, text=sql))


def write(account: Account, path: Path, text: str) -> None:
    # Through the account: root must not write by name in a folder that another account owns.
    append = ["-a"] if path.name == "postgresql.conf" else []
    done(account.run(["tee", *append, path], cwd=path.parent, text=text))


def done(result: "subprocess.CompletedProcess[str]") -> None:
    if result.returncode:
        reason = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:]
        program = Path(result.args[0]).name
        raise DatabaseProblem(
            f"Không tạo được cơ sở dữ liệu PostgreSQL (bước {program}, mã {result.returncode}).",
            f"The PostgreSQL database could not be made ({program}): {' '.join(reason)}",
        )
