from pathlib import Path

import numpy as np
import pytest
import yaml

import chungtay.law
from chungtay.demo.hamlets import hamlet_names
from chungtay.demo.people_names import FOLDER, inherited, names

LAW = Path(chungtay.law.__file__).parent
PEOPLES = sorted(names().peoples)


def _rng():
    return np.random.default_rng(7)


def _everyone(count):
    rng = _rng()
    return rng.choice(PEOPLES, count), rng.integers(0, 2, count).astype(np.int8)


def _children(code, sex, family):
    made = names().children(_rng(), np.array([code] * 50), np.full(50, sex), [family] * 50)
    return made.to_pylist()


@pytest.mark.parametrize(
    ("code", "sex", "family", "begins", "ends"),
    [
        ("01", 0, "Nguyễn", "Nguyễn ", ""),
        ("08", 1, "Giàng", "Giàng ", ""),
        ("10", 1, "Rơ Châm", "Rơ Châm ", ""),
        ("12", 0, "Kbuôr", "Y ", " Kbuôr"),
        ("12", 1, "Niê Buôn Tơ", "H’", " Niê Buôn Tơ"),
        ("14", 0, "", "A ", ""),
        ("20", 1, "Rlăm", "H’", " Rlăm"),
    ],
)
def test_each_people_has_its_own_order_of_parts(code, sex, family, begins, ends):
    assert all(n.startswith(begins) and n.endswith(ends) for n in _children(code, sex, family))


@pytest.mark.parametrize(("code", "parent"), [("01", "father"), ("12", "mother"), ("20", "mother")])
def test_children_carry_the_name_of_their_peoples_line(code, parent):
    assert inherited(code) == parent


def test_the_same_generator_gives_the_same_names():
    ethnic, sex = _everyone(2000)
    first, again = (names().adults(_rng(), ethnic, sex, np.full(2000, 1980)) for _ in range(2))
    assert first == again


def test_names_have_two_to_nine_words_and_single_spaces():
    ethnic, sex = _everyone(20_000)
    made, family = names().adults(_rng(), ethnic, sex, np.full(20_000, 1990))
    for full in made.to_pylist():
        assert full == " ".join(full.split())
        assert "'" not in full
        assert 1 <= len(full.split()) <= 9
    assert all(f in n for n, f in zip(made.to_pylist(), family.to_pylist(), strict=True))


def test_older_women_are_nearly_all_thi_and_girls_are_not():
    codes, women = np.array(["01"] * 2000), np.ones(2000)
    old, _ = names().adults(_rng(), codes, women, np.full(2000, 1950))
    young = names().children(_rng(), codes, women, ["Lê"] * 2000)
    thi = [sum(" Thị " in n for n in made.to_pylist()) for made in (old, young)]
    assert thi[0] > 1600 > 800 > thi[1]


def test_nobody_to_name_is_no_names():
    assert names().children(_rng(), np.array([], dtype=str), np.array([]), []).to_pylist() == []


def test_a_people_without_a_list_is_refused():
    with pytest.raises(ValueError, match="No list of names for ethnic code '99'"):
        names().children(_rng(), np.array(["99"]), np.array([0]), ["Lê"])


def test_an_unknown_sex_is_refused():
    with pytest.raises(ValueError, match="Sex must be 0"):
        names().children(_rng(), np.array(["01"]), np.array([2]), ["Lê"])


def test_no_list_says_a_name_twice():
    for path in set(FOLDER.glob("*.yaml")) - {FOLDER / "hamlets.yaml"}:
        for words in _lists(yaml.safe_load(path.read_text(encoding="utf-8"))):
            assert all(isinstance(word, str) for word in words)
            assert len(words) == len(set(words)), (path.name, words)


def _lists(told):
    if not isinstance(told, dict):
        return
    if told and all(isinstance(value, list) for value in told.values()):
        yield [word for words in told.values() for word in words if not isinstance(word, dict)]
    for value in told.values():
        yield from _lists(value)


def test_every_list_of_names_is_for_a_people_of_the_states_list():
    groups = yaml.safe_load((LAW / "ethnic_groups.yaml").read_text(encoding="utf-8"))["groups"]
    codes = [group["code"] for group in groups]
    assert codes == [f"{n:02d}" for n in range(1, 56)]
    assert set(PEOPLES) <= set(codes)


@pytest.mark.parametrize("region", ["tay-nguyen", "tay-bac", "viet-bac", "nam-bo", "hoa-binh"])
@pytest.mark.parametrize("kind", ["xa", "phuong", "thi_tran"])
def test_hamlets_of_a_commune_have_different_names(region, kind):
    made = hamlet_names(_rng(), kind, region, 40)
    assert len(set(made)) == 40
    assert made == hamlet_names(_rng(), kind, region, 40)


def test_the_highlands_have_villages_of_both_kinds():
    kinds = {kind for kind, _ in hamlet_names(_rng(), "xa", "tay-nguyen", 40)}
    assert {"thon", "buon"} <= kinds


def test_an_unknown_region_is_refused():
    with pytest.raises(ValueError, match="No pattern of hamlet names"):
        hamlet_names(_rng(), "xa", "mien-trung", 3)
