//! What the compiled-in world answers.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chancery_world::{EntityKind, RoleKind, SOURCES, Sense, World, compile_sources};

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
    let committed = std::fs::read(data.join("world.bin")).unwrap();
    assert!(made == committed, "data/world.bin is stale: run `cargo xtask world`");
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
