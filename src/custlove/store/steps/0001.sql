-- Facts are stored, verdicts are derived: nothing here says "broken", "late" or "quiet".
-- Days are the user's own calendar days (YYYY-MM-DD); moments are UTC, with the IANA zone beside them.
-- References never cascade: undo must see each row go, and must be stopped where later rows rest on one.
-- Columns marked "derived" are kept right by the triggers below and are not part of a change.

CREATE TABLE person (
    id              INTEGER PRIMARY KEY,
    uid             TEXT NOT NULL UNIQUE,
    handle          TEXT NOT NULL UNIQUE
                    CHECK (handle GLOB '[a-z0-9]*' AND handle NOT GLOB '*[^a-z0-9-]*'),
    name            TEXT NOT NULL CHECK (name <> ''),
    name_key        TEXT NOT NULL,
    nickname        TEXT,
    nickname_key    TEXT,
    organisation    TEXT,
    organisation_key TEXT,
    role            TEXT,
    birthday        TEXT CHECK (birthday GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' OR birthday GLOB '--[01][0-9]-[0-3][0-9]'),
    met             TEXT,
    zone            TEXT,
    channel         TEXT CHECK (channel IN ('in-person', 'call', 'video', 'email', 'chat', 'letter', 'social', 'gift', 'other')),
    every           TEXT CHECK (every = 'none' OR (every GLOB '[1-9]*[dm]' AND substr(every, 1, length(every) - 1) NOT GLOB '*[^0-9]*')),
    circle          TEXT CHECK (circle IN ('close', 'acquaintance', 'arms-length')),
    notes           TEXT,
    added_on        TEXT NOT NULL CHECK (date(added_on) IS added_on),
    archived_on     TEXT CHECK (date(archived_on) IS archived_on),
    rung            TEXT NOT NULL DEFAULT 'prospect',
    rung_since      TEXT,
    last_touch_on   TEXT,
    contact_on      TEXT GENERATED ALWAYS AS (coalesce(last_touch_on, added_on)) VIRTUAL,
    quiet_on        TEXT GENERATED ALWAYS AS (
        CASE substr(every, -1)
            WHEN 'd' THEN date(coalesce(last_touch_on, added_on), CAST(every AS INTEGER) || ' days')
            WHEN 'm' THEN
                CASE WHEN strftime('%d', date(coalesce(last_touch_on, added_on), CAST(every AS INTEGER) || ' months'))
                          = strftime('%d', coalesce(last_touch_on, added_on))
                     THEN date(coalesce(last_touch_on, added_on), CAST(every AS INTEGER) || ' months')
                     ELSE date(coalesce(last_touch_on, added_on), CAST(every AS INTEGER) || ' months', 'start of month', '-1 day')
                END
        END) VIRTUAL
) STRICT;

CREATE INDEX person_name_key ON person (name_key);
CREATE INDEX person_nickname_key ON person (nickname_key) WHERE nickname_key IS NOT NULL;
CREATE INDEX person_organisation_key ON person (organisation_key) WHERE organisation_key IS NOT NULL;
CREATE INDEX person_quiet_own ON person (quiet_on) WHERE archived_on IS NULL AND quiet_on IS NOT NULL AND circle IS NOT 'arms-length';
CREATE INDEX person_quiet_rung ON person (rung, contact_on) WHERE archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length';
CREATE INDEX person_rung_since ON person (rung_since);
CREATE INDEX person_last_touch ON person (last_touch_on);
CREATE INDEX person_added ON person (added_on);
CREATE INDEX person_archived ON person (archived_on) WHERE archived_on IS NOT NULL;
CREATE INDEX person_birthday ON person (substr(birthday, -5)) WHERE birthday IS NOT NULL AND archived_on IS NULL;

CREATE TABLE person_detail (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind      TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'tag')),
    value     TEXT NOT NULL CHECK (value <> ''),
    key       TEXT NOT NULL,
    UNIQUE (person_id, kind, key)
) STRICT;

CREATE INDEX person_detail_key ON person_detail (kind, key);

CREATE TABLE touchpoint (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    at        TEXT NOT NULL,
    zone      TEXT NOT NULL,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    channel   TEXT CHECK (channel IN ('in-person', 'call', 'video', 'email', 'chat', 'letter', 'social', 'gift', 'other')),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
    text      TEXT NOT NULL,
    felt      INTEGER CHECK (felt BETWEEN 1 AND 5),
    energy    INTEGER CHECK (energy BETWEEN -2 AND 2),
    minutes   INTEGER CHECK (minutes >= 0),
    wow       INTEGER NOT NULL DEFAULT 0 CHECK (wow IN (0, 1))
) STRICT;

CREATE INDEX touchpoint_day ON touchpoint (day, at);

-- day: derived from the touchpoint, so that one seek finds a person's last touch.
CREATE TABLE touchpoint_person (
    id            INTEGER PRIMARY KEY,
    touchpoint_id INTEGER NOT NULL REFERENCES touchpoint (id) ON DELETE NO ACTION,
    person_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day           TEXT,
    UNIQUE (touchpoint_id, person_id)
) STRICT;

CREATE INDEX touchpoint_person_day ON touchpoint_person (person_id, day);

CREATE TABLE touchpoint_tag (
    id            INTEGER PRIMARY KEY,
    touchpoint_id INTEGER NOT NULL REFERENCES touchpoint (id) ON DELETE NO ACTION,
    tag           TEXT NOT NULL CHECK (tag <> ''),
    UNIQUE (touchpoint_id, tag)
) STRICT;

CREATE INDEX touchpoint_tag_tag ON touchpoint_tag (tag);

CREATE TABLE follow_up (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    why        TEXT NOT NULL,
    made_on    TEXT NOT NULL CHECK (date(made_on) IS made_on),
    due_on     TEXT NOT NULL CHECK (date(due_on) IS due_on),
    done_on    TEXT CHECK (date(done_on) IS done_on),
    closed_by  INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION,
    CHECK (due_on >= made_on),
    CHECK (done_on >= made_on)
) STRICT;

CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_on IS NULL;
CREATE INDEX follow_up_done ON follow_up (done_on) WHERE done_on IS NOT NULL;
CREATE INDEX follow_up_person ON follow_up (person_id, due_on);
CREATE INDEX follow_up_closed_by ON follow_up (closed_by) WHERE closed_by IS NOT NULL;

CREATE TABLE follow_up_snooze (
    id           INTEGER PRIMARY KEY,
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id) ON DELETE NO ACTION,
    made_on      TEXT NOT NULL CHECK (date(made_on) IS made_on),
    until        TEXT NOT NULL CHECK (date(until) IS until)
) STRICT;

CREATE INDEX follow_up_snooze_follow_up ON follow_up_snooze (follow_up_id, made_on);

-- due_on is the day agreed last; promise_move keeps the days agreed before.
CREATE TABLE promise (
    id          INTEGER PRIMARY KEY,
    uid         TEXT NOT NULL UNIQUE,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    what        TEXT NOT NULL,
    by          TEXT NOT NULL CHECK (by IN ('mine', 'theirs')),
    made_on     TEXT NOT NULL CHECK (date(made_on) IS made_on),
    due_on      TEXT NOT NULL CHECK (date(due_on) IS due_on),
    kept_on     TEXT CHECK (date(kept_on) IS kept_on),
    extra       TEXT,
    released_on TEXT CHECK (date(released_on) IS released_on),
    release_why TEXT,
    CHECK (due_on >= made_on),
    CHECK (kept_on >= made_on),
    CHECK (released_on >= made_on),
    CHECK (kept_on IS NULL OR released_on IS NULL)
) STRICT;

CREATE INDEX promise_open ON promise (due_on) WHERE kept_on IS NULL AND released_on IS NULL;
CREATE INDEX promise_kept ON promise (kept_on) WHERE kept_on IS NOT NULL;
CREATE INDEX promise_released ON promise (released_on) WHERE released_on IS NOT NULL;
CREATE INDEX promise_person ON promise (person_id, due_on);

CREATE TABLE promise_move (
    id         INTEGER PRIMARY KEY,
    promise_id INTEGER NOT NULL REFERENCES promise (id) ON DELETE NO ACTION,
    moved_on   TEXT NOT NULL CHECK (date(moved_on) IS moved_on),
    from_due   TEXT NOT NULL CHECK (date(from_due) IS from_due),
    to_due     TEXT NOT NULL CHECK (date(to_due) IS to_due),
    why        TEXT
) STRICT;

CREATE INDEX promise_move_promise ON promise_move (promise_id, moved_on);
CREATE INDEX promise_move_day ON promise_move (moved_on);

CREATE TABLE ask (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    text      TEXT NOT NULL,
    channel   TEXT CHECK (channel IN ('in-person', 'call', 'video', 'email', 'chat', 'letter', 'social', 'gift', 'other')),
    at        TEXT NOT NULL,
    zone      TEXT NOT NULL,
    day       TEXT NOT NULL CHECK (date(day) IS day)
) STRICT;

CREATE INDEX ask_person ON ask (person_id, day);

CREATE TABLE feedback (
    id             INTEGER PRIMARY KEY,
    uid            TEXT NOT NULL UNIQUE,
    person_id      INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    ask_id         INTEGER UNIQUE REFERENCES ask (id) ON DELETE NO ACTION,
    kind           TEXT NOT NULL CHECK (kind IN ('criticism', 'praise', 'idea')),
    text           TEXT NOT NULL,
    score          INTEGER CHECK (score BETWEEN 0 AND 10),
    asked          INTEGER NOT NULL CHECK (asked IN (0, 1)),
    zone           TEXT NOT NULL,
    heard_at       TEXT NOT NULL,
    heard_day      TEXT NOT NULL CHECK (date(heard_day) IS heard_day),
    confirmed_at   TEXT,
    confirmed_day  TEXT CHECK (date(confirmed_day) IS confirmed_day),
    confirmed_text TEXT,
    acted_at       TEXT,
    acted_day      TEXT CHECK (date(acted_day) IS acted_day),
    acted_text     TEXT,
    thanked_at     TEXT,
    thanked_day    TEXT CHECK (date(thanked_day) IS thanked_day),
    thanked_text   TEXT
) STRICT;

CREATE INDEX feedback_open ON feedback (heard_at) WHERE thanked_day IS NULL;
CREATE INDEX feedback_thanked ON feedback (thanked_day) WHERE thanked_day IS NOT NULL;
CREATE INDEX feedback_person ON feedback (person_id, heard_at);

-- The first move of a person is where they were placed when they were added.
CREATE TABLE rung_move (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    to_rung   TEXT NOT NULL CHECK (to_rung IN ('terrorist', 'toxic', 'prospect', 'customer', 'client', 'supporter', 'advocate')),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    why       TEXT
) STRICT;

CREATE INDEX rung_move_person ON rung_move (person_id, day, id);
CREATE INDEX rung_move_day ON rung_move (day);

-- The history: what was done, and each row as it was before and after.
CREATE TABLE change (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    zone    TEXT NOT NULL,
    command TEXT NOT NULL,
    undoes  INTEGER REFERENCES change (id) ON DELETE NO ACTION
) STRICT;

CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change_row (
    id         INTEGER PRIMARY KEY,
    change_id  INTEGER NOT NULL REFERENCES change (id) ON DELETE NO ACTION,
    table_name TEXT NOT NULL,
    row_id     INTEGER NOT NULL,
    op         TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    before     TEXT,
    after      TEXT
) STRICT;

CREATE INDEX change_row_change ON change_row (change_id);
CREATE INDEX change_row_row ON change_row (table_name, row_id);

CREATE TRIGGER rung_move_placed AFTER INSERT ON rung_move BEGIN
    UPDATE person SET
        rung = (SELECT to_rung FROM rung_move WHERE person_id = new.person_id ORDER BY day DESC, id DESC LIMIT 1),
        rung_since = (SELECT day FROM rung_move WHERE person_id = new.person_id ORDER BY day DESC, id DESC LIMIT 1)
    WHERE id = new.person_id;
END;

CREATE TRIGGER rung_move_changed AFTER UPDATE OF person_id, to_rung, day ON rung_move BEGIN
    UPDATE person SET
        rung = coalesce((SELECT to_rung FROM rung_move WHERE person_id = person.id ORDER BY day DESC, id DESC LIMIT 1), 'prospect'),
        rung_since = (SELECT day FROM rung_move WHERE person_id = person.id ORDER BY day DESC, id DESC LIMIT 1)
    WHERE id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER rung_move_removed AFTER DELETE ON rung_move BEGIN
    UPDATE person SET
        rung = coalesce((SELECT to_rung FROM rung_move WHERE person_id = old.person_id ORDER BY day DESC, id DESC LIMIT 1), 'prospect'),
        rung_since = (SELECT day FROM rung_move WHERE person_id = old.person_id ORDER BY day DESC, id DESC LIMIT 1)
    WHERE id = old.person_id;
END;

CREATE TRIGGER touchpoint_person_added AFTER INSERT ON touchpoint_person BEGIN
    UPDATE touchpoint_person SET day = (SELECT day FROM touchpoint WHERE id = new.touchpoint_id)
    WHERE id = new.id AND day IS NOT (SELECT day FROM touchpoint WHERE id = new.touchpoint_id);
    UPDATE person SET last_touch_on = (SELECT day FROM touchpoint WHERE id = new.touchpoint_id)
    WHERE id = new.person_id
      AND (last_touch_on IS NULL OR last_touch_on < (SELECT day FROM touchpoint WHERE id = new.touchpoint_id));
END;

CREATE TRIGGER touchpoint_person_changed AFTER UPDATE OF person_id, day ON touchpoint_person BEGIN
    UPDATE person SET last_touch_on = (SELECT max(day) FROM touchpoint_person WHERE person_id = person.id)
    WHERE id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER touchpoint_person_removed AFTER DELETE ON touchpoint_person BEGIN
    UPDATE person SET last_touch_on = (SELECT max(day) FROM touchpoint_person WHERE person_id = old.person_id)
    WHERE id = old.person_id;
END;

CREATE TRIGGER touchpoint_moved AFTER UPDATE OF day ON touchpoint WHEN new.day IS NOT old.day BEGIN
    UPDATE touchpoint_person SET day = new.day WHERE touchpoint_id = new.id;
END;

-- Search: the row number packs day, kind and id (day << 40 | kind << 36 | id), so that newest first is
-- the index's own order and no text is stored twice. Filled by store/search.py at the end of a change: a trigger
-- may not write a virtual table where the schema is not trusted.
CREATE VIRTUAL TABLE search USING fts5 (body, content = '', tokenize = 'unicode61 remove_diacritics 2');
