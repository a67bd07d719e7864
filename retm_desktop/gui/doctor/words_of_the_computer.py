"""The words of this computer: store, disk, password store, sound, printer."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.doctor.finding import Check, Finding
from retm_desktop.gui.doctor.words_of_the_way import AdviceText


def of_the_computer(found: Finding) -> AdviceText | None:
    """Return the words of a finding on this computer, None for one of another kind."""
    match found.check:
        case Check.STORE:
            return _of_store(found.code)
        case Check.DISK:
            return _of_disk(found.code)
        case Check.KEYRING:
            return _of_keyring(found)
        case Check.SOUND:
            return _of_sound(found.code)
        case Check.PRINTER:
            return _of_printer(found.code)
    return None


def _of_store(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "The orders on this computer can be read ({size})."), ""
        case "older":
            return translate("Doctor", "The orders can be read; the file is brought up to date at the next start."), ""
        case "too_old":
            return (
                translate("Doctor", "The file of the orders is from a much older version of the program."),
                translate("Doctor", "Start the program once, which brings the file up to date."),
            )
        case "missing":
            return (
                translate("Doctor", "There are no orders in this folder; the program has not run with it."),
                translate("Doctor", "Start the program, or name the folder it uses."),
            )
        case "newer":
            return (
                translate("Doctor", "The file of the orders was written by a newer version of the program."),
                translate("Doctor", "Install the newest version of the program."),
            )
        case "damaged":
            return (
                translate("Doctor", "The file of the orders is damaged; RETM still has all orders."),
                translate("Doctor", "Start the program, which says what to do; keep the folder for support."),
            )
        case "unreadable":
            return (
                translate("Doctor", "The file of the orders cannot be opened by this user."),
                translate("Doctor", "Give this user the right to read and write the data folder."),
            )
    return None


def _of_disk(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "There is enough room on the disk ({free} free)."), ""
        case "low":
            return (
                translate("Doctor", "There is little room left on the disk ({free} free)."),
                translate("Doctor", "Empty the recycle bin and delete files that are not needed."),
            )
        case "full":
            return (
                translate("Doctor", "The disk is nearly full ({free} free); soon no order can be kept."),
                translate("Doctor", "Empty the recycle bin and delete large files now."),
            )
    return None


def _of_keyring(found: Finding) -> AdviceText | None:
    translate = QCoreApplication.translate
    next_step = translate("Doctor", "Restart this computer; until it helps, connect the restaurant after each start.")
    match found.code:
        case "ok" if found.figures.get("backend"):
            return translate("Doctor", "Sign-ins are kept safely ({backend})."), ""
        case "ok":
            return translate("Doctor", "Sign-ins are kept safely."), ""
        case "unused":
            return translate("Doctor", "Nothing is kept in it yet."), ""
        case "opening":
            return translate("Doctor", "It is being opened."), ""
        case "locked":
            return (
                translate("Doctor", "The system's password store is locked or does not answer."),
                translate("Doctor", "Unlock it with the password of this computer's user."),
            )
        case "absent":
            return (
                translate("Doctor", "This system has no password store; sign-ins end with the program."),
                translate("Doctor", "Install one, for example GNOME Keyring, and start again."),
            )
        case "refused":
            return translate("Doctor", "The system's password store does not keep what it is given."), next_step
        case "memory":
            return translate("Doctor", "Sign-ins are remembered only until the program is closed."), next_step
        case "lost":
            return (
                translate("Doctor", "The kept sign-ins cannot be opened with the password store's key."),
                translate("Doctor", "Connect the restaurant again in Setup."),
            )
    return None


def _of_sound(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "New orders can be heard on {name}."), ""
        case "none":
            return (
                translate("Doctor", "This computer has no sound device: new orders arrive, but are not heard."),
                translate("Doctor", "Plug in or switch on a speaker."),
            )
        case "missing":
            return (
                translate("Doctor", "The system's sound library is missing: new orders arrive, but are not heard."),
                translate("Doctor", "Install the system's sound library (on Debian and Ubuntu: libpulse0)."),
            )
        case "no_player":
            return (
                translate("Doctor", "No program that plays sounds was found: new orders arrive, but are not heard."),
                translate("Doctor", "On Linux install pulseaudio-utils or alsa-utils."),
            )
    return None


def _of_printer(code: str) -> AdviceText | None:
    translate = QCoreApplication.translate
    match code:
        case "ok":
            return translate("Doctor", "The printer {name} is ready."), ""
        case "none":
            return translate("Doctor", "No printer is set up; orders arrive without one."), ""
        case "trouble":
            return (
                translate("Doctor", "The printer {name} reports a fault."),
                translate("Doctor", "Look for paper, its cover and its cable, then switch it off and on."),
            )
        case "missing":
            return (
                translate("Doctor", "The system's printers could not be asked."),
                translate("Doctor", "Install the system's printing software (on Debian and Ubuntu: libcups2)."),
            )
    return None
