//! Who says it and to whom: heads of noun phrases beside a reporting word.

use super::cue::{self, Class, Cue, Takes};
use super::text::Text;
use chancery_syntax::{Deprel, Upos};

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
    match by_tree(text, verb) {
        Speakers::Unknown => beside(text, verb),
        found => found,
    }
}

fn by_tree(text: &Text, verb: usize) -> Speakers {
    let document = text.document;
    let mut at = verb;
    for _ in 0..8 {
        if at == verb && (document.is_passive(at) || is_bare_participle(text, at)) {
            let agents: Vec<usize> = document.children(at).filter(|&child| is_agent(text, child)).collect();
            return match agents.first() {
                Some(&agent) => named(text, verb, agent),
                None => Speakers::Nobody,
            };
        }
        if let Some(subject) = document.children(at).find(|&child| {
            text.deprel(child).universal() == Deprel::Nsubj && text.deprel(child) != Deprel::NsubjOuter
        }) {
            if document.children(at).any(|child| text.deprel(child) == Deprel::Expl) {
                return Speakers::Nobody;
            }
            return named(text, verb, subject);
        }
        if document.children(at).any(|child| text.deprel(child) == Deprel::Expl) {
            return Speakers::Nobody;
        }
        let Some(head) = document.head(at) else { return Speakers::Unknown };
        let xpos = document.token(at).xpos;
        match text.deprel(at) {
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
            Deprel::Acl if matches!(xpos, "VBG") && text.document.is_nominal(head) => {
                return publisher(text, verb, head);
            }
            _ => return Speakers::Unknown,
        }
    }
    Speakers::Unknown
}

/// "the claims made by Roe", "as told by Roe": a participle that modifies a noun.
fn is_bare_participle(text: &Text, verb: usize) -> bool {
    text.document.token(verb).xpos == "VBN"
        && text.deprel(verb) == Deprel::Acl
        && !text.document.children(verb).any(|child| text.deprel(child).universal() == Deprel::Aux)
}

/// The speaker of "a statement saying": who published it, else the text itself.
fn publisher(text: &Text, verb: usize, noun: usize) -> Speakers {
    let document = text.document;
    if cue::is(Class::Published, text.document.lemma(noun)) {
        if let Some(owner) = document.child(noun, Deprel::NmodPoss) {
            return named(text, verb, owner);
        }
        if let Some(head) = document.head(noun)
            && text.deprel(noun) == Deprel::Obj
            && let Some(subject) = document.shared_subject(head)
            && !document.is_passive(head)
        {
            return named(text, verb, subject);
        }
    }
    named(text, verb, noun)
}

fn is_thing(text: &Text, noun: usize) -> bool {
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
    let heads: Vec<usize> = text
        .document
        .conjuncts(head)
        .into_iter()
        .filter(|&one| {
            text.same_level(one, verb)
                && (text.document.is_nominal(one)
                    || matches!(text.upos(one), Upos::Num | Upos::Adj | Upos::Det | Upos::X | Upos::Sym))
        })
        .collect();
    if heads.is_empty() { Speakers::Unknown } else { Speakers::Named(heads) }
}

/// Where the tree gives no subject: the noun phrase behind an inverted verb (", said Jane Doe"), or directly before.
fn beside(text: &Text, verb: usize) -> Speakers {
    let tokens = text.document.tokens();
    let sentence = text.sentence(verb);
    if !matches!(text.document.token(verb).xpos, "VBD" | "VBZ" | "VBP") {
        return Speakers::Unknown;
    }
    let is_start = |token: usize| {
        matches!(tokens[token].upos, Upos::Propn | Upos::Noun | Upos::Det | Upos::Adj | Upos::Num)
            && text.same_level(token, verb)
    };
    let before = verb.checked_sub(1).filter(|before| sentence.contains(before));
    let is_behind_break = before.is_none_or(|before| text.is_break(before) || text.is_mark(before));
    if is_behind_break && sentence.contains(&(verb + 1)) && is_start(verb + 1) {
        return named(text, verb, top_of_phrase(text, verb + 1, verb));
    }
    if let Some(before) = before
        && text.same_level(before, verb)
        && (text.document.is_nominal(before))
    {
        return named(text, verb, top_of_phrase(text, before, verb));
    }
    Speakers::Unknown
}

/// The highest nominal above a token that is on the same side of the verb.
fn top_of_phrase(text: &Text, token: usize, verb: usize) -> usize {
    let mut top = token;
    for _ in 0..12 {
        match text.document.head(top) {
            Some(head)
                if (head < verb) == (token < verb)
                    && head != verb
                    && matches!(text.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                    && text.same_level(head, verb) =>
            {
                top = head;
            }
            _ => break,
        }
    }
    top
}

/// To whom it is said: objects of verbs that take a hearer, and "to …".
pub(super) fn addressees(text: &Text, cue: &Cue) -> Vec<usize> {
    let document = text.document;
    let takes_whom = cue.entry.act(Takes::Whom).is_some() || cue.entry.act(Takes::ObjTo).is_some();
    let mut heads = Vec::new();
    for child in document.children(cue.head) {
        let is_hearer = match text.deprel(child) {
            Deprel::Iobj => true,
            Deprel::Obj => takes_whom,
            Deprel::NsubjPass => takes_whom,
            Deprel::Obl => {
                document.case_of(child).as_deref() == Some("to")
                    && cue.entry.act(Takes::That).is_some()
                    && may_hear(text, child)
            }
            _ => false,
        };
        if is_hearer
            && text.same_level(child, cue.head)
            && document.is_nominal(child)
            && may_hear(text, child)
        {
            heads.extend(document.conjuncts(child).into_iter().filter(|&one| document.is_nominal(one)));
        }
    }
    heads
}

/// Whether a nominal may be somebody: not a time, a text or a relative pronoun's content.
fn may_hear(text: &Text, nominal: usize) -> bool {
    !text.is_time(nominal)
        && !matches!(text.document.token(nominal).xpos, "WDT" | "WP" | "DT")
        && !is_thing(text, nominal)
        && !matches!(
            text.document.lemma(nominal),
            "it" | "this" | "that" | "itself" | "lie" | "truth" | "story" | "question"
        )
}
