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
        Deprel::Nsubj => {
            used.subject || document.child(governor, Deprel::Ccomp).is_some() || is_asked(document, governor)
        }
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

/// "insisted that Moscow stop", "said Moscow must withdraw": the verb of what is asked of somebody.
fn is_asked(document: &Document, verb: usize) -> bool {
    let data = document.token(verb);
    data.upos == Upos::Verb
        && data.deprel.universal() == Deprel::Ccomp
        && (data.xpos == "VB"
            || document.children(verb).any(|child| {
                document.token(child).xpos == "MD" && matches!(document.lemma(child), "must" | "should")
            }))
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

/// Whether a name stands within a dateline: "Freedonia" in "GRANDPORT, Freedonia (AP) --".
pub(crate) fn is_within_dateline(document: &Document, name: &std::ops::Range<usize>) -> bool {
    let start = document.sentence_of(name.start).tokens.start;
    // A dateline is short.
    if name.start < start + 2 || name.end > start + 8 {
        return false;
    }
    let capital =
        |token: usize| document.form(token).starts_with(|c: char| c.is_uppercase() || matches!(c, ',' | '.'));
    let comma = (start..name.start).find(|&token| document.form(token) == ",");
    (start..name.end).all(capital) && comma.is_some_and(|comma| is_dateline(document, &(start..comma)))
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

/// The noun that a relative pronoun stands for: "officials" for "who" in "officials who fled", "Doe" in "Doe is a general
/// who fled".
pub(crate) fn antecedent(document: &Document, pronoun: usize) -> Option<usize> {
    relative_noun(document, pronoun).map(|noun| who_is(document, noun).unwrap_or(noun))
}

/// The noun that a relative pronoun's clause hangs on.
fn relative_noun(document: &Document, pronoun: usize) -> Option<usize> {
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

/// All that a relative pronoun, or a noun with a relative clause, stands for: "Freedonia" and "Sylvania" for "which" in
/// "Freedonia and Sylvania, the two traders, which …".
pub(crate) fn all_who(document: &Document, pronoun_or_noun: usize) -> Vec<usize> {
    let noun = relative_noun(document, pronoun_or_noun).unwrap_or(pronoun_or_noun);
    match who_is(document, noun) {
        Some(name) if document.token(noun).feats.contains("Number=Plur") => {
            document.conjuncts(first_conjunct(document, name))
        }
        Some(name) => vec![name],
        None => vec![noun],
    }
}

/// Who a noun with a relative clause is said to be: "Doe" for "general" in "Doe is a general who fled" and in "Doe, the
/// general who fled, returned".
pub(crate) fn who_is(document: &Document, noun: usize) -> Option<usize> {
    let data = document.token(noun);
    if data.upos != Upos::Noun {
        return None;
    }
    if data.deprel == Deprel::Appos {
        return document.head(noun).filter(|&name| document.token(name).upos == Upos::Propn);
    }
    // "Doe is a liar and gambler who …": the copula stands with the first.
    let first = first_conjunct(document, noun);
    let predicate = if document.child(noun, Deprel::Cop).is_some() { noun } else { first };
    let copula = document.child(predicate, Deprel::Cop)?;
    let plain =
        matches!(document.form(copula).to_lowercase().as_str(), "is" | "'s" | "’s" | "was" | "are" | "were");
    let denied = document.children(predicate).take_while(|&child| child < predicate).any(|child| {
        matches!(document.lemma(child), "not" | "no" | "if" | "whether") || document.token(child).xpos == "MD"
    });
    let subject = document.shared_subject(predicate)?;
    let told = document.token(subject).upos == Upos::Propn
        || matches!(document.form(subject).to_lowercase().as_str(), "he" | "she" | "they");
    (plain && !denied && told).then_some(subject)
}

/// The noun of whose members a quantifier speaks: "farmers" for "many" in "the farmers, many of whom fled".
pub(crate) fn quantified(document: &Document, quantifier: usize) -> Option<usize> {
    let pronoun = document
        .children(quantifier)
        .find(|&child| child > quantifier && matches!(document.token(child).xpos, "WP" | "WDT"))?;
    // Where the parser makes the quantifier a second subject of the main verb.
    let first_subject = || {
        let verb = document.head(quantifier)?;
        document.subject(verb).filter(|&subject| subject < quantifier && document.is_nominal(subject))
    };
    let plural = |&noun: &usize| {
        document.token(noun).feats.contains("Number=Plur") || document.conjuncts(noun).len() > 1
    };
    antecedent(document, pronoun).or_else(first_subject).filter(plural)
}

/// Whether an office is only sought, wished for or anybody's: "ran for president", "wants to be president", "any
/// president". `start` is where the phrase begins.
pub(crate) fn is_sought(document: &Document, head: usize, start: usize) -> bool {
    let first = document.form(start).to_lowercase();
    if matches!(first.as_str(), "any" | "every" | "no") && start < head {
        return true;
    }
    let bare = !document
        .children(head)
        .any(|child| matches!(document.token(child).deprel.universal(), Deprel::Det | Deprel::NmodPoss));
    let Some(governor) = document.head(head).filter(|_| bare) else { return false };
    let not_yet = |verb: usize| {
        document.children(verb).any(|child| child < verb && matches!(document.token(child).xpos, "TO" | "MD"))
    };
    let runs = matches!(
        document.lemma(governor),
        "run" | "campaign" | "bid" | "candidate" | "stand" | "race" | "nominee" | "contender" | "nomination"
    );
    runs && document.case_of(head).as_deref() == Some("for")
        || document.child(head, Deprel::Cop).is_some() && not_yet(head)
        || document.lemma(governor) == "become" && not_yet(governor)
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
