//! One address → its bytes: polite (robots.txt, a pause for each host, an honest name), bounded (time, size,
//! redirects), patient (a second try after a while, where that may help).

use super::address::{PublicResolver, Refusal};
use super::robots::Robots;
use crate::error::Reason;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::thread::sleep;
use std::time::Duration;
use ureq::http::{Response, StatusCode, header};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// The name that hosts' rules know us by.
const AGENT: &str = "chancery";
const USER_AGENT: &str = concat!(
    "chancery/",
    env!("CARGO_PKG_VERSION"),
    " (reads news feeds; honours robots.txt as \"chancery\")"
);

const MAX_REDIRECTS: usize = 5;
const MAX_ROBOTS: u64 = 512 << 10;
/// A longer wait than this is another day's.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// How hosts are asked.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// Whether addresses on the local network may be asked.
    pub allow_private: bool,
    /// The pause between two requests to one host; a host that asks for a longer one gets it, within a minute.
    pub pause: Duration,
    /// The longest that one request may take, from looking its name up to the last byte.
    pub timeout: Duration,
    /// How often an address is tried.
    pub attempts: u32,
    /// The wait before the second try; it doubles with each.
    pub backoff: Duration,
}

impl Default for FetchOptions {
    fn default() -> FetchOptions {
        FetchOptions {
            allow_private: false,
            pause: Duration::from_secs(1),
            timeout: Duration::from_secs(30),
            attempts: 3,
            backoff: Duration::from_secs(2),
        }
    }
}

/// Asks hosts for feeds and pages, and remembers what each of them wants.
#[derive(Debug)]
pub struct Fetcher {
    agent: Agent,
    options: FetchOptions,
    /// What is known of each host that was asked, by scheme, name and port.
    hosts: BTreeMap<String, Robots>,
}

/// What an earlier answer is known by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// What a host answered.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The bytes, and where they came from after all redirects.
    Whole { url: Url, bytes: Vec<u8>, content_type: Option<String>, validators: Validators },
    /// Nothing has changed since the earlier answer.
    NotModified,
}

/// Why there are no bytes.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    /// Whether it may go better another time.
    pub(crate) is_passing: bool,
    wait: Option<Duration>,
}

impl Failure {
    pub(crate) fn lasting(why: impl Into<std::borrow::Cow<'static, str>>) -> Failure {
        Failure { reason: Reason::refused(why), is_passing: false, wait: None }
    }

    /// The page was there, but is no good.
    pub(crate) fn of_page(reason: Reason) -> Failure {
        Failure { reason, is_passing: false, wait: None }
    }

    fn passing(why: impl Into<std::borrow::Cow<'static, str>>) -> Failure {
        Failure { is_passing: true, ..Failure::lasting(why) }
    }
}

/// One request's answer, before redirects are followed.
enum Step {
    Answer(Answer),
    Redirect(String),
}

impl Fetcher {
    /// A fetcher that asks as `options` say.
    pub fn new(options: FetchOptions) -> Fetcher {
        let config = Agent::config_builder()
            .user_agent(USER_AGENT)
            .http_status_as_error(false)
            // Each step of a redirect is a request of its own, to a host with rules of its own.
            .max_redirects(0)
            .timeout_global(Some(options.timeout))
            // Behind a proxy nobody could say where a name leads.
            .proxy(None)
            .build();
        let resolver = PublicResolver::new(options.allow_private);
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Fetcher { agent, options, hosts: BTreeMap::new() }
    }

    /// What stands at an address; tried again where that may help.
    pub(crate) fn get(&mut self, url: &Url, known: &Validators, most: u64) -> Result<Answer, Failure> {
        let mut wait = self.options.backoff;
        let mut n_tries = 1;
        loop {
            match self.get_once(url, known, most) {
                Err(failure) if failure.is_passing && n_tries < self.options.attempts.max(1) => {
                    let asked = failure.wait.unwrap_or(wait);
                    if asked > MAX_WAIT {
                        return Err(failure);
                    }
                    sleep(asked.max(wait));
                    wait = (wait * 2).min(MAX_WAIT);
                    n_tries += 1;
                }
                result => return result,
            }
        }
    }

    fn get_once(&mut self, url: &Url, known: &Validators, most: u64) -> Result<Answer, Failure> {
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            self.knock(&url)?;
            match self.request(&url, known, most)? {
                Step::Answer(answer) => return Ok(answer),
                Step::Redirect(target) => url = redirected(&url, &target)?,
            }
        }
        Err(Failure::lasting(format!("it leads on and on: over {MAX_REDIRECTS} redirects")))
    }

    /// Asks whether we may ask, and waits for our turn.
    fn knock(&mut self, url: &Url) -> Result<(), Failure> {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(Failure::lasting("it is no address of the web (http or https)"));
        }
        let host = url.origin().ascii_serialization();
        let robots = match self.hosts.get(&host) {
            Some(robots) => {
                let delay = robots.delay.unwrap_or_default().max(self.options.pause).min(MAX_WAIT);
                sleep(delay);
                robots
            }
            None => {
                let robots = self.ask_robots(url)?;
                self.hosts.entry(host).or_insert(robots)
            }
        };
        let path = &url[url::Position::BeforePath..url::Position::AfterQuery];
        if robots.allows(path) {
            Ok(())
        } else {
            Err(Failure::lasting("the host's robots.txt does not let us ask for it"))
        }
    }

    /// The host's rules: none where it has none; while it cannot say, nothing is asked for (RFC 9309, 2.3.1).
    fn ask_robots(&self, url: &Url) -> Result<Robots, Failure> {
        let mut url = url.join("/robots.txt").map_err(|_| Failure::lasting("it is no address of the web"))?;
        for _ in 0..=MAX_REDIRECTS {
            let mut response = self.call(&url, &Validators::default())?;
            let status = response.status();
            if let Some(target) = target_of(&response) {
                url = redirected(&url, &target)?;
            } else if status.is_success() {
                let mut bytes = Vec::new();
                // Rules that break off are read as far as they go.
                let _ = response.body_mut().as_reader().take(MAX_ROBOTS).read_to_end(&mut bytes);
                return Ok(Robots::parse(&String::from_utf8_lossy(&bytes), AGENT));
            } else {
                let is_closed = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
                return if is_closed {
                    Err(Failure::passing(format!(
                        "the host cannot show its robots.txt (it answers {status})"
                    )))
                } else {
                    Ok(Robots::default())
                };
            }
        }
        Ok(Robots::default())
    }

    fn request(&self, url: &Url, known: &Validators, most: u64) -> Result<Step, Failure> {
        let mut response = self.call(url, known)?;
        let status = response.status();
        if let Some(target) = target_of(&response) {
            return Ok(Step::Redirect(target));
        }
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Step::Answer(Answer::NotModified));
        }
        let text =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        if !status.is_success() {
            let is_passing = status.is_server_error()
                || status == StatusCode::TOO_MANY_REQUESTS
                || status == StatusCode::REQUEST_TIMEOUT;
            let wait =
                text(header::RETRY_AFTER).and_then(|wait| wait.trim().parse().ok()).map(Duration::from_secs);
            let failure = Failure::lasting(format!("the host answers {status}"));
            return Err(Failure { is_passing, wait, ..failure });
        }
        let content_type = text(header::CONTENT_TYPE);
        let validators = Validators { etag: text(header::ETAG), last_modified: text(header::LAST_MODIFIED) };
        let mut bytes = Vec::new();
        let body = response.body_mut().as_reader().take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return Err(Failure::lasting(format!(
                "it is larger than {} MB and was not read to its end",
                most >> 20
            )));
        }
        body.map_err(|error| failure_of(&ureq::Error::from(error)))?;
        Ok(Step::Answer(Answer::Whole { url: url.clone(), bytes, content_type, validators }))
    }

    fn call(&self, url: &Url, known: &Validators) -> Result<Response<Body>, Failure> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(day) = &known.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, day);
        }
        request.call().map_err(|error| failure_of(&error))
    }
}

fn target_of(response: &Response<Body>) -> Option<String> {
    let is_redirect = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let target = response.headers().get(header::LOCATION).filter(|_| is_redirect)?;
    Some(String::from_utf8_lossy(target.as_bytes()).into_owned())
}

fn redirected(from: &Url, target: &str) -> Result<Url, Failure> {
    let to = from.join(target).map_err(|_| Failure::lasting("it leads to an address that is none"))?;
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err(Failure::lasting("it leads from an encrypted address to an open one"));
    }
    Ok(to)
}

/// What an error of the transport means, and whether it may go better another time.
fn failure_of(error: &ureq::Error) -> Failure {
    use ureq::Error as E;
    match error {
        E::Timeout(_) => Failure::passing("the host is too slow: it took longer than the time allowed"),
        E::HostNotFound => Failure::passing("there is no host of this name"),
        E::ConnectionFailed => Failure::passing("the host cannot be reached"),
        E::BodyStalled => Failure::passing("the host stopped in the middle of its answer"),
        E::Other(other) if other.is::<Refusal>() => Failure::lasting(other.to_string()),
        E::Rustls(error) => untrusted(error),
        E::Tls(error) => untrusted(error),
        E::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<E>()) {
            Some(inner) => failure_of(inner),
            // A certificate that does not hold, or no encryption at all.
            None if error.kind() == io::ErrorKind::InvalidData => untrusted(error),
            None => Failure::passing(format!("the connection broke: {error}")),
        },
        other => Failure::lasting(format!("the host's answer is no sound HTTP: {other}")),
    }
}

fn untrusted(error: &dyn std::fmt::Display) -> Failure {
    Failure::lasting(format!("the host's answer is not to be trusted: {error}"))
}
