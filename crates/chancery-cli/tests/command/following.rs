//! `follow`: feeds from a server on loopback into an archive.

use crate::harness::Folder;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

/// A wire with a feed of two articles; its address.
fn wire() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let reader = BufReader::new(stream.try_clone().expect("a stream"));
            let lines = reader.lines().map_while(Result::ok).take_while(|line| !line.is_empty());
            let request: Vec<String> = lines.collect();
            let path = request.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
            let known = request.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"1\""));
            let (status, kind, body) = match path {
                "/feed" if known => ("304 Not Modified", "application/rss+xml", ""),
                "/feed" => ("200 OK", "application/rss+xml", FEED),
                "/1" => ("200 OK", "text/html", PAGE),
                _ => ("404 Not Found", "text/plain", ""),
            };
            let length = body.len();
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nConnection: close\r\nETag: \"1\"\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
            );
        }
    });
    address
}

const FEED: &str = r#"<rss version="2.0"><channel><title>Example Wire</title>
  <item><title>Minister returns</title><link>/2</link><pubDate>Wed, 05 Mar 2025 10:00:00 GMT</pubDate>
    <description>The foreign minister of Sylvania came back to Grandport on Wednesday.</description></item>
  <item><title>Envoy leaves</title><link>/1</link><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate></item></channel></rss>"#;

const PAGE: &str = "<html lang=en><body><nav>Home</nav><article><p>The foreign minister of Freedonia met the envoy of Sylvania in \
     Grandport on Monday.</p><p>“We agree on nothing,” the minister said after the talks, and left the city by train in the \
     evening.</p></article></body></html>";

#[test]
fn what_is_new_in_a_feed_is_kept_once() {
    let folder = Folder::new("follow");
    let feed = format!("{}/feed", wire());
    let args = ["follow", "--once", "--pause", "0", "--allow-private", feed.as_str()];
    let first = folder.run(&args);
    assert_eq!((first.code, first.err.as_str()), (0, ""));
    assert!(first.out.starts_with("chancery.db: 2 articles added; it holds 2 articles"), "{}", first.out);
    let again = folder.run(&args);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    assert!(again.out.starts_with("chancery.db: 0 articles added; it holds 2 articles"), "{}", again.out);
    let sql = "SELECT title, published, source FROM articles_view ORDER BY published";
    let kept = folder.run(&["sql", sql, "--format", "csv"]);
    assert_eq!(
        kept.out.replace('\r', ""),
        "title,published,source\nEnvoy leaves,2025-03-04,Example Wire\nMinister returns,2025-03-05,Example Wire\n",
        "{}",
        kept.err
    );
}

#[test]
fn feeds_that_cannot_be_asked_are_problems() {
    let folder = Folder::new("follow-bad");
    let wire = wire();
    let (feed, missing) = (format!("{wire}/feed"), format!("{wire}/missing"));
    let private = folder.run(&["follow", "--once", &feed]);
    assert_eq!(private.code, 1);
    assert!(private.err.contains("on the local network (see --allow-private)"), "{}", private.err);
    let both = folder.run(&["follow", "--once", "--pause", "0", "--allow-private", &missing, &feed]);
    assert_eq!(both.code, 2);
    assert!(both.err.contains("the host answers 404"), "{}", both.err);
    assert!(both.out.contains("2 articles added, 1 problem"), "{}", both.out);
}

/// A polite end: what is there is kept, and the exit code says that all was done.
#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_when_all_is_kept() {
    let folder = Folder::new("follow-stop");
    let feed = format!("{}/feed", wire());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["follow", "--pause", "0", "--allow-private", &feed])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    assert!(line.contains("2 articles added"), "{line}");
    let stopped = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(stopped.is_ok_and(|status| status.success()));
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}
