"""A downloaded workbook, opened as its reader opens it: with the password of the page."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import msoffcrypto
from django.test import Client
from openpyxl import load_workbook


def password_on(page: str) -> str:
    found = re.search(r"\d{4}(?:-\d{4}){3}", page)
    assert found, "no password on the page"
    return found[0]


def sealed_on(page: str) -> str:
    found = re.search(r'name="password"\s+value="([^"]+)"', page)
    assert found, "no form on the page"
    return found[1]


def taken(client: Client, address: str, asked: dict[str, Any]) -> tuple[bytes, str]:
    """The file's bytes and its password; none for a list that names nobody."""
    answer = client.get(address, asked)
    assert answer.status_code == 200
    if answer.streaming:
        return b"".join(answer.streaming_content), ""
    page = answer.content.decode()
    said = client.post(f"{address}?{urlencode(asked, doseq=True)}", {"password": sealed_on(page)})
    assert said.status_code == 200
    return b"".join(said.streaming_content), password_on(page)


def opened_book(client: Client, address: str, asked: dict[str, Any]) -> Any:
    raw, password = taken(client, address, asked)
    return load_workbook(BytesIO(unlocked(raw, password) if password else raw))


def unlocked(raw: bytes, password: str) -> bytes:
    """Raises msoffcrypto's DecryptionError or InvalidKeyError for another password."""
    file, out = msoffcrypto.OfficeFile(BytesIO(raw)), BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(out)
    return out.getvalue()
