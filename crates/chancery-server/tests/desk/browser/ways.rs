//! Ways that readers go: from a page, through its filters, to the very words; with a mouse, with keys, and without
//! JavaScript.

use super::driver::{LOOKS, Tab, browse};
use crate::harness::{attributes, get};

/// The newest record of a list leads to the words that it rests on, which are lit and in sight.
async fn follow(tab: &Tab, link: &str) {
    let said = tab.one(link).await.text().await.unwrap();
    tab.go(link).await;
    let at = tab.at().await;
    assert!(at.starts_with("/articles/") && at.contains('#'), "{at}");
    let lit = "const lit = [...document.querySelectorAll('.text .lit')]; const box = lit[0]?.getBoundingClientRect(); \
               return box && box.top >= 0 && box.bottom <= innerHeight && box.height > 0 ? lit.map((one) => one.textContent).join('') : ''";
    let words = tab.script(lit).await.as_str().unwrap().to_owned();
    let words: Vec<&str> = words.split_whitespace().collect();
    assert!(!words.is_empty(), "{at}: nothing is lit and in sight");
    // What is lit is what the list said, as far as it is one stretch of the text and of the record.
    let said: Vec<&str> = said.split_whitespace().collect();
    assert!(words.iter().any(|word| said.contains(word)), "{at}: {words:?} and {said:?}");
}

#[test]
fn from_every_list_through_its_filters_to_the_very_words() {
    let stories = attributes(&get("/stories").text, "href");
    let stories: Vec<String> = stories.into_iter().filter(|link| link.starts_with("/stories/")).collect();
    browse(async |tab| {
        tab.look(LOOKS[0]).await;
        tab.open("/events").await;
        tab.fill("#o-actor", "Sylvania").await;
        tab.choose("#o-type", "ASSAULT").await;
        tab.go("form.options button").await;
        assert_eq!(tab.at().await, "/events?actor=Sylvania&type=ASSAULT");
        let types = tab.texts(".entry .type").await;
        assert!(!types.is_empty() && types.iter().all(|one| one == "ASSAULT"), "{types:?}");
        follow(tab, ".entry .words a").await;

        tab.open("/statements?text=islands").await;
        follow(tab, ".entry .words a").await;
        tab.open("/positions").await;
        tab.choose("#o-stance", "demand").await;
        tab.go("form.options button").await;
        follow(tab, ".entry .words a").await;

        // A cell of the matrix opens its quotations.
        tab.open("/issues").await;
        let n = tab.one(".matrix td a.stance").await.text().await.unwrap();
        tab.go(".matrix td a.stance").await;
        assert!(tab.at().await.starts_with("/positions?actor="), "{n}");
        follow(tab, ".entry .words a").await;

        // Whoever denies something can be read.
        tab.open("/claims").await;
        tab.choose("#o-standing", "denied").await;
        tab.go("form.options button").await;
        assert!(tab.texts(".standing").await.iter().all(|one| one == "denied"));
        tab.go(".voices a").await;
        assert!(tab.at().await.contains("#s-"));

        // A number on an actor's page is that of the list behind it.
        tab.open("/actors").await;
        tab.go("td a.who").await;
        assert!(tab.at().await.starts_with("/actors/"));
        let n: usize = tab.one(".bars td.n a").await.text().await.unwrap().parse().unwrap();
        tab.go(".bars td.n a").await;
        assert_eq!(tab.texts(".entry").await.len(), n);

        // A story: its articles, and its deeds as others tell them.
        for story in &stories {
            tab.open(story).await;
            assert!(tab.texts("tbody tr").await.len() > 1, "{story}");
            if !tab.texts(".entry").await.is_empty() {
                follow(tab, ".entry .words a").await;
            }
        }

        // From a place on the map to what was done there.
        tab.open("/map").await;
        let n: usize = tab.one("td.n a").await.text().await.unwrap().parse().unwrap();
        tab.go("td.n a").await;
        assert_eq!(tab.texts(".entry").await.len(), n);
        tab.open("/map").await;
        tab.script("document.querySelector('.map svg a').focus()").await;
        tab.enter(&tab.client.active_element().await.unwrap()).await;
        assert!(tab.at().await.starts_with("/events?"), "{}", tab.at().await);
        follow(tab, ".entry .words a").await;

        // From the front page to a louder pair, and from its figures to the records.
        tab.open("/").await;
        tab.go("tbody a[href^='/pairs/']").await;
        assert!(tab.at().await.starts_with("/pairs/"));
        tab.go("table a[href^='/events?']").await;
        follow(tab, ".entry .words a").await;
        assert_eq!(tab.console().await, Vec::<String>::new());
    });
}

#[test]
fn searching_reading_and_pasting() {
    browse(async |tab| {
        tab.look(LOOKS[1]).await;
        // "/" goes to the search field.
        tab.open("/search").await;
        tab.one("body").await.send_keys("/").await.unwrap();
        let field = tab.client.active_element().await.unwrap();
        assert_eq!(field.attr("id").await.unwrap().as_deref(), Some("o-text"));
        field.send_keys("islands").await.unwrap();
        tab.enter(&field).await;
        assert_eq!(tab.at().await, "/search?text=islands");
        assert!(tab.texts("mark").await.iter().all(|one| one.eq_ignore_ascii_case("islands")));
        let feed = tab.one("a[href^='/search.atom']").await.attr("href").await.unwrap();
        assert_eq!(feed.as_deref(), Some("/search.atom?text=islands"));
        follow(tab, ".entry.statement .words a").await;

        // A layer that is switched off stays off on the next article.
        let colour = "return getComputedStyle(document.querySelector('.m.content')).backgroundColor";
        let before = tab.script(colour).await;
        tab.click("#show-statements").await;
        assert_ne!(tab.script(colour).await, before);
        tab.client.refresh().await.unwrap();
        assert_ne!(tab.script(colour).await, before);
        tab.click("#show-statements").await;
        assert_eq!(tab.script(colour).await, before);
        // From the text to the record beside it, and why it is so.
        tab.click(".text a.m.cue.lit").await;
        assert!(tab.at().await.contains("#r-"), "{}", tab.at().await);
        assert!(!tab.texts("aside li:target").await.is_empty());
        tab.click("aside li:target .why summary").await;
        assert!(!tab.one("aside li:target .why code").await.text().await.unwrap().is_empty());

        tab.open("/paste").await;
        tab.fill(
            "#o-content",
            "Foreign Minister Jane Doe said on Monday that Freedonia would not negotiate.",
        )
        .await;
        // A field for a day takes it in the reader's own order.
        tab.script("document.querySelector('#o-published').value = '2031-03-05'").await;
        tab.click("form.options button").await;
        tab.client.wait().for_element(fantoccini::Locator::Css("aside li.content")).await.unwrap();
        let said = tab.texts("aside li.content").await;
        assert!(said.len() == 1 && said[0].contains("Jane Doe"), "{said:?}");
        assert_eq!(tab.console().await, Vec::<String>::new());
    });
}

#[test]
fn a_stretch_of_a_pairs_picture_narrows_the_table_beneath() {
    browse(async |tab| {
        tab.look(LOOKS[0]).await;
        tab.open("/pairs/SYL/FRD").await;
        let days = "return [...document.querySelectorAll('#table tbody time')].map((one) => one.dateTime)";
        let days = async || -> Vec<String> {
            tab.script(days)
                .await
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one.as_str().unwrap().to_owned())
                .collect()
        };
        let all = days().await;
        // A click takes one period.
        tab.go("svg.ledger a").await;
        let (at, one) = (tab.at().await, days().await);
        assert!(at.contains("?from=2031-") && at.ends_with("#chart"), "{at}");
        assert!(!one.is_empty() && one.len() < all.len() && one.iter().all(|day| *day == one[0]), "{one:?}");
        tab.go("#table .more").await;
        assert_eq!(days().await, all);
        // A drag takes several; the sides of the picture are in the page's pixels.
        let sides = "const box = document.querySelector('svg.ledger').getBoundingClientRect(); return [box.left, box.right, box.top + 90]";
        let sides: Vec<f64> =
            tab.script(sides).await.as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect();
        let x = |share: f64| sides[0] + (sides[1] - sides[0]) * share;
        tab.drag((x(0.7), sides[2]), (x(0.95), sides[2])).await;
        let (at, some) = (tab.at().await, days().await);
        assert!(some.len() > one.len() && some.len() < all.len(), "{at}: {some:?}");
        assert!(all.iter().any(|day| !some.contains(day)), "{at}");
        assert_eq!(tab.script("return document.querySelectorAll('svg.ledger .chosen').length").await, 1);
        // The twin has the same rows.
        let twin = tab.one("link[type='text/csv']").await.attr("href").await.unwrap().unwrap();
        assert!(twin.contains("from=") && twin.contains("to="), "{twin}");
        // A figure leads to its records.
        let figure = "#table td.n a[href*='direct=yes']";
        let n: usize = tab.one(figure).await.text().await.unwrap().parse().unwrap();
        tab.go(figure).await;
        assert!(tab.texts(".entry").await.len() >= n);
        assert_eq!(tab.console().await, Vec::<String>::new());
    });
}

#[test]
fn everything_works_without_javascript() {
    browse(async |tab| {
        tab.look(LOOKS[2]).await;
        tab.scripts(false).await;
        tab.open("/statements").await;
        tab.fill("#o-text", "islands").await;
        tab.go("form.options button").await;
        assert_eq!(tab.at().await, "/statements?text=islands");
        tab.go(".entry .words a").await;
        assert!(tab.at().await.starts_with("/articles/"));
        tab.click("#show-events").await;
        tab.open("/pairs").await;
        tab.fill("#o-actor", "Sylvania").await;
        tab.fill("#o-recipient", "Freedonia").await;
        tab.go("form.options button").await;
        assert_eq!(tab.at().await, "/pairs/SYL/FRD");
        tab.choose("#o-by", "month").await;
        tab.go("form.options button").await;
        assert_eq!(tab.at().await, "/pairs/SYL/FRD?by=month");
        tab.go("svg.ledger a").await;
        assert!(tab.at().await.contains("from="), "{}", tab.at().await);
        assert!(!tab.texts("#table tbody tr").await.is_empty());
    });
}
