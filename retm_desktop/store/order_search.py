"""The index of what orders can be found by: which orders it names for a text, and how it is kept in step."""

import sqlite3

from retm_desktop.store.search import trigrams_of

FEW = 2000
"""Up to so many orders that the index names are looked at one by one; more are found sooner along the time."""
SOME = 12_000
"""Up to so many it pays to pass over all others along the time without looking at their texts."""
_MANY = 20_000
"""Beyond so many it does not pay to ask which orders have a word of one or two letters."""
_WAITING = 500
"""So many changes go into the index at once: one at a time would each cost ten times as much."""
_LAST_LETTER = "\U0010ffff"


def keys_named(connection: sqlite3.Connection, text: str, *, most: int, with_short: bool) -> list[int] | None:
    """Return the keys of all orders, of any connection, that may match `text`, and of some that do not.

    None where they are more than `most`, or where the words are too short; `with_short` takes words of one or two
    letters too.
    """
    trigrams = trigrams_of(text, (lambda word: _few_longer(connection, word)) if with_short else None)
    if trigrams is None:
        return None
    keys: list[int] = []
    if trigrams:
        sql = "SELECT rowid FROM order_search WHERE order_search MATCH ? LIMIT ?"
        keys = [key for (key,) in connection.execute(sql, (trigrams, most + 1))]
        if len(keys) > most:
            return None
    return keys + [key for (key,) in connection.execute("SELECT key FROM order_search_waiting")]


def keep_in_step(connection: sqlite3.Connection) -> None:
    """Put the orders that wait for it into the index, inside the caller's transaction, once they are enough.

    Triggers write down which they are, and with which text the index still has them; `keys_named` adds those that wait.
    """
    enough = connection.execute("SELECT 1 FROM order_search_waiting LIMIT 1 OFFSET ?", (_WAITING - 1,)).fetchone()
    if enough is None:
        return
    # The two spaces are the index's own: a text's last letters begin a trigram like any others.
    connection.execute(
        "INSERT INTO order_search (order_search, rowid, search)"
        " SELECT 'delete', key, was || '  ' FROM order_search_waiting WHERE was IS NOT NULL"
    )
    connection.execute(
        "INSERT INTO order_search (rowid, search)"
        " SELECT t.key, t.search FROM order_search_waiting AS w CROSS JOIN order_search_texts AS t ON t.key = w.key"
    )
    connection.execute("DELETE FROM order_search_waiting")


def _few_longer(connection: sqlite3.Connection, word: str) -> list[str] | None:
    """Return the trigrams that begin with `word`; None where they stand for many orders."""
    sql = "SELECT term, doc FROM order_search_terms WHERE term >= ? AND term < ?"
    found, orders = [], 0
    for term, in_orders in connection.execute(sql, (word, word + _LAST_LETTER)):
        found.append(term)
        orders += in_orders
        if orders > _MANY:
            return None
    return found
