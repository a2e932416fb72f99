//! A user's own facts: laid over the world, or refused with line and reason.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use chancery_world::{EntityKind, PlaceKind, Standing, World};
use jiff::civil::Date;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn freedonia() -> World {
    let facts = "\
# An invented country.
Freedonia = country FRD; adjective Freedonian; person Freedonian; people Freedonians; capital Fredville
League of Valleys = organisation LOV; also LV; sort igo; members FRD
Red Dawn = armed-group RD of Freedonia
Marble House = seat of Freedonia; sort seat
Jane Doe = foreign minister of Freedonia, 2021-06-01..2024-01-31; also Jane A. Doe
Rufus Roe = minister of external affairs of FRD, 2024-02-01..
Rufus Roe = trade envoy of LOV, 2019..2020
Grandport = place in Freedonia; latitude 12.5; longitude -45.25; sort city; population 20000
river warden = role; sectors COP
";
    World::embedded().with_facts(facts, "freedonia").unwrap()
}

#[test]
fn facts_lie_over_the_world() {
    let world = freedonia();
    let of = |surface: &str| {
        let meanings = world.names(surface);
        meanings.first().map(|meaning| {
            let entity = world.entity(meaning.entity);
            (entity.kind(), entity.of().to_owned())
        })
    };
    assert_eq!(of("Freedonians"), Some((EntityKind::Country, "FRD".to_owned())));
    assert_eq!(of("Fredville"), Some((EntityKind::Seat, "FRD".to_owned())));
    assert_eq!(of("the Marble House"), Some((EntityKind::Seat, "FRD".to_owned())));
    assert_eq!(of("Red Dawn"), Some((EntityKind::ArmedGroup, "FRD".to_owned())));
    assert_eq!(of("Kremlin"), Some((EntityKind::Seat, "RUS".to_owned())));
    let members: Vec<&str> = world.organisation("LOV").unwrap().members().collect();
    assert_eq!(members, ["FRD"]);
    assert_eq!(world.role("river wardens").unwrap().sectors().collect::<Vec<_>>(), ["COP"]);
    let port = world.places("Grandport")[0];
    assert_eq!((port.country(), port.kind(), port.longitude()), ("FRD", PlaceKind::City, -45.25));
    assert_ne!(world.version(), World::embedded().version());
    assert!(world.version().starts_with(World::embedded().version()));
}

#[test]
fn offices_are_held_from_day_to_day() {
    let world = freedonia();
    let holder = |date: &str| {
        world.holder("FRD", "Foreign Minister", day(date)).map(|holding| holding.person().name().to_owned())
    };
    assert_eq!(holder("2021-05-31"), None);
    assert_eq!(holder("2021-06-01").as_deref(), Some("Jane Doe"));
    assert_eq!(holder("2024-01-31").as_deref(), Some("Jane Doe"));
    assert_eq!(holder("2024-02-01").as_deref(), Some("Rufus Roe"));
    let rufus = world.people("Rufus Roe")[0];
    assert_eq!(rufus.surname(), "Roe");
    assert_eq!(world.people_by_surname("Doe").len(), 1);
    assert_eq!(world.people("Jane A. Doe")[0].name(), "Jane Doe");

    let open = "Jane Doe = president of France, 2021..; as_of 2022-01-01";
    let world = World::embedded().with_facts(open, "open").unwrap();
    let (holding, standing) = world.holders("FRA", "president", day("2031-01-01"))[0];
    assert_eq!((holding.person().name(), standing), ("Jane Doe", Standing::Presumed));
}

#[test]
fn wrong_facts_are_refused_by_line_and_reason() {
    let header = "kind\tname\tcode\tof\toffice\tfrom\tto";
    for (row, message) in [
        ("person\tJane Doe\t\tFRA\tpresident\t2021-02-30", "w.tsv:2: `2021-02-30` is not a date that exists"),
        (
            "person\tJane Doe\t\tFRA\tpresident\t2022\t2021",
            "w.tsv:2: it ends (2021-12-31) before it begins (2022-01-01)",
        ),
        ("person\tJane Doe\t\tXYZ\tpresident", "w.tsv:2: `XYZ` is neither a known country"),
        ("person\tJane Doe\t\tFRA", "w.tsv:2: a row of kind person needs a value in the column `office`"),
        ("country\tFreedonia\tfr", "w.tsv:2: `fr` is no country code"),
        ("country\tFreedonia\tFRA", "w.tsv:2: `FRA` is already the code of France"),
        ("planet\tMars", "w.tsv:2: unknown kind `planet`"),
        ("thing\ta\tb\tc\td\te\tf\tg", "w.tsv:2: 8 columns where the header has 7"),
        (
            "person\tJane Doe\t\tFRA\tforeign minister\t2021\nperson\tRufus Roe\t\tFRA\tminister of foreign affairs\t2022",
            "w.tsv:3: foreign minister of FRA: overlaps with Jane Doe in line 2",
        ),
    ] {
        let error = World::embedded().with_facts(&format!("{header}\n{row}"), "w.tsv").unwrap_err();
        assert!(error.to_string().starts_with(message), "{error} for {row}");
    }
    for (text, message) in [
        ("", "w.tsv:1: no header line"),
        ("kind\tname\tcolour\n", "w.tsv:1: unknown column `colour`"),
        ("kind\tname\tname\n", "w.tsv:1: the header names the column `name` twice"),
        ("Jane Doe = president", "w.tsv:1: `president` is no kind (country, "),
        ("Jane Doe = president of Nowhere", "w.tsv:1: `Nowhere` is neither"),
    ] {
        let error = World::embedded().with_facts(text, "w.tsv").unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }
    let error =
        World::embedded().with_facts("Jane Doe = president of France, 2021-02-30..", "w").unwrap_err();
    assert!(error.is_date() && error.line() == 1 && error.source_name() == "w");
}

#[test]
fn the_same_facts_give_the_same_answers_and_version() {
    assert_eq!(freedonia().version(), freedonia().version());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_look_up_ends(text in "\\PC{0,40}", cut in 0usize..6) {
        let world = World::embedded();
        let tokens: Vec<&str> = text.split(' ').collect();
        world.names(&text);
        world.longest(&tokens, cut);
        world.longest_role(&tokens, cut);
        world.longest_place(&tokens, cut);
        world.role(&text);
        world.places(&text);
        world.people(&text);
        world.people_by_surname(&text);
        world.by_code(&text);
        world.holders(&text, &text, day("2025-03-04"));
    }

    #[test]
    fn any_facts_are_loaded_or_refused(text in "(kind\tname\tof\tcode\tfrom\n)?([a-z]{0,8}\t?[A-Z =.,;\t\n]{0,9}){0,6}") {
        let _ = World::embedded().with_facts(&text, "any");
    }

    #[test]
    fn any_short_facts_are_loaded_or_refused(name in "\\PC{0,12}", rest in "\\PC{0,30}") {
        let _ = World::embedded().with_facts(&format!("{name} = {rest}"), "any");
        let _ = World::embedded().with_facts(&format!("{name} = country {rest}"), "any");
    }
}

#[test]
fn a_country_with_coordinates_is_a_place() {
    let facts = "Freedonia = country FRD; latitude 40.5; longitude -30\nSylvania = country SYL\n";
    let world = World::embedded().with_facts(facts, "two").unwrap();
    let found = world.places("Freedonia");
    assert_eq!((found[0].country(), found[0].kind(), found[0].latitude()), ("FRD", PlaceKind::Country, 40.5));
    assert!(world.places("Sylvania").iter().all(|place| place.kind() != PlaceKind::Country));
}

#[test]
fn a_place_has_coordinates_that_exist() {
    for (row, what) in [
        ("Marlow = place; sort city", "latitude"),
        ("Marlow = place; latitude 91; longitude 3", "out of range"),
        ("Marlow = place; latitude 3; longitude -181", "out of range"),
        ("Marlow = place; latitude nan; longitude 3", "out of range"),
        ("Freedonia = country FRD; latitude 142; longitude 3", "out of range"),
    ] {
        let error = World::embedded().with_facts(row, "own.facts").unwrap_err().to_string();
        assert!(error.contains("own.facts:1") && error.contains(what), "{row}: {error}");
    }
}

#[test]
fn a_holder_of_a_file_beats_the_compiled_in_one() {
    let day = day("2015-03-06");
    let holders = |world: &World| {
        let held = world.holders("FRA", "president", day);
        held.into_iter().map(|(holding, _)| holding.person().name().to_owned()).collect::<Vec<_>>()
    };
    assert!(!holders(World::embedded()).is_empty());
    let world =
        World::embedded().with_facts("Jane Doe = president of FRA, 2014-01-01..2016-01-01", "own").unwrap();
    assert_eq!(holders(&world), ["Jane Doe"]);
    let later =
        World::embedded().with_facts("Jane Doe = president of FRA, 2016-01-01..2017-01-01", "own").unwrap();
    assert_eq!(holders(&later), holders(World::embedded()));
}
