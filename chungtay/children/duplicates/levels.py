"""How alike two records are, one comparison after another: conditions of SQL, the closest first.

They run on DuckDB, on the columns of `prepared.py`, for a whole register and for one child being
typed. A level's code is the reason that is told in words (reasons.py).
"""

from dataclasses import dataclass

# Two given names that both occur often are two names: a slip of the pen rarely makes a word, and
# twins are often named within a letter of one another (Bảo and Bách).
ONE_GIVEN = "(given_l = given_r OR NOT given_known_l OR NOT given_known_r)"
HERS_UNKNOWN = "(mother_l IS NULL OR mother_r IS NULL)"
HIS_UNKNOWN = "(father_l IS NULL OR father_r IS NULL)"
NEARLY = "damerau_levenshtein({0}_l, {0}_r) <= {1}"

HER_SLIP = (
    f"({NEARLY.format('mother', 2)} OR mother_given_l = mother_given_r"
    " AND mother_family_l = mother_family_r)"
)


@dataclass(frozen=True)
class Level:
    code: str
    condition: str


@dataclass(frozen=True)
class Comparison:
    """`unknown`: when nothing can be said. What meets no level counts as `other`."""

    name: str
    unknown: str
    levels: tuple[Level, ...]
    other: str


NAME = Comparison(
    "name",
    "tight_l IS NULL OR tight_r IS NULL",
    (
        Level("name_same", "name_l = name_r"),
        Level("name_bare", "tight_l = tight_r AND (bare_l OR bare_r)"),
        Level("name_marks", "tight_l = tight_r"),
        Level("name_short", "given_l = given_r AND family_l = family_r AND words_l <> words_r"),
        Level("name_slip", f"{ONE_GIVEN} AND {NEARLY.format('tight', 1)}"),
        Level("name_slips", f"{ONE_GIVEN} AND {NEARLY.format('tight', 2)}"),
        Level("name_given", "given_l = given_r AND family_l = family_r"),
    ),
    "name_other",
)
BIRTH = Comparison(
    "birth",
    "born_l IS NULL OR born_r IS NULL",
    (
        Level("birth_same", "born_l = born_r AND dated_l AND dated_r"),
        Level("birth_year", "year_l = year_r AND NOT (dated_l AND dated_r)"),
        Level(
            "birth_swapped",
            "year_l = year_r AND day(born_l) = month(born_r) AND month(born_l) = day(born_r)",
        ),
        Level(
            "birth_slip",
            "year_l = year_r AND (day(born_l) = day(born_r) OR month(born_l) = month(born_r))",
        ),
        Level(
            "birth_next_year",
            "abs(year_l - year_r) = 1 AND (NOT (dated_l AND dated_r)"
            " OR day(born_l) = day(born_r) AND month(born_l) = month(born_r))",
        ),
        Level("birth_same_year", "year_l = year_r"),
    ),
    "birth_other",
)
PARENTS = Comparison(
    "parents",
    f"{HERS_UNKNOWN} AND {HIS_UNKNOWN}",
    (
        Level("parents_same", "mother_l = mother_r AND father_l = father_r"),
        Level("mother_same", f"mother_l = mother_r AND {HIS_UNKNOWN}"),
        Level("father_same", f"father_l = father_r AND {HERS_UNKNOWN}"),
        Level("mother_slip", f"{HER_SLIP} AND (father_l = father_r OR {HIS_UNKNOWN})"),
        Level("one_parent", "mother_l = mother_r OR father_l = father_r"),
    ),
    "parents_other",
)
PLACE = Comparison(
    "place",
    "commune_l IS NULL OR commune_r IS NULL",
    (
        Level("place_hamlet", "hamlet_l = hamlet_r"),
        Level("place_commune", "commune_l = commune_r"),
        Level("place_province", "province_l = province_r"),
    ),
    "place_other",
)
NUMBER = Comparison(
    "number",
    "number_l IS NULL OR number_r IS NULL",
    (
        Level("number_same", "number_l = number_r"),
        Level("number_slip", NEARLY.format("number", 1)),
    ),
    "number_other",
)
SEX = Comparison(
    "sex", "sex_l IS NULL OR sex_r IS NULL", (Level("sex_same", "sex_l = sex_r"),), "sex_other"
)
COMPARISONS = (NAME, BIRTH, PARENTS, PLACE, NUMBER, SEX)
