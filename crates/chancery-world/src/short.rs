//! Facts in a line each, for test cases and for trying something out: `Jane Doe = foreign minister of Freedonia,
//! 2021-06-01..`. The form is described in `data/FACTS.md`.
//!
//! A line becomes the fields of a row; checking these is the business of [`crate::facts`].

use crate::error::Reason;

/// The fields of one line, as pairs of column and value, or what is wrong with it.
pub(crate) fn fields<'l>(line: &'l str, kinds: &[&'static str]) -> Result<Vec<(&'l str, &'l str)>, Reason> {
    let wrong = |what: &str| {
        Reason::Line(format!("{what}; write `Jane Doe = foreign minister of FRD, 2021-06-01..`"))
    };
    let (name, rest) = line.split_once(" = ").ok_or_else(|| wrong("no ` = ` in the line"))?;
    let mut parts = rest.split(';').map(str::trim);
    let head = parts.next().unwrap_or("");
    let mut fields = vec![("name", name.trim())];
    let (first, after) = head.split_once(' ').unwrap_or((head, ""));
    if kinds.contains(&first) {
        fields.push(("kind", first));
        let (code, owner) = match after.strip_prefix("of ").or_else(|| after.strip_prefix("in ")) {
            Some(owner) => ("", owner),
            None => after.split_once(" of ").or_else(|| after.split_once(" in ")).unwrap_or((after, "")),
        };
        if !code.trim().is_empty() {
            fields.push(("code", code.trim()));
        }
        if !owner.trim().is_empty() {
            fields.push(("of", owner.trim()));
        }
    } else {
        fields.push(("kind", "person"));
        let (office, dates) = match head.rsplit_once(',') {
            Some((office, dates)) if dates.contains("..") => (office, dates.trim()),
            _ => (head, ""),
        };
        let (office, owner) = office.rsplit_once(" of ").ok_or_else(|| {
            let kinds = kinds.join(", ");
            wrong(&format!("`{first}` is no kind ({kinds}), and no ` of ` follows an office"))
        })?;
        fields.push(("office", office.trim()));
        fields.push(("of", owner.trim().trim_start_matches("the ")));
        if let Some((from, to)) = dates.split_once("..") {
            fields.push(("from", from.trim()));
            fields.push(("to", to.trim()));
        }
    }
    for part in parts.filter(|part| !part.is_empty()) {
        let (column, value) = part.split_once(' ').ok_or_else(|| wrong("a part without a value"))?;
        fields.push((column, value.trim()));
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::fields;

    const KINDS: [&str; 3] = ["country", "person", "seat"];

    #[test]
    fn a_line_becomes_fields() {
        assert_eq!(
            fields("Freedonia = country FRD; adjective Freedonian", &KINDS).unwrap(),
            [("name", "Freedonia"), ("kind", "country"), ("code", "FRD"), ("adjective", "Freedonian")]
        );
        assert_eq!(
            fields("Jane Doe = minister of war of Freedonia, 2021..2022-05", &KINDS).unwrap(),
            [
                ("name", "Jane Doe"),
                ("kind", "person"),
                ("office", "minister of war"),
                ("of", "Freedonia"),
                ("from", "2021"),
                ("to", "2022-05")
            ]
        );
        assert_eq!(
            fields("Marble House = seat of FRD", &KINDS).unwrap(),
            [("name", "Marble House"), ("kind", "seat"), ("of", "FRD")]
        );
        assert!(fields("Jane Doe", &KINDS).is_err());
        assert!(fields("Jane Doe = nobody", &KINDS).is_err());
    }
}
