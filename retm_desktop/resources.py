"""Where the files beside the code are: icons, fonts, theme tokens, translations."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "resources"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"
"""Inside the package once installed from a wheel; beside it in a checkout."""


def resource(*parts: str) -> Path:
    """Return the path of a resource, for example `resource("theme", "light.toml")`."""
    return ROOT.joinpath(*parts)
