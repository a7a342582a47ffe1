-- The journal for whoever asks it in SQL (docs/sql.md): handles and names in place of numbers, states as of today by the
-- clock of the reader's machine. The program itself reads none of these. They follow the rules of rules/.
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

-- Where people belong, and belonged: from `since` (NULL: as long as it is known) up to, and without, `until`.
CREATE VIEW v_organisations AS
SELECT person.handle AS person, person.name, organisation, role, organisation_since AS since, NULL AS until
FROM person WHERE organisation IS NOT NULL
UNION ALL
SELECT person.handle, person.name, membership.organisation, membership.role, since, until
FROM membership JOIN person ON person.id = membership.person_id;

-- One row for each person who was there.
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

-- hours_open: whole hours since it was heard, until the thanks where there were any; answered: said back, whether they
-- agreed or not, or more; act_by: up to when to make it right, by the default of two weeks.
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

-- units: of the currency's smallest coin, to add up; amount: as it is written (decimals as in rules/money.py).
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

-- Who stands where, without who is archived; height: 7 at the top.
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

-- What was said of letting people be; holds: by the last of it they are let be today.
CREATE VIEW v_let_be AS
SELECT let_be.id, let_be.uid, person.handle AS person, person.name, let_be.made_on, let_be.until, let_be.why,
    let_be.until > date('now', 'localtime') AND NOT EXISTS (
        SELECT 1 FROM let_be AS later WHERE later.person_id = let_be.person_id
            AND later.made_on <= date('now', 'localtime') AND (later.made_on, later.id) > (let_be.made_on, let_be.id))
        AS holds
FROM let_be JOIN person ON person.id = let_be.person_id;
