"""The field's vocabulary on screen: stages, what leads to them, states of an action."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.stages import Stage


def stage_name(stage: Stage, *, delivered_by_driver: bool = True) -> str:
    """Return a stage's name as a heading or chip."""
    tr = QCoreApplication.translate
    match stage:
        case Stage.NEW:
            return tr("Stages", "New")
        case Stage.PREPARING:
            return tr("Stages", "Preparing")
        case Stage.READY:
            return tr("Stages", "Ready")
        case Stage.ASSIGNED:
            return tr("Stages", "Driver assigned")
        case Stage.OUT:
            return tr("Stages", "Out for delivery")
        case Stage.DELIVERED:
            return tr("Stages", "Delivered") if delivered_by_driver else tr("Stages", "Handed over")
        case Stage.CANCELLED:
            return tr("Stages", "Cancelled")


def act_towards(stage: Stage, *, delivered_by_driver: bool) -> str:
    """Return the caption of the main button that moves an order to `stage`."""
    tr = QCoreApplication.translate
    match stage:
        case Stage.PREPARING:
            return tr("Stages", "Accept")
        case Stage.READY:
            return tr("Stages", "Mark ready")
        case Stage.OUT:
            return tr("Stages", "Send out")
        case Stage.DELIVERED:
            return tr("Stages", "Mark delivered") if delivered_by_driver else tr("Stages", "Hand over")
        case _:
            return stage_name(stage)


STAGE_ICONS: dict[Stage, str] = {
    Stage.NEW: "bell-ringing",
    Stage.PREPARING: "cooking-pot",
    Stage.READY: "check-circle",
    Stage.ASSIGNED: "user-circle",
    Stage.OUT: "moped",
    Stage.DELIVERED: "checks",
    Stage.CANCELLED: "x-circle",
}
"""Phosphor's name of each stage's icon."""
