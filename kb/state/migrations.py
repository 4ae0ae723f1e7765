"""The tables of the database, as the steps that made them. A step that was released never changes."""

from __future__ import annotations

import re

from kb.errors import StorageError

# One step for each version; `user_version` says which steps were done.
MIGRATIONS = (
    """
    CREATE TABLE past_query (
        text TEXT PRIMARY KEY,
        times INTEGER NOT NULL,
        last TEXT NOT NULL
    );
    """,
    # AUTOINCREMENT: the address of a deleted topic never leads to another.
    """
    CREATE TABLE topic (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        urn TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE,
        query TEXT NOT NULL,
        created TEXT NOT NULL,
        seen TEXT NOT NULL,
        known BLOB NOT NULL
    );
    """,
    """
    CREATE TABLE upload (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        who TEXT NOT NULL,
        received TEXT NOT NULL,
        changed TEXT NOT NULL,
        state TEXT NOT NULL,
        stage TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        anew INTEGER NOT NULL,
        title TEXT NOT NULL,
        doubts INTEGER NOT NULL,
        bulletin TEXT NOT NULL,
        error TEXT NOT NULL,
        hint TEXT NOT NULL
    );
    """,
    # AUTOINCREMENT as for topics. The past states are what the last changes can be undone to.
    """
    CREATE TABLE collection (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        revision INTEGER NOT NULL,
        archived INTEGER NOT NULL,
        token TEXT NOT NULL,
        document TEXT NOT NULL,
        changed TEXT NOT NULL,
        who TEXT NOT NULL
    );
    CREATE TABLE collection_past (
        collection INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        name TEXT NOT NULL,
        document TEXT NOT NULL,
        action TEXT NOT NULL,
        PRIMARY KEY (collection, revision)
    );
    """,
    # Queries by who asked them: what only one person typed is not suggested to others.
    """
    DROP TABLE past_query;
    CREATE TABLE asked (
        text TEXT NOT NULL,
        asker TEXT NOT NULL,
        times INTEGER NOT NULL,
        found INTEGER NOT NULL,
        opened INTEGER NOT NULL,
        last TEXT NOT NULL,
        PRIMARY KEY (text, asker)
    );
    CREATE INDEX asked_last ON asked (last);
    """,
    # Accounts and how they log in. AUTOINCREMENT: the id of an account is never given to another.
    """
    CREATE TABLE account (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        login TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL,
        bank TEXT NOT NULL,
        password TEXT NOT NULL,
        disabled INTEGER NOT NULL,
        created REAL NOT NULL
    );
    CREATE TABLE session (
        digest TEXT PRIMARY KEY,
        account INTEGER NOT NULL,
        created REAL NOT NULL,
        seen REAL NOT NULL,
        confirmed REAL NOT NULL,
        address TEXT NOT NULL,
        agent TEXT NOT NULL
    );
    CREATE INDEX session_account ON session (account);
    CREATE TABLE one_time_link (
        digest TEXT PRIMARY KEY,
        account INTEGER NOT NULL,
        purpose TEXT NOT NULL,
        expires REAL NOT NULL
    );
    CREATE TABLE login_failure (
        key TEXT PRIMARY KEY,
        count INTEGER NOT NULL,
        last REAL NOT NULL
    );
    """,
    "ALTER TABLE upload RENAME COLUMN anew TO forced;",
    # The groups of an account, one a line, and the name of the person.
    """
    ALTER TABLE account ADD COLUMN groups TEXT NOT NULL DEFAULT '';
    ALTER TABLE account ADD COLUMN full_name TEXT NOT NULL DEFAULT '';
    """,
    # Topics and collections have an owner ("": everybody's) and the names of those they are shared
    # with, one a line; a name is taken for its owner only. Who else follows a topic has marks of
    # their own.
    """
    CREATE TABLE topic_of_owner (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        urn TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        created TEXT NOT NULL,
        seen TEXT NOT NULL,
        known BLOB NOT NULL,
        owner TEXT NOT NULL DEFAULT '',
        shared TEXT NOT NULL DEFAULT '',
        UNIQUE (owner, name)
    );
    INSERT INTO topic_of_owner (id, urn, name, query, created, seen, known)
        SELECT id, urn, name, query, created, seen, known FROM topic;
    INSERT INTO sqlite_sequence (name, seq)
        SELECT 'topic_of_owner', seq FROM sqlite_sequence WHERE name = 'topic'
        AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'topic_of_owner');
    UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'topic')
        WHERE name = 'topic_of_owner' AND EXISTS (SELECT 1 FROM topic);
    DROP TABLE topic;
    ALTER TABLE topic_of_owner RENAME TO topic;
    CREATE TABLE topic_seen (
        topic INTEGER NOT NULL,
        who TEXT NOT NULL,
        seen TEXT NOT NULL,
        known BLOB NOT NULL,
        PRIMARY KEY (topic, who)
    );
    CREATE TABLE collection_of_owner (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        revision INTEGER NOT NULL,
        archived INTEGER NOT NULL,
        token TEXT NOT NULL,
        document TEXT NOT NULL,
        changed TEXT NOT NULL,
        who TEXT NOT NULL,
        owner TEXT NOT NULL DEFAULT '',
        shared TEXT NOT NULL DEFAULT '',
        UNIQUE (owner, name)
    );
    INSERT INTO collection_of_owner (id, name, revision, archived, token, document, changed, who)
        SELECT id, name, revision, archived, token, document, changed, who FROM collection;
    DROP TABLE collection;
    ALTER TABLE collection_of_owner RENAME TO collection;
    """,
    # Tokens by which programs read.
    """
    CREATE TABLE token (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest TEXT NOT NULL UNIQUE,
        account INTEGER NOT NULL,
        scope TEXT NOT NULL,
        name TEXT NOT NULL,
        created REAL NOT NULL,
        expires REAL NOT NULL,
        used REAL NOT NULL
    );
    """,
    # Second steps of logging in.
    """
    CREATE TABLE second_step (
        account INTEGER PRIMARY KEY,
        secret TEXT NOT NULL,
        active INTEGER NOT NULL,
        last INTEGER NOT NULL
    );
    CREATE TABLE recovery_code (
        digest TEXT PRIMARY KEY,
        account INTEGER NOT NULL
    );
    """,
    # Who an account is at a provider of identities.
    """
    ALTER TABLE account ADD COLUMN subject TEXT NOT NULL DEFAULT '';
    CREATE UNIQUE INDEX account_subject ON account (subject) WHERE subject <> '';
    """,
    # Reports of errors in entries. AUTOINCREMENT: a form that was left open settles no other.
    """
    CREATE TABLE report (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        bulletin TEXT NOT NULL,
        anchor TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        who TEXT NOT NULL,
        made TEXT NOT NULL
    );
    """,
    # Who edits what; how much each person did; forms that were sent without a session; sessions at a
    # provider of identities; who asked, where the log of queries names people.
    """
    CREATE TABLE editing (
        place TEXT NOT NULL,
        who TEXT NOT NULL,
        label TEXT NOT NULL,
        seen REAL NOT NULL,
        PRIMARY KEY (place, who)
    );
    CREATE TABLE usage (
        who TEXT NOT NULL,
        what TEXT NOT NULL,
        day TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (who, what, day)
    );
    CREATE TABLE kept_form (
        digest TEXT PRIMARY KEY,
        account INTEGER NOT NULL,
        kept REAL NOT NULL,
        target TEXT NOT NULL,
        page TEXT NOT NULL,
        fields TEXT NOT NULL
    );
    CREATE TABLE provider_session (
        digest TEXT PRIMARY KEY,
        sid TEXT NOT NULL
    );
    CREATE INDEX provider_session_sid ON provider_session (sid);
    ALTER TABLE asked ADD COLUMN who TEXT NOT NULL DEFAULT '';
    """,
    # Which web node reads an upload, and when it last said so.
    """
    ALTER TABLE upload ADD COLUMN node TEXT NOT NULL DEFAULT '';
    ALTER TABLE upload ADD COLUMN alive REAL NOT NULL DEFAULT 0;
    """,
)


# What SQLite and PostgreSQL call differently. Text is compared by code point, as SQLite does.
_KEY = re.compile(r"INTEGER PRIMARY KEY(?: AUTOINCREMENT)?")
_TYPES = {
    "INTEGER": "BIGINT",
    "REAL": "DOUBLE PRECISION",
    "BLOB": "BYTEA",
    "TEXT": 'TEXT COLLATE "C"',
}
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b")
_NUMBERED = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"


def statements_of(step: int, *, postgresql: bool = False) -> list[str]:
    """The statements of a step, by its place in MIGRATIONS."""
    found = [statement for statement in MIGRATIONS[step].split(";") if statement.strip()]
    if not postgresql:
        return found
    return [
        _TYPE.sub(lambda match: _TYPES[match[1]], _KEY.sub(_NUMBERED, statement))
        for statement in found
        if "sqlite_sequence" not in statement  # PostgreSQL keeps the numbers with the table
    ]


def check_version(taken: int) -> None:
    """StorageError when a state has taken more steps than this program knows."""
    if taken > len(MIGRATIONS):
        raise StorageError(
            f"状态库是更新的版本写的（第 {taken} 步，本程序只到第 {len(MIGRATIONS)} 步）",
            hint="请用那个版本的程序；要退回，用它执行 kb upgrade --undo",
        )
