//! Who says it: heads of noun phrases beside a reporting word, by the tree first.

mod words;

use super::cue::{self, Class};
use super::reach;
use super::text::Text;
use chancery_syntax::{Deprel, NameKind, Upos};
use std::ops::Range;
pub(super) use words::in_phrase;
use words::{behind_apposition, beside, first_in_row, in_segment, of_participle, top_of_phrase};

/// Who is the speaker of a reporting word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Speakers {
    /// These; coordinated ones one by one.
    Named(Vec<usize>),
    /// Nobody is named: a passive without "by", "it is said".
    Nobody,
    /// The sentence does not tell.
    Unknown,
}

impl Speakers {
    /// The heads, none where nobody is named.
    pub(super) fn heads(self) -> Vec<usize> {
        match self {
            Speakers::Named(heads) => heads,
            _ => Vec::new(),
        }
    }

    pub(super) fn is_named(&self) -> bool {
        matches!(self, Speakers::Named(_))
    }
}

/// The speakers of a reporting verb, by the tree and, where it fails, by what stands beside the verb.
pub(super) fn of_verb(text: &Text, verb: usize) -> Speakers {
    if let Some(speakers) = of_participle(text, verb) {
        return speakers;
    }
    // "None of them has said so": nobody else has, either.
    if subject_beside(text, verb, verb).is_some_and(|subject| is_nobody(text, subject)) {
        return Speakers::Unknown;
    }
    let found = by_tree(text, verb);
    // "At Port Royal, where it rains, Rufus Roe, its mayor, said": between commas the words tell more than the tree.
    if matches!(text.document.token(verb).xpos, "VBD" | "VBZ" | "VBN" | "VB")
        && !text.document.children(verb).any(|child| text.deprel(child).universal() == Deprel::Aux)
        && let Some(phrase) = behind_apposition(text, verb)
        && !matches!(&found, Speakers::Named(heads)
            if heads.iter().any(|head| (first_in_row(text, phrase.start)..verb).contains(head)))
    {
        return match phrase.clone().find(|&token| text.document.is_nominal(token)) {
            Some(first) => named(text, verb, top_of_phrase(text, first, phrase)),
            None => Speakers::Named(vec![phrase.start]),
        };
    }
    match found {
        Speakers::Unknown => beside(text, verb),
        found => found,
    }
}

fn by_tree(text: &Text, verb: usize) -> Speakers {
    let document = text.document;
    let mut at = verb;
    for _ in 0..8 {
        if at == verb && is_passive(text, at) {
            let agents: Vec<usize> = document.children(at).filter(|&child| is_agent(text, child)).collect();
            // "Roe was quoted as saying": the subject speaks.
            let is_quoted = matches!(document.lemma(verb), "quote" | "cite");
            return match (agents.first(), subject_beside(text, at, verb).filter(|_| is_quoted)) {
                (_, Some(subject)) => named(text, verb, subject),
                (Some(&agent), _) => named(text, verb, agent),
                (None, None) => Speakers::Nobody,
            };
        }
        if document.children(at).any(|child| text.deprel(child) == Deprel::Expl) {
            return Speakers::Nobody;
        }
        if let Some(subject) = subject_beside(text, at, verb) {
            return named(text, verb, subject);
        }
        // A head in a quotation is a mistake of the parser where the verb stands in none.
        let Some(head) = document.head(at).filter(|&head| text.same_level(head, verb)) else {
            return Speakers::Unknown;
        };
        let xpos = document.token(at).xpos;
        match text.deprel(at) {
            // "said the talks had failed, adding that …", "… and added that …": who said the one says the other.
            Deprel::Conj | Deprel::Advcl | Deprel::Acl if at == verb && reach::goes_on(text, verb) => {
                match reach::reporter_above(text, verb) {
                    Some(reporter) => at = reporter,
                    None => at = head,
                }
            }
            Deprel::Conj => at = head,
            Deprel::Xcomp => {
                // Object control ("wants Roe to say") before subject control ("went on to say").
                let object = document
                    .children(head)
                    .find(|&child| matches!(text.deprel(child), Deprel::Obj | Deprel::Iobj) && child < at);
                match object {
                    Some(object) if text.upos(object) != Upos::Noun || !is_thing(text, object) => {
                        return named(text, verb, object);
                    }
                    _ => at = head,
                }
            }
            Deprel::Advcl | Deprel::Parataxis if matches!(xpos, "VBG" | "VB" | "VBN") => {
                // "by saying" and "while saying" keep the subject; "if …" and "because …" have their own.
                at = head;
            }
            // "left for the port, the minister's home, calling it a trap": behind a break a participle goes with the
            // clause, whatever noun the tree hangs it on.
            Deprel::Acl if xpos == "VBG" && text.document.is_nominal(head) => {
                // "in spite of", "despite some of its friends, now saying": it is those who say so.
                let is_apart = matches!(document.case_of(head).as_deref(), Some("despite" | "with"));
                match clause_above(text, head, verb)
                    .filter(|_| !is_apart && reach::is_behind_break(text, verb))
                {
                    Some(clause) => at = clause,
                    None => return publisher(text, verb, before_time(text, head)),
                }
            }
            _ => return Speakers::Unknown,
        }
    }
    Speakers::Unknown
}

/// "issued a statement Friday saying": the noun before the time.
fn before_time(text: &Text, noun: usize) -> usize {
    let start = text.sentence(noun).start;
    if !text.is_time(noun) {
        return noun;
    }
    (start..noun)
        .rev()
        .take(8)
        .find(|&token| text.document.is_nominal(token) && !text.is_time(token))
        .unwrap_or(noun)
}

/// The predicate above a noun that stands before a participle; the noun itself where it is one ("are against the plan").
fn clause_above(text: &Text, noun: usize, verb: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..12 {
        let is_predicate = (text.upos(at) == Upos::Verb && text.is_finite(at))
            || (text.document.child(at, Deprel::Cop).is_some() && text.document.subject(at).is_some());
        if at < verb && is_predicate {
            return text.same_level(at, verb).then_some(at);
        }
        at = text.document.head(at)?;
    }
    None
}

/// The speakers of a verb that stands in a frame beside a quotation, where parsers go astray: what the tree says only if
/// it lies within the frame.
pub(super) fn of_frame(text: &Text, verb: usize, frame: Range<usize>) -> Speakers {
    let has_passive_aux = text
        .document
        .children(verb)
        .any(|child| text.deprel(child) == Deprel::AuxPass && frame.contains(&child));
    let is_adjunct = matches!(text.document.token(verb).xpos, "VBG" | "VB");
    // Behind an inverted verb who speaks comes first: “…,” said Roe, who is also a host.
    let first_phrase = if frame.start == verb {
        let end = (verb + 1..frame.end).find(|&token| text.is_break(token) || text.is_mark(token));
        frame.start..end.unwrap_or(frame.end)
    } else {
        frame.clone()
    };
    match by_tree(text, verb) {
        Speakers::Named(heads)
            if is_adjunct
                || (heads.iter().all(|head| frame.contains(head)) && first_phrase.contains(&heads[0])) =>
        {
            Speakers::Named(heads)
        }
        found if has_passive_aux || is_adjunct => match found {
            Speakers::Unknown => of_verb(text, verb),
            found => found,
        },
        _ => match in_segment(text, verb, frame.clone()) {
            // “…,” Ando said: one or two words that no tagger knows.
            Speakers::Unknown
                if (1..=3).contains(&verb.saturating_sub(frame.start)) && text.is_word(verb - 1) =>
            {
                Speakers::Named(vec![verb - 1])
            }
            found => found,
        },
    }
}

/// Whether a verb is in the passive by its own words: a subject or auxiliary within a quotation is a mistake.
pub(super) fn is_passive(text: &Text, verb: usize) -> bool {
    let has = |deprel: Deprel| {
        text.document
            .children(verb)
            .any(|child| text.deprel(child) == deprel && text.same_level(child, verb) && child < verb)
    };
    // A subject alone is no passive ("Freedonia called for"), save in headlines ("Roe accused of lying").
    let is_headline = || {
        verb + 1 < text.document.tokens().len()
            && matches!(text.lower(verb + 1).as_str(), "of" | "by" | "to" | "over" | "as")
    };
    is_bare_participle(text, verb)
        || is_asked(text, verb)
        || has(Deprel::AuxPass)
        || (has(Deprel::NsubjPass) && is_headline())
}

/// The nominal subject of a predicate that stands in the verb's own quotation, the nearest where the tree has several.
fn subject_beside(text: &Text, at: usize, verb: usize) -> Option<usize> {
    text.document
        .children(at)
        .filter(|&child| {
            text.deprel(child).universal() == Deprel::Nsubj
                && text.deprel(child) != Deprel::NsubjOuter
                && text.same_level(child, verb)
                && !text.is_time(child)
                && (!text.is_inserted(child) || text.is_inserted(verb))
                && !(child > at && has_subject_place_before(text, at))
        })
        .min_by_key(|&child| (child > at, child.abs_diff(at)))
}

/// "Asked whether he would go, …", "when asked about it": who asks is not named.
fn is_asked(text: &Text, verb: usize) -> bool {
    let next = verb + 1;
    let sentence = text.sentence(verb);
    let is_clipped = matches!(text.lower(verb).as_str(), "asked" | "pressed" | "questioned")
        && sentence.contains(&next)
        && !matches!(text.upos(next), Upos::Propn | Upos::Noun | Upos::Pron | Upos::Det)
        && !text.is_break(next);
    let is_word = |token: usize| text.is(token, "when") || text.is(token, "if");
    let before = (sentence.start..verb).rev().find(|&token| text.upos(token) != Upos::Adv || is_word(token));
    is_clipped && before.is_none_or(is_word)
}

/// "the claims made by Roe", "as told by Roe": a participle that modifies a noun.
fn is_bare_participle(text: &Text, verb: usize) -> bool {
    text.document.token(verb).xpos == "VBN"
        && matches!(text.deprel(verb), Deprel::Acl | Deprel::Advcl)
        && text.document.child(verb, Deprel::Obj).is_none()
        && !text.document.children(verb).any(|child| text.deprel(child).universal() == Deprel::Aux)
}

/// The speaker of "a statement saying": who published it, else the text itself.
fn publisher(text: &Text, verb: usize, noun: usize) -> Speakers {
    let document = text.document;
    if cue::is(Class::Published, text.document.lemma(noun)) {
        if let Some(owner) = document.child(noun, Deprel::NmodPoss) {
            return named(text, verb, owner);
        }
        // "issued a statement saying", "In a statement announcing the pick, the guild …"
        if let Some(head) = document.head(noun)
            && (text.deprel(noun) == Deprel::Obj
                || text.deprel(noun) == Deprel::Obl && document.case_of(noun).as_deref() == Some("in"))
            && let Some(subject) = document.shared_subject(head)
            && !document.is_passive(head)
        {
            return named(text, verb, subject);
        }
    }
    named(text, verb, noun)
}

pub(super) fn is_thing(text: &Text, noun: usize) -> bool {
    cue::is(Class::Published, text.document.lemma(noun))
        || matches!(
            text.document.lemma(noun),
            "opportunity" | "chance" | "time" | "right" | "way" | "moment" | "occasion"
        )
}

fn is_agent(text: &Text, child: usize) -> bool {
    text.deprel(child) == Deprel::OblAgent
        || (text.deprel(child) == Deprel::Obl && text.document.case_of(child).as_deref() == Some("by"))
}

/// The head and what is coordinated with it, as far as somebody could speak by it.
fn named(text: &Text, verb: usize, head: usize) -> Speakers {
    if text.upos(head) == Upos::Pron && text.is(head, "there") {
        return Speakers::Unknown;
    }
    if is_nobody(text, head) {
        return Speakers::Unknown;
    }
    let head = behind_title(text, head);
    let heads: Vec<usize> = text
        .document
        .conjuncts(head)
        .into_iter()
        .filter(|&one| {
            text.same_level(one, verb)
                && !(text.document.token(one).xpos == "DT"
                    && matches!(text.lower(one).as_str(), "that" | "this"))
                && (text.document.is_nominal(one)
                    || matches!(text.document.token(one).xpos, "NNS" | "VBZ")
                    || matches!(text.upos(one), Upos::Num | Upos::Adj | Upos::Det | Upos::X | Upos::Sym))
        })
        .collect();
    if heads.is_empty() { Speakers::Unknown } else { Speakers::Named(heads) }
}

/// "Rep. Jane Doe" of which the tree makes two: the name.
fn behind_title(text: &Text, head: usize) -> usize {
    let name = text.name_at(head + 1).filter(|name| {
        name.kind == NameKind::Person
            && text.document.form(head).ends_with('.')
            && !name.tokens.contains(&head)
            && text.document.head(head) != Some(name.tokens.start)
            && !name.tokens.contains(&text.document.head(head).unwrap_or(head))
    });
    name.map_or(head, |name| name.tokens.start)
}

/// "No one has claimed it", "none said so".
fn is_nobody(text: &Text, head: usize) -> bool {
    matches!(text.lower(head).as_str(), "nobody" | "none" | "neither")
        || text
            .document
            .children(head)
            .any(|child| child < head && (text.is(child, "no") || text.is(child, "neither")))
}

/// Whether the word before a verb can be its subject, so that what stands behind it is none: "Roe said leaders would …".
fn has_subject_place_before(text: &Text, verb: usize) -> bool {
    verb.checked_sub(1).is_some_and(|before| {
        text.sentence(verb).contains(&before)
            && text.same_level(before, verb)
            && text.document.is_nominal(before)
    }) || behind_apposition(text, verb).is_some()
}
