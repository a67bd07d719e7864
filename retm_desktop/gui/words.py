"""The field's vocabulary on screen: stages, what leads to them, states of an action."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.stages import Stage


def stage_name(stage: Stage, *, delivered_by_driver: bool = True) -> str:
    """Return a stage's name as a heading or chip."""
    translate = QCoreApplication.translate
    match stage:
        case Stage.NEW:
            return translate("Stages", "New")
        case Stage.PREPARING:
            return translate("Stages", "Preparing")
        case Stage.READY:
            return translate("Stages", "Ready")
        case Stage.ASSIGNED:
            return translate("Stages", "Driver assigned")
        case Stage.OUT:
            return translate("Stages", "Out for delivery")
        case Stage.DELIVERED:
            return translate("Stages", "Delivered") if delivered_by_driver else translate("Stages", "Handed over")
        case Stage.CANCELLED:
            return translate("Stages", "Cancelled")


def act_towards(stage: Stage, *, delivered_by_driver: bool) -> str:
    """Return the caption of the main button that moves an order to `stage`."""
    translate = QCoreApplication.translate
    match stage:
        case Stage.PREPARING:
            return translate("Stages", "Accept")
        case Stage.READY:
            return translate("Stages", "Mark ready")
        case Stage.OUT:
            return translate("Stages", "Send out")
        case Stage.DELIVERED:
            return translate("Stages", "Mark delivered") if delivered_by_driver else translate("Stages", "Hand over")
        case _:
            return stage_name(stage)


def environment_name(label: str) -> str:
    """Return the screen's words for an environment's `label`; labels from an operator's own file stay as they are."""
    translate = QCoreApplication.translate
    match label:
        case "Practice":
            return translate("Environments", "Practice")
        case "RETM staging":
            return translate("Environments", "RETM staging")
        case "Practice payments":
            return translate("Environments", "Practice payments")
        case "Revenue Monster sandbox":
            return translate("Environments", "Revenue Monster sandbox")
        case _:
            return label


STAGE_ICONS: dict[Stage, str] = {
    Stage.NEW: "bell-ringing",
    Stage.PREPARING: "cooking-pot",
    Stage.READY: "check-circle",
    Stage.ASSIGNED: "user-circle",
    Stage.OUT: "truck",
    Stage.DELIVERED: "checks",
    Stage.CANCELLED: "x-circle",
}
"""Phosphor's name of each stage's icon."""
