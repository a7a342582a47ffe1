-- Reports over the whole journal read along indexes that hold what they sum: no row is looked up.

-- Derived from the touchpoint, as day: by hand (in person, by letter, with a gift) or not, where the channel is known.
ALTER TABLE touchpoint_person ADD COLUMN offline INTEGER;
UPDATE touchpoint_person SET offline =
    (SELECT channel IN ('in-person', 'letter', 'gift') FROM touchpoint WHERE id = touchpoint_id);

DROP INDEX touchpoint_person_day;
CREATE INDEX touchpoint_person_day ON touchpoint_person (person_id, day, minutes, energy, offline, felt);
-- Of two that would do, SQLite takes the newer: these are the ones that are made for their questions.
DROP INDEX touchpoint_person_outgoing;
DROP INDEX touchpoint_person_felt;
CREATE INDEX touchpoint_person_outgoing ON touchpoint_person (person_id, day) WHERE outgoing = 1;
CREATE INDEX touchpoint_person_felt ON touchpoint_person (person_id, day, felt) WHERE felt IS NOT NULL;

CREATE INDEX touchpoint_channel ON touchpoint (day, channel, energy);

DROP INDEX promise_kept;
CREATE INDEX promise_kept ON promise (kept_on, by, person_id, due_on, made_on) WHERE kept_on IS NOT NULL;
DROP INDEX promise_person;
CREATE INDEX promise_person ON promise (person_id, due_on, by, kept_on, released_on, made_on);
CREATE INDEX promise_extra ON promise (person_id, by, kept_on) WHERE extra IS NOT NULL;
CREATE INDEX promise_due ON promise (by, due_on, kept_on, released_on, made_on, person_id);

DROP INDEX purchase_day;
CREATE INDEX purchase_day ON purchase (day, person_id, currency, amount);

DROP TRIGGER touchpoint_person_added;
DROP TRIGGER touchpoint_changed;

CREATE TRIGGER touchpoint_person_added AFTER INSERT ON touchpoint_person BEGIN
    UPDATE touchpoint_person SET (day, outgoing, felt, minutes, energy, offline) =
        (SELECT day, direction = 'out', felt, minutes, energy, channel IN ('in-person', 'letter', 'gift')
         FROM touchpoint WHERE id = new.touchpoint_id)
    WHERE id = new.id;
END;

CREATE TRIGGER touchpoint_changed AFTER UPDATE OF at, day, direction, channel, felt, minutes, energy ON touchpoint BEGIN
    UPDATE touchpoint_person SET
        day = new.day, outgoing = new.direction = 'out', felt = new.felt, minutes = new.minutes, energy = new.energy,
        offline = new.channel IN ('in-person', 'letter', 'gift')
    WHERE touchpoint_id = new.id;
END;
