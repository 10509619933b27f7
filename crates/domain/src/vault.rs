//! Identity, apart from the journal: who the ids stand for, and which id a number leads to.
//!
//! The vault is the one place that holds names and numbers of people. It is kept in memory whole, as the fold of
//! [`VaultWrite`]s; the store keeps the latest revision of each subject and can blank it for good.

mod apply;
mod write;

use std::hash::BuildHasher;
use std::sync::{Arc, LazyLock};

use base::Label;
use base::id::{NoteId, PatientId, PersonId, PractitionerId, RequestId, StayId};
use imbl::Vector;
use smallvec::SmallVec;

use crate::flow::AnnouncedName;
use crate::identity::{Identifier, Identity, IdentityStatus, Practitioner};
use crate::note::NoteText;

pub use write::{StayNumbers, StayReason, VaultWrite};

/// A persistent map with a fixed hash: the same keys always give the same map.
pub(crate) type Map<K, V> =
    imbl::GenericHashMap<K, V, foldhash::fast::FixedState, imbl::shared_ptr::DefaultSharedPtr>;

/// Everything known of people, by id and by number.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    patients: Vector<Slot<Arc<Identity>>>,
    stays: Vector<Slot<Arc<StayNumbers>>>,
    practitioners: Vector<Slot<Arc<Practitioner>>>,
    persons: Vector<Slot<Label>>,
    notes: Vector<Slot<Arc<NoteText>>>,
    announced: Map<RequestId, Slot<Arc<AnnouncedName>>>,
    patient_by_number: Map<Trace, PatientId>,
    stay_by_visit: Map<Trace, StayId>,
    stays_by_account: Map<Trace, SmallVec<[StayId; 2]>>,
    practitioner_by_number: Map<Trace, PractitionerId>,
    /// By name as people compare names: a file of thousands of people is looked up one by one.
    person_by_name: Map<String, PersonId>,
    is_veiled: bool,
}

/// Whoever is looked at through a veil.
static SOMEBODY: LazyLock<Arc<Identity>> = LazyLock::new(|| {
    Arc::new(Identity {
        status: IdentityStatus {
            masked: true,
            ..IdentityStatus::default()
        },
        ..Identity::default()
    })
});

/// A revision and what it holds; nothing once purged.
#[derive(Clone, Debug)]
struct Slot<T> {
    revision: u32,
    held: Option<T>,
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self {
            revision: 0,
            held: None,
        }
    }
}

/// A number as a hash of its kind, authority and value: a third of the room. Whoever is found by it is asked whether
/// they really have that number, so that two numbers of one hash are never taken for each other.
type Trace = u64;

fn trace(number: &Identifier) -> Trace {
    let Identifier {
        kind,
        authority,
        value,
    } = number;
    foldhash::fast::FixedState::default().hash_one((kind, authority.as_str(), value.as_str()))
}

impl Vault {
    /// The same vault for a reader who may not know who the patients are: every patient is masked, none is found,
    /// and neither numbers nor notes can be read. Whatever is drawn from it cannot give anybody away. To read from
    /// only, never to write through.
    #[must_use]
    pub fn veiled(&self) -> Self {
        Self {
            is_veiled: true,
            ..self.clone()
        }
    }

    /// The identity of a patient, unless purged or unknown.
    #[must_use]
    pub fn patient(&self, patient: PatientId) -> Option<&Arc<Identity>> {
        let known = self.patients.get(patient.index())?.held.as_ref()?;
        Some(if self.is_veiled { &*SOMEBODY } else { known })
    }

    /// The revision of a patient's identity; 0 when there is none yet.
    #[must_use]
    pub fn patient_revision(&self, patient: PatientId) -> u32 {
        self.patients.get(patient.index()).map_or(0, |slot| slot.revision)
    }

    /// The numbers of a stay.
    #[must_use]
    pub fn stay(&self, stay: StayId) -> Option<&Arc<StayNumbers>> {
        self.stays
            .get(stay.index())?
            .held
            .as_ref()
            .filter(|_| !self.is_veiled)
    }

    /// Why the patient of a stay is there, as a feed last said.
    #[must_use]
    pub fn reason(&self, stay: StayId) -> Option<&Label> {
        self.stay(stay)?.reason.as_ref()?.text.as_ref()
    }

    /// The revision of a stay's numbers; 0 when there are none yet.
    #[must_use]
    pub fn stay_revision(&self, stay: StayId) -> u32 {
        self.stays.get(stay.index()).map_or(0, |slot| slot.revision)
    }

    /// A professional.
    #[must_use]
    pub fn practitioner(&self, practitioner: PractitionerId) -> Option<&Arc<Practitioner>> {
        self.practitioners.get(practitioner.index())?.held.as_ref()
    }

    /// The revision of a professional's record; 0 when there is none yet.
    #[must_use]
    pub fn practitioner_revision(&self, practitioner: PractitionerId) -> u32 {
        self.practitioners
            .get(practitioner.index())
            .map_or(0, |slot| slot.revision)
    }

    /// The name of a person who acts in Chevet.
    #[must_use]
    pub fn person(&self, person: PersonId) -> Option<&Label> {
        self.persons.get(person.index())?.held.as_ref()
    }

    /// The text of a note, unless purged or unknown.
    #[must_use]
    pub fn note(&self, note: NoteId) -> Option<&Arc<NoteText>> {
        self.notes
            .get(note.index())?
            .held
            .as_ref()
            .filter(|_| !self.is_veiled)
    }

    /// The name under which a bed was asked for somebody the feed did not know.
    #[must_use]
    pub fn announced(&self, request: RequestId) -> Option<&Arc<AnnouncedName>> {
        self.announced
            .get(&request)?
            .held
            .as_ref()
            .filter(|_| !self.is_veiled)
    }

    /// The revision of that name; 0 when there never was one.
    #[must_use]
    pub fn announced_revision(&self, request: RequestId) -> u32 {
        self.announced.get(&request).map_or(0, |slot| slot.revision)
    }

    /// The person of that name, compared as people compare names.
    #[must_use]
    pub fn person_named(&self, name: &Label) -> Option<PersonId> {
        self.person_by_name.get(&base::text::folded(name)).copied()
    }

    /// The patient that number leads to (not following merges).
    #[must_use]
    pub fn patient_by(&self, number: &Identifier) -> Option<PatientId> {
        let patient = self.patient_by_number.get(&trace(number)).copied()?;
        self.patient(patient)
            .is_some_and(|it| it.identifiers.contains(number))
            .then_some(patient)
    }

    /// The stay that visit number leads to.
    #[must_use]
    pub fn stay_by_visit(&self, number: &Identifier) -> Option<StayId> {
        let stay = self.stay_by_visit.get(&trace(number)).copied()?;
        self.stay(stay)
            .is_some_and(|it| it.visits.contains(number))
            .then_some(stay)
    }

    /// The stays of that account, oldest first.
    #[must_use]
    pub fn stays_by_account(&self, number: &Identifier) -> &[StayId] {
        let is_theirs = |stay: &StayId| {
            self.stay(*stay)
                .is_some_and(|it| it.account.as_ref() == Some(number))
        };
        self.stays_by_account
            .get(&trace(number))
            .filter(|stays| stays.iter().all(is_theirs))
            .map_or(&[], |stays| stays.as_slice())
    }

    /// The professional that number leads to.
    #[must_use]
    pub fn practitioner_by(&self, number: &Identifier) -> Option<PractitionerId> {
        let practitioner = self.practitioner_by_number.get(&trace(number)).copied()?;
        self.practitioner(practitioner)
            .is_some_and(|it| it.identifier == *number)
            .then_some(practitioner)
    }

    /// Every patient with an identity, for search and for views.
    pub fn patients(&self) -> impl Iterator<Item = (PatientId, &Arc<Identity>)> {
        (0..)
            .map(PatientId::new)
            .zip(self.patients.iter())
            .filter(|_| !self.is_veiled)
            .filter_map(|(id, slot)| Some((id, slot.held.as_ref()?)))
    }

    /// Every stay with numbers, for search.
    pub fn stays(&self) -> impl Iterator<Item = (StayId, &Arc<StayNumbers>)> {
        (0..)
            .map(StayId::new)
            .zip(self.stays.iter())
            .filter(|_| !self.is_veiled)
            .filter_map(|(id, slot)| Some((id, slot.held.as_ref()?)))
    }

    /// Every professional with a name, for search.
    pub fn practitioners(&self) -> impl Iterator<Item = (PractitionerId, &Arc<Practitioner>)> {
        (0..)
            .map(PractitionerId::new)
            .zip(self.practitioners.iter())
            .filter_map(|(id, slot)| Some((id, slot.held.as_ref()?)))
    }
}

#[cfg(test)]
mod tests {
    use base::Code;

    use super::*;
    use crate::identity::IdentifierKind;
    use crate::movement::Stamp;

    fn number(kind: IdentifierKind, authority: &str, value: &str) -> Identifier {
        Identifier {
            kind,
            authority: Code::new(authority).expect("authority"),
            value: Code::new(value).expect("value"),
        }
    }

    fn identity(numbers: &[Identifier]) -> Option<Arc<Identity>> {
        Some(Arc::new(Identity {
            identifiers: numbers.to_vec(),
            ..Identity::default()
        }))
    }

    #[test]
    fn through_a_veil_nobody_is_named_or_found() {
        let ipp = number(IdentifierKind::Local, "A", "12");
        let visit = number(IdentifierKind::Visit, "A", "V1");
        let (patient, stay) = (PatientId::new(0), StayId::new(0));
        let reason = StayReason {
            text: Label::new("Douleur thoracique").ok(),
            stamp: Stamp {
                sent_at: base::Moment::from_millis(0),
                sequence: 0,
                action: crate::movement::Action::Insert,
                tie: 0,
            },
        };
        let mut vault = Vault::default();
        vault.apply(&VaultWrite::Patient {
            patient,
            revision: 1,
            identity: identity(std::slice::from_ref(&ipp)),
        });
        vault.apply(&VaultWrite::Stay {
            stay,
            revision: 1,
            numbers: Some(Arc::new(StayNumbers {
                visits: smallvec::smallvec![visit.clone()],
                account: None,
                reason: Some(reason),
            })),
        });
        let veiled = vault.veiled();
        assert_eq!((vault.reason(stay).is_some(), veiled.reason(stay)), (true, None));
        assert!(veiled.patient(patient).is_some_and(|it| it.status.masked));
        assert!(
            veiled
                .patient(patient)
                .is_some_and(|it| it.identifiers.is_empty())
        );
        assert_eq!(
            (veiled.patient_by(&ipp), veiled.stay_by_visit(&visit)),
            (None, None)
        );
        assert_eq!(
            (
                veiled.stay(stay),
                veiled.patients().count(),
                veiled.stays().count()
            ),
            (None, 0, 0)
        );
        assert_eq!(
            vault.patient_by(&ipp),
            Some(patient),
            "the vault itself stays as it was"
        );
    }

    #[test]
    fn the_same_number_of_two_authorities_is_two_patients() {
        let (here, there) = (
            number(IdentifierKind::Local, "A", "12"),
            number(IdentifierKind::Local, "B", "12"),
        );
        let mut vault = Vault::default();
        let (one, two) = (PatientId::new(0), PatientId::new(1));
        vault.apply(&VaultWrite::Patient {
            patient: one,
            revision: 1,
            identity: identity(std::slice::from_ref(&here)),
        });
        vault.apply(&VaultWrite::Patient {
            patient: two,
            revision: 1,
            identity: identity(std::slice::from_ref(&there)),
        });
        assert_eq!(
            (vault.patient_by(&here), vault.patient_by(&there)),
            (Some(one), Some(two))
        );
    }

    #[test]
    fn a_purged_patient_is_found_no_more() {
        let ipp = number(IdentifierKind::Local, "A", "0012");
        let mut vault = Vault::default();
        let patient = PatientId::new(0);
        vault.apply(&VaultWrite::Patient {
            patient,
            revision: 1,
            identity: identity(std::slice::from_ref(&ipp)),
        });
        assert_eq!(vault.patient_by(&ipp), Some(patient));
        vault.apply(&VaultWrite::Patient {
            patient,
            revision: 2,
            identity: None,
        });
        assert_eq!((vault.patient_by(&ipp), vault.patient(patient)), (None, None));
    }

    #[test]
    fn a_person_is_found_by_a_name_as_people_write_it_until_it_is_another() {
        let mut vault = Vault::default();
        let name = |text: &str| Label::new(text).expect("a name");
        let mut is = |person: u32, revision, text: Option<&str>| {
            vault.apply(&VaultWrite::Person {
                person: PersonId::new(person),
                revision,
                name: text.map(name),
            });
            (
                vault.person_named(&name("lea PETIT")),
                vault.person_named(&name("Léa Martin")),
            )
        };
        let found = |one: u32| Some(PersonId::new(one));
        assert_eq!(is(0, 1, Some("Léa Petit")), (found(0), None));
        assert_eq!(
            is(1, 1, Some("LÉA PETIT")),
            (found(0), None),
            "the first one keeps it"
        );
        assert_eq!(is(0, 2, Some("Léa Martin")), (None, found(0)));
        assert_eq!(
            is(0, 1, Some("Léa Petit")),
            (None, found(0)),
            "an old revision changes nothing"
        );
        assert_eq!(is(0, 3, None), (None, None));
    }
}
