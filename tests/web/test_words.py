"""What is searched for stands in no address, no link and no log."""

import io
import logging
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.urls import reverse

from chungtay.people.roles import Role
from chungtay.web import words
from chungtay.web.logs import Nameless
from tests.web.conftest import DAY, Register, add_child
from tests.web.searching import search, searched_at

WORDS = "Nguyễn Văn Bảo"
PAGES = [("children", []), ("search", []), ("records", ["nguoi-cham-soc"]), ("accounts", [])]
EXPIRED = "Lượt tìm này đã hết hạn"


def spelt(text: str) -> list[str]:
    """The words as an address or a log could hold them."""
    return [text, quote(text), urlencode({"": text})[1:], text.lower()]


def head(tiny: Register) -> Client:
    return tiny.sign_in(tiny.province, role=Role.PROVINCE_OFFICER)


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_no_address_of_an_answer_holds_the_words(
    tiny: Register, name: str, args: list[str]
) -> None:
    address, told = reverse(name, args=args), io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Nameless())
    logging.getLogger().addHandler(handler)
    answer = search(head(tiny), address, WORDS)
    logging.getLogger().removeHandler(handler)
    assert answer.status_code == 200
    links = re.findall(r'(?:href|action|formaction|hx-[a-z]+)="([^"]*)"', answer.content.decode())
    links += [told.getvalue(), *(one for one, _status in answer.redirect_chain)]
    links += re.findall(r'name="next"\s+value="([^"]*)"', answer.content.decode())
    assert [one for one in links for said in spelt(WORDS) if said in one] == []
    assert f'value="{WORDS}"' in answer.content.decode()


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_words_in_an_address_are_taken_out_of_it(
    tiny: Register, name: str, args: list[str]
) -> None:
    answer = head(tiny).get(reverse(name, args=args), {"q": WORDS, "trang": "2"})
    assert (answer.status_code, answer["Location"]) == (303, reverse(name, args=args) + "?trang=2")


def test_nobody_is_sent_to_sign_in_with_words_in_the_address(db: None) -> None:
    answer = Client().get("/tre-em/", {"q": WORDS}, follow=True)
    assert [one for one, _s in answer.redirect_chain for said in spelt(WORDS) if said in one] == []


def test_filters_stay_beside_the_words(tiny: Register) -> None:
    asked = {"gioi": ["m", "f"], "xep": "sinh", "don-vi": "", "trang": "3"}
    address = searched_at(tiny.sign_in(tiny.commune), "/tre-em/", "bao", **asked)
    assert re.fullmatch(r"/tre-em/\?gioi=m&gioi=f&xep=sinh&t=[0-9a-f]{16}", address)


def test_the_same_words_have_the_same_key_in_one_session_alone(tiny: Register) -> None:
    one, other = tiny.sign_in(tiny.commune), tiny.sign_in(tiny.commune)
    assert searched_at(one, "/tre-em/", "bao") == searched_at(one, "/tre-em/", " bao ")
    assert searched_at(one, "/tre-em/", "bao") != searched_at(other, "/tre-em/", "bao")


def test_an_empty_box_asks_for_the_whole_list(tiny: Register) -> None:
    assert searched_at(tiny.sign_in(tiny.commune), "/tre-em/", "  ") == "/tre-em/"


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_a_key_of_another_session_finds_no_words(
    tiny: Register, name: str, args: list[str]
) -> None:
    address = searched_at(head(tiny), reverse(name, args=args), "bao")
    page = head(tiny).get(address).content.decode()
    assert EXPIRED in page
    assert 'value="bao"' not in page


def test_thirty_searches_are_kept(tiny: Register) -> None:
    client = tiny.sign_in(tiny.commune)
    found = [searched_at(client, "/tre-em/", f"tu{n}") for n in range(words.MOST + 1)]
    assert EXPIRED in client.get(found[0]).content.decode()
    assert EXPIRED not in client.get(found[1]).content.decode()


def test_the_next_page_and_the_file_keep_the_words(tiny: Register) -> None:
    for n in range(60):
        add_child(tiny.hamlet, f"Trẻ Thêm{n:02d}", DAY)
    client = tiny.sign_in(tiny.commune)
    first = search(client, "/ho-so/nguoi-cham-soc/", "tre them").content.decode()
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="(\?[^"]*trang=2)"', first)]
    assert "51–60" in client.get("/ho-so/nguoi-cham-soc/" + links[0]).content.decode()
    file = re.findall(r'href="(/ho-so/nguoi-cham-soc/tai/\?[^"]*t=[0-9a-f]{16})"', first)
    assert client.get(file[0]).status_code == 200


@pytest.mark.parametrize("odd", ["\x00", "a\x00b", "\u0000\n\r"])
def test_control_signs_in_words_do_no_harm(tiny: Register, odd: str) -> None:
    for name, args in PAGES:
        answer: Any = head(tiny).post(reverse(name, args=args), {"q": odd}, follow=True)
        assert answer.status_code == 200
