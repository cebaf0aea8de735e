"""Takes a locality's records out again, and only its own."""

from django.db import connection

from chungtay.demo.models import Locality

# In the order that foreign keys allow. `u` is every unit of the locality's tree, `c` its children.
STATEMENTS = (
    "DELETE FROM fund_benefit WHERE spending_id IN (SELECT id FROM fund_spending WHERE fund_id IN (SELECT id FROM u))",
    "DELETE FROM support_support WHERE child_id IN (SELECT id FROM c)",
    "DELETE FROM support_grant WHERE child_id IN (SELECT id FROM c)",
    "DELETE FROM fund_spending WHERE fund_id IN (SELECT id FROM u)",
    "DELETE FROM fund_donation WHERE fund_id IN (SELECT id FROM u)",
    "DELETE FROM fund_donor d WHERE invented AND NOT EXISTS (SELECT FROM fund_donation n WHERE n.donor_id = d.id)",
    "DELETE FROM activities_attendance WHERE activity_id IN (SELECT id FROM activities_activity WHERE unit_id IN (SELECT id FROM u))",
    "DELETE FROM activities_product WHERE activity_id IN (SELECT id FROM activities_activity WHERE unit_id IN (SELECT id FROM u))",
    "DELETE FROM activities_activity WHERE unit_id IN (SELECT id FROM u)",
    "DELETE FROM plans_plan WHERE unit_id IN (SELECT id FROM u)",
    "DELETE FROM people_board WHERE unit_id IN (SELECT id FROM u)",
    "DELETE FROM people_post WHERE unit_id IN (SELECT id FROM u)",
    "DELETE FROM people_user p WHERE invented AND NOT EXISTS (SELECT FROM people_post q WHERE q.person_id = p.id)",
    "DELETE FROM children_circumstance WHERE child_id IN (SELECT id FROM c)",
    "DELETE FROM children_guardian WHERE child_id IN (SELECT id FROM c)",
    "DELETE FROM children_residence WHERE child_id IN (SELECT id FROM c)",
    "DELETE FROM children_poverty WHERE household_id IN (SELECT id FROM children_household WHERE unit_id IN (SELECT id FROM u))",
    "DELETE FROM children_household WHERE unit_id IN (SELECT id FROM u)",
    "DELETE FROM children_child WHERE id IN (SELECT id FROM c)",
    "DELETE FROM places_unit WHERE level = 4 AND source = 'demo' AND id IN (SELECT id FROM u)",
)


def remove(locality: Locality) -> None:
    """Deletes invented records only; the unit's real rows and other localities stay."""
    field = locality.unit.ancestor_field
    column = "id" if field == "id" else f"{field}_id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE u ON COMMIT DROP AS SELECT id FROM places_unit WHERE {column} = %s",
            [locality.unit_id],
        )
        cursor.execute(
            "CREATE TEMP TABLE c ON COMMIT DROP AS SELECT DISTINCT r.child_id AS id "
            "FROM children_residence r JOIN u ON u.id = r.unit_id "
            "JOIN children_child k ON k.id = r.child_id WHERE k.invented"
        )
        for statement in STATEMENTS:
            cursor.execute(statement)
        cursor.execute("DROP TABLE u, c")
    locality.delete()
