//! What a speaker says of a thing or of another's duty: "the blockade is illegal", "Sylvania must withdraw".

use super::content::{is_first_person, turned};
use super::lexicon::{Entry, Kind};
use super::{Claim, Finder};
use chancery_record::{Act, Stance};
use chancery_syntax::{Deprel, Upos};

impl Finder<'_> {
    /// The opinion whose predicate a token is.
    pub(super) fn opinion_at(&self, token: usize) -> Option<Claim> {
        self.judgement(token).or_else(|| self.duty(token)).or_else(|| self.for_or_against(token))
    }

    /// "The sanctions are unjust", said by somebody; "called the sanctions unjust".
    fn judgement(&self, token: usize) -> Option<Claim> {
        let view = self.view;
        let entry = self
            .stances
            .of(view.lemma(token))
            .find(|entry| entry.kind == Kind::Judgement && self.ends_with(entry, token))?;
        let document = view.document;
        let marks = view.marks(token);
        if marks.conditional || marks.possible {
            return None;
        }
        let has_copula = document.child(token, Deprel::Cop).is_some();
        let (holders, content) = if has_copula {
            let statement = &self.statements[self.said_in(token)?];
            if matches!(statement.act, Act::Deny | Act::Ask) {
                return None;
            }
            let subject = document
                .children(token)
                .find(|&child| matches!(view.deprel(child), Deprel::Nsubj | Deprel::Csubj) && child < token);
            let content =
                subject.filter(|&subject| document.token(subject).upos != Upos::Pron).or_else(|| {
                    document.children(token).find(|&child| {
                        child > token
                            && matches!(
                                view.deprel(child),
                                Deprel::Csubj | Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl
                            )
                    })
                })?;
            (statement.speakers.clone(), content)
        } else {
            // "called the blockade unacceptable"
            let verb = document.head(token)?;
            let names = matches!(
                view.lemma(verb),
                "call"
                    | "consider"
                    | "deem"
                    | "describe"
                    | "brand"
                    | "label"
                    | "denounce"
                    | "find"
                    | "declare"
                    | "make"
            );
            let is_named =
                matches!(view.deprel(token), Deprel::Xcomp | Deprel::Obl | Deprel::Obj | Deprel::Ccomp);
            if !names || !is_named || self.standing(verb)? != super::standing::Standing::Plain {
                return None;
            }
            let subject = view.subject_of(verb).filter(|subject| !subject.passive)?;
            let object = document
                .children(verb)
                .find(|&child| view.deprel(child) == Deprel::Obj && child != token)
                .or_else(|| document.children(token).find(|&child| view.deprel(child) == Deprel::Nsubj))?;
            (self.holders(&self.somebody(subject.head)), object)
        };
        if holders.is_empty() {
            return None;
        }
        let stance = if marks.negated { entry.negated? } else { entry.stance };
        let region = self.region(content, std::slice::from_ref(&(token..token + 1)));
        let point = self.point(stance, content, region, None)?;
        let rule = format!("position-judgement/{}", entry.id);
        Some(Claim { anchor: token, holders, points: vec![point], condition: None, rule })
    }

    fn ends_with(&self, entry: &Entry, token: usize) -> bool {
        let n_before = entry.words.len() - 1;
        let Some(start) = token.checked_sub(n_before) else { return false };
        (start..token)
            .zip(&entry.words)
            .all(|(at, word)| self.view.document.form(at).eq_ignore_ascii_case(word))
    }

    /// "Sylvania must withdraw", said by somebody else.
    fn duty(&self, verb: usize) -> Option<Claim> {
        let view = self.view;
        if !view.is_verb(verb) {
            return None;
        }
        let marks = view.marks(verb);
        if !marks.obligation || marks.conditional || marks.possible {
            return None;
        }
        let statement = &self.statements[self.said_in(verb)?];
        if matches!(statement.act, Act::Deny | Act::Ask) || !self.is_said_itself(verb, statement) {
            return None;
        }
        let holders = statement.speakers.clone();
        let subject = view.subject_of(verb);
        let target = match subject {
            Some(subject) if subject.passive => view.agent_of(verb),
            Some(subject) => view.actors_at(subject.head).first().copied(),
            None => None,
        };
        let is_own = subject.is_some_and(|subject| {
            !subject.passive
                && (is_first_person(view, subject.head)
                    || matches!(view.lemma(subject.head), "it" | "he" | "she")
                    || holders.iter().any(|&holder| view.lemma(holder) == view.lemma(subject.head)))
        });
        if holders.is_empty() || is_own {
            return None;
        }
        // The negation is the duty's: "must not send".
        let stance = if marks.negated { turned(Stance::Demand) } else { Stance::Demand };
        let mut region = self.region(verb, &[]);
        if let Some(subject) = subject.filter(|subject| subject.passive && !region.contains(&subject.head)) {
            // "are illegal and must be lifted": the first predicate has the subject of both.
            region.extend(self.region(subject.head, &[]));
            region.sort_unstable();
        }
        let mut point = self.point(Stance::Demand, verb, region, target)?;
        if marks.negated && point.stance == Stance::Demand {
            point.stance = stance;
        }
        let rule = "position-duty".to_string();
        Some(Claim { anchor: verb, holders, points: vec![point], condition: None, rule })
    }

    /// Whether a clause is what is said, and no clause inside it.
    fn is_said_itself(&self, clause: usize, statement: &crate::statement::StatementMention) -> bool {
        let mut at = clause;
        for _ in 0..6 {
            match self.view.document.head(at) {
                Some(head) if self.holds(statement, head) => {
                    let beside = matches!(
                        self.view.deprel(at),
                        Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp | Deprel::Xcomp
                    );
                    if !beside {
                        return false;
                    }
                    at = head;
                }
                _ => return true,
            }
        }
        false
    }

    /// "is against holding a vote", "are for a truce", "is in favour of talks".
    fn for_or_against(&self, token: usize) -> Option<Claim> {
        let view = self.view;
        let document = view.document;
        document.child(token, Deprel::Cop)?;
        let first = document
            .children(token)
            .find(|&child| matches!(view.deprel(child), Deprel::Case | Deprel::Mark) && child < token)?;
        let favour = matches!(view.lemma(token), "favour" | "favor") && document.form(first) == "in";
        let stance = match document.form(first) {
            "against" => Stance::Oppose,
            "for" => Stance::Support,
            _ if favour => Stance::Support,
            _ => return None,
        };
        let standing = self.standing(token)?;
        let stance = match (standing, stance) {
            (super::standing::Standing::Plain, stance) => stance,
            (super::standing::Standing::Negated, stance) => turned(stance),
            _ => Stance::Undecided,
        };
        let content = if favour {
            document.children(token).find(|&child| child > token && view.case_is(child, "of")).or_else(
                || {
                    document
                        .children(token)
                        .find(|&child| child > token && document.token(child).xpos == "VBG")
                },
            )?
        } else {
            token
        };
        let subject = view.subject_of(token)?;
        let holders = self.holders(&self.somebody(subject.head));
        if holders.is_empty() {
            return None;
        }
        let mut region = self.region(content, &[]);
        let before = subject.head.max(first);
        region.retain(|&at| at > before || content != token);
        let point = self.point(stance, content, region, None)?;
        let rule = "position-for-against".to_string();
        Some(Claim { anchor: token, holders, points: vec![point], condition: None, rule })
    }
}
