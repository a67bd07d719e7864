"""RETM in a box: a practice restaurant that speaks RETM's API, webhooks and install flow on loopback."""

from retm_desktop.sandbox.running import Sandbox, running_sandbox
from retm_desktop.sandbox.settings import FAULT_NAMES, SandboxSettings

__all__ = ["FAULT_NAMES", "Sandbox", "SandboxSettings", "running_sandbox"]
