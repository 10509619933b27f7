//! How fast a journal becomes a state, and how much memory that state takes.

use anyhow::Result;
use app::clock::instant;
use app::{App, Clock};
use base::id::{AuthorityId, BedId, EstablishmentId, PatientId, RoomId, StayId, UnitId, WardId};
use base::{Code, Label, Moment};
use domain::bed::Attributes;
use domain::event::{Event, PlaceAdded};
use domain::identity::Sex;
use domain::movement::{Action, Class, Kind, LocalId, MovementKey, Report, Spot, Stamp};
use domain::structure::{Standing, UnitKinds};
use store::codec::encode;
use store::{Entry, Options, Store};

/// Beds of a ward, in the invented territory.
const BEDS_PER_WARD: u32 = 30;

#[derive(clap::Args)]
pub struct Arguments {
    /// Lits du territoire.
    #[arg(long, default_value_t = 1_900)]
    beds: u32,
    /// Séjours par lit (60 : environ une année).
    #[arg(long, default_value_t = 60)]
    stays_per_bed: u32,
    /// Mouvements par séjour.
    #[arg(long, default_value_t = 3)]
    movements: u32,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    super::on_a_new_file("replay", |file| measure(arguments, file))
}

fn measure(arguments: &Arguments, file: &std::path::Path) -> Result<()> {
    let now = app::clock::system_now();
    let start = instant();
    let written = write(arguments, file, now)?;
    println!(
        "journal écrit : {written} enregistrements en {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let (before, _) = super::machine::memory_mib();
    let start = instant();
    let (app, opening) = App::open(file, Clock::System, Options::default(), |_| {})?;
    let took = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = opening.head as f64 / took;
    let (after, _) = super::machine::memory_mib();
    println!("relecture du journal entier : {took:.2} s, {rate:.0} enregistrements/s");
    let snapshot = app.snapshot();
    println!(
        "état : {} lits, {} séjours, {} Mio (de plus qu'avant l'ouverture)",
        snapshot.state.beds.len(),
        snapshot.state.stays.len(),
        after.saturating_sub(before)
    );
    let start = instant();
    drop(snapshot);
    app.close();
    drop(app);
    println!("arrêt avec instantané : {:.2} s", start.elapsed().as_secs_f64());
    let start = instant();
    let (app, opening) = App::open(file, Clock::System, Options::default(), |_| {})?;
    println!(
        "ouverture depuis l'instantané (enregistrement {}) : {:.2} s",
        opening.snapshot,
        start.elapsed().as_secs_f64()
    );
    app.close();
    Ok(())
}

/// Writes the journal of an invented territory, through the real store and the real codec.
fn write(arguments: &Arguments, file: &std::path::Path, now: Moment) -> Result<u64> {
    let mut writer = Writer::open(file, now)?;
    structure(&mut writer, arguments.beds)?;
    let year = 365 * base::time::DAY;
    let slot = year / i64::from(arguments.stays_per_bed.max(1));
    let mut movement = 0u64;
    for turn in 0..arguments.stays_per_bed {
        for bed in 0..arguments.beds {
            let stay = StayId::new(turn * arguments.beds + bed);
            let patient = PatientId::new(stay.number());
            writer.put(Event::PatientRegistered { patient })?;
            let came = now.plus(-year + slot * i64::from(turn));
            let stamp = |at, action| Stamp {
                sent_at: at,
                sequence: 0,
                action,
                tie: movement,
            };
            writer.put(Event::IdentityRevised {
                patient,
                revision: 1,
                stamp: stamp(came, Action::Insert),
                sex: Sex::Female,
                birth_year: Some(1950),
                mother: None,
            })?;
            writer.put(Event::StayRegistered { stay, patient })?;
            let last = turn + 1 == arguments.stays_per_bed;
            for step in 0..arguments.movements {
                movement += 1;
                let leaves = step + 1 == arguments.movements && !last;
                let at = came.plus(slot * i64::from(step) / i64::from(arguments.movements));
                let kind = match step {
                    0 => Kind::Admission,
                    _ if leaves => Kind::Discharge,
                    _ => Kind::Transfer,
                };
                let report = report(kind, at, movement, bed);
                writer.put(Event::MovementReported {
                    stay,
                    report: Box::new(report),
                })?;
            }
        }
    }
    writer.flush()?;
    Ok(writer.written)
}

/// The places of an invented territory.
pub(super) fn structure(writer: &mut Writer, beds: u32) -> Result<()> {
    let establishment = EstablishmentId::new(0);
    writer.put(Event::PlaceAdded(PlaceAdded::Establishment {
        id: establishment,
        code: Code::new("990000000")?,
        name: Label::new("Banc d'essai")?,
        standing: Standing::Confirmed,
    }))?;
    writer.put(Event::AuthorityNamed {
        authority: AuthorityId::new(1),
        code: Code::new("1.2.3")?,
    })?;
    for number in 0..beds {
        place(writer, establishment, number)?;
    }
    Ok(())
}

fn place(writer: &mut Writer, establishment: EstablishmentId, number: u32) -> Result<()> {
    let ward = WardId::new(number / BEDS_PER_WARD);
    if number.is_multiple_of(BEDS_PER_WARD) {
        let code = Code::new(&format!("{}", 1_000 + ward.number()))?;
        writer.put(Event::PlaceAdded(PlaceAdded::Ward {
            id: ward,
            establishment,
            site: None,
            division: None,
            code: code.clone(),
            name: Label::new(&format!("Service {code}"))?,
            specialty: None,
            standing: Standing::Confirmed,
        }))?;
        let kinds = UnitKinds {
            housing: true,
            care: true,
            medical: true,
        };
        let id = UnitId::new(ward.number());
        writer.put(Event::PlaceAdded(PlaceAdded::Unit {
            id,
            establishment,
            code,
            name: None,
            kinds,
            ward: Some(ward),
        }))?;
    }
    let (room, code) = (
        RoomId::new(number),
        Code::new(&format!("{}", 100 + number % BEDS_PER_WARD))?,
    );
    let attributes = Attributes::NONE;
    writer.put(Event::PlaceAdded(PlaceAdded::Room {
        id: room,
        ward,
        code: code.clone(),
        attributes,
    }))?;
    writer.put(Event::PlaceAdded(PlaceAdded::Bed {
        id: BedId::new(number),
        room,
        code,
        label: None,
        attributes,
        standing: Standing::Confirmed,
    }))
}

/// A movement into that bed.
pub(super) fn report(kind: Kind, at: Moment, number: u64, bed: u32) -> Report {
    let unit = UnitId::new(bed / BEDS_PER_WARD);
    Report {
        movement: MovementKey {
            authority: AuthorityId::new(1),
            local: LocalId::Number(number),
        },
        stamp: Stamp {
            sent_at: at,
            sequence: 0,
            action: Action::Insert,
            tie: number,
        },
        kind,
        historic: false,
        inferred: false,
        takes_back_last: false,
        at,
        unit: Some(unit),
        spot: Spot::Bed(BedId::new(bed)),
        medical: Some(unit),
        care: Some(unit),
        moves: true,
        class: Some(Class::Inpatient),
        doctor: None,
        extras: None,
    }
}

/// Writes events in large transactions.
pub(super) struct Writer {
    store: Store,
    pending: Vec<store::NewRecord>,
    written: u64,
    now: Moment,
}

impl Writer {
    /// On a new file; everything is recorded at that moment.
    pub(super) fn open(file: &std::path::Path, now: Moment) -> Result<Self> {
        Ok(Self {
            store: Store::open(file, now, Options::default())?,
            pending: Vec::new(),
            written: 0,
            now,
        })
    }

    /// The store it writes to.
    pub(super) fn store(&self) -> Store {
        self.store.clone()
    }

    fn put(&mut self, event: Event) -> Result<()> {
        self.pending.push(encode(&event, self.now)?);
        if self.pending.len() >= 20_000 {
            self.flush()
        } else {
            Ok(())
        }
    }

    pub(super) fn flush(&mut self) -> Result<()> {
        self.written += self.pending.len() as u64;
        let entry = Entry {
            recorded_at: self.now,
            actor: "chevet bench".to_owned(),
            cause: "bench replay".to_owned(),
            records: std::mem::take(&mut self.pending),
            ..Entry::default()
        };
        let mut batch = self.store.begin()?;
        batch.append(&entry)?;
        batch.commit()?;
        Ok(())
    }
}
