//! A browser over a desk of its own: opens addresses, clicks, types, looks, and hears what the console says.

use crate::harness::options;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chancery_server::{Desk, serve};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

/// A width of a page and a colour scheme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) name: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) scheme: &'static str,
}

pub(super) const LOOKS: [Look; 4] = [
    Look { name: "wide-light", width: 1280, height: 1000, scheme: "light" },
    Look { name: "wide-dark", width: 1280, height: 1000, scheme: "dark" },
    Look { name: "phone-light", width: 390, height: 844, scheme: "light" },
    Look { name: "phone-dark", width: 390, height: 844, scheme: "dark" },
];

/// Does something in a browser, if there is one.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
pub(super) fn browse(test: impl AsyncFnOnce(&Tab)) {
    let Some(browser) = std::env::var_os("CHANCERY_BROWSER") else {
        println!(
            "skipped: CHANCERY_BROWSER names no browser (apt-get install chromium chromium-driver; CHANCERY_BROWSER=chromium)"
        );
        return;
    };
    let desk = Desk::open(options(None)).unwrap();
    let (told, bound) = channel();
    std::thread::spawn(move || {
        serve(desk, "127.0.0.1:0".parse().unwrap(), move |address| told.send(address).unwrap())
    });
    let home = bound.recv().unwrap();
    let driver = Driver::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let wanted = json!({
            "goog:chromeOptions": {
                "binary": binary(&browser.to_string_lossy()),
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en-GB"],
            },
            "goog:loggingPrefs": {"browser": "ALL"},
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.as_object().unwrap().clone())
            .connect(&format!("http://{}", driver.address))
            .await
            .unwrap();
        let tab = Tab { client, home };
        test(&tab).await;
        tab.client.close().await.unwrap();
    });
}

/// The driver wants the whole path.
fn binary(name: &str) -> String {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file());
    found.map_or(name.to_owned(), |path| path.display().to_string())
}

/// The program between a test and its browser. It ends with the test, and its browser with it.
struct Driver {
    child: Child,
    address: SocketAddr,
}

impl Driver {
    fn start() -> Driver {
        let program = std::env::var_os("CHANCERY_DRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut child = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{}: {error} (apt-get install chromium-driver)", program.display())
            });
        let said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let mut ports = said.filter_map(|line| {
            line.rsplit_once("on port ")
                .and_then(|(_, port)| port.trim_end_matches('.').parse::<u16>().ok())
                .filter(|port| *port > 0)
        });
        let port = ports.next().expect("the driver says where it listens");
        // What else it says is of no interest, but must go somewhere.
        std::thread::spawn(move || ports.for_each(drop));
        Driver { child, address: SocketAddr::from(([127, 0, 0, 1], port)) }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked so, it closes its browsers first.
        if let Ok(mut stream) = TcpStream::connect(self.address) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let _ =
                stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let _ = stream.read_to_end(&mut Vec::new());
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a browser shows.
pub(super) struct Tab {
    pub(super) client: Client,
    home: SocketAddr,
}

impl Tab {
    /// Opens an address of the desk.
    pub(super) async fn open(&self, address: &str) {
        self.client.goto(&format!("http://{}{address}", self.home)).await.unwrap();
    }

    /// Where it is: path, query and place.
    pub(super) async fn at(&self) -> String {
        let url = self.client.current_url().await.unwrap().to_string();
        url.split_once(&self.home.to_string()).map_or(url.clone(), |(_, at)| at.to_owned())
    }

    /// Makes the page so wide, in this scheme.
    pub(super) async fn look(&self, look: Look) {
        let is_phone = look.width < 600;
        let size =
            json!({"width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": is_phone});
        self.chrome("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = json!({"features": [{"name": "prefers-color-scheme", "value": look.scheme}]});
        self.chrome("Emulation.setEmulatedMedia", scheme).await;
    }

    /// Whether pages may run scripts.
    pub(super) async fn scripts(&self, may: bool) {
        self.chrome("Emulation.setScriptExecutionDisabled", json!({"value": !may})).await;
    }

    async fn chrome(&self, cmd: &str, params: Value) -> Value {
        let body = json!({"cmd": cmd, "params": params});
        self.client.issue_cmd(Chromium { endpoint: "goog/cdp/execute", body }).await.unwrap()
    }

    /// What the console has said since the last time.
    pub(super) async fn console(&self) -> Vec<String> {
        let command = Chromium { endpoint: "se/log", body: json!({"type": "browser"}) };
        let said = self.client.issue_cmd(command).await.unwrap();
        let message = |one: &Value| one["message"].as_str().unwrap_or_default().to_owned();
        said.as_array().unwrap().iter().map(message).collect()
    }

    /// What a script returns.
    pub(super) async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Clicks the first of these.
    pub(super) async fn click(&self, css: &str) {
        self.one(css).await.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Clicks what leads to another page, and is there.
    pub(super) async fn go(&self, css: &str) {
        let from = self.at().await;
        self.click(css).await;
        self.left(&from).await;
    }

    /// Presses the key that goes on, and is there.
    pub(super) async fn enter(&self, element: &fantoccini::elements::Element) {
        let from = self.at().await;
        element.send_keys(&char::from(Key::Enter).to_string()).await.unwrap();
        self.left(&from).await;
    }

    async fn left(&self, from: &str) {
        for _ in 0..400 {
            if self.at().await != from {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("nothing leads on from {from}");
    }

    /// Drags from a point of the window to another, which leads to another page.
    pub(super) async fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let here = self.at().await;
        let duration = Some(Duration::from_millis(60));
        let drag = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration, x: from.0, y: from.1 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::MoveTo { duration, x: to.0, y: to.1 })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(drag).await.unwrap();
        self.left(&here).await;
    }

    /// Types into a field, after what was in it is gone.
    pub(super) async fn fill(&self, css: &str, text: &str) {
        let field = self.one(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    /// Chooses from a list.
    pub(super) async fn choose(&self, css: &str, value: &str) {
        self.one(css).await.select_by_value(value).await.unwrap_or_else(|error| panic!("{css}: {error}"));
    }

    pub(super) async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for one in self.client.find_all(Locator::Css(css)).await.unwrap() {
            texts.push(one.text().await.unwrap());
        }
        texts
    }

    pub(super) async fn one(&self, css: &str) -> fantoccini::elements::Element {
        let found = self.client.find(Locator::Css(css)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{css} at {}: {error}", self.at().await),
        }
    }

    /// A picture of the page, the first 3,000 pixels of it.
    pub(super) async fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures");
        std::fs::create_dir_all(&folder).unwrap();
        let size = self.chrome("Page.getLayoutMetrics", json!({})).await["cssContentSize"].clone();
        let height = size["height"].as_f64().unwrap().min(3000.0);
        let clip = json!({"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1});
        let params = json!({"captureBeyondViewport": true, "clip": clip});
        let picture = self.chrome("Page.captureScreenshot", params).await;
        let picture = BASE64_STANDARD.decode(picture["data"].as_str().unwrap()).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }
}

/// What only this browser understands.
#[derive(Debug)]
struct Chromium {
    endpoint: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.endpoint))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.body.to_string()))
    }
}
