"""Tables whose changes can be taken back: the triggers that keep what a deed changed.

The functions are those of people/migrations/deeds.sql; `people.deeds` is how they are used."""

from django.db import migrations


def undoable(*tables: str) -> migrations.RunSQL:
    """The triggers that keep what a deed changes in these tables, each with a key `id`."""
    return migrations.RunSQL(
        [_triggers(table) for table in tables], [_no_triggers(table) for table in tables]
    )


def _triggers(table: str) -> str:
    each = "FOR EACH STATEMENT EXECUTE FUNCTION deeds"
    return f"""
        CREATE TRIGGER deed_added AFTER INSERT ON {table}
            REFERENCING NEW TABLE AS fresh {each}.added();
        CREATE TRIGGER deed_removed AFTER DELETE ON {table}
            REFERENCING OLD TABLE AS gone {each}.removed();
        CREATE TRIGGER deed_changed AFTER UPDATE ON {table}
            REFERENCING OLD TABLE AS gone NEW TABLE AS fresh {each}.changed();
    """


def _no_triggers(table: str) -> str:
    return f"""
        DROP TRIGGER deed_added ON {table}; DROP TRIGGER deed_removed ON {table};
        DROP TRIGGER deed_changed ON {table};
    """
