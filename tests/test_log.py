"""Nothing secret and nothing personal reaches the log."""

import logging
from pathlib import Path

import pytest

from retm_desktop.log import RedactingFormatter, log_tail, redacted


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
        ('{"access_token": "eyJhbGciOi.J9.x", "token_type": "Bearer"}', "eyJhbGciOi"),
        ("client_secret=s3cr3t&grant_type=x", "s3cr3t"),
        ("GET /integrations/authorized?client_id=7&state=k2n9v0", "k2n9v0"),
        ('{"code": "b7Qx-sample", "business_id": "palmgrill"}', "b7Qx-sample"),
        ("customer 0551234567 called", "0551234567"),
        ("customer +966 55 123 4567 called", "55 123 4567"),
        ("phone 00966551234567", "551234567"),
        ("whk_5f0c1e7a9d2233 was sent", "5f0c1e7a9d2233"),
    ],
)
def test_secrets_and_phones_are_hidden(line: str, secret: str) -> None:
    assert secret not in redacted(line)
    assert "[hidden]" in redacted(line)


@pytest.mark.parametrize(
    "line", ["order 512 moved to ready", "2026-11-22 14:00:01 orders: 2 pages, 100 new", "port 47600 is taken"]
)
def test_plain_words_stay(line: str) -> None:
    assert redacted(line) == line


def test_traces_are_redacted_too() -> None:
    try:
        raise ValueError("bad token=abcdef for 0551234567")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), __import__("sys").exc_info())
    text = RedactingFormatter("%(message)s").format(record)
    assert "abcdef" not in text
    assert "0551234567" not in text
    assert "ValueError" in text


def test_tail_is_the_end_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "retm-desktop.log").write_text("\n".join(str(n) for n in range(500)))
    assert log_tail(tmp_path, 3) == "497\n498\n499"
