//! One line for what was one reading: a drawer that is asked for again while its board changes, the answers to one
//! search, letters that follow one another.

use base::Moment;
use base::time::MINUTE;
use store::TraceRow;

/// Rows alike that are not further apart than that are one line.
const TOGETHER: i64 = 10 * MINUTE;

/// One line: rows alike, newest first.
#[derive(Debug)]
pub struct Line<'a> {
    /// The newest of them.
    pub row: &'a TraceRow,
    /// When the oldest of them was written.
    pub first: Moment,
    /// How many gestures.
    pub times: usize,
    /// The patients, each once, in the order of the rows.
    pub patients: Vec<&'a str>,
}

/// Folds rows, newest first, into lines. Nothing but readings and what was said again in the same words is folded.
#[must_use]
pub fn fold(rows: &[TraceRow]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for row in rows {
        match lines.last_mut().filter(|line| line.takes(row)) {
            Some(line) => line.take(row),
            None => lines.push(Line {
                row,
                first: row.at,
                times: 1,
                patients: row.patient.as_deref().into_iter().collect(),
            }),
        }
    }
    lines
}

impl<'a> Line<'a> {
    fn takes(&self, row: &TraceRow) -> bool {
        let of = |it: &TraceRow| {
            (
                it.class,
                it.action.clone(),
                it.actor.clone(),
                it.post.clone(),
                it.place.clone(),
                it.body.clone(),
            )
        };
        let near = self.first.since(row.at) < TOGETHER && !row.is_blanked() && of(self.row) == of(row);
        let patient = row.patient.as_deref();
        // At one instant it is one answer, whomever it names; later, only the same people again.
        near && (row.at == self.first
            || patient.map_or(self.patients.is_empty(), |it| self.patients.contains(&it)))
    }

    fn take(&mut self, row: &'a TraceRow) {
        if row.at != self.first {
            self.times += 1;
        }
        self.first = row.at;
        if let Some(patient) = row.patient.as_deref()
            && !self.patients.contains(&patient)
        {
            self.patients.push(patient);
        }
    }
}

#[cfg(test)]
mod tests {
    use store::{TraceClass, TraceSeq};

    use super::*;

    /// A row as text: minute, action, actor, patient.
    fn row(text: &str) -> TraceRow {
        let mut words = text.split(' ');
        let minute: i64 = words.next().and_then(|it| it.parse().ok()).expect("a minute");
        let mut word = || words.next().filter(|it| *it != "-").map(str::to_owned);
        TraceRow {
            seq: TraceSeq::new(1),
            at: Moment::from_millis(minute * MINUTE),
            class: TraceClass::Access,
            action: word().unwrap_or_default(),
            actor: word(),
            post: None,
            patient: word(),
            place: Some("w1".to_owned()),
            body: Some(String::new()),
            digest: [0; 32],
            link: [0; 32],
        }
    }

    /// What lines say: `12-14 ×2 see_stay o1 p1,p2`.
    fn folded(rows: &[&str]) -> Vec<String> {
        let rows: Vec<TraceRow> = rows.iter().map(|it| row(it)).collect();
        let minute = |at: Moment| at.millis() / MINUTE;
        fold(&rows)
            .iter()
            .map(|it| {
                let (row, patients) = (it.row, it.patients.join(","));
                let actor = row.actor.as_deref().unwrap_or("-");
                format!(
                    "{}-{} x{} {} {actor} {patients}",
                    minute(it.first),
                    minute(row.at),
                    it.times,
                    row.action
                )
            })
            .collect()
    }

    #[test]
    fn a_drawer_asked_for_again_is_one_line() {
        assert_eq!(
            folded(&["14 see_stay o1 p1", "13 see_stay o1 p1", "12 see_stay o1 p1"]),
            ["12-14 x3 see_stay o1 p1"]
        );
    }

    #[test]
    fn the_answers_to_one_search_are_one_line_and_the_next_search_another() {
        assert_eq!(
            folded(&[
                "12 search o1 p4",
                "11 search o1 p3",
                "11 search o1 p2",
                "11 search o1 p1"
            ]),
            ["12-12 x1 search o1 p4", "11-11 x1 search o1 p3,p2,p1"]
        );
    }

    #[test]
    fn others_other_places_and_other_hours_stay_apart() {
        for rows in [
            ["12 see_stay o1 p1", "11 see_stay o2 p1"],
            ["12 see_stay o1 p1", "11 see_stay o1 p2"],
            ["12 see_stay o1 p1", "11 see_past o1 p1"],
            ["30 see_stay o1 p1", "11 see_stay o1 p1"],
            ["12 see_board o1 -", "11 see_board o1 p1"],
        ] {
            assert_eq!(folded(&rows).len(), 2, "{rows:?}");
        }
    }

    #[test]
    fn a_long_look_is_one_line_as_long_as_it_goes_on() {
        let rows: Vec<String> = (0..30)
            .rev()
            .map(|minute| format!("{minute} see_board o1 -"))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(folded(&rows), ["0-29 x30 see_board o1 "]);
    }
}
