"""The command line as a person meets it: clear lines, exit code 2, nothing half done."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# One program for many commands: half a dozen seconds go by before the first is even read.
ONE_AFTER_ANOTHER = """
import contextlib, io, json, sys
from chungtay.cli import main

def ended(words):
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code
    return code, said.getvalue()

print(json.dumps([ended(words) for words in json.load(sys.stdin)]))
"""


def chungtay(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chungtay.cli", *words],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=120,
    )


MISTAKES = [
    (["figures", "hue-2020"], "Không có địa phương hay tài liệu", "Unknown place"),
    (["demo", "khong-co.yaml"], "Không có tệp", "There is no file"),
    (["report", "66", "2020-H3", "--out", "a.docx"], "Không hiểu kỳ", "Unknown period"),
    (["report", "nowhere", "2020-H1", "--out", "a.docx"], "không có đơn vị", "no unit"),
    (["report", "66", "2020-H1", "--out", "a.odt"], ".docx", ".docx"),
    (["report", "66", "2020-H1", "--out", "/no/such/a.docx"], "thư mục", "folder"),
    (["demo", "dak-lak", "--scale", "7"], "--scale", "--scale"),
    (["serve", "--port", "99999"], "Cổng", "port"),
    (["duplicates", "nowhere"], "không có đơn vị", "no unit"),
    (["duplicates", "--day", "2020-02-31"], "Không hiểu ngày", "Unknown day"),
    (["duplicates", "--day", "30/06/2020"], "Không hiểu ngày", "Unknown day"),
    (["duplicates", "--day", "2999-01-01"], "chưa tới", "yet to come"),
]


def told_in_two_lines(code: int, stderr: str, vi: str, en: str) -> None:
    assert code == 2, stderr
    lines = stderr.strip().splitlines()[-2:]
    assert vi in lines[0]
    assert en in lines[1]
    assert "Traceback" not in stderr
    assert "b@" not in stderr  # no password in a message


def test_a_mistake_is_told_in_two_lines(subtests: pytest.Subtests) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER],
        cwd=ROOT,
        input=json.dumps([words for words, _vi, _en in MISTAKES]),
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert ended.returncode == 0, ended.stderr
    all_told = json.loads(ended.stdout.splitlines()[-1])
    for (words, vi, en), (code, stderr) in zip(MISTAKES, all_told, strict=True):
        with subtests.test(" ".join(words)):
            told_in_two_lines(code, stderr, vi, en)


@pytest.mark.parametrize(
    ("address", "vi", "en"),
    [
        ("mysql://x/y", "DATABASE_URL", "DATABASE_URL"),
        ("postgresql://a:b@127.0.0.1:1/c", "Không kết nối được cơ sở dữ liệu", "Cannot connect"),
    ],
)
def test_a_bad_address_of_the_database_is_told_in_two_lines(address: str, vi: str, en: str) -> None:
    ended = chungtay("figures", "dak-lak", DATABASE_URL=address)
    told_in_two_lines(ended.returncode, ended.stderr, vi, en)


def test_a_port_in_use_offers_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = chungtay("serve", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "đang bận" in ended.stderr
    assert "script/run --port" in ended.stderr
