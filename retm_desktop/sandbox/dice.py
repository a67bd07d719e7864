"""Repeatable chance: the same seed makes the same restaurant and the same evening."""

from random import Random


def dice(name: str, seed: int) -> Random:
    """A source of chance of its own for each part, so that one part's throws do not change another's."""
    return Random(f"{name} {seed}")  # noqa: S311  nothing secret comes from it; tokens use `secrets`
