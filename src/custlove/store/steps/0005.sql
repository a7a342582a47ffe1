-- Safe to live in: digests of rows and of changes, edits by other programs told apart.

-- The row as the history left it, as a digest (store/digests.py); NULL where another program wrote it.
ALTER TABLE change_row ADD COLUMN digest BLOB;
-- seal: a digest of the change and of its rows. chain: a digest of the chain before it and of its seal; NULL while the
-- change is being written, and as long as other programs may add to theirs.
ALTER TABLE change ADD COLUMN by_other_program INTEGER NOT NULL DEFAULT 0 CHECK (by_other_program IN (0, 1));
ALTER TABLE change ADD COLUMN seal BLOB;
ALTER TABLE change ADD COLUMN chain BLOB;

-- What the triggers of the history write to. Rows that change while no change is open belong to one of their own.
CREATE VIEW history_row AS SELECT table_name, row_id, op, before, after FROM change_row;
CREATE TRIGGER history_row_written INSTEAD OF INSERT ON history_row BEGIN
    INSERT INTO change (id, at, zone, command, by_other_program)
    SELECT max(coalesce((SELECT max(id) FROM change), 0), coalesce((SELECT max(change_id) FROM change_row), 0)) + 1,
        strftime('%Y-%m-%d %H:%M:%f000', 'now'), 'UTC', 'by another program', 1
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND chain IS NULL);
    INSERT INTO change_row (change_id, table_name, row_id, op, before, after)
    VALUES ((SELECT max(id) FROM change), new.table_name, new.row_id, new.op, new.before, new.after);
END;

-- People change: how to speak of them, where they belong from a day to a day, when they were away.
ALTER TABLE person ADD COLUMN pronouns TEXT;
-- Since when they belong to the organisation that they have; NULL: for as long as it is known.
ALTER TABLE person ADD COLUMN organisation_since TEXT CHECK (date(organisation_since) IS organisation_since);

-- The organisations that they belonged to before, until a day, and others that they belong to as well.
CREATE TABLE membership (
    id               INTEGER PRIMARY KEY,
    uid              TEXT NOT NULL UNIQUE,
    person_id        INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    organisation     TEXT NOT NULL CHECK (organisation <> ''),
    organisation_key TEXT NOT NULL,
    role             TEXT,
    since            TEXT CHECK (date(since) IS since),
    until            TEXT CHECK (date(until) IS until)
) STRICT;

CREATE INDEX membership_person ON membership (person_id);
CREATE INDEX membership_organisation ON membership (organisation_key);
CREATE INDEX membership_until ON membership (until) WHERE until IS NOT NULL;
CREATE INDEX person_organisation_since ON person (organisation_since) WHERE organisation_since IS NOT NULL;

-- From when to when somebody was archived who was restored since.
CREATE TABLE absence (
    id          INTEGER PRIMARY KEY,
    uid         TEXT NOT NULL UNIQUE,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    archived_on TEXT NOT NULL CHECK (date(archived_on) IS archived_on),
    restored_on TEXT NOT NULL CHECK (date(restored_on) IS restored_on)
) STRICT;

CREATE INDEX absence_person ON absence (person_id);
CREATE INDEX absence_restored_on ON absence (restored_on);

-- What you let go, for somebody died or left: neither kept nor released, done, thanked for or repaired.
ALTER TABLE promise ADD COLUMN let_go INTEGER NOT NULL DEFAULT 0 CHECK (let_go IN (0, 1));
ALTER TABLE follow_up ADD COLUMN let_go_why TEXT;
ALTER TABLE feedback ADD COLUMN let_go_at TEXT;
ALTER TABLE feedback ADD COLUMN let_go_day TEXT CHECK (date(let_go_day) IS let_go_day);
ALTER TABLE feedback ADD COLUMN let_go_why TEXT;
ALTER TABLE mistake ADD COLUMN let_go_on TEXT CHECK (date(let_go_on) IS let_go_on);
ALTER TABLE mistake ADD COLUMN let_go_why TEXT;

-- Who was forgotten: the day, how much of what went (JSON), never who. change_id: NULL where it was in another journal
-- that this one took the place of. salt: of the digests, one for the whole journal.
-- pending: what is still to be done with the file and with others (JSON, store/erasure.py), NULL once all is done.
CREATE TABLE forgotten (
    id        INTEGER PRIMARY KEY,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    change_id INTEGER REFERENCES change (id) ON DELETE NO ACTION,
    counts    TEXT NOT NULL,
    salt      BLOB,
    pending   TEXT
) STRICT;

-- By which an import knows them again (store/forgotten.py): a digest of each address, and a few bits of a quick one.
CREATE TABLE forgotten_digest (
    id           INTEGER PRIMARY KEY,
    forgotten_id INTEGER NOT NULL REFERENCES forgotten (id) ON DELETE NO ACTION,
    hint         INTEGER NOT NULL,
    digest       BLOB NOT NULL
) STRICT;

-- Which change blanked the command and rows of this one, because they were about somebody who was forgotten: the seal is
-- of what is left, the chain goes on as it was.
ALTER TABLE change ADD COLUMN forgotten_by INTEGER REFERENCES change (id) ON DELETE NO ACTION;

-- Signs that stand on letters are part of words: Thai, Hindi. What the index gets is folded before (folding.py).
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    body, content = '', tokenize = 'unicode61 remove_diacritics 2 categories ''L* N* M* Co'''
);
