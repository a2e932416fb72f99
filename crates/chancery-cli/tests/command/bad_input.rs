//! Whatever comes in: a clear message or a diagnostic, the right exit code, no panic.

use crate::harness::{Folder, Run};
use std::time::{Duration, Instant};

const GOOD: &str =
    "The envoy of Freedonia left Grandport on Monday, saying that the talks with Sylvania had failed.";

fn codes(record: &serde_json::Value) -> Vec<&str> {
    let diagnostics = record["diagnostics"].as_array().expect("diagnostics");
    diagnostics.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect()
}

fn sound(run: &Run) {
    assert!(!run.err.contains("panicked") && !run.err.contains("a bug"), "{}", run.err);
    assert!((0..=2).contains(&run.code), "exit code {}", run.code);
}

#[test]
fn inputs_that_cannot_be_read_are_named_and_the_rest_is_read() {
    let folder = Folder::new("bad");
    folder
        .write("good.txt", GOOD)
        .write("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .write(
            "noise.bin",
            (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>(),
        )
        .write("page.html", "<!doctype html><html><body><script>x()</script></body></html>")
        .write("feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel></channel></rss>")
        .write("table.csv", "id,date,notes\n1,2025-03-04,The envoy left.\n")
        .write(
            "cut.warc",
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900\r\n\r\nHTTP/1.1 200 OK\r\n",
        );
    std::fs::create_dir(folder.path().join("nothing")).expect("a folder");
    for (bad, message) in [
        ("missing.txt", "chancery: missing.txt: no such file or folder\n"),
        ("picture.png", "chancery: picture.png: it is a PNG image, not text\n"),
        ("noise.bin", "chancery: noise.bin: it is binary data, not text\n"),
        ("page.html", "chancery: page.html: no article was found in the page\n"),
        ("feed.xml", "chancery: feed.xml: the feed has no entries\n"),
        (
            "cut.warc",
            "chancery: cut.warc[1]: the record is cut off, 17 of 900 bytes are there (at byte 0); it was skipped\n",
        ),
        ("nothing", "chancery: nothing: the folder holds no files\n"),
    ] {
        let alone = folder.run(&["read", bad]);
        assert_eq!((alone.code, alone.out.as_str(), alone.err.as_str()), (1, "", message));
        let beside = folder.run(&["read", bad, "good.txt"]);
        assert_eq!((beside.code, beside.records().len(), beside.err.as_str()), (2, 1, message));
    }
    let table = folder.run(&["read", "--input", "csv", "table.csv"]);
    assert_eq!(table.code, 1);
    assert!(table.err.contains("its columns are: id, date, notes"), "{}", table.err);
    let table = folder.run(&["read", "--text-column", "notes", "--input", "csv", "table.csv"]);
    assert_eq!((table.code, table.records()[0]["article"]["published"].as_str()), (0, Some("2025-03-04")));
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("forbidden");
    folder.write("secret.txt", GOOD);
    let path = folder.path().join("secret.txt");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("permissions");
    if std::fs::File::open(&path).is_ok() {
        println!("skipped: this user may read everything");
        return;
    }
    let run = folder.run(&["read", "secret.txt"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (1, "chancery: secret.txt: it may not be read: permission denied\n")
    );
}

#[test]
fn an_empty_file_is_a_problem_with_a_record_that_says_so() {
    let folder = Folder::new("empty");
    folder.write("empty.txt", "").write("blank.txt", " \n\t\r\n\u{feff}").write("good.txt", GOOD);
    for name in ["empty.txt", "blank.txt"] {
        let run = folder.run(&["read", name]);
        assert_eq!(
            (run.code, run.err.as_str()),
            (1, &*format!("chancery: {name}: the article has no text\n"))
        );
        assert_eq!(codes(&run.records()[0]), ["no-text"]);
        assert_eq!(folder.run(&["read", name, "good.txt"]).code, 2);
    }
}

#[test]
fn other_encodings_are_converted_and_it_is_said() {
    let folder = Folder::new("encodings");
    let words =
        "The café owners’ envoy said “no” in Grandport on Monday, and the minister of Freedonia left.";
    let latin: Vec<u8> = words
        .chars()
        .map(|c| match c {
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            _ => u8::try_from(u32::from(c)).expect("a Latin-1 character"),
        })
        .collect();
    let utf_16: Vec<u8> =
        std::iter::once(0xfeff).chain(words.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bare: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    folder.write("latin.txt", latin).write("utf16.txt", utf_16).write("bare.txt", bare);
    folder.write("mark.txt", format!("\u{feff}{words}"));
    for (name, expected) in
        [("latin.txt", true), ("utf16.txt", true), ("bare.txt", true), ("mark.txt", false)]
    {
        let run = folder.run(&["read", name]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}");
        let record = &run.records()[0];
        assert_eq!(record["article"]["characters"], words.chars().count(), "{name}");
        assert_eq!(codes(record).contains(&"converted-encoding"), expected, "{name}");
    }
}

#[test]
fn another_language_gives_a_remark_and_no_records() {
    let folder = Folder::new("language");
    folder.write(
        "fr.txt",
        "Le ministre des affaires étrangères a quitté la capitale lundi soir, sans dire un mot aux journalistes. « La \
         paix est possible », a déclaré son adjoint après la rencontre avec les envoyés.",
    );
    let run = folder.run(&["read", "fr.txt"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (1, "chancery: fr.txt: the text looks like French, and only English is read\n")
    );
    let record = &run.records()[0];
    assert_eq!((codes(record), record["article"]["language"].as_str()), (vec!["not-english"], Some("fr")));
    for list in ["statements", "events", "actors", "positions"] {
        assert_eq!(record[list].as_array().map(Vec::len), Some(0));
    }
}

#[test]
fn bad_lines_are_numbered_and_the_rest_is_read() {
    let folder = Folder::new("lines");
    let good = serde_json::json!({"text": GOOD}).to_string();
    let lines = [
        good.as_str(),
        "{\"text\": \"cut off",
        "",
        "not JSON at all",
        "{\"title\": \"no text\"}",
        "[1, 2]",
        "{\"text\": \"The envoy said \\ud83d on Monday that the talks with Sylvania were over.\", \"published\": \"soon\"}",
        good.as_str(),
    ];
    folder.write("feed.jsonl", lines.join("\n"));
    let run = folder.run(&["read", "feed.jsonl"]);
    assert_eq!(run.code, 2);
    let places: Vec<&str> = run.err.lines().map(|line| line.split(": ").nth(1).unwrap_or_default()).collect();
    assert_eq!(places, ["feed.jsonl:2", "feed.jsonl:4", "feed.jsonl:5", "feed.jsonl:6"], "{}", run.err);
    let records = run.records();
    assert_eq!(records.len(), 3);
    assert_eq!(codes(&records[1])[..2], ["lone-surrogate", "bad-date"]);
    let all_bad = folder.run_with(&["read", "-", "--input", "jsonl"], b"nothing\nhere\n");
    assert_eq!((all_bad.code, all_bad.out.as_str()), (1, ""));
    assert!(all_bad.err.contains("standard input:2"), "{}", all_bad.err);
}

/// Odd texts of some size: read in time, whatever is found in them.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn odd_texts_are_read_in_time() {
    let folder = Folder::new("odd");
    let sentence = "The envoy said that the talks with Sylvania had failed. ";
    for (name, text) in [
        ("one-line.txt", sentence.repeat(4000)),
        ("no-space.txt", "x".repeat(1_000_000)),
        ("no-stop.txt", "and the envoy said that ".repeat(4000)),
        ("quotes.txt", format!("The envoy said {}no{} on Monday.", "“".repeat(5000), "”".repeat(5000))),
        ("nested.txt", "“The envoy said ‘".repeat(3000)),
        ("brackets.txt", "(".repeat(50_000)),
        ("newlines.txt", "\n".repeat(500_000) + GOOD),
        ("right-to-left.txt", format!("{GOOD} \u{202e}قال المبعوث\u{202c} {GOOD}")),
        ("combining.txt", format!("The env{}oy of Freedonia left on Monday.", "\u{301}".repeat(20_000))),
        ("controls.txt", format!("{GOOD}\u{1b}[31m\u{7}\u{b} {GOOD}")),
    ] {
        folder.write(name, text);
        let start = Instant::now();
        let run = folder.run(&["read", name, "--format", "pretty"]);
        sound(&run);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(60), "{name} took {took:?}");
        assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{202e}'), "{name} moves the cursor");
        let _ = std::fs::remove_file(folder.path().join(name));
    }
}

#[test]
fn odd_texts_make_sound_pages() {
    let folder = Folder::new("odd-pages");
    folder.write("quotes.txt", "“The envoy said ‘no to the talks. ".repeat(500));
    folder.write(
        "nul.jsonl",
        "{\"text\": \"The envoy \\u0000 said that the talks with Sylvania had failed.\"}\n",
    );
    for name in ["quotes.txt", "nul.jsonl"] {
        let run = folder.run(&["read", name, "--format", "html"]);
        sound(&run);
        assert!(run.out.ends_with("</html>\n") && !run.out.contains('\0'));
        assert!(run.out.len() < 4_000_000, "{name}: {} bytes", run.out.len());
    }
}
