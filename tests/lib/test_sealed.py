"""What is sealed opens only whole, in its own place, with its own key."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from hypothesis import given
from hypothesis import strategies as st

from chungtay.lib import keys as kept
from chungtay.lib.keys import BACKUP, SEAL, KeyProblem, add_key, keys, new_key
from chungtay.lib.sealed import SealedText
from chungtay.lib.sealed_file import CHUNK, opened, sealed
from chungtay.lib.sealing import key_of, seal, unseal

TEXTS = st.text(min_size=1)


@pytest.fixture(autouse=True, scope="module")
def _own_keys(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHUNGTAY_VAR", str(tmp_path_factory.mktemp("var")))
        patch.delenv("CHUNGTAY_KEYS", raising=False)
        yield


@given(TEXTS)
def test_a_text_comes_back_and_nothing_of_it_is_seen(text: str) -> None:
    hidden = seal(text, "a.b")
    assert unseal(hidden, "a.b") == text
    assert len(text) < 5 or text not in hidden


@given(TEXTS)
def test_the_same_text_is_never_sealed_alike(text: str) -> None:
    assert seal(text, "a.b") != seal(text, "a.b")


@given(TEXTS)
def test_a_value_moved_to_another_column_does_not_open(text: str) -> None:
    with pytest.raises(KeyProblem, match="chuyển chỗ"):
        unseal(seal(text, "cases_case.account"), "cases_case.suspect_told")


@given(TEXTS, st.integers(min_value=0), st.characters(codec="ascii"))
def test_an_altered_value_does_not_open(text: str, at: int, by: str) -> None:
    hidden = seal(text, "a.b")
    at %= len(hidden)
    altered = hidden[:at] + by + hidden[at + 1 :]
    if altered != hidden:
        with pytest.raises(KeyProblem):
            unseal(altered, "a.b")


def test_every_other_last_letter_does_not_open() -> None:
    hidden = seal("ab", "a.b")
    at = len(hidden.rstrip("=")) - 1
    for by in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/":
        if by != hidden[at]:
            with pytest.raises(KeyProblem):
                unseal(hidden[:at] + by + hidden[at + 1 :], "a.b")


@pytest.mark.parametrize("plain", ["chưa niêm", "s1:", "s1:aa:bb:cc", "s2:aa:bb"])
def test_what_is_not_sealed_is_not_taken_for_sealed(plain: str) -> None:
    with pytest.raises(KeyProblem):
        unseal(plain, "a.b")


def test_an_older_key_still_reads_and_the_newest_writes() -> None:
    old = seal("lời kể", "a.b")
    add_key(new_key(SEAL))
    assert unseal(old, "a.b") == "lời kể"
    assert key_of(seal("lời kể", "a.b")) == keys()[0].id != key_of(old)


def test_a_lost_key_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hidden = seal("lời kể", "a.b")
    monkeypatch.setenv("CHUNGTAY_VAR", str(tmp_path))
    with pytest.raises(KeyProblem, match=f"Thiếu khóa niêm phong {key_of(hidden)}"):
        unseal(hidden, "a.b")


def test_keys_are_for_their_owner_only_and_tell_nothing() -> None:
    keys()
    assert kept.keys_file().stat().st_mode & 0o777 == 0o600
    assert repr(keys()[0].secret) not in repr(keys()[0])


@pytest.mark.parametrize("text", ["seal x", "seal 1 AAAA", "other 1 " + "A" * 44])
def test_a_spoilt_file_of_keys_is_told_in_words(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CHUNGTAY_KEYS", text)
    with pytest.raises(KeyProblem, match="bị hỏng"):
        keys()


def test_keys_of_the_environment_are_used_and_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ";".join(key.line for key in (new_key(SEAL), new_key(BACKUP)))
    monkeypatch.setenv("CHUNGTAY_KEYS", lines)
    assert unseal(seal("lời kể", "a.b"), "a.b") == "lời kể"
    with pytest.raises(KeyProblem, match="CHUNGTAY_KEYS"):
        add_key(new_key(SEAL))


def test_a_sealed_text_says_nothing_in_a_trace() -> None:
    assert "kể" not in repr([SealedText("lời kể")])
    assert f"{SealedText('lời kể')}" == "lời kể"


@pytest.mark.parametrize("asked", [{"account": "x"}, {"account__contains": "x"}])
def test_a_sealed_field_is_not_searched(asked: dict[str, str]) -> None:
    from chungtay.cases.models import Case

    with pytest.raises(FieldError):
        str(Case.objects.filter(**asked).query)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_stream_comes_back_whatever_its_size(tmp_path: Path, size: int) -> None:
    path = _file(tmp_path, bytes(size))
    with path.open("rb") as file:
        assert b"".join(opened(file, b"a secret")) == bytes(size)


def test_a_stream_cut_joined_or_altered_anywhere_is_found_out(tmp_path: Path) -> None:
    path = _file(tmp_path, bytes(2 * CHUNK + 5))
    whole = path.read_bytes()
    first = 25 + 4 + CHUNK + 16  # head, length, chunk, its tag
    spoilt = [whole[:-1], whole[: first + 1], whole[:first], whole[:25], whole[:3], whole + b"x"]
    spoilt += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (0, 12, 25, 40, first)
    ]
    spoilt += [whole[:25] + whole[first:], whole[:first] + whole[25:first] + whole[first:]]
    for one in spoilt:
        path.write_bytes(one)
        with path.open("rb") as file, pytest.raises(Exception, match=r"sao lưu"):
            list(opened(file, b"a secret"))


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "sealed"
    path.write_bytes(b"".join(sealed([data], b"a secret")))
    return path
