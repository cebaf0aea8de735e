"""Row security of a table, written in its migration: which rows the role that answers requests
sees and writes. The schema `access` (people/migrations/access.sql) says who the caller is."""

from django.db import migrations

# Written as "a scalar IS NOT NULL", a policy is planned as a filter that drops next to nothing and
# is asked of one row after another: the plan stays what it is without the policy. As EXISTS it
# becomes a hash of every home of the scope, read again in each statement.
SERVED = (
    "(SELECT access.everywhere('children')) OR "
    "(SELECT 1 FROM access.lived h WHERE h.child_id = {child} AND {when} LIMIT 1) IS NOT NULL"
)
SIGNED_IN = "(SELECT access.signed_in())"
# Once in a statement, and then looked up in a hash of units: it costs a count next to nothing.
COUNTED = (
    "(SELECT access.everywhere('figures')) OR {unit} IN (SELECT u.id FROM public.places_unit u)"
)


def served(child: str, during: str = "", on: str = "") -> str:
    """Rows about a child whom the caller serves today, or served when the row was true: `during`
    is the row's period, `on` its date. All are named with their table: a bare child_id would be
    that of the home it is compared with, and every row would do."""
    if not all("." in name for name in (child, during or ".", on or ".")):
        raise ValueError(f"name the columns with their table: {child} {during} {on}")
    when = "true"
    if during:
        when = f"(h.now OR h.period && {during})"
    if on:
        when = f"(h.now OR h.period @> {on})"
    return SERVED.format(child=child, when=when)


def in_scope(unit: str) -> str:
    """Rows of a unit (`table.column`) within the caller's posts that read children."""
    if "." not in unit:
        raise ValueError(f"name the column with its table: {unit}")
    one = f"(SELECT 1 FROM access.unit s WHERE s.id = {unit} LIMIT 1) IS NOT NULL"  # noqa: S608
    return f"(SELECT access.everywhere('children')) OR {one}"


def add_only(table: str, seen: str) -> migrations.RunSQL:
    """A table of what was: any request adds to it, and those for whom `seen` holds read it."""
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY web_reads ON {table} FOR SELECT TO chungtay_web USING ({seen});
        CREATE POLICY web_adds ON {table} FOR INSERT TO chungtay_web WITH CHECK (true);
        """,
        f"""
        DROP POLICY web_reads ON {table}; DROP POLICY web_adds ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def merged_too(table: str, child: str = "child_id", opens: str = "") -> migrations.RunSQL:
    """Rows of a record that a merge took out are read by those who serve the record that was kept
    and, if said, for whom `opens` holds; `{child}` in it is that record's key."""
    kept = f"access.kept({table}.{child})"
    seen = served(kept)
    if opens:
        seen = f"CASE WHEN {kept} IS NULL THEN false ELSE {opens.format(child=kept)} END"
    return migrations.RunSQL(
        f"CREATE POLICY merged_too ON {table} FOR SELECT TO chungtay_web USING ({seen})",
        f"DROP POLICY merged_too ON {table}",
    )


def protect(table: str, seen: str, kept: str = "", changed: str = "") -> migrations.RunSQL:
    """Only rows for which `seen` holds are read; only those for which `changed` (else `seen`)
    holds are changed or removed; `kept` (else `seen`) must hold of what is written. Counting,
    which reads no names, sees every row of the reader's tree."""
    kept, changed = kept or seen, changed or seen
    roles = "TO chungtay_web"
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY web_reads ON {table} FOR SELECT {roles} USING ({seen});
        CREATE POLICY web_adds ON {table} FOR INSERT {roles} WITH CHECK ({kept});
        CREATE POLICY web_changes ON {table} FOR UPDATE {roles}
            USING ({changed}) WITH CHECK ({kept});
        CREATE POLICY web_removes ON {table} FOR DELETE {roles} USING ({changed});
        CREATE POLICY figures ON {table} FOR SELECT TO chungtay_figures USING ({SIGNED_IN});
        """,
        f"""
        DROP POLICY web_reads ON {table}; DROP POLICY web_adds ON {table};
        DROP POLICY web_changes ON {table}; DROP POLICY web_removes ON {table};
        DROP POLICY figures ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def near(unit: str) -> str:
    """Rows of a unit (`table.column`, or a scalar subquery) that is one of the caller's posts',
    below one or above one."""
    one = f"(SELECT 1 FROM access.near s WHERE s.id = {unit} LIMIT 1) IS NOT NULL"  # noqa: S608
    return f"(SELECT access.anywhere()) OR {one}"


def narrow(table: str, seen: str, changed: str, before: str = SIGNED_IN) -> migrations.RunSQL:
    """What `protect` let through by `before` alone is from now on read where `seen` holds, and
    added, changed and removed where `changed` does."""
    return migrations.RunSQL(_altered(table, seen, changed), _altered(table, before, before))


def _altered(table: str, seen: str, changed: str) -> str:
    return f"""
        ALTER POLICY web_reads ON {table} USING ({seen});
        ALTER POLICY web_adds ON {table} WITH CHECK ({changed});
        ALTER POLICY web_changes ON {table} USING ({changed}) WITH CHECK ({changed});
        ALTER POLICY web_removes ON {table} USING ({changed});
        """


def count_within(table: str, unit: str = "unit_id") -> migrations.RunSQL:
    """Counting sees rows of the units that the caller's posts count, and of no other."""
    told = COUNTED.format(unit=f"{table}.{unit}")
    return migrations.RunSQL(
        f"ALTER POLICY figures ON {table} USING ({told})",
        f"ALTER POLICY figures ON {table} USING ({SIGNED_IN})",
    )
