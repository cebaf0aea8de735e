"""Tasks handed to sectors: what came of those of the period, what is ahead."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from django.db.models import Q, QuerySet

from chungtay.lib.vietnamese import date, number
from chungtay.plans.models import Task
from chungtay.reports.chapters import Matter
from chungtay.reports.tables import Tables

MEETING = timedelta(days=90)  # the review meeting hands out tasks some weeks after the year


def given(tables: Tables) -> QuerySet[Task]:
    """Tasks of the unit that were given or fell due in the period, apart from those dropped."""
    in_period = Q(given_on__gte=tables.period.start) | Q(due_on__gte=tables.period.start)
    tasks = Task.objects.filter(unit=tables.unit, given_on__lt=tables.period.end)
    past = Q(due_on__lt=tables.period.end) | Q(done_on__lt=tables.period.end)
    return tasks.filter(in_period, past).exclude(status=Task.Status.DROPPED)


def ahead(tables: Tables) -> list[Task]:
    """Tasks handed out until some weeks after the period and not yet done in it, by sector."""
    tasks = Task.objects.filter(unit=tables.unit, given_on__lt=tables.period.end + MEETING)
    still = tasks.filter(Q(due_on__isnull=True) | Q(due_on__gte=tables.period.end))
    still = still.exclude(status=Task.Status.DROPPED).exclude(done_on__lt=tables.period.end)
    order = [sector.value for sector in Task.Sector]
    return sorted(still.order_by("given_on", "pk"), key=lambda task: order.index(task.sector))


def results(tables: Tables) -> Iterator[str]:
    tasks = list(given(tables))
    if not tasks:
        return
    done = sum(bool(task.done_on and task.done_on < tables.period.end) for task in tasks)
    yield (
        f"Các ngành được giao {number(len(tasks))} nhiệm vụ cụ thể có hạn trong kỳ; đã hoàn thành "
        f"{number(done)}/{number(len(tasks))} nhiệm vụ."
    )


def handed(tables: Tables) -> Iterator[str]:
    """A paragraph for each sector that has a task ahead."""
    for sector, tasks in groupby(ahead(tables), key=lambda task: task.sector):
        said = "; ".join(_said(task) for task in tasks)
        yield f"- {_addressed(sector)}: {said}."


def _addressed(sector: str) -> str:
    label = str(Task.Sector(sector).label)
    if sector == Task.Sector.OTHER:
        return "Các sở, ban, ngành, đoàn thể"
    whole = (Task.Sector.FRONT, Task.Sector.WOMEN, Task.Sector.YOUTH, Task.Sector.LOWER)
    return label if sector in whole else f"Ngành {label}"


def _said(task: Task) -> str:
    what = task.what.rstrip(" .;")
    what = what[:1].lower() + what[1:]
    return f"{what} (hạn {date(task.due_on)})" if task.due_on else what


DONE = Matter("Nhiệm vụ đã giao các ngành", results, ("C32",))
HANDED = Matter("Nhiệm vụ giao các ngành, địa phương", handed, ("C32",))
