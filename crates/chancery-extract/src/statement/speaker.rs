//! Who says it and to whom: heads of noun phrases beside a reporting word.

use super::cue::{self, Class, Cue, Takes};
use super::reach;
use super::text::Text;
use chancery_syntax::{Deprel, Upos};
use std::ops::Range;

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
    let found = by_tree(text, verb);
    // "At Port Royal, where it rains, Rufus Roe, its mayor, said": between commas the words tell more than the tree.
    if matches!(text.document.token(verb).xpos, "VBD" | "VBZ")
        && let Some(phrase) = behind_apposition(text, verb)
        && !matches!(&found, Speakers::Named(heads)
            if heads.iter().any(|head| (first_in_row(text, phrase.start)..verb).contains(head)))
        && let Some(first) = phrase.clone().find(|&token| text.document.is_nominal(token))
    {
        return named(text, verb, top_of_phrase(text, first, phrase));
    }
    match found {
        Speakers::Unknown => beside(text, verb),
        found => found,
    }
}

/// The speakers of a participle, by the words before it: "Roe added, saying", "calling it a lie and accusing Doe", "with
/// an advertisement asking".
fn of_participle(text: &Text, verb: usize) -> Option<Speakers> {
    let document = text.document;
    if document.token(verb).xpos != "VBG" {
        return None;
    }
    let sentence = text.sentence(verb);
    let mut words =
        (sentence.start..verb).rev().filter(|&token| text.upos(token) != Upos::Adv && !text.is_mark(token));
    let before = words.next()?;
    if text.is_break(before) {
        // Right behind a frame it is the frame's speaker who goes on.
        let frame = words.next().filter(|&token| {
            text.same_level(token, verb)
                && matches!(document.token(token).xpos, "VBD" | "VBZ")
                && reach::reports(text, token)
        })?;
        return Some(by_tree(text, frame)).filter(Speakers::is_named);
    }
    if text.upos(before) == Upos::Cconj {
        let first = (sentence.start..before).rev().find(|&token| {
            document.token(token).xpos == "VBG"
                && text.same_level(token, verb)
                && reach::tells(text, token)
                && reach::is_behind_break(text, token)
        })?;
        return Some(of_verb(text, first)).filter(Speakers::is_named);
    }
    let top = document.is_nominal(before).then(|| top_of_phrase(text, before, sentence.start..verb))?;
    (document.case_of(top).as_deref() == Some("with")).then(|| named(text, verb, top))
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
                match clause_above(text, head, verb).filter(|_| reach::is_behind_break(text, verb)) {
                    Some(clause) => at = clause,
                    None => return publisher(text, verb, head),
                }
            }
            _ => return Speakers::Unknown,
        }
    }
    Speakers::Unknown
}

/// The finite verb above a noun that stands before a participle.
fn clause_above(text: &Text, noun: usize, verb: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..12 {
        at = text.document.head(at)?;
        if at < verb && text.upos(at) == Upos::Verb && text.is_finite(at) {
            return text.same_level(at, verb).then_some(at);
        }
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
    let before = (sentence.start..verb).rev().find(|&token| text.upos(token) != Upos::Adv);
    is_clipped && before.is_none_or(|before| text.is(before, "when") || text.is(before, "if"))
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
                && !(text.document.token(one).xpos == "DT"
                    && matches!(text.lower(one).as_str(), "that" | "this"))
                && (text.document.is_nominal(one)
                    || matches!(text.document.token(one).xpos, "NNS" | "VBZ")
                    || matches!(text.upos(one), Upos::Num | Upos::Adj | Upos::Det | Upos::X | Upos::Sym))
        })
        .collect();
    if heads.is_empty() { Speakers::Unknown } else { Speakers::Named(heads) }
}

/// Whether the word before a verb can be its subject, so that what stands behind it is none: "Roe said leaders would …".
fn has_subject_place_before(text: &Text, verb: usize) -> bool {
    verb.checked_sub(1).is_some_and(|before| {
        text.sentence(verb).contains(&before)
            && text.same_level(before, verb)
            && text.document.is_nominal(before)
    }) || behind_apposition(text, verb).is_some()
}

/// Where a row of phrases between commas begins that ends with a phrase: "Rufus Roe, the mayor of the port, Grandport".
fn first_in_row(text: &Text, phrase: usize) -> usize {
    let sentence = text.sentence(phrase).start;
    let mut start = phrase;
    for token in (sentence..phrase).rev() {
        let is_plain = text.same_level(token, phrase)
            && !text.is_mark(token)
            && !matches!(text.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Adp);
        if !is_plain && !(text.upos(token) == Upos::Adp && text.is(token, "of")) {
            break;
        }
        start = token;
    }
    start
}

/// The noun phrase that an apposition parts from its verb: "Rufus Roe, its chairman, told", by the commas alone.
fn behind_apposition(text: &Text, verb: usize) -> Option<Range<usize>> {
    let sentence = text.sentence(verb);
    let comma = verb.checked_sub(1).filter(|&comma| text.is(comma, ",") && sentence.contains(&comma))?;
    let chunk = |end: usize| {
        let stops =
            |token: usize| text.is_break(token) || text.is_mark(token) || !text.same_level(token, verb);
        let start = (sentence.start..end).rev().take_while(|&token| !stops(token)).last()?;
        // "As John Hill, the mayor, put it"
        let start = if text.is(start, "as") && start + 1 < end { start + 1 } else { start };
        let is_verbless = (start..end).all(|token| {
            !matches!(text.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj)
                || matches!(text.document.token(token).xpos, "VBG" | "VBN")
        });
        let begins = matches!(
            text.upos(start),
            Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Pron | Upos::Num
        );
        (is_verbless && begins).then_some(start..end)
    };
    let apposition = chunk(comma)?;
    let before =
        apposition.start.checked_sub(1).filter(|&comma| text.is(comma, ",") && sentence.contains(&comma))?;
    chunk(before).filter(|phrase| !text.is_time(phrase.start))
}

/// Where the tree gives no subject: the noun phrase behind an inverted verb (", said Jane Doe"), or the one before the
/// verb, in the stretch between breaks and marks that is the frame of the saying.
fn beside(text: &Text, verb: usize) -> Speakers {
    match text.document.token(verb).xpos {
        "VBG" => return subject_before(text, verb),
        "VBD" | "VBZ" | "VBP" | "VBN" | "NNS" | "NN" => {}
        _ => return Speakers::Unknown,
    }
    in_segment(text, verb, frame_of(text, verb))
}

/// The subject of the finite verb before a participle: “…,” Roe said before adding: “…”.
fn subject_before(text: &Text, verb: usize) -> Speakers {
    let sentence = text.sentence(verb);
    let verbs = (sentence.start..verb)
        .rev()
        .filter(|&token| text.same_level(token, verb) && text.upos(token) == Upos::Verb)
        .filter(|&token| text.is_finite(token))
        .take(4)
        .collect::<Vec<_>>();
    // A verb of saying before one of doing.
    let (says, does): (Vec<usize>, Vec<usize>) = verbs
        .into_iter()
        .partition(|&token| reach::reports(text, token) && !reach::is_told_by_another(text, token));
    says.into_iter()
        .chain(does)
        .map(|token| by_tree(text, token))
        .find(Speakers::is_named)
        .unwrap_or(Speakers::Unknown)
}

/// Who speaks in a frame, by the words of the speaker's phrase.
pub(super) fn in_phrase(text: &Text, verb: usize, phrase: Range<usize>) -> Speakers {
    match by_tree(text, verb) {
        Speakers::Named(heads) if heads.iter().all(|head| phrase.contains(head)) => Speakers::Named(heads),
        _ if phrase.start > verb => in_segment(text, verb, verb..phrase.end),
        _ => in_segment(text, verb, phrase.start..verb + 1),
    }
}

/// The noun phrase of a stretch that can be the subject of its verb.
fn in_segment(text: &Text, verb: usize, segment: Range<usize>) -> Speakers {
    let document = text.document;
    let is_start = |token: usize| {
        matches!(text.upos(token), Upos::Propn | Upos::Noun | Upos::Det | Upos::Adj | Upos::Num | Upos::Pron)
    };
    if segment.start == verb {
        let behind = verb + 1;
        let is_inverted = segment.contains(&behind) && is_start(behind) && document.token(verb).xpos != "VBP";
        return match (behind..segment.end).find(|&token| document.is_nominal(token)) {
            Some(first) if is_inverted => named(text, verb, top_of_phrase(text, first, behind..segment.end)),
            _ => Speakers::Unknown,
        };
    }
    let before = segment.start..verb;
    let subject = before
        .clone()
        .filter(|&token| document.is_nominal(token))
        .map(|token| top_of_phrase(text, token, before.clone()))
        .find(|&top| {
            !document.children(top).any(|child| {
                text.deprel(child) == Deprel::Case && before.contains(&child) && text.upos(child) == Upos::Adp
            }) && !text.is_time(top)
        });
    subject.map_or(Speakers::Unknown, |subject| named(text, verb, subject))
}

/// The stretch around a verb within its sentence, up to the nearest marks of quotations that it does not stand in and
/// to semicolons; where nothing is quoted before it, only from the last break on.
fn frame_of(text: &Text, verb: usize) -> Range<usize> {
    let sentence = text.sentence(verb);
    let is_frame =
        |token: usize| text.same_level(token, verb) && !text.is_mark(token) && !text.is(token, ";");
    let start = (sentence.start..verb).rev().take_while(|&token| is_frame(token)).last().unwrap_or(verb);
    let end = (verb..sentence.end).take_while(|&token| is_frame(token)).last().map_or(verb, |last| last + 1);
    let is_behind_mark = start.checked_sub(1).is_some_and(|token| text.is_mark(token));
    let start =
        (start..verb).find(|&token| !text.is_break(token) && text.upos(token) != Upos::Cconj).unwrap_or(verb);
    if is_behind_mark {
        return start..end;
    }
    let near = (start..verb).rev().take_while(|&token| !text.is_break(token)).last().unwrap_or(verb);
    near..end
}

/// The highest nominal above a token within a stretch.
fn top_of_phrase(text: &Text, token: usize, within: Range<usize>) -> usize {
    let mut top = token;
    for _ in 0..12 {
        match text.document.head(top) {
            Some(head)
                if within.contains(&head)
                    && matches!(text.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                    && text.same_level(head, token) =>
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
            Deprel::Iobj => cue.entry.act(Takes::Pred).is_none(),
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
