-- Only the promises in force, one a bed; who promised what when is told by the journal.
CREATE TABLE hold (
    bed       INTEGER PRIMARY KEY,
    hold      INTEGER NOT NULL UNIQUE,
    owner     INTEGER NOT NULL,
    opened_at INTEGER NOT NULL
) STRICT;
