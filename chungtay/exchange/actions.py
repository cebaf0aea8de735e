"""A workbook into the register: received, checked, accepted, taken back."""

import hashlib
import io
from datetime import date, timedelta
from typing import Any

import polars as pl
from django.db import DatabaseError, connection, transaction

from chungtay.exchange import checking, faults, mapping, parsing, storing
from chungtay.exchange.checking import CHANGED, CONFLICT, NEW, PERHAPS, Checked, Told, silent
from chungtay.exchange.columns import signature
from chungtay.exchange.groups import groups_of
from chungtay.exchange.hamlets import Hamlets
from chungtay.exchange.models import SheetMapping, Upload
from chungtay.exchange.parsing import PARSED, Parsed
from chungtay.exchange.reading import Sheet, opened, sheet_of
from chungtay.exchange.template import ID, VERSION
from chungtay.lib.problems import Problem
from chungtay.lib.vietnamese import date as said
from chungtay.people import deeds
from chungtay.people.models import User
from chungtay.people.trail import note
from chungtay.places.models import Level, Unit

State = Upload.State
NOT_WRITTEN = (State.COLUMNS, State.WAITING, State.CHECKED, State.UNDONE)
UNDO_WITHIN = timedelta(days=7)
MOST_WAITING = 20  # files of one person
GOOD, ALL = "good", "all"


def receive(
    name: str, data: bytes, *, unit: Unit, day: date, by: User, password: str = ""
) -> Upload:
    """A file as it came. Its columns are matched if the head is the template's or was matched
    before; else it waits for a person to match them.

    Raises Problem: not a sheet of rows, damaged, locked, of another version of the template.
    """
    file = opened(name, data, password)
    sheet = sheet_of(file)
    _check_version(sheet)
    if Upload.objects.filter(person=by).count() >= MOST_WAITING:
        raise Problem(
            f"Anh/chị đang có {MOST_WAITING} tệp. Hãy bỏ bớt tệp cũ rồi gửi lại.",
            f"You have {MOST_WAITING} files. Remove old ones first.",
        )
    known, matched = _matched(sheet, unit)
    with transaction.atomic():
        upload = Upload.objects.create(
            person=by, unit=unit, day=day, name=file.name, kind=file.kind,
            data=file.data if file.kind == "xlsx" else b"",  # of another, `texts` hold all there is
            sha256=hashlib.sha256(file.data).hexdigest(), mapping=known,
            state=State.WAITING if matched else State.COLUMNS,
            sheet=_told(sheet), texts=_bytes(sheet.rows), faults=_bytes(_of_layout(sheet)),
        )  # fmt: skip
        details = {"rows": sheet.rows.height, "sha256": upload.sha256[:16]}
        note("send_file", f"upload:{upload.pk}", by=by.username, details=details)
    return upload


def _check_version(sheet: Sheet) -> None:
    told = sheet.layout.properties
    if told.get("keywords") == ID and told.get("contentStatus") != VERSION:
        raise Problem(
            "Tệp này làm từ mẫu của phiên bản khác. Hãy tải mẫu mới rồi chép dữ liệu sang.",
            "This file was made from another version of the template. Take the new one.",
        )


def _matched(sheet: Sheet, unit: Unit) -> tuple[dict[str, str], bool]:
    """(the mapping, whether nobody needs to look at it)."""
    guess = mapping.guessed(sheet.titles)
    if sheet.layout.properties.get("keywords") == ID:
        return guess, True
    kept = SheetMapping.objects.filter(unit=unit, signature=_signature(sheet.titles)).first()
    return (dict(kept.mapping), True) if kept else (guess, False)


def _signature(titles: tuple[str, ...]) -> str:
    return hashlib.sha256(signature(titles).encode()).hexdigest()


def _told(sheet: Sheet) -> dict[str, Any]:
    """What is kept of the sheet beside its rows."""
    return {
        "name": sheet.name, "place": sheet.place, "titles": sheet.titles,
        "head_row": sheet.head_row, "rows": sheet.rows.height, "old_letters": sheet.old_letters,
    }  # fmt: skip


def _of_layout(sheet: Sheet) -> pl.DataFrame:
    """Formulas, cells under a merged one and hidden rows as faults; of a cell, `field` is the
    place of its column."""
    layout = sheet.layout
    told = [
        *((row, str(place), "formula") for row, place in sorted(layout.formulas)),
        *((row, str(place), "merged") for row, place in sorted(layout.covered(sheet.head_row))),
        *((row, "name", "hidden") for row in sorted(layout.hidden)),
    ]
    rows = [(row + 1, field, code, None) for row, field, code in told]
    found = pl.DataFrame(rows, schema=faults.SHAPE, orient="row")
    return found.filter(pl.col("row").is_in(sheet.rows["row"].implode()))


@transaction.atomic
def match_columns(upload: Upload, asked: dict[str, str], *, by: User) -> None:
    """Keeps which column is which, for this file and for the next of its head. Raises Problem
    for one that names a column twice or leaves out what a child needs, or once it was written."""
    _still(upload, *NOT_WRITTEN)
    chosen = mapping.allowed(asked, upload.titles)
    if len(set(chosen.values())) < len(chosen):
        raise Problem(
            "Hai cột của tệp được ghép vào cùng một mục.", "Two columns were matched to the same."
        )
    if not mapping.is_whole(chosen, one_hamlet=upload.unit.level == Level.HAMLET):
        raise Problem(
            "Phải ghép đủ: họ và tên, ngày sinh, giới tính, dân tộc, thôn.",
            "Match at least: name, birth date, sex, ethnic group, hamlet.",
        )
    upload.mapping, upload.state = chosen, State.WAITING
    upload.save(update_fields=["mapping", "state"])
    SheetMapping.objects.update_or_create(
        unit=upload.unit, signature=_signature(upload.titles), defaults={"mapping": chosen}
    )
    note("match_columns", f"upload:{upload.pk}", by=by.username)


def check(upload: Upload, *, told: Told = silent) -> Upload:
    """The dry run: nothing of the register changes. `told`: (done, of) in hundredths. Raises
    Problem if the file was written meanwhile."""
    found = _checked(upload, told)
    with transaction.atomic():
        _still(upload, *NOT_WRITTEN)
        upload.rows, upload.faults = _bytes(found.rows), _bytes(found.faults)
        upload.counts, upload.state, upload.choices = found.counts(), State.CHECKED, {}
        upload.save(update_fields=["rows", "faults", "counts", "state", "choices"])
    told(100, 100)
    return upload


def _checked(upload: Upload, told: Told) -> Checked:
    hamlets = Hamlets(upload.unit, upload.day)
    texts = frame(upload.texts)
    told(5, 100)
    sheet = Sheet(upload.titles, texts, 0)
    groups = groups_of(upload.unit, upload.day)
    parsed = parsing.parsed(mapping.texts(sheet, upload.mapping), hamlets, groups)
    parsed.faults = faults.together(parsed.faults, _mapped(upload))
    return checking.checked(parsed, hamlets, told)


def _checked_again(upload: Upload) -> pl.DataFrame:
    """The rows as they were read, compared with the register as it is by now."""
    rows, known = frame(upload.rows), frame(upload.faults)
    same = {int(row): said[5:] for row, said in upload.choices.items() if said[:5] == "same:"}
    named = pl.col("row").replace_strict(same, default=None, return_dtype=pl.String)
    rows = rows.with_columns(pl.coalesce(named, "__id").alias("__id"))
    read = Parsed(rows.drop("unit").rename({"read_unit": "unit"}).select(PARSED), known)
    return checking.checked(read, Hamlets(upload.unit, upload.day)).rows


def _mapped(upload: Upload) -> pl.DataFrame:
    """What the layout told, at the columns that were matched; elsewhere it is no matter."""
    found = frame(upload.faults).filter(pl.col("code").is_in(["formula", "merged", "hidden"]))
    names = {**upload.mapping, **{name: name for name in upload.mapping.values()}, "name": "name"}
    field = pl.col("field").replace_strict(names, default=None, return_dtype=pl.String)
    return found.with_columns(field.alias("field")).filter(pl.col("field").is_not_null())


@transaction.atomic
def choose(upload: Upload, choices: dict[str, str], *, by: User) -> None:
    """What a person decided of rows, by number: `file` or `keep` of a conflict; `same:KEY`, for
    one of the children that it may be, `other` or `keep` of one that may be in the register.
    Anything else is let be."""
    _still(upload, State.CHECKED)
    open_rows = frame(upload.rows).filter(pl.col("status").is_in([CONFLICT, PERHAPS]))
    allowed = {
        str(row): {"keep", "file"} if status == CONFLICT
        else {"keep", "other", *(f"same:{key}" for key in (perhaps or "").split(","))}
        for row, status, perhaps in open_rows.select("row", "status", "perhaps").iter_rows()
    }  # fmt: skip
    taken = {row: said for row, said in choices.items() if said in allowed.get(row, ())}
    upload.choices = {**upload.choices, **taken}
    upload.save(update_fields=["choices"])
    note("choose_rows", f"upload:{upload.pk}", by=by.username, details={"rows": len(taken)})


def accept(upload: Upload, *, mode: str, by: User, told: Told = silent) -> Upload:
    """Writes the good rows (`good`), or every row or none (`all`), as one deed that can be taken
    back for seven days. The rows are checked again first: what others changed meanwhile is not
    overwritten. Raises Problem, and then nothing is written.
    """
    try:
        with deeds.doing(
            "import", by=by, unit=upload.unit, day=upload.day, within=UNDO_WITHIN,
            details={"upload": upload.pk},
        ) as deed:  # fmt: skip
            _still(upload, State.CHECKED)
            _lock(upload)
            rows = _to_store(upload, mode)
            if not rows.height:
                raise Problem("Không có dòng nào để ghi.", "There is no row to write.")
            storing.store(rows, _batch(upload, by), told)
            upload.deed, upload.state = deed, State.ACCEPTED
            upload.counts = {**upload.counts, "written": rows.height}
            upload.save(update_fields=["deed", "state", "counts"])
            details = {"rows": rows.height, "mode": mode}
            note("import_file", f"upload:{upload.pk}", by=by.username, details=details)
            _settle()
    except DatabaseError as error:
        raise Problem(
            "Sổ vừa có thay đổi khác nên chưa ghi dòng nào. Hãy kiểm tra lại tệp rồi ghi.",
            "The register has just changed, so no row was written. Check the file again.",
        ) from error
    return upload


def _settle() -> None:
    """Keys that are compared at the end of a transaction are compared now, while it can be told."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _lock(upload: Upload) -> None:
    """Two who write the same commune wait for one another, as enrolling does."""
    communes = Unit.objects.on(upload.day).under(upload.unit).communes()
    if upload.unit.level == Level.HAMLET:
        communes = Unit.objects.filter(pk=upload.unit.commune_id or 0)
    list(communes.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _to_store(upload: Upload, mode: str) -> pl.DataFrame:
    """The rows to be written: good ones, and those that a person decided. Raises Problem if not
    every row of the file may be, when all were asked for."""
    rows = _checked_again(upload)
    choice = (
        pl.col("row")
        .cast(pl.String)
        .replace_strict(dict(upload.choices), default=None, return_dtype=pl.String)
    )
    rows = rows.with_columns(choice.alias("choice"))
    was = frame(upload.rows).select("row", pl.col("status").alias("was_status"))
    rows = rows.join(was, on="row", how="left", maintain_order="left")
    as_seen = pl.col("status") == pl.col("was_status")
    decided = (pl.col("status") == CONFLICT) & (pl.col("choice") == "file")
    decided = decided | (pl.col("status") == PERHAPS) & (pl.col("choice") == "other")
    known = pl.col("choice").str.starts_with("same:").fill_null(False)
    good = pl.col("status").is_in([NEW, CHANGED]) | decided.fill_null(False)
    chosen = rows.filter(good & (as_seen | known))
    passed = (pl.col("status") == checking.UNCHANGED) | (pl.col("choice") == "keep").fill_null(
        False
    )
    if mode == ALL and rows.filter(~passed).height != chosen.height:
        raise Problem(
            "Còn dòng lỗi hoặc chưa chọn, nên chưa ghi dòng nào.",
            "Some rows are wrong or undecided, so none was written.",
        )
    return chosen


def _batch(upload: Upload, by: User) -> storing.Batch:
    return storing.Batch(upload.day, f"Theo tệp nhập ngày {said(upload.day)}", by.invented)


def undo(upload: Upload, *, by: User) -> Upload:
    """Puts the register back as it was. Raises Problem when it was changed since or it is late."""
    with transaction.atomic():
        _still(upload, State.ACCEPTED)
        if upload.deed is None:
            raise Problem("Không còn hoàn tác được.", "It can no longer be undone.")
        deeds.undo(upload.deed, by=by)
        upload.state = State.UNDONE
        upload.save(update_fields=["state"])
    return upload


@transaction.atomic
def remove(upload: Upload, *, by: User) -> None:
    """Takes the file away; what was written from it stays."""
    note("remove_file", f"upload:{upload.pk}", by=by.username)
    upload.delete()


def remove_expired() -> int:
    """Files older than thirty days. Safe to repeat."""
    removed, _ = Upload.objects.expired().delete()
    return removed


def _still(upload: Upload, *states: str) -> None:
    """Raises Problem unless the file is in one of the states: as it is by now, since another
    window may have gone on, and until the transaction ends."""
    now = Upload.objects.select_for_update(no_key=True)
    upload.refresh_from_db(fields=["state", "choices"], from_queryset=now)
    if upload.state not in states:
        raise Problem(
            f"Tệp này {upload.get_state_display()}: không làm được việc đó nữa.",
            "This file is no longer in a state for that.",
        )


def frame(data: bytes | memoryview) -> pl.DataFrame:
    """A frame as it was kept."""
    return pl.read_parquet(io.BytesIO(bytes(data))) if data else pl.DataFrame()


def _bytes(rows: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    rows.write_parquet(out, compression="lz4")
    return out.getvalue()
