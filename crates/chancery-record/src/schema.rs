//! The JSON Schema of the record's form, generated from the types: their doc comments are its descriptions.
//!
//! A copy for readers stands in `docs/record.schema.json`; a test holds the two together.

use crate::{Article, Record};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The schema of [`Record`], one JSON Lines line of output.
pub fn record_schema() -> Value {
    schema_of::<Record>("The record of one article (chancery/1)")
}

/// The schema of [`Article`], one JSON Lines line of input.
pub fn article_schema() -> Value {
    schema_of::<Article>("An article as it comes in (chancery/1)")
}

fn schema_of<T: JsonSchema>(title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    RecursiveTransform(one_line).transform(&mut schema);
    schema.to_value()
}

/// Doc comments are wrapped at the column of the source; a description is one paragraph.
fn one_line(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_described() {
        fn check(path: &str, schema: &Value) {
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                let described = property.get("description").is_some_and(|text| text.as_str() != Some(""));
                assert!(described, "{path}.{name} has no doc comment");
            }
        }
        for root in [record_schema(), article_schema()] {
            check("root", &root);
            for (name, definition) in root["$defs"].as_object().into_iter().flatten() {
                check(name, definition);
            }
        }
    }

    #[test]
    fn the_written_schema_is_the_types_schema() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        for (name, schema) in [("record", record_schema()), ("article", article_schema())] {
            let path = folder.join(format!("{name}.schema.json"));
            let fresh = serde_json::to_string_pretty(&schema).unwrap() + "\n";
            if std::env::var_os("UPDATE_EXPECT").is_some() && std::env::var_os("CI").is_none() {
                std::fs::write(&path, &fresh).unwrap();
            }
            let written = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(written == fresh, "{} is old; write it with UPDATE_EXPECT=1 cargo test", path.display());
        }
    }
}
