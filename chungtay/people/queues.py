"""The tasks of the queue itself: one for what people ask for, one for every night's work."""

import os
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from chungtay.people.jobs import KINDS, NIGHTLY, PEOPLE, TASK, Kind
from chungtay.people.models import Job
from chungtay.people.working import Interrupted, carry_out

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
AHEAD = 7  # hours; the queue counts by UTC, and Viet Nam has no summer time
LEFT = "SELECT id FROM procrastinate_jobs WHERE status = 'doing' AND queue_name = %(queue)s"
PATIENCE = 3.0  # seconds that running work may still take when the process is to end
AGAIN = RetryStrategy(retry_exceptions={Interrupted})


@app.task(name=TASK, queue=PEOPLE, pass_context=True, retry=AGAIN)
def asked(context: JobContext, pk: int, by: int) -> None:
    carry_out(pk, by, context.should_abort)


@app.task(name=NIGHTLY, queue=NIGHTLY, pass_context=True, retry=AGAIN)
def of_night(context: JobContext, timestamp: int, name: str) -> None:
    carry_out(_night(name, timestamp), None, context.should_abort)


def _night(name: str, timestamp: int) -> int:
    """The job of that night: the same one when it is run again."""
    found, _made = Job.objects.get_or_create(name=name, key=str(timestamp), by=None)
    return int(found.pk)


def keep_nights(now: datetime | None = None) -> None:
    """From here on the night's work is put in the queue at its hour; what was missed while the
    machine was off, at once."""
    for kind in _nights():
        told: dict[str, Any] = {"task_kwargs": {"name": kind.name}, "queue": NIGHTLY}
        app.periodic(cron=_cron(kind), periodic_id=kind.name, **told)(of_night)
        if missed := _missed(kind, now or timezone.now()):
            of_night.defer(timestamp=missed, name=kind.name)


def _nights() -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.at]


def _cron(kind: Kind) -> str:
    assert kind.at is not None
    return f"{kind.at.minute} {(kind.at.hour - AHEAD) % 24} * * *"


def _missed(kind: Kind, now: datetime) -> int | None:
    """When the work last fell due, if it has been done before and not since. An installation that
    has never run at night waits for its first."""
    before = Job.objects.filter(name=kind.name, by=None).order_by("-created_at").first()
    assert kind.at is not None
    due = _due(kind.at, now)
    return int(due.timestamp()) if before and before.created_at < due else None


def _due(at: time, now: datetime) -> datetime:
    today = datetime.combine(now.astimezone(ZONE).date(), at, ZONE)
    return today if today <= now else today - timedelta(days=1)


async def serve(queue: str) -> None:
    """Works at the queue until a signal to end."""
    # The app itself keeps its connector: a job that defers another does so in its transaction.
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        await _take_up(worker, queue)
        await worker.run_worker_async(
            queues=[queue],
            concurrency=int(os.environ.get("CHUNGTAY_JOBS", "2")),
            delete_jobs="always",  # people_job tells what was done
            shutdown_graceful_timeout=PATIENCE,
        )


async def _take_up(worker: Any, queue: str) -> None:
    """What a process that died left behind waits again."""
    for row in await worker.connector.execute_query_all_async(LEFT, queue=queue):
        now = datetime.now().astimezone()
        await worker.job_manager.retry_job_by_id_async(row["id"], retry_at=now)
