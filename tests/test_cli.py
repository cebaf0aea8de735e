"""The command line as a person meets it: clear lines, exit code 2, nothing half done."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def chungtay(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "chungtay.cli", *words],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("words", "env", "vi", "en"),
    [
        (["figures", "hue-2020"], {}, "Không có địa phương hay tài liệu", "Unknown place"),
        (["demo", "khong-co.yaml"], {}, "Không có tệp", "There is no file"),
        (["report", "66", "2020-H3", "--out", "a.docx"], {}, "Không hiểu kỳ", "Unknown period"),
        (["report", "nowhere", "2020-H1", "--out", "a.docx"], {}, "không có đơn vị", "no unit"),
        (["report", "66", "2020-H1", "--out", "a.odt"], {}, ".docx", ".docx"),
        (["report", "66", "2020-H1", "--out", "/no/such/a.docx"], {}, "thư mục", "folder"),
        (["demo", "dak-lak", "--scale", "7"], {}, "--scale", "--scale"),
        (["serve", "--port", "99999"], {}, "Cổng", "port"),
        (["figures", "dak-lak"], {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL", "DATABASE_URL"),
        (
            ["figures", "dak-lak"],
            {"DATABASE_URL": "postgresql://a:b@127.0.0.1:1/c"},
            "Không kết nối được cơ sở dữ liệu",
            "Cannot connect",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_told_in_two_lines(
    words: list[str], env: dict[str, str], vi: str, en: str
) -> None:
    ended = chungtay(*words, **env)
    assert ended.returncode == 2, ended.stderr
    lines = ended.stderr.strip().splitlines()[-2:]
    assert vi in lines[0]
    assert en in lines[1]
    assert "Traceback" not in ended.stderr
    assert "b@" not in ended.stderr  # no password in a message


def test_a_port_in_use_offers_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = chungtay("serve", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 2
    assert "đang bận" in ended.stderr
    assert "script/run --port" in ended.stderr
