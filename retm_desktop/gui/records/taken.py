"""The names a new record must not have: a lost answer of RETM's is found again by its name alone."""

from collections.abc import Sequence

from retm_desktop.domain.records import name_of, names_alike
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.records.kinds import RecordList
from retm_desktop.gui.records.waiting import record_of

_STEP = 200


async def taken_names(desk: Desk, records: RecordList, typed: BilingualText, but: int = 0) -> Sequence[BilingualText]:
    """Return the names of the list, and of what waits to be made, that are like a typed one in either language.

    `but` is the action whose record is being edited. Reads the store off the window's loop, page by page.
    """
    at = desk.connection_id
    waiting = await desk.outbox.open_records(at, records.kind)
    found = [record_of(action.intent).name for action in waiting if action.id != but]
    for text in (name_of(typed.en), name_of(typed.ar)):
        offset = 0
        while text:
            page = await desk.catalogue.page(at, records.kind, records.type, text=text, offset=offset, limit=_STEP)
            names = [entry.name for entry in page]
            like = [n for n in names if names_alike(n.en, typed.en) or names_alike(n.ar, typed.ar)]
            found += like
            if like or len(page) < _STEP:
                break
            offset += _STEP
    return found
