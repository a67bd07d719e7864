"""The words for what a reward gives, how long, whether it is good, and why it was not."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.rewards import Refusal, Reward, RewardKind, RewardProblem, refusal_of
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk

_ALL = Decimal(100)
_LONG = 18


@dataclass(frozen=True)
class State:
    """Whether a reward is good at the till now, as a chip."""

    words: str
    tone: str


def state_of(reward: Reward, now: datetime) -> State:
    """Return whether a reward is good at `now`, whatever the branch."""
    translate = QCoreApplication.translate
    match refusal_of(reward, now):
        case None:
            return State(translate("Rewards", "Good now"), "good")
        case Refusal.INACTIVE:
            return State(translate("Rewards", "Switched off"), "muted")
        case Refusal.NOT_YET:
            return State(translate("Rewards", "Not yet"), "info")
        case Refusal.EXPIRED:
            return State(translate("Rewards", "Expired"), "warn")
        case Refusal.USED_UP:
            return State(translate("Rewards", "Used up"), "danger")
        case other:
            return State(refusal_words(other), "warn")


def refusal_words(refusal: Refusal | None) -> str:
    """Return why a redemption was refused, or that it was good."""
    translate = QCoreApplication.translate
    match refusal:
        case None:
            return translate("Rewards", "Redeemed")
        case Refusal.UNKNOWN:
            return translate("Rewards", "Refused: no such coupon")
        case Refusal.INACTIVE:
            return translate("Rewards", "Refused: switched off")
        case Refusal.NOT_YET:
            return translate("Rewards", "Refused: not valid yet")
        case Refusal.EXPIRED:
            return translate("Rewards", "Refused: expired")
        case Refusal.USED_UP:
            return translate("Rewards", "Refused: used up")
        case Refusal.OTHER_BRANCH:
            return translate("Rewards", "Refused: not for this branch")


def share(amount: Decimal) -> str:
    """Return a percentage, for example `12.5%`."""
    return bidi.ltr(f"{amount.normalize():f}%")


def money(desk: Desk, amount: Decimal) -> str:
    """Return an amount in the restaurant's currency."""
    return bidi.amount(amount, desk.currency, desk.language)


def gives_words(desk: Desk, reward: Reward, products: str = "") -> str:
    """Return what a reward gives, for example "20% off the order, at most 30.00 SAR".

    `products` names what it counts for, as `products_words` does.
    """
    translate = QCoreApplication.translate
    free = reward.is_percentage and reward.amount == _ALL
    off = share(reward.amount) if reward.is_percentage else money(desk, reward.amount)
    if reward.kind is RewardKind.ORDER:
        gives = translate("Rewards", "The whole order free") if free else translate("Rewards", "{off} off the order")
    elif free:
        gives = translate("Rewards", "{products} free")
    else:
        gives = translate("Rewards", "{off} off {products}")
    told = gives.format(off=off, products=products or translate("Rewards", "products"))
    if reward.ceiling > 0:
        told += translate("Rewards", ", at most {amount}").format(amount=money(desk, reward.ceiling))
    return told


def breakable(code: str) -> str:
    """Return a code for a narrow place: a long one may be broken anywhere."""
    return bidi.auto("\u200b".join(code) if len(code) > _LONG else code)


def products_words(reward: Reward, first: str) -> str:
    """Return the first product of a reward by its name, with how many of it, and how many more there are."""
    if not reward.products:
        return ""
    one = reward.products[0]
    told = f"{bidi.times(Decimal(one.quantity))} {bidi.auto(first) or bidi.ltr(one.product_id)}"
    return and_more(told, len(reward.products) - 1)


def branches_words(reward: Reward, first: str) -> str:
    """Return where a reward counts; `first` is the name of its first branch."""
    if not reward.branch_ids:
        return QCoreApplication.translate("Rewards", "All branches")
    return and_more(bidi.auto(first) or bidi.ltr(reward.branch_ids[0]), len(reward.branch_ids) - 1)


def and_more(first: str, more: int) -> str:
    """Return the first of several and how many there are beside it."""
    if more <= 0:
        return first
    return QCoreApplication.translate("Rewards", "{first} and {n} more").format(first=first, n=bidi.ltr(str(more)))


def uses_words(uses: int | None) -> str:
    """Return how many uses are left, or that nobody counts them."""
    if uses is None:
        return QCoreApplication.translate("Rewards", "Unlimited")
    return bidi.ltr(f"{uses:,}")


def moment_words(desk: Desk, at: datetime | None) -> str:
    """Return when, in the restaurant's zone, a dash for never."""
    return bidi.day_and_clock(at, desk.zone) if at is not None else "–"


def recent_words(desk: Desk, at: datetime) -> str:
    """Return when, only the time of day where that was today."""
    today = at.astimezone(desk.zone).date() == desk.now().astimezone(desk.zone).date()
    return bidi.clock(at, desk.zone) if today else bidi.day_and_clock(at, desk.zone)


def day_words(desk: Desk, at: datetime | None) -> str:
    """Return the day of a moment in the restaurant's zone, a dash for never."""
    return bidi.ltr(at.astimezone(desk.zone).date().isoformat()) if at is not None else "–"


def period_words(desk: Desk, reward: Reward) -> str:
    """Return from when until when a reward is valid."""
    translate = QCoreApplication.translate
    begin, end = (moment_words(desk, at) for at in (reward.valid_from, reward.valid_until))
    match reward.valid_from is not None, reward.valid_until is not None:
        case True, True:
            return translate("Rewards", "From {begin} until {end}").format(begin=begin, end=end)
        case True, False:
            return translate("Rewards", "From {begin} on").format(begin=begin)
        case False, True:
            return translate("Rewards", "Until {end}").format(end=end)
        case _:
            return translate("Rewards", "Always")


def problem_words(problem: RewardProblem) -> str:
    """Return what to do about what keeps a reward from being kept."""
    translate = QCoreApplication.translate
    match problem:
        case RewardProblem.CODE_MISSING:
            return translate("Rewards", "Enter a code with letters or digits.")
        case RewardProblem.CODE_TOO_LONG:
            return translate("Rewards", "A cashier types the code: 64 characters at most.")
        case RewardProblem.AMOUNT_MISSING:
            return translate("Rewards", "Enter how much it takes off, more than 0.")
        case RewardProblem.AMOUNT_TOO_LARGE:
            return translate("Rewards", "That is more than one million.")
        case RewardProblem.PERCENT_TOO_LARGE:
            return translate("Rewards", "More than 100% cannot be taken off.")
        case RewardProblem.CEILING_NEGATIVE:
            return translate("Rewards", "Enter an amount, or 0 for no ceiling.")
        case RewardProblem.CEILING_TOO_LARGE:
            return translate("Rewards", "That is more than one million.")
        case RewardProblem.PRODUCTS_MISSING:
            return translate("Rewards", "Choose the products it counts for.")
        case RewardProblem.QUANTITY_TOO_SMALL:
            return translate("Rewards", "It has to count for one of each product at least.")
        case RewardProblem.ENDS_BEFORE_IT_BEGINS:
            return translate("Rewards", "It ends before it begins.")
        case RewardProblem.USES_NEGATIVE:
            return translate("Rewards", "Enter how many uses are left, or choose unlimited.")
        case RewardProblem.PHONE_UNREADABLE:
            return translate("Rewards", "A phone number such as 0551234567, or nothing.")
        case RewardProblem.LABEL_MISSING:
            return translate("Rewards", "The button needs words in both languages.")
        case RewardProblem.ADDRESS_MISSING:
            return translate("Rewards", "The button needs an address to open, or no words.")
        case RewardProblem.ADDRESS_NOT_HTTPS:
            return translate("Rewards", "An address such as https://shop.example.com/coupon")
