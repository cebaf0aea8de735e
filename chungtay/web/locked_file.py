"""A workbook that opens only with its password (ECMA-376 agile encryption, AES-256).

The password is made here, of digits, which every keyboard types alike: sixteen of them, 53 bits,
behind the 100,000 rounds of the format. It is told on the page, travels back signed, for ten
minutes and for the same person, and is kept nowhere.
"""

import secrets
import tempfile
from typing import IO, Any

from django.core import signing
from msoffcrypto.format.ooxml import OOXMLFile

GROUPS, OF = 4, 10_000
SALT = "chungtay.locked_file"
SECONDS = 600


def new_password() -> str:
    """Four groups of four digits: `4821-9057-3368-0214`."""
    return "-".join(f"{secrets.randbelow(OF):04d}" for _ in range(GROUPS))


def sealed_for(user_id: Any, password: str) -> str:
    """The password signed, for the form of that person's page."""
    return signing.dumps([str(user_id), password], salt=SALT)


def password_of(user_id: Any, sealed: str) -> str | None:
    """The password again; None if it is another's, older than ten minutes or not ours."""
    try:
        owner, password = signing.loads(sealed, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return str(password) if owner == str(user_id) else None


def locked(book: IO[bytes], password: str) -> IO[bytes]:
    """The same workbook encrypted, as an open file; the plain one is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with book:
        OOXMLFile(book).encrypt(password, out)
    out.seek(0)
    return out
