-- Things without history: only the last body of each is kept, and what is forgotten is gone.
CREATE TABLE kept (
    kind     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    body     BLOB    NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
