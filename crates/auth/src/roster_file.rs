//! The file of joiners and leavers: read line by line, and written so that reading it again changes nothing.

use base::{Label, Moment, Zone};
use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use domain::rights::{Assignment, Role};
use domain::state::State;

use crate::places::{place_of, written};
use crate::roster::{Entry, MOST_FAULTS, Names, Roster};
use crate::{Account, Login, is_rpps};

/// Longest file, in bytes.
pub const MOST_BYTES: usize = 2_000_000;

/// Most lines in a file.
pub const MOST_ROWS: usize = 10_000;

/// The columns. Only the first one has to be there.
pub const COLUMNS: [&str; 8] = [
    "login", "name", "role", "place", "from", "until", "rpps", "closed",
];

/// What is wrong with a file, in French, in the order of its lines. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Unfit(pub Vec<String>);

impl Roster {
    /// Reads a file: CSV with a header, separated by semicolons or commas, in UTF-8.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(bytes: &[u8], state: &State, zone: &Zone) -> Result<Self, Unfit> {
        let alone = |what: String| Err(Unfit(vec![what]));
        if bytes.len() > MOST_BYTES {
            return alone("Le fichier dépasse 2 Mo.".to_owned());
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            return alone("Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».".to_owned());
        };
        let header = text.lines().next().unwrap_or_default();
        let count = |one: char| header.matches(one).count();
        let separator = if count(',') > count(';') { b',' } else { b';' };
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let header = match reader.headers() {
            Ok(header) => header.clone(),
            Err(_) => return alone("ligne 1 : en-tête illisible.".to_owned()),
        };
        let columns = COLUMNS.map(|name| header.iter().position(|it| it.eq_ignore_ascii_case(name)));
        if columns[0].is_none() {
            return alone(format!(
                "ligne 1 : il manque la colonne « login » (colonnes : {}).",
                COLUMNS.join(", ")
            ));
        }
        if let Some(unknown) = header
            .iter()
            .find(|it| !COLUMNS.iter().any(|name| it.eq_ignore_ascii_case(name)))
        {
            // A column that is misspelt must not pass for one that is empty.
            return alone(format!("ligne 1 : colonne « {} » inconnue.", short(unknown)));
        }
        let mut lines = Lines {
            state,
            zone,
            columns,
            width: header.len(),
            entries: Vec::new(),
            faults: Vec::new(),
        };
        for (count, record) in reader.records().enumerate() {
            if count >= MOST_ROWS {
                return alone(format!("Le fichier a plus de {MOST_ROWS} lignes."));
            }
            match record {
                Ok(record) => lines.take(&record),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    lines.fault(line, "ligne illisible (guillemets ?)");
                }
            }
            if lines.faults.len() >= MOST_FAULTS {
                lines.faults.push("… et peut-être d’autres.".to_owned());
                break;
            }
        }
        if !lines.faults.is_empty() {
            return Err(Unfit(lines.faults));
        }
        if lines.entries.is_empty() {
            return alone("Le fichier ne nomme personne.".to_owned());
        }
        Ok(Self(lines.entries))
    }
}

struct Lines<'a> {
    state: &'a State,
    zone: &'a Zone,
    columns: [Option<usize>; COLUMNS.len()],
    width: usize,
    entries: Vec<Entry>,
    faults: Vec<String>,
}

impl Lines<'_> {
    fn fault(&mut self, line: u64, what: &str) {
        self.faults.push(format!("ligne {line} : {what}."));
    }

    fn take(&mut self, record: &StringRecord) {
        if record.iter().all(str::is_empty) {
            return;
        }
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > self.width {
            let what = format!("{} cellules pour {} colonnes", record.len(), self.width);
            return self.fault(line, &what);
        }
        let (columns, state, zone) = (self.columns, self.state, self.zone);
        let cell = |column: usize| {
            let text = columns
                .get(column)
                .copied()
                .flatten()
                .and_then(|at| record.get(at));
            text.map(plain).filter(|it| !it.is_empty())
        };
        let day = |column: usize, read: fn(&Zone, &str) -> Option<Moment>| match cell(column) {
            None => Ok(None),
            Some(text) => read(zone, text).map(Some).ok_or(text),
        };
        let before = self.faults.len();
        let login = cell(0).unwrap_or_default().parse::<Login>();
        let name = cell(1).map(|it| Label::new(it).ok().filter(|it| it.chars().count() <= 80));
        let role = match (cell(2), cell(3)) {
            (None, None) => Ok(None),
            (Some(role), Some(place)) => match (Role::of_code(role), place_of(state, place)) {
                (None, _) => Err(format!("rôle « {} » inconnu", short(role))),
                (_, Err(why)) => Err(why),
                (Some(role), Ok(place)) => Ok(Some((role, place))),
            },
            (Some(_), None) => Err("un rôle sans lieu".to_owned()),
            (None, Some(_)) => Err("un lieu sans rôle".to_owned()),
        };
        let (from, until) = (
            day(4, |zone, day| zone.day_begins(day)),
            day(5, |zone, day| zone.day_is_over(day)),
        );
        let rpps = cell(6).map(ToOwned::to_owned);
        let closed = match cell(7).map(base::text::folded).as_deref() {
            None => Ok(None),
            Some("oui" | "o" | "x" | "1" | "yes" | "true" | "vrai") => Ok(Some(true)),
            Some("non" | "n" | "0" | "no" | "false" | "faux") => Ok(Some(false)),
            Some(_) => Err(()),
        };
        if let Err(what) = &login {
            self.fault(line, what);
        }
        if name == Some(None) {
            self.fault(line, "nom vide, illisible ou de plus de 80 caractères");
        }
        if let Err(what) = &role {
            self.fault(line, what);
        }
        for text in [from, until].into_iter().filter_map(Result::err) {
            self.fault(
                line,
                &format!("date « {} » illisible (2026-12-31 ou 31/12/2026)", short(text)),
            );
        }
        if rpps.as_deref().is_some_and(|it| !is_rpps(it)) {
            self.fault(line, "un numéro RPPS a onze chiffres");
        }
        if closed.is_err() {
            self.fault(line, "« closed » : oui, non ou rien");
        }
        if let (Ok(login), Ok(role), Ok(from), Ok(until), Ok(closed)) = (login, role, from, until, closed)
            && self.faults.len() == before
        {
            self.entries.push(Entry {
                line,
                login,
                name: name.flatten(),
                role,
                from,
                until,
                rpps,
                closed,
            });
        }
    }
}

/// As much of a cell as a message may repeat.
fn short(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).take(40).collect()
}

/// Signs with which a spreadsheet begins a formula, in both widths.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell that opens as text in any spreadsheet, whatever somebody is called (ASVS 5.0, 1.2.10).
fn neutral(cell: &str) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell that was made neutral.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|it| it.starts_with(FORMULA))
        .unwrap_or(cell)
}

/// Accounts as such a file: reading it again changes nothing.
#[must_use]
pub fn export<'a>(
    accounts: impl Iterator<Item = &'a Account>,
    names: &impl Names,
    state: &State,
    zone: &Zone,
    now: Moment,
) -> String {
    // Spreadsheets in French expect a semicolon, and a mark that says UTF-8.
    let mut out = WriterBuilder::new()
        .delimiter(b';')
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let mut write = |cells: [String; COLUMNS.len()]| {
        // Writing to memory does not fail.
        let _ = out.write_record(cells.iter().map(|it| neutral(it)));
    };
    write(COLUMNS.map(ToOwned::to_owned));
    for account in accounts {
        let name = names
            .name_of(account.person)
            .map(|it| it.to_string())
            .unwrap_or_default();
        let first = |at: Option<Moment>| at.map(|it| zone.day(it)).unwrap_or_default();
        let last = |at: Option<Moment>| at.map(|it| zone.last_day(it)).unwrap_or_default();
        let mut line = |role: String, place: String, from, until| {
            let closed = if account.is_closed { "oui" } else { "" };
            let rpps = account.rpps.clone().unwrap_or_default();
            write([
                account.login.to_string(),
                name.clone(),
                role,
                place,
                first(from),
                last(until),
                rpps,
                closed.to_owned(),
            ]);
        };
        let live = |it: &&Assignment| it.lent_by.is_none() && it.until.is_none_or(|until| now < until);
        let mut held = account.assignments.iter().filter(live).peekable();
        if held.peek().is_none() || account.from.is_some() || account.until.is_some() {
            line(String::new(), String::new(), account.from, account.until);
        }
        for it in held {
            line(
                it.role.code().to_owned(),
                written(state, it.place),
                it.from,
                it.until,
            );
        }
    }
    let bytes = out.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
