"""Who is named on the sealed matters of a locality: the officer of each child's commune."""

from importlib.resources import files

from django.db import connection

from chungtay.demo.plan import Plan


def name_officers(plan: Plan) -> None:
    """Everything sealed about a child opens to the first commune officer of its home on the day
    the accounts work as of. A collaborator is never named."""
    sql = files("chungtay.demo").joinpath("keepers.sql").read_text("utf-8")
    with connection.cursor() as cursor:
        cursor.execute(sql, {"day": plan.description.as_of})
