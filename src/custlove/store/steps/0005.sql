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
