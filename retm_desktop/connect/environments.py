"""Where one may connect: the environments that come with the program, and those of the operator's file."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from retm_desktop.connect.terms import ConnectableEnvironment
from retm_desktop.domain.errors import BadEnvironments
from retm_desktop.providers.retm import environment as retm
from retm_desktop.providers.revenue_monster import environment as revenue_monster

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
_PRACTICE = frozenset({"sandbox", "practice-payments"})
"""The names of the practice restaurant's environments, which are made anew each time."""


class Places(Protocol):
    """The environments of one provider."""

    @property
    def BUILT_IN(self) -> Mapping[str, ConnectableEnvironment]:
        """Those that come with the program, by name."""
        ...

    def environment_of(self, name: str, settings: Mapping[str, object]) -> ConnectableEnvironment:
        """Return the one an entry of the file describes; raises BadEnvironments."""
        ...


# Not asked of `PROVIDERS`: the window is painted before what speaks to them is loaded.
PLACES: Mapping[str, Places] = {retm.Environment.provider: retm, revenue_monster.Environment.provider: revenue_monster}
"""By the provider's name in the file; the first is meant where an entry names none."""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    environments: dict[str, dict[str, object]] = {}


def load_environments(path: Path | None) -> dict[str, ConnectableEnvironment]:
    """Return the built-in environments of every provider and those of the TOML file at `path`, by name.

    An entry says whose it is with `provider = "…"`. Raises BadEnvironments, naming the entry, for a file that cannot be
    read, a provider or a setting that is not known, an address that is not allowed, or a name that is taken.
    """
    built_in = {name: one for places in PLACES.values() for name, one in places.BUILT_IN.items()}
    if path is None:
        return built_in
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, ValueError, RecursionError) as error:
        raise BadEnvironments(f"{path}: {error}") from error
    found = dict(built_in)
    for name, settings in file.environments.items():
        if not _NAME.fullmatch(name) or name in built_in or name in _PRACTICE:
            raise BadEnvironments(f"{name!r} cannot be an environment's name")
        whose = settings.pop("provider", next(iter(PLACES)))
        if not isinstance(whose, str) or whose not in PLACES:
            raise BadEnvironments(f"{name}.provider: one of {', '.join(PLACES)} is wanted")
        found[name] = PLACES[whose].environment_of(name, settings)
    return found
