"""Each unit knows its province, district and commune: filled by the database from its parent,
which must be of a higher level and hold for the whole period of the unit."""

from django.db import migrations

FILL = """
CREATE FUNCTION places_fill_ancestors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE up places_unit;
BEGIN
    SELECT * INTO up FROM places_unit WHERE id = NEW.parent_id;
    IF NEW.parent_id IS NOT NULL AND (up.id IS NULL OR up.level >= NEW.level) THEN
        RAISE EXCEPTION 'unit % must stand under a unit of a higher level', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_under_higher_level';
    END IF;
    IF NEW.parent_id IS NOT NULL AND NOT up.period @> NEW.period THEN
        RAISE EXCEPTION 'unit % outlives its parent', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_within_parent_period';
    END IF;
    NEW.province_id := CASE WHEN NEW.level = 1 THEN NEW.id ELSE up.province_id END;
    NEW.district_id := CASE WHEN NEW.level = 2 THEN NEW.id ELSE up.district_id END;
    NEW.commune_id := CASE WHEN NEW.level = 3 THEN NEW.id ELSE up.commune_id END;
    RETURN NEW;
END $$;
CREATE TRIGGER places_unit_ancestors
    BEFORE INSERT OR UPDATE OF parent_id, level, period ON places_unit
    FOR EACH ROW EXECUTE FUNCTION places_fill_ancestors();
"""
DROP = """
DROP TRIGGER places_unit_ancestors ON places_unit;
DROP FUNCTION places_fill_ancestors();
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunSQL(FILL, DROP)]
