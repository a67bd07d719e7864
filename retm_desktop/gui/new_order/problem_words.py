"""The words for what an order still misses, and for how much may be chosen from a modifier group."""

from PySide6.QtCore import QCoreApplication

from retm_desktop.domain.draft import Draft, Missing, Problem
from retm_desktop.domain.menu import ModifierGroup, Product
from retm_desktop.gui import bidi
from retm_desktop.gui.desk import Desk


def problem_words(desk: Desk, problem: Problem, draft: Draft) -> str:
    """Return what to do about one problem of an order, as a sentence."""
    translate = QCoreApplication.translate
    if problem.line is not None:
        product = draft.lines[problem.line].product
        said = choice_words(desk, problem, product)
        return translate("NewOrder", "{product}: {what}").format(product=bidi.auto(desk.text(product.name)), what=said)
    match problem.missing:
        case Missing.LINES:
            return translate("NewOrder", "Add at least one product.")
        case Missing.BRANCH:
            return translate("NewOrder", "Choose the branch.")
        case _:
            return translate("NewOrder", "Enter the customer's phone number.")


def choice_words(desk: Desk, problem: Problem, product: Product) -> str:
    """Return what to choose on one product, as a sentence."""
    translate = QCoreApplication.translate
    if problem.missing == Missing.VARIATION or problem.group is None:
        return translate("NewOrder", "Choose one of the kinds.")
    group = bidi.auto(desk.text(product.modifiers[problem.group].name) or translate("NewOrder", "Extras"))
    wanted = bidi.ltr(str(problem.wanted))
    if problem.missing == Missing.TOO_MANY:
        return translate("NewOrder", "Choose at most {n} from {group}.").format(n=wanted, group=group)
    return translate("NewOrder", "Choose at least {n} from {group}.").format(n=wanted, group=group)


def kept_words(group: ModifierGroup, chosen: int) -> str:
    """Return the rule of `group` and how many are chosen, for example "Choose 1 to 2 · 1 chosen"."""
    told = QCoreApplication.translate("NewOrder", "{rule} · {n} chosen")
    return told.format(rule=rule_words(group), n=bidi.ltr(str(chosen)))


def rule_words(group: ModifierGroup) -> str:
    """Return how many may be chosen from `group`, for example "Choose 1 to 2"."""
    translate = QCoreApplication.translate
    least, most = group.least, group.most
    if most is None:
        if least == 0:
            return translate("NewOrder", "Optional")
        return translate("NewOrder", "Choose at least {n}").format(n=bidi.ltr(str(least)))
    if least == 0:
        return translate("NewOrder", "Optional, up to {n}").format(n=bidi.ltr(str(most)))
    if least == most:
        return translate("NewOrder", "Choose {n}").format(n=bidi.ltr(str(least)))
    return translate("NewOrder", "Choose {least} to {most}").format(
        least=bidi.ltr(str(least)), most=bidi.ltr(str(most))
    )
