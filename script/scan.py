"""What may be committed: no secret in any file, and no package that is loose or known to be bad.

usage: scan.py secrets | scan.py packages
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from math import log2
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 2_000_000
ALLOWED = "not a secret"  # said on the line, with why
NAMES = re.compile(
    r"(^|/)(id_(rsa|ed25519|ecdsa|dsa)|secret-key|demo-password|\.env(\..+)?|\.netrc|\.pgpass|\.pypirc)$"
    r"|\.(pem|key|p12|pfx|jks|keystore|kdbx|ovpn)$"
)
KNOWN = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "cloud key": r"\b(AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "forge token": r"\b(gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{50,}|glpat-[\w-]{20,})",
    "chat token": r"\bxox[abprs]-[0-9A-Za-z-]{10,}",
    "registry token": r"\b(pypi-AgE[\w-]{40,}|npm_[0-9A-Za-z]{36})",
    "service key": r"\b[sr]k_(live|test)_[0-9A-Za-z]{16,}|\bsk-[0-9A-Za-z_-]{20,}",
    "web token": r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{15,}",
    # The samples of the guides and tests are let pass.
    "password in an address": r"\b\w+://[^\s/:@\"'<>{}$…]+:(?!(?:password|hidden|mật-khẩu)@)[^\s/@\"'<>{}$…]{3,}@[\w.-]+",
}
PATTERNS = {what: re.compile(pattern) for what, pattern in KNOWN.items()}
NAMED = re.compile(
    r"(?i)\b\w*(password|passwd|secret|token|api_?key|private_?key)\w*[\"']?\s*[:=]\s*[\"']([^\s\"']{16,})[\"']"
)
DISORDER = 3.7  # bits a letter: above words, below what a generator makes
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)")


def tracked() -> list[str]:
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    return [name for name in told.split("\0") if name]


def secrets(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if NAMES.search(name):
            yield f"{name}: a file of secrets by its name"
        path = ROOT / name
        if path.is_file() and path.stat().st_size < LARGEST:
            content = path.read_bytes()
            if b"\0" not in content:
                yield from secrets_in(name, content.decode("utf-8", "replace"))


def secrets_in(name: str, text: str) -> Iterator[str]:
    """Where, and what kind; the secret itself is not repeated."""
    for number, line in enumerate(text.splitlines(), 1):
        if ALLOWED in line:
            continue
        for what, pattern in PATTERNS.items():
            if pattern.search(line):
                yield f"{name}:{number}: {what}"
        if any(made_by_chance(found[2]) for found in NAMED.finditer(line)):
            yield f"{name}:{number}: looks like a password or key"


def made_by_chance(word: str) -> bool:
    """Letters of several sorts in great disorder, as no name or phrase has."""
    sorts = sum(bool(re.search(sort, word)) for sort in ("[a-z]", "[A-Z]", "[0-9]"))
    shares = [word.count(letter) / len(word) for letter in set(word)]
    return sorts >= 3 and -sum(share * log2(share) for share in shares) > DISORDER


def packages(locks: Iterable[Path], bad: Iterable[dict[str, str]]) -> Iterator[str]:
    from packaging.specifiers import SpecifierSet

    refused = [(row["package"], SpecifierSet(row["versions"]), row["why"]) for row in bad]
    for lock in locks:
        for entry in entries(lock.read_text("utf-8")):
            pinned = PINNED.match(entry)
            if pinned is None or "--hash=sha256:" not in entry:
                yield f"{lock.name}: not pinned with a hash: {entry.split()[0]}"
                continue
            package, version = pinned[1].lower().replace("_", "-"), pinned[2]
            for name, versions, why in refused:
                if name == package and versions.contains(version, prereleases=True):
                    yield f"{lock.name}: {package} {version}: {why}"


def entries(text: str) -> list[str]:
    """Each requirement with its hashes on one line; comments are dropped."""
    joined = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*\n?", "", text))
    return [line.strip() for line in joined.splitlines() if line.strip()]


def main(what: str) -> int:
    import yaml

    if what == "secrets":
        found = list(secrets(tracked()))
    elif what == "packages":
        known = yaml.safe_load((ROOT / "script" / "bad_packages.yaml").read_text("utf-8"))
        print(f"known bad versions as reviewed on {known['reviewed']}")
        found = list(packages(sorted(ROOT.glob("requirements*.lock")), known["bad"]))
    else:
        print(__doc__, file=sys.stderr)
        return 2
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
