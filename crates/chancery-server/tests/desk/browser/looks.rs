//! Every page, in both colour schemes and at two widths: the console is silent, and nothing keeps people from reading it.

use super::driver::{LOOKS, Tab, browse};
use crate::harness::{HOSTILE, first, get, story};
use serde_json::Value;

/// Our own checks: language, labels, headings, names, tables behind pictures, widths, contrast.
const CHECKS: &str = include_str!("accessibility.js");

#[test]
fn every_page_can_be_read_in_every_look() {
    let (pages, axe) = (pages(), axe());
    browse(async |tab| {
        let mut wrong = Vec::new();
        for (name, address) in &pages {
            tab.look(LOOKS[0]).await;
            tab.open(address).await;
            for look in LOOKS {
                tab.look(look).await;
                tab.picture(&format!("{name}-{}", look.name)).await;
                let found = tab.script(CHECKS).await;
                wrong.extend(strings(&found).map(|one| format!("{address} {}: {one}", look.name)));
                // It takes its time: each width and each scheme once.
                if let Some(axe) = axe.as_ref().filter(|_| ["wide-light", "phone-dark"].contains(&look.name))
                {
                    wrong.extend(
                        by_axe(tab, axe)
                            .await
                            .into_iter()
                            .map(|one| format!("{address} {}: axe: {one}", look.name)),
                    );
                }
            }
            let said = tab.console().await;
            // Of a page that is not there the console says so.
            let is_said = |said: &String| !(*name == "nowhere" && said.contains("404"));
            wrong.extend(said.into_iter().filter(is_said).map(|one| format!("{address}: console: {one}")));
        }
        assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
    });
}

fn pages() -> Vec<(&'static str, String)> {
    let article = first("/statements.json?text=islands", "article");
    let row = get("/events.json?text=Marshbridge").json()["rows"][0].clone();
    let record =
        format!("/articles/{}?record={}", row["article"].as_str().unwrap(), row["id"].as_str().unwrap());
    let actor = first("/actors.json?text=Sylvania", "id");
    let person = first("/actors.json?text=Kern", "id");
    let hostile = crate::harness::attributes(&get("/statements?text=bow").text, "href");
    let hostile = hostile.into_iter().find(|link| link.starts_with("/articles/hostile")).expect(HOSTILE);
    vec![
        ("front", "/".to_owned()),
        ("search-empty", "/search".to_owned()),
        ("search", "/search?text=islands".to_owned()),
        ("statements", "/statements".to_owned()),
        ("events", "/events?actor=SYL".to_owned()),
        ("nothing", "/events?actor=Nobody".to_owned()),
        ("positions", "/positions".to_owned()),
        ("actors", "/actors".to_owned()),
        ("actor", format!("/actors/{actor}")),
        ("person", format!("/actors/{person}")),
        ("stories", "/stories".to_owned()),
        ("story", format!("/stories/{}", first("/stories.json", "id"))),
        ("story-disputed", story("Shells hit")),
        ("issues", "/issues".to_owned()),
        ("pairs", "/pairs".to_owned()),
        ("pair", "/pairs/SYL/FRD".to_owned()),
        ("pair-all", "/pairs/SYL/all?by=month".to_owned()),
        ("claims", "/claims".to_owned()),
        ("map", "/map".to_owned()),
        ("map-world", "/map?view=world".to_owned()),
        ("article", format!("/articles/{article}")),
        ("article-record", record),
        ("article-hostile", hostile),
        ("paste", "/paste".to_owned()),
        ("openapi", "/openapi".to_owned()),
        ("nowhere", "/nowhere".to_owned()),
    ]
}

/// axe-core, where CHANCERY_AXE names its file (`npm pack axe-core`, `package/axe.min.js`; its licence is MPL-2.0).
fn axe() -> Option<String> {
    std::env::var_os("CHANCERY_AXE").map(|path| std::fs::read_to_string(path).unwrap())
}

/// Highlighted words are links that are told from others by their ground, which axe does not take for enough.
async fn by_axe(tab: &Tab, axe: &str) -> Vec<String> {
    if tab.script("return typeof axe").await == "undefined" {
        tab.script(axe).await;
    }
    let asked = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations'], rules: {'link-in-text-block': {enabled: false}}}).then((found) => done(found.violations.map( \
                 (one) => `${one.id} (${one.impact}): ${one.nodes.length}, ${one.nodes[0].html.slice(0, 160)}`)));";
    strings(&tab.client.execute_async(asked, Vec::new()).await.unwrap()).collect()
}

fn strings(list: &Value) -> impl Iterator<Item = String> {
    list.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned())
}
