"""What the two lesser roles of the database may touch: told anew after every migration, so that
a table nobody thought of is closed, not open."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction

from chungtay.people.roles import PERMISSIONS

# Lines are added, never altered: the trail, its links, what a record was before.
ADD_ONLY = ("people_auditevent", "people_deed")
# Written by the owner only.
READ_ONLY = ("django_migrations", "django_content_type", "people_auditlink")
# Read and written by the database's own functions only.
CLOSED = ("people_deedrow",)
# Names and numbers of persons, and words about them: not for counting.
NO_NAMES = {
    "children_child": {"full_name", "search_key", "search_text", "sort_key", "personal_number"},
    "children_guardian": {"full_name", "search_text"},
    "children_guardianstate": {"evidence"},
    "children_residence": {"left_to"},
    "children_schooling": {"school", "reason"},
    "children_disability": {"number"},
    "children_illness": {"name", "evidence"},
    "children_declined": {"reason"},
    "children_household": {"head", "address"},
    "children_circumstance": {"evidence", "sealed_evidence", "end_reason"},
    "cases_notice": {"account", "informant"},
    "survey_area": {"words"},
    "survey_visit": {"gone_to"},
    "survey_recheck": {"answers"},
    "cases_case": {"account", "suspect_id", "suspect_told"},
    "people_user": {"password", "phone", "phone_key", "email", "session_lot"},
}
# Tables of accounts, sessions, the trail and sealed matters, by how their names begin.
SECRETS = (
    "account_", "mfa_", "axes_", "usersessions_", "django_session", "people_invitation",
    "people_audit", "people_deed", "people_job", "procrastinate_", "children_named",
    "children_alert", "children_adoption", "plans_attachment", "rights_", "exchange_upload",
)  # fmt: skip
# Each migration of a trigger brings back pgtrigger's own function, by which whoever may send SQL
# could say that no history is kept.
HISTORY_ALWAYS = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    RETURN current_user NOT IN ('chungtay_web', 'chungtay_figures') AND coalesce(
        trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]), false
    );
END
$$
"""


@transaction.atomic
def grant() -> None:
    """Rights on tables and sequences for chungtay_web and chungtay_figures, and the table of
    what each role permits. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('chungtay grants'))")
        cursor.execute("; ".join(_statements()))
        cursor.execute(HISTORY_ALWAYS)
        cursor.execute("DELETE FROM access.permission")
        cursor.executemany("INSERT INTO access.permission VALUES (%s, %s)", _permissions())


def _permissions() -> list[tuple[str, str]]:
    return [(str(role), str(one)) for role, held in PERMISSIONS.items() for one in held]


def _statements() -> Iterator[str]:
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM chungtay_web, chungtay_figures"
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f'REVOKE TEMPORARY ON DATABASE "{connection.settings_dict["NAME"]}" FROM PUBLIC'
    yield "GRANT USAGE ON SCHEMA public TO chungtay_web, chungtay_figures"
    yield "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO chungtay_web"
    for table in sorted(connection.introspection.table_names()):
        if table not in CLOSED:
            yield f'GRANT {_of_web(table)} ON "{table}" TO chungtay_web'
        if columns := _of_figures(table):
            yield f'GRANT SELECT ({", ".join(columns)}) ON "{table}" TO chungtay_figures'


def _of_web(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in ADD_ONLY or table.endswith("event"):
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def _of_figures(table: str) -> list[str]:
    """The columns of a table that tell no name; none of what concerns accounts or secrets."""
    if table.startswith(SECRETS) or table.endswith("event"):
        return []
    hidden = NO_NAMES.get(table, set())
    return [f'"{name}"' for name in _columns().get(table, ()) if name not in hidden]


def _columns() -> dict[str, list[str]]:
    models = apps.get_models(include_auto_created=True)
    return {
        one._meta.db_table: [f.column for f in one._meta.concrete_fields if f.column]
        for one in models
    }
