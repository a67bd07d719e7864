"""Why the program does not start, in an operator's words: another owner of its data folder, or a damaged store."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.errors import OperatorError
from retm_desktop.gui import bidi
from retm_desktop.gui.instance import OwnerElsewhere, OwnerSilent
from retm_desktop.store.database import Damage
from retm_desktop.store.remains import NoRoomToRescue

Words = tuple[str, str, str]
"""What happened, what is safe, what to do next."""


def start_words(error: OperatorError) -> Words | None:
    """Return the words for what only a start meets; None for everything else."""
    translate = QCoreApplication.translate
    match error:
        case OwnerSilent(process=process):
            what = translate("Sentences", "The program is already running, but it does not answer.")
            return (
                f"{what} ({bidi.ltr(str(process))})" if process else what,
                translate("Sentences", "Nothing was changed: it alone works with the stored orders."),
                translate("Sentences", "Wait a moment and start again, or end it with the system's task list first."),
            )
        case OwnerElsewhere(computer=computer):
            what = translate("Sentences", "Another computer uses this data folder.")
            return (
                f"{what} ({bidi.ltr(computer)})" if computer else what,
                translate("Sentences", "Nothing was changed: two computers writing to one folder would damage it."),
                translate(
                    "Sentences",
                    "Close the program there, or give each computer a folder of its own. If it does not run there any"
                    " more, delete the file owner.lock in the folder.",
                ),
            )
        case NoRoomToRescue():
            return (
                translate("Sentences", "The stored data is damaged, and the disk is too full to repair it."),
                translate("Sentences", "RETM still has all orders, and the damaged file is kept."),
                translate("Sentences", "Free some space, then start the program again: it goes on with the repair."),
            )
        case Damage():
            return (
                translate("Sentences", "The stored data is damaged."),
                translate("Sentences", "RETM still has all orders."),
                translate(
                    "Sentences",
                    "Start the program again: it keeps the damaged file aside and reads the orders from RETM.",
                ),
            )
        case _:
            return None
