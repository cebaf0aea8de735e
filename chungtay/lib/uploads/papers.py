"""PDF: whole, and with nothing that runs when it is opened."""

import re
import zlib

from chungtay.lib.uploads import refusal

ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
MOST_UNPACKED = 40_000_000
TAIL = 1024  # the end mark stands in the last bytes (ISO 32000-1, annex H, note 18)


def check_pdf(data: bytes) -> None:
    """Raises Problem. Packed lists of objects are opened too; encrypted papers are refused,
    because what they hold cannot be seen."""
    if not re.match(rb"%PDF-[12]\.\d", data) or b"%%EOF" not in data[-TAIL:]:
        raise refusal.broken("pdf")
    if re.search(rb"/Encrypt\b", data):
        raise refusal.active("mật khẩu hoặc mã hóa", "a password or encryption")
    for part in (data, *_packed(data)):
        if ACTIVE.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)):
            raise refusal.active("lệnh tự chạy hoặc tệp nhúng", "actions or embedded files")


def _packed(data: bytes) -> list[bytes]:
    left, found = MOST_UNPACKED, []
    for packed in PACKED.finditer(data):
        try:
            part = zlib.decompressobj().decompress(data[packed.end() :], left + 1)
        except zlib.error:
            continue  # packed in another way: images and text, not objects
        left -= len(part)
        if left < 0:
            raise refusal.swollen()
        found.append(part)
    return found
