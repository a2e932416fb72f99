//! Every page opens, its twins can be read by programs, and what it links to is there.

use crate::harness::{attributes, first, get, post, story};
use std::collections::BTreeSet;

/// Every address that a reader comes to by following links from the front page, in the order in which they are met; of
/// lists that differ by their filters only a few.
fn reached() -> Vec<String> {
    let mut queue = vec!["/".to_owned()];
    let mut known: BTreeSet<String> = queue.iter().cloned().collect();
    let mut per_path: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut at = 0;
    while at < queue.len() && queue.len() < 160 {
        let answered = get(&queue[at]);
        assert_eq!(answered.status, 200, "{}: {}", queue[at], answered.text);
        if answered.header("content-type").starts_with("text/html") {
            for link in attributes(&answered.text, "href") {
                if link.starts_with('#') || link.starts_with("http") {
                    continue;
                }
                let link = link.split('#').next().unwrap_or_default().to_owned();
                let path = link.split('?').next().unwrap_or_default().to_owned();
                let kind = path.split('/').take(2).collect::<Vec<_>>().join("/");
                let n = per_path.entry(kind).or_default();
                if *n < 14 && known.insert(link.clone()) {
                    *n += 1;
                    queue.push(link);
                }
            }
        }
        at += 1;
    }
    queue
}

#[test]
fn whatever_a_page_links_to_is_there_and_every_twin_can_be_read() {
    let reached = reached();
    assert!(reached.len() > 60, "{reached:?}");
    for address in reached {
        let answered = get(&address);
        assert_eq!(answered.status, 200, "{address}: {}", answered.text);
        let kind = answered.header("content-type").to_owned();
        let path = address.split('?').next().unwrap_or_default();
        if path.ends_with(".json") {
            assert_eq!(kind, "application/json", "{address}");
            answered.json();
        } else if path.ends_with(".csv") {
            assert!(kind.starts_with("text/csv"), "{address}");
            assert!(answered.text.lines().count() >= 1, "{address}");
        } else if path.ends_with(".atom") {
            assert!(answered.text.starts_with("<?xml") && answered.text.ends_with("</feed>\n"), "{address}");
        }
    }
}

#[test]
fn a_page_has_one_heading_a_title_and_labels() {
    for address in [
        "/",
        "/search?text=islands",
        "/statements",
        "/events",
        "/positions",
        "/actors",
        "/stories",
        "/claims",
        "/map",
        "/paste",
        "/openapi",
    ] {
        let page = get(address).text;
        assert_eq!(page.matches("<h1").count(), 1, "{address}");
        assert!(
            page.contains("<html lang=\"en\">")
                && page.contains("<title>")
                && page.contains("href=\"#main\""),
            "{address}"
        );
        let labels: BTreeSet<String> = attributes(&page, "for").into_iter().collect();
        for id in attributes(&page, "id").into_iter().filter(|id| id.starts_with("o-")) {
            assert!(labels.contains(&id), "{address}: {id} has no label");
        }
        let ids = attributes(&page, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{address}: an id twice");
        assert!(page.len() < 150_000, "{address} weighs {}", page.len());
        assert!(
            !page.contains(" style=\"") && !page.contains("<style"),
            "{address}: style that the policy forbids"
        );
    }
}

#[test]
fn a_record_leads_to_its_very_characters() {
    for list in ["/statements", "/events", "/positions"] {
        let page = get(&format!("{list}?limit=20")).text;
        let links: Vec<String> = attributes(&page, "href")
            .into_iter()
            .filter(|link| link.starts_with("/articles/") && link.contains('#'))
            .collect();
        assert!(links.len() >= 15, "{list}");
        for link in links {
            let (address, id) = link.split_once('#').unwrap();
            let article = get(address).text;
            assert!(article.contains(&format!(" id=\"{id}\"")), "{link}");
            assert!(article.contains(" lit\""), "{link}: nothing is lit");
        }
    }
}

#[test]
fn filters_are_those_of_the_command_and_pages_follow_each_other() {
    let all = get("/events.json?limit=1000").json()["rows"].as_array().unwrap().len();
    let mut seen = BTreeSet::new();
    let mut next = Some("/events.json?limit=7".to_owned());
    while let Some(address) = next {
        let answer = get(&address).json();
        for row in answer["rows"].as_array().unwrap() {
            assert!(seen.insert(row["id"].as_str().unwrap().to_owned()), "twice: {row}");
        }
        next = answer["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen.len(), all);
    for row in get("/events.json?type=ASSAULT&actor=Sylvania").json()["rows"].as_array().unwrap() {
        assert_eq!(row["type"], "ASSAULT");
        assert!(row["actor_countries"].as_str().unwrap().contains("SYL"), "{row}");
    }
    let nowhere = get("/events.json?place=none&limit=1000").json()["rows"].as_array().unwrap().clone();
    assert!(!nowhere.is_empty() && nowhere.iter().all(|row| row["place"].is_null()));
    let page = get("/statements?actor=Nobody+Whatever").text;
    assert!(page.contains("Nobody in the archive is called"), "{page}");
}

#[test]
fn numbers_on_an_actors_page_are_those_of_the_lists_behind_them() {
    let id = first("/actors.json?text=Sylvania", "id");
    let page = get(&format!("/actors/{id}")).text;
    let mut n_checked = 0;
    for cell in page.split("<td class=\"n\"><a href=\"").skip(1) {
        let (address, rest) = cell.split_once("\">").unwrap();
        let n: usize = rest.split("</a>").next().unwrap().parse().unwrap();
        let address = address.replace("&amp;", "&").replace("?", ".json?") + "&limit=1000";
        if ["type=", "issue=", "since="].iter().any(|option| address.contains(option)) {
            assert_eq!(get(&address).json()["rows"].as_array().unwrap().len(), n, "{address}");
            n_checked += 1;
        }
    }
    assert!(n_checked > 5, "{n_checked}");
    let twin = get(&format!("/actors/{id}.json?by=month")).json();
    let months = twin["over_time"].as_array().unwrap();
    assert_eq!(months[0]["first_day"], "2031-01-01", "{twin}");
    let said = get("/statements.json?actor=country:SYL&limit=1000").json()["rows"].as_array().unwrap().len();
    assert_eq!(months.iter().map(|month| month["said"].as_u64().unwrap()).sum::<u64>(), said as u64);
    assert_eq!(get(&format!("/actors/{id}?by=fortnight")).status, 400);
}

#[test]
fn a_story_says_who_repeats_it_and_who_tells_it_otherwise() {
    let disputed = get(&story("Shells hit")).text;
    for words in ["one other repeats it", "denied", "another toll: 4 killed, here 6 killed", "another actor"]
    {
        assert!(disputed.contains(words), "{words}: {disputed}");
    }
    let words_alone = get(&story("Ceasefire signed")).text;
    assert!(words_alone.contains("what is done in it is done with words"), "{words_alone}");
    let twin = get(&format!("{}.json", story("Shells hit"))).json();
    assert!(twin["deeds"][0]["otherwise"].as_array().is_some_and(|all| all.len() > 1), "{twin}");
}

#[test]
fn the_front_says_what_is_new_and_how_the_archive_does() {
    let page = get("/").text;
    assert!(page.contains("Health of the archive") && page.contains("Since "), "{page}");
    let twin = get("/index.json?since=2031-04-01").json();
    let n = get("/events.json?since=2031-04-01&until=2031-04-20&limit=1000").json()["rows"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(twin["new"]["events"], n);
    assert_eq!(
        (&twin["health"]["unread"], &twin["health"]["readers"][0]["articles"]),
        (&0.into(), &34.into())
    );
}

#[test]
fn a_pasted_text_is_read_and_an_article_can_be_read_again_with_reasons() {
    let text = "Foreign Minister Jane Doe said on Monday that Freedonia would not negotiate.";
    let page = post("/paste", &[("content", text), ("published", "2031-03-05")]).text;
    assert!(page.contains("Who said what") && page.contains("statement-"), "{page}");
    let record = post("/paste.json", &[("content", text), ("published", "2031-03-05")]).json();
    assert_eq!(record["record"]["statements"][0]["date"]["from"], "2031-03-03");
    assert!(post("/paste.csv", &[("content", text)]).text.contains("statement,s1,"));
    assert_eq!(get("/paste.json").status, 400);
    let before = get("/index.json").json()["totals"].clone();
    assert_eq!(before["articles"], 34);
    let article = first("/statements.json?limit=1&text=islands", "article");
    let page = get(&format!("/articles/{article}?explain=yes")).text;
    assert!(page.contains("without reasons"), "{page}");
}
