"""The way an order goes, and RETM's codes for it."""

import itertools

import pytest

from retm_desktop.domain.stages import CODE_OF_STAGE, DELIVERY_CODES, Stage, advances, can_cancel, next_stage, stage_of


def test_stages_only_move_forward() -> None:
    for earlier, later in itertools.combinations(Stage, 2):
        assert advances(earlier, later)
        assert not advances(later, earlier)
    assert not any(advances(stage, stage) for stage in Stage)


def test_cancelled_beats_all_and_never_comes_back() -> None:
    assert all(advances(stage, Stage.CANCELLED) for stage in Stage if stage is not Stage.CANCELLED)
    assert not any(advances(Stage.CANCELLED, stage) for stage in Stage)


@pytest.mark.parametrize(
    ("delivery", "status", "stage"),
    [
        (1, None, Stage.NEW),
        (5, 3, Stage.ASSIGNED),
        (7, 1, Stage.DELIVERED),
        (3, 2, Stage.CANCELLED),
        (4, 5, Stage.CANCELLED),
        (None, 5, Stage.CANCELLED),
        (None, 2, Stage.NEW),
        (None, 3, Stage.PREPARING),
        (None, 1, Stage.DELIVERED),
        (None, 4, Stage.DELIVERED),
        (99, 3, None),
        (99, None, None),
        (None, 42, None),
        (None, None, None),
    ],
)
def test_codes_name_a_stage_delivery_first_and_void_above_all(
    delivery: int | None, status: int | None, stage: Stage | None
) -> None:
    assert stage_of(delivery, status) is stage


def test_every_stage_has_one_code_to_send() -> None:
    assert set(CODE_OF_STAGE) == set(Stage)
    assert all(DELIVERY_CODES[code] is stage for stage, code in CODE_OF_STAGE.items())


def test_the_main_button_leads_every_open_order_to_delivered() -> None:
    for by_driver, way in (
        (True, [Stage.NEW, Stage.PREPARING, Stage.READY, Stage.OUT, Stage.DELIVERED]),
        (False, [Stage.NEW, Stage.PREPARING, Stage.READY, Stage.DELIVERED]),
    ):
        for stage, following in itertools.pairwise(way):
            assert next_stage(stage, delivered_by_driver=by_driver) is following
    assert next_stage(Stage.ASSIGNED, delivered_by_driver=True) is Stage.OUT
    assert next_stage(Stage.DELIVERED, delivered_by_driver=True) is None
    assert next_stage(Stage.CANCELLED, delivered_by_driver=False) is None


def test_only_open_orders_can_be_cancelled() -> None:
    assert {stage for stage in Stage if can_cancel(stage)} == set(Stage) - {Stage.DELIVERED, Stage.CANCELLED}
