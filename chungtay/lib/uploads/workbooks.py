"""Excel workbooks: cells and looks only. No macro, no link to the outside, no embedded object."""

import re

from chungtay.lib.uploads import refusal
from chungtay.lib.uploads.archives import parts

BOOK = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = re.compile(r"vbaproject|macrosheet|dialogsheet|\.bin$", re.IGNORECASE)
PRINTER = re.compile(r"^xl/printersettings/printersettings\d+\.bin$", re.IGNORECASE)
FOREIGN = re.compile(
    r"externallinks|embeddings|activex|ctrlprops|customui|connections\.xml|querytables"
    r"|webextensions|/model/|\.(exe|dll|js|vbs|html?|svg)$",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    rb"<(?:\w+:)?Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)[^>]*>", re.I
)
LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
WEB = re.compile(rb"Target\s*=\s*[\"'](https?:|mailto:)", re.I)
CALLS = re.compile(
    rb"<(?:\w+:)?(f|definedName|formula1?|formula2)\b[^>]*>[^<]*?"
    rb"(\||WEBSERVICE\s*\(|CALL\s*\(|REGISTER(\.ID)?\s*\(|EXEC\s*\(|RTD\s*\(|IMAGE\s*\()",
    re.I,
)
OBJECTS = re.compile(rb"<(?:\w+:)?(ddeLink|oleObject|oleLink|control)\b", re.I)
# What any of these patterns needs: without it nothing is found.
NAMED_OBJECTS = (b"ddelink", b"oleobject", b"olelink", b"control")
NAMED_CALLS = (b"|", b"webservice", b"call", b"register", b"exec", b"rtd", b"image")
ENCODING = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", re.I)
NUMBERED = re.compile(rb"&#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}));")
ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def check_workbook(data: bytes) -> None:
    """Raises Problem."""
    found = dict[str, bytes]()
    for name, content in parts(data, "xlsx"):
        _check_name(name)
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _check_words(content)
        if name in ("[Content_Types].xml", "xl/workbook.xml"):
            found[name] = content
    if len(found) != 2:
        raise refusal.not_taken(frozenset({"xlsx"}))
    if b"macroenabled" in found["[Content_Types].xml"].lower():
        raise _macros()
    if BOOK not in found["[Content_Types].xml"]:
        raise refusal.not_taken(frozenset({"xlsx"}))


def _check_name(name: str) -> None:
    if MACROS.search(name) and not PRINTER.match(name):
        raise _macros()
    if FOREIGN.search(name):
        raise _foreign()


def _check_words(content: bytes) -> None:
    """One part of XML: in UTF-8, with no declarations of its own and nothing that calls out."""
    said = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    if b"\0" in content or (said and said[1].lower() not in ENCODINGS):
        raise refusal.broken("xlsx")
    if b"<!" in content:  # entities, and comments that would part a word that is looked for
        raise refusal.active("thực thể hoặc chú thích XML", "XML entities or comments")
    content = NUMBERED.sub(_letter, content) if b"&#" in content else content
    # A sheet of a hundred thousand rows is 60 MB: words are looked for before patterns.
    small = content.lower()
    if any(word in small for word in NAMED_OBJECTS) and OBJECTS.search(content):
        raise _foreign()
    if any(word in small for word in NAMED_CALLS) and CALLS.search(content):
        raise _foreign()
    for link in OUTSIDE.findall(content) if b"relationship" in small else ():
        if not (LINK.search(link) and WEB.search(link)):
            raise _foreign()


def _letter(found: re.Match[bytes]) -> bytes:
    code = int(found[1], 16) if found[1] else int(found[2])
    return bytes([code]) if code < 128 else b"?"


def _macros() -> Exception:
    return refusal.active("macro", "macros")


def _foreign() -> Exception:
    return refusal.active(
        "liên kết ra ngoài, lệnh hoặc đối tượng nhúng", "outside links, commands or objects"
    )
