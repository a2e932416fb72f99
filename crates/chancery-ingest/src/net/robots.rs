//! `robots.txt` (RFC 9309): what a host lets us ask for, and how often.

use std::time::Duration;

/// What a host asks of us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Robots {
    /// Patterns of paths, and whether they may be asked for.
    rules: Vec<(String, bool)>,
    /// The pause that it wants between two requests.
    pub(crate) delay: Option<Duration>,
}

impl Robots {
    /// The groups for `agent`, all of them together; those for `*` where there are none.
    pub(crate) fn parse(text: &str, agent: &str) -> Robots {
        let (mut own, mut general) = (None::<Robots>, Robots::default());
        let (mut is_own, mut is_general, mut was_agent) = (false, false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !was_agent {
                    (is_own, is_general) = (false, false);
                }
                was_agent = true;
                let token = value.split(['/', ' ']).next().unwrap_or_default();
                is_general |= token == "*";
                if token.eq_ignore_ascii_case(agent) {
                    is_own = true;
                    own.get_or_insert_default();
                }
                continue;
            }
            was_agent = false;
            let mut groups: Vec<&mut Robots> = Vec::new();
            groups.extend(own.as_mut().filter(|_| is_own));
            groups.extend(is_general.then_some(&mut general));
            for group in groups {
                match key.as_str() {
                    "allow" | "disallow" if !value.is_empty() => {
                        group.rules.push((value.to_owned(), key == "allow"));
                    }
                    "crawl-delay" => {
                        let seconds =
                            value.parse().ok().filter(|seconds: &f64| (0.0..=3600.0).contains(seconds));
                        group.delay = seconds.map(Duration::from_secs_f64);
                    }
                    _ => {}
                }
            }
        }
        own.unwrap_or(general)
    }

    /// Whether this path, with its query, may be asked for: the longest pattern decides, and of two the kinder.
    pub(crate) fn allows(&self, path: &str) -> bool {
        let fitting = self.rules.iter().filter(|(pattern, _)| fits(pattern, path));
        fitting.max_by_key(|(pattern, allows)| (pattern.len(), *allows)).is_none_or(|(_, allows)| *allows)
    }
}

/// Whether a path begins as the pattern says: `*` stands for anything, `$` at the end for the path's end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    for (n, piece) in pieces.iter().enumerate() {
        let is_last = n + 1 == pieces.len();
        let found = if is_last && to_end {
            rest.ends_with(piece).then(|| rest.len() - piece.len())
        } else {
            rest.find(piece)
        };
        match found {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    !to_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pattern_decides() {
        let robots = Robots::parse(
            "User-agent: *\nDisallow: /private\nAllow: /private/press # but\nDisallow: /*.pdf$\nDisallow:\nCrawl-delay: 2.5\n",
            "chancery",
        );
        for (path, allowed) in [
            ("/", true),
            ("/private", false),
            ("/private/x", false),
            ("/private/press/1", true),
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/news", true),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.delay, Some(Duration::from_millis(2500)));
        assert!(Robots::default().allows("/x"));
    }

    #[test]
    fn our_own_group_goes_before_the_general_one() {
        let text = "User-agent: other\nUser-agent: Chancery/1.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /\n\nUser-agent: chancery\nDisallow: /y";
        let robots = Robots::parse(text, "chancery");
        assert!(robots.allows("/z") && !robots.allows("/x") && !robots.allows("/y"));
        assert!(!Robots::parse(text, "another").allows("/z"));
    }

    #[test]
    fn nonsense_forbids_nothing() {
        assert!(Robots::parse("<html>Not found: sorry</html>\n:\n::\nDisallow: /", "chancery").allows("/x"));
        let stars = Robots::parse(&format!("User-agent: *\nDisallow: {}x$", "/*".repeat(500)), "chancery");
        assert!(stars.allows(&"/".repeat(5000)));
    }
}
