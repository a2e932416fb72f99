//! A record made by hand over `examples/talks.txt`, so that the printers are tested without the reader.

use chancery::*;
use jiff::civil::date;

const TALKS: &str = include_str!("../../../../examples/talks.txt");

/// The first place of `words`.
fn cite(words: &str) -> Citation {
    let at = TALKS.find(words).unwrap_or_else(|| panic!("{words:?} is not in the sample"));
    let start = TALKS[..at].chars().count();
    Citation { start, end: start + words.chars().count(), text: words.to_owned() }
}

fn actor(
    n: usize,
    name: &str,
    kind: ActorKind,
    country: Option<&str>,
    office: Option<&str>,
    mentions: &[&str],
) -> Actor {
    let mention = |words: &&str| ActorMention { citation: cite(words), form: MentionForm::Name };
    Actor {
        id: format!("a{n}"),
        name: name.to_owned(),
        kind,
        country: country.map(str::to_owned),
        organisation: None,
        sectors: vec!["GOV".to_owned()],
        office: office.map(str::to_owned),
        world: None,
        mentions: mentions.iter().map(mention).collect(),
        rule: "actor-by-hand".to_owned(),
    }
}

fn role(n: usize, words: &str) -> Participant {
    Participant { id: format!("a{n}"), mention: cite(words) }
}

fn statement(n: usize, speakers: Vec<Participant>, act: Act, cue: &str, content: &[&str]) -> Statement {
    Statement {
        id: format!("s{n}"),
        form: StatementForm::Mixed,
        act,
        inside: None,
        speakers,
        addressees: Vec::new(),
        cue: Some(Cue { citation: cite(cue), lemma: cue.to_owned() }),
        content: content.iter().map(|words| cite(words)).collect(),
        date: Some(Days::day(date(2025, 3, 3))),
        date_from: None,
        rule: "statement-by-hand".to_owned(),
    }
}

fn event(
    n: usize,
    event_type: EventType,
    mode: Option<&str>,
    roles: [Vec<Participant>; 2],
    trigger: &str,
    evidence: &str,
) -> Event {
    let [actors, recipients] = roles;
    Event {
        id: format!("e{n}"),
        event_type,
        mode: mode.map(str::to_owned),
        contexts: vec!["diplomatic".to_owned()],
        quad: event_type.quad(),
        intensity: intensity(event_type, mode),
        actors,
        recipients,
        status: Status::Occurred,
        reported_by: None,
        date: Some(Days::day(date(2025, 3, 3))),
        date_from: None,
        place: None,
        size: Size::default(),
        trigger: cite(trigger),
        evidence: cite(evidence),
        also: Vec::new(),
        confidence: 1.0,
        rule: "event-by-hand".to_owned(),
    }
}

pub(super) fn talks() -> ReadArticle {
    let person = ActorKind::Person;
    let actors = vec![
        actor(
            1,
            "Jane Doe",
            person,
            Some("FRD"),
            Some("foreign minister"),
            &["Freedonia's Foreign Minister Jane Doe"],
        ),
        actor(
            2,
            "Rufus Roe",
            person,
            Some("SYL"),
            Some("foreign minister"),
            &["Sylvanian Foreign Minister Rufus Roe"],
        ),
        actor(3, "Sylvania", ActorKind::Government, Some("SYL"), None, &["Sylvania", "Sylvanian"]),
        actor(4, "Freedonia", ActorKind::Government, Some("FRD"), None, &["Freedonia"]),
        actor(5, "gunmen", ActorKind::Unknown, None, None, &["gunmen"]),
    ];
    let doe = || vec![role(1, "Freedonia's Foreign Minister Jane Doe")];
    let roe = || vec![role(2, "Sylvanian Foreign Minister Rufus Roe")];
    let statements = vec![
        statement(1, doe(), Act::Assert, "said", &["the blockade “cannot stand another week.”"]),
        statement(
            2,
            doe(),
            Act::Request,
            "demanded",
            &[
                "that Sylvania withdraw its gunboats from the strait by Friday and release the eleven Freedonian sailors who were captured in February",
            ],
        ),
        statement(
            3,
            roe(),
            Act::Assert,
            "told",
            &[
                "“We did not come here to be given a calendar,”",
                "“The islands are ours by treaty, and our ships will stay where they are.”",
            ],
        ),
        statement(
            4,
            roe(),
            Act::Deny,
            "denied",
            &["that Sylvanian guns had shelled the fishing village of Saltmarsh on Saturday night"],
        ),
        statement(
            5,
            Vec::new(),
            Act::Threaten,
            "said that Sylvania",
            &["Sylvania would shell the islands again"],
        ),
    ];
    let mut events = vec![
        event(
            1,
            EventType::Consult,
            Some("visit"),
            [vec![role(4, "Freedonia"), role(3, "Sylvania")], vec![]],
            "met",
            "The foreign ministers of Freedonia and Sylvania met in Grandport on Monday",
        ),
        event(
            2,
            EventType::Assault,
            Some("heavy-weapons"),
            [vec![role(3, "Sylvania")], vec![role(4, "Freedonia")]],
            "shell the islands",
            "Sylvania would shell the islands again if the raids went on",
        ),
        event(
            3,
            EventType::Assault,
            Some("firearms"),
            [vec![role(5, "gunmen")], vec![]],
            "opened fire",
            "gunmen opened fire on a Freedonian patrol near the Marsh Bridge, killing two soldiers",
        ),
    ];
    events[0].place =
        Some(EventPlace { name: "Grandport".to_owned(), country: Some("OST".to_owned()), geonames: None });
    events[1].status = Status::Planned;
    events[1].reported_by = Some("s4".to_owned());
    events[1].date = None;
    events[2].size.killed = Some(2);
    let positions = vec![Position {
        id: "p1".to_owned(),
        holder: role(3, "Sylvania"),
        issue: "territory".to_owned(),
        stance: Stance::Conditional,
        phrase: Some(cite("islands")),
        target: Some(role(4, "Freedonia")),
        condition: Some(cite("if the raids went on")),
        from: Some("s3".to_owned()),
        date: Some(Days::day(date(2025, 3, 3))),
        date_from: Some("statement".to_owned()),
        evidence: cite("The islands are ours by treaty"),
        rule: "position-by-hand".to_owned(),
    }];
    let article = Article {
        title: Some("Ministers <part> & leave".to_owned()),
        published: Some(date(2025, 3, 4)),
        ..Article::new(TALKS)
    };
    let record = Record {
        schema: SCHEMA.to_owned(),
        reader: Reader {
            version: "0".to_owned(),
            model: "none".to_owned(),
            world: "none".to_owned(),
            lexicon: None,
            issues: None,
        },
        article: ArticleInfo {
            id: "talks".to_owned(),
            title: article.title.clone(),
            source: Some("Example Wire".to_owned()),
            url: None,
            published: article.published,
            published_from: article.published_from,
            language: Some("en".to_owned()),
            characters: TALKS.chars().count(),
        },
        actors,
        times: vec![When {
            citation: cite("Monday"),
            kind: TimeType::Date,
            value: Some("2025-03-03".to_owned()),
            days: None,
        }],
        places: Vec::new(),
        statements,
        events,
        positions,
        diagnostics: vec![RecordDiagnostic {
            severity: "note".to_owned(),
            code: "no-publication-date".to_owned(),
            message: "the article has no date".to_owned(),
            start: 0,
            end: 0,
        }],
    };
    let why = |about: &str, text: &str| Explanation { about: about.to_owned(), text: text.to_owned() };
    let explanations = vec![why("s1", "speaker: subject of “said”"), why("", "“calendar” is nobody")];
    ReadArticle { name: "talks.txt".to_owned(), article, reading: Reading { record, explanations }, bytes: 1 }
}

/// The country names of the sample.
pub(super) fn country(code: &str) -> String {
    match code {
        "FRD" => "Freedonia".to_owned(),
        "SYL" => "Sylvania".to_owned(),
        other => other.to_owned(),
    }
}

/// Holds output against a file in `tests/expect`; `UPDATE_EXPECT=1` rewrites it, but not under CI.
pub(super) fn expect(name: &str, fresh: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expect").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() && std::env::var_os("CI").is_none() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, fresh).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == fresh,
        "{name} differs; look at it, then UPDATE_EXPECT=1 cargo test -p chancery-cli\n{fresh}"
    );
}
