"""Every address of the site, to whom it opens, and what of a place it shows.

A row says which permissions open the page (any of them), and how its arguments are made for a
place. `by_place`: the page is of that place's record, and answers 404 to one whose posts do not
reach it. The table says what access should be; it is not read from the code.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chungtay.people.roles import PERMISSIONS, Permission, Role
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


def unit_asked(world: World, place: str) -> dict[str, Any]:
    return {"don-vi": world.hamlets[place].pk}


def report(*rest: str) -> Arguments:
    return lambda world, place: [world.hamlets[place].pk, "2020-H1", *rest]


PLACED: dict[str, Any] = {"by_place": True}
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
    "overview": of(P.FIGURES, **OF_UNIT),
    "rights_matrix": of(P.RECORDS, P.POSTS, P.ACCOUNTS, P.AUDIT),
    "hamlets": of(P.FIGURES, P.POSTS, **OF_UNIT),
    "risks": of(P.FIGURES),
    "children": of(P.CHILDREN, **OF_UNIT),
    "new_child": of(P.ENROL),
    "child": of(P.CHILDREN, args=child, **PLACED),
    "child_edit": of(P.ENROL, args=child, **PLACED),
    "child_history": of(P.CHILDREN, args=child, **PLACED),
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
    "data_board": of(P.RIGHTS, P.CASES),
    "accounts": of(P.ACCOUNTS, P.POSTS),
}

REGISTER = {"hoan-canh", "nguoi-cham-soc", "noi-o", "ho-gia-dinh", "dien-ngheo", "tro-cap",
            "ho-tro", "do-dau", "tu-van"}  # fmt: skip
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
}
# A record that stands in the commune's book, not in a hamlet's.
OF_COMMUNE = {"do-dau"}
# Opens to those named on it: tests/web/test_sealed.py.
SEALED = {"tu-van"}
# Addresses that are tried one by one elsewhere, with what they need to be tried at all.
ELSEWHERE = {
    "handed_over": "tests/web/test_handover.py",
    "hand_over_seen": "tests/web/test_handover.py",
    "hand_over_undo": "tests/web/test_handover.py",
    "hand_over": "tests/web/test_handover.py",
    "risk": "tests/web/test_risks.py",
    "new_risk": "tests/web/test_risks.py",
    "areas": "tests/web/test_records.py",
    "area": "tests/web/test_records.py",
    "plan_file": "tests/web/test_records.py",
    "attach": "tests/security/attacks/test_files.py",
    "attachment": "tests/security/attacks/test_files.py",
    "detach": "tests/security/attacks/test_files.py",
    "incident_file": "tests/web/test_rights.py",
    "break_glass": "tests/web/test_sealed.py",
    "named": "tests/web/test_sealed.py",
    "alert_seen": "tests/web/test_sealed.py",
    "child_log": "tests/web/test_trail.py",
    "person_account": "tests/web/test_accounts.py",
    "slip_new": "tests/web/test_accounts.py",
}
# The addresses of a kind of record, one test each for every kind.
OF_KIND = {"records", "records_file", "record_new", "record", "record_edit"}
