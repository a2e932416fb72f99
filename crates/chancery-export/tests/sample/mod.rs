//! A record made by hand, with at least a row for every table. The countries are real for their codes; what they do
//! here, at the invented Grandport, never happened.

use chancery_record::*;

pub(crate) const ARTICLE: &str = "Aircraft bombed the harbour — “nobody slept”, a resident said on Monday.\n\nEnvoys of both sides met at Grandport and want a truce.";

pub(crate) fn article() -> Article {
    Article {
        id: Some("wire-17".to_owned()),
        text: ARTICLE.to_owned(),
        title: Some("Harbour, bombed".to_owned()),
        published: "2025-03-04".parse().ok(),
        source: Some("Example Wire".to_owned()),
        url: Some("https://example.org/wire/17".to_owned()),
        ..Article::default()
    }
}

fn cite(words: &str) -> Citation {
    let at = ARTICLE.find(words).unwrap_or_else(|| panic!("{words:?} is not in the sample"));
    let start = ARTICLE[..at].chars().count();
    Citation { start, end: start + words.chars().count(), text: words.to_owned() }
}

fn actor(id: &str, name: &str, kind: ActorKind, country: &str, sector: &str, mention: &str) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind,
        country: (!country.is_empty()).then(|| country.to_owned()),
        organisation: None,
        sectors: vec![sector.to_owned()],
        office: None,
        world: None,
        mentions: vec![ActorMention { citation: cite(mention), form: MentionForm::Description }],
        rule: "actor-by-hand".to_owned(),
    }
}

fn role(id: &str, words: &str) -> Participant {
    Participant { id: id.to_owned(), mention: cite(words) }
}

/// The sample's record, by way of JSON: keys that are added to the vocabulary later need no change here.
pub(crate) fn record() -> Record {
    let monday = serde_json::json!({"from": "2025-03-03", "to": "2025-03-03"});
    let event =
        |id: &str, event_type: EventType, mode: Option<&str>, quad: Quad, evidence: &str, trigger: &str| {
            serde_json::json!({
                "id": id, "type": event_type, "mode": mode, "contexts": [], "quad": quad, "intensity": -9.5,
                "actors": [], "recipients": [], "status": "occurred", "reported_by": null, "date": monday,
                "date_from": "clause", "place": {"name": "Grandport", "country": "UKR", "geonames": 42},
                "size": {"killed": 3, "wounded": null, "detained": null}, "trigger": cite(trigger),
                "evidence": cite(evidence), "also": [], "confidence": 0.9, "rule": "event-by-hand",
            })
        };
    let mut strike = event(
        "e1",
        EventType::Assault,
        Some("aerial"),
        Quad::MaterialConflict,
        "Aircraft bombed the harbour",
        "bombed",
    );
    strike["actors"] = serde_json::json!([role("a1", "Aircraft")]);
    strike["recipients"] = serde_json::json!([role("a2", "the harbour"), role("a3", "a resident")]);
    let mut meeting = event(
        "e2",
        EventType::Consult,
        None,
        Quad::VerbalCooperation,
        "Envoys of both sides met at Grandport",
        "met",
    );
    meeting["actors"] = serde_json::json!([role("a1", "Envoys"), role("a2", "both sides")]);
    let article = article();
    let record = serde_json::json!({
        "schema": SCHEMA,
        "reader": {"version": "0.1.0", "model": "by hand", "world": "by hand"},
        "article": {
            "id": article.id, "title": article.title, "source": article.source, "url": article.url,
            "published": "2025-03-04", "language": "en", "characters": ARTICLE.chars().count(),
        },
        "actors": [
            actor("a1", "Russian aircraft", ActorKind::Government, "RUS", "MIL", "Aircraft"),
            actor("a2", "Ukraine", ActorKind::Government, "UKR", "GOV", "the harbour"),
            actor("a3", "residents", ActorKind::Population, "", "CVL", "a resident"),
        ],
        "times": [{
            "start": cite("on Monday").start, "end": cite("on Monday").end, "text": "on Monday", "type": "DATE",
            "value": "2025-03-03", "from": "2025-03-03", "to": "2025-03-03",
        }],
        "places": [{
            "start": cite("Grandport").start, "end": cite("Grandport").end, "text": "Grandport", "name": "Grandport",
            "country": "UKR", "latitude": 48.5, "longitude": 35.0, "kind": "city", "geonames": 42,
            "rule": "place-by-hand",
        }],
        "statements": [{
            "id": "s1", "form": "direct", "act": "assert", "inside": null, "speakers": [role("a3", "a resident")],
            "addressees": [], "content": [cite("“nobody slept”")], "date": monday, "date_from": "clause",
            "cue": {"start": cite("said").start, "end": cite("said").end, "text": "said", "lemma": "say"},
            "rule": "statement-by-hand",
        }],
        "events": [strike, meeting],
        "positions": [{
            "id": "p1", "holder": role("a2", "both sides"), "issue": "ceasefire", "stance": "support",
            "target": null, "from": "e2", "evidence": cite("want a truce"), "rule": "position-by-hand",
        }],
        "diagnostics": [{"severity": "note", "code": "by-hand", "message": "made by hand", "start": 0, "end": 0}],
    });
    serde_json::from_value(record).expect("the sample is a record")
}
