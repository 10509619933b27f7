//! Rows of the trace as FHIR R4 AuditEvent, after the Basic Audit Log Patterns of IHE (docs/audit.md has the mapping).
//!
//! Ids only: names are in the vault, and whoever may resolve them has it.

use serde_json::{Value, json};
use store::{TraceClass, TraceRow};

const DCM: &str = "http://dicom.nema.org/resources/ontology/DCM";
const ENTITY: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
const ROLE: &str = "http://terminology.hl7.org/CodeSystem/object-role";
const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
/// Of our own ids and codes.
const OURS: &str = "urn:chevet";

/// What a row did, in the words of FHIR.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Interaction {
    Read,
    Search,
    Create,
    Update,
    Delete,
}

impl Interaction {
    /// By the verb of the action, at one of its ends: `see_stay`, `print_sheet`, `account_created`.
    fn of(action: &str) -> Self {
        let first = action.split(['.', '_']).next().unwrap_or_default();
        [first, last_word(action)]
            .into_iter()
            .find_map(Self::verb)
            .unwrap_or(Self::Update)
    }

    fn verb(word: &str) -> Option<Self> {
        Some(match word {
            "see" | "seen" | "read" | "show" | "shown" | "print" | "printed" | "export" | "exported" => {
                Self::Read
            }
            "search" | "searched" | "list" | "listed" => Self::Search,
            "create" | "created" | "add" | "added" | "installed" => Self::Create,
            "delete" | "deleted" | "remove" | "removed" | "forget" | "forgotten" => Self::Delete,
            _ => return None,
        })
    }

    const fn code(self) -> (&'static str, &'static str, &'static str) {
        // Subtype, action of the event, name of the pattern.
        match self {
            Self::Read => ("read", "R", "Read"),
            Self::Search => ("search", "E", "Query"),
            Self::Create => ("create", "C", "Create"),
            Self::Update => ("update", "U", "Update"),
            Self::Delete => ("delete", "D", "Delete"),
        }
    }

    /// Whether data go from the server to the client.
    const fn is_read(self) -> bool {
        matches!(self, Self::Read)
    }
}

/// A row as an AuditEvent, on one line.
#[must_use]
pub fn event(row: &TraceRow) -> Value {
    let said = coding(&format!("{OURS}:action"), &row.action);
    let mut event = json!({
        "resourceType": "AuditEvent",
        "id": format!("trace-{}", row.seq),
        "recorded": recorded(row),
        "outcome": outcome(&row.action),
        "source": {
            "observer": { "display": "Chevet" },
            "type": [coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4")],
        },
    });
    if row.class == TraceClass::Security {
        let mut subtype = vec![said];
        subtype.extend(signing(&row.action).map(|code| coding(DCM, code)));
        event["type"] = coding(DCM, "110114");
        event["subtype"] = Value::from(subtype);
        event["action"] = "E".into();
        event["agent"] = Value::from(vec![user(row, "IRCP")]);
        if let Some(post) = &row.post {
            event["agent"][0]["network"] = json!({ "address": post, "type": "1" });
        }
        return event;
    }
    let interaction = Interaction::of(&row.action);
    let (subtype, action, pattern) = interaction.code();
    // The pattern of a query wants what was searched for; it may be a name, which is in no trace.
    if row.actor.is_some() && interaction != Interaction::Search {
        let of_patient = if row.patient.is_some() { "Patient" } else { "" };
        let profile = format!(
            "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.{of_patient}{pattern}"
        );
        event["meta"] = json!({ "profile": [profile] });
    }
    event["type"] = coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
    event["subtype"] = json!([coding("http://hl7.org/fhir/restful-interaction", subtype), said]);
    event["action"] = action.into();
    // Who asks is the destination of what is read, and the source of all the rest.
    let (client, server) = if interaction.is_read() {
        ("110152", "110153")
    } else {
        ("110153", "110152")
    };
    event["agent"] = json!([
        machine(server, "chevet", "Chevet"),
        machine(client, row.post.as_deref().unwrap_or("inconnu"), "Poste"),
        user(row, if interaction.is_read() { "IRCP" } else { "AUT" }),
    ]);
    event["entity"] = entities(row, interaction);
    event
}

fn entities(row: &TraceRow, interaction: Interaction) -> Value {
    let mut entities = Vec::new();
    if let Some(patient) = &row.patient {
        entities.push(json!({
            "what": { "reference": format!("Patient/{patient}") },
            "type": coding(ENTITY, "1"),
            "role": coding(ROLE, "1"),
        }));
    }
    let what = match (&row.place, &row.patient) {
        (Some(place), _) => json!({ "reference": format!("Location/{place}") }),
        (None, Some(patient)) => json!({ "reference": format!("Patient/{patient}") }),
        (None, None) => {
            json!({ "identifier": { "system": format!("{OURS}:trace"), "value": row.seq.to_string() } })
        }
    };
    let mut data = json!({ "what": what, "type": coding(ENTITY, "2"), "role": coding(ROLE, "4") });
    if interaction == Interaction::Search {
        data["role"] = coding(ROLE, "24");
    }
    if let Some(body) = row.body.as_deref().filter(|body| !body.is_empty()) {
        data["detail"] = json!([{ "type": "details", "valueString": body }]);
    }
    entities.push(data);
    Value::from(entities)
}

fn user(row: &TraceRow, part: &str) -> Value {
    let who = match &row.actor {
        Some(actor) => json!({ "identifier": { "system": format!("{OURS}:actor"), "value": actor } }),
        None => json!({ "display": "vidé par la conservation" }),
    };
    json!({
        "type": { "coding": [coding(PARTICIPATION, part)] },
        "who": who,
        "requestor": true,
    })
}

fn machine(part: &str, address: &str, name: &str) -> Value {
    json!({
        "type": { "coding": [coding(DCM, part)] },
        "who": { "display": name },
        "requestor": false,
        "network": { "address": address, "type": "1" },
    })
}

/// Login and logout, in the words of DICOM.
fn signing(action: &str) -> Option<&'static str> {
    match action {
        "sign_in" | "sign_in_refused" => Some("110122"),
        "sign_out" | "session_ended" => Some("110123"),
        _ => None,
    }
}

fn last_word(action: &str) -> &str {
    action.rsplit(['.', '_']).next().unwrap_or_default()
}

fn outcome(action: &str) -> &'static str {
    match last_word(action) {
        "refused" | "denied" | "failed" => "4",
        _ => "0",
    }
}

/// FHIR wants the instant; ours has milliseconds.
fn recorded(row: &TraceRow) -> String {
    jiff::Timestamp::from_millisecond(row.at.millis()).map_or_else(
        |_| row.at.to_string(),
        |stamp| stamp.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
    )
}

fn coding(system: &str, code: &str) -> Value {
    json!({ "system": system, "code": code })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::samples::reading;

    #[test]
    fn the_actions_of_the_screens_are_what_they_are() {
        let check =
            |action: &str, expected: &str| assert_eq!(Interaction::of(action).code().0, expected, "{action}");
        for action in ["see_board", "see_stay", "see_past", "print_sheet", "patient.read"] {
            check(action, "read");
        }
        check("search", "search");
        check("installed", "create");
        check("account_forgotten", "delete");
        check("move_stay", "update");
        check("post_ended", "update");
    }

    #[test]
    fn a_reading_is_a_patient_read_with_who_and_whom() {
        let event = event(&reading());
        assert_eq!(event["id"], "trace-7");
        assert_eq!(
            event["meta"]["profile"][0],
            "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PatientRead"
        );
        assert_eq!(
            (&event["type"]["code"], &event["action"]),
            (&json!("rest"), &json!("R"))
        );
        assert_eq!(
            (&event["subtype"][0]["code"], &event["subtype"][1]["code"]),
            (&json!("read"), &json!("patient.read"))
        );
        assert_eq!(
            (&event["recorded"], &event["outcome"]),
            (&json!("2026-09-21T14:13:20.123Z"), &json!("0"))
        );
        let agents: Vec<_> = event["agent"]
            .as_array()
            .expect("agents")
            .iter()
            .map(|agent| &agent["type"]["coding"][0]["code"])
            .collect();
        assert_eq!(agents, ["110153", "110152", "IRCP"], "server, client, user");
        assert_eq!(event["agent"][1]["network"]["address"], "t1");
        assert_eq!(event["agent"][2]["who"]["identifier"]["value"], "o3");
        assert_eq!(event["entity"][0]["what"]["reference"], "Patient/p12");
        assert_eq!(event["entity"][1]["what"]["reference"], "Location/w4");
        assert!(!event.to_string().contains('\n'), "one line");
    }

    #[test]
    fn a_change_goes_the_other_way_and_a_search_claims_no_pattern() {
        let changed = event(&TraceRow {
            action: "stay.moved".to_owned(),
            ..reading()
        });
        assert_eq!(
            (&changed["action"], &changed["subtype"][0]["code"]),
            (&json!("U"), &json!("update"))
        );
        assert_eq!(changed["agent"][0]["type"]["coding"][0]["code"], "110152");
        let searched = event(&TraceRow {
            action: "people_searched".to_owned(),
            patient: None,
            ..reading()
        });
        assert_eq!(searched["meta"], Value::Null);
        assert_eq!(
            (&searched["action"], &searched["subtype"][0]["code"]),
            (&json!("E"), &json!("search"))
        );
    }

    #[test]
    fn a_refused_sign_in_is_a_failed_authentication() {
        let row = TraceRow {
            class: TraceClass::Security,
            action: "sign_in_refused".to_owned(),
            patient: None,
            place: None,
            ..reading()
        };
        let refused = event(&row);
        assert_eq!(
            (&refused["type"]["code"], &refused["outcome"]),
            (&json!("110114"), &json!("4"))
        );
        let opened = event(&TraceRow {
            action: "sign_in".to_owned(),
            ..row
        });
        assert_eq!(opened["subtype"][1]["code"], "110122");
        assert_eq!(opened["agent"][0]["network"]["address"], "t1");
    }

    #[test]
    fn a_blanked_row_keeps_when_and_what_and_says_that_it_is_blank() {
        let blanked = event(&TraceRow {
            actor: None,
            post: None,
            patient: None,
            place: None,
            body: None,
            ..reading()
        });
        assert_eq!(blanked["meta"], Value::Null);
        assert_eq!(blanked["agent"][2]["who"]["display"], "vidé par la conservation");
        assert_eq!(blanked["entity"][0]["what"]["identifier"]["value"], "7");
    }
}
