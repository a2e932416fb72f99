//! Feeds and their pages over HTTP, from servers on loopback that behave well, badly, or not at all.
#![allow(clippy::unwrap_used, reason = "a test server that cannot be set up is a failed test")]
#![cfg(feature = "net")]

use chancery_ingest::{Feed, FetchOptions, Fetcher, Incoming, Options, articles};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request, as lines; the first is `GET /path HTTP/1.1`.
type Request = Vec<String>;

/// A server on a port of its own that notes which paths were asked for.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new(answer: impl Fn(&str, &Request, &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (noted, answer) = (Arc::clone(&asked), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (noted, answer) = (Arc::clone(&noted), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let mut stream = stream;
                    let reader = BufReader::new(stream.try_clone().unwrap());
                    let lines = reader.lines().map_while(Result::ok).take_while(|line| !line.is_empty());
                    let request: Request = lines.collect();
                    let path =
                        request.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("").to_owned();
                    noted.lock().unwrap().push(path.clone());
                    answer(&path, &request, &mut stream);
                });
            }
        });
        Server { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|asked| *asked == path).count()
    }
}

fn send(stream: &mut TcpStream, status: &str, head: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n{body}"
    );
}

fn fetcher(allow_private: bool) -> Fetcher {
    Fetcher::new(asking(allow_private))
}

fn asking(allow_private: bool) -> FetchOptions {
    FetchOptions {
        allow_private,
        pause: Duration::ZERO,
        timeout: Duration::from_secs(30),
        attempts: 2,
        backoff: Duration::from_millis(10),
    }
}

const FEED: &str = r#"<rss version="2.0"><channel><title>Example Wire</title>
  <item><title>Envoy returns</title><link>/news/2?utm_source=rss#top</link><pubDate>Wed, 05 Mar 2025 10:00:00 GMT</pubDate>
    <description>The envoy came back to Grandport.</description></item>
  <item><title>Envoy leaves</title><link>/news/1</link><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate></item>
</channel></rss>"#;

fn page(n: usize) -> String {
    format!(
        "<html lang=en><head><title>Page {n}</title></head><body><nav>Home</nav><article><p>The envoy of Freedonia spoke in \
         Grandport for the {n}. time, saying that the talks with Sylvania had failed and that nobody was to blame.</p><p>The foreign \
         minister of Osterlich, Jane Doe, asked both sides to come back to the table before the end of the month.</p></article></body></html>"
    )
}

/// A wire that behaves.
fn wire() -> Server {
    Server::new(|path, request, stream| match path {
        "/feed" if request.iter().any(|line| line.eq_ignore_ascii_case("if-none-match: \"v1\"")) => {
            send(stream, "304 Not Modified", "", "");
        }
        "/feed" => send(stream, "200 OK", "ETag: \"v1\"\r\nContent-Type: application/rss+xml\r\n", FEED),
        "/text" => {
            send(stream, "200 OK", "Content-Type: text/plain\r\n", "The envoy left Grandport on Monday.")
        }
        "/lines" => send(
            stream,
            "200 OK",
            "Content-Type: application/octet-stream\r\n",
            "{\"id\": \"one\", \"text\": \"The envoy left.\"}\n{\"txt\": 1}\n{\"id\": \"two\", \"text\": \"She came back.\"}\n",
        ),
        "/robots.txt" => send(stream, "200 OK", "", "User-agent: *\nDisallow: /closed\n"),
        "/moved" => send(stream, "301 Moved Permanently", "Location: /feed\r\n", ""),
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", ""),
        "/news/1" => send(stream, "200 OK", "Content-Type: text/html\r\n", &page(1)),
        path if path.starts_with("/news/2") => {
            send(stream, "200 OK", "Content-Type: text/html\r\n", &page(2))
        }
        _ => send(stream, "404 Not Found", "", ""),
    })
}

/// Titles or complaints.
fn told(feed: &mut Feed, fetcher: &mut Fetcher) -> Vec<String> {
    match feed.poll(fetcher) {
        Ok(poll) => poll
            .map(|it| match it {
                Ok(incoming) => incoming.article.title.unwrap_or_default(),
                Err(error) => error.to_string(),
            })
            .collect(),
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn a_feed_gives_its_pages_once_the_oldest_first() {
    let wire = wire();
    let mut fetcher = fetcher(true);
    let mut feed = Feed::new(wire.url("/moved"));
    let new: Vec<_> = feed.poll(&mut fetcher).unwrap().map(Result::unwrap).collect();
    assert_eq!(new.len(), 2);
    assert!(new[0].article.text.starts_with("The envoy of Freedonia spoke in Grandport for the 1. time"));
    assert_eq!(new[0].article.title.as_deref(), Some("Envoy leaves"));
    assert_eq!(new[0].article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(new[0].article.published_from, Some(chancery_record::PublishedFrom::Feed));
    assert_eq!(new[1].article.url, Some(wire.url("/news/2")));
    assert_eq!(new[1].article.source.as_deref(), Some("Example Wire"));

    // Nothing new: the feed says so itself, and its state says so after a restart.
    let mut again = Feed::new(wire.url("/feed")).with_state(&feed.state());
    assert_eq!(again.state(), feed.state());
    assert!(told(&mut again, &mut fetcher).is_empty());
    let without_etag = feed.state().replace("v1", "v0");
    assert!(told(&mut Feed::new(wire.url("/feed")).with_state(&without_etag), &mut fetcher).is_empty());
    assert_eq!((wire.asked("/news/1"), wire.asked("/robots.txt")), (1, 1));
    assert_eq!(told(&mut Feed::new(wire.url("/feed")).with_state("nonsense"), &mut fetcher).len(), 2);
}

#[test]
fn what_was_not_taken_comes_again() {
    let wire = wire();
    let mut fetcher = fetcher(true);
    let mut feed = Feed::new(wire.url("/feed"));
    assert!(feed.poll(&mut fetcher).unwrap().next().unwrap().is_ok());
    assert_eq!(told(&mut feed, &mut fetcher), ["Envoy returns"]);
}

#[test]
fn the_local_network_is_not_asked_unless_allowed() {
    let wire = wire();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"] {
        let mut feed = Feed::new(format!("http://{host}:{}/feed", wire.port));
        let told = told(&mut feed, &mut fetcher(false)).concat();
        assert!(told.contains("on the local network (see --allow-private)"), "{host}: {told}");
    }
    assert_eq!(wire.asked("/feed") + wire.asked("/robots.txt"), 0);
    for url in ["file:///etc/passwd", "ftp://wire.example/feed", "no address"] {
        assert!(told(&mut Feed::new(url), &mut fetcher(true)).concat().contains("no address of"), "{url}");
    }
}

#[test]
fn what_robots_txt_forbids_is_not_asked_for() {
    let wire = Server::new(|path, _, stream| match path {
        "/robots.txt" => send(stream, "200 OK", "", "User-agent: chancery\nDisallow: /news/\n"),
        "/feed" => send(stream, "200 OK", "", FEED),
        _ => send(stream, "200 OK", "Content-Type: text/html\r\n", &page(1)),
    });
    let mut feed = Feed::new(wire.url("/feed"));
    let mut fetcher = fetcher(true);
    let mut poll = feed.poll(&mut fetcher).unwrap();
    let bare = poll.next().unwrap().unwrap_err().to_string();
    assert!(bare.contains("robots.txt does not let us"), "{bare}");
    let summary = poll.next().unwrap().unwrap();
    assert_eq!(summary.article.text, "The envoy came back to Grandport.");
    let codes: Vec<&str> = summary.diagnostics.iter().map(|remark| remark.code).collect();
    assert_eq!(codes, ["summary-only", "page-not-taken"]);
    assert_eq!(wire.asked("/news/1"), 0);
}

#[test]
fn a_server_in_trouble_is_asked_again_and_then_left() {
    let n_asked = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&n_asked);
    let wire = Server::new(move |path, _, stream| match path {
        "/feed" => {
            let mut n = counted.lock().unwrap();
            *n += 1;
            match *n {
                1 => send(stream, "503 Service Unavailable", "Retry-After: 0\r\n", ""),
                _ => send(stream, "200 OK", "", FEED),
            }
        }
        "/always" => send(stream, "500 Internal Server Error", "", ""),
        "/later" => send(stream, "429 Too Many Requests", "Retry-After: 86400\r\n", ""),
        _ => send(stream, "404 Not Found", "", ""),
    });
    let mut fetcher = fetcher(true);
    // The pages are missing: the bare entry is a problem, the other is its summary.
    let first = told(&mut Feed::new(wire.url("/feed")), &mut fetcher);
    assert!(first[0].contains("the host answers 404"), "{first:?}");
    assert_eq!((first[1].as_str(), *n_asked.lock().unwrap()), ("Envoy returns", 2));
    for (path, n) in [("/always", 2), ("/later", 1), ("/missing", 1)] {
        let told = told(&mut Feed::new(wire.url(path)), &mut fetcher).concat();
        assert!(told.contains("the host answers"), "{told}");
        assert_eq!(wire.asked(path), n, "{path}");
    }
}

#[test]
fn servers_that_stall_or_never_end_are_left() {
    let wire = Server::new(|path, _, stream| match path {
        "/robots.txt" => send(stream, "404 Not Found", "", ""),
        "/stall" => std::thread::sleep(Duration::from_secs(20)),
        "/half" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>");
            std::thread::sleep(Duration::from_secs(20));
        }
        "/drip" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>");
            while stream.write_all(b" ").is_ok() {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        _ => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss><channel>");
            while stream.write_all(&[b' '; 1 << 16]).is_ok() {}
        }
    });
    let options = FetchOptions {
        allow_private: true,
        pause: Duration::ZERO,
        timeout: Duration::from_millis(400),
        attempts: 1,
        ..FetchOptions::default()
    };
    for path in ["/stall", "/half", "/drip"] {
        let told = told(&mut Feed::new(wire.url(path)), &mut Fetcher::new(options.clone())).concat();
        assert!(told.contains("too slow"), "{path}: {told}");
    }
    let told = told(
        &mut Feed::new(wire.url("/endless")),
        &mut Fetcher::new(FetchOptions { timeout: Duration::from_secs(60), ..options }),
    );
    assert!(told.concat().contains("larger than 16 MB"), "{told:?}");
}

#[test]
fn nonsense_loops_and_false_encryption_say_what_they_are() {
    let wire = Server::new(|path, _, stream| match path {
        "/robots.txt" => send(stream, "404 Not Found", "", ""),
        "/loop" => send(stream, "302 Found", "Location: /loop\r\n", ""),
        "/page" => send(stream, "200 OK", "", "<html><p>No feed.</p></html>"),
        "/bomb" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            for _ in 0..18 {
                encoder.write_all(&[b' '; 1 << 20]).unwrap();
            }
            let packed = encoder.finish().unwrap();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                packed.len()
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&packed));
        }
        _ => drop(stream.write_all(b"\x00\xffnonsense\r\n\r\n")),
    });
    for (url, why) in [
        (wire.url("/loop"), "over 5 redirects"),
        (wire.url("/page"), "it is no feed that can be read"),
        (wire.url("/bomb"), "larger than 16 MB"),
        (wire.url("/noise"), "no sound HTTP"),
        (wire.url("/feed").replace("http:", "https:"), "is not to be trusted"),
    ] {
        let told = told(&mut Feed::new(url.clone()), &mut fetcher(true)).concat();
        assert!(told.contains(why), "{url}: {told}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let told = told(&mut Feed::new(format!("http://{nobody}/feed")), &mut fetcher(true)).concat();
    assert!(told.contains("connection broke") || told.contains("cannot be reached"), "{told}");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_not_taken() {
    use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
    let certificate = CertificateDer::from(&include_bytes!("data/self-signed.crt.der")[..]);
    let key = PrivatePkcs8KeyDer::from(&include_bytes!("data/self-signed.key.der")[..]);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config =
        Arc::new(config.with_no_client_auth().with_single_cert(vec![certificate], key.into()).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/feed", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut session = rustls::ServerConnection::new(Arc::clone(&config)).unwrap();
            let _ = session.complete_io(&mut stream);
        }
    });
    let told = told(&mut Feed::new(url), &mut fetcher(true)).concat();
    assert!(told.contains("not to be trusted") && told.contains("certificate"), "{told}");
}

/// What the addresses give, in order.
fn given(wire: &Server, paths: &[&str], allow_private: bool) -> Vec<Result<Incoming, String>> {
    let options = Options { fetch: asking(allow_private), threads: 1, ..Options::default() };
    let addresses = paths.iter().map(|path| wire.url(path).into());
    articles(addresses, options).map(|it| it.map_err(|error| error.to_string())).collect()
}

#[test]
fn an_address_stands_for_what_is_there() {
    let wire = wire();
    let all = given(&wire, &["/news/1#top", "/moved", "/text", "/lines"], true);
    let told: Vec<(&str, Option<&str>)> = all
        .iter()
        .flatten()
        .map(|one| (one.article.text.get(..18).unwrap_or(&one.article.text), one.article.url.as_deref()))
        .collect();
    let (first, second, text) = (wire.url("/news/1"), wire.url("/news/2"), wire.url("/text"));
    assert_eq!(
        told,
        [
            ("The envoy of Freed", Some(first.as_str())),
            ("The envoy of Freed", Some(first.as_str())),
            ("The envoy of Freed", Some(second.as_str())),
            ("The envoy left Gra", Some(text.as_str())),
            ("The envoy left.", None),
            ("She came back.", None),
        ]
    );
    // A feed's pages have its day and its name.
    let page = all[1].as_ref().unwrap();
    assert_eq!(page.article.source.as_deref(), Some("Example Wire"));
    assert_eq!(page.article.published.map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
    let wrong: Vec<&String> = all.iter().filter_map(|one| one.as_ref().err()).collect();
    assert!(wrong.len() == 1 && wrong[0].starts_with(&format!("{}:2: ", wire.url("/lines"))), "{wrong:?}");
    assert_eq!(wire.asked("/robots.txt"), 1);
}

#[test]
fn an_address_that_gives_nothing_says_why_and_the_next_is_read() {
    let wire = wire();
    let all = given(&wire, &["/nowhere", "/closed/1", "/loop", "/text"], true);
    let said: Vec<&str> = all.iter().map(|one| one.as_ref().err().map_or("", String::as_str)).collect();
    assert!(said[0].ends_with("/nowhere: the host answers 404 Not Found"), "{said:?}");
    assert!(said[1].ends_with("/closed/1: the host's robots.txt does not let us ask for it"), "{said:?}");
    assert!(said[2].contains("it leads on and on") && said[3].is_empty(), "{said:?}");
    let local = given(&wire, &["/text"], false);
    assert!(local[0].as_ref().unwrap_err().contains("is on the local network (see --allow-private)"));
    assert_eq!((wire.asked("/text"), wire.asked("/closed/1")), (1, 0));
}
