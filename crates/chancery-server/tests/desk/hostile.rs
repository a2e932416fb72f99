//! An article full of HTML, scripts, marks that turn the writing round, and a word of 200 kB is shown as text.

use crate::harness::{HOSTILE, attributes, first, get, post};

fn check(address: &str, page: &str) {
    for bad in ["<script>alert", "<img src=x", "<svg onload", "javascript:alert"] {
        let shown = match bad {
            // As text an address is harmless; it must not be one that is followed.
            "javascript:alert" => attributes(page, "href").iter().any(|link| link.starts_with(bad)),
            _ => page.contains(bad),
        };
        assert!(!shown, "{address}: {bad}");
    }
    assert_eq!(page.matches("<script").count(), 1, "{address}");
    assert_eq!(page.matches("</title>").count(), 1, "{address}");
}

#[test]
fn whatever_an_article_holds_is_text_on_every_page() {
    let article = first("/statements.json?text=bow", "article");
    assert_eq!(article, HOSTILE);
    let lists = [
        "/",
        "/statements?text=bow",
        "/events?source=%22%3E%3Csvg+onload%3Dalert(4)%3E",
        "/search?text=bow",
        "/stories",
    ];
    let mut own = String::new();
    for address in lists {
        let page = get(address).text;
        check(address, &page);
        let link = attributes(&page, "href").into_iter().find(|link| link.starts_with("/articles/hostile"));
        own = link.unwrap_or(own);
    }
    assert!(own.starts_with("/articles/hostile%2F%3Cb%3E%22%27%26.json.html"), "{own}");
    let answered = get(own.split('#').next().unwrap());
    assert_eq!(answered.status, 200);
    check(&own, &answered.text);
    // Highlights cut the text; its characters are all there.
    let shown: String =
        answered.text.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    assert!(
        shown.contains("&lt;script&gt;alert(1)&lt;/script&gt; “Freedonia &lt;/q&gt; will"),
        "{}",
        &shown[..3000]
    );
    assert!(answered.text.contains(&"x".repeat(200_000)), "the long word is cut");
    let twin = get(&own.split(".html").next().map(|stem| format!("{stem}.json")).unwrap()).json();
    assert!(twin["text"].as_str().unwrap().starts_with("<script>alert(1)"));
    let feed = get("/search.atom?text=bow").text;
    assert!(!feed.contains("<script") && feed.contains("&lt;/q&gt;"), "{feed}");
}

#[test]
fn what_a_reader_typed_is_text_too() {
    let typed = "\"><script>alert(9)</script>";
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("text", typed).append_pair("actor", typed);
    let page = get(&format!("/search?{}", query.finish())).text;
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(attributes(&page, "value").contains(&typed.to_owned()));
    let page = post("/paste", &[("content", "</textarea><script>alert(9)</script>"), ("title", typed)]).text;
    assert!(!page.contains("<script>alert"), "{page}");
}
