import re
import subprocess
import sys
from pathlib import Path

from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation, translation

from tests.web.conftest import Register
from tests.web.messages import WEB, all_messages

MO = WEB / "locale" / "en" / "LC_MESSAGES" / "django.mo"
# Said the same in both languages.
SAME = {"đồng"}


def _english() -> DjangoTranslation:
    with override("en"):
        return translation("en")


def _untold(message: str, catalogue: DjangoTranslation) -> bool:
    """Without English, or with other names in it than in the Vietnamese."""
    found = catalogue.gettext(message)
    if found == message:
        found = catalogue.ngettext(message, message, 2)
    names = r"%\(\w+\)s|\{\w+\}"
    told = found not in ("", message) or message in SAME
    return not told or sorted(re.findall(names, found)) != sorted(re.findall(names, message))


def test_every_string_has_english() -> None:
    catalogue, messages = _english(), all_messages()
    assert len(messages) > 1000
    assert [one for one in sorted(messages) if _untold(one, catalogue)] == []


def test_the_compiled_catalogue_is_up_to_date() -> None:
    before = MO.read_bytes()
    script = Path(__file__).resolve().parents[2] / "script" / "compile-messages"
    subprocess.run([sys.executable, script], check=True, capture_output=True)
    assert MO.read_bytes() == before


def test_the_language_is_switched_by_a_post(tiny: Register) -> None:
    client: Client = tiny.sign_in(tiny.commune)
    assert "Việc hôm nay" in client.get(reverse("home")).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get(reverse("home")).content.decode()
    assert '<html lang="en">' in page
    assert "Children in special circumstances" in page


def test_vietnamese_comes_first_whatever_the_browser_prefers(tiny: Register) -> None:
    page = tiny.sign_in(tiny.commune).get("/", headers={"accept-language": "en"})
    assert "Việc hôm nay" in page.content.decode()
