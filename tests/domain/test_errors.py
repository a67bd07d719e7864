"""Every failure an operator can meet has a code of its own."""

from retm_desktop.domain import errors


def kinds() -> list[type[errors.OperatorError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.OperatorError)]


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in kinds()]
    assert len(codes) == len(set(codes)) > 15


def test_every_kind_can_be_raised_with_nothing_but_a_detail() -> None:
    for kind in kinds():
        assert kind("why").detail == str(kind("why")) == "why"
