//! `explain`, `man`, `completions`.

use crate::harness::Folder;

#[test]
fn a_term_is_explained() {
    let folder = Folder::new("explain");
    for (term, words) in [
        (&["ASSAULT"][..], &["event type", "aerial", "-9.5", "material-conflict"][..]),
        (&["assault", "aerial"], &["mode of ASSAULT"]),
        (&["withdraw"], &["RETREAT withdraw", "SANCTION withdraw"]),
        (&["status"], &["event.status", "hypothetical"]),
        (&["statement.cue"], &["field"]),
        (&["no-publication-date"], &["diagnostic", "--published"]),
        (&["GOV"], &["sector"]),
    ] {
        let run = folder.run(&[&["explain"], term].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{term:?}");
        for word in words {
            assert!(run.out.contains(word), "{term:?} does not say {word}:\n{}", run.out);
        }
        assert!(
            run.out.lines().all(|line| line.chars().count() <= 100 && line.trim_end() == line),
            "{}",
            run.out
        );
    }
    let all = folder.run(&["explain"]);
    assert!(all.out.contains("ASSAULT") && all.out.contains("statement.cue"));
}

#[test]
fn an_unknown_term_finds_its_neighbours() {
    let folder = Folder::new("unknown");
    let run = folder.run(&["explain", "ASAULT"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("did you mean ASSAULT"), "{}", run.err);
    assert!(folder.run(&["explain", "xyzzyxyzzy"]).err.contains("lists all terms"));
}

#[test]
fn man_page_and_completions_are_made_from_the_definitions() {
    let folder = Folder::new("about");
    let man = folder.run(&["man"]);
    assert_eq!(man.code, 0);
    assert!(man.out.contains(".TH") && man.out.contains("CHANCERY READ") && man.out.contains("published"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains("published"), "{shell}");
    }
}
