"""The numbered steps that make the database what this version needs; a step is never changed once released."""

import sqlite3
from collections.abc import Callable

from retm_desktop.domain.text import folded_phone

Migration = Callable[[sqlite3.Connection], None]

APPLICATION_ID = 0x5245544D
"""The letters RETM, in SQLite's `application_id`."""

_FIRST = """
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE connections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    provider TEXT NOT NULL,
    environment TEXT NOT NULL,
    business_id TEXT NOT NULL COLLATE NOCASE,
    label TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    state TEXT NOT NULL,
    connected_at TEXT,
    last_answer_at TEXT,
    environment_document BLOB NOT NULL,
    active INTEGER NOT NULL DEFAULT 0,
    UNIQUE (provider, environment, business_id)
);

CREATE TABLE webhook_tokens (
    token_hash BLOB PRIMARY KEY,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    issued_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX webhook_tokens_of_connection ON webhook_tokens (connection_id);

CREATE TABLE installs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    provider TEXT NOT NULL,
    environment TEXT NOT NULL,
    environment_document BLOB NOT NULL,
    state_hash BLOB NOT NULL,
    code_hash BLOB,
    status TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    business_id TEXT NOT NULL DEFAULT '',
    connection_id INTEGER REFERENCES connections(id) ON DELETE SET NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    received_at TEXT NOT NULL,
    sealed INTEGER NOT NULL DEFAULT 0,
    applied_at TEXT,
    outcome TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    body BLOB NOT NULL
);
CREATE INDEX journal_waiting ON journal (id) WHERE applied_at IS NULL;
CREATE INDEX journal_by_kind ON journal (connection_id, kind, received_at);

CREATE TABLE orders (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    retm_id TEXT NOT NULL COLLATE NOCASE,
    number TEXT NOT NULL,
    partner_reference TEXT NOT NULL,
    branch_id TEXT NOT NULL COLLATE NOCASE,
    device_id TEXT NOT NULL COLLATE NOCASE,
    order_type_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    stage_rank INTEGER NOT NULL,
    stage_since TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    refunded INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    customer_name_en TEXT NOT NULL,
    customer_name_ar TEXT NOT NULL,
    customer_phone TEXT NOT NULL,
    total TEXT,
    item_count INTEGER NOT NULL,
    summary_en TEXT NOT NULL,
    summary_ar TEXT NOT NULL,
    note TEXT NOT NULL,
    delivery_status INTEGER,
    status INTEGER,
    document_rank INTEGER NOT NULL,
    raw_digest BLOB NOT NULL,
    search TEXT NOT NULL
);
CREATE UNIQUE INDEX orders_by_retm_id ON orders (connection_id, retm_id) WHERE retm_id <> '';
CREATE INDEX orders_by_partner_reference ON orders (connection_id, partner_reference) WHERE partner_reference <> '';
CREATE INDEX orders_by_number ON orders (connection_id, number, created_at);
CREATE INDEX orders_by_stage ON orders (connection_id, stage_rank, created_at, key, branch_id);
CREATE INDEX orders_by_created ON orders (connection_id, created_at, key, stage_rank, branch_id);
CREATE INDEX orders_by_device ON orders (connection_id, device_id, created_at) WHERE device_id <> '';

CREATE TABLE order_documents (
    order_key INTEGER PRIMARY KEY REFERENCES orders(key) ON DELETE CASCADE,
    document BLOB NOT NULL,
    raw BLOB NOT NULL
);

CREATE TABLE order_events (
    id INTEGER PRIMARY KEY,
    order_key INTEGER NOT NULL REFERENCES orders(key) ON DELETE CASCADE,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    stage TEXT,
    applied INTEGER NOT NULL,
    detail TEXT NOT NULL,
    journal_id INTEGER
);
CREATE INDEX order_events_of_order ON order_events (order_key);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    order_key INTEGER NOT NULL REFERENCES orders(key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    target_stage TEXT,
    intent BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    next_try_at TEXT NOT NULL,
    error_code TEXT NOT NULL DEFAULT '',
    error_detail TEXT NOT NULL DEFAULT '',
    error_fields BLOB NOT NULL DEFAULT '{}',
    finished_at TEXT
);
CREATE INDEX outbox_of_order ON outbox (order_key, id);
CREATE INDEX outbox_open ON outbox (connection_id, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_open_of_order ON outbox (order_key, id, state, target_stage) WHERE finished_at IS NULL;

CREATE TABLE catalogue (
    id INTEGER PRIMARY KEY,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    entry_id TEXT NOT NULL COLLATE NOCASE,
    search TEXT NOT NULL DEFAULT '',
    document BLOB NOT NULL,
    raw BLOB NOT NULL
);
CREATE INDEX catalogue_in_order ON catalogue (connection_id, kind, position);
CREATE INDEX catalogue_by_entry ON catalogue (connection_id, kind, entry_id);

CREATE TABLE catalogue_refreshes (
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (connection_id, kind)
) WITHOUT ROWID;
"""

_SECOND = """
CREATE TABLE outbox_of_records_too (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    order_key INTEGER REFERENCES orders(key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    target_stage TEXT,
    intent BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    next_try_at TEXT NOT NULL,
    error_code TEXT NOT NULL DEFAULT '',
    error_detail TEXT NOT NULL DEFAULT '',
    error_fields BLOB NOT NULL DEFAULT '{}',
    finished_at TEXT
);
INSERT INTO outbox_of_records_too SELECT * FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_records_too RENAME TO outbox;
CREATE INDEX outbox_of_order ON outbox (order_key, id);
CREATE INDEX outbox_open ON outbox (connection_id, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_open_of_order ON outbox (order_key, id, state, target_stage) WHERE finished_at IS NULL;

ALTER TABLE orders ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
UPDATE orders SET phone_key = folded_phone(customer_phone) WHERE customer_phone <> '';
CREATE INDEX orders_by_phone ON orders (connection_id, phone_key, created_at) WHERE phone_key <> '';

CREATE INDEX journal_of_connection ON journal (connection_id, id);

CREATE TABLE invoices (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    invoice_id TEXT NOT NULL,
    order_number TEXT NOT NULL,
    branch_id TEXT NOT NULL COLLATE NOCASE,
    created_at TEXT NOT NULL,
    status INTEGER,
    refund TEXT NOT NULL,
    refunded_at TEXT,
    total TEXT,
    subtotal TEXT,
    tax TEXT,
    refunded_amount TEXT,
    search TEXT NOT NULL,
    raw_digest BLOB NOT NULL
);
CREATE UNIQUE INDEX invoices_by_id ON invoices (connection_id, invoice_id) WHERE invoice_id <> '';
CREATE INDEX invoices_by_order ON invoices (connection_id, order_number, created_at);
CREATE INDEX invoices_by_created ON invoices (connection_id, created_at, key);

CREATE TABLE invoice_documents (
    invoice_key INTEGER PRIMARY KEY REFERENCES invoices(key) ON DELETE CASCADE,
    document BLOB NOT NULL,
    raw BLOB NOT NULL
);

CREATE TABLE invoice_amounts (
    invoice_key INTEGER NOT NULL REFERENCES invoices(key) ON DELETE CASCADE,
    role TEXT NOT NULL,
    entry_id TEXT NOT NULL COLLATE NOCASE,
    name_en TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    amount TEXT NOT NULL
);
CREATE INDEX invoice_amounts_of_invoice ON invoice_amounts (invoice_key, role);

CREATE TABLE rewards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    code_key TEXT NOT NULL,
    uses_left INTEGER,
    document BLOB NOT NULL,
    search TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (connection_id, code_key)
);

CREATE TABLE redemptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    call_digest BLOB NOT NULL,
    reward_id INTEGER REFERENCES rewards(id) ON DELETE SET NULL,
    code TEXT NOT NULL,
    branch_id TEXT NOT NULL COLLATE NOCASE,
    used_at TEXT,
    received_at TEXT NOT NULL,
    refusal TEXT NOT NULL,
    repeats INTEGER NOT NULL DEFAULT 0,
    UNIQUE (connection_id, call_digest)
);
CREATE INDEX redemptions_of_reward ON redemptions (reward_id, id);

CREATE TABLE menu_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    document BLOB NOT NULL
);
CREATE INDEX menu_changes_of_connection ON menu_changes (connection_id, id);
"""

_THIRD = """
ALTER TABLE connections ADD COLUMN serves TEXT NOT NULL DEFAULT 'orders';
ALTER TABLE connections ADD COLUMN chosen_currency TEXT NOT NULL DEFAULT '';

CREATE TABLE payments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    order_key INTEGER REFERENCES orders(key) ON DELETE SET NULL,
    reference TEXT NOT NULL UNIQUE,
    way TEXT NOT NULL,
    title TEXT NOT NULL,
    amount INTEGER NOT NULL,
    store_id TEXT NOT NULL,
    state TEXT NOT NULL,
    checkout_id TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    qr_data TEXT NOT NULL DEFAULT '',
    transaction_id TEXT NOT NULL DEFAULT '',
    method TEXT NOT NULL DEFAULT '',
    let_go INTEGER NOT NULL DEFAULT 0,
    error_code TEXT NOT NULL DEFAULT '',
    refusal TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    ends_at TEXT
);
CREATE INDEX payments_of_order ON payments (order_key, id) WHERE order_key IS NOT NULL;
CREATE INDEX payments_open ON payments (connection_id, id)
    WHERE state IN ('starting', 'waiting', 'asking', 'reversing', 'unclear', 'refunding');

CREATE TABLE payment_accounts (
    connection_id INTEGER PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE,
    merchant_id TEXT NOT NULL DEFAULT '',
    document BLOB NOT NULL,
    fetched_at TEXT NOT NULL
);

CREATE TABLE payment_stores (
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    store_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (connection_id, store_id)
) WITHOUT ROWID;

CREATE TABLE payment_store_links (
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    restaurant_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    branch_id TEXT NOT NULL COLLATE NOCASE,
    store_id TEXT NOT NULL,
    PRIMARY KEY (connection_id, restaurant_id, branch_id)
) WITHOUT ROWID;

CREATE TABLE payment_store_edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    store_id TEXT NOT NULL,
    document BLOB NOT NULL,
    state TEXT NOT NULL,
    error_code TEXT NOT NULL DEFAULT '',
    error_fields BLOB NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL
);

CREATE TABLE transactions (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    transaction_id TEXT NOT NULL,
    order_reference TEXT NOT NULL,
    store_id TEXT NOT NULL,
    method TEXT NOT NULL,
    status TEXT NOT NULL,
    amount INTEGER NOT NULL,
    balance INTEGER,
    at TEXT NOT NULL,
    search TEXT NOT NULL,
    document BLOB NOT NULL,
    UNIQUE (connection_id, transaction_id)
);
CREATE INDEX transactions_by_time ON transactions (connection_id, at, key);
CREATE INDEX transactions_by_reference ON transactions (connection_id, order_reference);

CREATE TABLE transactions_whole (
    connection_id INTEGER PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE
);

CREATE TABLE settlements (
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    document BLOB NOT NULL,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (connection_id, day)
) WITHOUT ROWID;
"""

_FOURTH = """
CREATE TABLE order_ledger (
    order_key INTEGER PRIMARY KEY REFERENCES orders(key) ON DELETE CASCADE,
    received_at TEXT NOT NULL,
    how TEXT NOT NULL,
    stored_at TEXT NOT NULL,
    shown_at TEXT,
    sounded_at TEXT,
    seen_at TEXT,
    acted_at TEXT,
    missed TEXT
);
INSERT INTO order_ledger (order_key, received_at, how, stored_at, missed)
    SELECT order_key, min(at), source, at, '' FROM order_events WHERE kind = 'stored' GROUP BY order_key;
UPDATE order_ledger SET acted_at = (
    SELECT min(created_at) FROM outbox WHERE outbox.order_key = order_ledger.order_key
);
CREATE INDEX order_ledger_missed ON order_ledger (order_key) WHERE missed <> '';
CREATE INDEX order_ledger_unjudged ON order_ledger (order_key) WHERE missed IS NULL;

CREATE TABLE absences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    why TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT NOT NULL
);
CREATE INDEX absences_of_connection ON absences (connection_id, ended_at);

CREATE TABLE comparisons (
    connection_id INTEGER PRIMARY KEY REFERENCES connections(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    occasion TEXT NOT NULL,
    reached TEXT NOT NULL,
    known_since TEXT NOT NULL,
    listed INTEGER NOT NULL,
    missed INTEGER NOT NULL
);
"""

_FIFTH = """
UPDATE orders SET search = without_nul(search) WHERE instr(CAST(search AS BLOB), x'00') > 0;
CREATE VIEW order_search_texts AS SELECT key, search || '  ' AS search FROM orders;
CREATE VIRTUAL TABLE order_search USING fts5(
    search,
    tokenize = 'trigram case_sensitive 1',
    content = 'order_search_texts',
    content_rowid = 'key',
    detail = 'none',
    columnsize = 0
);
INSERT INTO order_search (order_search) VALUES ('rebuild');
CREATE VIRTUAL TABLE order_search_terms USING fts5vocab('order_search', 'row');
CREATE TABLE order_search_waiting (
    key INTEGER PRIMARY KEY,
    was TEXT
);
CREATE TRIGGER order_search_insert AFTER INSERT ON orders BEGIN
    INSERT INTO order_search_waiting VALUES (new.key, NULL); END;
CREATE TRIGGER order_search_delete AFTER DELETE ON orders BEGIN
    INSERT INTO order_search_waiting VALUES (old.key, old.search) ON CONFLICT DO NOTHING; END;
CREATE TRIGGER order_search_update AFTER UPDATE OF search ON orders WHEN old.search <> new.search BEGIN
    INSERT INTO order_search_waiting VALUES (old.key, old.search) ON CONFLICT DO NOTHING; END;

CREATE TABLE order_tallies (
    connection_id INTEGER NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    stage_rank INTEGER NOT NULL,
    branch_id TEXT NOT NULL COLLATE NOCASE,
    tally INTEGER NOT NULL,
    PRIMARY KEY (connection_id, stage_rank, branch_id)
) WITHOUT ROWID;
INSERT INTO order_tallies
    SELECT connection_id, stage_rank, branch_id, count(*) FROM orders GROUP BY connection_id, stage_rank, branch_id;
CREATE TRIGGER order_tallies_insert AFTER INSERT ON orders BEGIN
    INSERT INTO order_tallies VALUES (new.connection_id, new.stage_rank, new.branch_id, 1)
    ON CONFLICT DO UPDATE SET tally = tally + 1; END;
CREATE TRIGGER order_tallies_delete AFTER DELETE ON orders BEGIN
    UPDATE order_tallies SET tally = tally - 1
    WHERE connection_id = old.connection_id AND stage_rank = old.stage_rank AND branch_id = old.branch_id; END;
CREATE TRIGGER order_tallies_update AFTER UPDATE OF connection_id, stage_rank, branch_id ON orders
    WHEN (old.connection_id, old.stage_rank, old.branch_id) IS NOT (new.connection_id, new.stage_rank, new.branch_id)
    BEGIN
    UPDATE order_tallies SET tally = tally - 1
    WHERE connection_id = old.connection_id AND stage_rank = old.stage_rank AND branch_id = old.branch_id;
    INSERT INTO order_tallies VALUES (new.connection_id, new.stage_rank, new.branch_id, 1)
    ON CONFLICT DO UPDATE SET tally = tally + 1; END;
"""


def _first(connection: sqlite3.Connection) -> None:
    _run(connection, _FIRST)


def _second(connection: sqlite3.Connection) -> None:
    connection.create_function("folded_phone", 1, folded_phone, deterministic=True)
    _run(connection, _SECOND)


def _third(connection: sqlite3.Connection) -> None:
    _run(connection, _THIRD)


def _fourth(connection: sqlite3.Connection) -> None:
    _run(connection, _FOURTH)


def _fifth(connection: sqlite3.Connection) -> None:
    connection.create_function("without_nul", 1, lambda text: text.replace("\0", ""), deterministic=True)
    _run(connection, _FIFTH)


def _run(connection: sqlite3.Connection, script: str) -> None:
    # Not executescript: it would commit the transaction a step runs in.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        # A trigger has statements within it: SQLite tells where the whole ends.
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""


MIGRATIONS: tuple[Migration, ...] = (_first, _second, _third, _fourth, _fifth)
"""Step n (from 1) brings a file of version n - 1 to version n; each runs in one transaction of its own."""
