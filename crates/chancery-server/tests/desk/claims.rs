//! The claims page says what the command says, a page at a time, and leads to the words of every voice.

use crate::harness::{attributes, get, options};
use chancery_ledger::claims;
use chancery_store::{Archive, Filter};
use std::collections::BTreeSet;

fn rows(address: &str) -> Vec<serde_json::Value> {
    get(address).json()["rows"].as_array().unwrap().clone()
}

#[test]
fn the_desk_and_the_command_know_the_same_claims() {
    let archive = Archive::open(&options(None).archive).unwrap();
    let all = claims(&archive, &Filter::default()).unwrap();
    assert!(all.len() > 5, "{}", all.len());
    let mut seen = BTreeSet::new();
    let mut next = Some("/claims.json?limit=3".to_owned());
    while let Some(address) = next {
        let answer = get(&address).json();
        for row in answer["rows"].as_array().unwrap() {
            assert!(seen.insert(row["id"].as_str().unwrap().to_owned()), "twice: {row}");
        }
        next = answer["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, all.iter().map(|claim| claim.id.clone()).collect());
}

#[test]
fn claims_can_be_asked_for_by_how_the_sides_stand() {
    let all = rows("/claims.json?limit=1000");
    let standings: BTreeSet<&str> = all.iter().map(|row| row["standing"].as_str().unwrap()).collect();
    assert!(standings.len() > 1, "{standings:?}");
    let mut n = 0;
    for standing in &standings {
        let some = rows(&format!("/claims.json?limit=1000&standing={standing}"));
        assert!(some.iter().all(|row| row["standing"] == *standing), "{standing}");
        n += some.len();
    }
    assert_eq!(n, all.len());
    assert_eq!(get("/claims?standing=perhaps").status, 400);
    assert_eq!(get("/claims?after=7@nix").status, 400);
    assert_eq!(get("/claims?after=x").status, 400);
    assert!(rows("/claims.json?after=18446744073709551615").is_empty());
}

#[test]
fn whoever_says_or_denies_it_can_be_read_in_their_words() {
    let page = get("/claims").text;
    assert!(page.contains("Said by") && page.contains("Denied by"), "{page}");
    let links: BTreeSet<String> =
        attributes(&page, "href").into_iter().filter(|link| link.contains("#s-")).collect();
    assert!(links.len() > 5, "{links:?}");
    for link in links.iter().take(12) {
        let (address, id) = link.split_once('#').unwrap();
        assert!(get(address).text.contains(&format!(" id=\"{id}\"")), "{link}");
    }
}
