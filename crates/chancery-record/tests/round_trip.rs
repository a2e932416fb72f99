//! A record written as JSON and read again is the same record, whatever is in it.

use chancery_record::*;
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    "(?s).{0,12}"
}

fn day() -> impl Strategy<Value = Date> {
    (1850i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| date(y, m, d))
}

fn days() -> impl Strategy<Value = Days> {
    (day(), day()).prop_map(|(from, to)| Days { from, to })
}

fn citation() -> impl Strategy<Value = Citation> {
    (0usize..5000, 0usize..5000, text()).prop_map(|(start, end, text)| Citation { start, end, text })
}

fn participant() -> impl Strategy<Value = Participant> {
    (text(), citation()).prop_map(|(id, mention)| Participant { id, mention })
}

fn actor() -> impl Strategy<Value = Actor> {
    let mention =
        (citation(), select(MentionForm::ALL)).prop_map(|(citation, form)| ActorMention { citation, form });
    let known = (of(text()), of(text()), vec(text(), 0..3), of(text()), of(text()));
    (text(), text(), select(ActorKind::ALL), known, vec(mention, 0..3), text()).prop_map(
        |(id, name, kind, (country, organisation, sectors, office, world), mentions, rule)| Actor {
            id,
            name,
            kind,
            country,
            organisation,
            sectors,
            office,
            world,
            mentions,
            rule,
        },
    )
}

fn when() -> impl Strategy<Value = When> {
    (citation(), select(TimeType::ALL), of(text()), of(days()))
        .prop_map(|(citation, kind, value, days)| When { citation, kind, value, days })
}

fn place() -> impl Strategy<Value = Place> {
    let known = (of(text()), of(-90.0..90.0), of(-180.0..180.0), of(any::<u32>()));
    (citation(), text(), known, select(PlaceKind::ALL), text()).prop_map(
        |(citation, name, (country, latitude, longitude, geonames), kind, rule)| Place {
            citation,
            name,
            country,
            latitude,
            longitude,
            kind,
            geonames,
            rule,
        },
    )
}

fn statement() -> impl Strategy<Value = Statement> {
    let cue = (citation(), text()).prop_map(|(citation, lemma)| Cue { citation, lemma });
    let said = (vec(participant(), 0..3), vec(participant(), 0..2), of(cue), vec(citation(), 0..3));
    (text(), select(StatementForm::ALL), select(Act::ALL), of(text()), said, of(days()), of(text()), text())
        .prop_map(|(id, form, act, inside, (speakers, addressees, cue, content), date, date_from, rule)| {
            Statement { id, form, act, inside, speakers, addressees, cue, content, date, date_from, rule }
        })
}

fn event() -> impl Strategy<Value = Event> {
    let place = (text(), of(text()), of(any::<u32>())).prop_map(|(name, country, geonames)| EventPlace {
        name,
        country,
        geonames,
    });
    let size = (of(any::<u32>()), of(any::<u32>()), of(any::<u32>()))
        .prop_map(|(killed, wounded, detained)| Size { killed, wounded, detained });
    let what = (select(EventType::ALL), of(text()), vec(text(), 0..3), select(Quad::ALL), -10.0..10.0);
    let who = (vec(participant(), 0..3), vec(participant(), 0..3), select(Status::ALL), of(text()));
    let whence = (of(days()), of(text()), of(place), size);
    let proof = (citation(), citation(), vec(citation(), 0..2), 0.0..1.0, text());
    (text(), what, who, whence, proof).prop_map(|(id, what, who, whence, proof)| Event {
        id,
        event_type: what.0,
        mode: what.1,
        contexts: what.2,
        quad: what.3,
        intensity: what.4,
        actors: who.0,
        recipients: who.1,
        status: who.2,
        reported_by: who.3,
        date: whence.0,
        date_from: whence.1,
        place: whence.2,
        size: whence.3,
        trigger: proof.0,
        evidence: proof.1,
        also: proof.2,
        confidence: proof.3,
        rule: proof.4,
    })
}

fn position() -> impl Strategy<Value = Position> {
    let what = (text(), select(Stance::ALL), of(citation()), of(participant()), of(citation()));
    let whence = (of(text()), of(days()), of(text()));
    (text(), participant(), what, whence, citation(), text()).prop_map(
        |(id, holder, what, (from, date, date_from), evidence, rule)| {
            let (issue, stance, phrase, target, condition) = what;
            Position {
                id,
                holder,
                issue,
                stance,
                phrase,
                target,
                condition,
                from,
                date,
                date_from,
                evidence,
                rule,
            }
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let article = (text(), of(text()), of(text()), of(text()), of(day()), of(text()), 0usize..9999).prop_map(
        |(id, title, source, url, published, language, characters)| ArticleInfo {
            id,
            title,
            source,
            url,
            published,
            published_from: published.and(PublishedFrom::ALL.get(characters % 9).copied()),
            language,
            characters,
        },
    );
    let diagnostic =
        (text(), text(), text(), 0usize..9, 0usize..9).prop_map(|(severity, code, message, start, end)| {
            RecordDiagnostic { severity, code, message, start, end }
        });
    let world = (vec(actor(), 0..3), vec(when(), 0..3), vec(place(), 0..3));
    let found = (vec(statement(), 0..3), vec(event(), 0..3), vec(position(), 0..2));
    (text(), article, world, found, vec(diagnostic, 0..2)).prop_map(
        |(version, article, (actors, times, places), (statements, events, positions), diagnostics)| Record {
            schema: SCHEMA.to_owned(),
            reader: Reader {
                version,
                model: "en-0".to_owned(),
                world: "2026-11".to_owned(),
                lexicon: None,
                issues: None,
            },
            article,
            actors,
            times,
            places,
            statements,
            events,
            positions,
            diagnostics,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_record_survives_json(record in record()) {
        let line = serde_json::to_string(&record).unwrap();
        prop_assert!(!line.contains('\n'), "a record is one line");
        prop_assert_eq!(&serde_json::from_str::<Record>(&line).unwrap(), &record);
        // A key that a later version adds does not disturb an older reader.
        let later = line.replacen('{', "{\"added-later\": [1], ", 1);
        prop_assert_eq!(&serde_json::from_str::<Record>(&later).unwrap(), &record);
        // Every row of every table has a cell for each column, of that column's kind.
        for &table in Table::ALL {
            for row in table.rows(&record, "The envoy left for the talks.") {
                prop_assert_eq!(row.len(), table.columns().len());
                for (cell, column) in row.iter().zip(table.columns()) {
                    let kind = ColumnKind::of(column);
                    prop_assert!(kind.holds(cell), "{}.{column} is {kind:?} and holds {cell:?}", table.name());
                }
            }
        }
    }
}
