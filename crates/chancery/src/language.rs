//! Whether a text is English: no records rather than nonsense, and no refusal of a short or shouted headline.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of the commonest kind: a text of some length in which they are rare is not English.
const COMMON: &str = "the of and to that was were with said for his has have had by from it its which would but \
     not been after who will an are be they their this on as at he she we is in a";

static COMMON_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| COMMON.split_whitespace().collect());

/// Looking at so many bytes is enough.
const LOOK: usize = 16_384;

/// A language, as codes and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Language {
    /// ISO 639-1.
    pub(crate) code: &'static str,
    /// In English.
    pub(crate) name: &'static str,
}

/// The language of a text that is surely not English; `None` where it is English or hard to tell.
///
/// `given` is what the article says of itself: it tips the balance, but does not turn English into anything else.
pub(crate) fn other_than_english(text: &str, given: Option<&str>) -> Option<Language> {
    let look = &text[..text.floor_char_boundary(LOOK)];
    let words: Vec<String> = look
        .split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let letters = look.chars().filter(|c| c.is_alphabetic());
    let (n_latin, n_letters) =
        letters.fold((0, 0), |(latin, all), c| (latin + usize::from(is_latin(c)), all + 1));
    let n_common = words.iter().filter(|word| COMMON_WORDS.contains(word.as_str())).count();
    let is_given_other =
        given.is_some_and(|given| !given.is_empty() && !given.to_ascii_lowercase().starts_with("en"));

    // English runs at 35 to 50 of these words in 100; other languages in Latin letters at under 12.
    let looks_english = n_latin * 2 >= n_letters && n_common * 100 >= words.len() * 20;
    let other_script = n_latin * 2 < n_letters;
    let is_long = n_letters >= if other_script { 20 } else { 60 };
    let has_none = other_script || n_common * 100 < words.len() * 12;
    if looks_english || n_letters == 0 || !(is_given_other || is_long && has_none) {
        return None;
    }
    let detected = whatlang::detect(look);
    let other = detected.filter(|info| info.lang() != whatlang::Lang::Eng);
    if other_script {
        return Some(other.map_or(UNTOLD, |info| by_detector(info.lang().code())));
    }
    if is_given_other {
        return Some(
            given.and_then(by_code).or(other.map(|info| by_detector(info.lang().code()))).unwrap_or(UNTOLD),
        );
    }
    other.filter(|info| info.is_reliable()).map(|info| by_detector(info.lang().code()))
}

const UNTOLD: Language = Language { code: "und", name: "another language" };

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn languages() -> impl Iterator<Item = (&'static str, Language)> {
    include_str!("../data/languages.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, Language { code: cells.next()?, name: cells.next()? }))
    })
}

fn by_detector(code: &str) -> Language {
    languages().find(|(detector, _)| *detector == code).map_or(UNTOLD, |(_, language)| language)
}

fn by_code(code: &str) -> Option<Language> {
    let code = code.to_ascii_lowercase();
    let short = code.split(['-', '_']).next().unwrap_or_default();
    languages().map(|(_, language)| language).find(|language| language.code == short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_read_however_short_or_loud() {
        for text in [
            "",
            "No.",
            "12.03.2025 – 14:30",
            "FREEDONIA, SYLVANIA AGREE TRUCE AFTER MARATHON GRANDPORT TALKS",
            "Roe Vows Revenge; Osterlich Urges Calm; Markets Tumble",
            "GRANDPORT (Example Wire) — Foreign Minister Wojciech Brzęczyszczykiewicz met Željko Đorđević.",
            "The envoy left Grandport on Monday, saying that the talks had failed and that he would not be back.",
            "« La paix, maintenant », said the envoy. The crowd answered him with « jamais » and threw stones at the car.",
        ] {
            assert_eq!(other_than_english(text, None), None, "{text}");
            assert_eq!(other_than_english(text, Some("en-GB")), None, "{text}");
        }
    }

    #[test]
    fn other_languages_are_named() {
        for (text, name) in [
            (
                "Le ministre des affaires étrangères a quitté la capitale lundi soir, sans un mot pour les journalistes qui attendaient devant la porte.",
                "French",
            ),
            (
                "Der Außenminister verließ die Hauptstadt am Montagabend, ohne ein Wort an die Journalisten zu richten, die vor dem Tor warteten.",
                "German",
            ),
            (
                "De minister van Buitenlandse Zaken heeft maandagavond de hoofdstad verlaten zonder iets te zeggen tegen de journalisten die stonden te wachten.",
                "Dutch",
            ),
            (
                "El ministro de Asuntos Exteriores abandonó la capital el lunes por la noche sin decir una palabra a los periodistas.",
                "Spanish",
            ),
            (
                "Министр иностранных дел покинул столицу в понедельник вечером, не сказав ни слова журналистам.",
                "Russian",
            ),
            (
                "غادر وزير الخارجية العاصمة مساء الاثنين دون أن يقول كلمة واحدة للصحفيين الذين كانوا ينتظرون",
                "Arabic",
            ),
            (
                "外交部长周一晚上离开首都，没有对等候在门口的记者说一句话。外交部长周一晚上离开首都，没有对等候在门口的记者说一句话。",
                "Chinese",
            ),
        ] {
            assert_eq!(other_than_english(text, None).map(|language| language.name), Some(name), "{text}");
        }
    }

    #[test]
    fn what_the_article_says_of_itself_tips_the_balance() {
        assert_eq!(other_than_english("Non.", Some("fr")).map(|language| language.code), Some("fr"));
        let english = "The envoy left Grandport on Monday, saying that the talks had failed.";
        assert_eq!(other_than_english(english, Some("fr")), None);
    }
}
