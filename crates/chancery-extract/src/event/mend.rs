//! Where the parser takes one word for another: verbs read as attributes or nouns, attributes read as verbs.
//!
//! What a deed is and who does it is decided elsewhere. Each misreading is known by its shape alone, never by its words.

use super::lexicon::Lexicon;
use super::view::{View, stems};
use chancery_syntax::{Deprel, Document, Upos};
use std::collections::HashMap;

/// What was misread in a document.
#[derive(Default)]
pub(super) struct Mended {
    /// Verbs that the parser took for attributes, with the subject and object that they then have.
    pub verbs: HashMap<usize, (Option<usize>, Option<usize>)>,
    /// Attributes that the parser took for verbs, with the noun that they belong to.
    pub attributes: HashMap<usize, usize>,
}

impl Mended {
    /// Looks through a document; lemmas of verbs that were read as adjectives are put right.
    pub(super) fn find(document: &Document, lexicon: &Lexicon, lemmas: &mut [String]) -> Mended {
        let mut mended = Mended::default();
        for sentence in document.sentences() {
            let root = sentence.tokens.clone().find(|&token| document.head(token).is_none());
            let verbless = root.is_some_and(|root| {
                !is_verb(document, root)
                    && document.token(root).upos != Upos::Aux
                    && document.child(root, Deprel::Cop).is_none()
            });
            for token in sentence.tokens.clone() {
                if let Some(noun) = attribute_of(document, token) {
                    mended.attributes.insert(token, noun);
                }
                let data = document.token(token);
                let resigned = verbless
                    && data.deprel == Deprel::Acl
                    && data.xpos == "VBN"
                    && document.head(token) == root;
                // "before Ruritania attacks Osterlich", read as "before attacks of Ruritania's kind".
                let finite = matches!(data.xpos, "VBZ" | "VBP" | "VBD") && data.deprel == Deprel::Obl;
                if let Some(subject) = document.child(token, Deprel::Compound).filter(|_| finite) {
                    mended.verbs.insert(token, (Some(subject), document.child(token, Deprel::Obj)));
                    continue;
                }
                if let Some((subject, object)) = between_nouns(document, token, root)
                    && let Some(stem) = stems(&document.form(token).to_lowercase())
                        .into_iter()
                        .chain([lemmas[token].clone()])
                        .find(|stem| lexicon.classes.has("strike-verb", stem))
                {
                    lemmas[token] = stem;
                    mended.verbs.insert(token, (Some(subject), Some(object)));
                    continue;
                }
                if let Some(town) = named_behind(document, token).filter(|_| resigned) {
                    mended.verbs.insert(token, (document.head(token), Some(town)));
                    continue;
                }
                if let Some(object) = object_of_adjective(document, token)
                    && lexicon.verbs.contains_key(lemmas[token].as_str())
                {
                    let subject = document.child(token, Deprel::Nsubj);
                    mended.verbs.insert(token, (subject, Some(object)));
                    continue;
                }
                if let Some(mended_verb) = wounded_thousands(document, lexicon, token, lemmas) {
                    mended.verbs.insert(token, mended_verb);
                    continue;
                }
                // "The prime minister resigned", read as a minister who was resigned.
                if let Some(root) = root.filter(|_| resigned)
                    && lexicon.classes.has("intransitive", &lemmas[token])
                {
                    mended.verbs.insert(token, (Some(root), None));
                    continue;
                }
                if data.deprel != Deprel::Amod || !matches!(data.upos, Upos::Verb | Upos::Adj) {
                    continue;
                }
                let form = document.form(token);
                if !(data.xpos == "VBN" || form.ends_with("ed")) || token == sentence.tokens.start {
                    continue;
                }
                let Some(noun) = document.head(token).filter(|&noun| noun > token) else { continue };
                let before = token - 1;
                let carried = document.head(noun).filter(|&verb| lemmas[verb] == "have" && verb == before);
                let subject = match carried {
                    Some(verb) => document
                        .children(verb)
                        .find(|&child| document.token(child).deprel.universal() == Deprel::Nsubj),
                    None if verbless && document.is_nominal(before) => {
                        Some(chunk_head(document, before, token))
                    }
                    None => None,
                };
                let Some(subject) = subject else { continue };
                let lemma = &lemmas[token];
                if data.upos == Upos::Adj {
                    let stem = stems(&form.to_lowercase())
                        .into_iter()
                        .find(|stem| lexicon.verbs.contains_key(stem.as_str()));
                    let Some(stem) = stem else { continue };
                    lemmas[token] = stem;
                } else if !lexicon.verbs.contains_key(lemma.as_str()) {
                    continue;
                }
                mended.verbs.insert(token, (Some(subject), Some(noun)));
            }
        }
        mended
    }
}

fn is_verb(document: &Document, token: usize) -> bool {
    let data = document.token(token);
    data.upos == Upos::Verb || data.xpos.starts_with("VB") && data.upos != Upos::Aux
}

/// "bombing", not "bring": what stands before "-ing" has a vowel.
fn is_gerund(form: &str) -> bool {
    form.strip_suffix("ing").is_some_and(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

/// The noun of an attribute that was read as a verb with an object: "released eleven **captured** sailors", where the
/// number before it is the sailors'; "paid tribute to **bombing** victims", where no infinitive ends in "-ing".
fn attribute_of(document: &Document, token: usize) -> Option<usize> {
    let data = document.token(token);
    let participle = matches!(data.xpos, "VBN" | "VBD");
    let gerund = data.xpos == "VB" && is_gerund(document.form(token));
    if !participle && !gerund || !is_verb(document, token) {
        return None;
    }
    let noun = document.children_by(token, Deprel::Obj).find(|&noun| noun > token)?;
    let near = (token + 1..noun).all(|between| document.head(between) == Some(noun));
    // "nine" of "nine captured pilots", read as who captured or as who was released.
    let number = token.checked_sub(1).filter(|&before| {
        document.token(before).upos == Upos::Num
            && document.children(before).next().is_none()
            && data.deprel.universal() == Deprel::Ccomp
            && matches!(document.token(before).deprel.universal(), Deprel::Nsubj | Deprel::Obj)
    });
    let alone = !document.children(token).any(|child| {
        Some(child) != number
            && matches!(document.token(child).deprel.universal(), Deprel::Aux | Deprel::Nsubj | Deprel::Iobj)
    });
    let astride = document.children(noun).any(|child| {
        child < token
            && matches!(
                document.token(child).deprel.universal(),
                Deprel::Det | Deprel::Nummod | Deprel::Amod | Deprel::Nmod
            )
    });
    (near && alone && (gerund || astride || number.is_some())).then_some(noun)
}

/// "Sylvanian guns **shelled** Marlow", read as guns that were shelled: a passive participle has no name as its object.
fn named_behind(document: &Document, participle: usize) -> Option<usize> {
    let next = participle + 1;
    let data = document.tokens().get(next)?;
    let is_agent =
        document.children(participle).any(|child| document.token(child).deprel == Deprel::OblAgent);
    let bare = document.child(next, Deprel::Case).is_none()
        && matches!(
            data.deprel.universal(),
            Deprel::Obj | Deprel::Xcomp | Deprel::Appos | Deprel::Iobj | Deprel::Obl
        );
    let own = document.head(next) == Some(participle);
    (data.upos == Upos::Propn && own && bare && !is_agent).then_some(next)
}

/// "Sylvanian warplanes **bombed** rebel positions", read as one long noun: nouns on both sides, and no verb in the sentence.
fn between_nouns(document: &Document, token: usize, root: Option<usize>) -> Option<(usize, usize)> {
    let data = document.token(token);
    let modifies = matches!(data.deprel, Deprel::Compound | Deprel::Amod);
    let form = document.form(token);
    let past = form.ends_with("ed") || data.xpos == "VBN";
    let object = document.head(token).filter(|&object| modifies && past && object > token)?;
    let sentence = document.sentence_of(token).tokens.clone();
    let verbless = root.is_some_and(|root| root == object || document.head(object) == Some(root));
    let finite = sentence
        .clone()
        .any(|other| other != token && (document.token(other).upos == Upos::Aux || is_verb(document, other)));
    let subject = token.checked_sub(1).filter(|&before| before >= sentence.start)?;
    let plural = matches!(document.token(subject).xpos, "NNS" | "NNPS");
    (verbless && !finite && plural).then(|| (chunk_head(document, subject, token), object))
}

/// "demanded that Sylvania **free** the pilots", read as an adjective: an adjective has no object.
fn object_of_adjective(document: &Document, token: usize) -> Option<usize> {
    let data = document.token(token);
    let clause =
        matches!(data.deprel.universal(), Deprel::Ccomp | Deprel::Conj | Deprel::Xcomp | Deprel::Advcl);
    let bare = document.child(token, Deprel::Cop).is_none();
    if data.upos != Upos::Adj || !clause || !bare {
        return None;
    }
    document.child(token, Deprel::Obj).filter(|&object| object > token)
}

/// "killed forty **and wounded thousands**", read as wounded thousands that were killed: subject and object of the verb.
fn wounded_thousands(
    document: &Document,
    lexicon: &Lexicon,
    token: usize,
    lemmas: &mut [String],
) -> Option<(Option<usize>, Option<usize>)> {
    let data = document.token(token);
    let attribute = data.deprel == Deprel::Amod || data.deprel == Deprel::Conj;
    let is_wound =
        |lemma: &str| ["wound-verb", "kill-verb"].iter().any(|class| lexicon.classes.has(class, lemma));
    if !attribute || !document.form(token).ends_with("ed") || token < 2 {
        return None;
    }
    let number = token + 1;
    let counted = document.tokens().get(number).is_some_and(|next| next.sentence == data.sentence)
        && (lexicon.classes.has("measure", &lemmas[number]) || document.token(number).upos == Upos::Num);
    if !counted || document.token(token - 1).deprel != Deprel::Cc {
        return None;
    }
    let first = document.head(if data.deprel == Deprel::Amod { number } else { token })?;
    let verb = document.head(first).filter(|_| document.token(first).deprel == Deprel::Obj)?;
    let subject =
        document.children(verb).find(|&child| document.token(child).deprel.universal() == Deprel::Nsubj)?;
    let stem = stems(&document.form(token).to_lowercase()).into_iter().find(|stem| is_wound(stem))?;
    lemmas[token] = stem;
    Some((Some(subject), Some(number)))
}

/// The head of the chunk that ends at `last`, before `limit`.
pub(super) fn chunk_head(document: &Document, last: usize, limit: usize) -> usize {
    let mut at = last;
    for _ in 0..4 {
        match document.head(at) {
            Some(head) if head < limit && !is_verb(document, head) => at = head,
            _ => break,
        }
    }
    at
}

impl View<'_> {
    /// A nominal with what is coordinated with it, as [`Document::conjuncts`], without what a misread verb takes off.
    pub(super) fn conjuncts(&self, nominal: usize) -> Vec<usize> {
        let mut found = self.document.conjuncts(nominal);
        // "Ruritania, Sylvania and Osterlich", with the third hung on the second.
        let mut at = 1;
        while at < found.len() {
            found.extend(self.document.children_by(found[at], Deprel::Conj));
            at += 1;
        }
        if !self.mended.verbs.is_empty() {
            let taken = |part: usize| {
                let verb_before = part.checked_sub(1).and_then(|before| self.mended.verbs.get(&before));
                self.mended.verbs.contains_key(&part)
                    || verb_before.is_some_and(|&(_, object)| object == Some(part))
            };
            found.retain(|&part| part == nominal || !taken(part));
        }
        found
    }

    /// Subject and object of a verb that the parser took for an attribute.
    pub(crate) fn mended(&self, token: usize) -> Option<(Option<usize>, Option<usize>)> {
        self.mended.verbs.get(&token).copied()
    }

    /// The noun of a word below `over` that the parser took for a verb.
    pub(super) fn noun_of_attribute(&self, over: usize) -> Option<usize> {
        if self.mended.attributes.is_empty() {
            return None;
        }
        self.document.children(over).find_map(|child| self.mended.attributes.get(&child).copied())
    }
}
