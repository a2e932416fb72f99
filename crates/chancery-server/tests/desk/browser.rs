//! The desk in a real browser (Debian's chromium, headless): no page has a console error, in both colour schemes and at
//! two widths. Only where CHANCERY_BROWSER names the program; the pictures stay in the target folder, to be looked at.

use crate::harness::{first, options};
use chancery_server::{Desk, serve};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::channel;

#[test]
fn no_page_has_a_console_error_in_either_scheme_at_either_width() {
    let Some(browser) = std::env::var_os("CHANCERY_BROWSER") else {
        println!(
            "skipped: CHANCERY_BROWSER names no browser (apt-get install chromium; CHANCERY_BROWSER=chromium)"
        );
        return;
    };
    let desk = Desk::open(options(None)).unwrap();
    let (told, bound) = channel();
    std::thread::spawn(move || {
        serve(desk, "127.0.0.1:0".parse().unwrap(), move |address| told.send(address).unwrap())
    });
    let bound = bound.recv().unwrap();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let article = first("/statements.json?text=islands", "article");
    let actor = first("/actors.json?text=Sylvania", "id");
    let pages = [
        ("front", "/".to_owned()),
        ("search", "/search?text=islands".to_owned()),
        ("events", "/events?actor=SYL".to_owned()),
        ("article", format!("/articles/{article}")),
        ("actor", format!("/actors/{actor}")),
        ("map", "/map".to_owned()),
        ("stories", "/stories".to_owned()),
        ("pair", "/pairs/SYL/FRD".to_owned()),
        ("issues", "/issues".to_owned()),
        ("story", format!("/stories/{}", first("/stories.json", "id"))),
        ("paste", "/paste".to_owned()),
        ("openapi", "/openapi".to_owned()),
    ];
    for (name, address) in &pages {
        for width in ["1280,1000", "400,900"] {
            for is_dark in [false, true] {
                let scheme = if is_dark { "dark" } else { "light" };
                let picture =
                    folder.join(format!("{name}-{}-{scheme}.png", width.split(',').next().unwrap()));
                let mut command = Command::new(&browser);
                command.args([
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--enable-logging=stderr",
                ]);
                command
                    .arg(format!("--window-size={width}"))
                    .arg(format!("--screenshot={}", picture.display()));
                command.arg(format!("--user-data-dir={}", folder.join("profile").display()));
                if is_dark {
                    command.arg("--force-dark-mode");
                }
                let output = command.arg(format!("http://{bound}{address}")).output().unwrap();
                let said = String::from_utf8_lossy(&output.stderr);
                let errors: Vec<&str> = said.lines().filter(|line| line.contains(":CONSOLE")).collect();
                assert!(errors.is_empty(), "{address} {width} {scheme}: {errors:?}");
                assert!(picture.exists(), "{address}: no picture; {said}");
            }
        }
    }
}
