//! Rows of the trace as CSV, for a spreadsheet that must not be made to compute anything.

use store::TraceRow;

/// The first line.
pub const HEADINGS: &str = "seq,at,class,action,actor,post,patient,place,body,blanked,digest,link";

/// A row as a line, without its end.
#[must_use]
pub fn line(row: &TraceRow) -> String {
    let text = |text: &Option<String>| cell(text.as_deref().unwrap_or_default());
    let hex = |bytes: &[u8; 32]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    [
        row.seq.to_string(),
        row.at.to_string(),
        cell(row.class.code()),
        cell(&row.action),
        text(&row.actor),
        text(&row.post),
        text(&row.patient),
        text(&row.place),
        text(&row.body),
        u8::from(row.is_blanked()).to_string(),
        hex(&row.digest),
        hex(&row.link),
    ]
    .join(",")
}

/// A cell that no spreadsheet takes for a formula, quoted when it must be.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let shown = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if shown.contains(['"', ',', ';', '\n', '\r', '\t']) {
        return format!("\"{}\"", shown.replace('"', "\"\""));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::samples::reading;

    #[test]
    fn a_row_is_one_line_with_every_column() {
        let line = line(&reading());
        let expected = format!(
            r#"7,2026-09-21T14:13:20Z,access,patient.read,o3,t1,p12,w4,"{{""screen"":""stay""}}",0,{},{}"#,
            "01".repeat(32),
            "02".repeat(32)
        );
        assert_eq!(line, expected);
        assert_eq!(HEADINGS.split(',').count(), 12);
    }

    #[test]
    fn a_blanked_row_says_so() {
        let blanked = TraceRow {
            actor: None,
            post: None,
            patient: None,
            place: None,
            body: None,
            ..reading()
        };
        assert!(line(&blanked).contains(",access,patient.read,,,,,,1,"));
    }

    #[test]
    fn no_cell_is_a_formula() {
        let check = |text: &str, expected: &str| assert_eq!(cell(text), expected, "{text:?}");
        check("=1+1", "'=1+1");
        check("+33 1", "'+33 1");
        check("-2", "'-2");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "\"'\t=1\"");
        check("\r=1", "\"'\r=1\"");
        check("=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\"");
        check("a=b", "a=b");
        check("a;b", "\"a;b\"");
        check("", "");
    }
}
