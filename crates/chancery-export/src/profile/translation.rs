//! Our codes in other people's: PLOVER types as CAMEO and ACLED types, sectors, countries. The tables are TSV in `data/`.

use chancery_record::{Actor, ActorKind, Event};
use std::sync::LazyLock;

/// What an event is in another codebook: the first row whose filled cells all fit it.
struct EventTable(Vec<EventRow>);

struct EventRow {
    event_type: &'static str,
    mode: &'static str,
    context: &'static str,
    codes: Vec<&'static str>,
}

impl EventTable {
    fn of(tsv: &'static str) -> EventTable {
        let row = |cells: Vec<&'static str>| match cells.as_slice() {
            [event_type, mode, context, codes @ ..] => {
                Some(EventRow { event_type, mode, context, codes: codes.to_vec() })
            }
            _ => None,
        };
        EventTable(rows(tsv).filter_map(row).collect())
    }

    fn codes(&self, event: &Event, has_context: impl Fn(&str) -> bool) -> Option<&[&'static str]> {
        let fits = |row: &&EventRow| {
            row.event_type == event.event_type.label()
                && (row.mode.is_empty() || event.mode.as_deref() == Some(row.mode))
                && (row.context.is_empty() || has_context(row.context))
        };
        self.0.iter().find(fits).map(|row| row.codes.as_slice())
    }
}

/// The cells of a TSV file's rows, comments and heading left out.
fn rows(tsv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    tsv.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

/// An event's CAMEO code, and Goldstein's value of it.
pub(super) fn cameo(event: &Event) -> Option<(&'static str, f64)> {
    static TABLE: LazyLock<EventTable> =
        LazyLock::new(|| EventTable::of(include_str!("../../data/cameo.tsv")));
    let codes = TABLE.codes(event, |context| event.contexts.iter().any(|own| own == context))?;
    Some((codes.first()?, codes.get(1)?.parse().ok()?))
}

/// An event's disorder type, event type and sub-event type in ACLED.
pub(super) fn acled(event: &Event, is_against_civilians: bool) -> Option<[&'static str; 3]> {
    static TABLE: LazyLock<EventTable> =
        LazyLock::new(|| EventTable::of(include_str!("../../data/acled.tsv")));
    let has_context = |context: &str| match context {
        "civilians" => is_against_civilians,
        _ => event.contexts.iter().any(|own| own == context),
    };
    TABLE.codes(event, has_context)?.try_into().ok()
}

/// A sector in other codebooks.
pub(super) struct Sector {
    code: &'static str,
    /// CAMEO's role code.
    pub(super) cameo: &'static str,
    /// ACLED's type of actor.
    pub(super) inter: &'static str,
}

fn sector(code: &str) -> Option<&'static Sector> {
    static TABLE: LazyLock<Vec<Sector>> = LazyLock::new(|| {
        let sector = |cells: Vec<&'static str>| match cells.as_slice() {
            [code, cameo, inter] => Some(Sector { code, cameo, inter }),
            _ => None,
        };
        rows(include_str!("../../data/sectors.tsv")).filter_map(sector).collect()
    });
    TABLE.iter().find(|sector| sector.code == code)
}

/// An actor's sectors, the weightiest first.
pub(super) fn sectors(actor: &Actor) -> impl Iterator<Item = &'static Sector> {
    actor.sectors.iter().filter_map(|code| sector(code))
}

/// Whether these are people without arms or office.
pub(super) fn is_civilian(actor: &Actor) -> bool {
    match sectors(actor).next() {
        Some(sector) => sector.inter == "Civilians",
        None => actor.kind == ActorKind::Population,
    }
}

/// A country as other tools write it.
pub(super) struct Country {
    code: &'static str,
    /// ISO 3166-1 numeric.
    pub(super) numeric: Option<i64>,
    /// FIPS 10-4.
    pub(super) fips: &'static str,
    /// English name.
    pub(super) name: &'static str,
    /// ACLED's region.
    pub(super) region: &'static str,
}

/// The country of an ISO 3166-1 alpha-3 code.
pub(super) fn country(code: &str) -> Option<&'static Country> {
    static TABLE: LazyLock<Vec<Country>> = LazyLock::new(|| {
        let country = |cells: Vec<&'static str>| match cells.as_slice() {
            [code, numeric, fips, name, region] => {
                Some(Country { code, numeric: numeric.parse().ok(), fips, name, region })
            }
            _ => None,
        };
        rows(include_str!("../../data/countries.tsv")).filter_map(country).collect()
    });
    let at = TABLE.binary_search_by(|country| country.code.cmp(code)).ok()?;
    TABLE.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::{EventType, codebook};

    #[test]
    fn the_tables_are_whole_and_speak_of_known_codes() {
        let codes = codebook();
        for (tsv, n_codes) in
            [(include_str!("../../data/cameo.tsv"), 2), (include_str!("../../data/acled.tsv"), 3)]
        {
            for cells in rows(tsv) {
                assert_eq!(cells.len(), 3 + n_codes, "{cells:?}");
                let event_type = EventType::from_label(cells[0]).unwrap_or_else(|| panic!("{cells:?}"));
                let entry = codes.event_type(event_type);
                let is_mode = cells[1].is_empty() || entry.modes.iter().any(|mode| mode.label == cells[1]);
                assert!(is_mode, "{cells:?}: no such mode");
                let is_context =
                    ["", "civilians"].contains(&cells[2]) || codes.contexts.contains_key(cells[2]);
                assert!(is_context, "{cells:?}: no such context");
                assert!(cells[3..].iter().all(|code| !code.is_empty()), "{cells:?}");
            }
        }
        for cells in rows(include_str!("../../data/sectors.tsv")) {
            assert!(codes.sectors.contains_key(cells[0]) && sector(cells[0]).is_some(), "{cells:?}");
        }
        for cells in rows(include_str!("../../data/countries.tsv")) {
            assert_eq!(country(cells[0]).map(|country| country.name), Some(cells[3]), "{cells:?}");
        }
        assert!(country("FRD").is_none());
    }

    #[test]
    fn every_type_has_a_cameo_code() {
        for &event_type in EventType::ALL {
            let has_row = rows(include_str!("../../data/cameo.tsv"))
                .any(|cells| cells[0] == event_type.label() && cells[1].is_empty() && cells[2].is_empty());
            assert!(has_row, "{event_type} has no row for all else");
        }
    }
}
