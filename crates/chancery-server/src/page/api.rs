//! What may be asked, for programs: OpenAPI 3.1, made from the table of pages; and the same as a page.

use super::{PAGES, Page};
use crate::answer::{Answer, Form};
use crate::choice::{Choice, Takes};
use maud::html;
use serde_json::{Map, Value, json};

pub(crate) static API: Page = Page {
    path: "/openapi",
    name: "API",
    about: "Everything that may be asked here, as OpenAPI 3.1 and as a page.",
    choices: &[],
    twins: &[Form::Json],
    posted: false,
    answer: |asked| {
        Ok(match asked.form {
            Form::Json => Answer::Json(document()),
            _ => page(),
        })
    },
};

fn page() -> Answer {
    let body = html! {
        h1 { "What programs may ask" }
        p.lead {
            "Every page of the desk has twins for programs: put the ending of a form at the end of its path. The same in "
            "OpenAPI 3.1 is " a href="/openapi.json" { "openapi.json" } "."
        }
        p { "Lists come a page at a time: " code { "next" } " is the address of the next page. An answer has an " code { "ETag" }
            "; an error is " code { "{\"error\": {\"status\", \"code\", \"message\"}}" } "." }
        @for page in PAGES.iter() {
            section id=(page.path.trim_matches('/').replace(['/', '{', '}'], "-")) {
                h2 { code { (page.path) } small { @for form in page.twins { "." (form.ending()) " " } } }
                p { (page.about) @if page.posted { " Asked by POST, with its options as a form in the body." } }
                @if !page.choices.is_empty() {
                    div.wide tabindex="0" role="group" aria-label="Options" { table { tbody { @for choice in page.choices {
                        tr { th scope="row" { code { (choice.name) } @if choice.many { " …" } } td { (choice.about) } td { (values(choice)) } }
                    } } } }
                }
            }
        }
    };
    Answer::Page("What programs may ask".to_owned(), body)
}

fn values(choice: &Choice) -> String {
    match choice.takes {
        Takes::Words => String::new(),
        Takes::Day => "a day".to_owned(),
        Takes::Number => "a number".to_owned(),
        Takes::Flag => "yes".to_owned(),
        Takes::OneOf(all) => match all() {
            few if few.len() <= 20 => few.join(", "),
            many => format!("one of {}: {} …", many.len(), many[..6].join(", ")),
        },
    }
}

/// The document.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for page in PAGES {
        let stem = if page.path == "/" { "/index" } else { page.path };
        for form in page.twins.iter().copied().chain([Form::Html]) {
            let path =
                if form == Form::Html { page.path.to_owned() } else { format!("{stem}.{}", form.ending()) };
            let is_body = page.posted && form != Form::Html;
            let operation = operation(page, form, page.posted);
            let mut methods = Map::new();
            methods.insert(if is_body { "post" } else { "get" }.to_owned(), operation.clone());
            if page.posted && form == Form::Html {
                methods.insert("post".to_owned(), operation);
            }
            paths.insert(path, methods.into());
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "chancery", "version": env!("CARGO_PKG_VERSION"),
            "description": "Who said what, who did what to whom, who wants what: an archive of records that each cite the words \
                            they rest on. Keys may be added; ids and cursors are opaque.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Only where the desk was opened with --token."}},
            "schemas": {
                "Problem": {
                    "type": "object", "required": ["error"],
                    "properties": {"error": {
                        "type": "object", "required": ["status", "code", "message"],
                        "properties": {"status": {"type": "integer"}, "code": {"type": "string"}, "message": {"type": "string"}},
                    }},
                },
            },
        },
        "security": [{}, {"token": []}],
    })
}

fn operation(page: &Page, form: Form, is_posted: bool) -> Value {
    let parts = page.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = parts
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    if !is_posted {
        parameters.extend(page.choices.iter().map(|choice| {
            let schema = schema(choice);
            let schema = if choice.many { json!({"type": "array", "items": schema}) } else { schema };
            json!({"name": choice.name, "in": "query", "description": choice.about, "schema": schema, "explode": true})
        }));
    }
    let kind = form.content_type().split(';').next().unwrap_or_default();
    let shape = if form == Form::Json { json!({"type": "object"}) } else { json!({"type": "string"}) };
    let problem = json!({"description": "there is no answer", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}});
    let mut operation = json!({
        "summary": page.about,
        "parameters": parameters,
        "responses": {
            "200": {"description": "the answer", "content": {kind: {"schema": shape}}},
            "304": {"description": "nothing has changed"},
            "4XX": problem,
        },
    });
    if is_posted {
        let properties: Map<String, Value> =
            page.choices.iter().map(|choice| (choice.name.to_owned(), schema(choice))).collect();
        operation["requestBody"] = json!({"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": properties}}}});
    }
    operation
}

fn schema(choice: &Choice) -> Value {
    match choice.takes {
        Takes::Words => json!({"type": "string"}),
        Takes::Day => json!({"type": "string", "format": "date"}),
        Takes::Number => json!({"type": "integer", "minimum": 1, "maximum": 1000}),
        Takes::Flag => json!({"type": "string", "enum": ["yes", "no"]}),
        Takes::OneOf(all) if choice.usual.is_empty() => json!({"type": "string", "examples": all()}),
        Takes::OneOf(all) => json!({"type": "string", "enum": all(), "default": choice.usual}),
    }
}
