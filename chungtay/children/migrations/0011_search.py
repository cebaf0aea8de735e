from pathlib import Path

import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import chungtay.children.finding
import chungtay.lib.searched

FOLDER = Path(__file__).parent
LISTED, SQL = ((FOLDER / name).read_text("utf-8") for name in ("listed.sql", "search.sql"))
# The search as it was: the last part of its file.
BEFORE = (FOLDER / "row_security.sql").read_text("utf-8").split("-- Search. Row security")[1]
DROP_OLD = """
DROP FUNCTION access.children_named(text[]), access.named(text),
    access.search(text[], bigint, date, text), access.count_children(text[], bigint, date, text),
    access.find_children(text[], bigint, date, text, text, bigint, bigint);
"""
DROP_LISTED = """
DROP TRIGGER listed_insert ON children_residence;
DROP TRIGGER listed_update ON children_residence;
DROP TRIGGER listed_delete ON children_residence;
DROP TRIGGER listed_truncate ON children_residence;
DROP TRIGGER listed_insert ON children_child;
DROP TRIGGER listed_update ON children_child;
DROP TRIGGER listed_update ON places_unit;
DROP FUNCTION access.list_again(), access.list_homes(), access.list_children(),
    access.list_units();
DROP TABLE access.listed;
DROP VIEW access.listing;
"""
DROP_NEW = """
DROP FUNCTION access.children_named(jsonb), access.cared_by(jsonb, date),
    access.places(jsonb, bigint, date), access.splits(jsonb),
    access.find_wider(jsonb, bigint, date, text, integer),
    access.find_wider_apart(jsonb, bigint, date, text, integer),
    access.nearest(jsonb, bigint, date, text, text, bigint),
    access.few(text, text, text, bigint, integer), access.along(text, text, bigint),
    access.in_order(text), access.degree(jsonb),
    access.count_children(jsonb, bigint, date, text),
    access.degrees(jsonb, text),
    access.find_children(jsonb, bigint, date, text, text, bigint, bigint),
    access.search(jsonb, bigint, date, text), access.at_home(bigint, date, text),
    access.below(bigint), access.listed_below(bigint),
    access.nearness(text, text, jsonb), access.spelt(jsonb),
    access.whole(jsonb), access.named(jsonb), access.born(jsonb),
    access.holds_each(text, jsonb, text), access.holds(text, jsonb);
"""
# Common words are many here: with the usual hundred samples a rare one is not told from them.
SAMPLES = "ALTER TABLE children_guardian ALTER search_text SET STATISTICS 1000"


class Migration(migrations.Migration):
    dependencies = [("children", "0010_same_person")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="guardian", name="update_update"),
        migrations.RemoveIndex(model_name="child", name="child_search"),
        migrations.AddField(
            model_name="child",
            name="search_text",
            field=models.GeneratedField(
                db_persist=True,
                expression=chungtay.children.finding.WithInitials(models.F("search_key")),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="guardian",
            name="search_text",
            field=models.GeneratedField(
                db_persist=True,
                expression=chungtay.lib.searched.Spaced(models.F("full_name")),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddIndex(
            model_name="guardian",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="guardian_text", opclasses=["gin_trgm_ops"]
            ),
        ),

        pgtrigger.migrations.AddTrigger(
            model_name='guardian',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."birth_year" IS DISTINCT FROM (NEW."birth_year") OR OLD."child_id" IS DISTINCT FROM (NEW."child_id") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_contact" IS DISTINCT FROM (NEW."is_contact") OR OLD."is_main" IS DISTINCT FROM (NEW."is_main") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."relation" IS DISTINCT FROM (NEW."relation"))', func='INSERT INTO "children_guardianevent" ("birth_year", "child_id", "full_name", "id", "is_contact", "is_main", "period", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") VALUES (OLD."birth_year", OLD."child_id", OLD."full_name", OLD."id", OLD."is_contact", OLD."is_main", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."relation"); RETURN NULL;', hash='f1b0745a8b2f76a6d1345e70eb27de8e24034966', operation='UPDATE', pgid='pgtrigger_update_update_e661f', table='children_guardian', when='AFTER')),
        ),
        migrations.RunSQL(SAMPLES, migrations.RunSQL.noop),
        migrations.RunSQL(LISTED, DROP_LISTED),
        migrations.RunSQL(DROP_OLD + SQL, DROP_NEW + "-- " + BEFORE),
    ]
