"""The locality's tree, its hamlets, and the people who work there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.backends.postgresql.psycopg_any import DateRange

from chungtay.demo.hamlets import hamlet_names
from chungtay.demo.people_names import names
from chungtay.demo.plan import Plan
from chungtay.law.data import law_file
from chungtay.lib.problems import Problem
from chungtay.people.models import Board, Post, User
from chungtay.people.roles import Role
from chungtay.places.actions import unit_sort_key
from chungtay.places.models import Confidence, Level, Unit
from chungtay.plans.models import Plan as ActionPlan

NO_PASSWORD = "!"  # noqa: S105 (the mark of one who cannot sign in)
WATCH_OVER = 90_000  # staff codes from here on: those who see no child
KIND_OF_COMMUNE = {"phuong": "phuong", "thi_tran": "thi_tran"}
ACCOUNTS = (
    (Role.LEADER, "lanhdao"),
    (Role.PROVINCE_OFFICER, "tinh"),
    (Role.DISTRICT_OFFICER, "huyen"),
    (Role.COMMUNE_OFFICER, "xa"),
    (Role.COLLABORATOR, "thon"),
    (Role.AUDITOR, "kiemtra"),
    (Role.ADMINISTRATOR, "quantri"),
)


@dataclass
class Hamlets:
    ids: np.ndarray
    weight: np.ndarray
    is_buon: np.ndarray
    commune: np.ndarray  # id of the commune each lies in


@dataclass
class Offices:
    root: Unit
    districts: list[Unit]
    communes: list[Unit]
    hamlets: Hamlets
    as_of: date

    def lasting(self, units: list[Unit]) -> list[Unit]:
        """Those that are still there on the day the accounts work on."""
        return [unit for unit in units if unit.valid_on(self.as_of)]


def root_of(plan: Plan) -> Unit:
    """The locality's unit on the last day of its period; made when the country has none."""
    wanted, on = plan.description.unit, plan.description.period.last_day
    found = Unit.objects.on(on).filter(code=wanted["code"]).first()
    if found is None and wanted.get("communes") and not isinstance(wanted["communes"], int):
        found = _made(wanted, on)
    if found is None:
        raise Problem(
            f"Ngày {on:%d/%m/%Y} không có đơn vị mã {wanted['code']}.",
            f"There is no unit with code {wanted['code']} on {on}.",
        )
    return found


def _made(wanted: dict[str, Any], on: date) -> Unit:
    parent = Unit.objects.on(on).filter(code=str(wanted.get("parent", "VN"))).first()
    if parent is None or "name" not in wanted or "kind" not in wanted:
        raise Problem(
            f"Đơn vị mới {wanted['code']} phải có name, kind và parent có thật ngày {on:%d/%m/%Y}.",
            f"New unit {wanted['code']} needs a name, a kind and a parent that exists on {on}.",
        )
    level = Level.PROVINCE if parent.level == Level.NATION else Level.DISTRICT
    root = _unit(parent, wanted["code"], wanted["name"], wanted["kind"], level)
    for number, name in enumerate(wanted["communes"], start=1):
        kind, _, rest = str(name).partition(" ")
        known = {"Phường": "phuong", "Xã": "xa"}.get(kind)
        code = f"{wanted['code']}-{number:03}"
        _unit(root, code, rest if known else str(name), known or "xa", Level.COMMUNE)
    return root


def _unit(parent: Unit, code: str, name: str, kind: str, level: int) -> Unit:
    made = Unit.objects.create(
        code=code,
        name=name,
        kind=kind,
        level=level,
        parent=parent,
        period=parent.period,
        sort_key=unit_sort_key(name),
        confidence=Confidence.ILLUSTRATIVE,
        source="demo",
    )
    made.refresh_from_db()
    return made


def settle(plan: Plan) -> Offices:
    """Checks the tree of the day and gives every commune its hamlets."""
    root, on = root_of(plan), plan.description.period.last_day
    tree = Unit.objects.on(on).under(root)
    districts = list(tree.districts().order_by("code"))
    communes = list(tree.communes().order_by("code"))
    _check(plan, "districts", len(districts))
    _check(plan, "communes", len(communes))
    if tree.hamlets().exists():
        raise Problem(
            f"{root} đã có thôn, buôn trong cơ sở dữ liệu (một địa phương khác đã dựng ở đó).",
            f"{root} already has hamlets in the database: another locality stands there.",
        )
    if not communes:
        raise Problem(f"{root} không có xã nào ngày {on}.", f"{root} has no commune on {on}.")
    hamlets = _hamlets(plan, communes)
    return Offices(root, districts, communes, hamlets, plan.description.as_of)


def _check(plan: Plan, level: str, found: int) -> None:
    wanted = plan.description.unit.get(level)
    if isinstance(wanted, int) and wanted != found:
        raise Problem(
            f"{plan.description.name} phải có {wanted} đơn vị ({level}), cây đơn vị có {found}.",
            f"{plan.description.name} should have {wanted} {level}; the tree has {found}.",
        )


def _hamlets(plan: Plan, communes: list[Unit]) -> Hamlets:
    rng = plan.rng("hamlets")
    otherwise = int(plan.description.text.get("hamlets", 12 * len(communes)))
    wanted = max(plan.total("collaborators", otherwise), len(communes))
    size = rng.lognormal(0, 0.45, len(communes))
    counts = 1 + rng.multinomial(wanted - len(communes), size / size.sum())
    made = [
        _hamlet(plan, commune, kind, name, number)
        for commune, count in zip(communes, counts.tolist(), strict=True)
        for number, (kind, name) in enumerate(_named(rng, plan, commune, count), start=1)
    ]
    made = Unit.objects.bulk_create(made)
    kinds = np.array([unit.kind for unit in made])
    urban = {commune.pk: commune.kind != "xa" for commune in communes}
    weight = np.array([1.6 if urban[int(unit.parent_id or 0)] else 1.0 for unit in made])
    commune_ids = np.array([unit.parent_id for unit in made], dtype=np.int64)
    return Hamlets(np.array([unit.pk for unit in made]), weight, kinds == "buon", commune_ids)


def _named(rng: Any, plan: Plan, commune: Unit, count: int) -> list[tuple[str, str]]:
    kind = KIND_OF_COMMUNE.get(commune.kind, "xa")
    return hamlet_names(rng, kind, plan.description.region, count)


def _hamlet(plan: Plan, commune: Unit, kind: str, name: str, number: int) -> Unit:
    return Unit(
        code=f"{commune.code}-{plan.description.period.start.year}-{number:02}",
        name=name,
        kind=kind,
        level=Level.HAMLET,
        parent=commune,
        period=commune.period,
        sort_key=unit_sort_key(name),
        confidence=Confidence.ILLUSTRATIVE,
        source="demo",
    )


def staff(plan: Plan, offices: Offices) -> list[User]:
    """Everyone who works there, in posts; gives back those of district and commune level."""
    hamlets = list(Unit.objects.filter(pk__in=offices.hamlets.ids.tolist()).order_by("pk"))
    collaborators = plan.total("collaborators", len(hamlets))
    officers = plan.total("communes_with_officer", len(offices.communes))
    advisers = plan.total("districts_with_officer", len(offices.districts))
    places: list[tuple[Role, Unit]] = [
        *((Role.COLLABORATOR, hamlets[i % len(hamlets)]) for i in range(collaborators)),
        *((Role.COMMUNE_OFFICER, unit) for unit in offices.communes[:officers]),
        *((Role.DISTRICT_OFFICER, unit) for unit in offices.districts[:advisers]),
    ]
    if offices.root.level == Level.PROVINCE:
        places.append((Role.PROVINCE_OFFICER, offices.root))
    trained = plan.total("staff_trained", 0)
    middle = sum(unit.level in (Level.DISTRICT, Level.COMMUNE) for _, unit in places)
    for number in range(max(trained - middle, 0)):
        places.append((Role.SERVICE_PROVIDER, offices.communes[number % len(offices.communes)]))
    places.append((Role.LEADER, offices.root))
    people = _people(plan, len(places))
    _posts(plan, places, people)
    _interpreters(plan, places, people)
    local = (Level.DISTRICT, Level.COMMUNE)
    pairs = zip(people, places, strict=True)
    return [person for person, (_, unit) in pairs if unit.level in local][:trained]


def watch_over(plan: Plan, offices: Offices) -> None:
    """Who checks what was read, and who gives out accounts, at the locality's own unit: they see
    no child. Apart from the staff, which stays as it is described."""
    roles = (Role.AUDITOR, Role.ADMINISTRATOR)
    people = _people(plan, len(roles), part="watch over", after=WATCH_OVER)
    begun = since(offices.root, date(plan.description.period.start.year - 2, 3, 1))
    Post.objects.bulk_create(
        Post(person=person, role=role, unit=offices.root, period=begun)
        for person, role in zip(people, roles, strict=True)
    )


def _people(plan: Plan, count: int, part: str = "staff", after: int = 0) -> list[User]:
    rng = plan.rng(part)
    ethnic = np.full(count, "01")
    sex = (rng.random(count) < 0.62).astype(np.int8)
    decade = rng.choice([1970, 1980, 1990], size=count)
    full, _ = names().adults(rng, ethnic, sex, decade)
    prefix = plan.description.code.replace("-", "")
    return User.objects.bulk_create(
        User(
            username=f"{prefix}.{number:05}",
            password=NO_PASSWORD,
            full_name=name,
            invented=True,
            works_as_of=plan.description.as_of,
        )
        for number, name in enumerate(full.to_pylist(), start=after + 1)
    )


def _posts(plan: Plan, places: list[tuple[Role, Unit]], people: list[User]) -> None:
    rng = plan.rng("posts")
    start = plan.description.period.start
    begun = (start.year - rng.integers(1, 9, len(places))).tolist()
    Post.objects.bulk_create(
        Post(person=person, role=role, unit=unit, period=since(unit, date(year, 3, 1)))
        for person, (role, unit), year in zip(people, places, begun, strict=True)
    )
    left = [unit for role, unit in places if role == Role.COLLABORATOR][::9]
    former = User.objects.bulk_create(
        User(
            username=f"{people[0].username}.cu{n}",
            password=NO_PASSWORD,
            full_name=name,
            invented=True,
        )
        for n, name in enumerate(_former_names(plan, len(left)))
    )
    Post.objects.bulk_create(
        Post(
            person=person,
            role=Role.COLLABORATOR,
            unit=unit,
            period=DateRange(max(unit.period.lower, date(start.year - 9, 1, 1)), start),
        )
        for person, unit in zip(former, left, strict=True)
    )


def _former_names(plan: Plan, count: int) -> list[str]:
    rng = plan.rng("former staff")
    sex = rng.integers(0, 2, count).astype(np.int8)
    full, _ = names().adults(rng, np.full(count, "01"), sex, np.full(count, 1980))
    return list(full.to_pylist())


def since(unit: Unit, day: date) -> DateRange:
    """From the day, or from when the unit began, until it ends."""
    return DateRange(max(unit.period.lower, day), unit.period.upper)


def _interpreters(plan: Plan, places: list[tuple[Role, Unit]], people: list[User]) -> None:
    wanted = plan.total("interpreters", 0)
    spoken = [_language(name) for name in plan.description.mixes["interpreter_languages"]]
    advisers = [
        (person, unit)
        for person, (role, unit) in zip(people, places, strict=True)
        if role == Role.DISTRICT_OFFICER
    ]
    if wanted > len(advisers):
        raise Problem(
            f"Có {wanted} phiên dịch 111 nhưng chỉ {len(advisers)} công chức cấp huyện.",
            f"{wanted} interpreters need as many district officers; there are {len(advisers)}.",
        )
    Post.objects.bulk_create(
        Post(
            person=person,
            role=Role.INTERPRETER,
            unit=unit,
            period=since(unit, plan.description.period.start.replace(month=1, day=1)),
            languages=spoken or ["01"],
        )
        for person, unit in advisers[-wanted:]
        if wanted
    )


def _language(name: str) -> str:
    groups = law_file("ethnic_groups")["groups"]
    return next(str(g["code"]) for g in groups if name in (g["name"], *g["other"]))


def boards_and_plans(plan: Plan, offices: Offices) -> None:
    """A steering board and a plan for each unit; one plan in three is the commune's own."""
    year = plan.description.period.start.year
    units = _with_both(plan, offices)
    Board.objects.bulk_create(
        Board(unit=unit, decision=f"{n}/QĐ-UBND", period=since(unit, date(year - 2, 1, 15)))
        for n, unit in enumerate(units, start=1)
    )
    make_plans(plan, offices)
    ActionPlan.objects.bulk_create(
        _plan(unit, n, year - 1)
        for n, unit in enumerate(offices.communes, start=1)
        if unit.valid_on(date(year - 1, 1, 1))
    )


def make_plans(plan: Plan, offices: Offices) -> None:
    """Plans of the years the period touches; not the one that the file describes."""
    period = plan.description.period
    described = str((plan.description.text.get("plan") or {}).get("period"))
    for year in range(period.start.year, period.last_day.year + 1):
        own = {offices.root.pk} if described == str(year) else set()
        ActionPlan.objects.bulk_create(
            _plan(unit, n, year)
            for n, unit in enumerate(_with_both(plan, offices), start=1)
            if unit.pk not in own
        )


def _with_both(plan: Plan, offices: Offices) -> list[Unit]:
    count = plan.total("communes_with_board_and_plan", len(offices.communes))
    every = (offices.root, *offices.districts, *offices.communes[:count])
    return list({unit.pk: unit for unit in every}.values())  # the root is one of its own tree


def _plan(unit: Unit, number: int, year: int) -> ActionPlan:
    own = number % 3 == 0
    return ActionPlan(
        unit=unit,
        period=DateRange(max(date(year, 1, 1), unit.period.lower), date(year + 1, 1, 1)),
        form=ActionPlan.Form.OWN if own else ActionPlan.Form.INTEGRATED,
        number=f"{number}/KH-UBND",
        title=(
            f"Kế hoạch hành động vì trẻ em năm {year}"
            if own
            else f"Kế hoạch giảm nghèo, an sinh xã hội năm {year} (lồng ghép công tác trẻ em)"
        ),
    )
