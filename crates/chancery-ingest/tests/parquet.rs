//! Parquet files as a source: what columns are taken for, what is wrong is said, and no bytes end in a panic.
#![cfg(feature = "parquet")]

use chancery_ingest::{Columns, Incoming, Kind, Options, articles, kind_of};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("chancery-parquet-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder.join(name)
}

/// Columns: words, or numbers (32 bits wide where so asked).
enum Cells<'a> {
    Words(&'a [Option<&'a str>]),
    Short(&'a [i32]),
    Long(&'a [i64]),
}

/// Row groups of the same rows, so many times.
fn write(path: &Path, schema: &str, columns: &[Cells<'_>], n_groups: usize) {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties =
        Arc::new(WriterProperties::builder().set_compression(parquet::basic::Compression::SNAPPY).build());
    let file = std::fs::File::create(path).expect("a file");
    let mut writer = SerializedFileWriter::new(file, schema, properties).expect("a writer");
    for _ in 0..n_groups {
        let mut group = writer.next_row_group().expect("a row group");
        for cells in columns {
            let mut column = group.next_column().expect("no error").expect("a column");
            match cells {
                Cells::Words(words) => {
                    let levels: Vec<i16> = words.iter().map(|word| i16::from(word.is_some())).collect();
                    let values: Vec<ByteArray> =
                        words.iter().flatten().map(|word| ByteArray::from(*word)).collect();
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).expect("cells");
                }
                Cells::Short(days) => {
                    column.typed::<Int32Type>().write_batch(days, None, None).expect("cells");
                }
                Cells::Long(days) => {
                    column.typed::<Int64Type>().write_batch(days, None, None).expect("cells");
                }
            }
            column.close().expect("a column");
        }
        group.close().expect("a row group");
    }
    writer.close().expect("a file");
}

fn read(path: &Path, columns: Columns) -> Vec<Result<Incoming, String>> {
    let options = Options { columns, threads: 1, ..Options::default() };
    articles([path.to_owned()], options).map(|article| article.map_err(|error| error.to_string())).collect()
}

const SCHEMA: &str = "message articles {
    optional binary id (UTF8); optional binary headline (UTF8); required int32 date (DATE);
    required int64 seen; optional binary body; optional group tags (LIST) { repeated group list { optional binary element (UTF8); } } }";

#[test]
fn columns_are_found_by_their_names_and_rows_without_text_are_reported() {
    let path = scratch("plain.parquet");
    let schema = SCHEMA.replace(
        " optional group tags (LIST) { repeated group list { optional binary element (UTF8); } }",
        "",
    );
    write(
        &path,
        &schema,
        &[
            Cells::Words(&[Some("7"), None, Some("9")]),
            Cells::Words(&[Some("Talks fail"), None, None]),
            Cells::Short(&[20_151, -1, i32::MAX]),
            Cells::Long(&[1, 2, 3]),
            Cells::Words(&[Some("The envoy left."), None, Some("“Soon,” he said.")]),
        ],
        2,
    );
    assert_eq!(kind_of(&std::fs::read(&path).expect("bytes")), Kind::Parquet);
    let rows = read(&path, Columns::default());
    assert_eq!(rows.len(), 6);
    let first = rows[0].as_ref().expect("an article");
    assert!(first.name.ends_with("plain.parquet[0]"), "{}", first.name);
    assert_eq!(
        (first.article.id.as_deref(), first.article.title.as_deref()),
        (Some("7"), Some("Talks fail"))
    );
    assert_eq!(first.article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(first.article.text, "The envoy left.");
    assert!(rows[1].as_ref().expect_err("no text").ends_with("plain.parquet[1]: the row has no text"));
    let last = rows[5].as_ref().expect("an article");
    assert_eq!((last.article.text.as_str(), last.article.published), ("“Soon,” he said.", None));
    let n_bytes: u64 = rows.iter().flatten().map(|incoming| incoming.bytes).sum();
    assert!(n_bytes <= std::fs::metadata(&path).expect("a file").len());
}

#[test]
fn moments_are_days_whatever_they_are_counted_in() {
    for (unit, moment) in [
        ("MILLIS", 1_741_066_200_000),
        ("MICROS", 1_741_066_200_000_000),
        ("NANOS", 1_741_066_200_000_000_000),
    ] {
        let path = scratch(&format!("{unit}.parquet"));
        let schema = format!(
            "message m {{ required int64 published (TIMESTAMP({unit},true)); optional binary text (UTF8); }}"
        );
        write(&path, &schema, &[Cells::Long(&[moment]), Cells::Words(&[Some("The envoy left.")])], 1);
        let rows = read(&path, Columns::default());
        let day = rows[0].as_ref().expect("an article").article.published;
        assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2025-03-04"), "{unit}");
    }
}

#[test]
fn a_column_that_is_missing_or_no_text_is_named_with_those_that_are_there() {
    let path = scratch("wrong.parquet");
    let schema = "message m { required int64 n; optional binary notes (UTF8); }";
    write(&path, schema, &[Cells::Long(&[1]), Cells::Words(&[Some("The envoy left.")])], 1);
    let said = |columns: Columns| {
        let error = read(&path, columns).remove(0).expect_err("an error");
        error.rsplit_once("parquet: ").map_or(error.clone(), |(_, why)| why.to_owned())
    };
    assert_eq!(
        said(Columns::default()),
        "the table has no column for the text (say which: --text-column NAME); its columns are: n, notes"
    );
    assert_eq!(
        said(Columns::default().with("text", "story")),
        "the table has no column `story`; its columns are: n, notes"
    );
    assert_eq!(
        said(Columns::default().with("text", "n")),
        "its column `n` is INT64, no text (say which is: --text-column NAME)"
    );
    assert_eq!(read(&path, Columns::default().with("text", "notes")).len(), 1);
}

#[test]
fn damaged_files_give_errors_and_an_end() {
    let path = scratch("sound.parquet");
    let schema = "message m { optional binary text (UTF8); optional binary id (UTF8); }";
    let words: Vec<Option<&str>> =
        (0..50).map(|n| (n % 7 != 0).then_some("The envoy of Freedonia left.")).collect();
    write(&path, schema, &[Cells::Words(&words), Cells::Words(&words)], 2);
    let sound = std::fs::read(&path).expect("bytes");
    let damaged = scratch("damaged.parquet");
    std::panic::set_hook(Box::new(|_| {}));
    for at in (4..sound.len()).step_by(5) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x55;
        std::fs::write(&damaged, &bytes).expect("a file");
        assert!(read(&damaged, Columns::default()).len() <= 200);
    }
    for length in (4..sound.len()).step_by(97) {
        std::fs::write(&damaged, &sound[..length]).expect("a file");
        let rows = read(&damaged, Columns::default());
        assert!(
            rows[0].as_ref().expect_err("cut off").contains("it is damaged or no Parquet file"),
            "{rows:?}"
        );
    }
    let _ = std::panic::take_hook();
}
