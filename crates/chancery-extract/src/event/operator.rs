//! Words that change what a deed below them counts for: `lexicon/events-operators.tsv`.

use super::lexicon::{LexiconError, data_lines};
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
