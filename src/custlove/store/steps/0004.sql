-- Contact by all that shows it, counted in days; suggestions declined; people let be; mistakes that were concealed.

ALTER TABLE mistake ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));

-- An ask that you do not wait for any more, from a day on.
ALTER TABLE ask ADD COLUMN dropped_on TEXT CHECK (date(dropped_on) IS dropped_on);
ALTER TABLE ask ADD COLUMN dropped_why TEXT;

-- A suggestion declined: what was suggested, the rung or the circle, and why it was not followed.
CREATE TABLE rung_stay (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    rung      TEXT CHECK (rung IN ('terrorist', 'toxic', 'prospect', 'customer', 'client', 'supporter', 'advocate')),
    circle    TEXT CHECK (circle IN ('close', 'acquaintance', 'arms-length')),
    why       TEXT NOT NULL CHECK (why <> '')
) STRICT;

CREATE INDEX rung_stay_person ON rung_stay (person_id, day);
CREATE INDEX rung_stay_day ON rung_stay (day);

-- A person let be until a day: nothing is suggested before it.
CREATE TABLE let_be (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    made_on   TEXT NOT NULL CHECK (date(made_on) IS made_on),
    until     TEXT NOT NULL CHECK (date(until) IS until),
    why       TEXT
) STRICT;

CREATE INDEX let_be_person ON let_be (person_id, made_on);
CREATE INDEX let_be_until ON let_be (until);

-- The words by which somebody is found, each behind a blank: of name, nickname and handle (rules/names.py, words). In
-- two columns, for SQLite does not parse so many calls within each other.
ALTER TABLE person ADD COLUMN names_told TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
    name_key || ' ' || coalesce(nickname_key, '') || ' ' || handle
    , '''', ''), '’', ''), '‘', ''), '`', ''), 'ʼ', ''), 'ʻ', ''), 'ʹ', ''), '′', ''), '-', ' '), '‐', ' ')
    , '–', ' '), '—', ' '), '_', ' '), '.', ' '), ',', ' '), ';', ' ')
) VIRTUAL;
ALTER TABLE person ADD COLUMN known_as TEXT GENERATED ALWAYS AS (' ' ||
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(
    names_told
    , ':', ' '), '(', ' '), ')', ' '), '/', ' '), '&', ' '), '+', ' '), '"', ' '), '“', ' '), '”', ' ')
    , '„', ' '), '«', ' '), '»', ' '), '·', ' '), '・', ' '), '•', ' ')
) VIRTUAL;
CREATE INDEX person_known_as ON person (known_as);

-- A name or a handle that somebody had, until a day: it still finds them.
CREATE TABLE former_name (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind      TEXT NOT NULL CHECK (kind IN ('name', 'handle')),
    value     TEXT NOT NULL CHECK (value <> ''),
    key       TEXT NOT NULL,
    until     TEXT NOT NULL CHECK (date(until) IS until)
) STRICT;

CREATE INDEX former_name_person ON former_name (person_id, until);
CREATE INDEX former_name_key ON former_name (key);

-- What you told them is a fact, too.
CREATE TABLE new_fact (
    id            INTEGER PRIMARY KEY,
    uid           TEXT NOT NULL UNIQUE,
    person_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind          TEXT NOT NULL CHECK (kind IN ('need', 'vision', 'challenge', 'life', 'preference', 'told')),
    text          TEXT NOT NULL CHECK (text <> ''),
    day           TEXT NOT NULL CHECK (date(day) IS day),
    touchpoint_id INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION,
    supersedes    INTEGER UNIQUE REFERENCES fact (id) ON DELETE NO ACTION,
    resolved_on   TEXT CHECK (date(resolved_on) IS resolved_on),
    resolved_text TEXT,
    CHECK (resolved_on >= day)
) STRICT;
INSERT INTO new_fact SELECT * FROM fact;
DROP TABLE fact;
ALTER TABLE new_fact RENAME TO fact;

CREATE INDEX fact_person ON fact (person_id, day);
CREATE INDEX fact_day ON fact (day);
CREATE INDEX fact_resolved ON fact (resolved_on) WHERE resolved_on IS NOT NULL;
CREATE INDEX fact_touchpoint ON fact (touchpoint_id) WHERE touchpoint_id IS NOT NULL;

-- Derived, as last_touch_on: the last contact that came from them, the last of these that is not a purchase, and the
-- last that came from you. Unanswered and seventh_out_on count days on which you reached out. Left_low_on: the last day
-- on which they were there and it was noted how they left, if that was low, and neither praise nor a purchase of theirs
-- came after it.
ALTER TABLE person ADD COLUMN last_from_them_on TEXT;
ALTER TABLE person ADD COLUMN last_word_on TEXT;
ALTER TABLE person ADD COLUMN last_from_you_on TEXT;
ALTER TABLE person ADD COLUMN last_contact_on TEXT GENERATED ALWAYS AS (
    nullif(max(coalesce(last_from_them_on, ''), coalesce(last_from_you_on, '')), '')) VIRTUAL;
-- Without their purchases: where nothing but these came for two periods, they do not restart the cadence. The rule
-- (rules/cadence.py) has the last word.
ALTER TABLE person ADD COLUMN word_on TEXT GENERATED ALWAYS AS (
    coalesce(nullif(max(coalesce(last_word_on, ''), coalesce(last_from_you_on, '')), ''), added_on)) VIRTUAL;
DROP INDEX person_quiet_own;
DROP INDEX person_quiet_rung;
ALTER TABLE person DROP COLUMN quiet_on;
ALTER TABLE person DROP COLUMN contact_on;
ALTER TABLE person ADD COLUMN quiet_on TEXT GENERATED ALWAYS AS (
    CASE substr(every, -1)
        WHEN 'd' THEN date(word_on, CAST(every AS INTEGER) || ' days')
        WHEN 'm' THEN
            CASE WHEN strftime('%d', date(word_on, CAST(every AS INTEGER) || ' months')) = strftime('%d', word_on)
                 THEN date(word_on, CAST(every AS INTEGER) || ' months')
                 ELSE date(word_on, CAST(every AS INTEGER) || ' months', 'start of month', '-1 day')
            END
    END) VIRTUAL;
CREATE INDEX person_quiet_own ON person (quiet_on) WHERE archived_on IS NULL AND quiet_on IS NOT NULL AND circle IS NOT 'arms-length';
CREATE INDEX person_last_contact ON person (last_contact_on);
-- Who may come back: in few journals there is more than one of them.
CREATE INDEX person_harm ON person (last_from_them_on) WHERE rung IN ('terrorist', 'toxic');
-- Halfway between the last contact and the last from them, which the mean of two silences cannot be longer ago than
-- (rules/inactivity.py); '' where nothing ever came from them.
ALTER TABLE person ADD COLUMN two_clocks_on TEXT GENERATED ALWAYS AS (
    CASE
        WHEN last_from_them_on IS NOT NULL
        THEN date((julianday(last_from_them_on) + julianday(max(last_from_them_on, coalesce(last_from_you_on, '')))) / 2)
        WHEN last_from_you_on IS NOT NULL THEN ''
    END) VIRTUAL;
CREATE INDEX person_two_clocks ON person (rung, two_clocks_on) WHERE archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length';

-- Derived from the touchpoint and all who were there, as outgoing. from_you: it is a contact that came from you, which
-- one that went to more than three people is not. recipients: to how many people, three at most, one went that waits
-- for an answer; NULL for all others, also where thanks or the last step of a mistake wrote it.
ALTER TABLE touchpoint_person ADD COLUMN from_you INTEGER;
ALTER TABLE touchpoint_person ADD COLUMN recipients INTEGER;

DROP TRIGGER touchpoint_person_added;
DROP TRIGGER touchpoint_person_changed;
DROP TRIGGER touchpoint_person_removed;
DROP TRIGGER touchpoint_changed;

-- The channel, which tells what was offline as well: minutes that were not noted are estimated within it.
DROP INDEX touchpoint_person_day;
ALTER TABLE touchpoint_person DROP COLUMN offline;
ALTER TABLE touchpoint_person ADD COLUMN channel TEXT;
CREATE INDEX touchpoint_person_day ON touchpoint_person (person_id, day, minutes, energy, channel, felt);

DROP INDEX touchpoint_person_outgoing;
DROP INDEX touchpoint_person_felt;
CREATE INDEX touchpoint_person_from_them ON touchpoint_person (person_id, day) WHERE outgoing = 0;
CREATE INDEX touchpoint_person_from_you ON touchpoint_person (person_id, day) WHERE from_you = 1;
CREATE INDEX touchpoint_person_reached ON touchpoint_person (person_id, day, recipients) WHERE recipients IS NOT NULL;
-- How they left: of what went out from you alone nobody left.
CREATE INDEX touchpoint_person_felt ON touchpoint_person (person_id, day, felt) WHERE felt IS NOT NULL AND outgoing = 0;
CREATE INDEX ask_reached ON ask (person_id, day) WHERE channel IS NOT NULL;
CREATE INDEX feedback_heard ON feedback (person_id, heard_day);
CREATE INDEX introduction_by ON introduction (by_id, day);
CREATE INDEX promise_kept_by ON promise (person_id, by, kept_on) WHERE kept_on IS NOT NULL;

CREATE VIEW participant AS
SELECT id, touchpoint_id, people, day, outgoing, felt, minutes, energy, channel,
    direction = 'both' OR outgoing AND people <= 3 AS from_you,
    CASE WHEN outgoing AND people <= 3
              AND NOT EXISTS (SELECT 1 FROM feedback WHERE thanked_touchpoint = touchpoint_id)
              AND NOT EXISTS (SELECT 1 FROM mistake WHERE followed_up_touchpoint = touchpoint_id)
         THEN people END AS recipients
FROM (
    SELECT link.id, link.touchpoint_id, touchpoint.day, touchpoint.direction, touchpoint.direction = 'out' AS outgoing,
        touchpoint.felt, touchpoint.minutes, touchpoint.energy, touchpoint.channel,
        CASE WHEN direction = 'out' THEN (SELECT count(*) FROM (
            SELECT 1 FROM touchpoint_person WHERE touchpoint_id = touchpoint.id LIMIT 5)) END AS people
    FROM touchpoint_person AS link JOIN touchpoint ON touchpoint.id = link.touchpoint_id);

-- UPDATE participant SET id = id WHERE … brings these columns up to date.
CREATE TRIGGER participant_refreshed INSTEAD OF UPDATE ON participant BEGIN
    UPDATE touchpoint_person SET
        day = old.day, outgoing = old.outgoing, felt = old.felt, minutes = old.minutes, energy = old.energy,
        channel = old.channel, from_you = old.from_you, recipients = old.recipients
    WHERE id = old.id;
END;

DROP VIEW person_contact;
CREATE VIEW person_contact AS
SELECT person_id, last_touch_on, last_word_on, last_from_them_on, last_from_you_on,
    (SELECT count(*) FROM (
        SELECT * FROM (
            SELECT DISTINCT day FROM touchpoint_person
            WHERE touchpoint_person.person_id = kept.person_id AND recipients IS NOT NULL
                AND day > coalesce(last_from_them_on, '') LIMIT 12)
        UNION SELECT * FROM (
            SELECT DISTINCT day FROM ask
            WHERE ask.person_id = kept.person_id AND channel IS NOT NULL AND day > coalesce(last_from_them_on, '')
            LIMIT 12)
        LIMIT 12)) AS unanswered,
    (SELECT day FROM (
        SELECT * FROM (
            SELECT DISTINCT day FROM touchpoint_person
            WHERE touchpoint_person.person_id = kept.person_id AND recipients IS NOT NULL ORDER BY day DESC LIMIT 7)
        UNION SELECT * FROM (
            SELECT DISTINCT day FROM ask
            WHERE ask.person_id = kept.person_id AND channel IS NOT NULL ORDER BY day DESC LIMIT 7))
        ORDER BY day DESC LIMIT 1 OFFSET 6) AS seventh_out_on,
    left_low_on
FROM (
    SELECT person_id, last_touch_on, last_word_on, last_from_you_on, left_low_on,
        nullif(max(coalesce(last_word_on, ''), coalesce(
            (SELECT max(day) FROM purchase WHERE purchase.person_id = own.person_id AND amount >= 0), '')), '') AS last_from_them_on
    FROM (
        SELECT person.id AS person_id,
            (SELECT max(day) FROM touchpoint_person WHERE person_id = person.id) AS last_touch_on,
            (SELECT max(day) FROM (
                SELECT max(day) AS day FROM touchpoint_person WHERE person_id = person.id AND outgoing = 0
                UNION ALL SELECT max(heard_day) FROM feedback WHERE person_id = person.id
                UNION ALL SELECT max(day) FROM introduction WHERE by_id = person.id
                UNION ALL SELECT max(kept_on) FROM promise
                    WHERE person_id = person.id AND by = 'theirs' AND kept_on IS NOT NULL)) AS last_word_on,
            (SELECT max(day) FROM (
                SELECT max(day) AS day FROM touchpoint_person WHERE person_id = person.id AND from_you = 1
                UNION ALL SELECT max(day) FROM ask WHERE person_id = person.id AND channel IS NOT NULL
                UNION ALL SELECT max(confirmed_day) FROM feedback WHERE person_id = person.id
                UNION ALL SELECT max(day) FROM feedback_said_back
                    WHERE feedback_id IN (SELECT id FROM feedback WHERE person_id = person.id)
                UNION ALL SELECT max(kept_on) FROM promise
                    WHERE person_id = person.id AND by = 'mine' AND kept_on IS NOT NULL
                UNION ALL SELECT max(owned_on) FROM mistake WHERE person_id = person.id
                UNION ALL SELECT max(repaired_on) FROM mistake WHERE person_id = person.id
                UNION ALL SELECT max(followed_up_on) FROM mistake WHERE person_id = person.id)) AS last_from_you_on,
            (SELECT last.day FROM (
                SELECT touch.day, touch.felt, touchpoint.at
                FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
                WHERE touch.person_id = person.id AND touch.felt IS NOT NULL AND touch.outgoing = 0
                ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC LIMIT 1) AS last
                WHERE (last.felt <= 2 OR last.felt = 3 AND (
                    SELECT 2 * sum(felt = 5) > count(*) FROM (
                        SELECT touch.felt
                        FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
                        WHERE touch.person_id = person.id AND touch.felt IS NOT NULL AND touch.outgoing = 0
                        ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC LIMIT 10)))
                AND NOT EXISTS (SELECT 1 FROM purchase
                    WHERE purchase.person_id = person.id AND purchase.day > last.day AND amount >= 0)
                AND NOT EXISTS (SELECT 1 FROM feedback
                    WHERE feedback.person_id = person.id AND heard_at > last.at AND kind = 'praise'
                        AND coalesce(score, 10) > 6)) AS left_low_on
        FROM person) AS own) AS kept;

-- UPDATE person_contact SET person_id = person_id WHERE … brings what is derived of these people up to date.
CREATE TRIGGER person_contact_refreshed INSTEAD OF UPDATE ON person_contact BEGIN
    UPDATE person SET
        last_touch_on = old.last_touch_on, last_word_on = old.last_word_on, last_from_them_on = old.last_from_them_on,
        last_from_you_on = old.last_from_you_on, unanswered = old.unanswered, seventh_out_on = old.seventh_out_on,
        left_low_on = old.left_low_on
    WHERE id = old.person_id;
END;

UPDATE participant SET id = id;
UPDATE person_contact SET person_id = person_id;

-- What is written of a participant is a change of the row, which the trigger of contact sees. With a fourth person, all
-- four are no longer contacts; with a fifth, nothing changes for the others.
CREATE TRIGGER touchpoint_person_added AFTER INSERT ON touchpoint_person BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = new.touchpoint_id AND (id = new.id OR people <= 4);
END;

CREATE TRIGGER touchpoint_person_moved AFTER UPDATE OF touchpoint_id ON touchpoint_person BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id IN (old.touchpoint_id, new.touchpoint_id);
END;

CREATE TRIGGER touchpoint_person_removed AFTER DELETE ON touchpoint_person WHEN old.outgoing = 1 BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = old.touchpoint_id AND people <= 3;
END;

-- Two of a day are told apart by their moments, so these count as well.
CREATE TRIGGER touchpoint_changed AFTER UPDATE OF at, day, direction, channel, felt, minutes, energy ON touchpoint BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = new.id;
    UPDATE person_contact SET person_id = person_id
    WHERE new.at IS NOT old.at AND person_id IN (SELECT person_id FROM touchpoint_person WHERE touchpoint_id = new.id);
END;

CREATE TRIGGER feedback_thanked_added AFTER INSERT ON feedback WHEN new.thanked_touchpoint IS NOT NULL BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = new.thanked_touchpoint;
END;

CREATE TRIGGER feedback_thanked_changed AFTER UPDATE OF thanked_touchpoint ON feedback BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id IN (old.thanked_touchpoint, new.thanked_touchpoint);
END;

CREATE TRIGGER feedback_thanked_removed AFTER DELETE ON feedback WHEN old.thanked_touchpoint IS NOT NULL BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = old.thanked_touchpoint;
END;

CREATE TRIGGER mistake_followed_up_added AFTER INSERT ON mistake WHEN new.followed_up_touchpoint IS NOT NULL BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = new.followed_up_touchpoint;
END;

CREATE TRIGGER mistake_followed_up_changed AFTER UPDATE OF followed_up_touchpoint ON mistake BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id IN (old.followed_up_touchpoint, new.followed_up_touchpoint);
END;

CREATE TRIGGER mistake_followed_up_removed AFTER DELETE ON mistake WHEN old.followed_up_touchpoint IS NOT NULL BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = old.followed_up_touchpoint;
END;

-- Of each table that shows contact. Those of an insert and of a delete are left out where a great many rows come or go
-- (store/bulk.py, store/undo.py).
CREATE TRIGGER contact_touchpoint_person_changed
AFTER UPDATE OF person_id, day, outgoing, felt, from_you, recipients ON touchpoint_person
WHEN (new.person_id, new.day, new.outgoing, new.felt, new.from_you, new.recipients)
    IS NOT (old.person_id, old.day, old.outgoing, old.felt, old.from_you, old.recipients) BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER contact_touchpoint_person_removed AFTER DELETE ON touchpoint_person BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.person_id;
END;

CREATE TRIGGER contact_purchase_added AFTER INSERT ON purchase BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = new.person_id;
END;

CREATE TRIGGER contact_purchase_changed AFTER UPDATE OF person_id, day, amount ON purchase BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER contact_purchase_removed AFTER DELETE ON purchase BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.person_id;
END;

CREATE TRIGGER contact_ask_added AFTER INSERT ON ask BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = new.person_id;
END;

CREATE TRIGGER contact_ask_changed AFTER UPDATE OF person_id, day, channel ON ask BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER contact_ask_removed AFTER DELETE ON ask BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.person_id;
END;

CREATE TRIGGER contact_feedback_added AFTER INSERT ON feedback BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = new.person_id;
END;

CREATE TRIGGER contact_feedback_changed
AFTER UPDATE OF person_id, kind, score, heard_at, heard_day, confirmed_day ON feedback BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER contact_feedback_removed AFTER DELETE ON feedback BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.person_id;
END;

CREATE TRIGGER contact_introduction_added AFTER INSERT ON introduction BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = new.by_id;
END;

CREATE TRIGGER contact_introduction_changed AFTER UPDATE OF by_id, day ON introduction BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.by_id, old.by_id);
END;

CREATE TRIGGER contact_introduction_removed AFTER DELETE ON introduction BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.by_id;
END;

CREATE TRIGGER contact_promise_added AFTER INSERT ON promise BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = new.person_id;
END;

CREATE TRIGGER contact_promise_changed AFTER UPDATE OF person_id, by, kept_on ON promise BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER contact_promise_removed AFTER DELETE ON promise BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.person_id;
END;

CREATE TRIGGER contact_mistake_added AFTER INSERT ON mistake BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = new.person_id;
END;

CREATE TRIGGER contact_mistake_changed AFTER UPDATE OF person_id, owned_on, repaired_on, followed_up_on ON mistake BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER contact_mistake_removed AFTER DELETE ON mistake BEGIN
    UPDATE person_contact SET person_id = person_id WHERE person_id = old.person_id;
END;

CREATE TRIGGER contact_feedback_said_back_added AFTER INSERT ON feedback_said_back BEGIN
    UPDATE person_contact SET person_id = person_id
    WHERE person_id = (SELECT person_id FROM feedback WHERE id = new.feedback_id);
END;

CREATE TRIGGER contact_feedback_said_back_changed AFTER UPDATE OF feedback_id, day ON feedback_said_back BEGIN
    UPDATE person_contact SET person_id = person_id
    WHERE person_id IN (SELECT person_id FROM feedback WHERE id IN (new.feedback_id, old.feedback_id));
END;

CREATE TRIGGER contact_feedback_said_back_removed AFTER DELETE ON feedback_said_back BEGIN
    UPDATE person_contact SET person_id = person_id
    WHERE person_id = (SELECT person_id FROM feedback WHERE id = old.feedback_id);
END;

-- By which import somebody came; NULL: added by hand. Of those who are there already: who came in one change with the
-- key that the import remembers of them.
ALTER TABLE person ADD COLUMN came_by TEXT CHECK (came_by <> '');
UPDATE person SET came_by = (
    SELECT imported.source FROM imported
    JOIN change_row AS brought ON brought.table_name = 'imported' AND brought.row_id = imported.id AND brought.op = 'insert'
    JOIN change_row AS added ON added.change_id = brought.change_id AND added.table_name = 'person'
        AND added.row_id = person.id AND added.op = 'insert'
    WHERE imported.noun = 'person' AND imported.row_id = person.id LIMIT 1)
WHERE id IN (SELECT row_id FROM imported WHERE noun = 'person');

-- Derived: when they moved on the ladder for the first time after they were placed on it.
ALTER TABLE person ADD COLUMN moved_on TEXT;
UPDATE person SET moved_on =
    (SELECT day FROM rung_move WHERE person_id = person.id ORDER BY day, id LIMIT 1 OFFSET 1);

-- Who came by an import and was never in touch, as long as nothing was chosen for them (rules/cadence.py).
ALTER TABLE person ADD COLUMN unmet INTEGER GENERATED ALWAYS AS (
    came_by IS NOT NULL AND every IS NULL AND circle IS NULL AND moved_on IS NULL AND spread_on IS NULL
    AND coalesce(last_contact_on, '') < date(added_on, '-1 year')) VIRTUAL;
CREATE INDEX person_spread_on ON person (spread_on) WHERE spread_on IS NOT NULL;
CREATE INDEX person_unmet ON person (added_on) WHERE unmet = 1 AND archived_on IS NULL;

CREATE INDEX person_quiet_rung ON person (rung, word_on)
WHERE archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length' AND unmet = 0;

DROP TRIGGER rung_move_placed;
DROP TRIGGER rung_move_changed;
DROP TRIGGER rung_move_removed;

CREATE VIEW person_rung AS
SELECT id AS person_id,
    coalesce((SELECT to_rung FROM rung_move WHERE person_id = person.id ORDER BY day DESC, id DESC LIMIT 1), 'prospect') AS rung,
    (SELECT day FROM rung_move WHERE person_id = person.id ORDER BY day DESC, id DESC LIMIT 1) AS rung_since,
    (SELECT day FROM rung_move WHERE person_id = person.id ORDER BY day, id LIMIT 1 OFFSET 1) AS moved_on
FROM person;

-- UPDATE person_rung SET person_id = person_id WHERE … brings what is derived of these people up to date.
CREATE TRIGGER person_rung_refreshed INSTEAD OF UPDATE ON person_rung BEGIN
    UPDATE person SET rung = old.rung, rung_since = old.rung_since, moved_on = old.moved_on WHERE id = old.person_id;
END;

CREATE TRIGGER rung_move_placed AFTER INSERT ON rung_move BEGIN
    UPDATE person_rung SET person_id = person_id WHERE person_id = new.person_id;
END;

CREATE TRIGGER rung_move_changed AFTER UPDATE OF person_id, to_rung, day ON rung_move BEGIN
    UPDATE person_rung SET person_id = person_id WHERE person_id IN (new.person_id, old.person_id);
END;

CREATE TRIGGER rung_move_removed AFTER DELETE ON rung_move BEGIN
    UPDATE person_rung SET person_id = person_id WHERE person_id = old.person_id;
END;
