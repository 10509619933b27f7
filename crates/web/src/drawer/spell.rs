//! What a ward says of a stay, as fields of a form: reading them, and writing them for the way back.

use base::time::DAY;
use base::{Code, Moment, Zone};
use domain::care::{
    Care, CareChange, CareTopic, Confidence, DischargePlan, DischargeStep, Mobility, Need, Progress,
};
use domain::movement::Destination;

use crate::fields::Fields;
use crate::words::when::{of_field, to_field};

/// Where patients are expected to go, in the order of the form. Nobody plans a death.
pub const DESTINATIONS: [Destination; 7] = [
    Destination::Home,
    Destination::HospitalAtHome,
    Destination::Rehab,
    Destination::SocialCare,
    Destination::LongTerm,
    Destination::Acute,
    Destination::Psychiatry,
];

/// Why a form could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The day or the hour is none.
    Time,
    /// The telemetry unit is none.
    Unit,
    /// A form that we never made.
    Form,
}

/// Where and when a form is read, and what held before.
pub struct Reading<'a> {
    /// The zone of the site.
    pub zone: &'a Zone,
    /// The moment.
    pub now: Moment,
    /// What the ward has said so far.
    pub care: &'a Care,
}

/// The last word of the address of the form of a topic.
pub const fn address(topic: &CareTopic) -> &'static str {
    match topic {
        CareTopic::Discharge => "sortie",
        CareTopic::Step(_) => "etape",
        CareTopic::Precautions => "precautions",
        CareTopic::Telemetry => "telemetrie",
        CareTopic::Mobility => "mobilite",
        CareTopic::Need(_) => "besoin",
        CareTopic::Slot(_) => "repere",
    }
}

/// The name of the form of a topic, among all forms of a sheet.
pub fn name(topic: &CareTopic) -> String {
    let address = address(topic);
    match topic {
        CareTopic::Step(step) => format!("{address}-{}", step_word(*step)),
        CareTopic::Need(need) => format!("{address}-{}", need_word(*need)),
        CareTopic::Slot(slot) => format!("{address}-{slot}"),
        CareTopic::Discharge | CareTopic::Precautions | CareTopic::Telemetry | CareTopic::Mobility => {
            address.to_owned()
        }
    }
}

/// The fields that tell the forms of one address apart.
pub fn hidden(topic: &CareTopic) -> Option<(&'static str, String)> {
    match topic {
        CareTopic::Step(step) => Some(("etape", step_word(*step).to_owned())),
        CareTopic::Need(need) => Some(("besoin", need_word(*need).to_owned())),
        CareTopic::Slot(slot) => Some(("repere", slot.to_string())),
        CareTopic::Discharge | CareTopic::Precautions | CareTopic::Telemetry | CareTopic::Mobility => None,
    }
}

/// Reads the form of that address.
///
/// # Errors
/// When a person typed what cannot be read, or the form is none of ours.
pub fn read(form: &str, fields: &Fields, reading: &Reading<'_>) -> Result<CareChange, Unread> {
    let code = |name: &str| {
        fields
            .get(name)
            .map(|text| Code::new(text).map_err(|_| Unread::Form))
            .transpose()
    };
    match form {
        "sortie" if fields.get("retirer").is_some() => Ok(CareChange::Discharge(None)),
        "sortie" => plan(fields, reading).map(|plan| CareChange::Discharge(Some(plan))),
        "etape" => {
            let step = fields.get("etape").and_then(step_of).ok_or(Unread::Form)?;
            let progress = match (fields.get("fait"), fields.get("etat")) {
                (Some(_), _) => Progress::Done,
                (None, None | Some("a-faire")) => Progress::ToDo,
                (None, Some(reason)) => Progress::Waiting(Code::new(reason).map_err(|_| Unread::Form)?),
            };
            Ok(CareChange::Step { step, progress })
        }
        "precautions" => {
            let codes: Result<Vec<Code>, _> = fields.all("code").map(Code::new).collect();
            codes.map(CareChange::Precautions).map_err(|_| Unread::Form)
        }
        "telemetrie" => match fields.get("unite").filter(|_| fields.get("retirer").is_none()) {
            None => Ok(CareChange::Telemetry(None)),
            Some(unit) => Code::new(&unit.to_uppercase())
                .map(|unit| CareChange::Telemetry(Some(unit)))
                .map_err(|_| Unread::Unit),
        },
        "mobilite" => match fields.get("mobilite") {
            None => Ok(CareChange::Mobility(None)),
            Some(word) => mobility_of(word)
                .map(|it| CareChange::Mobility(Some(it)))
                .ok_or(Unread::Form),
        },
        "besoin" => {
            let need = fields.get("besoin").and_then(need_of).ok_or(Unread::Form)?;
            let raised = fields.get("leve") == Some("1");
            Ok(CareChange::Need { need, raised })
        }
        "repere" => {
            let slot = code("repere")?.ok_or(Unread::Form)?;
            let choice = code("choix")?;
            Ok(CareChange::Slot { slot, choice })
        }
        _ => Err(Unread::Form),
    }
}

/// The fields from which [`read`] makes that change.
pub fn write(change: &CareChange, zone: &Zone) -> Vec<(&'static str, String)> {
    let mut fields: Vec<_> = hidden(&change.topic()).into_iter().collect();
    match change {
        CareChange::Discharge(None) => fields.push(("retirer", "1".to_owned())),
        CareChange::Discharge(Some(plan)) => {
            if let Some((day, hour)) = plan.at.map(|at| day_and_hour(zone, at)) {
                fields.push(("jour", day));
                fields.extend(hour.map(|hour| ("heure", hour)));
            }
            fields.extend(
                plan.destination
                    .map(|it| ("destination", destination_word(it).to_owned())),
            );
            fields.push(("certitude", confidence_word(plan.confidence).to_owned()));
        }
        CareChange::Step { progress, .. } => match progress {
            Progress::ToDo => fields.push(("etat", "a-faire".to_owned())),
            Progress::Waiting(reason) => fields.push(("etat", reason.to_string())),
            Progress::Done => fields.push(("fait", "1".to_owned())),
        },
        CareChange::Precautions(codes) => {
            fields.extend(codes.iter().map(|code| ("code", code.to_string())));
        }
        CareChange::Telemetry(None) => fields.push(("retirer", "1".to_owned())),
        CareChange::Telemetry(Some(unit)) => fields.push(("unite", unit.to_string())),
        CareChange::Mobility(mobility) => {
            fields.extend(mobility.map(|it| ("mobilite", mobility_word(it).to_owned())));
        }
        CareChange::Need { raised, .. } => fields.push(("leve", u8::from(*raised).to_string())),
        CareChange::Slot { choice, .. } => {
            fields.extend(choice.iter().map(|it| ("choix", it.to_string())));
        }
    }
    fields
}

/// The two fields of a moment: its day and, unless it is midnight, its hour.
pub fn day_and_hour(zone: &Zone, at: Moment) -> (String, Option<String>) {
    let field = to_field(zone, at);
    match field.split_once('T') {
        Some((day, "00:00")) => (day.to_owned(), None),
        Some((day, hour)) => (day.to_owned(), Some(hour.to_owned())),
        None => (field, None),
    }
}

fn plan(fields: &Fields, reading: &Reading<'_>) -> Result<DischargePlan, Unread> {
    let day_of = |at: Moment| day_and_hour(reading.zone, at).0;
    // Noon of a day, so that a night of 23 or 25 hours leads to the day meant.
    let noon = |day: &str| of_field(reading.zone, &format!("{day}T12:00")).ok_or(Unread::Time);
    let today = day_of(reading.now);
    let day = match fields.get("rapide") {
        Some("auj") => Some(today),
        Some("demain") => Some(day_of(noon(&today)?.plus(DAY))),
        Some("plus1") => {
            let planned = reading.care.discharge().and_then(|(plan, _)| plan.at);
            let from = planned.map_or(today, day_of);
            Some(day_of(noon(&from)?.plus(DAY)))
        }
        Some(_) => return Err(Unread::Form),
        None => fields.get("jour").map(ToOwned::to_owned),
    };
    let hour = fields.get("heure");
    let day = day.or_else(|| hour.map(|_| day_of(reading.now)));
    let at = day
        .map(|day| of_field(reading.zone, &format!("{day}T{}", hour.unwrap_or("00:00"))).ok_or(Unread::Time))
        .transpose()?;
    let destination = match fields.get("destination") {
        None => None,
        Some(word) => Some(destination_of(word).ok_or(Unread::Form)?),
    };
    let confidence = match fields.get("certitude") {
        None => Confidence::Estimated,
        Some(word) => Confidence::ALL
            .into_iter()
            .find(|it| confidence_word(*it) == word)
            .ok_or(Unread::Form)?,
    };
    Ok(DischargePlan {
        at,
        destination,
        confidence,
    })
}

/// The word by which forms name a destination.
pub const fn destination_word(destination: Destination) -> &'static str {
    match destination {
        Destination::Home => "domicile",
        Destination::Acute => "hopital",
        Destination::Rehab => "smr",
        Destination::LongTerm => "usld",
        Destination::Psychiatry => "psychiatrie",
        Destination::HospitalAtHome => "had",
        Destination::SocialCare => "medico-social",
        Destination::Deceased => "deces",
    }
}

fn destination_of(word: &str) -> Option<Destination> {
    let known = DESTINATIONS.into_iter().chain([Destination::Deceased]);
    known.into_iter().find(|it| destination_word(*it) == word)
}

/// The word by which forms name how sure a plan is.
pub const fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Estimated => "estimee",
        Confidence::Confirmed => "confirmee",
        Confidence::Waiting => "attente",
    }
}

/// The word by which forms name a step.
pub const fn step_word(step: DischargeStep) -> &'static str {
    match step {
        DischargeStep::Medical => "medical",
        DischargeStep::Papers => "papiers",
        DischargeStep::Downstream => "aval",
        DischargeStep::Transport => "transport",
        DischargeStep::Family => "famille",
    }
}

fn step_of(word: &str) -> Option<DischargeStep> {
    DischargeStep::ALL.into_iter().find(|it| step_word(*it) == word)
}

/// The word by which forms name a mobility.
pub const fn mobility_word(mobility: Mobility) -> &'static str {
    match mobility {
        Mobility::Independent => "seul",
        Mobility::Helped => "aide",
        Mobility::Wheelchair => "fauteuil",
        Mobility::Stretcher => "brancard",
    }
}

fn mobility_of(word: &str) -> Option<Mobility> {
    Mobility::ALL.into_iter().find(|it| mobility_word(*it) == word)
}

/// The word by which forms name a need.
pub const fn need_word(need: Need) -> &'static str {
    match need {
        Need::Fall => "chute",
        Need::Oxygen => "oxygene",
        Need::Social => "social",
        Need::Companion => "accompagnant",
        Need::Confidential => "confidentiel",
    }
}

fn need_of(word: &str) -> Option<Need> {
    Need::ALL.into_iter().find(|it| need_word(*it) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Code::new(text).expect("a code")
    }

    fn reread(form: &str, fields: &[(&str, &str)], care: &Care) -> Result<CareChange, Unread> {
        let zone = Zone::paris();
        let now = of_field(&zone, "2026-10-24T14:05").expect("a time");
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let reading = Reading {
            zone: &zone,
            now,
            care,
        };
        read(form, &Fields(fields), &reading)
    }

    #[test]
    fn what_is_written_for_the_way_back_reads_as_what_it_was() {
        let zone = Zone::paris();
        let at = |text: &str| of_field(&zone, text);
        let mut changes = vec![
            CareChange::Discharge(None),
            CareChange::Precautions(vec![code("C"), code("BMR")]),
            CareChange::Precautions(vec![]),
            CareChange::Telemetry(None),
            CareChange::Telemetry(Some(code("A7"))),
            CareChange::Mobility(None),
            CareChange::Slot {
                slot: code("REGIME"),
                choice: Some(code("DIAB")),
            },
            CareChange::Slot {
                slot: code("REGIME"),
                choice: None,
            },
        ];
        for at in [None, at("2026-10-26T15:30"), at("2026-10-25T00:00")] {
            for destination in DESTINATIONS.into_iter().map(Some).chain([None]) {
                for confidence in Confidence::ALL {
                    changes.push(CareChange::Discharge(Some(DischargePlan {
                        at,
                        destination,
                        confidence,
                    })));
                }
            }
        }
        changes.extend(Mobility::ALL.map(|it| CareChange::Mobility(Some(it))));
        for raised in [true, false] {
            changes.extend(Need::ALL.map(|need| CareChange::Need { need, raised }));
        }
        for progress in [Progress::ToDo, Progress::Done, Progress::Waiting(code("SMR"))] {
            changes.extend(DischargeStep::ALL.map(|step| CareChange::Step {
                step,
                progress: progress.clone(),
            }));
        }
        for change in changes {
            let fields = write(&change, &zone);
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let again = reread(address(&change.topic()), &fields, &Care::default());
            assert_eq!(again, Ok(change));
        }
    }

    #[test]
    fn quick_days_are_days_of_the_site_even_when_one_has_25_hours() {
        let day = |quick: &str, care: &Care| match reread("sortie", &[("rapide", quick)], care) {
            Ok(CareChange::Discharge(Some(plan))) => day_and_hour(&Zone::paris(), plan.at.expect("a day")),
            other => panic!("{other:?}"),
        };
        let nothing = Care::default();
        assert_eq!(day("auj", &nothing), ("2026-10-24".to_owned(), None));
        // Summer time ends in the night that follows.
        assert_eq!(day("demain", &nothing), ("2026-10-25".to_owned(), None));
        assert_eq!(day("plus1", &nothing), ("2026-10-25".to_owned(), None));
        let mut planned = Care::default();
        let at = of_field(&Zone::paris(), "2026-10-25T15:00");
        let plan = DischargePlan {
            at,
            destination: None,
            confidence: Confidence::Confirmed,
        };
        planned.state(&CareChange::Discharge(Some(plan)), 1, Moment::from_millis(0));
        assert_eq!(day("plus1", &planned), ("2026-10-26".to_owned(), None));
    }

    #[test]
    fn what_nobody_can_mean_is_not_guessed() {
        let nothing = Care::default();
        for (form, fields, why) in [
            ("sortie", ("jour", "bientôt"), Unread::Time),
            ("sortie", ("destination", "lune"), Unread::Form),
            ("sortie", ("certitude", "oui"), Unread::Form),
            ("etape", ("etape", "?"), Unread::Form),
            ("mobilite", ("mobilite", "vole"), Unread::Form),
            ("besoin", ("besoin", "?"), Unread::Form),
            ("repere", ("choix", "X"), Unread::Form),
            ("autre", ("x", "y"), Unread::Form),
        ] {
            assert_eq!(reread(form, &[fields], &nothing), Err(why), "{form} {fields:?}");
        }
        // An hour without a day is an hour of today.
        let Ok(CareChange::Discharge(Some(plan))) = reread("sortie", &[("heure", "16:00")], &nothing) else {
            panic!("not read");
        };
        let (day, hour) = day_and_hour(&Zone::paris(), plan.at.expect("a moment"));
        assert_eq!((day.as_str(), hour.as_deref()), ("2026-10-24", Some("16:00")));
    }
}
