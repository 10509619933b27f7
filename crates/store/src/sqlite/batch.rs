//! A batch on a SQLite file: one immediate transaction, a savepoint only where a refusal can leave traces.

use std::sync::MutexGuard;

use base::Moment;
use base::id::{BedId, HoldId, StayId};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::checkpoint::Checkpointer;
use super::fault::OrFault;
use super::{Writer, kept, messages, read, trace};
use crate::record::names_in;
use crate::trace::{chain, seal};
use crate::{
    AppendError, Appended, Claim, Conflict, Document, DocumentError, Entry, Fault, FaultKind, Head,
    MessageId, MessageWrite, NewDocument, NewRecord, NewTrace, RecordRef, Seen, Seq, TraceClass, TraceHead,
    TraceSeq, VaultRow, checksum,
};

const WRITING: &str = "écrivant dans le journal";
const COMMITTING: &str = "validant le lot";

/// A batch on a [`super::SqliteStore`].
#[derive(Debug)]
pub struct SqliteBatch<'a> {
    writer: MutexGuard<'a, Writer>,
    checkpointer: &'a Checkpointer,
    /// Where the journal ends with what this batch wrote.
    head: Head,
    /// How many messages there are with those of this batch.
    messages: u64,
    /// Where the trace ends with what this batch wrote.
    trace: TraceHead,
    /// Whether the trace says that its rows are now linked with our key.
    is_key_told: bool,
    /// The records of this batch, to be sealed: the first, their sum, when the last was written.
    unsealed: Option<(Seq, chain::RecordSum, Moment)>,
    /// Whether something was forgotten, whose old pages must leave the log too.
    has_forgotten: bool,
    /// Set by the first fault: nothing of the batch may be kept.
    is_broken: bool,
}

impl<'a> SqliteBatch<'a> {
    pub(super) fn begin(
        writer: MutexGuard<'a, Writer>,
        checkpointer: &'a Checkpointer,
    ) -> Result<Self, Fault> {
        run(&writer.db, "BEGIN IMMEDIATE").or_fault("ouvrant un lot")?;
        let (head, messages) = (writer.head, writer.messages);
        let (trace, is_key_told) = (writer.trace, writer.is_key_told);
        Ok(Self {
            writer,
            checkpointer,
            head,
            messages,
            trace,
            is_key_told,
            unsealed: None,
            has_forgotten: false,
            is_broken: false,
        })
    }

    pub(super) fn db(&self) -> &Connection {
        &self.writer.db
    }

    pub(crate) const fn next_seq(&self) -> Seq {
        self.head.seq.next()
    }

    pub(crate) const fn next_message_id(&self) -> MessageId {
        MessageId::new(self.messages + 1)
    }

    pub(crate) fn find_message(
        &self,
        sender: &str,
        control_id: &str,
        body_hash: u64,
    ) -> Result<Option<Seen>, Fault> {
        messages::find(&self.writer.db, sender, control_id, body_hash)
    }

    pub(crate) fn append(&mut self, entry: &Entry) -> Result<Appended, AppendError> {
        self.refuse_broken()?;
        let written = self.write(entry);
        if let Err(AppendError::Failed(fault)) = &written {
            self.lose(fault);
        }
        written
    }

    pub(crate) fn keep(&mut self, kind: &str, id: &str, body: &[u8]) -> Result<(), Fault> {
        self.refuse_broken()?;
        kept::keep(&self.writer.db, kind, id, body).inspect_err(|fault| self.lose(fault))
    }

    pub(crate) fn forget(&mut self, kind: &str, id: &str) -> Result<bool, Fault> {
        self.refuse_broken()?;
        let is_gone = kept::forget(&self.writer.db, kind, id).inspect_err(|fault| self.lose(fault))?;
        self.has_forgotten |= is_gone;
        Ok(is_gone)
    }

    pub(crate) fn put_document(&mut self, new: &NewDocument) -> Result<u32, DocumentError> {
        const DOING: &str = "enregistrant un document";
        let db = &self.writer.db;
        let current: u32 = db
            .prepare_cached("SELECT coalesce(max(version), 0) FROM document WHERE kind = ?1 AND id = ?2")
            .and_then(|mut ask| ask.query_row(params![new.kind, new.id], |row| row.get(0)))
            .or_fault(DOING)?;
        if current != new.replaces {
            return Err(DocumentError::Stale { current });
        }
        let document = Document {
            kind: new.kind.clone(),
            id: new.id.clone(),
            version: current + 1,
            body: new.body.clone(),
            written_at: new.written_at,
            written_by: new.written_by.clone(),
        };
        db.prepare_cached("INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
            .and_then(|mut insert| {
                insert.execute(params![
                    document.kind,
                    document.id,
                    document.version,
                    document.body,
                    document.written_at.millis(),
                    document.written_by,
                    read::check_of_document(&document).cast_signed()
                ])
            })
            .or_fault(DOING)?;
        Ok(document.version)
    }

    pub(crate) fn lease(
        &mut self,
        name: &str,
        holder: &str,
        ttl_ms: i64,
        now: Moment,
    ) -> Result<bool, Fault> {
        let taken = self
            .writer
            .db
            .prepare_cached(
                "INSERT INTO lease VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                 WHERE holder = excluded.holder OR until <= ?4",
            )
            .and_then(|mut take| take.execute(params![name, holder, now.plus(ttl_ms).millis(), now.millis()]))
            .or_fault("réservant une tâche")?;
        Ok(taken == 1)
    }

    pub(crate) fn trace(&mut self, new: &NewTrace) -> Result<TraceSeq, Fault> {
        self.refuse_broken()?;
        let traced = match new.class {
            TraceClass::Seal => Err(Fault::new(FaultKind::Misuse, "écrivant un sceau dans la trace")),
            _ => self.chain(new),
        };
        traced.inspect_err(|fault| self.lose(fault))
    }

    /// Blanks old rows of the trace, and says so in it.
    pub(super) fn blank_traces(
        &mut self,
        class: TraceClass,
        before: Moment,
        limit: u32,
    ) -> Result<u64, Fault> {
        let Some(blanking) = trace::blank(&self.writer.db, class, before, limit)? else {
            return Ok(0);
        };
        let at = trace::last_time(&self.writer.db)?;
        self.chain(&seal::of_blanking(at, &blanking))?;
        Ok(blanking.rows)
    }

    /// Says in the trace with which key it goes on, unless it says so already.
    pub(super) fn tell_key(&mut self, at: Moment) -> Result<(), Fault> {
        if !self.is_key_told {
            let turn = seal::of_key(at, &self.writer.key, self.head_before());
            self.is_key_told = true;
            self.chain(&turn)?;
        }
        Ok(())
    }

    /// Where the journal ended before this batch.
    fn head_before(&self) -> Head {
        self.writer.head
    }

    /// Writes the next row of the trace.
    fn chain(&mut self, new: &NewTrace) -> Result<TraceSeq, Fault> {
        self.tell_key(new.at)?;
        let row = chain::row_after(&self.writer.key, &self.trace, new);
        trace::insert(&self.writer.db, &row)?;
        self.trace = TraceHead {
            seq: row.seq,
            link: row.link,
        };
        Ok(row.seq)
    }

    /// Seals the records of this batch.
    fn seal(&mut self) -> Result<(), Fault> {
        match self.unsealed.take() {
            None => Ok(()),
            Some((first, sum, at)) => {
                let seal = seal::of_records(at, first, self.head.seq, &sum.finish());
                self.chain(&seal).map(|_| ())
            }
        }
    }

    pub(crate) fn commit(mut self) -> Result<Head, Fault> {
        if self.is_broken {
            return Err(Fault::new(FaultKind::Misuse, "validant un lot déjà perdu"));
        }
        if let Err(fault) = self.seal() {
            self.lose(&fault);
            return Err(fault);
        }
        // If it fails, dropping the batch rolls back.
        if let Err(fault) = run(&self.writer.db, "COMMIT").or_fault(COMMITTING) {
            self.checkpointer.poison().consider(&fault);
            return Err(fault);
        }
        self.writer.head = self.head;
        self.writer.messages = self.messages;
        self.writer.trace = self.trace;
        self.writer.is_key_told = self.is_key_told;
        self.checkpointer.committed();
        if self.has_forgotten {
            self.checkpointer.ask_to_empty();
        }
        Ok(self.head)
    }

    fn refuse_broken(&self) -> Result<(), Fault> {
        if self.is_broken {
            return Err(Fault::new(FaultKind::Misuse, "écrivant dans un lot déjà perdu"));
        }
        Ok(())
    }

    /// After a fault nothing of the batch may be kept.
    fn lose(&mut self, fault: &Fault) {
        self.is_broken = true;
        self.checkpointer.poison().consider(fault);
    }

    fn write(&mut self, entry: &Entry) -> Result<Appended, AppendError> {
        // First what can be refused, so that a refusal has nothing else to undo.
        self.claim(entry)?;
        let message_id = match &entry.message {
            None => None,
            Some(MessageWrite::New(message)) => {
                let id = self.next_message_id();
                messages::insert(&self.writer.db, id, message)?;
                self.messages += 1;
                Some(id)
            }
            Some(MessageWrite::Settle { id, outcome, reason }) => {
                messages::settle(&self.writer.db, *id, *outcome, reason.as_ref())?;
                Some(*id)
            }
        };
        let first_seq = self.next_seq();
        for record in &entry.records {
            self.record(entry, record)?;
        }
        for row in &entry.vault {
            self.identity(row)?;
        }
        Ok(Appended {
            first_seq,
            message_id,
        })
    }

    fn claim(&self, entry: &Entry) -> Result<(), AppendError> {
        let db = &self.writer.db;
        match entry.claims.as_slice() {
            [] => Ok(()),
            // One statement undoes itself.
            [one] => claim(db, *one, entry.recorded_at),
            several => {
                run(db, "SAVEPOINT claims").or_fault(WRITING)?;
                let closes = several.iter().filter(|claim| claim.lets_go());
                let opens = several.iter().filter(|claim| !claim.lets_go());
                let made = closes
                    .chain(opens)
                    .try_for_each(|one| claim(db, *one, entry.recorded_at));
                if let Err(AppendError::Refused(_)) = made {
                    run(db, "ROLLBACK TO claims").or_fault(WRITING)?;
                }
                run(db, "RELEASE claims").or_fault(WRITING)?;
                made
            }
        }
    }

    fn record(&mut self, entry: &Entry, new: &NewRecord) -> Result<(), Fault> {
        let record = RecordRef {
            seq: self.next_seq(),
            kind: new.kind,
            version: new.version,
            occurred_at: new.occurred_at,
            recorded_at: entry.recorded_at,
            actor: &entry.actor,
            cause: &entry.cause,
            streams: new.streams.as_str(),
            body: &new.body,
        };
        let check = checksum::of_record(self.head.check, &record);
        let db = &self.writer.db;
        let seq = record.seq.number().cast_signed();
        db.prepare_cached("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
            .and_then(|mut insert| {
                insert.execute(params![
                    seq,
                    record.kind,
                    record.version,
                    record.occurred_at.millis(),
                    record.recorded_at.millis(),
                    record.actor,
                    record.cause,
                    record.streams,
                    record.body,
                    check.cast_signed()
                ])
            })
            .or_fault(WRITING)?;
        let mut by_stream = db
            .prepare_cached("INSERT INTO journal_stream VALUES (?1, ?2)")
            .or_fault(WRITING)?;
        for name in names_in(record.streams) {
            by_stream.execute(params![name, seq]).or_fault(WRITING)?;
        }
        let seq = record.seq;
        drop(by_stream);
        let (_, sum, at) = self
            .unsealed
            .get_or_insert_with(|| (seq, chain::RecordSum::default(), record.recorded_at));
        sum.add(&record);
        *at = record.recorded_at;
        self.head = Head { seq, check };
        Ok(())
    }

    fn identity(&self, row: &VaultRow) -> Result<(), Fault> {
        self.writer
            .db
            .prepare_cached("INSERT INTO vault VALUES (?1, ?2, ?3, ?4, ?5)")
            .and_then(|mut insert| {
                let letter = row.subject.letter().to_string();
                let check = read::check_of_identity(row.subject, row.revision, &row.body).cast_signed();
                insert.execute(params![
                    letter,
                    row.subject.number(),
                    row.revision,
                    row.body,
                    check
                ])
            })
            .or_fault("écrivant une identité")?;
        Ok(())
    }
}

impl Drop for SqliteBatch<'_> {
    fn drop(&mut self) {
        // Committed, or already undone by SQLite itself after a grave error.
        if self.writer.db.is_autocommit() {
            return;
        }
        if let Err(fault) = run(&self.writer.db, "ROLLBACK").or_fault("annulant un lot") {
            tracing::error!(%fault, "a batch could not be rolled back");
            self.checkpointer
                .poison()
                .consider(&Fault::new(FaultKind::Io, "annulant un lot").because(fault));
        }
    }
}

fn run(db: &Connection, sql: &str) -> rusqlite::Result<()> {
    db.prepare_cached(sql)?.execute([]).map(|_| ())
}

fn claim(db: &Connection, claim: Claim, at: Moment) -> Result<(), AppendError> {
    const DOING: &str = "réservant un lit";
    match claim {
        Claim::Close { stay } => {
            db.prepare_cached("DELETE FROM claim WHERE stay = ?1")
                .and_then(|mut close| close.execute([stay.number()]))
                .or_fault(DOING)?;
            Ok(())
        }
        Claim::Release { hold } => {
            db.prepare_cached("DELETE FROM hold WHERE hold = ?1")
                .and_then(|mut release| release.execute([hold.number()]))
                .or_fault(DOING)?;
            Ok(())
        }
        Claim::Hold { bed, hold, owner } => {
            let held = db
                .prepare_cached("INSERT INTO hold VALUES (?1, ?2, ?3, ?4)")
                .and_then(|mut take| {
                    take.execute(params![bed.number(), hold.number(), owner.number(), at.millis()])
                })
                .or_fault(DOING);
            match held {
                Ok(_) => Ok(()),
                Err(fault) if fault.kind() == FaultKind::Misuse => match promise(db, bed, hold)? {
                    Some(conflict) => Err(conflict.into()),
                    None => Err(fault.into()),
                },
                Err(fault) => Err(fault.into()),
            }
        }
        Claim::Open { bed, stay } => {
            let opened = db
                .prepare_cached("INSERT INTO claim VALUES (?1, ?2, ?3)")
                .and_then(|mut open| open.execute(params![bed.number(), stay.number(), at.millis()]))
                .or_fault(DOING);
            match opened {
                Ok(_) => Ok(()),
                Err(fault) if fault.kind() == FaultKind::Misuse => match conflict(db, bed, stay)? {
                    Some(conflict) => Err(conflict.into()),
                    None => Err(fault.into()),
                },
                Err(fault) => Err(fault.into()),
            }
        }
    }
}

/// Which promise in force a new one is against.
fn promise(db: &Connection, bed: BedId, hold: HoldId) -> Result<Option<Conflict>, Fault> {
    const DOING: &str = "cherchant qui tient un lit";
    let held = db
        .prepare_cached("SELECT bed, hold, owner, opened_at FROM hold WHERE bed = ?1")
        .and_then(|mut ask| ask.query_row([bed.number()], read::hold).optional())
        .or_fault(DOING)?;
    if let Some(held) = held {
        return Ok(Some(Conflict::BedHeld { hold, held }));
    }
    let holds: Option<u32> = db
        .prepare_cached("SELECT bed FROM hold WHERE hold = ?1")
        .and_then(|mut ask| ask.query_row([hold.number()], |row| row.get(0)).optional())
        .or_fault(DOING)?;
    Ok(holds.map(|holds| Conflict::HoldPlaced {
        bed,
        hold,
        holds: BedId::new(holds),
    }))
}

/// Which claim in force a new one is against.
fn conflict(db: &Connection, bed: BedId, stay: StayId) -> Result<Option<Conflict>, Fault> {
    const DOING: &str = "cherchant qui tient un lit";
    let holder: Option<u32> = db
        .prepare_cached("SELECT stay FROM claim WHERE bed = ?1")
        .and_then(|mut ask| ask.query_row([bed.number()], |row| row.get(0)).optional())
        .or_fault(DOING)?;
    if let Some(holder) = holder {
        let holder = StayId::new(holder);
        return Ok(Some(Conflict::BedTaken { bed, stay, holder }));
    }
    let holds: Option<u32> = db
        .prepare_cached("SELECT bed FROM claim WHERE stay = ?1")
        .and_then(|mut ask| ask.query_row([stay.number()], |row| row.get(0)).optional())
        .or_fault(DOING)?;
    Ok(holds.map(|holds| Conflict::StayPlaced {
        bed,
        stay,
        holds: BedId::new(holds),
    }))
}
