//! Tables as other programs find them: Parquet files are read back, profiles have the columns that scripts expect.

use chancery_record::{Article, Record, Table};
use std::path::PathBuf;

mod sample;
use sample::{ARTICLE, record};

#[cfg(feature = "parquet")]
mod files {
    use super::*;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Date32Type, Float64Type, Int64Type};
    use arrow_array::{Array, RecordBatch};
    use chancery_export::{ParquetFile, ParquetFolder, TableBuilder};
    use chancery_record::{Cell, ColumnKind};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use std::fs::File;

    fn scratch(name: &str) -> PathBuf {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for scratch files");
        folder
    }

    fn batches(path: &std::path::Path) -> Vec<RecordBatch> {
        let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a Parquet file");
        reader.build().expect("its reader").map(|batch| batch.expect("a batch")).collect()
    }

    /// The batch's cells as the table of records gives them.
    fn cells(batch: &RecordBatch) -> Vec<Vec<Cell>> {
        let schema = batch.schema();
        let cell = |row: usize, column: usize| {
            let array = batch.column(column);
            if array.is_null(row) {
                return Cell::Null;
            }
            match ColumnKind::of(schema.field(column).name()) {
                ColumnKind::Text => Cell::Text(array.as_string::<i32>().value(row).to_owned()),
                ColumnKind::Integer => Cell::Integer(array.as_primitive::<Int64Type>().value(row)),
                ColumnKind::Real => Cell::Real(array.as_primitive::<Float64Type>().value(row)),
                ColumnKind::Day => {
                    let days = i64::from(array.as_primitive::<Date32Type>().value(row));
                    let epoch = jiff::civil::date(1970, 1, 1);
                    Cell::Text(epoch.saturating_add(jiff::Span::new().days(days)).to_string())
                }
            }
        };
        (0..batch.num_rows())
            .map(|row| (0..batch.num_columns()).map(|column| cell(row, column)).collect())
            .collect()
    }

    #[test]
    fn every_table_comes_back_from_its_file_as_it_went_in() {
        let folder = scratch("one-file");
        let record = record();
        for &table in Table::ALL {
            let path = folder.join(format!("{}.parquet", table.name()));
            let mut file = ParquetFile::create(&path, table).expect("a file");
            file.push(&record, "").expect("rows are written");
            file.push(&record, "").expect("rows are written");
            file.finish().expect("the file is ended");
            let rows = table.rows(&record, "");
            assert!(!rows.is_empty(), "the sample has no {}", table.name());
            let read: Vec<Vec<Cell>> = batches(&path).iter().flat_map(cells).collect();
            assert_eq!(read, [rows.clone(), rows].concat(), "{}", table.name());
            let names = batches(&path)[0].schema();
            let names: Vec<&str> = names.fields().iter().map(|field| field.name().as_str()).collect();
            assert_eq!(names, table.columns());
        }
        // The same records give the same bytes.
        let again = folder.join("again.parquet");
        let mut file = ParquetFile::create(&again, Table::Events).expect("a file");
        (0..2).for_each(|_| file.push(&record, "").expect("rows are written"));
        file.finish().expect("the file is ended");
        assert!(std::fs::read(again).unwrap() == std::fs::read(folder.join("events.parquet")).unwrap());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), Table::ALL.len() + 1, "nothing unfinished");
    }

    #[test]
    fn a_folder_has_a_table_a_folder_and_a_month_a_file_and_runs_share_it() {
        let root = scratch("folder");
        let mut undated = record();
        undated.article.published = None;
        for (run, records) in [
            ("shard-1-of-2", vec![record(), undated.clone()]),
            ("shard-2-of-2", vec![record()]),
            ("shard-1-of-2", vec![record()]),
        ] {
            let mut folder = ParquetFolder::create(&root, run).expect("a folder");
            records.iter().for_each(|record| folder.push(record, "").expect("rows are held"));
            folder.finish().expect("rows are written");
        }
        let files = |month: &str| {
            let folder = root.join("events").join(month);
            let mut names: Vec<String> = std::fs::read_dir(folder)
                .into_iter()
                .flatten()
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        };
        let both = ["shard-1-of-2-00000.parquet", "shard-2-of-2-00000.parquet"];
        assert_eq!(files("year=2025/month=03"), both);
        // The later run of the first shard had no undated article: the earlier one's file is gone.
        let undated = "year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__";
        assert_eq!(files(undated), [""; 0]);
        let path = root.join("events/year=2025/month=03").join(both[0]);
        let read: Vec<Vec<Cell>> = batches(&path).iter().flat_map(cells).collect();
        assert_eq!(read, Table::Events.rows(&record(), ""));
    }

    #[test]
    fn no_records_give_empty_batches_with_all_columns() {
        for &table in Table::ALL {
            let batch = TableBuilder::new(table.columns()).finish().expect("a batch");
            assert_eq!((batch.num_rows(), batch.num_columns()), (0, table.columns().len()));
        }
    }
}

mod profiles {
    use super::*;
    use chancery_export::Profile;
    use chancery_record::{Cell, Status};

    fn value(profile: Profile, row: &[Cell], column: &str) -> String {
        let at = profile.columns().iter().position(|name| *name == column);
        match &row[at.unwrap_or_else(|| panic!("{column} is no column"))] {
            Cell::Null => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
        }
    }

    #[track_caller]
    fn check(profile: Profile, row: &[Cell], expected: &[(&str, &str)]) {
        for (column, wanted) in expected {
            assert_eq!(value(profile, row, column), *wanted, "{column}");
        }
    }

    #[test]
    fn the_columns_are_as_many_as_the_others_have() {
        for (profile, n) in [(Profile::Gdelt, 61), (Profile::Acled, 31), (Profile::Polecat, 40)] {
            assert_eq!(profile.columns().len(), n, "{}", profile.name());
            let mut names = profile.columns().to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), n, "{}: a name stands twice", profile.name());
            for row in profile.rows(&record()) {
                assert_eq!(row.len(), n, "{}", profile.name());
            }
        }
    }

    #[test]
    fn headings_are_as_the_others_write_them() {
        let heading = |profile: Profile| {
            let mut out = Vec::new();
            profile.write_heading(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(heading(Profile::Gdelt), "");
        assert!(heading(Profile::Acled).starts_with("event_id_cnty,event_date,year,time_precision,"));
        assert!(heading(Profile::Polecat).starts_with("Event ID\tEvent Date\tEvent Type\t"));
        for profile in Profile::ALL {
            let mut out = Vec::new();
            profile.write(&mut out, &record()).unwrap();
            let n_lines = String::from_utf8(out).unwrap().lines().count();
            assert_eq!(n_lines, profile.rows(&record()).len(), "{}", profile.name());
        }
    }

    #[test]
    fn gdelt_has_a_row_for_each_pair() {
        let rows = Profile::Gdelt.rows(&record());
        // A strike on two recipients, and a meeting of two that is coded both ways.
        assert_eq!(rows.len(), 4);
        check(
            Profile::Gdelt,
            &rows[0],
            &[
                ("Day", "20250303"),
                ("MonthYear", "202503"),
                ("FractionDate", "2025.2547"),
                ("Actor1Code", "RUSMIL"),
                ("Actor1CountryCode", "RUS"),
                ("Actor1Type1Code", "MIL"),
                ("Actor2Code", "UKRGOV"),
                ("EventCode", "195"),
                ("EventBaseCode", "195"),
                ("EventRootCode", "19"),
                ("QuadClass", "4"),
                ("GoldsteinScale", "-10"),
                ("ActionGeo_Type", "4"),
                ("ActionGeo_Fullname", "Grandport, Ukraine"),
                ("ActionGeo_CountryCode", "UP"),
                ("ActionGeo_Lat", "48.5"),
                ("DATEADDED", "20250304000000"),
                ("SOURCEURL", "https://example.org/wire/17"),
                ("AvgTone", ""),
            ],
        );
        let meeting = |row: &[Cell]| {
            ["Actor1CountryCode", "Actor2CountryCode", "EventCode"].map(|c| value(Profile::Gdelt, row, c))
        };
        assert_eq!(meeting(&rows[2]), ["RUS", "UKR", "040"]);
        assert_eq!(meeting(&rows[3]), ["UKR", "RUS", "040"]);
        let ids: std::collections::BTreeSet<String> =
            rows.iter().map(|row| value(Profile::Gdelt, row, "GlobalEventID")).collect();
        assert_eq!(ids.len(), rows.len());
    }

    #[test]
    fn acled_has_deeds_alone() {
        let rows = Profile::Acled.rows(&record());
        assert_eq!(rows.len(), 1, "the meeting is no ACLED event");
        check(
            Profile::Acled,
            &rows[0],
            &[
                ("event_date", "2025-03-03"),
                ("year", "2025"),
                ("time_precision", "1"),
                ("event_type", "Explosions/Remote violence"),
                ("sub_event_type", "Air/drone strike"),
                ("inter1", "State forces"),
                ("inter2", "State forces"),
                ("interaction", "State forces-State forces"),
                ("assoc_actor_2", "residents"),
                ("civilian_targeting", "Civilian targeting"),
                ("iso", "804"),
                ("region", "Europe"),
                ("country", "Ukraine"),
                ("geo_precision", "1"),
                ("source", "Example Wire"),
                ("fatalities", "3"),
                ("notes", "Aircraft bombed the harbour"),
            ],
        );
    }

    #[test]
    fn polecat_keeps_plover_as_it_is() {
        let rows = Profile::Polecat.rows(&record());
        assert_eq!(rows.len(), 4);
        check(
            Profile::Polecat,
            &rows[0],
            &[
                ("Event ID", "wire-17:e1:1"),
                ("Event Date", "2025-03-03"),
                ("Event Type", "ASSAULT"),
                ("Event Mode", "aerial"),
                ("Quad Code", "MATERIAL CONFLICT"),
                ("Actor Country", "RUS"),
                ("Primary Actor Sector", "MIL"),
                ("Recipient Country", "UKR"),
                ("City", "Grandport"),
                ("Publication Date", "2025-03-04"),
                ("Language", "en"),
            ],
        );
    }

    #[test]
    fn what_is_only_claimed_planned_or_denied_stays_out() {
        for change in [
            |record: &mut Record| record.events[0].status = Status::Planned,
            |record: &mut Record| record.events[0].status = Status::Negated,
            |record: &mut Record| record.events[0].status = Status::Hypothetical,
            |record: &mut Record| record.events[0].reported_by = Some("s1".to_owned()),
        ] {
            let mut record = record();
            change(&mut record);
            assert!(Profile::Acled.rows(&record).is_empty());
            assert_eq!(Profile::Gdelt.rows(&record).len(), 2);
        }
    }
}

mod annotations {
    use super::*;
    use chancery_export::annotations;

    #[test]
    fn every_entry_quotes_the_article_with_what_stands_around_it() {
        let article = Article { url: None, ..sample::article() };
        let mut record = record();
        record.article.url = None;
        let all = annotations(&article, &record);
        assert_eq!(all.len(), record.statements.len() + record.events.len() + record.positions.len());
        let text: Vec<char> = ARTICLE.chars().collect();
        for annotation in &all {
            assert_eq!(annotation["@context"], "http://www.w3.org/ns/anno.jsonld");
            assert_eq!(annotation["type"], "Annotation");
            for target in annotation["target"].as_array().expect("targets") {
                assert_eq!(target["source"], "urn:chancery:article:wire-17");
                let [quote, position] = [&target["selector"][0], &target["selector"][1]];
                let [start, end] =
                    ["start", "end"].map(|key| position[key].as_u64().expect("an offset") as usize);
                let exact: String = text[start..end].iter().collect();
                assert_eq!(quote["exact"], exact.as_str());
                let whole: String =
                    ["prefix", "exact", "suffix"].map(|key| quote[key].as_str().unwrap()).concat();
                assert!(ARTICLE.contains(&whole), "{whole}");
            }
        }
        assert_eq!(all[1]["id"], "urn:chancery:article:wire-17:e1");
        let note = "ASSAULT aerial: Russian aircraft → Ukraine, residents (occurred)";
        assert_eq!(all[1]["body"][0]["value"], note);
    }
}
