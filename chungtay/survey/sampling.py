"""A sample of visits to be asked again, and what was then found."""

import secrets
from collections.abc import Mapping
from datetime import date
from random import Random

from django.db import transaction
from django.utils import timezone

from chungtay.lib.problems import Problem
from chungtay.people.models import User
from chungtay.people.trail import note
from chungtay.places.models import Unit
from chungtay.survey.models import Area, Outcome, Recheck, Round, Sample, State, Visit
from chungtay.survey.questions import BY_CODE, PRESENCE, answers, differing, known, spelt_alike

MOST = 5000


@transaction.atomic
def draw(found: Round, unit: Unit, *, size: int, by: User, seed: int | None = None) -> Sample:
    """Draws `size` visits of the hamlets under the unit that were sent, from each hamlet in
    proportion to its visits and from every one at least one if the size allows.

    The seed is kept: the same seed over the same visits draws the same. Raises Problem if nothing
    was sent yet or the size is none that can be.
    """
    if not 1 <= size <= MOST:
        raise Problem(f"Cỡ mẫu từ 1 đến {MOST} trẻ.", f"A sample holds 1 to {MOST} children.")
    strata = _strata(found, unit)
    if not strata:
        raise Problem(
            "Chưa có thôn nào gửi kết quả nên chưa rút mẫu được.",
            "No hamlet has sent its results yet.",
        )
    seed = secrets.randbelow(2**31) if seed is None else seed
    sample = Sample.objects.create(round=found, unit=unit, size=size, seed=seed, by=by)
    Recheck.objects.bulk_create(_rechecks(sample, strata))
    note("draw_sample", f"sample:{sample.pk}", by=by.username, details={"size": size})
    return sample


def _strata(found: Round, unit: Unit) -> dict[int, list[Visit]]:
    areas = Area.objects.filter(round=found, state__in=[State.SENT, State.CHECKED]).under(unit)
    strata: dict[int, list[Visit]] = {}
    for visit in Visit.objects.made().filter(area__in=areas.values("pk")).order_by("area", "pk"):
        strata.setdefault(visit.area_id, []).append(visit)
    return strata


def _rechecks(sample: Sample, strata: Mapping[int, list[Visit]]) -> list[Recheck]:
    lot = Random(sample.seed)  # noqa: S311 (a lot that can be drawn again, not a secret)
    shares = allocation({area: len(visits) for area, visits in strata.items()}, sample.size)
    drawn = [one for area in sorted(strata) for one in lot.sample(strata[area], shares[area])]
    return [
        Recheck(sample=sample, number=n, visit=one, area_id=one.area_id, child_id=one.child_id)
        for n, one in enumerate(drawn, 1)
    ]


def allocation(sizes: Mapping[int, int], total: int) -> dict[int, int]:
    """How many to draw of each stratum: in proportion, by largest remainder, at least one of
    each where the total allows, never more than there are."""
    total = min(total, sum(sizes.values()))
    least = 1 if total >= len(sizes) else 0
    free, rest = total - least * len(sizes), sum(sizes.values()) - least * len(sizes)
    parts = {key: divmod((size - least) * free, rest or 1) for key, size in sizes.items()}
    given = {key: least + whole for key, (whole, _left) in parts.items()}
    missing = total - sum(given.values())
    by_rest = sorted(parts, key=lambda key: (-parts[key][1], key))
    for key in by_rest[:missing]:
        given[key] += 1
    return given


@transaction.atomic
def enter(
    recheck: Recheck, *, present: bool, said: Mapping[str, str], by: User, on: date
) -> Recheck:
    """Keeps what was found when the child was asked again. `said`: the answers got, by question,
    as text of the register; a question without one is not compared.

    They are compared with the register as it stands, and where the child was said to be gone with
    that. Raises Problem if it was entered before.
    """
    recheck = Recheck.objects.select_for_update(of=("self",)).select_related("visit").get(
        pk=recheck.pk
    )  # fmt: skip
    if recheck.at is not None:
        raise Problem("Trẻ này đã được phúc tra.", "This child was asked again already.")
    recorded = recheck.visit.outcome != Outcome.GONE
    wrong, asked = ([PRESENCE] if present != recorded else []), [PRESENCE]
    if present and recorded:
        register = answers(known([recheck.child_id], on)[recheck.child_id], said)
        asked += list(said)
        wrong += [one for one in differing(register, dict(said)) if not _spelt(one, register, said)]
    recheck.asked, recheck.wrong = asked, wrong
    recheck.answers = {code: said.get(code, "") for code in wrong if code != PRESENCE}
    recheck.on, recheck.at, recheck.by = on, timezone.now(), by
    recheck.save()
    details = {"asked": len(asked), "wrong": len(wrong)}
    note("recheck", f"recheck:{recheck.pk}", by=by.username, child=recheck.child_id,
         details=details)  # fmt: skip
    return recheck


def _spelt(code: str, register: Mapping[str, str], said: Mapping[str, str]) -> bool:
    """Whether a name differs by the school of its spelling only, which is nobody's mistake."""
    return BY_CODE[code].names and spelt_alike(register[code], said[code])
