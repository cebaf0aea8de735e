"""Slow work that leaves a mark for each time it was done."""

import time
from typing import Any

from django.db import connection

from chungtay.people.jobs import Said, job
from chungtay.people.trail import note


@job("trial_steps", "Việc thử theo bước")
def steps(*, by: Any, told: Any, steps: int, pause: float, **_given: Any) -> Said:
    note("trial", "trial:steps", by=by.username)
    for number in range(steps):
        told(number, steps, "Đang thử")
        time.sleep(pause)
    return Said("Đã làm %(n)s bước.", {"n": steps})


@job("trial_statement", "Việc thử một lệnh dài")
def statement(*, by: Any, told: Any, **_given: Any) -> Said:
    note("trial", "trial:statement", by=by.username)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(120)")
    return Said("Không ai đợi lâu thế.")
