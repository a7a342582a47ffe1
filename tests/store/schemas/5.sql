PRAGMA application_id = 1668641652;
PRAGMA user_version = 5;
BEGIN;
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
    fit INTEGER CHECK (fit BETWEEN 1 AND 5), influence INTEGER CHECK (influence BETWEEN 1 AND 5), first_due_on TEXT CHECK (date(first_due_on) IS first_due_on), spread_on TEXT CHECK (date(spread_on) IS spread_on), unanswered INTEGER NOT NULL DEFAULT 0, seventh_out_on TEXT, left_low_on TEXT, crowded_until TEXT GENERATED ALWAYS AS (
    CASE substr(every, -1)
        WHEN 'd' THEN date(seventh_out_on, (3 * CAST(every AS INTEGER)) || ' days')
        WHEN 'm' THEN date(seventh_out_on, (3 * CAST(every AS INTEGER)) || ' months')
    END) VIRTUAL, names_told TEXT GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(
    name_key || ' ' || coalesce(nickname_key, '') || ' ' || handle
    , '''', ''), '’', ''), '‘', ''), '`', ''), 'ʼ', ''), 'ʻ', ''), 'ʹ', ''), '′', ''), '-', ' '), '‐', ' ')
    , '–', ' '), '—', ' '), '_', ' '), '.', ' '), ',', ' '), ';', ' ')
) VIRTUAL, known_as TEXT GENERATED ALWAYS AS (' ' ||
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(
    names_told
    , ':', ' '), '(', ' '), ')', ' '), '/', ' '), '&', ' '), '+', ' '), '"', ' '), '“', ' '), '”', ' ')
    , '„', ' '), '«', ' '), '»', ' '), '·', ' '), '・', ' '), '•', ' ')
) VIRTUAL, last_from_them_on TEXT, last_word_on TEXT, last_from_you_on TEXT, last_contact_on TEXT GENERATED ALWAYS AS (
    nullif(max(coalesce(last_from_them_on, ''), coalesce(last_from_you_on, '')), '')) VIRTUAL, word_on TEXT GENERATED ALWAYS AS (
    coalesce(nullif(max(coalesce(last_word_on, ''), coalesce(last_from_you_on, '')), ''), added_on)) VIRTUAL, quiet_on TEXT GENERATED ALWAYS AS (
    CASE substr(every, -1)
        WHEN 'd' THEN date(word_on, CAST(every AS INTEGER) || ' days')
        WHEN 'm' THEN
            CASE WHEN strftime('%d', date(word_on, CAST(every AS INTEGER) || ' months')) = strftime('%d', word_on)
                 THEN date(word_on, CAST(every AS INTEGER) || ' months')
                 ELSE date(word_on, CAST(every AS INTEGER) || ' months', 'start of month', '-1 day')
            END
    END) VIRTUAL, two_clocks_on TEXT GENERATED ALWAYS AS (
    CASE
        WHEN last_from_them_on IS NOT NULL
        THEN date((julianday(last_from_them_on) + julianday(max(last_from_them_on, coalesce(last_from_you_on, '')))) / 2)
        WHEN last_from_you_on IS NOT NULL THEN ''
    END) VIRTUAL, came_by TEXT CHECK (came_by <> ''), moved_on TEXT, unmet INTEGER GENERATED ALWAYS AS (
    came_by IS NOT NULL AND every IS NULL AND circle IS NULL AND moved_on IS NULL AND spread_on IS NULL
    AND coalesce(last_contact_on, '') < date(added_on, '-1 year')) VIRTUAL, pronouns TEXT, organisation_since TEXT CHECK (date(organisation_since) IS organisation_since)) STRICT;
INSERT INTO person (id, uid, handle, name, name_key, nickname, nickname_key, organisation, organisation_key, role, birthday, met, zone, channel, every, circle, notes, added_on, archived_on, rung, rung_since, last_touch_on, fit, influence, first_due_on, spread_on, unanswered, seventh_out_on, left_low_on, last_from_them_on, last_word_on, last_from_you_on, came_by, moved_on, pronouns, organisation_since) VALUES (1, '01a22fcc-590b-74c5-828e-a030edbca262', 'anna', 'Anna Karenina', 'anna karenina', 'Anya', 'anya', 'Oblonsky & Co', 'oblonsky & co', 'head of design', '1980-03-14', 'at a fair', 'Europe/Berlin', 'call', '21d', 'close', 'likes trains', '2025-09-01', NULL, 'client', '2026-05-04', '2026-02-10', NULL, NULL, NULL, NULL, 0, NULL, NULL, '2026-06-03', '2026-06-03', '2026-06-20', NULL, '2025-11-03', 'she/her', NULL);
INSERT INTO person (id, uid, handle, name, name_key, nickname, nickname_key, organisation, organisation_key, role, birthday, met, zone, channel, every, circle, notes, added_on, archived_on, rung, rung_since, last_touch_on, fit, influence, first_due_on, spread_on, unanswered, seventh_out_on, left_low_on, last_from_them_on, last_word_on, last_from_you_on, came_by, moved_on, pronouns, organisation_since) VALUES (2, '01a22fcc-59c6-756e-825b-fc92e6268f5b', 'levin', 'Konstantin Levin', 'konstantin levin', NULL, NULL, 'Pokrovskoye', 'pokrovskoye', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2025-10-01', NULL, 'prospect', '2025-10-01', '2026-01-12', NULL, NULL, NULL, NULL, 0, NULL, NULL, '2026-10-30', '2026-10-30', '2026-01-12', NULL, NULL, NULL, NULL);
INSERT INTO person (id, uid, handle, name, name_key, nickname, nickname_key, organisation, organisation_key, role, birthday, met, zone, channel, every, circle, notes, added_on, archived_on, rung, rung_since, last_touch_on, fit, influence, first_due_on, spread_on, unanswered, seventh_out_on, left_low_on, last_from_them_on, last_word_on, last_from_you_on, came_by, moved_on, pronouns, organisation_since) VALUES (3, '01a22fcc-5a0b-7cfc-a427-494fe96a5176', 'anton', 'Anton Wronski', 'anton wronski', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2025-10-02', '2026-02-01', 'prospect', '2025-10-02', NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE person_detail (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind      TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'tag')),
    value     TEXT NOT NULL CHECK (value <> ''),
    key       TEXT NOT NULL,
    UNIQUE (person_id, kind, key)
) STRICT;
INSERT INTO person_detail (id, person_id, kind, value, key) VALUES (1, 1, 'email', 'anna@oblonsky.example', 'anna@oblonsky.example');
INSERT INTO person_detail (id, person_id, kind, value, key) VALUES (2, 1, 'phone', '+49 30 123456', '4930123456');
INSERT INTO person_detail (id, person_id, kind, value, key) VALUES (3, 1, 'tag', 'design', 'design');
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
INSERT INTO touchpoint (id, uid, at, zone, day, channel, direction, text, felt, energy, minutes, wow) VALUES (1, '01a22fcc-5d69-7115-aef7-69c9cc41a40f', '2026-01-12 13:30:00.000000', 'Europe/Berlin', '2026-01-12', 'in-person', 'both', 'Kick-off: they said “it''s urgent”', 4, 1, 90, 1);
INSERT INTO touchpoint (id, uid, at, zone, day, channel, direction, text, felt, energy, minutes, wow) VALUES (2, '01a22fcc-5e3f-7f46-a578-1f74d0db6960', '2026-01-21 11:00:00.000000', 'Europe/Berlin', '2026-01-21', 'call', 'in', 'Called back', NULL, NULL, NULL, 0);
INSERT INTO touchpoint (id, uid, at, zone, day, channel, direction, text, felt, energy, minutes, wow) VALUES (3, '01a22fcc-5e99-7a5d-9464-ba791e06922d', '2026-02-10 11:00:00.000000', 'Europe/Berlin', '2026-02-10', NULL, 'both', 'Lunch', 3, NULL, NULL, 0);
CREATE TABLE touchpoint_person (
    id            INTEGER PRIMARY KEY,
    touchpoint_id INTEGER NOT NULL REFERENCES touchpoint (id) ON DELETE NO ACTION,
    person_id     INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day           TEXT, outgoing INTEGER, felt INTEGER, minutes INTEGER, energy INTEGER, from_you INTEGER, recipients INTEGER, channel TEXT,
    UNIQUE (touchpoint_id, person_id)
) STRICT;
INSERT INTO touchpoint_person (id, touchpoint_id, person_id, day, outgoing, felt, minutes, energy, from_you, recipients, channel) VALUES (1, 1, 1, '2026-01-12', 0, 4, 90, 1, 1, NULL, 'in-person');
INSERT INTO touchpoint_person (id, touchpoint_id, person_id, day, outgoing, felt, minutes, energy, from_you, recipients, channel) VALUES (2, 1, 2, '2026-01-12', 0, 4, 90, 1, 1, NULL, 'in-person');
INSERT INTO touchpoint_person (id, touchpoint_id, person_id, day, outgoing, felt, minutes, energy, from_you, recipients, channel) VALUES (3, 2, 1, '2026-01-21', 0, NULL, NULL, NULL, 0, NULL, 'call');
INSERT INTO touchpoint_person (id, touchpoint_id, person_id, day, outgoing, felt, minutes, energy, from_you, recipients, channel) VALUES (4, 3, 1, '2026-02-10', 0, 3, NULL, NULL, 1, NULL, NULL);
CREATE TABLE touchpoint_tag (
    id            INTEGER PRIMARY KEY,
    touchpoint_id INTEGER NOT NULL REFERENCES touchpoint (id) ON DELETE NO ACTION,
    tag           TEXT NOT NULL CHECK (tag <> ''),
    UNIQUE (touchpoint_id, tag)
) STRICT;
INSERT INTO touchpoint_tag (id, touchpoint_id, tag) VALUES (1, 1, 'kick-off');
CREATE TABLE follow_up (
    id         INTEGER PRIMARY KEY,
    uid        TEXT NOT NULL UNIQUE,
    person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    why        TEXT NOT NULL,
    made_on    TEXT NOT NULL CHECK (date(made_on) IS made_on),
    due_on     TEXT NOT NULL CHECK (date(due_on) IS due_on),
    done_on    TEXT CHECK (date(done_on) IS done_on),
    closed_by  INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION, let_go_why TEXT,
    CHECK (due_on >= made_on),
    CHECK (done_on >= made_on)
) STRICT;
INSERT INTO follow_up (id, uid, person_id, why, made_on, due_on, done_on, closed_by, let_go_why) VALUES (1, '01a22fcc-5d93-7c8a-9c4c-2667b4ebf0de', 1, 'send minutes', '2026-01-12', '2026-01-20', '2026-02-10', 3, NULL);
INSERT INTO follow_up (id, uid, person_id, why, made_on, due_on, done_on, closed_by, let_go_why) VALUES (2, '01a22fcc-5d9b-7ab7-abdf-cb07a4210fdc', 2, 'send minutes', '2026-01-12', '2026-01-20', NULL, NULL, NULL);
INSERT INTO follow_up (id, uid, person_id, why, made_on, due_on, done_on, closed_by, let_go_why) VALUES (3, '01a22fcc-5f18-72c1-b9ad-b86dcf3ed693', 2, 'ask how the harvest went', '2026-02-10', '2026-03-02', NULL, NULL, NULL);
CREATE TABLE follow_up_snooze (
    id           INTEGER PRIMARY KEY,
    follow_up_id INTEGER NOT NULL REFERENCES follow_up (id) ON DELETE NO ACTION,
    made_on      TEXT NOT NULL CHECK (date(made_on) IS made_on),
    until        TEXT NOT NULL CHECK (date(until) IS until)
) STRICT;
INSERT INTO follow_up_snooze (id, follow_up_id, made_on, until) VALUES (1, 3, '2026-03-02', '2026-04-01');
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
    release_why TEXT, let_go INTEGER NOT NULL DEFAULT 0 CHECK (let_go IN (0, 1)),
    CHECK (due_on >= made_on),
    CHECK (kept_on >= made_on),
    CHECK (released_on >= made_on),
    CHECK (kept_on IS NULL OR released_on IS NULL)
) STRICT;
INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on, kept_on, extra, released_on, release_why, let_go) VALUES (1, '01a22fcc-5db5-7bae-a6e5-96ce2535d807', 1, 'the plan', 'mine', '2026-01-12', '2026-01-16', '2026-01-15', 'with a drawing', NULL, NULL, 0);
INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on, kept_on, extra, released_on, release_why, let_go) VALUES (2, '01a22fcc-5fea-7457-8549-76b14eeaef97', 1, 'the revised offer', 'mine', '2026-10-01', '2026-11-15', NULL, NULL, NULL, NULL, 0);
INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on, kept_on, extra, released_on, release_why, let_go) VALUES (3, '01a22fcc-60a1-7379-a9e0-0e756c9bd148', 2, 'a reference', 'theirs', '2026-05-01', '2026-06-01', NULL, NULL, '2026-05-20', 'no longer needed', 0);
INSERT INTO promise (id, uid, person_id, what, by, made_on, due_on, kept_on, extra, released_on, release_why, let_go) VALUES (4, '01a22fcc-6176-7bb2-9107-0dc6b017d7b3', 2, 'a quote', 'mine', '2026-11-02', '2026-12-24', NULL, NULL, NULL, NULL, 0);
CREATE TABLE promise_move (
    id         INTEGER PRIMARY KEY,
    promise_id INTEGER NOT NULL REFERENCES promise (id) ON DELETE NO ACTION,
    moved_on   TEXT NOT NULL CHECK (date(moved_on) IS moved_on),
    from_due   TEXT NOT NULL CHECK (date(from_due) IS from_due),
    to_due     TEXT NOT NULL CHECK (date(to_due) IS to_due),
    why        TEXT
) STRICT;
INSERT INTO promise_move (id, promise_id, moved_on, from_due, to_due, why) VALUES (1, 2, '2026-10-20', '2026-11-01', '2026-11-15', 'waiting for their figures');
CREATE TABLE ask (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    text      TEXT NOT NULL,
    channel   TEXT CHECK (channel IN ('in-person', 'call', 'video', 'email', 'chat', 'letter', 'social', 'gift', 'other')),
    at        TEXT NOT NULL,
    zone      TEXT NOT NULL,
    day       TEXT NOT NULL CHECK (date(day) IS day)
, dropped_on TEXT CHECK (date(dropped_on) IS dropped_on), dropped_why TEXT) STRICT;
INSERT INTO ask (id, uid, person_id, text, channel, at, zone, day, dropped_on, dropped_why) VALUES (1, '01a22fcc-621e-7afe-925c-1094919dc60e', 1, 'what should we do differently?', 'email', '2026-06-01 10:00:00.000000', 'Europe/Berlin', '2026-06-01', NULL, NULL);
INSERT INTO ask (id, uid, person_id, text, channel, at, zone, day, dropped_on, dropped_why) VALUES (2, '01a22fcc-64d8-7003-92d8-a4a55e214759', 2, 'how was the harvest?', NULL, '2026-10-10 10:00:00.000000', 'Europe/Berlin', '2026-10-10', '2026-10-20', 'he told me on the phone');
INSERT INTO ask (id, uid, person_id, text, channel, at, zone, day, dropped_on, dropped_why) VALUES (3, '01a22fcc-65aa-770b-91e9-389e9dae417c', 2, 'how was the workshop?', NULL, '2026-11-10 11:00:00.000000', 'Europe/Berlin', '2026-11-10', NULL, NULL);
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
, confirmed_agreed INTEGER CHECK (confirmed_agreed IN (0, 1)), acted_wanted TEXT, thanked_touchpoint INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION, let_go_at TEXT, let_go_day TEXT CHECK (date(let_go_day) IS let_go_day), let_go_why TEXT) STRICT;
INSERT INTO feedback (id, uid, person_id, ask_id, kind, text, score, asked, zone, heard_at, heard_day, confirmed_at, confirmed_day, confirmed_text, acted_at, acted_day, acted_text, thanked_at, thanked_day, thanked_text, confirmed_agreed, acted_wanted, thanked_touchpoint, let_go_at, let_go_day, let_go_why) VALUES (1, '01a22fcc-6276-7511-a855-dc91078072aa', 1, 1, 'criticism', 'the invoices come too late', 6, 1, 'Europe/Berlin', '2026-06-03 10:00:00.000000', '2026-06-03', '2026-06-03 10:00:00.000000', '2026-06-03', 'you want them by the 5th', '2026-06-05 10:00:00.000000', '2026-06-05', 'they go out on the 3rd from now on', '2026-06-10 10:00:00.000000', '2026-06-10', 'a card', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO feedback (id, uid, person_id, ask_id, kind, text, score, asked, zone, heard_at, heard_day, confirmed_at, confirmed_day, confirmed_text, acted_at, acted_day, acted_text, thanked_at, thanked_day, thanked_text, confirmed_agreed, acted_wanted, thanked_touchpoint, let_go_at, let_go_day, let_go_why) VALUES (2, '01a22fcc-6405-787d-acff-41e96d9a3183', 2, NULL, 'praise', 'a joy to work with', NULL, 0, 'Europe/Berlin', '2026-10-30 11:00:00.000000', '2026-10-30', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE rung_move (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    to_rung   TEXT NOT NULL CHECK (to_rung IN ('terrorist', 'toxic', 'prospect', 'customer', 'client', 'supporter', 'advocate')),
    day       TEXT NOT NULL CHECK (date(day) IS day),
    why       TEXT
, anyway INTEGER NOT NULL DEFAULT 0 CHECK (anyway IN (0, 1)), against TEXT) STRICT;
INSERT INTO rung_move (id, uid, person_id, to_rung, day, why, anyway, against) VALUES (1, '01a22fcc-5911-7095-b7c0-0538d4c049ab', 1, 'prospect', '2025-09-01', NULL, 0, NULL);
INSERT INTO rung_move (id, uid, person_id, to_rung, day, why, anyway, against) VALUES (2, '01a22fcc-59c7-7932-9fd3-da169a2dfdcc', 2, 'prospect', '2025-10-01', NULL, 0, NULL);
INSERT INTO rung_move (id, uid, person_id, to_rung, day, why, anyway, against) VALUES (3, '01a22fcc-5a0b-7765-bf81-89effd38cbd1', 3, 'prospect', '2025-10-02', NULL, 0, NULL);
INSERT INTO rung_move (id, uid, person_id, to_rung, day, why, anyway, against) VALUES (4, '01a22fcc-5c44-7abf-810b-478d1210b83a', 1, 'customer', '2025-11-03', 'first project', 0, NULL);
INSERT INTO rung_move (id, uid, person_id, to_rung, day, why, anyway, against) VALUES (5, '01a22fcc-5cba-7e8d-b7cd-48db4affe19f', 1, 'client', '2026-05-04', 'third project this year', 0, NULL);
CREATE TABLE change (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    zone    TEXT NOT NULL,
    command TEXT NOT NULL,
    undoes  INTEGER REFERENCES change (id) ON DELETE NO ACTION
, by_other_program INTEGER NOT NULL DEFAULT 0 CHECK (by_other_program IN (0, 1)), seal BLOB, chain BLOB, forgotten_by INTEGER REFERENCES change (id) ON DELETE NO ACTION) STRICT;
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (1, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'person add ''Anna Karenina'' --as anna --pronouns she/her --nickname Anya --org ''Oblonsky & Co'' --role ''head of design'' --email anna@oblonsky.example --phone ''+49 30 123456'' --birthday 1980-03-14 --met ''at a fair'' --zone Europe/Berlin --channel call --every ''3 weeks'' --circle close --notes ''likes trains'' --rung prospect --tag design --on 2025-09-01', NULL, 0, X'66DEAFD85A6DECF832D7ACD290F1A6D8', X'C78B78C892F5266D93F89FDA9B839AFE', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (2, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'person add ''Konstantin Levin'' --as levin --org Pokrovskoye --on 2025-10-01', NULL, 0, X'8A0274F1CF822C6E52D6D2D2C37D9E96', X'89A2A5E16005ABAE3C07496F3D6DFAD0', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (3, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'person add ''Anton Wronski'' --as anton --on 2025-10-02', NULL, 0, X'C963D93BFF3EAD3351128295AFA7375D', X'34A5CC0D8869214FC2BA655819F5BB6E', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (4, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'person archive anton --on 2026-02-01', NULL, 0, X'B8522E7F3EF8CECDB10DDBC044A0FF82', X'B32ED1D8A8D514F4B8513AB7E1B92A71', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (5, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'ladder move anna customer --why ''first project'' --on 2025-11-03', NULL, 0, X'4D4DAFEF3D467E4B01AFB45FCF5B353B', X'2FBCBD5073A5009AC9B4B756A4BAE0AC', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (6, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'ladder move anna client --why ''third project this year'' --on 2026-05-04', NULL, 0, X'7A4AA8838E3F130C4049EF3B0754862A', X'53DD4816B2C6AF56D458C79F26274CE3', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (7, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'log anna,levin ''Kick-off: they said “it''"''"''s urgent”'' --channel in-person --felt glad --energy 1 --minutes 90 --wow --tag kick-off --next 2026-01-20 --why ''send minutes'' --promise ''the plan'' --by 2026-01-16 --on ''2026-01-12 14:30''', NULL, 0, X'9B627F7A02DEC1300873BB5DB67D9ACB', X'C62CBF9C943E385FA84B17F225103E09', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (8, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'log anna ''Called back'' --in --channel call --on 2026-01-21 --keep-followups', NULL, 0, X'51D392C04447FE61616E873A1183123F', X'48F51017E16556C409B2DEF8C6FC797C', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (9, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'log anna Lunch --on 2026-02-10 --felt 3', NULL, 0, X'0A589E04A1A67B9049FAAE8E10CB986E', X'C47797FA028553C7B6482C85E95DC17C', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (10, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'followup add levin 2026-03-02 ''ask how the harvest went'' --on 2026-02-10', NULL, 0, X'5226D70656861807216C422560159453', X'1F922E516CE0649E7B6F1EB94F17AB45', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (11, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'followup snooze levin harvest 2026-04-01 --on 2026-03-02', NULL, 0, X'279F347724BC025E49652B1589CC8B43', X'B12175E46675F6EDD81C376B9BCA8B17', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (12, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'promise keep anna plan --extra ''with a drawing'' --on 2026-01-15', NULL, 0, X'D4CF4B40591D499CC75163C97F920795', X'A17CEBB56F3D3D60885235135125CD49', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (13, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'promise add anna ''the revised offer'' --by 2026-11-01 --on 2026-10-01', NULL, 0, X'E312C03C71E91FB8C4EE37B8C6D547A1', X'55C07A26E36AA83B27EC058E0EE1FF44', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (14, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'promise move anna offer --to 2026-11-15 --why ''waiting for their figures'' --on 2026-10-20', NULL, 0, X'D7B4752F5AF2D5794281DFB518E6E7EB', X'8E82604DB3D0623C95565931690860BE', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (15, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'promise add levin ''a reference'' --theirs --by 2026-06-01 --on 2026-05-01', NULL, 0, X'FF429126BF7E15ACBBB8F2981C5BE967', X'D1C1621A4144E24CFABCB30E01616597', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (16, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'promise release levin reference --why ''no longer needed'' --on 2026-05-20', NULL, 0, X'0AF5BB946F9050B0D927A28555F3A40D', X'B60796332D2F133E517D9A099D9C1A64', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (17, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'promise add levin ''a quote'' --by 2026-12-24 --on 2026-11-02', NULL, 0, X'425B72CE12151E77DB30F515B42B2261', X'8E3E1E22F733E36586D53FE29F03801F', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (18, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback ask anna ''what should we do differently?'' --channel email --on 2026-06-01', NULL, 0, X'FDEBCDCC1847A53A1C20D08976571E26', X'96C6BE09E9B881E65D393D1F593B355B', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (19, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback hear anna ''the invoices come too late'' --kind criticism --score 6 --on 2026-06-03', NULL, 0, X'DF38EF08139149B90DF6835966D1874E', X'880ADD332003C5DA78D266A6577F85A9', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (20, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback confirm anna invoices ''you want them by the 5th'' --on 2026-06-03', NULL, 0, X'54EDB7EE3EF31B34492D1EC398211E1F', X'5AA499056C36CC2085B2F76B752E23CE', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (21, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback act anna invoices ''they go out on the 3rd from now on'' --on 2026-06-05', NULL, 0, X'CF757EB60CFD4D0E8BB880D69AE9F828', X'C6B55D98C407E878B09C54A95D04466F', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (22, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback thank anna invoices ''a card'' --on 2026-06-10', NULL, 0, X'8FA50017C8B3D4C8CB06ACC68FC1E1B1', X'99BFB735AD49897411C02DAA3563A1F8', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (23, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback hear levin ''a joy to work with'' --kind praise --unasked --on 2026-10-30', NULL, 0, X'BF13FBB658BB4843E41642B35AA21361', X'3E0CC38FC1AB09A5276546B4D0AEC82B', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (24, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'import jsonl -', NULL, 0, X'20726895ACB29D0A6697CDFB27F04147', X'C0DF087F6233D0D9591641DC07AB1984', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (25, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback ask levin ''how was the harvest?'' --on 2026-10-10', NULL, 0, X'953B4D567C9C027437E30079D560BF37', X'2FE7EC1D4535155193FAE03343AF8159', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (26, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback drop-ask levin harvest --why ''he told me on the phone'' --on 2026-10-20', NULL, 0, X'0D167FBA4C82050C09B2DAB375AD7269', X'1BE7B0443293A4DE8F704534F365A605', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (27, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'feedback ask levin ''how was the workshop?'' --on 2026-11-10', NULL, 0, X'235A915C7073C34CC5A03F0648585421', X'F1A0EAB82F495DB9055F50F5DD30B062', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (28, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'person edit levin --role farmer', NULL, 0, X'8BDFEA7F1B0BC5C550C1698E4CB7EF6F', X'003FA594124FA75D5E600255E20642BC', NULL);
INSERT INTO change (id, at, zone, command, undoes, by_other_program, seal, chain, forgotten_by) VALUES (29, '2026-11-22 09:30:00.000000', 'Europe/Berlin', 'undo', 28, 0, X'5490AA6F1B761F6525929E280717310D', X'E159384AAF7A4EDDE11805B990C62E5C', NULL);
CREATE TABLE change_row (
    id         INTEGER PRIMARY KEY,
    change_id  INTEGER NOT NULL REFERENCES change (id) ON DELETE NO ACTION,
    table_name TEXT NOT NULL,
    row_id     INTEGER NOT NULL,
    op         TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    before     TEXT,
    after      TEXT
, digest BLOB) STRICT;
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (1, 1, 'person', 1, 'insert', NULL, NULL, X'BFB65E772BD3CA34');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (2, 1, 'person_detail', 1, 'insert', NULL, NULL, X'AC0A231476B3A2B0');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (3, 1, 'person_detail', 2, 'insert', NULL, NULL, X'122A16CC271853FC');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (4, 1, 'person_detail', 3, 'insert', NULL, NULL, X'971B74E3A6F2C27F');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (5, 1, 'rung_move', 1, 'insert', NULL, NULL, X'42B104AF4D404619');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (6, 1, 'circle_choice', 1, 'insert', NULL, NULL, X'72F05EB7DF4F6BB0');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (7, 2, 'person', 2, 'insert', NULL, NULL, X'F6B6A82FC1297469');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (8, 2, 'rung_move', 2, 'insert', NULL, NULL, X'7AFD24F727D05F2B');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (9, 3, 'person', 3, 'insert', NULL, NULL, X'014EC8F8FD41DDD1');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (10, 3, 'rung_move', 3, 'insert', NULL, NULL, X'86090354B55B1CF3');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (11, 4, 'person', 3, 'update', 'id=3,uid=''01a22fcc-5a0b-7cfc-a427-494fe96a5176'',handle=''anton'',name=''Anton Wronski'',name_key=''anton wronski'',nickname=NULL,nickname_key=NULL,organisation=NULL,organisation_key=NULL,role=NULL,birthday=NULL,met=NULL,zone=NULL,channel=NULL,every=NULL,circle=NULL,notes=NULL,added_on=''2025-10-02'',archived_on=NULL,fit=NULL,influence=NULL,first_due_on=NULL,spread_on=NULL,came_by=NULL,pronouns=NULL,organisation_since=NULL', 'id=3,uid=''01a22fcc-5a0b-7cfc-a427-494fe96a5176'',handle=''anton'',name=''Anton Wronski'',name_key=''anton wronski'',nickname=NULL,nickname_key=NULL,organisation=NULL,organisation_key=NULL,role=NULL,birthday=NULL,met=NULL,zone=NULL,channel=NULL,every=NULL,circle=NULL,notes=NULL,added_on=''2025-10-02'',archived_on=''2026-02-01'',fit=NULL,influence=NULL,first_due_on=NULL,spread_on=NULL,came_by=NULL,pronouns=NULL,organisation_since=NULL', X'6DF55A5D2665A146');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (12, 5, 'rung_move', 4, 'insert', NULL, NULL, X'6AF6E745FBC9FECF');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (13, 6, 'rung_move', 5, 'insert', NULL, NULL, X'F73C295060B27100');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (14, 7, 'touchpoint', 1, 'insert', NULL, NULL, X'5B7E5036D575FF9A');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (15, 7, 'touchpoint_person', 1, 'insert', NULL, NULL, X'F62743BEFB23333F');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (16, 7, 'touchpoint_person', 2, 'insert', NULL, NULL, X'00DB03ABEE4B4AFB');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (17, 7, 'touchpoint_tag', 1, 'insert', NULL, NULL, X'2418F0814FE6DF83');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (18, 7, 'follow_up', 1, 'insert', NULL, NULL, X'85FBC81327D8D13D');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (19, 7, 'follow_up', 2, 'insert', NULL, NULL, X'82ADD7D1C9AC1E99');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (20, 7, 'promise', 1, 'insert', NULL, NULL, X'5B385953787C99BF');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (21, 8, 'touchpoint', 2, 'insert', NULL, NULL, X'0412DEA54F903648');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (22, 8, 'touchpoint_person', 3, 'insert', NULL, NULL, X'B1C9C032798855B7');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (23, 9, 'touchpoint', 3, 'insert', NULL, NULL, X'43335FF1C2003302');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (24, 9, 'touchpoint_person', 4, 'insert', NULL, NULL, X'3A9151F16434D1C6');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (25, 9, 'follow_up', 1, 'update', 'id=1,uid=''01a22fcc-5d93-7c8a-9c4c-2667b4ebf0de'',person_id=1,why=''send minutes'',made_on=''2026-01-12'',due_on=''2026-01-20'',done_on=NULL,closed_by=NULL,let_go_why=NULL', 'id=1,uid=''01a22fcc-5d93-7c8a-9c4c-2667b4ebf0de'',person_id=1,why=''send minutes'',made_on=''2026-01-12'',due_on=''2026-01-20'',done_on=''2026-02-10'',closed_by=3,let_go_why=NULL', X'AA5E8986864A30EE');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (26, 10, 'follow_up', 3, 'insert', NULL, NULL, X'546B3835B4CBC737');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (27, 11, 'follow_up_snooze', 1, 'insert', NULL, NULL, X'EA41692CA6988AF3');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (28, 12, 'promise', 1, 'update', 'id=1,uid=''01a22fcc-5db5-7bae-a6e5-96ce2535d807'',person_id=1,what=''the plan'',by=''mine'',made_on=''2026-01-12'',due_on=''2026-01-16'',kept_on=NULL,extra=NULL,released_on=NULL,release_why=NULL,let_go=0', 'id=1,uid=''01a22fcc-5db5-7bae-a6e5-96ce2535d807'',person_id=1,what=''the plan'',by=''mine'',made_on=''2026-01-12'',due_on=''2026-01-16'',kept_on=''2026-01-15'',extra=''with a drawing'',released_on=NULL,release_why=NULL,let_go=0', X'59B5F9D761063162');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (29, 13, 'promise', 2, 'insert', NULL, NULL, X'8B4424F62A221763');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (30, 14, 'promise_move', 1, 'insert', NULL, NULL, X'6A21C6AE2AF654B6');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (31, 14, 'promise', 2, 'update', 'id=2,uid=''01a22fcc-5fea-7457-8549-76b14eeaef97'',person_id=1,what=''the revised offer'',by=''mine'',made_on=''2026-10-01'',due_on=''2026-11-01'',kept_on=NULL,extra=NULL,released_on=NULL,release_why=NULL,let_go=0', 'id=2,uid=''01a22fcc-5fea-7457-8549-76b14eeaef97'',person_id=1,what=''the revised offer'',by=''mine'',made_on=''2026-10-01'',due_on=''2026-11-15'',kept_on=NULL,extra=NULL,released_on=NULL,release_why=NULL,let_go=0', X'09A0E13567FC8FFE');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (32, 15, 'promise', 3, 'insert', NULL, NULL, X'C9A4795297638E2E');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (33, 16, 'promise', 3, 'update', 'id=3,uid=''01a22fcc-60a1-7379-a9e0-0e756c9bd148'',person_id=2,what=''a reference'',by=''theirs'',made_on=''2026-05-01'',due_on=''2026-06-01'',kept_on=NULL,extra=NULL,released_on=NULL,release_why=NULL,let_go=0', 'id=3,uid=''01a22fcc-60a1-7379-a9e0-0e756c9bd148'',person_id=2,what=''a reference'',by=''theirs'',made_on=''2026-05-01'',due_on=''2026-06-01'',kept_on=NULL,extra=NULL,released_on=''2026-05-20'',release_why=''no longer needed'',let_go=0', X'1267249794F9F897');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (34, 17, 'promise', 4, 'insert', NULL, NULL, X'94C099B59BD1E17F');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (35, 18, 'ask', 1, 'insert', NULL, NULL, X'239886A2EEDFF01F');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (36, 19, 'feedback', 1, 'insert', NULL, NULL, X'EF30BF1D20BB0333');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (37, 20, 'feedback', 1, 'update', 'id=1,uid=''01a22fcc-6276-7511-a855-dc91078072aa'',person_id=1,ask_id=1,kind=''criticism'',text=''the invoices come too late'',score=6,asked=1,zone=''Europe/Berlin'',heard_at=''2026-06-03 10:00:00.000000'',heard_day=''2026-06-03'',confirmed_at=NULL,confirmed_day=NULL,confirmed_text=NULL,acted_at=NULL,acted_day=NULL,acted_text=NULL,thanked_at=NULL,thanked_day=NULL,thanked_text=NULL,confirmed_agreed=NULL,acted_wanted=NULL,thanked_touchpoint=NULL,let_go_at=NULL,let_go_day=NULL,let_go_why=NULL', 'id=1,uid=''01a22fcc-6276-7511-a855-dc91078072aa'',person_id=1,ask_id=1,kind=''criticism'',text=''the invoices come too late'',score=6,asked=1,zone=''Europe/Berlin'',heard_at=''2026-06-03 10:00:00.000000'',heard_day=''2026-06-03'',confirmed_at=''2026-06-03 10:00:00.000000'',confirmed_day=''2026-06-03'',confirmed_text=''you want them by the 5th'',acted_at=NULL,acted_day=NULL,acted_text=NULL,thanked_at=NULL,thanked_day=NULL,thanked_text=NULL,confirmed_agreed=NULL,acted_wanted=NULL,thanked_touchpoint=NULL,let_go_at=NULL,let_go_day=NULL,let_go_why=NULL', X'2E76745BB685A998');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (38, 21, 'feedback', 1, 'update', 'id=1,uid=''01a22fcc-6276-7511-a855-dc91078072aa'',person_id=1,ask_id=1,kind=''criticism'',text=''the invoices come too late'',score=6,asked=1,zone=''Europe/Berlin'',heard_at=''2026-06-03 10:00:00.000000'',heard_day=''2026-06-03'',confirmed_at=''2026-06-03 10:00:00.000000'',confirmed_day=''2026-06-03'',confirmed_text=''you want them by the 5th'',acted_at=NULL,acted_day=NULL,acted_text=NULL,thanked_at=NULL,thanked_day=NULL,thanked_text=NULL,confirmed_agreed=NULL,acted_wanted=NULL,thanked_touchpoint=NULL,let_go_at=NULL,let_go_day=NULL,let_go_why=NULL', 'id=1,uid=''01a22fcc-6276-7511-a855-dc91078072aa'',person_id=1,ask_id=1,kind=''criticism'',text=''the invoices come too late'',score=6,asked=1,zone=''Europe/Berlin'',heard_at=''2026-06-03 10:00:00.000000'',heard_day=''2026-06-03'',confirmed_at=''2026-06-03 10:00:00.000000'',confirmed_day=''2026-06-03'',confirmed_text=''you want them by the 5th'',acted_at=''2026-06-05 10:00:00.000000'',acted_day=''2026-06-05'',acted_text=''they go out on the 3rd from now on'',thanked_at=NULL,thanked_day=NULL,thanked_text=NULL,confirmed_agreed=NULL,acted_wanted=NULL,thanked_touchpoint=NULL,let_go_at=NULL,let_go_day=NULL,let_go_why=NULL', X'2165AC78324E1446');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (39, 22, 'feedback', 1, 'update', 'id=1,uid=''01a22fcc-6276-7511-a855-dc91078072aa'',person_id=1,ask_id=1,kind=''criticism'',text=''the invoices come too late'',score=6,asked=1,zone=''Europe/Berlin'',heard_at=''2026-06-03 10:00:00.000000'',heard_day=''2026-06-03'',confirmed_at=''2026-06-03 10:00:00.000000'',confirmed_day=''2026-06-03'',confirmed_text=''you want them by the 5th'',acted_at=''2026-06-05 10:00:00.000000'',acted_day=''2026-06-05'',acted_text=''they go out on the 3rd from now on'',thanked_at=NULL,thanked_day=NULL,thanked_text=NULL,confirmed_agreed=NULL,acted_wanted=NULL,thanked_touchpoint=NULL,let_go_at=NULL,let_go_day=NULL,let_go_why=NULL', 'id=1,uid=''01a22fcc-6276-7511-a855-dc91078072aa'',person_id=1,ask_id=1,kind=''criticism'',text=''the invoices come too late'',score=6,asked=1,zone=''Europe/Berlin'',heard_at=''2026-06-03 10:00:00.000000'',heard_day=''2026-06-03'',confirmed_at=''2026-06-03 10:00:00.000000'',confirmed_day=''2026-06-03'',confirmed_text=''you want them by the 5th'',acted_at=''2026-06-05 10:00:00.000000'',acted_day=''2026-06-05'',acted_text=''they go out on the 3rd from now on'',thanked_at=''2026-06-10 10:00:00.000000'',thanked_day=''2026-06-10'',thanked_text=''a card'',confirmed_agreed=NULL,acted_wanted=NULL,thanked_touchpoint=NULL,let_go_at=NULL,let_go_day=NULL,let_go_why=NULL', X'06C0C9A490791AFD');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (40, 23, 'feedback', 2, 'insert', NULL, NULL, X'0507A1809538DE81');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (41, 24, 'fact', 1, 'insert', NULL, NULL, X'E76E3E63EA8F9DB9');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (42, 24, 'fact', 2, 'insert', NULL, NULL, X'52ACDBED8227C315');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (43, 24, 'special_day', 1, 'insert', NULL, NULL, X'477E819901B97BE7');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (44, 24, 'mistake', 1, 'insert', NULL, NULL, X'69B4DD1FB53683B7');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (45, 24, 'membership', 1, 'insert', NULL, NULL, X'08E4D7FD2CE94051');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (46, 24, 'absence', 1, 'insert', NULL, NULL, X'D148A183C698FC37');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (47, 24, 'feedback_said_back', 1, 'insert', NULL, NULL, X'80918CD8404F790B');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (48, 24, 'ritual', 1, 'insert', NULL, NULL, X'4BB79DC1FD3C7DC2');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (49, 24, 'ritual_event', 1, 'insert', NULL, NULL, X'92B94C7EDA0B55C5');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (50, 24, 'purchase', 1, 'insert', NULL, NULL, X'B9C58C8DB56D0047');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (51, 24, 'introduction', 1, 'insert', NULL, NULL, X'686AD103220818F5');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (52, 24, 'link', 1, 'insert', NULL, NULL, X'91D44B888F54AC98');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (53, 24, 'review', 1, 'insert', NULL, NULL, X'54E39A91BC63BA08');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (54, 24, 'intention', 1, 'insert', NULL, NULL, X'A03F765327E53C18');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (55, 24, 'rung_stay', 1, 'insert', NULL, NULL, X'F8D54B75D0C5597D');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (56, 24, 'let_be', 1, 'insert', NULL, NULL, X'D007F870DB2AC678');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (57, 24, 'former_name', 1, 'insert', NULL, NULL, X'D93896F8F185B278');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (58, 24, 'imported', 1, 'insert', NULL, NULL, X'7C06FB1B3D133B85');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (59, 24, 'inbox', 1, 'insert', NULL, NULL, X'0D3D8F5320F4D200');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (60, 25, 'ask', 2, 'insert', NULL, NULL, X'25D5EFCF120BA1A7');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (61, 26, 'ask', 2, 'update', 'id=2,uid=''01a22fcc-64d8-7003-92d8-a4a55e214759'',person_id=2,text=''how was the harvest?'',channel=NULL,at=''2026-10-10 10:00:00.000000'',zone=''Europe/Berlin'',day=''2026-10-10'',dropped_on=NULL,dropped_why=NULL', 'id=2,uid=''01a22fcc-64d8-7003-92d8-a4a55e214759'',person_id=2,text=''how was the harvest?'',channel=NULL,at=''2026-10-10 10:00:00.000000'',zone=''Europe/Berlin'',day=''2026-10-10'',dropped_on=''2026-10-20'',dropped_why=''he told me on the phone''', X'316672C9A25B9B98');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (62, 27, 'ask', 3, 'insert', NULL, NULL, X'A6CFB517307F879C');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (63, 28, 'person', 2, 'update', 'id=2,uid=''01a22fcc-59c6-756e-825b-fc92e6268f5b'',handle=''levin'',name=''Konstantin Levin'',name_key=''konstantin levin'',nickname=NULL,nickname_key=NULL,organisation=''Pokrovskoye'',organisation_key=''pokrovskoye'',role=NULL,birthday=NULL,met=NULL,zone=NULL,channel=NULL,every=NULL,circle=NULL,notes=NULL,added_on=''2025-10-01'',archived_on=NULL,fit=NULL,influence=NULL,first_due_on=NULL,spread_on=NULL,came_by=NULL,pronouns=NULL,organisation_since=NULL', 'id=2,uid=''01a22fcc-59c6-756e-825b-fc92e6268f5b'',handle=''levin'',name=''Konstantin Levin'',name_key=''konstantin levin'',nickname=NULL,nickname_key=NULL,organisation=''Pokrovskoye'',organisation_key=''pokrovskoye'',role=''farmer'',birthday=NULL,met=NULL,zone=NULL,channel=NULL,every=NULL,circle=NULL,notes=NULL,added_on=''2025-10-01'',archived_on=NULL,fit=NULL,influence=NULL,first_due_on=NULL,spread_on=NULL,came_by=NULL,pronouns=NULL,organisation_since=NULL', X'9DC67C507656F594');
INSERT INTO change_row (id, change_id, table_name, row_id, op, before, after, digest) VALUES (64, 29, 'person', 2, 'update', 'id=2,uid=''01a22fcc-59c6-756e-825b-fc92e6268f5b'',handle=''levin'',name=''Konstantin Levin'',name_key=''konstantin levin'',nickname=NULL,nickname_key=NULL,organisation=''Pokrovskoye'',organisation_key=''pokrovskoye'',role=''farmer'',birthday=NULL,met=NULL,zone=NULL,channel=NULL,every=NULL,circle=NULL,notes=NULL,added_on=''2025-10-01'',archived_on=NULL,fit=NULL,influence=NULL,first_due_on=NULL,spread_on=NULL,came_by=NULL,pronouns=NULL,organisation_since=NULL', 'id=2,uid=''01a22fcc-59c6-756e-825b-fc92e6268f5b'',handle=''levin'',name=''Konstantin Levin'',name_key=''konstantin levin'',nickname=NULL,nickname_key=NULL,organisation=''Pokrovskoye'',organisation_key=''pokrovskoye'',role=NULL,birthday=NULL,met=NULL,zone=NULL,channel=NULL,every=NULL,circle=NULL,notes=NULL,added_on=''2025-10-01'',archived_on=NULL,fit=NULL,influence=NULL,first_due_on=NULL,spread_on=NULL,came_by=NULL,pronouns=NULL,organisation_since=NULL', X'F6B6A82FC1297469');
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
INSERT INTO special_day (id, uid, person_id, what, day, yearly, added_on) VALUES (1, 'day-1', 2, 'the harvest', '--09-14', 1, '2025-10-01');
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
    followed_up_touchpoint INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION, hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)), let_go_on TEXT CHECK (date(let_go_on) IS let_go_on), let_go_why TEXT,
    CHECK (owned_on >= noticed_on),
    CHECK (repaired_on >= noticed_on),
    CHECK (followed_up_on >= noticed_on)
) STRICT;
INSERT INTO mistake (id, uid, person_id, what, severity, promise_id, feedback_id, noticed_on, owned_on, owned_text, repaired_on, repaired_text, followed_up_on, followed_up_text, followed_up_touchpoint, hidden, let_go_on, let_go_why) VALUES (1, 'mistake-1', 1, 'two late bills', 2, NULL, 1, '2026-06-03', '2026-06-03', 'told her so', '2026-06-05', 'sent both', '2026-06-20', 'all is well', 2, 0, NULL, NULL);
CREATE TABLE feedback_said_back (
    id          INTEGER PRIMARY KEY,
    feedback_id INTEGER NOT NULL REFERENCES feedback (id) ON DELETE NO ACTION,
    at          TEXT NOT NULL,
    day         TEXT NOT NULL CHECK (date(day) IS day),
    text        TEXT
) STRICT;
INSERT INTO feedback_said_back (id, feedback_id, at, day, text) VALUES (1, 1, '2026-06-03 09:00:00.000000', '2026-06-03', 'you want them sooner?');
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
INSERT INTO ritual (id, uid, person_id, what, rule, starts_on, added_on, due_from) VALUES (1, 'ritual-1', 2, 'a letter at New Year', 'FREQ=YEARLY', '2026-01-01', '2025-12-01', '2027-01-01');
CREATE TABLE ritual_event (
    id            INTEGER PRIMARY KEY,
    ritual_id     INTEGER NOT NULL REFERENCES ritual (id) ON DELETE NO ACTION,
    kind          TEXT NOT NULL CHECK (kind IN ('kept', 'skipped', 'paused', 'resumed')),
    day           TEXT NOT NULL CHECK (date(day) IS day),
    occurrence    TEXT CHECK (date(occurrence) IS occurrence),
    text          TEXT,
    touchpoint_id INTEGER REFERENCES touchpoint (id) ON DELETE NO ACTION
) STRICT;
INSERT INTO ritual_event (id, ritual_id, kind, day, occurrence, text, touchpoint_id) VALUES (1, 1, 'kept', '2026-01-02', '2026-01-01', 'with a photo', 1);
CREATE TABLE purchase (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    amount    INTEGER NOT NULL,
    currency  TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    what      TEXT
) STRICT;
INSERT INTO purchase (id, uid, person_id, day, amount, currency, what) VALUES (1, 'purchase-1', 1, '2025-11-03', 120000, 'EUR', 'the first project');
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
INSERT INTO introduction (id, uid, by_id, person_id, day, text) VALUES (1, 'introduction-1', 1, 2, '2025-10-01', 'at the fair');
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
INSERT INTO link (id, uid, person_id, other_id, kind, day) VALUES (1, 'link-1', 1, 2, 'cousin', '2025-10-01');
CREATE TABLE circle_choice (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    circle    TEXT CHECK (circle IN ('close', 'acquaintance', 'arms-length')),
    day       TEXT NOT NULL CHECK (date(day) IS day)
) STRICT;
INSERT INTO circle_choice (id, uid, person_id, circle, day) VALUES (1, '01a22fcc-5913-7944-912e-e4c95606d4b4', 1, 'close', '2025-09-01');
CREATE TABLE review (
    id    INTEGER PRIMARY KEY,
    uid   TEXT NOT NULL UNIQUE,
    day   TEXT NOT NULL CHECK (date(day) IS day),
    since TEXT NOT NULL CHECK (date(since) IS since),
    CHECK (since <= day)
) STRICT;
INSERT INTO review (id, uid, day, since) VALUES (1, 'review-1', '2026-11-01', '2026-10-18');
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
INSERT INTO intention (id, uid, review_id, text, made_on, outcome, settled_on, note) VALUES (1, 'intention-1', 1, 'ask before they call', '2026-11-01', 'partly', '2026-11-08', 'twice');
CREATE TABLE imported (
    id     INTEGER PRIMARY KEY,
    source TEXT NOT NULL CHECK (source <> ''),
    key    TEXT NOT NULL CHECK (key <> ''),
    noun   TEXT NOT NULL CHECK (noun <> ''),
    row_id INTEGER NOT NULL,
    digest TEXT,
    UNIQUE (source, key)
) STRICT;
INSERT INTO imported (id, source, key, noun, row_id, digest) VALUES (1, 'vcard', 'urn:uuid:1', 'person', 1, 'abc');
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
INSERT INTO inbox (id, uid, source, key, day, who, what, data, seen_on, taken_on, dropped_on) VALUES (1, 'inbox-1', 'mbox', '<1@x.example>', '2026-11-02', 'A. K.', 'Re: offer', '{}', '2026-11-03', '2026-11-04', NULL);
CREATE TABLE rung_stay (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    rung      TEXT CHECK (rung IN ('terrorist', 'toxic', 'prospect', 'customer', 'client', 'supporter', 'advocate')),
    circle    TEXT CHECK (circle IN ('close', 'acquaintance', 'arms-length')),
    why       TEXT NOT NULL CHECK (why <> '')
) STRICT;
INSERT INTO rung_stay (id, uid, person_id, day, rung, circle, why) VALUES (1, 'stay-1', 2, '2026-10-01', 'supporter', NULL, 'one kind word');
CREATE TABLE let_be (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    made_on   TEXT NOT NULL CHECK (date(made_on) IS made_on),
    until     TEXT NOT NULL CHECK (date(until) IS until),
    why       TEXT
) STRICT;
INSERT INTO let_be (id, uid, person_id, made_on, until, why) VALUES (1, 'let-be-1', 2, '2026-09-01', '2026-09-20', 'the harvest');
CREATE TABLE former_name (
    id        INTEGER PRIMARY KEY,
    uid       TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    kind      TEXT NOT NULL CHECK (kind IN ('name', 'handle')),
    value     TEXT NOT NULL CHECK (value <> ''),
    key       TEXT NOT NULL,
    until     TEXT NOT NULL CHECK (date(until) IS until)
) STRICT;
INSERT INTO former_name (id, uid, person_id, kind, value, key, until) VALUES (1, 'former-name-1', 2, 'name', 'Kostya Levin', 'kostya levin', '2025-11-11');
CREATE TABLE "fact" (
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
INSERT INTO fact (id, uid, person_id, kind, text, day, touchpoint_id, supersedes, resolved_on, resolved_text) VALUES (1, 'fact-1', 1, 'need', 'faster invoices', '2026-01-12', 1, NULL, NULL, NULL);
INSERT INTO fact (id, uid, person_id, kind, text, day, touchpoint_id, supersedes, resolved_on, resolved_text) VALUES (2, 'fact-2', 1, 'need', 'invoices by the 5th', '2026-06-03', NULL, 1, '2026-07-01', 'done');
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
INSERT INTO membership (id, uid, person_id, organisation, organisation_key, role, since, until) VALUES (1, 'membership-1', 2, 'Kashin', 'kashin', 'heir', '2025-10-01', '2026-01-01');
CREATE TABLE absence (
    id          INTEGER PRIMARY KEY,
    uid         TEXT NOT NULL UNIQUE,
    person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE NO ACTION,
    archived_on TEXT NOT NULL CHECK (date(archived_on) IS archived_on),
    restored_on TEXT NOT NULL CHECK (date(restored_on) IS restored_on)
) STRICT;
INSERT INTO absence (id, uid, person_id, archived_on, restored_on) VALUES (1, 'absence-1', 2, '2025-10-05', '2025-10-09');
CREATE TABLE forgotten (
    id        INTEGER PRIMARY KEY,
    day       TEXT NOT NULL CHECK (date(day) IS day),
    change_id INTEGER REFERENCES change (id) ON DELETE NO ACTION,
    counts    TEXT NOT NULL,
    salt      BLOB,
    pending   TEXT
) STRICT;
INSERT INTO forgotten (id, day, change_id, counts, salt, pending) VALUES (1, '2026-11-05', 1, '{"people": 1}', X'01', NULL);
CREATE TABLE forgotten_digest (
    id           INTEGER PRIMARY KEY,
    forgotten_id INTEGER NOT NULL REFERENCES forgotten (id) ON DELETE NO ACTION,
    hint         INTEGER NOT NULL,
    digest       BLOB NOT NULL
) STRICT;
INSERT INTO forgotten_digest (id, forgotten_id, hint, digest) VALUES (1, 1, 1, X'02');
CREATE VIRTUAL TABLE search USING fts5 (
    body, content = '', tokenize = 'unicode61 remove_diacritics 2 categories ''L* N* M* Co'''
);
DELETE FROM search_data;
INSERT INTO search_data (id, block) VALUES (1, X'20812D');
INSERT INTO search_data (id, block) VALUES (10, X'0000000002083500081101010101010201010301010401010501010601010701010000');
INSERT INTO search_data (id, block) VALUES (137438953473, X'0000004308306861727665737492E3D1B680808080020102026F7792E3D1B6808080800201010374686592E3D1B6808080800201010377617392E3D1B680808080020104130E0F');
INSERT INTO search_data (id, block) VALUES (274877906945, X'0000004708306861727665737492E3D1B68080808002020502026F7792E3D1B680808080020202010374686592E3D1B680808080020204010377617392E3D1B68080808002020304140F10');
INSERT INTO search_data (id, block) VALUES (412316860417, X'000000480430686F7792E3D5A680808080030202010374686592E3D5A680808080030204010377617392E3D5A68080808003020302076F726B73686F7092E3D5A68080808003020504101010');
INSERT INTO search_data (id, block) VALUES (549755813889, X'0000009408306861727665737492E3A2D1808080800201020365697292E3A2D180808080020101066B617368696E92E3A2D180808080020102096F6E7374616E74696E92E3A2D180808080020103047374796192E3A2D180808080020101056C6576696E92E3A2D1808080800201010B706F6B726F76736B6F796592E3A2D1808080800201010374686592E3A2D180808080020104130F1215101117');
INSERT INTO search_data (id, block) VALUES (687194767361, X'000000B107306661726D657292E3A2D18080808002020601076861727665737492E3A2D180808080020208020365697292E3A2D18080808002020C01066B617368696E92E3A2D18080808002020B02096F6E7374616E74696E92E3A2D18080808002020303047374796192E3A2D18080808002020901056C6576696E92E3A2D1808080800206020408010B706F6B726F76736B6F796592E3A2D180808080020205010374686592E3A2D180808080020207041314101316111418');
INSERT INTO search_data (id, block) VALUES (824633720833, X'000000A607306661726D657292E3A2D180808080020101076861727665737492E3A2D1808080800201020365697292E3A2D180808080020101066B617368696E92E3A2D180808080020102096F6E7374616E74696E92E3A2D180808080020103047374796192E3A2D180808080020101056C6576696E92E3A2D1808080800201010B706F6B726F76736B6F796592E3A2D1808080800201010374686592E3A2D18080808002010412130F1215101117');
INSERT INTO search_data (id, block) VALUES (962072674305, X'0000009E08306861727665737492E3A2D180808080020207020365697292E3A2D18080808002020B01066B617368696E92E3A2D18080808002020A02096F6E7374616E74696E92E3A2D18080808002020303047374796192E3A2D18080808002020801056C6576696E92E3A2D1808080800206020407010B706F6B726F76736B6F796592E3A2D180808080020205010374686592E3A2D1808080800202060414101316111418');
INSERT INTO search_data (id, block) VALUES (2336462209025, X'000008A408303031323334353692E39EF18080808001021B010631323334353692E39EF180808080010417070105323334353692E39EF18080808001021D0102333092E39EF180808080010216030631323334353692E39EF18080808001021A0202726492E3C1A4808080800102120102343992E39EF1808080800102150308333031323334353692E39EF180808080010218010335746892E3C1A48080808001020C8880808080010205010939333031323334353692E39EF18080808001021901016192E39EF18080808001020C96F280808080000402088AB2808080800002059BA08080808002020288A1FFFFFFFF7E0216A5A080808080010202DE8080808002020202026C6C92E3C1A98080808001020A02036E6E6192E39EF18080808001060203110303746F6E92E3A2E180808080030402030302796192E39EF1808080800102050202736B92E3B39580808080030202C291FFFFFFFF7E020202017492E39EF18080808001020B87D8808080800002028F9A8080808000020401046261636B92E3B0D280808080020203020565666F726592E3D49E808080800102030204696C6C7392E3C1A98080808001020402036F746892E3C1A98080808001020902017992E3C1A48080808001020A8880808080010203010463616C6C92E3D49E808080800102050502656492E3B0D2808080800202020302726492E3C1A48080808001021702016F92E39EF18080808001020703026D6592E3C1A48080808001020403047573696E92E3A2DF80808080010202010664657369676E92E39EF18080808001040A16020A6966666572656E746C7992E3C1868080808001020602016F92E3C1868080808001020503026E6592E3C1A8808080800202060206726177696E6792E3AFC38080808001020601076578616D706C6592E39EF18080808001021401046661697292E39EF18080808001020D87D88080808000020403047374657292E3AFC880808080010202020669677572657392E3D0A380808080020208030372737492E3A6E78080808004020289FFFFFFFF7D020302026F7292E3D0A3808080800202060203726F6D92E3C1A4808080800102130102676F92E3C1A48080808001020E01076861727665737492E3A2D18080808002020793FFFFFFFF7F0203A0F480808080020205BCC1FFFFFFFF7F0205020365616492E39EF1808080800102080302697292E3A2D18080808002020B03017292E39EF180808080010211C4F08080808000020602026F7792E3B39580808080030203BCC1FFFFFFFF7F02020108696E766F6963657392E3AFC880808080010203A3B880808080000203888080808001020202017392E3C1A98080808001020B02017492E3AFC28080808001020603017392E3AFC28080808001020B01036A6F7992E3D3F48080808002020301086B6172656E696E6192E39EF18080808001020403047368696E92E3A2D18080808002020A020369636B92E3AFC2808080800104020902096F6E7374616E74696E92E3A2D18080808002020303047374796192E3A2D18080808002020801046C61746592E3C1A4808080800102068A808080800002030205657474657292E3AAAA80808080010203030376696E92E3A2D18080808002060204070204696B657392E39EF18080808001020E02056F6E67657292E3BD93808080800302050204756E636892E3B3928080808003020201076D696E7574657392E3AFC58080808001020301020301066E656564656492E3BD938080808003020603017792E3AAAA8080808001020502016F92E3BD938080808003020403017792E3C1A48080808001021401086F626C6F6E736B7992E39EF1808080800104060F02016692E39EF18080808001020903016692E3AFC280808080010403090402657292E3D0A38080808002020402016E92E3C1A480808080010410070202757492E3C1A48080808001020F010570686F746F92E3AAAA8080808001020902036C616E92E3AFC380808080010203020A6F6B726F76736B6F796592E3A2D1808080800202050206726F6A65637492E3A6E78080808004020389FFFFFFFF7D0204ADB680808080040203010571756F746592E3D4A38080808004020301097265666572656E636592E3BD93808080800302030305766973656492E3D0A38080808002020301017392E3AFC280808080010207020361696492E3AFC2808080800102050203656E6492E3AFC58080808001020201020204017492E3C1A9808080800102080202686592E39EF18080808001021003046F756C6492E3C1868080808001020302016F92E3C1A98080808001020703046F6E657292E3C1A48080808001021B010374686592E3A2D18080808002020693FFFFFFFF7F02028480808080000203889E8080808000020291AE8080808000020287A4808080800202049C9DFFFFFFFF7E06020B0888808080800102049DF68080808000020282A6808080800002040402697292E3D0A38080808002020704016D92E3C1A4808080800104091304017992E3AFC280808080010204A3C48080808000020DA5F480808080000204030369726492E3BDC78080808005020204017392E3BDC78080808005020402016F92E3D3F48080808002020403026C6492E3C1A98080808001020503016F92E3C1A48080808001020502057261696E7392E39EF18080808001020F02047769636592E3D49E8080808001020603016F92E3C1A9808080800102020106757267656E7492E3AFC280808080010208010777616974696E6792E3D0A38080808002020503026E7492E3C1A4808080800104081303017392E3D1B68080808002020302016592E3C1868080808001020403026C6C92E3C1A98080808001020C03026E7492E3B39580808080030206020368617492E3C18680808080010202020369746892E3AAAA808080800102078AB280808080000204C8E28080808001020602036F726B92E3D3F4808080800202050206726F6E736B6992E3A2E18080808003020401047965617292E3AAAA80808080010206A6BA8080808004020502026F7592E3C1A48080808001040713041414120F130F0F151816440F12110F18201112111016110F0F0E0F1114170E0F13141A1113180F100F2E100F1718260E0E0E10151111161119121211121117130E0E0E160E0F0F0F0F121017241216120E10130E0F110E11600F0F20100E0E0F0E12110E1314100E0E0F0F102210131A');
DELETE FROM search_idx;
INSERT INTO search_idx (segid, term, pgno) VALUES (1, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (2, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (3, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (4, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (5, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (6, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (7, X'', 2);
INSERT INTO search_idx (segid, term, pgno) VALUES (17, X'', 2);
DELETE FROM search_docsize;
INSERT INTO search_docsize (id, sz) VALUES (2705809124234362881, X'1D');
INSERT INTO search_docsize (id, sz) VALUES (2705809536551223297, X'00');
INSERT INTO search_docsize (id, sz) VALUES (2705842109583196162, X'0A');
INSERT INTO search_docsize (id, sz) VALUES (2705842521900056578, X'00');
INSERT INTO search_docsize (id, sz) VALUES (2705842796777963521, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2705842934216916993, X'03');
INSERT INTO search_docsize (id, sz) VALUES (2705843071655870465, X'01');
INSERT INTO search_docsize (id, sz) VALUES (2705843209094823939, X'03');
INSERT INTO search_docsize (id, sz) VALUES (2705843621411684355, X'00');
INSERT INTO search_docsize (id, sz) VALUES (2705878805783773188, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2705879149381156865, X'03');
INSERT INTO search_docsize (id, sz) VALUES (2705909798267781121, X'08');
INSERT INTO search_docsize (id, sz) VALUES (2705955428000333825, X'0A');
INSERT INTO search_docsize (id, sz) VALUES (2705955496719810561, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2705955634158764033, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2705955634158764034, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2705955840317194241, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2705965323604983810, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2705987313837539331, X'01');
INSERT INTO search_docsize (id, sz) VALUES (2705987519995969539, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2706075343487238147, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2706078916900028421, X'04');
INSERT INTO search_docsize (id, sz) VALUES (2706109634506129409, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2706111696090431489, X'1A');
INSERT INTO search_docsize (id, sz) VALUES (2706111970968338434, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2706112039687815169, X'0B');
INSERT INTO search_docsize (id, sz) VALUES (2706243568766287874, X'07');
INSERT INTO search_docsize (id, sz) VALUES (2706253670529368066, X'04');
INSERT INTO search_docsize (id, sz) VALUES (2706275523322970114, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2706278409540993025, X'05');
INSERT INTO search_docsize (id, sz) VALUES (2706278753138376708, X'02');
INSERT INTO search_docsize (id, sz) VALUES (2706287755389829123, X'04');
DELETE FROM search_config;
INSERT INTO search_config (k, v) VALUES ('version', 4);
CREATE INDEX person_name_key ON person (name_key);
CREATE INDEX person_nickname_key ON person (nickname_key) WHERE nickname_key IS NOT NULL;
CREATE INDEX person_organisation_key ON person (organisation_key) WHERE organisation_key IS NOT NULL;
CREATE INDEX person_rung_since ON person (rung_since);
CREATE INDEX person_last_touch ON person (last_touch_on);
CREATE INDEX person_added ON person (added_on);
CREATE INDEX person_archived ON person (archived_on) WHERE archived_on IS NOT NULL;
CREATE INDEX person_birthday ON person (substr(birthday, -5)) WHERE birthday IS NOT NULL AND archived_on IS NULL;
CREATE INDEX person_detail_key ON person_detail (kind, key);
CREATE INDEX touchpoint_day ON touchpoint (day, at);
CREATE INDEX touchpoint_tag_tag ON touchpoint_tag (tag);
CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_on IS NULL;
CREATE INDEX follow_up_done ON follow_up (done_on) WHERE done_on IS NOT NULL;
CREATE INDEX follow_up_person ON follow_up (person_id, due_on);
CREATE INDEX follow_up_closed_by ON follow_up (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX follow_up_snooze_follow_up ON follow_up_snooze (follow_up_id, made_on);
CREATE INDEX promise_open ON promise (due_on) WHERE kept_on IS NULL AND released_on IS NULL;
CREATE INDEX promise_released ON promise (released_on) WHERE released_on IS NOT NULL;
CREATE INDEX promise_move_promise ON promise_move (promise_id, moved_on);
CREATE INDEX promise_move_day ON promise_move (moved_on);
CREATE INDEX ask_person ON ask (person_id, day);
CREATE INDEX feedback_open ON feedback (heard_at) WHERE thanked_day IS NULL;
CREATE INDEX feedback_thanked ON feedback (thanked_day) WHERE thanked_day IS NOT NULL;
CREATE INDEX feedback_person ON feedback (person_id, heard_at);
CREATE INDEX rung_move_person ON rung_move (person_id, day, id);
CREATE INDEX rung_move_day ON rung_move (day);
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_row_change ON change_row (change_id);
CREATE INDEX change_row_row ON change_row (table_name, row_id);
CREATE INDEX person_unanswered ON person (unanswered) WHERE unanswered >= 3 AND archived_on IS NULL;
CREATE INDEX person_crowded_own ON person (crowded_until) WHERE archived_on IS NULL AND crowded_until IS NOT NULL;
CREATE INDEX person_crowded_rung ON person (rung, seventh_out_on) WHERE archived_on IS NULL AND every IS NULL AND seventh_out_on IS NOT NULL;
CREATE INDEX person_left_low ON person (left_low_on) WHERE left_low_on IS NOT NULL AND archived_on IS NULL;
CREATE INDEX touchpoint_wow ON touchpoint (day) WHERE wow = 1;
CREATE INDEX special_day_yearly ON special_day (substr(day, -5)) WHERE yearly = 1;
CREATE INDEX special_day_once ON special_day (day) WHERE yearly = 0;
CREATE INDEX special_day_person ON special_day (person_id);
CREATE INDEX mistake_open ON mistake (noticed_on) WHERE followed_up_on IS NULL;
CREATE INDEX mistake_followed_up ON mistake (followed_up_on) WHERE followed_up_on IS NOT NULL;
CREATE INDEX mistake_person ON mistake (person_id, noticed_on);
CREATE INDEX mistake_touchpoint ON mistake (followed_up_touchpoint) WHERE followed_up_touchpoint IS NOT NULL;
CREATE INDEX feedback_said_back_feedback ON feedback_said_back (feedback_id, at);
CREATE INDEX feedback_touchpoint ON feedback (thanked_touchpoint) WHERE thanked_touchpoint IS NOT NULL;
CREATE INDEX ask_day ON ask (day);
CREATE INDEX ritual_due ON ritual (due_from) WHERE due_from IS NOT NULL;
CREATE INDEX ritual_person ON ritual (person_id);
CREATE INDEX ritual_event_ritual ON ritual_event (ritual_id, day);
CREATE INDEX ritual_event_day ON ritual_event (day);
CREATE INDEX ritual_event_touchpoint ON ritual_event (touchpoint_id) WHERE touchpoint_id IS NOT NULL;
CREATE INDEX purchase_person ON purchase (person_id, day, amount);
CREATE INDEX introduction_person ON introduction (person_id, day);
CREATE INDEX introduction_day ON introduction (day);
CREATE INDEX link_other ON link (other_id);
CREATE INDEX circle_choice_person ON circle_choice (person_id, day);
CREATE INDEX circle_choice_day ON circle_choice (day);
CREATE INDEX review_day ON review (day);
CREATE INDEX intention_open ON intention (made_on) WHERE settled_on IS NULL;
CREATE INDEX intention_settled ON intention (settled_on) WHERE settled_on IS NOT NULL;
CREATE INDEX intention_review ON intention (review_id);
CREATE INDEX imported_row ON imported (noun, row_id);
CREATE INDEX inbox_open ON inbox (seen_on) WHERE taken_on IS NULL AND dropped_on IS NULL;
CREATE INDEX inbox_taken ON inbox (taken_on) WHERE taken_on IS NOT NULL;
CREATE INDEX inbox_dropped ON inbox (dropped_on) WHERE dropped_on IS NOT NULL;
CREATE INDEX touchpoint_channel ON touchpoint (day, channel, energy);
CREATE INDEX promise_kept ON promise (kept_on, by, person_id, due_on, made_on) WHERE kept_on IS NOT NULL;
CREATE INDEX promise_person ON promise (person_id, due_on, by, kept_on, released_on, made_on);
CREATE INDEX promise_extra ON promise (person_id, by, kept_on) WHERE extra IS NOT NULL;
CREATE INDEX promise_due ON promise (by, due_on, kept_on, released_on, made_on, person_id);
CREATE INDEX purchase_day ON purchase (day, person_id, currency, amount);
CREATE INDEX rung_stay_person ON rung_stay (person_id, day);
CREATE INDEX rung_stay_day ON rung_stay (day);
CREATE INDEX let_be_person ON let_be (person_id, made_on);
CREATE INDEX let_be_until ON let_be (until);
CREATE INDEX person_known_as ON person (known_as);
CREATE INDEX former_name_person ON former_name (person_id, until);
CREATE INDEX former_name_key ON former_name (key);
CREATE INDEX fact_person ON fact (person_id, day);
CREATE INDEX fact_day ON fact (day);
CREATE INDEX fact_resolved ON fact (resolved_on) WHERE resolved_on IS NOT NULL;
CREATE INDEX fact_touchpoint ON fact (touchpoint_id) WHERE touchpoint_id IS NOT NULL;
CREATE INDEX person_quiet_own ON person (quiet_on) WHERE archived_on IS NULL AND quiet_on IS NOT NULL AND circle IS NOT 'arms-length';
CREATE INDEX person_last_contact ON person (last_contact_on);
CREATE INDEX person_harm ON person (last_from_them_on) WHERE rung IN ('terrorist', 'toxic');
CREATE INDEX person_two_clocks ON person (rung, two_clocks_on) WHERE archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length';
CREATE INDEX touchpoint_person_day ON touchpoint_person (person_id, day, minutes, energy, channel, felt);
CREATE INDEX touchpoint_person_from_them ON touchpoint_person (person_id, day) WHERE outgoing = 0;
CREATE INDEX touchpoint_person_from_you ON touchpoint_person (person_id, day) WHERE from_you = 1;
CREATE INDEX touchpoint_person_reached ON touchpoint_person (person_id, day, recipients) WHERE recipients IS NOT NULL;
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
CREATE TRIGGER participant_refreshed INSTEAD OF UPDATE ON participant BEGIN
    UPDATE touchpoint_person SET
        day = old.day, outgoing = old.outgoing, felt = old.felt, minutes = old.minutes, energy = old.energy,
        channel = old.channel, from_you = old.from_you, recipients = old.recipients
    WHERE id = old.id;
END;
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
CREATE TRIGGER person_contact_refreshed INSTEAD OF UPDATE ON person_contact BEGIN
    UPDATE person SET
        last_touch_on = old.last_touch_on, last_word_on = old.last_word_on, last_from_them_on = old.last_from_them_on,
        last_from_you_on = old.last_from_you_on, unanswered = old.unanswered, seventh_out_on = old.seventh_out_on,
        left_low_on = old.left_low_on
    WHERE id = old.person_id;
END;
CREATE TRIGGER touchpoint_person_added AFTER INSERT ON touchpoint_person BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = new.touchpoint_id AND (id = new.id OR people <= 4);
END;
CREATE TRIGGER touchpoint_person_moved AFTER UPDATE OF touchpoint_id ON touchpoint_person BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id IN (old.touchpoint_id, new.touchpoint_id);
END;
CREATE TRIGGER touchpoint_person_removed AFTER DELETE ON touchpoint_person WHEN old.outgoing = 1 BEGIN
    UPDATE participant SET id = id WHERE touchpoint_id = old.touchpoint_id AND people <= 3;
END;
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
CREATE INDEX person_spread_on ON person (spread_on) WHERE spread_on IS NOT NULL;
CREATE INDEX person_unmet ON person (added_on) WHERE unmet = 1 AND archived_on IS NULL;
CREATE INDEX person_quiet_rung ON person (rung, word_on)
WHERE archived_on IS NULL AND every IS NULL AND circle IS NOT 'arms-length' AND unmet = 0;
CREATE VIEW person_rung AS
SELECT id AS person_id,
    coalesce((SELECT to_rung FROM rung_move WHERE person_id = person.id ORDER BY day DESC, id DESC LIMIT 1), 'prospect') AS rung,
    (SELECT day FROM rung_move WHERE person_id = person.id ORDER BY day DESC, id DESC LIMIT 1) AS rung_since,
    (SELECT day FROM rung_move WHERE person_id = person.id ORDER BY day, id LIMIT 1 OFFSET 1) AS moved_on
FROM person;
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
CREATE VIEW history_row AS SELECT table_name, row_id, op, before, after FROM change_row;
CREATE TRIGGER history_row_written INSTEAD OF INSERT ON history_row BEGIN
    INSERT INTO change (id, at, zone, command, by_other_program)
    SELECT max(coalesce((SELECT max(id) FROM change), 0), coalesce((SELECT max(change_id) FROM change_row), 0)) + 1,
        strftime('%Y-%m-%d %H:%M:%f000', 'now'), 'UTC', 'by another program', 1
    WHERE NOT EXISTS (SELECT 1 FROM change WHERE id = (SELECT max(id) FROM change) AND chain IS NULL);
    INSERT INTO change_row (change_id, table_name, row_id, op, before, after)
    VALUES ((SELECT max(id) FROM change), new.table_name, new.row_id, new.op, new.before, new.after);
END;
CREATE INDEX membership_person ON membership (person_id);
CREATE INDEX membership_organisation ON membership (organisation_key);
CREATE INDEX membership_until ON membership (until) WHERE until IS NOT NULL;
CREATE INDEX person_organisation_since ON person (organisation_since) WHERE organisation_since IS NOT NULL;
CREATE INDEX absence_person ON absence (person_id);
CREATE INDEX absence_restored_on ON absence (restored_on);
CREATE TRIGGER change_absence_insert AFTER INSERT ON absence BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('absence', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_absence_update AFTER UPDATE OF id, uid, person_id, archived_on, restored_on ON absence BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('absence', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'archived_on=' || quote(old.archived_on) || ',' || 'restored_on=' || quote(old.restored_on), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'archived_on=' || quote(new.archived_on) || ',' || 'restored_on=' || quote(new.restored_on)); END;
CREATE TRIGGER change_absence_delete AFTER DELETE ON absence BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('absence', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'archived_on=' || quote(old.archived_on) || ',' || 'restored_on=' || quote(old.restored_on), NULL); END;
CREATE TRIGGER change_ask_insert AFTER INSERT ON ask BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ask', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_ask_update AFTER UPDATE OF id, uid, person_id, text, channel, at, zone, day, dropped_on, dropped_why ON ask BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ask', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'text=' || quote(old.text) || ',' || 'channel=' || quote(old.channel) || ',' || 'at=' || quote(old.at) || ',' || 'zone=' || quote(old.zone) || ',' || 'day=' || quote(old.day) || ',' || 'dropped_on=' || quote(old.dropped_on) || ',' || 'dropped_why=' || quote(old.dropped_why), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'text=' || quote(new.text) || ',' || 'channel=' || quote(new.channel) || ',' || 'at=' || quote(new.at) || ',' || 'zone=' || quote(new.zone) || ',' || 'day=' || quote(new.day) || ',' || 'dropped_on=' || quote(new.dropped_on) || ',' || 'dropped_why=' || quote(new.dropped_why)); END;
CREATE TRIGGER change_ask_delete AFTER DELETE ON ask BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ask', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'text=' || quote(old.text) || ',' || 'channel=' || quote(old.channel) || ',' || 'at=' || quote(old.at) || ',' || 'zone=' || quote(old.zone) || ',' || 'day=' || quote(old.day) || ',' || 'dropped_on=' || quote(old.dropped_on) || ',' || 'dropped_why=' || quote(old.dropped_why), NULL); END;
CREATE TRIGGER change_circle_choice_insert AFTER INSERT ON circle_choice BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('circle_choice', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_circle_choice_update AFTER UPDATE OF id, uid, person_id, circle, day ON circle_choice BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('circle_choice', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'circle=' || quote(old.circle) || ',' || 'day=' || quote(old.day), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'circle=' || quote(new.circle) || ',' || 'day=' || quote(new.day)); END;
CREATE TRIGGER change_circle_choice_delete AFTER DELETE ON circle_choice BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('circle_choice', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'circle=' || quote(old.circle) || ',' || 'day=' || quote(old.day), NULL); END;
CREATE TRIGGER change_fact_insert AFTER INSERT ON fact BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('fact', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_fact_update AFTER UPDATE OF id, uid, person_id, kind, text, day, touchpoint_id, supersedes, resolved_on, resolved_text ON fact BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('fact', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'text=' || quote(old.text) || ',' || 'day=' || quote(old.day) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id) || ',' || 'supersedes=' || quote(old.supersedes) || ',' || 'resolved_on=' || quote(old.resolved_on) || ',' || 'resolved_text=' || quote(old.resolved_text), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'kind=' || quote(new.kind) || ',' || 'text=' || quote(new.text) || ',' || 'day=' || quote(new.day) || ',' || 'touchpoint_id=' || quote(new.touchpoint_id) || ',' || 'supersedes=' || quote(new.supersedes) || ',' || 'resolved_on=' || quote(new.resolved_on) || ',' || 'resolved_text=' || quote(new.resolved_text)); END;
CREATE TRIGGER change_fact_delete AFTER DELETE ON fact BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('fact', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'text=' || quote(old.text) || ',' || 'day=' || quote(old.day) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id) || ',' || 'supersedes=' || quote(old.supersedes) || ',' || 'resolved_on=' || quote(old.resolved_on) || ',' || 'resolved_text=' || quote(old.resolved_text), NULL); END;
CREATE TRIGGER change_feedback_insert AFTER INSERT ON feedback BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('feedback', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_feedback_update AFTER UPDATE OF id, uid, person_id, ask_id, kind, text, score, asked, zone, heard_at, heard_day, confirmed_at, confirmed_day, confirmed_text, acted_at, acted_day, acted_text, thanked_at, thanked_day, thanked_text, confirmed_agreed, acted_wanted, thanked_touchpoint, let_go_at, let_go_day, let_go_why ON feedback BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('feedback', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'ask_id=' || quote(old.ask_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'text=' || quote(old.text) || ',' || 'score=' || quote(old.score) || ',' || 'asked=' || quote(old.asked) || ',' || 'zone=' || quote(old.zone) || ',' || 'heard_at=' || quote(old.heard_at) || ',' || 'heard_day=' || quote(old.heard_day) || ',' || 'confirmed_at=' || quote(old.confirmed_at) || ',' || 'confirmed_day=' || quote(old.confirmed_day) || ',' || 'confirmed_text=' || quote(old.confirmed_text) || ',' || 'acted_at=' || quote(old.acted_at) || ',' || 'acted_day=' || quote(old.acted_day) || ',' || 'acted_text=' || quote(old.acted_text) || ',' || 'thanked_at=' || quote(old.thanked_at) || ',' || 'thanked_day=' || quote(old.thanked_day) || ',' || 'thanked_text=' || quote(old.thanked_text) || ',' || 'confirmed_agreed=' || quote(old.confirmed_agreed) || ',' || 'acted_wanted=' || quote(old.acted_wanted) || ',' || 'thanked_touchpoint=' || quote(old.thanked_touchpoint) || ',' || 'let_go_at=' || quote(old.let_go_at) || ',' || 'let_go_day=' || quote(old.let_go_day) || ',' || 'let_go_why=' || quote(old.let_go_why), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'ask_id=' || quote(new.ask_id) || ',' || 'kind=' || quote(new.kind) || ',' || 'text=' || quote(new.text) || ',' || 'score=' || quote(new.score) || ',' || 'asked=' || quote(new.asked) || ',' || 'zone=' || quote(new.zone) || ',' || 'heard_at=' || quote(new.heard_at) || ',' || 'heard_day=' || quote(new.heard_day) || ',' || 'confirmed_at=' || quote(new.confirmed_at) || ',' || 'confirmed_day=' || quote(new.confirmed_day) || ',' || 'confirmed_text=' || quote(new.confirmed_text) || ',' || 'acted_at=' || quote(new.acted_at) || ',' || 'acted_day=' || quote(new.acted_day) || ',' || 'acted_text=' || quote(new.acted_text) || ',' || 'thanked_at=' || quote(new.thanked_at) || ',' || 'thanked_day=' || quote(new.thanked_day) || ',' || 'thanked_text=' || quote(new.thanked_text) || ',' || 'confirmed_agreed=' || quote(new.confirmed_agreed) || ',' || 'acted_wanted=' || quote(new.acted_wanted) || ',' || 'thanked_touchpoint=' || quote(new.thanked_touchpoint) || ',' || 'let_go_at=' || quote(new.let_go_at) || ',' || 'let_go_day=' || quote(new.let_go_day) || ',' || 'let_go_why=' || quote(new.let_go_why)); END;
CREATE TRIGGER change_feedback_delete AFTER DELETE ON feedback BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('feedback', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'ask_id=' || quote(old.ask_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'text=' || quote(old.text) || ',' || 'score=' || quote(old.score) || ',' || 'asked=' || quote(old.asked) || ',' || 'zone=' || quote(old.zone) || ',' || 'heard_at=' || quote(old.heard_at) || ',' || 'heard_day=' || quote(old.heard_day) || ',' || 'confirmed_at=' || quote(old.confirmed_at) || ',' || 'confirmed_day=' || quote(old.confirmed_day) || ',' || 'confirmed_text=' || quote(old.confirmed_text) || ',' || 'acted_at=' || quote(old.acted_at) || ',' || 'acted_day=' || quote(old.acted_day) || ',' || 'acted_text=' || quote(old.acted_text) || ',' || 'thanked_at=' || quote(old.thanked_at) || ',' || 'thanked_day=' || quote(old.thanked_day) || ',' || 'thanked_text=' || quote(old.thanked_text) || ',' || 'confirmed_agreed=' || quote(old.confirmed_agreed) || ',' || 'acted_wanted=' || quote(old.acted_wanted) || ',' || 'thanked_touchpoint=' || quote(old.thanked_touchpoint) || ',' || 'let_go_at=' || quote(old.let_go_at) || ',' || 'let_go_day=' || quote(old.let_go_day) || ',' || 'let_go_why=' || quote(old.let_go_why), NULL); END;
CREATE TRIGGER change_feedback_said_back_insert AFTER INSERT ON feedback_said_back BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('feedback_said_back', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_feedback_said_back_update AFTER UPDATE OF id, feedback_id, at, day, text ON feedback_said_back BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('feedback_said_back', old.id, 'update', 'id=' || quote(old.id) || ',' || 'feedback_id=' || quote(old.feedback_id) || ',' || 'at=' || quote(old.at) || ',' || 'day=' || quote(old.day) || ',' || 'text=' || quote(old.text), 'id=' || quote(new.id) || ',' || 'feedback_id=' || quote(new.feedback_id) || ',' || 'at=' || quote(new.at) || ',' || 'day=' || quote(new.day) || ',' || 'text=' || quote(new.text)); END;
CREATE TRIGGER change_feedback_said_back_delete AFTER DELETE ON feedback_said_back BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('feedback_said_back', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'feedback_id=' || quote(old.feedback_id) || ',' || 'at=' || quote(old.at) || ',' || 'day=' || quote(old.day) || ',' || 'text=' || quote(old.text), NULL); END;
CREATE TRIGGER change_follow_up_insert AFTER INSERT ON follow_up BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('follow_up', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_follow_up_update AFTER UPDATE OF id, uid, person_id, why, made_on, due_on, done_on, closed_by, let_go_why ON follow_up BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('follow_up', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'why=' || quote(old.why) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'due_on=' || quote(old.due_on) || ',' || 'done_on=' || quote(old.done_on) || ',' || 'closed_by=' || quote(old.closed_by) || ',' || 'let_go_why=' || quote(old.let_go_why), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'why=' || quote(new.why) || ',' || 'made_on=' || quote(new.made_on) || ',' || 'due_on=' || quote(new.due_on) || ',' || 'done_on=' || quote(new.done_on) || ',' || 'closed_by=' || quote(new.closed_by) || ',' || 'let_go_why=' || quote(new.let_go_why)); END;
CREATE TRIGGER change_follow_up_delete AFTER DELETE ON follow_up BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('follow_up', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'why=' || quote(old.why) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'due_on=' || quote(old.due_on) || ',' || 'done_on=' || quote(old.done_on) || ',' || 'closed_by=' || quote(old.closed_by) || ',' || 'let_go_why=' || quote(old.let_go_why), NULL); END;
CREATE TRIGGER change_follow_up_snooze_insert AFTER INSERT ON follow_up_snooze BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('follow_up_snooze', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_follow_up_snooze_update AFTER UPDATE OF id, follow_up_id, made_on, until ON follow_up_snooze BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('follow_up_snooze', old.id, 'update', 'id=' || quote(old.id) || ',' || 'follow_up_id=' || quote(old.follow_up_id) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'until=' || quote(old.until), 'id=' || quote(new.id) || ',' || 'follow_up_id=' || quote(new.follow_up_id) || ',' || 'made_on=' || quote(new.made_on) || ',' || 'until=' || quote(new.until)); END;
CREATE TRIGGER change_follow_up_snooze_delete AFTER DELETE ON follow_up_snooze BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('follow_up_snooze', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'follow_up_id=' || quote(old.follow_up_id) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'until=' || quote(old.until), NULL); END;
CREATE TRIGGER change_former_name_insert AFTER INSERT ON former_name BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('former_name', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_former_name_update AFTER UPDATE OF id, uid, person_id, kind, value, key, until ON former_name BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('former_name', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'value=' || quote(old.value) || ',' || 'key=' || quote(old.key) || ',' || 'until=' || quote(old.until), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'kind=' || quote(new.kind) || ',' || 'value=' || quote(new.value) || ',' || 'key=' || quote(new.key) || ',' || 'until=' || quote(new.until)); END;
CREATE TRIGGER change_former_name_delete AFTER DELETE ON former_name BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('former_name', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'value=' || quote(old.value) || ',' || 'key=' || quote(old.key) || ',' || 'until=' || quote(old.until), NULL); END;
CREATE TRIGGER change_imported_insert AFTER INSERT ON imported BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('imported', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_imported_update AFTER UPDATE OF id, source, key, noun, row_id, digest ON imported BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('imported', old.id, 'update', 'id=' || quote(old.id) || ',' || 'source=' || quote(old.source) || ',' || 'key=' || quote(old.key) || ',' || 'noun=' || quote(old.noun) || ',' || 'row_id=' || quote(old.row_id) || ',' || 'digest=' || quote(old.digest), 'id=' || quote(new.id) || ',' || 'source=' || quote(new.source) || ',' || 'key=' || quote(new.key) || ',' || 'noun=' || quote(new.noun) || ',' || 'row_id=' || quote(new.row_id) || ',' || 'digest=' || quote(new.digest)); END;
CREATE TRIGGER change_imported_delete AFTER DELETE ON imported BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('imported', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'source=' || quote(old.source) || ',' || 'key=' || quote(old.key) || ',' || 'noun=' || quote(old.noun) || ',' || 'row_id=' || quote(old.row_id) || ',' || 'digest=' || quote(old.digest), NULL); END;
CREATE TRIGGER change_inbox_insert AFTER INSERT ON inbox BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('inbox', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_inbox_update AFTER UPDATE OF id, uid, source, key, day, who, what, data, seen_on, taken_on, dropped_on ON inbox BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('inbox', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'source=' || quote(old.source) || ',' || 'key=' || quote(old.key) || ',' || 'day=' || quote(old.day) || ',' || 'who=' || quote(old.who) || ',' || 'what=' || quote(old.what) || ',' || 'data=' || quote(old.data) || ',' || 'seen_on=' || quote(old.seen_on) || ',' || 'taken_on=' || quote(old.taken_on) || ',' || 'dropped_on=' || quote(old.dropped_on), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'source=' || quote(new.source) || ',' || 'key=' || quote(new.key) || ',' || 'day=' || quote(new.day) || ',' || 'who=' || quote(new.who) || ',' || 'what=' || quote(new.what) || ',' || 'data=' || quote(new.data) || ',' || 'seen_on=' || quote(new.seen_on) || ',' || 'taken_on=' || quote(new.taken_on) || ',' || 'dropped_on=' || quote(new.dropped_on)); END;
CREATE TRIGGER change_inbox_delete AFTER DELETE ON inbox BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('inbox', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'source=' || quote(old.source) || ',' || 'key=' || quote(old.key) || ',' || 'day=' || quote(old.day) || ',' || 'who=' || quote(old.who) || ',' || 'what=' || quote(old.what) || ',' || 'data=' || quote(old.data) || ',' || 'seen_on=' || quote(old.seen_on) || ',' || 'taken_on=' || quote(old.taken_on) || ',' || 'dropped_on=' || quote(old.dropped_on), NULL); END;
CREATE TRIGGER change_intention_insert AFTER INSERT ON intention BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('intention', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_intention_update AFTER UPDATE OF id, uid, review_id, text, made_on, outcome, settled_on, note ON intention BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('intention', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'review_id=' || quote(old.review_id) || ',' || 'text=' || quote(old.text) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'outcome=' || quote(old.outcome) || ',' || 'settled_on=' || quote(old.settled_on) || ',' || 'note=' || quote(old.note), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'review_id=' || quote(new.review_id) || ',' || 'text=' || quote(new.text) || ',' || 'made_on=' || quote(new.made_on) || ',' || 'outcome=' || quote(new.outcome) || ',' || 'settled_on=' || quote(new.settled_on) || ',' || 'note=' || quote(new.note)); END;
CREATE TRIGGER change_intention_delete AFTER DELETE ON intention BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('intention', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'review_id=' || quote(old.review_id) || ',' || 'text=' || quote(old.text) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'outcome=' || quote(old.outcome) || ',' || 'settled_on=' || quote(old.settled_on) || ',' || 'note=' || quote(old.note), NULL); END;
CREATE TRIGGER change_introduction_insert AFTER INSERT ON introduction BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('introduction', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_introduction_update AFTER UPDATE OF id, uid, by_id, person_id, day, text ON introduction BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('introduction', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'by_id=' || quote(old.by_id) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'day=' || quote(old.day) || ',' || 'text=' || quote(old.text), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'by_id=' || quote(new.by_id) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'day=' || quote(new.day) || ',' || 'text=' || quote(new.text)); END;
CREATE TRIGGER change_introduction_delete AFTER DELETE ON introduction BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('introduction', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'by_id=' || quote(old.by_id) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'day=' || quote(old.day) || ',' || 'text=' || quote(old.text), NULL); END;
CREATE TRIGGER change_let_be_insert AFTER INSERT ON let_be BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('let_be', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_let_be_update AFTER UPDATE OF id, uid, person_id, made_on, until, why ON let_be BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('let_be', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'until=' || quote(old.until) || ',' || 'why=' || quote(old.why), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'made_on=' || quote(new.made_on) || ',' || 'until=' || quote(new.until) || ',' || 'why=' || quote(new.why)); END;
CREATE TRIGGER change_let_be_delete AFTER DELETE ON let_be BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('let_be', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'until=' || quote(old.until) || ',' || 'why=' || quote(old.why), NULL); END;
CREATE TRIGGER change_link_insert AFTER INSERT ON link BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('link', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_link_update AFTER UPDATE OF id, uid, person_id, other_id, kind, day ON link BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('link', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'other_id=' || quote(old.other_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'day=' || quote(old.day), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'other_id=' || quote(new.other_id) || ',' || 'kind=' || quote(new.kind) || ',' || 'day=' || quote(new.day)); END;
CREATE TRIGGER change_link_delete AFTER DELETE ON link BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('link', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'other_id=' || quote(old.other_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'day=' || quote(old.day), NULL); END;
CREATE TRIGGER change_membership_insert AFTER INSERT ON membership BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('membership', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_membership_update AFTER UPDATE OF id, uid, person_id, organisation, organisation_key, role, since, until ON membership BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('membership', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'organisation=' || quote(old.organisation) || ',' || 'organisation_key=' || quote(old.organisation_key) || ',' || 'role=' || quote(old.role) || ',' || 'since=' || quote(old.since) || ',' || 'until=' || quote(old.until), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'organisation=' || quote(new.organisation) || ',' || 'organisation_key=' || quote(new.organisation_key) || ',' || 'role=' || quote(new.role) || ',' || 'since=' || quote(new.since) || ',' || 'until=' || quote(new.until)); END;
CREATE TRIGGER change_membership_delete AFTER DELETE ON membership BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('membership', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'organisation=' || quote(old.organisation) || ',' || 'organisation_key=' || quote(old.organisation_key) || ',' || 'role=' || quote(old.role) || ',' || 'since=' || quote(old.since) || ',' || 'until=' || quote(old.until), NULL); END;
CREATE TRIGGER change_mistake_insert AFTER INSERT ON mistake BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('mistake', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_mistake_update AFTER UPDATE OF id, uid, person_id, what, severity, promise_id, feedback_id, noticed_on, owned_on, owned_text, repaired_on, repaired_text, followed_up_on, followed_up_text, followed_up_touchpoint, hidden, let_go_on, let_go_why ON mistake BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('mistake', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'severity=' || quote(old.severity) || ',' || 'promise_id=' || quote(old.promise_id) || ',' || 'feedback_id=' || quote(old.feedback_id) || ',' || 'noticed_on=' || quote(old.noticed_on) || ',' || 'owned_on=' || quote(old.owned_on) || ',' || 'owned_text=' || quote(old.owned_text) || ',' || 'repaired_on=' || quote(old.repaired_on) || ',' || 'repaired_text=' || quote(old.repaired_text) || ',' || 'followed_up_on=' || quote(old.followed_up_on) || ',' || 'followed_up_text=' || quote(old.followed_up_text) || ',' || 'followed_up_touchpoint=' || quote(old.followed_up_touchpoint) || ',' || 'hidden=' || quote(old.hidden) || ',' || 'let_go_on=' || quote(old.let_go_on) || ',' || 'let_go_why=' || quote(old.let_go_why), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'what=' || quote(new.what) || ',' || 'severity=' || quote(new.severity) || ',' || 'promise_id=' || quote(new.promise_id) || ',' || 'feedback_id=' || quote(new.feedback_id) || ',' || 'noticed_on=' || quote(new.noticed_on) || ',' || 'owned_on=' || quote(new.owned_on) || ',' || 'owned_text=' || quote(new.owned_text) || ',' || 'repaired_on=' || quote(new.repaired_on) || ',' || 'repaired_text=' || quote(new.repaired_text) || ',' || 'followed_up_on=' || quote(new.followed_up_on) || ',' || 'followed_up_text=' || quote(new.followed_up_text) || ',' || 'followed_up_touchpoint=' || quote(new.followed_up_touchpoint) || ',' || 'hidden=' || quote(new.hidden) || ',' || 'let_go_on=' || quote(new.let_go_on) || ',' || 'let_go_why=' || quote(new.let_go_why)); END;
CREATE TRIGGER change_mistake_delete AFTER DELETE ON mistake BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('mistake', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'severity=' || quote(old.severity) || ',' || 'promise_id=' || quote(old.promise_id) || ',' || 'feedback_id=' || quote(old.feedback_id) || ',' || 'noticed_on=' || quote(old.noticed_on) || ',' || 'owned_on=' || quote(old.owned_on) || ',' || 'owned_text=' || quote(old.owned_text) || ',' || 'repaired_on=' || quote(old.repaired_on) || ',' || 'repaired_text=' || quote(old.repaired_text) || ',' || 'followed_up_on=' || quote(old.followed_up_on) || ',' || 'followed_up_text=' || quote(old.followed_up_text) || ',' || 'followed_up_touchpoint=' || quote(old.followed_up_touchpoint) || ',' || 'hidden=' || quote(old.hidden) || ',' || 'let_go_on=' || quote(old.let_go_on) || ',' || 'let_go_why=' || quote(old.let_go_why), NULL); END;
CREATE TRIGGER change_person_insert AFTER INSERT ON person BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('person', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_person_update AFTER UPDATE OF id, uid, handle, name, name_key, nickname, nickname_key, organisation, organisation_key, role, birthday, met, zone, channel, every, circle, notes, added_on, archived_on, fit, influence, first_due_on, spread_on, came_by, pronouns, organisation_since ON person BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('person', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'handle=' || quote(old.handle) || ',' || 'name=' || quote(old.name) || ',' || 'name_key=' || quote(old.name_key) || ',' || 'nickname=' || quote(old.nickname) || ',' || 'nickname_key=' || quote(old.nickname_key) || ',' || 'organisation=' || quote(old.organisation) || ',' || 'organisation_key=' || quote(old.organisation_key) || ',' || 'role=' || quote(old.role) || ',' || 'birthday=' || quote(old.birthday) || ',' || 'met=' || quote(old.met) || ',' || 'zone=' || quote(old.zone) || ',' || 'channel=' || quote(old.channel) || ',' || 'every=' || quote(old.every) || ',' || 'circle=' || quote(old.circle) || ',' || 'notes=' || quote(old.notes) || ',' || 'added_on=' || quote(old.added_on) || ',' || 'archived_on=' || quote(old.archived_on) || ',' || 'fit=' || quote(old.fit) || ',' || 'influence=' || quote(old.influence) || ',' || 'first_due_on=' || quote(old.first_due_on) || ',' || 'spread_on=' || quote(old.spread_on) || ',' || 'came_by=' || quote(old.came_by) || ',' || 'pronouns=' || quote(old.pronouns) || ',' || 'organisation_since=' || quote(old.organisation_since), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'handle=' || quote(new.handle) || ',' || 'name=' || quote(new.name) || ',' || 'name_key=' || quote(new.name_key) || ',' || 'nickname=' || quote(new.nickname) || ',' || 'nickname_key=' || quote(new.nickname_key) || ',' || 'organisation=' || quote(new.organisation) || ',' || 'organisation_key=' || quote(new.organisation_key) || ',' || 'role=' || quote(new.role) || ',' || 'birthday=' || quote(new.birthday) || ',' || 'met=' || quote(new.met) || ',' || 'zone=' || quote(new.zone) || ',' || 'channel=' || quote(new.channel) || ',' || 'every=' || quote(new.every) || ',' || 'circle=' || quote(new.circle) || ',' || 'notes=' || quote(new.notes) || ',' || 'added_on=' || quote(new.added_on) || ',' || 'archived_on=' || quote(new.archived_on) || ',' || 'fit=' || quote(new.fit) || ',' || 'influence=' || quote(new.influence) || ',' || 'first_due_on=' || quote(new.first_due_on) || ',' || 'spread_on=' || quote(new.spread_on) || ',' || 'came_by=' || quote(new.came_by) || ',' || 'pronouns=' || quote(new.pronouns) || ',' || 'organisation_since=' || quote(new.organisation_since)); END;
CREATE TRIGGER change_person_delete AFTER DELETE ON person BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('person', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'handle=' || quote(old.handle) || ',' || 'name=' || quote(old.name) || ',' || 'name_key=' || quote(old.name_key) || ',' || 'nickname=' || quote(old.nickname) || ',' || 'nickname_key=' || quote(old.nickname_key) || ',' || 'organisation=' || quote(old.organisation) || ',' || 'organisation_key=' || quote(old.organisation_key) || ',' || 'role=' || quote(old.role) || ',' || 'birthday=' || quote(old.birthday) || ',' || 'met=' || quote(old.met) || ',' || 'zone=' || quote(old.zone) || ',' || 'channel=' || quote(old.channel) || ',' || 'every=' || quote(old.every) || ',' || 'circle=' || quote(old.circle) || ',' || 'notes=' || quote(old.notes) || ',' || 'added_on=' || quote(old.added_on) || ',' || 'archived_on=' || quote(old.archived_on) || ',' || 'fit=' || quote(old.fit) || ',' || 'influence=' || quote(old.influence) || ',' || 'first_due_on=' || quote(old.first_due_on) || ',' || 'spread_on=' || quote(old.spread_on) || ',' || 'came_by=' || quote(old.came_by) || ',' || 'pronouns=' || quote(old.pronouns) || ',' || 'organisation_since=' || quote(old.organisation_since), NULL); END;
CREATE TRIGGER change_person_detail_insert AFTER INSERT ON person_detail BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('person_detail', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_person_detail_update AFTER UPDATE OF id, person_id, kind, value, key ON person_detail BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('person_detail', old.id, 'update', 'id=' || quote(old.id) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'value=' || quote(old.value) || ',' || 'key=' || quote(old.key), 'id=' || quote(new.id) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'kind=' || quote(new.kind) || ',' || 'value=' || quote(new.value) || ',' || 'key=' || quote(new.key)); END;
CREATE TRIGGER change_person_detail_delete AFTER DELETE ON person_detail BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('person_detail', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'value=' || quote(old.value) || ',' || 'key=' || quote(old.key), NULL); END;
CREATE TRIGGER change_promise_insert AFTER INSERT ON promise BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('promise', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_promise_update AFTER UPDATE OF id, uid, person_id, what, by, made_on, due_on, kept_on, extra, released_on, release_why, let_go ON promise BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('promise', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'by=' || quote(old.by) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'due_on=' || quote(old.due_on) || ',' || 'kept_on=' || quote(old.kept_on) || ',' || 'extra=' || quote(old.extra) || ',' || 'released_on=' || quote(old.released_on) || ',' || 'release_why=' || quote(old.release_why) || ',' || 'let_go=' || quote(old.let_go), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'what=' || quote(new.what) || ',' || 'by=' || quote(new.by) || ',' || 'made_on=' || quote(new.made_on) || ',' || 'due_on=' || quote(new.due_on) || ',' || 'kept_on=' || quote(new.kept_on) || ',' || 'extra=' || quote(new.extra) || ',' || 'released_on=' || quote(new.released_on) || ',' || 'release_why=' || quote(new.release_why) || ',' || 'let_go=' || quote(new.let_go)); END;
CREATE TRIGGER change_promise_delete AFTER DELETE ON promise BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('promise', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'by=' || quote(old.by) || ',' || 'made_on=' || quote(old.made_on) || ',' || 'due_on=' || quote(old.due_on) || ',' || 'kept_on=' || quote(old.kept_on) || ',' || 'extra=' || quote(old.extra) || ',' || 'released_on=' || quote(old.released_on) || ',' || 'release_why=' || quote(old.release_why) || ',' || 'let_go=' || quote(old.let_go), NULL); END;
CREATE TRIGGER change_promise_move_insert AFTER INSERT ON promise_move BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('promise_move', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_promise_move_update AFTER UPDATE OF id, promise_id, moved_on, from_due, to_due, why ON promise_move BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('promise_move', old.id, 'update', 'id=' || quote(old.id) || ',' || 'promise_id=' || quote(old.promise_id) || ',' || 'moved_on=' || quote(old.moved_on) || ',' || 'from_due=' || quote(old.from_due) || ',' || 'to_due=' || quote(old.to_due) || ',' || 'why=' || quote(old.why), 'id=' || quote(new.id) || ',' || 'promise_id=' || quote(new.promise_id) || ',' || 'moved_on=' || quote(new.moved_on) || ',' || 'from_due=' || quote(new.from_due) || ',' || 'to_due=' || quote(new.to_due) || ',' || 'why=' || quote(new.why)); END;
CREATE TRIGGER change_promise_move_delete AFTER DELETE ON promise_move BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('promise_move', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'promise_id=' || quote(old.promise_id) || ',' || 'moved_on=' || quote(old.moved_on) || ',' || 'from_due=' || quote(old.from_due) || ',' || 'to_due=' || quote(old.to_due) || ',' || 'why=' || quote(old.why), NULL); END;
CREATE TRIGGER change_purchase_insert AFTER INSERT ON purchase BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('purchase', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_purchase_update AFTER UPDATE OF id, uid, person_id, day, amount, currency, what ON purchase BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('purchase', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'day=' || quote(old.day) || ',' || 'amount=' || quote(old.amount) || ',' || 'currency=' || quote(old.currency) || ',' || 'what=' || quote(old.what), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'day=' || quote(new.day) || ',' || 'amount=' || quote(new.amount) || ',' || 'currency=' || quote(new.currency) || ',' || 'what=' || quote(new.what)); END;
CREATE TRIGGER change_purchase_delete AFTER DELETE ON purchase BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('purchase', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'day=' || quote(old.day) || ',' || 'amount=' || quote(old.amount) || ',' || 'currency=' || quote(old.currency) || ',' || 'what=' || quote(old.what), NULL); END;
CREATE TRIGGER change_review_insert AFTER INSERT ON review BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('review', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_review_update AFTER UPDATE OF id, uid, day, since ON review BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('review', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'day=' || quote(old.day) || ',' || 'since=' || quote(old.since), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'day=' || quote(new.day) || ',' || 'since=' || quote(new.since)); END;
CREATE TRIGGER change_review_delete AFTER DELETE ON review BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('review', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'day=' || quote(old.day) || ',' || 'since=' || quote(old.since), NULL); END;
CREATE TRIGGER change_ritual_insert AFTER INSERT ON ritual BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ritual', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_ritual_update AFTER UPDATE OF id, uid, person_id, what, rule, starts_on, added_on, due_from ON ritual BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ritual', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'rule=' || quote(old.rule) || ',' || 'starts_on=' || quote(old.starts_on) || ',' || 'added_on=' || quote(old.added_on) || ',' || 'due_from=' || quote(old.due_from), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'what=' || quote(new.what) || ',' || 'rule=' || quote(new.rule) || ',' || 'starts_on=' || quote(new.starts_on) || ',' || 'added_on=' || quote(new.added_on) || ',' || 'due_from=' || quote(new.due_from)); END;
CREATE TRIGGER change_ritual_delete AFTER DELETE ON ritual BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ritual', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'rule=' || quote(old.rule) || ',' || 'starts_on=' || quote(old.starts_on) || ',' || 'added_on=' || quote(old.added_on) || ',' || 'due_from=' || quote(old.due_from), NULL); END;
CREATE TRIGGER change_ritual_event_insert AFTER INSERT ON ritual_event BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ritual_event', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_ritual_event_update AFTER UPDATE OF id, ritual_id, kind, day, occurrence, text, touchpoint_id ON ritual_event BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ritual_event', old.id, 'update', 'id=' || quote(old.id) || ',' || 'ritual_id=' || quote(old.ritual_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'day=' || quote(old.day) || ',' || 'occurrence=' || quote(old.occurrence) || ',' || 'text=' || quote(old.text) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id), 'id=' || quote(new.id) || ',' || 'ritual_id=' || quote(new.ritual_id) || ',' || 'kind=' || quote(new.kind) || ',' || 'day=' || quote(new.day) || ',' || 'occurrence=' || quote(new.occurrence) || ',' || 'text=' || quote(new.text) || ',' || 'touchpoint_id=' || quote(new.touchpoint_id)); END;
CREATE TRIGGER change_ritual_event_delete AFTER DELETE ON ritual_event BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('ritual_event', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'ritual_id=' || quote(old.ritual_id) || ',' || 'kind=' || quote(old.kind) || ',' || 'day=' || quote(old.day) || ',' || 'occurrence=' || quote(old.occurrence) || ',' || 'text=' || quote(old.text) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id), NULL); END;
CREATE TRIGGER change_rung_move_insert AFTER INSERT ON rung_move BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('rung_move', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_rung_move_update AFTER UPDATE OF id, uid, person_id, to_rung, day, why, anyway, against ON rung_move BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('rung_move', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'to_rung=' || quote(old.to_rung) || ',' || 'day=' || quote(old.day) || ',' || 'why=' || quote(old.why) || ',' || 'anyway=' || quote(old.anyway) || ',' || 'against=' || quote(old.against), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'to_rung=' || quote(new.to_rung) || ',' || 'day=' || quote(new.day) || ',' || 'why=' || quote(new.why) || ',' || 'anyway=' || quote(new.anyway) || ',' || 'against=' || quote(new.against)); END;
CREATE TRIGGER change_rung_move_delete AFTER DELETE ON rung_move BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('rung_move', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'to_rung=' || quote(old.to_rung) || ',' || 'day=' || quote(old.day) || ',' || 'why=' || quote(old.why) || ',' || 'anyway=' || quote(old.anyway) || ',' || 'against=' || quote(old.against), NULL); END;
CREATE TRIGGER change_rung_stay_insert AFTER INSERT ON rung_stay BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('rung_stay', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_rung_stay_update AFTER UPDATE OF id, uid, person_id, day, rung, circle, why ON rung_stay BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('rung_stay', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'day=' || quote(old.day) || ',' || 'rung=' || quote(old.rung) || ',' || 'circle=' || quote(old.circle) || ',' || 'why=' || quote(old.why), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'day=' || quote(new.day) || ',' || 'rung=' || quote(new.rung) || ',' || 'circle=' || quote(new.circle) || ',' || 'why=' || quote(new.why)); END;
CREATE TRIGGER change_rung_stay_delete AFTER DELETE ON rung_stay BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('rung_stay', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'day=' || quote(old.day) || ',' || 'rung=' || quote(old.rung) || ',' || 'circle=' || quote(old.circle) || ',' || 'why=' || quote(old.why), NULL); END;
CREATE TRIGGER change_special_day_insert AFTER INSERT ON special_day BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('special_day', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_special_day_update AFTER UPDATE OF id, uid, person_id, what, day, yearly, added_on ON special_day BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('special_day', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'day=' || quote(old.day) || ',' || 'yearly=' || quote(old.yearly) || ',' || 'added_on=' || quote(old.added_on), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'person_id=' || quote(new.person_id) || ',' || 'what=' || quote(new.what) || ',' || 'day=' || quote(new.day) || ',' || 'yearly=' || quote(new.yearly) || ',' || 'added_on=' || quote(new.added_on)); END;
CREATE TRIGGER change_special_day_delete AFTER DELETE ON special_day BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('special_day', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'person_id=' || quote(old.person_id) || ',' || 'what=' || quote(old.what) || ',' || 'day=' || quote(old.day) || ',' || 'yearly=' || quote(old.yearly) || ',' || 'added_on=' || quote(old.added_on), NULL); END;
CREATE TRIGGER change_touchpoint_insert AFTER INSERT ON touchpoint BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_touchpoint_update AFTER UPDATE OF id, uid, at, zone, day, channel, direction, text, felt, energy, minutes, wow ON touchpoint BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint', old.id, 'update', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'at=' || quote(old.at) || ',' || 'zone=' || quote(old.zone) || ',' || 'day=' || quote(old.day) || ',' || 'channel=' || quote(old.channel) || ',' || 'direction=' || quote(old.direction) || ',' || 'text=' || quote(old.text) || ',' || 'felt=' || quote(old.felt) || ',' || 'energy=' || quote(old.energy) || ',' || 'minutes=' || quote(old.minutes) || ',' || 'wow=' || quote(old.wow), 'id=' || quote(new.id) || ',' || 'uid=' || quote(new.uid) || ',' || 'at=' || quote(new.at) || ',' || 'zone=' || quote(new.zone) || ',' || 'day=' || quote(new.day) || ',' || 'channel=' || quote(new.channel) || ',' || 'direction=' || quote(new.direction) || ',' || 'text=' || quote(new.text) || ',' || 'felt=' || quote(new.felt) || ',' || 'energy=' || quote(new.energy) || ',' || 'minutes=' || quote(new.minutes) || ',' || 'wow=' || quote(new.wow)); END;
CREATE TRIGGER change_touchpoint_delete AFTER DELETE ON touchpoint BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'uid=' || quote(old.uid) || ',' || 'at=' || quote(old.at) || ',' || 'zone=' || quote(old.zone) || ',' || 'day=' || quote(old.day) || ',' || 'channel=' || quote(old.channel) || ',' || 'direction=' || quote(old.direction) || ',' || 'text=' || quote(old.text) || ',' || 'felt=' || quote(old.felt) || ',' || 'energy=' || quote(old.energy) || ',' || 'minutes=' || quote(old.minutes) || ',' || 'wow=' || quote(old.wow), NULL); END;
CREATE TRIGGER change_touchpoint_person_insert AFTER INSERT ON touchpoint_person BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint_person', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_touchpoint_person_update AFTER UPDATE OF id, touchpoint_id, person_id ON touchpoint_person BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint_person', old.id, 'update', 'id=' || quote(old.id) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id) || ',' || 'person_id=' || quote(old.person_id), 'id=' || quote(new.id) || ',' || 'touchpoint_id=' || quote(new.touchpoint_id) || ',' || 'person_id=' || quote(new.person_id)); END;
CREATE TRIGGER change_touchpoint_person_delete AFTER DELETE ON touchpoint_person BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint_person', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id) || ',' || 'person_id=' || quote(old.person_id), NULL); END;
CREATE TRIGGER change_touchpoint_tag_insert AFTER INSERT ON touchpoint_tag BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint_tag', new.id, 'insert', NULL, NULL); END;
CREATE TRIGGER change_touchpoint_tag_update AFTER UPDATE OF id, touchpoint_id, tag ON touchpoint_tag BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint_tag', old.id, 'update', 'id=' || quote(old.id) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id) || ',' || 'tag=' || quote(old.tag), 'id=' || quote(new.id) || ',' || 'touchpoint_id=' || quote(new.touchpoint_id) || ',' || 'tag=' || quote(new.tag)); END;
CREATE TRIGGER change_touchpoint_tag_delete AFTER DELETE ON touchpoint_tag BEGIN INSERT INTO history_row (table_name, row_id, op, before, after) VALUES ('touchpoint_tag', old.id, 'delete', 'id=' || quote(old.id) || ',' || 'touchpoint_id=' || quote(old.touchpoint_id) || ',' || 'tag=' || quote(old.tag), NULL); END;
CREATE VIEW v_people AS
SELECT person.id, person.uid, person.handle AS person, person.name, nickname, organisation, role,
    (SELECT group_concat(value, ', ') FROM (SELECT value FROM person_detail WHERE person_id = person.id AND kind = 'email' ORDER BY id)) AS emails,
    (SELECT group_concat(value, ', ') FROM (SELECT value FROM person_detail WHERE person_id = person.id AND kind = 'phone' ORDER BY id)) AS phones,
    (SELECT group_concat(value, ', ') FROM (SELECT value FROM person_detail WHERE person_id = person.id AND kind = 'tag' ORDER BY id)) AS tags,
    birthday, met, zone, channel, rung, rung_since,
    coalesce(circle, CASE
        WHEN rung IN ('toxic', 'terrorist') THEN 'arms-length'
        WHEN rung IN ('client', 'supporter', 'advocate') THEN 'close'
        ELSE 'acquaintance' END) AS circle,
    every, last_touch_on, last_contact_on, last_from_them_on, notes, fit, influence, added_on, archived_on,
    pronouns, organisation_since
FROM person;
CREATE VIEW v_organisations AS
SELECT person.handle AS person, person.name, organisation, role, organisation_since AS since, NULL AS until
FROM person WHERE organisation IS NOT NULL
UNION ALL
SELECT person.handle, person.name, membership.organisation, membership.role, since, until
FROM membership JOIN person ON person.id = membership.person_id;
CREATE VIEW v_touchpoints AS
SELECT touchpoint.id, touchpoint.uid, person.handle AS person, person.name, touchpoint.day, touchpoint.at,
    touchpoint.zone, touchpoint.channel, touchpoint.direction, touchpoint.text, touchpoint.felt, touchpoint.energy,
    touchpoint.minutes, touchpoint.wow,
    (SELECT group_concat(tag, ', ') FROM (SELECT tag FROM touchpoint_tag WHERE touchpoint_id = touchpoint.id ORDER BY id)) AS tags
FROM touchpoint_person
    JOIN touchpoint ON touchpoint.id = touchpoint_person.touchpoint_id
    JOIN person ON person.id = touchpoint_person.person_id;
CREATE VIEW v_follow_ups AS
SELECT id, uid, person, name, why, made_on, due_on, done_on, snoozed_until,
    CASE
        WHEN done_on IS NOT NULL THEN 'done'
        WHEN snoozed_until > today THEN 'snoozed'
        WHEN due_on < today THEN 'overdue'
        WHEN due_on = today THEN 'due'
        ELSE 'open' END AS state,
    CAST(max(0, julianday(coalesce(done_on, today)) - julianday(due_on)) AS INTEGER) AS days_late
FROM (
    SELECT follow_up.*, person.handle AS person, person.name, date('now', 'localtime') AS today,
        (SELECT until FROM follow_up_snooze WHERE follow_up_id = follow_up.id ORDER BY made_on DESC, id DESC LIMIT 1) AS snoozed_until
    FROM follow_up JOIN person ON person.id = follow_up.person_id);
CREATE VIEW v_promises AS
SELECT id, uid, person, name, what, "by", made_on, due_on, kept_on, extra, released_on, release_why, let_go, state,
    CASE state
        WHEN 'broken' THEN CAST(julianday(today) - julianday(due_on) AS INTEGER)
        WHEN 'kept_late' THEN CAST(julianday(kept_on) - julianday(due_on) AS INTEGER)
        ELSE 0 END AS days_late,
    (SELECT count(*) FROM promise_move WHERE promise_id = promises.id) AS moves,
    EXISTS (SELECT 1 FROM promise_move WHERE promise_id = promises.id AND moved_on > from_due)
        OR state = 'released' AND released_on > due_on AS broken_once
FROM (
    SELECT promise.*, person.handle AS person, person.name, date('now', 'localtime') AS today,
        CASE
            WHEN kept_on < due_on THEN 'kept_early'
            WHEN kept_on = due_on THEN 'kept'
            WHEN kept_on > due_on THEN 'kept_late'
            WHEN released_on IS NOT NULL THEN 'released'
            WHEN due_on < date('now', 'localtime') THEN 'broken'
            WHEN due_on = date('now', 'localtime') THEN 'due'
            ELSE 'open' END AS state
    FROM promise JOIN person ON person.id = promise.person_id) AS promises;
CREATE VIEW v_asks AS
SELECT ask.id, ask.uid, person.handle AS person, person.name, ask.day, ask.at, ask.zone, ask.channel, ask.text,
    feedback.id AS answered_by, ask.dropped_on, ask.dropped_why
FROM ask JOIN person ON person.id = ask.person_id LEFT JOIN feedback ON feedback.ask_id = ask.id;
CREATE VIEW v_feedback AS
SELECT id, uid, person, name, kind, text, score, asked, heard_day, stage, hours_open,
    (NOT answered AND hours_open >= 24 OR coalesce(act_by < date('now', 'localtime'), 0))
        AND (kind = 'criticism' OR coalesce(score <= 6, 0)) AS overdue,
    heard_at, confirmed_day, confirmed_text, confirmed_agreed, acted_day, acted_text, acted_wanted, thanked_day,
    thanked_text, answered,
    CASE WHEN kind = 'criticism' OR score <= 6 THEN act_by END AS act_by
FROM (
    SELECT feedback.*, person.handle AS person, person.name,
        coalesce(confirmed_at, acted_at, thanked_at) IS NOT NULL
            OR EXISTS (SELECT 1 FROM feedback_said_back WHERE feedback_id = feedback.id) AS answered,
        CASE WHEN acted_at IS NULL AND thanked_at IS NULL THEN date(confirmed_day, '14 days') END AS act_by,
        CASE
            WHEN thanked_at IS NOT NULL THEN 'thanked'
            WHEN acted_at IS NOT NULL THEN 'acted'
            WHEN confirmed_at IS NOT NULL THEN 'confirmed'
            ELSE 'heard' END AS stage,
        max(0, (CAST(strftime('%s', coalesce(thanked_at, 'now')) AS INTEGER) - CAST(strftime('%s', heard_at) AS INTEGER)) / 3600) AS hours_open
    FROM feedback JOIN person ON person.id = feedback.person_id);
CREATE VIEW v_mistakes AS
SELECT mistake.id, mistake.uid, person.handle AS person, person.name, mistake.what, mistake.severity,
    CASE
        WHEN followed_up_on IS NOT NULL THEN 'followed_up'
        WHEN repaired_on IS NOT NULL AND NOT hidden THEN 'repaired'
        WHEN owned_on IS NOT NULL THEN 'owned'
        ELSE 'noticed' END AS stage,
    noticed_on, owned_on, owned_text, repaired_on, repaired_text, followed_up_on, followed_up_text, promise_id, feedback_id,
    hidden
FROM mistake JOIN person ON person.id = mistake.person_id;
CREATE VIEW v_facts AS
SELECT fact.id, fact.uid, person.handle AS person, person.name, fact.kind, fact.text, fact.day,
    CASE
        WHEN later.id IS NOT NULL THEN 'superseded'
        WHEN fact.resolved_on IS NOT NULL THEN 'resolved'
        ELSE 'holds' END AS state,
    later.id AS superseded_by, fact.resolved_on, fact.resolved_text, fact.touchpoint_id
FROM fact JOIN person ON person.id = fact.person_id LEFT JOIN fact AS later ON later.supersedes = fact.id;
CREATE VIEW v_days AS
SELECT special_day.id, special_day.uid, person.handle AS person, person.name, special_day.what, special_day.day,
    special_day.yearly, special_day.added_on
FROM special_day JOIN person ON person.id = special_day.person_id;
CREATE VIEW v_rituals AS
SELECT ritual.id, ritual.uid, person.handle AS person, person.name, ritual.what, ritual.rule, ritual.starts_on,
    ritual.due_from,
    (SELECT max(day) FROM ritual_event WHERE ritual_id = ritual.id AND kind = 'kept') AS last_kept_on
FROM ritual JOIN person ON person.id = ritual.person_id;
CREATE VIEW v_purchases AS
SELECT id, uid, person, name, day, currency, units,
    CASE decimals
        WHEN 0 THEN CAST(units AS TEXT)
        ELSE CASE WHEN units < 0 THEN '-' ELSE '' END
            || substr(digits, 1, length(digits) - decimals) || '.' || substr(digits, length(digits) - decimals + 1)
        END AS amount,
    what
FROM (
    SELECT *, CASE
            WHEN length(CAST(abs(units) AS TEXT)) > decimals THEN CAST(abs(units) AS TEXT)
            ELSE substr('0000', 1, decimals + 1 - length(CAST(abs(units) AS TEXT))) || CAST(abs(units) AS TEXT)
            END AS digits
    FROM (
        SELECT purchase.id, purchase.uid, person.handle AS person, person.name, purchase.day, purchase.currency,
            purchase.amount AS units, purchase.what,
            CASE
                WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
                WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
                ELSE 2 END AS decimals
        FROM purchase JOIN person ON person.id = purchase.person_id));
CREATE VIEW v_introductions AS
SELECT introduction.id, introduction.uid, sender.handle AS "by", sender.name AS by_name, person.handle AS person,
    person.name, introduction.day, introduction.text
FROM introduction JOIN person ON person.id = introduction.person_id JOIN person AS sender ON sender.id = introduction.by_id;
CREATE VIEW v_links AS
SELECT link.id, link.uid, person.handle AS person, person.name, other.handle AS other, other.name AS other_name,
    link.kind, link.day
FROM link JOIN person ON person.id = link.person_id JOIN person AS other ON other.id = link.other_id;
CREATE VIEW v_ladder AS
SELECT CASE rung
        WHEN 'advocate' THEN 7 WHEN 'supporter' THEN 6 WHEN 'client' THEN 5 WHEN 'customer' THEN 4
        WHEN 'prospect' THEN 3 WHEN 'toxic' THEN 2 ELSE 1 END AS height,
    rung, handle AS person, name, rung_since AS since
FROM person WHERE archived_on IS NULL;
CREATE VIEW v_rung_moves AS
SELECT rung_move.id, rung_move.uid, person.handle AS person, person.name, rung_move.day,
    lag(rung_move.to_rung) OVER (PARTITION BY rung_move.person_id ORDER BY rung_move.day, rung_move.id) AS from_rung,
    rung_move.to_rung, rung_move.why, rung_move.anyway, rung_move.against
FROM rung_move JOIN person ON person.id = rung_move.person_id;
CREATE VIEW v_rung_stays AS
SELECT rung_stay.id, rung_stay.uid, person.handle AS person, person.name, rung_stay.day, rung_stay.rung,
    rung_stay.circle, rung_stay.why
FROM rung_stay JOIN person ON person.id = rung_stay.person_id;
CREATE VIEW v_let_be AS
SELECT let_be.id, let_be.uid, person.handle AS person, person.name, let_be.made_on, let_be.until, let_be.why,
    let_be.until > date('now', 'localtime') AND NOT EXISTS (
        SELECT 1 FROM let_be AS later WHERE later.person_id = let_be.person_id
            AND later.made_on <= date('now', 'localtime') AND (later.made_on, later.id) > (let_be.made_on, let_be.id))
        AS holds
FROM let_be JOIN person ON person.id = let_be.person_id;
COMMIT;
