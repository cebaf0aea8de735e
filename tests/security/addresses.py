"""Every address of the site, to whom it opens, and what of a place it shows.

A row says which permissions open the page (any of them), and how its arguments are made for a
place. `by_place`: the page is of that place's record, and answers 404 to one whose posts do not
reach it. The table says what access should be; it is not read from the code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chungtay.people.roles import PERMISSIONS, Permission, Role
from chungtay.survey.models import Area, Round, Sample, Visit
from tests.security.world import World

P = Permission
ANYONE = frozenset(Permission)  # any post that permits something
Arguments = Callable[[World, str], list[Any]]


@dataclass(frozen=True)
class Row:
    opens: frozenset[Permission]
    args: Arguments = lambda _world, _place: []
    by_place: bool = False
    commune: bool = False  # of the place's commune: out of reach from its hamlet
    asked: Callable[[World, str], dict[str, Any]] = lambda _world, _place: {}
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)
    named: bool = False  # sealed: opens to those named on it, whatever the posts
    without: frozenset[Role] = frozenset()  # roles that have the permission and still may not
    beside: frozenset[Role] = frozenset()  # roles to which it opens besides

    def permits(self, role: Role) -> bool:
        held = bool(PERMISSIONS[role] & self.opens)
        return (held and role not in self.without) or role in self.beside


def of(*permissions: Permission, **more: Any) -> Row:
    return Row(frozenset(permissions), **more)


def child(world: World, place: str) -> list[Any]:
    return [world.children[place].pk]


def household(world: World, place: str) -> list[Any]:
    return [world.children[place].residences.get().household_id]


def unit_asked(world: World, place: str) -> dict[str, Any]:
    return {"don-vi": world.hamlets[place].pk}


def report(*rest: str) -> Arguments:
    return lambda world, place: [world.hamlets[place].pk, "2020-H1", *rest]


def survey(model: Any, *rest: Any) -> Arguments:
    """The place's round, or what of the survey is about its child."""

    def args(world: World, place: str) -> list[Any]:
        child = world.children[place]
        about = {"Round": "areas__visits__child", "Area": "visits__child",
                 "Sample": "rechecks__child"}.get(model.__name__, "child")  # fmt: skip
        return [model.objects.get(**{about: child}).pk, *rest]

    return args


PLACED: dict[str, Any] = {"by_place": True}
OF_COMMUNES: dict[str, Any] = {"by_place": True, "commune": True}
OF_UNIT: dict[str, Any] = {"asked": unit_asked, "by_place": True}

# What every signed-in person reaches, whatever the posts: one's own account, the language.
OWN = {
    "account", "devices_end", "device_end", "second_factor", "mfa_index", "mfa_list_webauthn",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "account_change_password",
    "account_set_password", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "sign_out", "account_logout",
}  # fmt: skip
# What needs no account.
PUBLIC = {"sign_in", "account_login", "mfa_authenticate", "slip_open", "set_language"}

PAGES = {
    "home": of(*ANYONE),
    "jobs": of(*ANYONE),
    "unit_changes": of(P.UNITS, **OF_UNIT),
    "overview": of(P.FIGURES, **OF_UNIT),
    "rights_matrix": of(P.RECORDS, P.POSTS, P.ACCOUNTS, P.AUDIT),
    "hamlets": of(P.FIGURES, P.POSTS, **OF_UNIT),
    "proposals": of(P.ENROL, **OF_UNIT),
    "cleaning": of(P.ENROL, **OF_UNIT),
    "cleaning_file": of(P.EXPORT, **OF_UNIT),
    "special_list": of(P.CHILDREN, **OF_UNIT),
    "special_list_file": of(P.EXPORT, **OF_UNIT),
    "follow_up": of(P.CHILDREN, args=child, **PLACED),
    "follow_up_file": of(
        P.CHILDREN, args=lambda world, place: [*child(world, place), "docx"], **PLACED
    ),
    "trends": of(P.FIGURES, **OF_UNIT),
    "trend_chart": of(P.FIGURES, args=lambda _w, _p: ["dac-biet"], **OF_UNIT),
    "risks": of(P.FIGURES),
    "children": of(P.CHILDREN, **OF_UNIT),
    "fund_book": of(P.BOOKS, **OF_UNIT),
    "children_then": of(P.CHILDREN, P.FIGURES, **OF_UNIT),
    "children_sheet": of(P.CHILDREN, **OF_UNIT),
    "new_child": of(P.ENROL),
    "child": of(P.CHILDREN, args=child, **PLACED),
    "child_edit": of(P.ENROL, args=child, **PLACED),
    "child_history": of(P.CHILDREN, args=child, **PLACED),
    **{
        name: of(P.ENROL, args=child, **PLACED)
        for name in ("child_moves_out", "child_lost", "child_returns", "child_died")
    },
    "household_split": of(P.ENROL, args=household, **PLACED),
    "household_join": of(P.ENROL, args=household, **PLACED),
    "movements": of(P.CHILDREN, **OF_UNIT),
    "movements_file": of(P.EXPORT, **OF_UNIT),
    "arrivals": of(P.CHILDREN, **OF_UNIT),
    "duplicates": of(P.ENROL, **OF_UNIT),
    "enrol_alike": of(P.ENROL, method="post"),
    "turned_16": of(P.ENROL, **OF_UNIT),
    # An auditor reads who read, and of the child its name and day of birth alone.
    "child_log": of(
        P.AUDIT, P.SUPERVISE, args=child, beside=frozenset({Role.COMMUNE_OFFICER}), **PLACED
    ),
    "unit_log": of(P.AUDIT),
    "sealed_list": of(*ANYONE),
    "exchange": of(P.ENROL),
    "exchange_template": of(P.ENROL, **OF_UNIT),
    "search": of(P.CHILDREN, P.RECORDS),
    "reports": of(P.FIGURES),
    "report": of(P.FIGURES, args=report(), **PLACED),
    "report_file": of(P.FIGURES, args=report("docx"), **PLACED),
    "figure": of(P.FIGURES, args=report("children"), **PLACED),
    "report_chart": of(
        P.FIGURES,
        args=lambda world, place: [world.communes[place].pk, "2020-H1", "pyramid"],
        by_place=True,
        commune=True,
    ),
    "survey_rounds": of(P.FIGURES, **OF_UNIT),
    "survey_open": of(P.WORK),
    "survey_keying": of(P.ENROL),
    "survey_round": of(P.FIGURES, args=survey(Round), **PLACED),
    "survey_chart": of(P.FIGURES, args=survey(Round), **PLACED),
    "survey_assign": of(P.WORK, args=survey(Round), **PLACED),
    "survey_propose": of(P.WORK, args=survey(Round), method="post", **PLACED),
    "survey_samples": of(P.WORK, args=survey(Round), **PLACED),
    "survey_sample": of(P.WORK, args=survey(Sample), **OF_COMMUNES),
    "survey_errors": of(P.WORK, args=survey(Sample), **OF_COMMUNES),
    "survey_recheck": of(P.WORK, args=survey(Sample, 1), **OF_COMMUNES),
    "survey_area": of(P.CHILDREN, args=survey(Area), **PLACED),
    "survey_changes": of(P.CHILDREN, args=survey(Area), **PLACED),
    "survey_book": of(P.EXPORT, args=survey(Area), method="post", **PLACED),
    "survey_step": of(
        P.ENROL, P.WORK, args=survey(Area), method="post", data={"buoc": "begin"}, **PLACED
    ),
    "survey_new_child": of(P.ENROL, args=survey(Area), **PLACED),
    "survey_visit": of(P.ENROL, args=survey(Visit), **PLACED),
    "data_board": of(P.RIGHTS, P.CASES),
    "data_retention": of(P.RIGHTS, **OF_UNIT),
    "accounts": of(P.ACCOUNTS, P.POSTS),
}

REGISTER = {"tinh-trang", "viec-hoc", "khuyet-tat", "benh", "hoan-canh", "nguoi-cham-soc",
            "noi-o", "ho-gia-dinh", "dien-ngheo", "tro-cap", "ho-tro", "do-dau",
            "tu-van"}  # fmt: skip
HEALTH = {"the-bhyt", "can-do", "tiem-chung", "vitamin-a", "kham-chua-benh", "tai-nan"}
WORK = {"hoat-dong", "tham-du", "san-pham", "mo-hinh", "loai-mo-hinh", "danh-gia",
        "diem-tieu-chi", "dot-tang-qua", "ke-hoach", "muc-tieu", "noi-dung", "nhiem-vu",
        "van-ban", "ban-chi-dao"}  # fmt: skip
BOOKS = {"quy", "van-dong", "chi", "nha-tai-tro"}
RIGHTS = {"yeu-cau-du-lieu", "dong-y", "vi-pham-du-lieu", "ra-soat-du-lieu"}

LISTS = {
    **{slug: of(P.CHILDREN) for slug in REGISTER | HEALTH},
    **{slug: of(P.RECORDS) for slug in WORK},
    **{slug: of(P.BOOKS) for slug in BOOKS},
    # Each row names a child: to an accountant of the Fund it is a sum in the books.
    "huong-loi": of(P.BOOKS, without=frozenset({Role.FUND_ACCOUNTANT})),
    **{slug: of(P.RIGHTS) for slug in RIGHTS},
    "don-vi": of(P.RECORDS, P.POSTS),
    "can-bo": of(P.RECORDS, P.POSTS),
    "thong-bao": of(P.NOTICES),
    "vu-viec": of(P.CASES, P.SUPERVISE),
    "nhan-con-nuoi": of(P.CASES, P.SUPERVISE),
}
# A record that stands in the commune's book, not in a hamlet's.
OF_COMMUNE = {"do-dau"}
# Opens to those named on it: tests/web/test_sealed.py.
SEALED = {"tu-van"}
# Addresses that are tried one by one elsewhere, with what they need to be tried at all.
ELSEWHERE = {
    "upload": "tests/exchange/test_pages.py",
    "upload_columns": "tests/exchange/test_pages.py",
    "upload_marked": "tests/exchange/test_pages.py",
    "upload_choose": "tests/exchange/test_pages.py",
    "upload_accept": "tests/exchange/test_pages.py",
    "upload_undo": "tests/exchange/test_pages.py",
    "upload_recheck": "tests/exchange/test_pages.py",
    "upload_remove": "tests/exchange/test_pages.py",
    "job": "tests/web/test_jobs.py",
    "unit_change": "tests/web/test_unit_changes.py",
    "unit_change_known": "tests/web/test_unit_changes.py",
    "unit_changed": "tests/web/test_unit_changes.py",
    "unit_change_undo": "tests/web/test_unit_changes.py",
    "job_cancel": "tests/web/test_jobs.py",
    "job_seen": "tests/web/test_jobs.py",
    "handed_over": "tests/web/test_handover.py",
    "hand_over_seen": "tests/web/test_handover.py",
    "hand_over_undo": "tests/web/test_handover.py",
    "hand_over": "tests/web/test_handover.py",
    "risk": "tests/web/test_risks.py",
    "new_risk": "tests/web/test_risks.py",
    "areas": "tests/web/test_records.py",
    "area": "tests/web/test_records.py",
    "children_file": "tests/web/test_child_lists.py",
    "children_columns": "tests/web/test_child_lists.py",
    "view_save": "tests/web/test_child_lists.py",
    "view_remove": "tests/web/test_child_lists.py",
    "plan_file": "tests/web/test_records.py",
    "attach": "tests/security/attacks/test_files.py",
    "attachment": "tests/security/attacks/test_files.py",
    "detach": "tests/security/attacks/test_files.py",
    "incident_file": "tests/web/test_rights.py",
    "consent_paper_new": "tests/web/test_consent_papers.py",
    "consent_paper": "tests/web/test_consent_papers.py",
    "consent_paper_end": "tests/web/test_consent_papers.py",
    "break_glass": "tests/web/test_sealed.py",
    "sealed": "tests/web/test_sealed_record.py",
    "child_settles": "tests/web/test_life.py",
    "deed_undo": "tests/web/test_life.py",
    "duplicate": "tests/web/test_duplicates.py",
    "named": "tests/web/test_sealed.py",
    "alert_seen": "tests/web/test_sealed.py",
    "person_account": "tests/web/test_accounts.py",
    "slip_new": "tests/web/test_accounts.py",
}
# The addresses of a kind of record, one test each for every kind.
OF_KIND = {"records", "records_file", "record_new", "record", "record_edit"}
