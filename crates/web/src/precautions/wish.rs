//! From a form to the whole set as it should be.

use std::sync::Arc;

use base::text::folded;
use base::{Code, Label};
use domain::precaution::{Precaution, Shape, Tint};

use crate::fields::Fields;

/// Why a form cannot be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// No page of ours made this form.
    Form,
    /// A name or a letter is missing, or too long.
    Text,
}

/// The set after what the form asks for.
pub fn set(known: &[Arc<Precaution>], fields: &Fields) -> Result<Vec<Arc<Precaution>>, Unclear> {
    let asked = fields.get("do").ok_or(Unclear::Form)?;
    let (verb, code) = asked.split_once('=').unwrap_or((asked, ""));
    let mut set = known.to_vec();
    if verb == "add" {
        let name = text(fields, "name")?;
        let code = fresh(&name, known).ok_or(Unclear::Form)?;
        set.push(Arc::new(drawn(code, name, false, fields)?));
        return Ok(set);
    }
    let place = known
        .iter()
        .position(|it| it.code.as_str() == code)
        .ok_or(Unclear::Form)?;
    let retired = |retired| {
        Arc::new(Precaution {
            retired,
            ..(*known[place]).clone()
        })
    };
    match verb {
        "up" if place > 0 => set.swap(place, place - 1),
        "down" if place + 1 < set.len() => set.swap(place, place + 1),
        "up" | "down" => {}
        "retire" => set[place] = retired(true),
        "restore" => set[place] = retired(false),
        "save" => {
            let former = &known[place];
            let name = text(fields, "name")?;
            set[place] = Arc::new(drawn(former.code.clone(), name, former.retired, fields)?);
        }
        _ => return Err(Unclear::Form),
    }
    Ok(set)
}

fn drawn(code: Code, name: Label, retired: bool, fields: &Fields) -> Result<Precaution, Unclear> {
    let shape = fields.get("shape").and_then(|it| of(&Shape::ALL, it));
    let tint = fields.get("tint").and_then(|it| of(&Tint::ALL, it));
    Ok(Precaution {
        code,
        name,
        letter: text(fields, "letter")?,
        shape: shape.ok_or(Unclear::Form)?,
        tint: tint.ok_or(Unclear::Form)?,
        retired,
    })
}

fn of<T: Copy + std::fmt::Debug>(all: &[T], text: &str) -> Option<T> {
    all.iter().copied().find(|it| format!("{it:?}") == text)
}

fn text(fields: &Fields, name: &str) -> Result<Label, Unclear> {
    Label::new(fields.get(name).unwrap_or_default()).map_err(|_| Unclear::Text)
}

/// A code that no precaution ever had: none is taken off the set.
fn fresh(name: &Label, known: &[Arc<Precaution>]) -> Option<Code> {
    let letters = folded(name).to_uppercase();
    let stem: String = letters
        .chars()
        .filter(|it| it.is_alphanumeric())
        .take(8)
        .collect();
    let stem = if stem.is_empty() { "P".to_owned() } else { stem };
    let tries = std::iter::once(stem.clone()).chain((2_u32..).map(|number| format!("{stem}{number}")));
    tries
        .filter_map(|it| Code::new(&it).ok())
        .find(|it| known.iter().all(|known| known.code != *it))
}

#[cfg(test)]
mod tests {
    use domain::precaution::preset;

    use super::*;

    fn form(fields: &[(&str, &str)]) -> Fields {
        let field = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Fields(fields.iter().map(field).collect())
    }

    fn drawn(set: &[Arc<Precaution>]) -> String {
        let one = |it: &Arc<Precaution>| format!("{}{}", it.code, if it.retired { "†" } else { "" });
        set.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_form_moves_retires_and_adds_and_gives_no_code_twice() {
        let known = preset();
        let after = |fields: &[(&str, &str)]| set(&known, &form(fields)).map(|it| drawn(&it));
        assert_eq!(drawn(&known), "C G A P BMR BHRE");
        assert_eq!(after(&[("do", "up=G")]).as_deref(), Ok("G C A P BMR BHRE"));
        assert_eq!(after(&[("do", "up=C")]).as_deref(), Ok("C G A P BMR BHRE"));
        assert_eq!(after(&[("do", "retire=A")]).as_deref(), Ok("C G A† P BMR BHRE"));
        let add = |name| {
            let shape = [("shape", "Drop"), ("tint", "Plum"), ("letter", "R")];
            after(&[&[("do", "add"), ("name", name)], &shape[..]].concat())
        };
        assert_eq!(add("BMR").as_deref(), Ok("C G A P BMR BHRE BMR2"));
        assert_eq!(add("Échappement").as_deref(), Ok("C G A P BMR BHRE ECHAPPEM"));
        assert_eq!(add(" "), Err(Unclear::Text));
        assert_eq!(after(&[("do", "retire=?")]), Err(Unclear::Form));
    }
}
