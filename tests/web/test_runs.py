"""Choices and rows drawn in one go: every part escaped, every box with its own label."""

from django import forms
from django.utils.safestring import SafeString

from chungtay.web.kinds.telling import NOT_KNOWN, Line
from chungtay.web.templatetags.runs import options, rows, ticks

WILD = "<b>&\"'{0}"
TAME = "&lt;b&gt;&amp;&quot;&#x27;{0}"


class Panel(forms.Form):
    muc = forms.MultipleChoiceField(choices=[("a", "Một"), (WILD, WILD)], required=False)


def test_each_box_has_an_id_of_its_own_and_the_chosen_one_is_ticked() -> None:
    drawn = ticks(Panel({"muc": ["a"]})["muc"])
    assert 'value="a" id="id_muc_0" checked>\n<label for="id_muc_0">Một<' in drawn
    assert f'value="{TAME}" id="id_muc_1">\n<label for="id_muc_1">{TAME}<' in drawn


def test_an_option_is_escaped_and_the_chosen_one_marked() -> None:
    drawn = options([("", "Mọi"), (WILD, WILD)], WILD)
    assert drawn == (
        f'<option value="">Mọi</option>\n<option value="{TAME}" selected>{TAME}</option>\n'
    )


def test_a_row_is_escaped_and_what_is_not_known_is_a_dash() -> None:
    look = SafeString("<td>"), SafeString("<td na>")
    drawn = rows([Line("/a/1/", WILD, [WILD, ""], [look, look])])
    assert f'<a href="/a/1/">{TAME}</a>' in drawn
    assert f"<td>{TAME}</span></td><td na>{NOT_KNOWN}</span></td>" in drawn
