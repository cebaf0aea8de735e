"""python -m chungtay.postgres url | status | stop | run COMMAND…"""

import os
import subprocess
import sys
from urllib.parse import urlsplit

from chungtay.postgres import DatabaseProblem, database_url, ensure_running, server, stop
from chungtay.postgres.home import find_home
from chungtay.postgres.programs import version


def main(arguments: list[str]) -> int:
    try:
        match arguments:
            case ["url"]:
                print(database_url())
            case ["status"]:
                print(_status())
            case ["stop"]:
                print("đã dừng / stopped" if stop() else "không chạy / was not running")
            case ["run", *command] if command:
                return _run(command)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except DatabaseProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _status() -> str:
    here = find_home()
    state = f"running, port {here.port}" if server.answers(here) else "stopped"
    return f"PostgreSQL {version(here.found)}: {state}\n{here.folder}"


def _run(command: list[str]) -> int:
    """Run `psql`, `pg_dump` and the like on our server, the password in the environment only."""
    here = ensure_running()
    parts = urlsplit(here.url)
    given = {"PGHOST": "127.0.0.1", "PGPORT": str(here.port), "PGUSER": "chungtay"}
    given |= {"PGDATABASE": "chungtay", "PGPASSWORD": parts.password or ""}
    path = f"{here.found}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return subprocess.call(command, env=os.environ | given | {"PATH": path})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
