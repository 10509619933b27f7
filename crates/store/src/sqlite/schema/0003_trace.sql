-- Who did what, saw whom, and which records each transaction wrote: append-only, each row chained to the one before.
CREATE TABLE trace (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    class   TEXT    NOT NULL,
    action  TEXT    NOT NULL,
    -- Null in a seal, and once blanked.
    actor   TEXT,
    post    TEXT,
    patient TEXT,
    place   TEXT,
    -- Null once blanked.
    body    TEXT,
    digest  BLOB    NOT NULL,
    link    BLOB    NOT NULL
) STRICT;

CREATE TRIGGER trace_has_no_gap BEFORE INSERT ON trace
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM trace)
BEGIN SELECT RAISE(ABORT, 'the trace is gapless'); END;

CREATE TRIGGER trace_is_never_cut BEFORE DELETE ON trace
BEGIN SELECT RAISE(ABORT, 'the trace is append-only'); END;

-- Retention takes away what a row says, never that there was a row, nor when.
CREATE TRIGGER trace_is_never_rewritten BEFORE UPDATE ON trace
WHEN NOT (
    NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.class = OLD.class AND NEW.action = OLD.action
    AND NEW.digest = OLD.digest AND NEW.link = OLD.link AND OLD.class <> 'seal'
    AND NEW.actor IS NULL AND NEW.post IS NULL AND NEW.patient IS NULL AND NEW.place IS NULL AND NEW.body IS NULL
)
BEGIN SELECT RAISE(ABORT, 'the trace is append-only'); END;

-- One index per question, each in the order of the answer. Seals, one per transaction, are in none of them.
CREATE INDEX trace_patient ON trace (patient, at) WHERE patient IS NOT NULL;
CREATE INDEX trace_actor   ON trace (actor, at)   WHERE actor IS NOT NULL;
CREATE INDEX trace_place   ON trace (place, at)   WHERE place IS NOT NULL;
CREATE INDEX trace_time    ON trace (at)          WHERE class <> 'seal';
-- Access is nearly all of them and is found by the others.
CREATE INDEX trace_rare    ON trace (class, at)   WHERE class = 'security' OR class = 'administration';
-- Seals that are not of the journal: keys and blankings, a few in a lifetime.
CREATE INDEX trace_turn    ON trace (seq)         WHERE class = 'seal' AND action <> 'journal';
