//! `serve` and `demo`: that the desk opens and answers, and to whom. What it answers is the server's business.

use crate::harness::Folder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// Starts a command that opens the desk; gives its address.
fn open(folder: &Folder, args: &[&str]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(args)
        .args(["--port", "0"])
        .current_dir(folder.path())
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("a pipe");
    BufReader::new(out).read_line(&mut line).expect("a line");
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    (child, address.to_owned())
}

fn ask(address: &str, path: &str, more: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the desk is open");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n{more}Connection: close\r\n\r\n")
        .expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    answer
}

#[test]
fn the_desk_opens_over_an_archive_and_asks_for_its_token() {
    let folder = Folder::new("desk");
    folder.write("talks.txt", "Foreign Minister Jane Doe said on Monday that Freedonia would not negotiate.");
    assert_eq!(folder.run(&["add", "talks.txt"]).code, 0);
    let (mut child, address) = open(&folder, &["serve", "--token", "strait-of-amber"]);
    let refused = ask(&address, "/statements.json", "");
    let answered = ask(&address, "/statements.json", "Authorization: Bearer strait-of-amber\r\n");
    child.kill().expect("it ends");
    child.wait().expect("it ended");
    assert!(refused.starts_with("HTTP/1.1 401"), "{refused}");
    assert!(answered.starts_with("HTTP/1.1 200") && answered.contains("would not negotiate"), "{answered}");
}

#[test]
fn the_sample_opens_and_leaves_nothing_behind() {
    let folder = Folder::new("demo");
    let (mut child, address) = open(&folder, &["demo"]);
    let answered = ask(&address, "/index.json", "");
    let ended = Command::new("kill").arg(child.id().to_string()).status();
    if !ended.is_ok_and(|status| status.success()) {
        child.kill().expect("it ends");
    }
    child.wait().expect("it ended");
    assert!(answered.contains("\"articles\":33"), "{answered}");
    if cfg!(unix) {
        let left = std::fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 0, "the sample's archive is still there");
    }
}

#[test]
fn what_cannot_be_opened_is_said() {
    let folder = Folder::new("no-desk");
    let missing = folder.run(&["serve"]);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("there is no such archive"), "{}", missing.err);
    folder.write("talks.txt", "Jane Doe said so.");
    folder.run(&["add", "talks.txt"]);
    let unguarded = folder.run(&["serve", "--address", "0.0.0.0", "--port", "0"]);
    assert_eq!(unguarded.code, 1);
    assert!(unguarded.err.contains("--token"), "{}", unguarded.err);
    assert_eq!(folder.run(&["serve", "--token", "short"]).code, 1);
}
