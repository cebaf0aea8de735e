"""Searching as a form does: the words go by POST, the answer comes from an address without them."""

from typing import Any

from django.test import Client


def search(client: Client, address: str, words: str, **asked: Any) -> Any:
    """The page that answers; its address is `answer.redirect_chain[-1][0]`."""
    answer = client.post(address, {"q": words, **asked}, follow=True)
    assert [status for _address, status in answer.redirect_chain] == [303]
    return answer


def searched_at(client: Client, address: str, words: str, **asked: Any) -> str:
    """The address that answers."""
    return str(client.post(address, {"q": words, **asked})["Location"])
