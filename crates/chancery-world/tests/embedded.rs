//! What the compiled-in world answers.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chancery_world::{EntityKind, RoleKind, SOURCES, Sense, Standing, World, compile_sources};

fn codes(surface: &str) -> Vec<String> {
    let world = World::embedded();
    let meanings = world.names(surface).into_iter();
    meanings
        .map(|meaning| {
            let entity = world.entity(meaning.entity);
            format!("{} {} {:?}", entity.kind().as_str(), entity.of(), meaning.sense)
        })
        .collect()
}

fn country(surface: &str) -> String {
    let world = World::embedded();
    let meanings = world.names(surface).into_iter().map(|meaning| world.entity(meaning.entity));
    let mut countries: Vec<&str> =
        meanings.filter(|entity| entity.kind() == EntityKind::Country).map(|entity| entity.code()).collect();
    countries.dedup();
    countries.join(" ")
}

#[test]
fn the_blob_is_what_the_sources_make() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let texts: Vec<(&str, String)> =
        SOURCES.iter().map(|name| (*name, std::fs::read_to_string(data.join(name)).unwrap())).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let made = compile_sources(&files).unwrap();
    let committed = std::fs::File::open(data.join("world.bin.zst")).unwrap();
    let stale = "data/world.bin.zst is stale: run `cargo xtask world`";
    assert!(made == zstd::stream::decode_all(committed).unwrap(), "{stale}");
}

#[test]
fn countries_by_every_usual_name() {
    for (surface, code) in [
        ("Ukraine", "UKR"),
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Czechia", "CZE"),
        ("the Czech Republic", "CZE"),
        ("North Korea", "PRK"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("the UAE", "ARE"),
        ("U.A.E.", "ARE"),
        ("UK", "GBR"),
        ("U.K.", "GBR"),
        ("Great Britain", "GBR"),
        ("Holland", "NLD"),
        ("Taiwan", "TWN"),
        ("Kosovo", "XKX"),
        ("Holy See", "VAT"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
    ] {
        assert_eq!(country(surface), code, "{surface}");
    }
}

#[test]
fn capitals_matter() {
    for surface in ["us", "turkey", "who", "chad", "Us", "it"] {
        assert_eq!(codes(surface), Vec::<String>::new(), "{surface}");
    }
    assert_eq!(country("TURKEY"), "TUR");
}

#[test]
fn nationalities() {
    let world = World::embedded();
    for (surface, code, sense) in [
        ("Russians", "RUS", Sense::People),
        ("Turk", "TUR", Sense::Person),
        ("Frenchmen", "FRA", Sense::People),
        ("Saudi", "SAU", Sense::Adjective),
        ("British", "GBR", Sense::Adjective),
        ("Palestinian", "PSE", Sense::Adjective),
        ("Latvian", "LVA", Sense::Adjective),
    ] {
        assert!(
            world
                .names(surface)
                .iter()
                .any(|meaning| { meaning.sense == sense && world.entity(meaning.entity).code() == code }),
            "{surface}: {:?}",
            codes(surface)
        );
    }
}

#[test]
fn seats_stand_for_their_institutions() {
    for (surface, of, sort) in [
        ("Kremlin", "RUS", "seat"),
        ("the White House", "USA", "seat"),
        ("Downing Street", "GBR", "seat"),
        ("Elysee Palace", "FRA", "seat"),
        ("Quai d'Orsay", "FRA", "seat"),
        ("Moscow", "RUS", "place"),
        ("Kiev", "UKR", "place"),
        ("Washington", "USA", "place"),
        ("Brussels", "EU", "place"),
    ] {
        let world = World::embedded();
        let meanings = world.names(surface);
        let seat = meanings
            .iter()
            .map(|meaning| world.entity(meaning.entity))
            .find(|entity| entity.kind() == EntityKind::Seat);
        let seat = seat.unwrap_or_else(|| panic!("{surface}"));
        assert_eq!((seat.of(), seat.sort()), (of, sort), "{surface}");
    }
}

#[test]
fn a_tokeniser_may_cut_names_as_it_likes() {
    let world = World::embedded();
    for (tokens, length) in [
        (vec!["al-Qaeda", "said"], 1),
        (vec!["al", "-", "Qaeda", "said"], 3),
        (vec!["Quai", "d’Orsay", "said"], 2),
        (vec!["UN", "Security", "Council", "members"], 3),
        (vec!["Minsk", "agreements", "failed"], 2),
        (vec!["Houthis", "'", "leader"], 1),
        (vec!["Sana’a", "said"], 1),
        (vec!["Sanaa", "said"], 1),
    ] {
        assert_eq!(world.longest(&tokens, 0).map(|found| found.0), Some(length), "{tokens:?}");
    }
    assert!(world.longest(&["said"], 0).is_none());
    assert!(world.longest(&["said"], 1).is_none());
    assert!(world.longest(&[], 7).is_none());
}

#[test]
fn role_nouns() {
    let world = World::embedded();
    for (phrase, office, sector, plural) in [
        ("Foreign Minister", Some("foreign minister"), "GOV", false),
        ("minister of external affairs", Some("foreign minister"), "GOV", false),
        ("foreign ministers", Some("foreign minister"), "GOV", true),
        ("prime minister", Some("prime minister"), "GOV", false),
        ("gunmen", None, "UAF", true),
        ("protesters", None, "CVL", true),
        ("troops", None, "MIL", true),
        ("lawmakers", None, "LEG", true),
        ("secretary-general", Some("secretary-general"), "GOV", false),
        ("deputy defense minister", Some("deputy defence minister"), "GOV", false),
    ] {
        let role = world.role(phrase).unwrap_or_else(|| panic!("{phrase}"));
        assert_eq!(
            (role.office(), role.sectors().next().unwrap(), role.is_plural()),
            (office, sector, plural),
            "{phrase}"
        );
    }
    assert_eq!(world.role("foreign ministry").unwrap().kind(), RoleKind::Organisation);
    let tokens = ["The", "Foreign", "Minister", "said"];
    assert_eq!(world.longest_role(&tokens, 1).unwrap().0, 2);
    assert!(world.role("xyzzy").is_none());
}

#[test]
fn places() {
    let world = World::embedded();
    let paris = world.places("Paris");
    assert_eq!((paris[0].country(), paris[0].geonames()), ("FRA", Some(2988507)));
    assert!(paris.iter().any(|place| place.country() == "USA"));
    assert!((paris[0].latitude() - 48.85).abs() < 0.05);
    assert!(world.places("paris").is_empty());
    assert_eq!(world.places("Black Sea")[0].kind().as_str(), "sea");
    assert_eq!(world.places("Kyiv")[0].country(), "UKR");
    assert_eq!(world.longest_place(&["Rio", "de", "Janeiro", "said"], 0).unwrap().0, 3);
}

#[test]
fn people_by_every_usual_spelling() {
    let world = World::embedded();
    for spellings in [
        &["Volodymyr Zelenskyy", "Volodymyr Zelensky", "Volodymyr Zelenskiy", "Zelensky"][..],
        &["Benjamin Netanyahu", "Binyamin Netanyahu", "Netanyahu"],
        &["Sergei Lavrov", "Sergey Lavrov"],
        &["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Erdogan"],
        &["Baiba Braže", "Baiba Braze"],
        &["King Charles", "King Charles III"],
    ] {
        let first = world.people(spellings[0]);
        assert_eq!(first.len(), 1, "{}", spellings[0]);
        for spelling in spellings {
            assert_eq!(world.people(spelling)[0].id(), first[0].id(), "{spelling}");
        }
    }
    assert_eq!(world.people("Xi Jinping")[0].surname(), "Xi");
    assert_eq!(world.people("Ursula von der Leyen")[0].surname(), "von der Leyen");
    assert!(world.people_by_surname("Braze").iter().any(|person| person.of() == "LVA"));
}

#[test]
fn offices_have_holders_as_of_a_day() {
    let world = World::embedded();
    for (of, office, day, name) in [
        ("USA", "secretary of state", "2022-05-01", "Antony Blinken"),
        ("USA", "foreign minister", "2022-05-01", "Antony Blinken"),
        ("GBR", "foreign secretary", "2023-01-01", "James Cleverly"),
        ("GBR", "foreign minister", "2023-01-01", "James Cleverly"),
        ("LVA", "foreign minister", "2025-01-01", "Baiba Braže"),
        ("LVA", "foreign minister", "2020-01-01", "Edgars Rinkēvičs"),
        ("UKR", "defence minister", "2023-09-04", "Oleksii Reznikov"),
        ("UKR", "minister of defense", "2023-09-07", "Rustem Umerov"),
        ("NATO", "secretary general", "2024-12-01", "Mark Rutte"),
        ("EU", "foreign policy chief", "2024-01-01", "Josep Borrell"),
        ("UN", "secretary-general", "2010-01-01", "Ban Ki-moon"),
        ("FRA", "president", "2013-01-01", "François Hollande"),
    ] {
        let holding =
            world.holder(of, office, day.parse().unwrap()).unwrap_or_else(|| panic!("{office} of {of}"));
        assert_eq!(holding.person().name(), name, "{office} of {of} on {day}");
    }
    // An open row means in office as of its as-of date, not for ever.
    let later = world.holders("LVA", "foreign minister", "2031-01-01".parse().unwrap());
    assert!(later.iter().all(|(_, standing)| *standing == Standing::Presumed));
    assert!(world.holder("LVA", "foreign minister", "1850-01-01".parse().unwrap()).is_none());
}

#[test]
fn names_that_are_no_actors_are_taken_whole() {
    let world = World::embedded();
    for surface in ["Minsk agreements", "Oslo accords", "Paris Agreement", "World War II", "Warsaw Pact"] {
        let meanings = world.names(surface);
        assert_eq!(world.entity(meanings[0].entity).kind(), EntityKind::Thing, "{surface}");
    }
}

#[test]
fn common_words_are_no_places() {
    let world = World::embedded();
    for word in ["Police", "March", "As", "To", "President", "Russian", "Union", "Change", "White House"] {
        assert!(world.places(word).is_empty(), "{word}: {:?}", world.places(word));
    }
    for word in ["Nice", "Reading", "Clinton"] {
        assert!(world.places(word)[0].is_weak(), "{word}");
    }
    assert_eq!(world.places("Georgia")[0].country(), "GEO");
    assert!(world.places("Georgia").iter().any(|place| place.country() == "USA"));
    assert_eq!(world.places("Florida")[0].kind().as_str(), "province");
    assert_eq!(world.places("Kherson region")[0].country(), "UKR");
    assert!((world.places("New York")[0].latitude() - 40.7).abs() < 0.1);
}
