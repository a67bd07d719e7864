"""The model of a column: any reading after any other leaves exactly that reading, and marks stay on their orders."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import BilingualText
from retm_desktop.gui.orders.column_model import ROW_ROLE, ColumnModel
from retm_desktop.store.orders import OrderRow
from tests.gui.conftest import START


def row(key: int, note: str = "") -> OrderRow:
    return OrderRow(
        key=key,
        id=str(key),
        number=str(key),
        partner_reference="",
        stage=Stage.NEW,
        refunded=False,
        branch_id="",
        order_type_id="",
        customer_name=BilingualText(),
        customer_phone="",
        total=None,
        estimated=False,
        item_count=0,
        summary=BilingualText(),
        note=note,
        created_at=START + timedelta(seconds=key),
        stage_since=START,
        raw_delivery_status=1,
        raw_status=None,
    )


readings = st.lists(st.tuples(st.integers(0, 14), st.sampled_from("ab")), unique_by=lambda pair: pair[0], max_size=12)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=150, deadline=None)
@given(st.lists(readings, min_size=1, max_size=5))
def test_every_reading_is_shown_exactly(many: list[list[tuple[int, str]]]) -> None:
    model = ColumnModel(lambda each: each.number, lambda: None)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for reading in many:
        marks = {each.key: QPersistentModelIndex(model.index(n)) for n, each in enumerate(model.rows)}
        rows = [row(key, note) for key, note in reading]
        model.replace(rows, len(rows))
        assert list(model.rows) == rows
        for n, each in enumerate(rows):
            if each.key in marks:
                assert marks[each.key].row() == n
        kept = {each.key for each in rows}
        assert all(not mark.isValid() for key, mark in marks.items() if key not in kept)
    assert isinstance(tester.model(), QAbstractItemModel)


@pytest.mark.usefixtures("qapp")
def test_in_place_nothing_moves_and_new_ones_come_last() -> None:
    model = ColumnModel(lambda each: each.number, lambda: None)
    model.replace([row(1), row(2), row(3)], 3)
    told = {key: row(key, "told") for key in (1, 3)}
    model.update_in_place([row(2), row(3, "told"), row(4), row(5)], told, 4)
    assert [(each.key, each.note) for each in model.rows] == [(1, "told"), (2, ""), (3, "told"), (4, ""), (5, "")]


@pytest.mark.usefixtures("qapp")
def test_asks_for_more_only_while_there_is_more() -> None:
    asked: list[int] = []
    model = ColumnModel(lambda each: each.number, lambda: asked.append(1))
    model.replace([row(1)], 2)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [1]
    model.append([row(1), row(2)])
    assert [each.key for each in model.rows] == [1, 2]
    assert not model.canFetchMore(QModelIndex())
    assert model.index(0).data(ROW_ROLE) == row(1)
