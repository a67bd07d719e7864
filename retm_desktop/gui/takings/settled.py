"""Sums over the lines of a settlement: the service's own figures added up, and nothing guessed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from retm_desktop.domain.payments import CURRENCY, SettlementKind, SettlementLine

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Sums:
    """Of `count` lines, in ringgit; `untold` lines lack a figure or are in another currency, and are in no sum."""

    count: int = 0
    gross: Decimal = _NOTHING
    fee: Decimal = _NOTHING
    net: Decimal = _NOTHING
    untold: int = 0


@dataclass(frozen=True)
class Part:
    """One part of a settlement: what it is of (a wallet's code, a store's id), and of which kind its lines are.

    `kind` is empty where payments and refunds are added up together.
    """

    of: str
    kind: str
    sums: Sums


def sums_of(lines: Iterable[SettlementLine]) -> Sums:
    """Add up lines."""
    count = untold = 0
    gross = fee = net = _NOTHING
    for line in lines:
        count += 1
        if line.gross is None or line.fee is None or line.net is None or line.currency != CURRENCY:
            untold += 1
            continue
        gross += line.gross
        fee += line.fee
        net += line.net
    return Sums(count, gross, fee, net, untold)


def is_signed(lines: Iterable[SettlementLine]) -> bool:
    """Tell whether refunds have a minus in front, so that they may be added to payments.

    How they are told is not documented (reference 8.12); one that is told without a minus must not be counted as money
    that came in.
    """
    refunds = (line for line in lines if line.kind == SettlementKind.REFUND)
    return not any(figure > 0 for line in refunds for figure in (line.gross, line.net) if figure is not None)


def kinds_of(lines: Sequence[SettlementLine]) -> list[Part]:
    """Return the sums of each kind, payments first, then refunds, then words that are not known here."""
    known = [str(kind) for kind in SettlementKind]
    found = dict.fromkeys(line.kind for line in lines)
    ordered = sorted(found, key=lambda kind: known.index(kind) if kind in known else len(known))
    return [Part("", kind, sums_of(line for line in lines if line.kind == kind)) for kind in ordered]


def parts_of(lines: Sequence[SettlementLine], of: Callable[[SettlementLine], str]) -> list[Part]:
    """Return the sums by what `of` says of a line, the largest first; kinds stay apart where refunds have no minus."""
    signed = is_signed(lines)
    grouped: dict[tuple[str, str], list[SettlementLine]] = {}
    for line in lines:
        grouped.setdefault((of(line), "" if signed else line.kind), []).append(line)
    parts = [Part(name, kind, sums_of(group)) for (name, kind), group in grouped.items()]
    return sorted(parts, key=lambda part: (-abs(part.sums.gross), part.of, part.kind))
