-- Listening, judging fairly, bringing in: facts, days, mistakes, rituals, purchases, who knows whom, reviews, imports.

ALTER TABLE person ADD COLUMN fit INTEGER CHECK (fit BETWEEN 1 AND 5);
ALTER TABLE person ADD COLUMN influence INTEGER CHECK (influence BETWEEN 1 AND 5);
-- The day on which somebody who was never touched is first due, and when that was set: people who came in together
-- do not all go quiet on one morning.
ALTER TABLE person ADD COLUMN first_due_on TEXT CHECK (date(first_due_on) IS first_due_on);
ALTER TABLE person ADD COLUMN spread_on TEXT CHECK (date(spread_on) IS spread_on);
-- Derived, as last_touch_on: outgoing touchpoints since the last answer, the day of the seventh-last outgoing one
-- (more than six in three periods are more than twice the cadence), and the last touchpoint's day if it left them low.
ALTER TABLE person ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN seventh_out_on TEXT;
ALTER TABLE person ADD COLUMN left_low_on TEXT;
-- Up to three days late where a month is short: the rule has the last word.
ALTER TABLE person ADD COLUMN crowded_until TEXT GENERATED ALWAYS AS (
    CASE substr(every, -1)
        WHEN 'd' THEN date(seventh_out_on, (3 * CAST(every AS INTEGER)) || ' days')
        WHEN 'm' THEN date(seventh_out_on, (3 * CAST(every AS INTEGER)) || ' months')
    END) VIRTUAL;

CREATE INDEX person_unanswered ON person (unanswered) WHERE unanswered >= 3 AND archived_on IS NULL;
CREATE INDEX person_crowded_own ON person (crowded_until) WHERE archived_on IS NULL AND crowded_until IS NOT NULL;
CREATE INDEX person_crowded_rung ON person (rung, seventh_out_on) WHERE archived_on IS NULL AND every IS NULL AND seventh_out_on IS NOT NULL;
CREATE INDEX person_left_low ON person (left_low_on) WHERE left_low_on IS NOT NULL AND archived_on IS NULL;

-- Derived from the touchpoint, as day: so that the last outgoing ones and the last felt ones are found by a seek, however
-- few they are among the others, and who got how much is summed along one index.
ALTER TABLE touchpoint_person ADD COLUMN outgoing INTEGER;
ALTER TABLE touchpoint_person ADD COLUMN felt INTEGER;
ALTER TABLE touchpoint_person ADD COLUMN minutes INTEGER;
ALTER TABLE touchpoint_person ADD COLUMN energy INTEGER;
UPDATE touchpoint_person SET (outgoing, felt, minutes, energy) =
    (SELECT direction = 'out', felt, minutes, energy FROM touchpoint WHERE id = touchpoint_id);
DROP INDEX touchpoint_person_day;
CREATE INDEX touchpoint_person_day ON touchpoint_person (person_id, day, minutes, energy);
CREATE INDEX touchpoint_person_outgoing ON touchpoint_person (person_id, day) WHERE outgoing = 1;
CREATE INDEX touchpoint_person_felt ON touchpoint_person (person_id, day, felt) WHERE felt IS NOT NULL;

CREATE INDEX touchpoint_wow ON touchpoint (day) WHERE wow = 1;

-- A later fact points to the one it takes the place of.
CREATE TABLE fact (
    id            INTEGER PRIMARY KEY,
    uid           TEXT NOT NULL UNIQUE,
    person_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind          TEXT NOT NULL CHECK (kind IN ('need', 'vision', 'challenge', 'life', 'preference')),
    text          TEXT NOT NULL CHECK (text <> ''),
    day           TEXT NOT NULL CHECK (date(day) IS day),
    touchpoint_id INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION,
    supersedes    INTEGER UNIQUE REFERENCES fact (id) ON DELETE NO ACTION,
    resolved_on   TEXT CHECK (date(resolved_on) IS resolved_on),
    resolved_text TEXT,
    CHECK (resolved_on >= day)
) STRICT;

CREATE INDEX fact_person ON fact (person_id, day);
CREATE INDEX fact_day ON fact (day);
CREATE INDEX fact_resolved ON fact (resolved_on) WHERE resolved_on IS NOT NULL;
CREATE INDEX fact_touchpoint ON fact (touchpoint_id) WHERE touchpoint_id IS NOT NULL;

-- An important day: YYYY-MM-DD, or --MM-DD where the year is not known; once, or every year.
CREATE TABLE special_day (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    what      TEXT NOT NULL CHECK (what <> ''),
    day       TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' OR day GLOB '--[01][0-9]-[0-3][0-9]'),
    yearly    INTEGER NOT NULL CHECK (yearly IN (0, 1)),
    added_on  TEXT NOT NULL CHECK (date(added_on) IS added_on),
    CHECK (yearly = 1 OR day NOT GLOB '--*')
) STRICT;

CREATE INDEX special_day_yearly ON special_day (substr(day, -5)) WHERE yearly = 1;
CREATE INDEX special_day_once ON special_day (day) WHERE yearly = 0;
CREATE INDEX special_day_person ON special_day (person_id);

CREATE TABLE mistake (
    id                     INTEGER PRIMARY KEY,
    uid                    TEXT NOT NULL UNIQUE,
    person_id              INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    what                   TEXT NOT NULL CHECK (what <> ''),
    severity               INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
    promise_id             INTEGER UNIQUE REFERENCES promise (id) ON DELETE NO ACTION,
    feedback_id            INTEGER UNIQUE REFERENCES feedback (id) ON DELETE NO ACTION,
    noticed_on             TEXT NOT NULL CHECK (date(noticed_on) IS noticed_on),
    owned_on               TEXT CHECK (date(owned_on) IS owned_on),
    owned_text             TEXT,
    repaired_on            TEXT CHECK (date(repaired_on) IS repaired_on),
    repaired_text          TEXT,
    followed_up_on         TEXT CHECK (date(followed_up_on) IS followed_up_on),
    followed_up_text       TEXT,
    followed_up_touchpoint INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION,
    CHECK (owned_on >= noticed_on),
    CHECK (repaired_on >= noticed_on),
    CHECK (followed_up_on >= noticed_on)
) STRICT;

CREATE INDEX mistake_open ON mistake (noticed_on) WHERE followed_up_on IS NULL;
CREATE INDEX mistake_followed_up ON mistake (followed_up_on) WHERE followed_up_on IS NOT NULL;
CREATE INDEX mistake_person ON mistake (person_id, noticed_on);
CREATE INDEX mistake_touchpoint ON mistake (followed_up_touchpoint) WHERE followed_up_touchpoint IS NOT NULL;

-- Said back, and they did not agree: the loop is where it was.
CREATE TABLE feedback_said_back (
    id          INTEGER PRIMARY KEY,
    feedback_id INTEGER NOT NULL REFERENCES feedback (id) ON DELETE NO ACTION,
    at          TEXT NOT NULL,
    day         TEXT NOT NULL CHECK (date(day) IS day),
    text        TEXT
) STRICT;

CREATE INDEX feedback_said_back_feedback ON feedback_said_back (feedback_id, at);

ALTER TABLE feedback ADD COLUMN confirmed_agreed INTEGER CHECK (confirmed_agreed IN (0, 1));
ALTER TABLE feedback ADD COLUMN acted_wanted TEXT;
ALTER TABLE feedback ADD COLUMN thanked_touchpoint INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION;
CREATE INDEX feedback_touchpoint ON feedback (thanked_touchpoint) WHERE thanked_touchpoint IS NOT NULL;
CREATE INDEX ask_day ON ask (day);

-- A recurring moment: an RFC 5545 rule on calendar days, from starts_on on.
-- due_from: the first occurrence after the last one that was kept or skipped, none while it is paused or over; kept by
-- the verbs, so that today looks only at what may be due. The rule has the last word.
CREATE TABLE ritual (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    what      TEXT NOT NULL CHECK (what <> ''),
    rule      TEXT NOT NULL CHECK (rule <> ''),
    starts_on TEXT NOT NULL CHECK (date(starts_on) IS starts_on),
    added_on  TEXT NOT NULL CHECK (date(added_on) IS added_on),
    due_from  TEXT CHECK (date(due_from) IS due_from)
) STRICT;

CREATE INDEX ritual_due ON ritual (due_from) WHERE due_from IS NOT NULL;
CREATE INDEX ritual_person ON ritual (person_id);

-- What became of a ritual: kept or skipped (occurrence: which one), paused, resumed.
CREATE TABLE ritual_event (
    id            INTEGER PRIMARY KEY,
    ritual_id     INTEGER NOT NULL REFERENCES ritual (id) ON DELETE NO ACTION,
    kind          TEXT NOT NULL CHECK (kind IN ('kept', 'skipped', 'paused', 'resumed')),
    day           TEXT NOT NULL CHECK (date(day) IS day),
    occurrence    TEXT CHECK (date(occurrence) IS occurrence),
    text          TEXT,
    touchpoint_id INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION
) STRICT;

CREATE INDEX ritual_event_ritual ON ritual_event (ritual_id, day);
CREATE INDEX ritual_event_day ON ritual_event (day);
CREATE INDEX ritual_event_touchpoint ON ritual_event (touchpoint_id) WHERE touchpoint_id IS NOT NULL;

-- amount: in the currency's smallest unit.
CREATE TABLE purchase (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    amount    INTEGER NOT NULL,
    currency  TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    what      TEXT
) STRICT;

CREATE INDEX purchase_person ON purchase (person_id, day, amount);
CREATE INDEX purchase_day ON purchase (day);

-- by_id sent person_id to you.
CREATE TABLE introduction (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    by_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    text      TEXT,
    CHECK (by_id <> person_id),
    UNIQUE (by_id, person_id)
) STRICT;

CREATE INDEX introduction_person ON introduction (person_id, day);
CREATE INDEX introduction_day ON introduction (day);

-- Two people who know each other, and as what.
CREATE TABLE link (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    other_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind      TEXT NOT NULL CHECK (kind <> ''),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    CHECK (person_id <> other_id),
    UNIQUE (person_id, other_id, kind)
) STRICT;

CREATE INDEX link_other ON link (other_id);

-- anyway: moved past the guard; against: what stood against it then.
ALTER TABLE rung_move ADD COLUMN anyway INTEGER NOT NULL DEFAULT 0 CHECK (anyway IN (0, 1));
ALTER TABLE rung_move ADD COLUMN against TEXT;

-- The circle chosen for a person on a day (none: as the rung says); person.circle is the one that holds now.
CREATE TABLE circle_choice (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    circle    TEXT CHECK (circle IN ('close', 'acquaintance', 'arms-length')),
    day       TEXT NOT NULL CHECK (date(day) IS day)
) STRICT;

CREATE INDEX circle_choice_person ON circle_choice (person_id, day);
CREATE INDEX circle_choice_day ON circle_choice (day);

INSERT INTO circle_choice (uid, person_id, circle, day)
SELECT 'circle-' || uid, id, circle, added_on FROM person WHERE circle IS NOT NULL ORDER BY id;

-- A look back over the days from since to day.
CREATE TABLE review (
    id    INTEGER PRIMARY KEY,
    uid   TEXT NOT NULL UNIQUE,
    day   TEXT NOT NULL CHECK (date(day) IS day),
    since TEXT NOT NULL CHECK (date(since) IS since),
    CHECK (since <= day)
) STRICT;

CREATE INDEX review_day ON review (day);

CREATE TABLE intention (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    review_id  INTEGER NOT NULL REFERENCES review (id) ON DELETE NO ACTION,
    text       TEXT NOT NULL CHECK (text <> ''),
    made_on    TEXT NOT NULL CHECK (date(made_on) IS made_on),
    outcome    TEXT CHECK (outcome IN ('done', 'partly', 'not done', 'dropped')),
    settled_on TEXT CHECK (date(settled_on) IS settled_on),
    note       TEXT,
    CHECK (settled_on >= made_on),
    CHECK ((outcome IS NULL) = (settled_on IS NULL))
) STRICT;

CREATE INDEX intention_open ON intention (made_on) WHERE settled_on IS NULL;
CREATE INDEX intention_settled ON intention (settled_on) WHERE settled_on IS NOT NULL;
CREATE INDEX intention_review ON intention (review_id);

-- What was brought in from where, by a key that stays the same: a second import finds it again.
CREATE TABLE imported (
    id     INTEGER PRIMARY KEY,
    source TEXT NOT NULL CHECK (source <> ''),
    key    TEXT NOT NULL CHECK (key <> ''),
    noun   TEXT NOT NULL CHECK (noun <> ''),
    row_id INTEGER NOT NULL,
    digest TEXT,
    UNIQUE (source, key)
) STRICT;

CREATE INDEX imported_row ON imported (noun, row_id);

-- What an import could not give to anybody for sure. data: what would have been written, as JSON.
CREATE TABLE inbox (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    source     TEXT NOT NULL CHECK (source <> ''),
    key        TEXT NOT NULL CHECK (key <> ''),
    day        TEXT NOT NULL CHECK (date(day) IS day),
    who        TEXT NOT NULL,
    what       TEXT NOT NULL,
    data       TEXT NOT NULL,
    seen_on    TEXT NOT NULL CHECK (date(seen_on) IS seen_on),
    taken_on   TEXT CHECK (date(taken_on) IS taken_on),
    dropped_on TEXT CHECK (date(dropped_on) IS dropped_on),
    UNIQUE (source, key)
) STRICT;

CREATE INDEX inbox_open ON inbox (seen_on) WHERE taken_on IS NULL AND dropped_on IS NULL;
CREATE INDEX inbox_taken ON inbox (taken_on) WHERE taken_on IS NOT NULL;
CREATE INDEX inbox_dropped ON inbox (dropped_on) WHERE dropped_on IS NOT NULL;

-- What the database keeps right of a person, worked out afresh. Nothing looks further back than twelve touchpoints
-- for an answer; low is 1 or 2, or two below the median of their last ten (only 3 below a median of 5 is left).
CREATE VIEW person_contact AS
SELECT person.id AS person_id,
    (SELECT max(day) FROM touchpoint_person WHERE person_id = person.id) AS last_touch_on,
    (SELECT count(*) FROM (
        SELECT sum(NOT outgoing) OVER (ORDER BY day DESC, at DESC, id DESC) AS answers FROM (
            SELECT touch.day, touchpoint.at, touchpoint.id, touch.outgoing
            FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
            WHERE touch.person_id = person.id
            ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC LIMIT 12))
        WHERE answers = 0) AS unanswered,
    (SELECT day FROM touchpoint_person WHERE person_id = person.id AND outgoing = 1
        ORDER BY day DESC LIMIT 1 OFFSET 6) AS seventh_out_on,
    (SELECT last.day FROM (
        SELECT touch.day, touch.felt
        FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
        WHERE touch.person_id = person.id
        ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC LIMIT 1) AS last
        WHERE last.felt <= 2 OR last.felt = 3 AND (
            SELECT 2 * sum(felt = 5) > count(*) FROM (
                SELECT touch.felt
                FROM touchpoint_person AS touch JOIN touchpoint ON touchpoint.id = touch.touchpoint_id
                WHERE touch.person_id = person.id AND touch.felt IS NOT NULL
                ORDER BY touch.day DESC, touchpoint.at DESC, touchpoint.id DESC LIMIT 10))) AS left_low_on
FROM person;

DROP TRIGGER touchpoint_person_added;
DROP TRIGGER touchpoint_person_changed;
DROP TRIGGER touchpoint_person_removed;
DROP TRIGGER touchpoint_moved;

-- What is written here is a change of the row, which the next trigger sees.
CREATE TRIGGER touchpoint_person_added AFTER INSERT ON touchpoint_person BEGIN
    UPDATE touchpoint_person SET (day, outgoing, felt, minutes, energy) =
        (SELECT day, direction = 'out', felt, minutes, energy FROM touchpoint WHERE id = new.touchpoint_id)
    WHERE id = new.id;
END;

CREATE TRIGGER touchpoint_person_changed AFTER UPDATE OF person_id, day, outgoing, felt ON touchpoint_person BEGIN
    UPDATE person SET (last_touch_on, unanswered, seventh_out_on, left_low_on) =
        (SELECT last_touch_on, unanswered, seventh_out_on, left_low_on FROM person_contact WHERE person_id = person.id)
    WHERE id IN (new.person_id, old.person_id);
END;

-- One that lies so far back that nothing rests on it costs next to nothing: an undone import removes a great many.
CREATE TRIGGER touchpoint_person_removed AFTER DELETE ON touchpoint_person
WHEN (SELECT count(*) FROM (
        SELECT 1 FROM touchpoint_person WHERE person_id = old.person_id AND day > old.day LIMIT 12)) < 12
    OR old.outgoing = 1 AND (SELECT count(*) FROM (
        SELECT 1 FROM touchpoint_person WHERE person_id = old.person_id AND outgoing = 1 AND day > old.day LIMIT 7)) < 7
    OR old.felt IS NOT NULL AND (SELECT count(*) FROM (
        SELECT 1 FROM touchpoint_person WHERE person_id = old.person_id AND felt IS NOT NULL AND day > old.day
        LIMIT 10)) < 10
BEGIN
    UPDATE person SET (last_touch_on, unanswered, seventh_out_on, left_low_on) =
        (SELECT last_touch_on, unanswered, seventh_out_on, left_low_on FROM person_contact WHERE person_id = person.id)
    WHERE id = old.person_id;
END;

-- Two of a day are told apart by their moments, so these count as well.
CREATE TRIGGER touchpoint_changed AFTER UPDATE OF at, day, direction, felt, minutes, energy ON touchpoint BEGIN
    UPDATE touchpoint_person SET
        day = new.day, outgoing = new.direction = 'out', felt = new.felt, minutes = new.minutes, energy = new.energy
    WHERE touchpoint_id = new.id;
END;

UPDATE person SET (last_touch_on, unanswered, seventh_out_on, left_low_on) =
    (SELECT last_touch_on, unanswered, seventh_out_on, left_low_on FROM person_contact WHERE person_id = person.id);
