"""What a row said before it was changed or removed, kept by the database itself."""

from typing import Any

import pghistory


def kept(*left_out: str) -> Any:
    """Keeps the old row of every change and removal of the model in its event table.

    An insert is the row itself and costs nothing. The event table points at the record without a
    constraint, so it outlives it, and refuses changes of its own. `left_out`: columns that say
    nothing by themselves, such as search keys.
    """

    def keeping(model: Any) -> Any:
        track = pghistory.track(
            pghistory.UpdateEvent(row="OLD"),
            pghistory.DeleteEvent(),
            exclude=list(left_out) or None,
            obj_field=pghistory.ObjForeignKey(db_constraint=False, related_name="history"),
            context_field=pghistory.ContextJSONField(),
            context_id_field=None,  # type: ignore[arg-type]
            append_only=True,
            meta={"verbose_name": f"{model._meta.verbose_name}: lần sửa"},
        )
        return track(model)

    return keeping
