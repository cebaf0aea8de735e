"""The database's roles: `chungtay` owns; `chungtay_web` answers requests, owns nothing and cannot
bypass row security; `chungtay_figures`, which web steps into to count, reads no names."""

import secrets

from chungtay.postgres.home import Home
from chungtay.postgres.single import single, write

# The superuser `postgres` has no password and so cannot sign in; single-user mode remains.
HBA = "host all chungtay,chungtay_web 127.0.0.1/32 scram-sha-256\n"
# A role outlives a database, and an unfinished step is repeated: hence IF NOT EXISTS by hand.
MADE = (
    "DO $$ BEGIN "
    "IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chungtay_figures') THEN "
    "CREATE ROLE chungtay_figures NOLOGIN; END IF; "
    "IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chungtay_web') THEN "
    "CREATE ROLE chungtay_web LOGIN NOINHERIT; END IF; "
    "END $$;\n"
)
BOUND = (
    "GRANT chungtay_figures TO chungtay_web;\nGRANT chungtay_web, chungtay_figures TO chungtay;\n"
)
# Row security keeps a condition that might leak away from indexes and statistics. These compare
# dates and can neither fail nor tell; without the mark every list is planned blindly.
NO_LEAK = (
    "range_contains_elem(anyrange, anyelement)",
    "elem_contained_by_range(anyelement, anyrange)",
    "range_contains(anyrange, anyrange)",
    "range_overlaps(anyrange, anyrange)",
    "daterange_subdiff(date, date)",
)
MARKED = "".join(f"ALTER FUNCTION pg_catalog.{name} LEAKPROOF;\n" for name in NO_LEAK)


def ensure(home: Home) -> None:
    """Add the roles to data that lack them. The server is stopped; the caller holds the lock."""
    kept = home.folder / "password-web"
    if kept.exists():
        return
    account, programs = home.account, home.bin
    password = secrets.token_hex(24)
    secret = f"ALTER ROLE chungtay_web PASSWORD '{password}';\n"
    write(account, home.data / "pg_hba.conf", HBA)
    single(account, programs, home.data, "postgres", MADE + BOUND + secret)
    for database in ("template1", "chungtay"):
        single(account, programs, home.data, database, MARKED)
    made = kept.with_name("password-web.new")
    made.unlink(missing_ok=True)
    made.touch(mode=0o600)
    made.write_text(password)
    made.rename(kept)
