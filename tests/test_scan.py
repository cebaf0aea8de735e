"""The scanner of script/check finds what must not be committed. The samples are put together
here, so that this file itself holds none."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "script"))

import scan  # noqa: E402

CHANCE = "aB3dE6gH9jK2mN5pQ8sT"
SECRETS = {
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
    "cloud key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "forge token": "ghp_" + "a1" * 18,
    "service key": "sk_live_" + "a1b2" * 6,
    "web token": ".".join(["ey" + "J" + "a" * 20] * 2 + ["b" * 20]),
    "password in an address": "postgresql://chungtay:" + "matkhau1@db.example.vn/x",
    "looks like a password or key": f'API_TOKEN = "{CHANCE}"',
}


@pytest.mark.parametrize("what", SECRETS)
def test_a_secret_is_found_and_not_repeated(what: str) -> None:
    found = list(scan.secrets_in("a.py", f"x = 1\n{SECRETS[what]}\n"))
    assert f"a.py:2: {what}" in found
    assert CHANCE not in "".join(found)


@pytest.mark.parametrize(
    "line",
    [
        'PASSWORD = "mot-cau-dai-de-nho-2020"',
        "DATABASE_URL=postgresql://chungtay:…@host/chungtay",
        'f"postgresql://{user}:{password}@{host}/"',
        f'TOKEN = "{CHANCE}"  # not a secret: made up here',
        'token = request.POST.get("csrfmiddlewaretoken")',
        "--hash=sha256:7defb6ca730676dfc99a299768e2769f51585fcb3dc960ea71aacc368929d65e",
    ],
)
def test_words_are_no_secrets(line: str) -> None:
    assert list(scan.secrets_in("a.py", line)) == []


@pytest.mark.parametrize(
    "name", ["var/secret-key", "deploy/id_rsa", "a/server.pem", ".env", "x.kdbx"]
)
def test_a_file_of_secrets_is_known_by_its_name(name: str) -> None:
    assert list(scan.secrets([name])) == [f"{name}: a file of secrets by its name"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("django==5.2.19 \\\n    --hash=sha256:aa\n", ""),
        ("django==5.2.1 \\\n    --hash=sha256:aa\n", "SQL injection"),
        (
            "Django[argon2]==5.2.1 ; python_version > '3' \\\n    --hash=sha256:aa\n",
            "SQL injection",
        ),
        ("django==5.2.19\n", "not pinned"),
        ("django>=5.2 --hash=sha256:aa\n", "not pinned"),
        ("-e .\n", "not pinned"),
        ("django @ git+file:///x\n", "not pinned"),
        ("# via django\n", ""),
    ],
)
def test_loose_and_bad_packages_are_found(tmp_path: Path, entry: str, told: str) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(entry, "utf-8")
    bad = [{"package": "django", "versions": "<5.2.8", "why": "SQL injection"}]
    found = list(scan.packages([lock], bad))
    assert bool(found) == bool(told)
    assert told in "".join(found)


def test_the_project_passes() -> None:
    assert list(scan.secrets(scan.tracked())) == []
    assert scan.main("packages") == 0
