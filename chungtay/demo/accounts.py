"""Accounts to try the software with: one for each level of a locality."""

import os
import secrets
from pathlib import Path

from chungtay.demo.offices import ACCOUNTS, Offices
from chungtay.demo.plan import Plan
from chungtay.lib.folders import var_folder
from chungtay.people.models import Post, User


def open_accounts(plan: Plan, offices: Offices) -> None:
    """The first holder of each role may sign in, by a name such as daklak.tinh."""
    place = plan.description.code.replace("-", "")
    held = Post.objects.under(offices.root).on(plan.description.as_of)
    for role, word in ACCOUNTS:
        post = held.filter(role=role).select_related("person").order_by("pk").first()
        if post:
            person = post.person
            person.username = f"{place}.{word}"
            person.set_password(password())
            person.save(update_fields=["username", "password"])


def password() -> str:
    """The demo's password: made once for this installation, readable by its owner only."""
    kept = _kept()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("-".join(secrets.token_hex(2) for _ in range(3)))
    return kept.read_text()


def _kept() -> Path:
    return var_folder() / "demo-password"


def to_try() -> list[User]:
    """Accounts of the demo that can sign in, highest level first."""
    words = [word for _, word in ACCOUNTS]
    found = User.objects.filter(invented=True, username__regex=rf"^[a-z]+\.({'|'.join(words)})$")
    return sorted(found, key=lambda user: words.index(user.username.rpartition(".")[2]))
