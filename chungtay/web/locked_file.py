"""A file that opens only with its password: a workbook (ECMA-376 agile encryption, AES-256) or a
PDF (AES-256, revision 6).

The password is made here, of digits, which every keyboard types alike: sixteen of them, 53 bits,
behind the 100,000 rounds of the format. It is told on the page, travels back signed, for ten
minutes and for the same person, and is kept nowhere.
"""

import secrets
import tempfile
import time
from io import BytesIO
from typing import IO, Any

from django.core import signing
from django.core.signing import b62_decode
from msoffcrypto.format.ooxml import OOXMLFile
from pypdf import PdfWriter

GROUPS, OF = 4, 10_000
SALT = "chungtay.locked_file"
SECONDS = 600
SKEW = 5  # seconds two machines may differ by


def new_password() -> str:
    """Four groups of four digits: `4821-9057-3368-0214`."""
    return "-".join(f"{secrets.randbelow(OF):04d}" for _ in range(GROUPS))


def sealed_for(user_id: Any, password: str) -> str:
    """The password signed, for the form of that person's page."""
    return signing.dumps([str(user_id), password], salt=SALT)


def password_of(user_id: Any, sealed: str) -> str | None:
    """The password again; None if it is another's, older than ten minutes, not ours, or from the
    future: the clock was set back, and there is no telling how old it is."""
    try:
        owner, password = signing.loads(sealed, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    made = b62_decode(sealed.rsplit(":", 2)[1])
    known = owner == str(user_id) and made <= time.time() + SKEW
    return str(password) if known else None


def locked(book: IO[bytes], password: str) -> IO[bytes]:
    """The same workbook encrypted, as an open file; the plain one is closed."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with book:
        OOXMLFile(book).encrypt(password, out)
    out.seek(0)
    return out


def locked_pdf(made: IO[bytes], password: str) -> IO[bytes]:
    """The same PDF encrypted."""
    writer, out = PdfWriter(clone_from=made), BytesIO()
    writer.encrypt(password, algorithm="AES-256")
    writer.write(out)
    out.seek(0)
    return out
