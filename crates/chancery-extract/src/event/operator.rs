//! Words that change what a deed below them counts for: `lexicon/events-operators.tsv`.

use super::lexicon::{LexiconError, data_lines};
use super::view::View;
use chancery_syntax::{Deprel, Upos};
use std::collections::HashMap;
use std::sync::OnceLock;

const OPERATORS: &str = include_str!("../../lexicon/events-operators.tsv");

/// What a governing word does to the deed that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// Agreed to it: AGREE where it is cooperative, else planned.
    Agree,
    /// Refused it: REJECT.
    Refuse,
    /// Threatened it: THREATEN.
    Threaten,
    /// Promised it: AGREE or THREATEN.
    Promise,
    /// Wants it of somebody: REQUEST.
    Request,
    /// Denied it: REJECT.
    Deny,
    /// Holds it against somebody: the deed itself is not told as a fact.
    Accuse,
    /// Plans it.
    Plan,
    /// Only thinks of it.
    Consider,
    /// Did not do it.
    Fail,
    /// Nothing changed: began, tried, managed to.
    Begin,
    /// Goes on with it.
    Continue,
    /// Stopped it.
    Stop,
    /// Had it done.
    Order,
    /// Let it be done.
    Allow,
    /// Said it.
    Say,
}

impl Operator {
    fn from_label(label: &str) -> Option<Operator> {
        Some(match label {
            "agree" => Operator::Agree,
            "refuse" => Operator::Refuse,
            "threaten" => Operator::Threaten,
            "promise" => Operator::Promise,
            "request" => Operator::Request,
            "deny" => Operator::Deny,
            "accuse" => Operator::Accuse,
            "plan" => Operator::Plan,
            "consider" => Operator::Consider,
            "fail" => Operator::Fail,
            "begin" => Operator::Begin,
            "continue" => Operator::Continue,
            "stop" => Operator::Stop,
            "order" => Operator::Order,
            "allow" => Operator::Allow,
            "say" => Operator::Say,
            _ => return None,
        })
    }
}

/// The part of speech of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Verb,
    Adjective,
    Noun,
}

/// One operator with the words that follow its first: "call for", "rule out".
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub id: &'static str,
    pub operator: Operator,
    pub word: Word,
    pub rest: Vec<&'static str>,
}

/// All operators by first lemma.
#[derive(Clone, Debug, Default)]
pub(super) struct Operators {
    pub lines: Vec<Line>,
    by_lemma: HashMap<&'static str, Vec<u32>>,
}

impl Operators {
    /// The built-in operators.
    pub(super) fn embedded() -> &'static Operators {
        static OPERATORS: OnceLock<Operators> = OnceLock::new();
        OPERATORS.get_or_init(|| Operators::load().0)
    }

    /// The lines of a lemma, those with more words first.
    pub(super) fn of(&self, lemma: &str) -> impl Iterator<Item = &Line> {
        self.by_lemma.get(lemma).into_iter().flatten().map(|&idx| &self.lines[idx as usize])
    }

    fn load() -> (Operators, Vec<LexiconError>) {
        let mut operators = Operators::default();
        let mut errors = Vec::new();
        for (number, line) in data_lines(OPERATORS) {
            let mut fault = |column, reason: String| {
                errors.push(LexiconError {
                    file: "events-operators.tsv".to_string(),
                    line: number,
                    column,
                    reason,
                });
            };
            let cells: Vec<&'static str> = line.split('\t').collect();
            let &[id, operator, word, words] = cells.as_slice() else {
                fault(None, "four columns wanted: id, op, kind, words".to_string());
                continue;
            };
            let Some(operator) = Operator::from_label(operator) else {
                fault(Some("op"), format!("no operator `{operator}`"));
                continue;
            };
            let word = match word {
                "verb" => Word::Verb,
                "adjective" => Word::Adjective,
                "noun" => Word::Noun,
                other => {
                    fault(Some("kind"), format!("`{other}` is none of verb, adjective, noun"));
                    continue;
                }
            };
            operators.lines.push(Line { id, operator, word, rest: words.split(' ').collect() });
        }
        operators.lines.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.id.cmp(b.id)));
        for (idx, line) in operators.lines.iter().enumerate() {
            operators.by_lemma.entry(line.rest[0]).or_default().push(idx as u32);
        }
        (operators, errors)
    }
}

impl View<'_> {
    /// The operator that a word is over what stands below it, if it is one.
    pub(super) fn operator_at(&self, word: usize, below: usize) -> Option<Operator> {
        let data = self.document.token(word);
        let wanted = match data.upos {
            _ if self.is_verb(word) => Word::Verb,
            Upos::Adj | Upos::Adv | Upos::Adp => Word::Adjective,
            Upos::Noun => Word::Noun,
            _ => return None,
        };
        if wanted == Word::Verb && self.lemma(word) == "go" {
            let going = self.document.form(word).eq_ignore_ascii_case("going");
            return Some(if going { Operator::Plan } else { Operator::Begin });
        }
        let below_is_noun = !self.is_verb(below) && self.document.token(below).upos != Upos::Adj;
        let mut found = None;
        for line in self.operators.of(self.lemma(word)) {
            if line.word != wanted || self.followed_by(word, &line.rest[1..]).is_none() && line.rest.len() > 1
            {
                continue;
            }
            let fits = match line.operator {
                // "ordered attacks" had them done, "ordered him to leave" asks; "insists it attacked" says.
                Operator::Order => below_is_noun,
                // "is convinced that it attacked" believes; "convinced it to leave" asks.
                Operator::Consider if self.class("persuade-verb", word) => {
                    self.is_passive(word) && self.deprel(below) == Deprel::Ccomp
                }
                Operator::Say => {
                    !below_is_noun
                        && matches!(
                            self.deprel(below),
                            Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp | Deprel::Acl
                        )
                }
                Operator::Request => {
                    let below_is_clause = self.deprel(below) == Deprel::Ccomp;
                    let marks = self.marks(below);
                    let told = marks.future
                        || marks.would
                        || marks.possible
                        || self.document.token(below).xpos == "VBD"
                            && !self.document.form(below).eq_ignore_ascii_case(self.lemma(below));
                    // "told them to leave" asks, "told them that they left" says.
                    let says = matches!(self.lemma(word), "tell" | "warn") && !marks.infinitive;
                    let has_order_done = below_is_noun && self.class("order-verb", word);
                    let wants_itself = matches!(self.lemma(word), "want" | "seek" | "advise")
                        && !below_is_noun
                        && self.patients_of(word, below).is_empty()
                        && !self.has_subject(below);
                    // "challenged the council to resign" asks, "challenged the ban" does not.
                    let disputes = below_is_noun && self.class("dare-verb", word);
                    !(says || disputes || has_order_done || wants_itself || below_is_clause && told)
                }
                _ => true,
            };
            if fits {
                found = Some(line.operator);
                break;
            }
        }
        if found.is_none() && wanted == Word::Verb && matches!(self.lemma(word), "want" | "seek") {
            return Some(Operator::Plan);
        }
        found
    }

    pub(super) fn has_subject(&self, verb: usize) -> bool {
        self.document.children(verb).any(|child| self.deprel(child) == Deprel::Nsubj)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_valid() {
        let (operators, errors) = Operators::load();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(operators.lines.len() > 400);
        let refuse = operators.of("refuse").find(|line| line.word == Word::Verb);
        assert_eq!(refuse.map(|line| line.operator), Some(Operator::Refuse));
    }
}
