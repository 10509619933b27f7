//! From what was typed in a form of the structure pages to what is asked of the engine.

use base::id::{BedId, WardId};
use base::{Code, Label};
use domain::command::StructureCommand;
use domain::state::State;
use domain::structure::Standing;

use crate::fields::Fields;

/// Why a form asks nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// A name or code is empty or too long.
    Text,
    /// Nothing was chosen.
    Choice,
    /// Not one of our forms.
    Form,
}

/// What a form asks, one command after the other; those that would change nothing are left out. `ward` is the ward
/// of the page the form is on.
///
/// # Errors
/// When it asks nothing that can be done.
pub fn commands(
    state: &State,
    ward: Option<WardId>,
    fields: &Fields,
) -> Result<Vec<StructureCommand>, Unclear> {
    let id_of = |name: &str| fields.get(name).ok_or(Unclear::Choice);
    let ward_or_field = || match ward {
        Some(ward) => Ok(ward),
        None => chosen(fields, "ward"),
    };
    let command = match fields.get("do").ok_or(Unclear::Form)? {
        "confirm" => StructureCommand::ConfirmWard {
            ward: ward_or_field()?,
        },
        "confirm-all" => return Ok(confirm_all(state)),
        "rename" => StructureCommand::RenameWard {
            ward: ward_or_field()?,
            name: label(fields, "name")?.ok_or(Unclear::Text)?,
            specialty: label(fields, "specialty")?,
        },
        "attach" => StructureCommand::AttachWard {
            ward: ward_or_field()?,
            site: perhaps(fields, "site")?,
            division: perhaps(fields, "division")?,
        },
        "merge" => StructureCommand::MergeWard {
            gone: ward_or_field()?,
            kept: chosen(fields, "kept")?,
        },
        "ignore" => StructureCommand::IgnoreWard {
            ward: ward_or_field()?,
            ignored: true,
        },
        "restore" => StructureCommand::IgnoreWard {
            ward: ward_or_field()?,
            ignored: false,
        },
        "unit" => StructureCommand::AttachUnit {
            unit: chosen(fields, "unit")?,
            ward: Some(ward_or_field()?),
        },
        "detach" => StructureCommand::AttachUnit {
            unit: chosen(fields, "unit")?,
            ward: None,
        },
        "rooms" => return move_rooms(fields),
        "beds" => return beds(state, fields),
        "establishment" => StructureCommand::RenameEstablishment {
            establishment: chosen(fields, "establishment")?,
            name: label(fields, "name")?.ok_or(Unclear::Text)?,
        },
        "site" => StructureCommand::AddSite {
            establishment: chosen(fields, "establishment")?,
            code: Code::new(id_of("code").map_err(|_| Unclear::Text)?).map_err(|_| Unclear::Text)?,
            name: label(fields, "name")?.ok_or(Unclear::Text)?,
        },
        _ => return Err(Unclear::Form),
    };
    Ok(vec![command])
}

fn confirm_all(state: &State) -> Vec<StructureCommand> {
    let found = state
        .wards
        .iter()
        .filter(|it| it.standing == Standing::Discovered && it.merged_into.is_none());
    found
        .map(|it| StructureCommand::ConfirmWard { ward: it.id })
        .collect()
}

fn move_rooms(fields: &Fields) -> Result<Vec<StructureCommand>, Unclear> {
    let ward = chosen(fields, "ward")?;
    let rooms: Vec<StructureCommand> = fields
        .0
        .iter()
        .filter(|(name, _)| name == "room")
        .filter_map(|(_, text)| text.parse().ok())
        .map(|room| StructureCommand::MoveRoom { room, ward })
        .collect();
    if rooms.is_empty() {
        Err(Unclear::Choice)
    } else {
        Ok(rooms)
    }
}

/// The beds whose label was changed, then those to be taken away.
fn beds(state: &State, fields: &Fields) -> Result<Vec<StructureCommand>, Unclear> {
    let mut renamed = Vec::new();
    let mut removed = Vec::new();
    for (name, text) in &fields.0 {
        if let Some(bed) = bed_of(name, "label-") {
            let label = Some(text.trim()).filter(|text| !text.is_empty());
            let label = label.map(Label::new).transpose().map_err(|_| Unclear::Text)?;
            if state.bed(bed).is_some_and(|known| known.label != label) {
                renamed.push(StructureCommand::RenameBed { bed, label });
            }
        } else if let Some(bed) = bed_of(name, "remove-") {
            removed.push(StructureCommand::RemoveBed { bed });
        }
    }
    renamed.append(&mut removed);
    Ok(renamed)
}

fn bed_of(field: &str, prefix: &str) -> Option<BedId> {
    field.strip_prefix(prefix)?.parse().ok()
}

fn chosen<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<T, Unclear> {
    fields
        .get(name)
        .and_then(|text| text.parse().ok())
        .ok_or(Unclear::Choice)
}

fn perhaps<T: std::str::FromStr>(fields: &Fields, name: &str) -> Result<Option<T>, Unclear> {
    fields
        .get(name)
        .map(|text| text.parse().map_err(|_| Unclear::Choice))
        .transpose()
}

fn label(fields: &Fields, name: &str) -> Result<Option<Label>, Unclear> {
    fields
        .get(name)
        .map(Label::new)
        .transpose()
        .map_err(|_| Unclear::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Fields {
        Fields(
            pairs
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }

    fn read(pairs: &[(&str, &str)]) -> Result<Vec<StructureCommand>, Unclear> {
        commands(&State::new(), Some(WardId::new(7)), &form(pairs))
    }

    #[test]
    fn a_form_on_the_page_of_a_ward_is_about_that_ward() {
        assert_eq!(
            read(&[("do", "confirm")]),
            Ok(vec![StructureCommand::ConfirmWard { ward: WardId::new(7) }])
        );
        let renamed = read(&[("do", "rename"), ("name", " Cardio "), ("specialty", "")]);
        let expected = StructureCommand::RenameWard {
            ward: WardId::new(7),
            name: Label::new("Cardio").expect("a name"),
            specialty: None,
        };
        assert_eq!(renamed, Ok(vec![expected]));
    }

    #[test]
    fn what_is_missing_is_said_by_its_kind() {
        assert_eq!(read(&[("do", "rename"), ("name", "  ")]), Err(Unclear::Text));
        assert_eq!(
            read(&[("do", "rename"), ("name", &"x".repeat(300))]),
            Err(Unclear::Text)
        );
        assert_eq!(read(&[("do", "merge"), ("kept", "")]), Err(Unclear::Choice));
        assert_eq!(read(&[("do", "rooms"), ("ward", "w2")]), Err(Unclear::Choice));
        assert_eq!(read(&[("do", "drop-tables")]), Err(Unclear::Form));
        assert_eq!(read(&[]), Err(Unclear::Form));
    }

    #[test]
    fn several_rooms_move_in_one_go() {
        let moved = read(&[
            ("do", "rooms"),
            ("room", "r1"),
            ("room", "r2"),
            ("room", "junk"),
            ("ward", "w2"),
        ]);
        assert_eq!(moved.map(|it| it.len()), Ok(2));
    }
}
