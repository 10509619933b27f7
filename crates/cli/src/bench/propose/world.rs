//! A territory invented from a seed, with what placement looks at.

use std::sync::Arc;

use anyhow::Result;
use base::id::{AuthorityId, BedId, EstablishmentId, PatientId, RoomId, SiteId, StayId, UnitId, WardId};
use base::time::{DAY, HOUR, MINUTE};
use base::{Code, Label, Moment};
use domain::bed::{Attribute, Attributes, Hygiene, HygieneMark};
use domain::care::{CareChange, Confidence, DischargePlan};
use domain::event::{Event, PlaceAdded};
use domain::flow::placement::{
    Ages, Distance, PlacementChanged, PlacementSettings, SexPolicy, SitePlace, WardPlace, WardProfile,
};
use domain::flow::{Level, Named};
use domain::identity::Sex;
use domain::movement::{Action, Class, Kind, LocalId, MovementKey, Report, Spot, Stamp};
use domain::settings::Settings;
use domain::state::{State, Touched};
use domain::structure::{Standing, UnitKinds};

/// Beds of a ward.
const WARD: u32 = 30;
/// Wards of a site.
const SITE: u32 = 40;
/// How many specialties there are.
pub(super) const SPECIALTIES: u32 = 24;

/// The next number of a sequence that is the same every time.
pub(super) struct Dice(pub u64);

impl Dice {
    /// A number below that one.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end.max(1))).unwrap_or(0)
    }
}

struct World {
    state: State,
    now: Moment,
}

impl World {
    fn put(&mut self, event: &Event) {
        let seq = self.state.seq + 1;
        self.state.apply(event, seq, self.now, &mut Touched::default());
    }

    fn add(&mut self, place: PlaceAdded) {
        self.put(&Event::PlaceAdded(place));
    }
}

/// The territory and its moment.
pub(super) fn build(beds: u32, occupied: u32, dice: &mut Dice) -> Result<(State, Moment)> {
    let mut world = World {
        state: State::new(),
        now: app::clock::system_now(),
    };
    world.add(PlaceAdded::Establishment {
        id: EstablishmentId::new(0),
        code: Code::new("E")?,
        name: Label::new("Banc d'essai")?,
        standing: Standing::Confirmed,
    });
    world.put(&Event::AuthorityNamed {
        authority: AuthorityId::new(1),
        code: Code::new("1.2.3")?,
    });
    let wards = beds.div_ceil(WARD);
    for site in 0..wards.div_ceil(SITE) {
        world.add(PlaceAdded::Site {
            id: SiteId::new(site),
            establishment: EstablishmentId::new(0),
            code: Code::new(&format!("X{site}"))?,
            name: Label::new(&format!("Site {site}"))?,
            standing: Standing::Confirmed,
        });
    }
    for ward in 0..wards {
        ward_of(&mut world, ward, beds.min((ward + 1) * WARD) - ward * WARD, dice)?;
    }
    let mut lists = Settings::default();
    let specialties = (0..SPECIALTIES)
        .map(|number| {
            Ok(Named {
                code: Code::new(&format!("S{number}"))?,
                name: Label::new(&format!("Spécialité {number}"))?,
                retired: false,
            })
        })
        .collect::<Result<_>>()?;
    Arc::make_mut(&mut lists.flow).specialties = specialties;
    world.put(&Event::Configured(Box::new(lists)));
    let settings = Box::new(settings(wards, dice)?);
    world.put(&Event::PlacementChanged(Box::new(PlacementChanged::Set {
        settings,
        by: None,
    })));
    for bed in 0..beds {
        fill(&mut world, bed, occupied, dice)?;
    }
    Ok((world.state, world.now))
}

fn ward_of(world: &mut World, number: u32, beds: u32, dice: &mut Dice) -> Result<()> {
    let (establishment, ward) = (EstablishmentId::new(0), WardId::new(number));
    let code = Code::new(&format!("W{number}"))?;
    world.add(PlaceAdded::Ward {
        id: ward,
        establishment,
        site: Some(SiteId::new(number / SITE)),
        division: None,
        code: code.clone(),
        name: Label::new(&format!("Service {number}"))?,
        specialty: None,
        standing: Standing::Confirmed,
    });
    world.add(PlaceAdded::Unit {
        id: UnitId::new(number),
        establishment,
        code,
        name: None,
        kinds: UnitKinds::default(),
        ward: Some(ward),
    });
    let mut bed = 0;
    while bed < beds {
        // One room in three is single.
        let size = if dice.below(3) == 0 { 1 } else { 2.min(beds - bed) };
        let room = RoomId::new(u32::try_from(world.state.rooms.len())?);
        let attributes = [Attribute::Oxygen, Attribute::Suction]
            .into_iter()
            .collect::<Attributes>();
        let attributes = if dice.below(10) == 0 {
            attributes.with(Attribute::NegativePressure)
        } else {
            attributes
        };
        world.add(PlaceAdded::Room {
            id: room,
            ward,
            code: Code::new(&format!("{}", 100 + bed))?,
            attributes,
        });
        for place in 0..size {
            let telemetry = if dice.below(4) == 0 {
                Attributes::NONE.with(Attribute::Telemetry)
            } else {
                Attributes::NONE
            };
            world.add(PlaceAdded::Bed {
                id: BedId::new(u32::try_from(world.state.beds.len())?),
                room,
                code: Code::new(["P", "F"][place as usize])?,
                label: None,
                attributes: telemetry,
                standing: Standing::Confirmed,
            });
        }
        bed += size;
    }
    Ok(())
}

fn settings(wards: u32, dice: &mut Dice) -> Result<PlacementSettings> {
    let specialty = |number: u32| Code::new(&format!("S{number}"));
    let mut settings = PlacementSettings::default();
    for number in 0..wards {
        let mut profile = WardProfile::of(WardPlace {
            establishment: Code::new("E")?,
            ward: Code::new(&format!("W{number}"))?,
        });
        let own = number % SPECIALTIES;
        profile.own = vec![specialty(own)?];
        profile.agreed = vec![
            specialty((own + 1) % SPECIALTIES)?,
            specialty((own + 2) % SPECIALTIES)?,
        ];
        if dice.below(4) == 0 {
            profile.refused = vec![specialty((own + 5) % SPECIALTIES)?];
        }
        match dice.below(12) {
            0 => {
                profile.level = Level::Intensive;
                profile.sexes = SexPolicy::Together;
            }
            1 => {
                profile.ages = Ages {
                    from: None,
                    to: Some(17),
                }
            }
            2 => {
                profile.ages = Ages {
                    from: Some(75),
                    to: None,
                }
            }
            _ => {
                profile.ages = Ages {
                    from: Some(16),
                    to: None,
                }
            }
        }
        settings.wards.push(profile);
    }
    let sites = wards.div_ceil(SITE).min(20);
    for from in 0..sites {
        for to in from + 1..sites {
            let site = |number: u32| -> Result<SitePlace> {
                Ok(SitePlace {
                    establishment: Code::new("E")?,
                    site: Code::new(&format!("X{number}"))?,
                })
            };
            settings.distances.push(Distance {
                from: site(from)?,
                to: site(to)?,
                minutes: u16::try_from(10 + dice.below(50))?,
            });
        }
    }
    Ok(settings)
}

/// Somebody in the bed, or a bed that is clean, dirty or being cleaned.
fn fill(world: &mut World, bed: u32, occupied: u32, dice: &mut Dice) -> Result<()> {
    if dice.below(100) >= occupied {
        let state = match dice.below(6) {
            0 => Hygiene::ToClean,
            1 => Hygiene::Cleaning,
            _ => return Ok(()),
        };
        let at = world.now.plus(-20 * MINUTE);
        world.put(&Event::BedMarked {
            bed: BedId::new(bed),
            mark: HygieneMark { state, at },
        });
        return Ok(());
    }
    let number = u32::try_from(world.state.stays.len())?;
    let (patient, stay) = (PatientId::new(number), StayId::new(number));
    world.put(&Event::PatientRegistered { patient });
    // Rooms hold one sex each, as they do.
    let room = world.state.bed(BedId::new(bed)).map_or(0, |it| it.room.number());
    world.put(&Event::IdentityRevised {
        patient,
        revision: 1,
        stamp: stamp(world.now, u64::from(number)),
        sex: [Sex::Female, Sex::Male][room as usize % 2],
        birth_year: Some(u16::try_from(1_930 + dice.below(80))?),
        mother: None,
    });
    world.put(&Event::StayRegistered { stay, patient });
    let came = world.now.plus(-(1 + i64::from(dice.below(9))) * DAY);
    let report = Box::new(report(world, bed, came));
    world.put(&Event::MovementReported { stay, report });
    if dice.below(12) == 0 {
        let code = ["C", "G", "BMR"][dice.below(3) as usize];
        let change = CareChange::Precautions(vec![Code::new(code)?]);
        world.put(&Event::CareStated { stay, change });
    }
    if dice.below(15) == 0 {
        let change = CareChange::Discharge(Some(DischargePlan {
            at: Some(world.now.plus(i64::from(1 + dice.below(8)) * HOUR)),
            destination: None,
            confidence: Confidence::Confirmed,
        }));
        world.put(&Event::CareStated { stay, change });
    }
    Ok(())
}

fn stamp(at: Moment, tie: u64) -> Stamp {
    Stamp {
        sent_at: at,
        sequence: 0,
        action: Action::Insert,
        tie,
    }
}

fn report(world: &World, bed: u32, at: Moment) -> Report {
    let ward = world.state.ward_of_bed(BedId::new(bed));
    let unit = ward.map(|it| UnitId::new(it.number()));
    Report {
        movement: MovementKey {
            authority: AuthorityId::new(1),
            local: LocalId::Number(world.state.seq),
        },
        stamp: stamp(at, world.state.seq),
        kind: Kind::Admission,
        historic: false,
        inferred: false,
        takes_back_last: false,
        at,
        unit,
        spot: Spot::Bed(BedId::new(bed)),
        medical: unit,
        care: unit,
        moves: true,
        class: Some(Class::Inpatient),
        doctor: None,
        extras: None,
    }
}
