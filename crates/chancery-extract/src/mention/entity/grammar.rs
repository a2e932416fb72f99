//! Where in a sentence a name or pronoun stands: places told from governments by grammar, antecedents of relative
//! pronouns, subjects.

use super::lexicon::{self, PlacePreposition};
use chancery_syntax::{Deprel, Document, Upos};

/// Whether the name of a capital or seat stands for its government here: "Moscow said", "talks between Moscow and
/// Kyiv", "urged Moscow"; not "in Moscow", "flew to Moscow".
pub(crate) fn is_metonym(document: &Document, head: usize) -> bool {
    let at = first_conjunct(document, head);
    if at != head && locative(document, head) == Some(PlacePreposition::Always) {
        return false;
    }
    let Some(governor) = document.head(at) else { return false };
    let used = lexicon::metonym_use(document.lemma(governor));
    let case = document.case_of(at);
    match document.token(at).deprel {
        Deprel::NsubjPass => used.object,
        Deprel::OblAgent => true,
        Deprel::Obj | Deprel::Iobj => used.object,
        Deprel::NmodPoss => used.possessor,
        Deprel::Nsubj => used.subject || document.child(governor, Deprel::Ccomp).is_some(),
        Deprel::Nmod | Deprel::Obl => match case.as_deref() {
            Some("between") => used.noun || used.subject || used.object,
            Some("with" | "against") => used.noun || used.subject || used.object,
            Some("by") => {
                document.token(at).deprel == Deprel::Obl && document.is_passive(governor) || used.possessor
            }
            Some("on" | "of" | "for" | "to" | "from" | "toward" | "towards") => {
                used.noun && document.token(governor).upos == Upos::Noun
            }
            _ => false,
        },
        _ => false,
    }
}

/// Where a name stands, in words: `subject of “said”`, `“in” before it`.
pub(crate) fn stands_as(document: &Document, head: usize) -> String {
    let at = first_conjunct(document, head);
    let governor = document.head(at).map(|governor| document.form(governor)).unwrap_or_default();
    let role = match document.token(at).deprel {
        Deprel::Nsubj => "subject",
        Deprel::NsubjPass => "subject of the passive",
        Deprel::Obj | Deprel::Iobj => "object",
        Deprel::OblAgent => "agent",
        Deprel::NmodPoss => "possessor",
        _ => "part",
    };
    match document.case_of(head).or_else(|| document.case_of(at)) {
        Some(case) => format!("“{case}” before it, {role} of “{governor}”"),
        None => format!("{role} of “{governor}”"),
    }
}

/// Whether a nominal stands where one who acts does: subject, agent, possessor or modifier of a deed.
pub(crate) fn can_act(document: &Document, head: usize) -> bool {
    let at = first_conjunct(document, head);
    locative(document, at).is_none()
        && matches!(
            document.token(at).deprel.universal(),
            Deprel::Nsubj | Deprel::Nmod | Deprel::Compound | Deprel::Amod | Deprel::Obl | Deprel::Root
        )
        && locative(document, head).is_none()
}

/// Whether a name of a country stands only for the land here: "in Freedonia", "flew to Freedonia".
pub(crate) fn is_place_use(document: &Document, head: usize) -> bool {
    let at = first_conjunct(document, head);
    match locative(document, head).or_else(|| locative(document, at)) {
        Some(PlacePreposition::Always) => true,
        Some(PlacePreposition::Unless) => {
            let Some(governor) = document.head(at) else { return true };
            let used = lexicon::metonym_use(document.lemma(governor));
            !(used.noun || used.subject && document.token(governor).upos == Upos::Noun)
        }
        None => false,
    }
}

/// Whether a name opens a paragraph as a dateline: "GENEVA (AP) —", "MOSCOW, March 4 -".
pub(crate) fn is_dateline(document: &Document, name: &std::ops::Range<usize>) -> bool {
    let sentence = document.sentence_of(name.start);
    let opens = sentence.tokens.start == name.start
        && document.paragraphs().get(sentence.paragraph).is_some_and(|paragraph| {
            document
                .sentences()
                .get(paragraph.sentences.start)
                .is_some_and(|first| first.tokens == sentence.tokens)
        });
    if !opens {
        return false;
    }
    let next = |at: usize| {
        document.tokens().get(at).filter(|token| token.sentence == document.token(name.start).sentence)
    };
    match next(name.end).map(|token| token.xpos) {
        Some("-LRB-" | ":") | None => true,
        Some(",") => (name.end + 1..name.end + 9).map_while(next).any(|token| {
            matches!(token.xpos, "-LRB-" | ":")
                || matches!(document.text().slice(token.span), "-" | "--" | "—" | "–")
        }),
        Some("HYPH" | "NFP" | "SYM") => true,
        _ => false,
    }
}

/// What kind of preposition of place stands before a nominal, if one does.
fn locative(document: &Document, nominal: usize) -> Option<PlacePreposition> {
    let case = document.child(nominal, Deprel::Case)?;
    if case > nominal {
        return None;
    }
    lexicon::place_preposition(&document.form(case).to_lowercase())
}

/// The first of what is coordinated with a token.
pub(crate) fn first_conjunct(document: &Document, token: usize) -> usize {
    let mut at = token;
    for _ in 0..8 {
        match document.head(at) {
            Some(head) if document.token(at).deprel == Deprel::Conj && document.is_nominal(head) => at = head,
            _ => break,
        }
    }
    at
}

/// The noun that a relative pronoun stands for: "officials" for "who" in "officials who fled".
pub(crate) fn antecedent(document: &Document, pronoun: usize) -> Option<usize> {
    if !matches!(document.token(pronoun).xpos, "WP" | "WDT" | "WP$") {
        return None;
    }
    let mut at = pronoun;
    for _ in 0..6 {
        let head = document.head(at)?;
        if document.token(at).deprel == Deprel::AclRelcl && document.is_nominal(head) && head < pronoun {
            return Some(head);
        }
        at = head;
    }
    None
}

/// How prominent a nominal is in its clause, the subject of the main clause first.
pub(crate) fn prominence(document: &Document, head: usize) -> u8 {
    let at = first_conjunct(document, head);
    match document.token(at).deprel {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => {
            let main = document.head(at).is_some_and(|verb| document.token(verb).deprel == Deprel::Root);
            if main { 4 } else { 3 }
        }
        Deprel::Root => 3,
        Deprel::Obj | Deprel::Iobj | Deprel::OblAgent => 2,
        Deprel::Obl | Deprel::NmodPoss => 1,
        _ => 0,
    }
}
