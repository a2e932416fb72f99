//! What every page has around it: head, navigation, title, twins.

use crate::address::Address;
use crate::answer::Form;
use crate::asset::{ICON, SCRIPT, STYLE};
use crate::page::{Asked, PAGES};
use crate::problem::Problem;
use maud::{DOCTYPE, Markup, html};

/// A page of the desk.
pub(crate) fn page(asked: &Asked<'_>, title: &str, body: &Markup) -> Markup {
    let twins: Vec<(Form, String)> = asked
        .page
        .twins
        .iter()
        .filter(|_| !asked.page.posted)
        .map(|&form| (form, asked.here().form(form).to_string()))
        .collect();
    let links = html! {
        @for (form, address) in &twins {
            link rel="alternate" type=(form.content_type().split(';').next().unwrap_or_default()) href=(address);
        }
    };
    let foot = html! {
        @if !twins.is_empty() {
            p {
                "This page as "
                @for (n, (form, address)) in twins.iter().enumerate() {
                    @if n > 0 { " · " }
                    a href=(address) { (form.ending().to_uppercase()) }
                }
            }
        }
    };
    frame(title, asked.page.path, asked.desk.options.note.as_deref(), &links, body, &foot)
}

/// A page that says why there is no other.
pub(crate) fn problem_page(problem: &Problem) -> Markup {
    let body = html! {
        h1 { (problem.title()) }
        p.lead { (problem.message) }
        p { a href=(Address::front()) { "To the front page" } }
    };
    frame(problem.title(), "", None, &html! {}, &body, &html! {})
}

fn frame(
    title: &str,
    path: &str,
    note: Option<&str>,
    links: &Markup,
    body: &Markup,
    foot: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – chancery" }
                link rel="stylesheet" href=(STYLE.path());
                link rel="icon" type="image/svg+xml" href=(ICON.path());
                (links)
                script src=(SCRIPT.path()) defer {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    a.name href=(Address::front()) { "chancery" }
                    @if let Some(note) = note { span.note { (note) } }
                    nav aria-label="Pages" {
                        ul {
                            @for page in PAGES.iter().filter(|page| !page.name.is_empty()) {
                                li {
                                    a href=(Address::of(page.path, &[])) aria-current=[(page.path == path).then_some("page")] {
                                        (page.name)
                                    }
                                }
                            }
                        }
                    }
                }
                main id="main" tabindex="-1" { (body) }
                footer { (foot) }
            }
        }
    }
}
