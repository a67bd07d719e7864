"""The sound for new orders: when it rings, when it stops, and that the ledger has only what was really played."""

import asyncio
import importlib
import io
import os
import sys
import wave
from array import array
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from retm_desktop.domain.intents import MoveOrder
from retm_desktop.domain.stages import Stage
from retm_desktop.domain.text import plain
from retm_desktop.gui import bell as bell_module
from retm_desktop.gui.bell import (
    ON,
    TROUBLE,
    VOLUME,
    Bell,
    Chime,
    Command,
    Trouble,
    softened,
    system_players,
    trouble_words,
)
from retm_desktop.gui.desk import Desk
from retm_desktop.gui.setup.sound import Sound
from retm_desktop.resources import resource
from retm_desktop.store.intake import Source
from retm_desktop.store.ledger import Missed
from retm_desktop.sync.status import Link, Status
from tests.gui import shop
from tests.gui.conftest import START, Clock, FakeHouse, Show
from tests.waiting import until, until_async


class FakePlayer:
    """A loudspeaker: remembers how loud it played, or has a trouble."""

    def __init__(self, trouble: Trouble = Trouble.NONE) -> None:
        self.trouble = trouble
        self.volumes: list[float] = []

    async def play(self, volume: float) -> Trouble:
        self.volumes.append(volume)
        return self.trouble


def bell(desk: Desk, player: FakePlayer, *, again_ms: int = 3_600_000, apart_ms: int = 1) -> Bell:
    return Bell(desk, player, desk.bridge, again_ms=again_ms, apart_ms=apart_ms)


def read_whole(house: FakeHouse, clock: Clock) -> None:
    """All orders have been read: what a start brings is here."""
    house.tell_status(Status(link=Link.ONLINE, since=START, updated_at=clock()))


async def sounded(desk: Desk, key: int) -> bool:
    row = await desk.ledger.row(key)
    assert row is not None
    return row.sounded_at is not None


async def settled(ringing: Bell) -> None:
    """Wait until the bell has looked at everything it was told of."""
    await asyncio.sleep(0.1)
    await until(lambda: not ringing._looking._running and not ringing._apart.isActive())


async def come(desk: Desk, number: str, source: Source = Source.WEBHOOK, *, minutes: float = 0) -> int:
    """Let an order come that was sent some minutes ago; return its key."""
    sent = desk.now() - timedelta(minutes=minutes)
    (key,) = await shop.deliver(desk, shop.order(number, created_at=sent), source=source)
    return key


async def test_a_new_order_rings_once_and_is_noted(desk: Desk) -> None:
    player = FakePlayer()
    ringing = bell(desk, player)
    key = await come(desk, "1")
    await until(lambda: player.volumes)
    await settled(ringing)
    assert player.volumes == [0.8]
    assert await sounded(desk, key)
    (made,) = await shop.deliver(desk, shop.order("2", created_at=START), source=Source.OPERATOR)
    await settled(ringing)
    assert player.volumes == [0.8], "nobody rings for what was made here"
    assert not await sounded(desk, made)


async def test_a_burst_rings_once(desk: Desk) -> None:
    player = FakePlayer()
    ringing = bell(desk, player, apart_ms=400)
    first = await come(desk, "1")
    await until(lambda: player.volumes)
    others = [await come(desk, str(n)) for n in range(2, 12)]
    await until(lambda: len(player.volumes) == 2)
    await settled(ringing)
    assert len(player.volumes) == 2, "the first, and one for the ten after it"
    assert all([await sounded(desk, key) for key in (first, *others)])


async def test_it_rings_again_until_somebody_has_seen_the_order(desk: Desk) -> None:
    player = FakePlayer()
    ringing = bell(desk, player, again_ms=50)
    first, second = await come(desk, "1"), await come(desk, "2")
    await until(lambda: len(player.volumes) >= 4)
    await desk.ledger.seen([first], START)
    await until(lambda: ringing.ringing == (second,))
    before = len(player.volumes)
    await until(lambda: len(player.volumes) > before)
    await desk.house.do(MoveOrder(stage=Stage.PREPARING), second)
    await until(lambda: ringing.ringing == ())
    before = len(player.volumes)
    await asyncio.sleep(0.2)
    assert len(player.volumes) == before


async def test_an_order_that_moved_on_elsewhere_does_not_ring(desk: Desk) -> None:
    player = FakePlayer()
    ringing = bell(desk, player, again_ms=50)
    await come(desk, "1")
    await until(lambda: player.volumes)
    await shop.deliver(desk, shop.order("1", Stage.PREPARING, created_at=START), source=Source.POLL)
    await until(lambda: ringing.ringing == ())


async def test_the_first_reading_of_a_restaurant_is_silent(desk: Desk, house: FakeHouse, clock: Clock) -> None:
    player = FakePlayer()
    house.status = Status(link=Link.RECONNECTING)
    ringing = bell(desk, player, again_ms=20)
    for n in range(3):
        await come(desk, str(n), Source.RECONCILE, minutes=30)
    await come(desk, "9", Source.RECONCILE, minutes=60 * 30)
    read_whole(house, clock)
    await settled(ringing)
    assert player.volumes == []
    clock.forward(minutes=5)
    key = await come(desk, "10", Source.POLL, minutes=3)
    await until_async(lambda: sounded(desk, key))
    assert len(player.volumes) >= 1
    assert ringing.ringing == (key,)


async def test_what_came_while_closed_rings_once_when_all_of_it_is_here(
    desk: Desk, house: FakeHouse, clock: Clock
) -> None:
    player = FakePlayer()
    house.status = Status(link=Link.RECONNECTING)
    ringing = bell(desk, player, again_ms=20)
    keys = []
    for n in range(3):
        keys.append(await come(desk, str(n), Source.RECONCILE, minutes=30))
        await desk.ledger.judged(keys[-1:], Missed.CLOSED)
        await settled(ringing)
    assert player.volumes == [], "the reading goes on"
    read_whole(house, clock)
    await until(lambda: player.volumes)
    await settled(ringing)
    assert len(player.volumes) == 1
    assert all([await sounded(desk, key) for key in keys])
    assert ringing.ringing == ()


async def test_a_webhook_rings_before_the_reading_is_over(desk: Desk, house: FakeHouse) -> None:
    player = FakePlayer()
    house.status = Status(link=Link.OFFLINE)
    bell(desk, player)
    await come(desk, "1", minutes=3)
    await until(lambda: player.volumes)


async def test_off_is_silent_and_nothing_is_noted(desk: Desk) -> None:
    player = FakePlayer()
    desk.settings.set(ON, False)
    ringing = bell(desk, player, again_ms=50)
    key = await come(desk, "1")
    await until(lambda: ringing.ringing == (key,))
    await settled(ringing)
    assert player.volumes == []
    assert not await sounded(desk, key)
    desk.settings.set(VOLUME, 30)
    desk.settings.set(ON, True)
    await until(lambda: player.volumes)
    assert player.volumes[0] == 0.3
    await until(ringing._again.isActive)
    await until_async(lambda: sounded(desk, key))


async def test_without_a_device_nothing_is_noted_until_there_is_one(desk: Desk) -> None:
    player = FakePlayer(Trouble.NO_DEVICE)
    ringing = bell(desk, player, again_ms=50)
    key = await come(desk, "1")
    await until(lambda: len(player.volumes) >= 2)
    assert not await sounded(desk, key)
    assert desk.settings.get(TROUBLE, str, "") == "no_device"
    player.trouble = Trouble.NONE
    await until(lambda: desk.settings.get(TROUBLE, str, "") == "")
    await until_async(lambda: sounded(desk, key))
    assert ringing.ringing == (key,)


async def test_another_restaurant_starts_anew(desk: Desk, clock: Clock) -> None:
    player = FakePlayer()
    ringing = bell(desk, player)
    await come(desk, "1")
    await until(lambda: ringing.ringing)
    clock.forward(hours=1)
    desk.bridge.active_changed.emit()
    assert ringing.ringing == ()


# The device


def exits(*codes: int) -> list[Command]:
    """Return programs that end with these codes."""
    return [(sys.executable, ("-c", f"raise SystemExit({code})")) for code in codes]


@pytest.mark.skipif(sys.platform == "win32", reason="there the system plays it itself")
@pytest.mark.parametrize(
    ("players", "trouble"),
    [
        (exits(0), Trouble.NONE),
        (exits(1, 0), Trouble.NONE),
        (exits(1, 2), Trouble.NO_DEVICE),
        ([("/nowhere/at-all", ())], Trouble.NO_DEVICE),
        ([], Trouble.NO_PLAYER),
    ],
)
async def test_only_a_player_that_ended_well_has_played(
    qtbot: object, players: list[Command], trouble: Trouble
) -> None:
    asked: list[tuple[Path, float]] = []

    def known(file: Path, volume: float) -> list[Command]:
        asked.append((file, volume))
        return players

    assert await Chime(known).play(0.4) is trouble
    assert asked == [(resource("sounds", "new-order.wav"), 0.4)]


@pytest.mark.skipif(sys.platform == "win32", reason="there the system plays it itself")
async def test_a_player_that_hangs_is_ended(qtbot: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bell_module, "_LONGEST_SECONDS", 3.0)
    told = tmp_path / "pid"
    code = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    assert await Chime(lambda _file, _volume: [(sys.executable, ("-c", code))]).play(1.0) is Trouble.NO_DEVICE
    pid = int(told.read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are the players of Linux")
def test_the_players_that_are_there_are_tried_with_the_volume(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_players(Path("a.wav"), 0.5) == []
    for name in ("paplay", "aplay"):
        (tmp_path / name).touch(mode=0o755)
    assert system_players(Path("a.wav"), 0.5) == [
        (str(tmp_path / "paplay"), ("--volume=32768", "a.wav")),
        (str(tmp_path / "aplay"), ("-q", "a.wav")),
    ]


def test_softer_samples_are_softer() -> None:
    file = resource("sounds", "new-order.wav").read_bytes()

    def loudest(of: bytes) -> int:
        with wave.open(io.BytesIO(of)) as read:
            return max(abs(sample) for sample in array("h", read.readframes(read.getnframes())))

    assert abs(loudest(softened(file, 0.5)) - loudest(file) / 2) <= 1
    assert len(softened(file, 0.5)) == len(file)


def test_the_sound_is_a_short_small_file_that_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = resource("sounds", "new-order.wav")
    assert file.stat().st_size < 100_000
    with wave.open(str(file)) as read:
        assert 0.5 < read.getnframes() / read.getframerate() < 3
    monkeypatch.syspath_prepend(str(resource().parent / "packaging"))
    script = importlib.import_module("sounds")
    monkeypatch.setattr(script, "TARGET", tmp_path / "new-order.wav")
    assert script.main() == 0
    with wave.open(str(file)) as one, wave.open(str(tmp_path / "new-order.wav")) as other:
        assert one.getparams() == other.getparams()


# Its card in Setup


def test_every_trouble_has_words() -> None:
    words = [trouble_words(each.value) for each in Trouble]
    assert words[0] == "" and all(words[1:]) and len(set(words)) == len(Trouble)


async def test_the_card_switches_the_sound_and_changes_the_volume(desk: Desk, show: Show) -> None:
    card = Sound(desk, FakePlayer())
    show(card)

    def press(name: str) -> None:
        found = card.findChild(QAbstractButton, name)
        assert found is not None
        found.click()

    def said(name: str) -> str:
        found = card.findChild(QLabel, name)
        assert found is not None
        return plain(found.text())

    assert desk.settings.get(ON, bool, True)
    press("setup_sound_off")
    assert not desk.settings.get(ON, bool, True)
    press("setup_sound_on")
    assert desk.settings.get(ON, bool, False)
    assert said("setup_sound_percent") == "80 %"
    for _ in range(5):
        press("setup_sound_louder")
    assert said("setup_sound_percent") == "100 %"
    for _ in range(20):
        press("setup_sound_softer")
    assert said("setup_sound_percent") == "10 %"
    assert desk.settings.get(VOLUME, int, 0) == 10


async def test_trying_the_sound_says_whether_it_plays(desk: Desk, show: Show) -> None:
    player = FakePlayer(Trouble.NO_DEVICE)
    card = Sound(desk, player)
    show(card)
    state, button = card.findChild(QLabel, "setup_sound_state"), card.findChild(QAbstractButton, "setup_sound_try")
    assert state is not None and button is not None
    assert state.isHidden()
    button.click()
    await until(state.isVisible)
    assert "No sound device" in state.text()
    player.trouble = Trouble.NONE
    button.click()
    await until(lambda: "It was played" in state.text())
    assert player.volumes == [0.8, 0.8]
    assert button.isEnabled()
