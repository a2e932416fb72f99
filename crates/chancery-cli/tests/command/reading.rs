//! `read`: inputs, formats, exit codes.

use crate::harness::Folder;

const TALKS: &str = include_str!("../../../../examples/talks.txt");
const SHORT: &str = "The foreign minister of Freedonia met the envoy of Sylvania in Grandport on Monday. “We agree on \
     nothing,” the minister said after the talks.";

#[test]
fn an_article_gives_one_record_that_cites_its_text() {
    let folder = Folder::new("one");
    folder.write("talks.txt", TALKS);
    let run = folder.run(&[
        "read",
        "talks.txt",
        "--published",
        "2025-03-04",
        "--source",
        "Example Wire",
        "--title",
        "Talks",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let records = run.records();
    assert_eq!(records.len(), 1);
    let record = &records[0];
    assert_eq!(record["schema"], "chancery/1");
    assert_eq!(record["article"]["published"], "2025-03-04");
    assert_eq!(record["article"]["source"], "Example Wire");
    assert_eq!(record["article"]["title"], "Talks");
    assert_eq!(record["article"]["characters"], TALKS.chars().count());
    check_citations(record, TALKS);
}

/// `text[start:end] == quote`, wherever an object has the three.
fn check_citations(value: &serde_json::Value, text: &str) {
    match value {
        serde_json::Value::Object(fields) => {
            let number = |name: &str| fields.get(name).and_then(serde_json::Value::as_u64);
            if let (Some(start), Some(end), Some(quote)) =
                (number("start"), number("end"), fields.get("text"))
            {
                let cited: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
                assert_eq!(quote, &cited);
            }
            fields.values().for_each(|value| check_citations(value, text));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| check_citations(value, text)),
        _ => {}
    }
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    let folder = Folder::new("same");
    folder.write("talks.txt", TALKS);
    let once = folder.run(&["read", "talks.txt", "--threads", "1"]);
    let again = folder.run(&["read", "talks.txt", "--threads", "4"]);
    assert_eq!(once.out, again.out);
}

#[test]
fn a_folder_is_read_in_the_order_of_names_with_headings_beside() {
    let folder = Folder::new("folder");
    folder
        .write("in/b.txt", SHORT)
        .write("in/b.json", r#"{"id": "b", "published": "2025-03-04", "source": "Example Wire"}"#)
        .write("in/a.jsonl", format!("{}\n\n{}\n", line("a1"), line("a2")))
        .write("in/c/d.json", format!("[{}, {}]", line("d1"), line("d2")))
        .write(
            "in/c/e.json",
            "{\n  \"id\": \"e\",\n  \"text\": \"The envoy of Sylvania left Grandport on Monday.\"\n}",
        )
        .write("in/.hidden", SHORT);
    let run = folder.run(&["read", "in"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let records = run.records();
    let ids: Vec<_> =
        records.iter().map(|record| record["article"]["id"].as_str().unwrap_or_default()).collect();
    assert_eq!(ids, ["a1", "a2", "b", "d1", "d2", "e"]);
    assert_eq!(records[2]["article"]["published"], "2025-03-04");
}

fn line(id: &str) -> String {
    serde_json::json!({"id": id, "text": SHORT}).to_string()
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new("stdin");
    for (input, id) in [(SHORT.to_owned(), None), (line("x"), Some("x"))] {
        let run = folder.run_with(&["read", "-"], input.as_bytes());
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let records = run.records();
        assert_eq!(records.len(), 1);
        assert!(id.is_none_or(|id| records[0]["article"]["id"] == id));
    }
}

#[test]
fn every_format_is_written_and_to_a_file_too() {
    let folder = Folder::new("formats");
    folder.write("talks.txt", TALKS);
    let pretty = folder.run(&["read", "talks.txt", "--format", "pretty", "--published", "2025-03-04"]);
    assert_eq!((pretty.code, pretty.err.as_str()), (0, ""));
    assert!(pretty.out.starts_with("talks.txt · 4 March 2025 · 403 words · "), "{}", pretty.out);
    assert!(!pretty.out.contains('\u{1b}'), "no colours in a pipe");
    assert!(pretty.out.lines().all(|line| line.chars().count() <= 100), "{}", pretty.out);
    let coloured = folder.run(&["read", "talks.txt", "--format", "pretty", "--color", "always"]);
    assert!(coloured.out.contains('\u{1b}'));

    for (table, heading) in [
        ("articles", "id,title,"),
        ("statements", "article,id,form,act,"),
        ("event_actors", "article,event,role,"),
    ] {
        let csv = folder.run(&["read", "talks.txt", "--table", table]);
        assert_eq!(csv.code, 0);
        assert!(csv.out.starts_with(heading), "{}", csv.out);
    }
    let html = folder.run(&["read", "talks.txt", "--format", "html", "--output", "talks.html"]);
    assert_eq!((html.code, html.out.as_str()), (0, ""));
    let page = std::fs::read_to_string(folder.path().join("talks.html")).expect("the page");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script") && !page.contains("http"), "the page stands alone");
}

#[test]
fn a_page_shows_every_character_and_none_as_markup() {
    let folder = Folder::new("escape");
    let text = "The minister said “<script>alert(1)</script> & more” to the envoy of Freedonia on Monday in Grandport, it was said.";
    folder.write("odd.txt", text);
    let run = folder.run(&["read", "odd.txt", "--format", "html", "--title", "<b>\"Odd\"</b>"]);
    assert_eq!(run.code, 0);
    assert!(!run.out.contains("<script") && !run.out.contains("<b>\""));
    let (_, rest) = run.out.split_once("<div class=\"text\">").expect("the text");
    let (marked, _) = rest.split_once("</div>").expect("its end");
    let mut shown = String::new();
    let mut inside = false;
    for c in marked.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => shown.push(c),
            _ => {}
        }
    }
    let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    assert_eq!(shown, text);
}

#[test]
fn explanations_go_with_the_record() {
    let folder = Folder::new("why");
    folder.write("talks.txt", TALKS);
    let run = folder.run(&["read", "talks.txt", "--explain"]);
    let record = &run.records()[0];
    let explained = |about: &str| {
        let remarks = record["explanations"].as_array().into_iter().flatten();
        remarks.filter(|remark| remark["about"] == about).count() > 0
    };
    for (list, prefix) in [("actors", "a"), ("times", "t"), ("places", "pl"), ("statements", "s")] {
        for n in 1..=record[list].as_array().map_or(0, Vec::len) {
            assert!(explained(&format!("{prefix}{n}")), "{list}: {prefix}{n} is not explained");
        }
    }
    let plain = folder.run(&["read", "talks.txt"]);
    assert!(plain.records()[0]["explanations"].is_null());
}

#[test]
fn a_sentence_without_an_event_says_why() {
    let folder = Folder::new("why");
    folder.write(
        "a.txt",
        "The glacier retreated by a mile. The striker attacked the goal in the second half of the match. \
         Jane Doe accused Sylvania of shelling the port. The envoy whittled the pencils.",
    );
    let run = folder.run(&["read", "a.txt", "--explain"]);
    let record = run.records().remove(0);
    let remarks: Vec<&str> = record["explanations"]
        .as_array()
        .expect("explanations")
        .iter()
        .filter(|remark| remark["about"] == "")
        .filter_map(|remark| remark["text"].as_str())
        .collect();
    let has = |parts: [&str; 2]| {
        assert!(remarks.iter().any(|remark| parts.iter().all(|part| remark.contains(part))), "{remarks:#?}");
    };
    has(["at “retreated”", "nobody who can do it (retreat.retreat)"]);
    has(["at “attacked”", "@sport blocks assault.attack"]);
    has(["at “whittled”", "no deed is known by that word"]);
    assert!(!remarks.iter().any(|remark| remark.contains("accused")), "{remarks:#?}");
}

#[test]
fn deeds_of_the_users_own_are_read_and_named_by_the_record() {
    let folder = Folder::new("lexicon");
    folder.write("own.tsv", include_str!("../../../../examples/own-deeds.tsv")).write(
        "a.txt",
        "The Sylvanian navy impressed eleven Freedonian dockhands on Monday. The envoy impressed the crowd. \
         Freedonia put Sylvania on notice on Tuesday. Sylvanian soldiers mauled a Freedonian reporter.",
    );
    let types = |args: &[&str]| {
        let run = folder.run(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let record = run.records().remove(0);
        let events = record["events"].as_array().expect("events").iter();
        let types: Vec<String> =
            events.map(|event| event["type"].as_str().unwrap_or_default().to_owned()).collect();
        (types.join(" "), record["reader"]["lexicon"].is_string())
    };
    assert_eq!(types(&["read", "a.txt"]), ("ASSAULT".to_owned(), false));
    assert_eq!(types(&["read", "a.txt", "--lexicon", "own.tsv"]), ("COERCE THREATEN".to_owned(), true));

    folder.write("bad.tsv", "# mine\nid\ttype\n");
    let bad = folder.run(&["read", "a.txt", "--lexicon", "own.tsv", "--lexicon", "bad.tsv"]);
    assert_eq!((bad.code, bad.out.as_str()), (1, ""));
    assert!(bad.err.contains("bad.tsv:2: the heading is wanted first"), "{}", bad.err);
}

#[test]
fn wrong_use_is_exit_code_1() {
    let folder = Folder::new("usage");
    folder.write("a.txt", SHORT);
    for (args, message) in [
        (&["read"][..], "required"),
        (&["read", "a.txt", "--published", "last May"], "write it as 2025-03-04"),
        (&["read", "a.txt", "--table", "nothing"], "event_actors"),
        (&["read", "a.txt", "--format", "html", "--table", "events"], "--table goes with --format csv"),
        (&["read", "a.txt", "--output", "no/such/folder.html"], "cannot be written"),
        (&["read", "a.txt", "--world", "none.tsv"], "none.tsv"),
        (&["read", "a.txt", "--lexicon", "none.tsv"], "none.tsv"),
        (&["reed"], "read"),
    ] {
        let run = folder.run(args);
        assert_eq!(run.code, 1, "{args:?}");
        assert!(run.err.contains(message), "{args:?}: {}", run.err);
        assert_eq!(run.out, "");
    }
    for args in [&["--help"][..], &["read", "--help"], &["--version"]] {
        let run = folder.run(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains("chancery"));
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_problem() {
    let folder = Folder::new("pipe");
    folder.write("many.jsonl", format!("{}\n", line("x")).repeat(600));
    let script = format!(
        "'{}' read many.jsonl 2>err.txt | head -n 1; echo ${{PIPESTATUS[0]}}",
        env!("CARGO_BIN_EXE_chancery")
    );
    let Ok(output) =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output()
    else {
        println!("skipped: there is no bash here");
        return;
    };
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(out.lines().count(), 2);
    assert_eq!(out.lines().last(), Some("0"));
    assert_eq!(std::fs::read_to_string(folder.path().join("err.txt")).expect("messages"), "");
}
