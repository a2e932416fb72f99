//! Who a verb is said of: its subject, its own or shared by coordination, control, participle or relative clause, and the
//! voice that it stands in.
//!
//! Nobody is chosen here for being plausible: what the subject names is asked by `argument`.

use super::operator::{Line, Operator, Word};
use super::view::View;
use chancery_syntax::{Deprel, Upos};

/// How deep clauses are climbed for a shared subject.
const CLIMB: usize = 6;

/// A subject with the voice that it stands in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    pub head: usize,
    pub passive: bool,
}

impl View<'_> {
    /// The subject of a verb as it stands, or shared by coordination, control, participle or relative clause. `None` where
    /// the clause has none.
    pub(crate) fn subject_of(&self, verb: usize) -> Option<Subject> {
        let document = self.document;
        if let Some((Some(subject), _)) = self.mended(verb) {
            return Some(Subject { head: subject, passive: false });
        }
        let mut at = verb;
        let mut passive = self.is_passive(verb);
        for _ in 0..CLIMB {
            // The one next to the verb: a dateline may pass for another.
            let is_subject = |&child: &usize| {
                let deprel = document.token(child).deprel;
                deprel.universal() == Deprel::Nsubj || self.is_referring_it(child)
            };
            // "The government Saturday condemned …": a day is no subject where there is another.
            let before = || document.children(at).take_while(|&child| child < at).filter(is_subject);
            let own = before()
                .filter(|&child| !self.is_time(child))
                .last()
                .or_else(|| before().last())
                .or_else(|| document.children(at).find(is_subject));
            if let Some(own) = own {
                let head = self.past_dateline(self.antecedent(own, at), at);
                return Some(Subject { head, passive });
            }
            if let Some(stray) = self.stray_subject(at) {
                return Some(Subject { head: stray, passive });
            }
            let head = document.head(at)?;
            match document.token(at).deprel {
                Deprel::Conj => {
                    // "was arrested and beaten": a participle shares the passive, a finite verb does not.
                    if at == verb && document.token(verb).xpos == "VBN" && self.is_passive(head) {
                        passive = true;
                    }
                    at = self.goes_on_from(at)?;
                }
                Deprel::Xcomp | Deprel::Ccomp if !self.has_own_finite_subject(at) => {
                    let object = document.children(head).find(|&child| {
                        child != at && child < at && matches!(self.deprel(child), Deprel::Obj | Deprel::Iobj)
                    });
                    if let Some(object) = object
                        && self.is_actor(object)
                        && !self.class("subject-control", head)
                    {
                        return Some(Subject { head: object, passive });
                    }
                    if document.token(at).deprel == Deprel::Ccomp {
                        return None;
                    }
                    at = head;
                }
                // "far from attacking, Germany …"
                Deprel::Advmod if at != verb => at = head,
                // "Were Germany to attack, Poland would …"
                Deprel::Acl if self.is_inverted(at) => return Some(Subject { head, passive }),
                Deprel::Acl if self.gerund_subject(at).is_some() => {
                    return self.gerund_subject(at).map(|head| Subject { head, passive });
                }
                // "praised the staff before meeting the victims", hung on the staff
                Deprel::Acl if self.is_adverbial_gerund(at) => at = self.verb_over(at)?,
                Deprel::Acl | Deprel::AclRelcl => {
                    let participle = document.token(at).xpos;
                    // "issued a statement criticising …": who issued it speaks. "bombed the port, killing nine": who bombed kills.
                    let comma = document.children(at).next().unwrap_or(at).min(at);
                    let parted = comma > 0 && document.form(comma - 1) == "," || document.form(comma) == ",";
                    if participle == "VBG"
                        && (parted || self.is_issued(head))
                        && document.token(at).deprel == Deprel::Acl
                    {
                        if let Some(owner) = self.owner_of(head).filter(|_| !parted) {
                            return Some(Subject { head: owner, passive });
                        }
                        if let Some(over) = self.verb_over(head) {
                            at = over;
                            continue;
                        }
                    }
                    if participle == "VBN"
                        || document.token(at).deprel == Deprel::AclRelcl
                        || participle == "VBG"
                    {
                        return Some(Subject { head, passive: passive || participle == "VBN" && at == verb });
                    }
                    // "the decision to withdraw": the noun's owner, or the subject of its verb.
                    if let Some(owner) = self.owner_of(head) {
                        return Some(Subject { head: owner, passive });
                    }
                    at = self.verb_over(head)?;
                }
                Deprel::Advcl if !self.has_marked_subject(at) => {
                    // "quoted Doe as having attacked": Doe.
                    let quoted = document
                        .child(head, Deprel::Obj)
                        .filter(|&object| object < at && self.is_actor(object))
                        .filter(|_| {
                            document.child(at, Deprel::Mark).is_some_and(|mark| self.lemma(mark) == "as")
                        })
                        .filter(|_| matches!(document.token(at).xpos, "VBG" | "VBN"));
                    if let Some(quoted) = quoted {
                        return Some(Subject { head: quoted, passive });
                    }
                    if let Some(subject) = self.gerund_subject(at).or_else(|| self.asked_by(head, at)) {
                        return Some(Subject { head: subject, passive });
                    }
                    // "overran the base, officials said, killing nine": the participle goes with the clause before.
                    at = self.told_beside(head, at).unwrap_or(head);
                }
                Deprel::Parataxis | Deprel::Dep if document.token(at).xpos == "VBG" => at = head,
                Deprel::Nmod | Deprel::Obl | Deprel::Obj if self.is_verb(at) => at = self.verb_over(at)?,
                _ => return None,
            }
        }
        None
    }

    /// "called on **the government** to resign": who is asked is to do it.
    fn asked_by(&self, verb: usize, infinitive: usize) -> Option<usize> {
        let has_to = self.document.children(infinitive).any(|child| self.document.token(child).xpos == "TO");
        let asks = |line: &Line| line.operator == Operator::Request && line.word == Word::Verb;
        if !has_to || !self.operators.of(self.lemma(verb)).any(asks) {
            return None;
        }
        self.document.children(verb).find(|&child| {
            child > verb
                && child < infinitive
                && self.deprel(child) == Deprel::Obl
                && ["on", "upon", "to", "with"].iter().any(|word| self.case_is(child, word))
                && self.is_actor(child)
        })
    }

    /// "before meeting", "after signing": a gerund that no noun takes.
    fn is_adverbial_gerund(&self, verb: usize) -> bool {
        self.document.token(verb).xpos == "VBG"
            && self.document.children(verb).any(|child| {
                self.deprel(child) == Deprel::Mark
                    && matches!(self.lemma(child), "before" | "after" | "while" | "when" | "without")
            })
    }

    /// The clause that a reporting verb between commas stands in or over, if it ends before `after`.
    fn told_beside(&self, verb: usize, after: usize) -> Option<usize> {
        if !self.speaks(verb) {
            return None;
        }
        if self.deprel(verb) == Deprel::Parataxis {
            return self.document.head(verb);
        }
        self.document.children(verb).find(|&child| {
            matches!(self.deprel(child), Deprel::Ccomp | Deprel::Parataxis) && child < verb && child < after
        })
    }

    /// "GRANDPORT (Wire) — The union sued": a place before a dash is no subject, what follows it is.
    fn past_dateline(&self, subject: usize, verb: usize) -> usize {
        let document = self.document;
        let start = document.sentence_of(subject).tokens.start;
        if document.token(subject).upos != Upos::Propn || subject > start + 3 {
            return subject;
        }
        let dash = (subject + 1..(subject + 10).min(verb))
            .find(|&token| matches!(document.form(token), "-" | "--" | "—" | "–"));
        let Some(dash) = dash.filter(|&dash| {
            // A hyphen within a word has no room around it.
            document.token(dash).span.start > document.token(dash - 1).span.end
        }) else {
            return subject;
        };
        document
            .children(subject)
            .find(|&child| child > dash && child < verb && document.is_nominal(child))
            .or_else(|| {
                (dash + 1..verb).find(|&token| {
                    document.is_nominal(token)
                        && document.head(token).is_some_and(|head| head <= dash || head >= verb)
                })
            })
            .unwrap_or(subject)
    }

    pub(super) fn has_own_finite_subject(&self, verb: usize) -> bool {
        self.document.children(verb).any(|child| self.deprel(child) == Deprel::Nsubj)
    }

    fn has_marked_subject(&self, verb: usize) -> bool {
        self.has_own_finite_subject(verb)
            || self.document.children(verb).any(|child| self.deprel(child) == Deprel::Expl)
    }

    pub(crate) fn is_passive(&self, verb: usize) -> bool {
        // "is prepared to lift the ban", "is committed to reform": a state of mind, whatever the parser calls its subject.
        let state = self.document.token(verb).upos == Upos::Adj || self.class("resolved", verb);
        if state && self.has_infinitive(verb) {
            return false;
        }
        // A finite verb without "be" is no passive, whatever its subject is called.
        let finite = matches!(self.deprel(verb), Deprel::Root | Deprel::Ccomp | Deprel::Parataxis)
            || self.document.token(verb).deprel == Deprel::AclRelcl;
        let bare = finite && !self.document.children(verb).any(|child| self.deprel(child) == Deprel::Aux);
        self.document.is_passive(verb) && !bare
            || self.document.token(verb).xpos == "VBN"
                && self.document.children(verb).any(|child| {
                    self.document.token(child).deprel == Deprel::OblAgent
                        || self.deprel(child) == Deprel::Aux && matches!(self.lemma(child), "be" | "get")
                })
    }

    /// "was accused", "were urged": a passive with its own auxiliary, no attribute of something else.
    pub(super) fn is_told_passive(&self, verb: usize) -> bool {
        // "said it was opposed" tells where it stands.
        self.is_passive(verb)
            && !self.class("stance-participle", verb)
            && !matches!(self.deprel(verb), Deprel::Acl | Deprel::Amod | Deprel::Advcl)
            && self.document.children(verb).any(|child| self.deprel(child) == Deprel::Aux)
    }

    /// For "who" or "which" the noun that it stands for.
    fn antecedent(&self, pronoun: usize, verb: usize) -> usize {
        if !matches!(self.lemma(pronoun), "who" | "which" | "that" | "whom") {
            return pronoun;
        }
        let mut at = verb;
        for _ in 0..CLIMB {
            let Some(head) = self.document.head(at) else { return pronoun };
            if self.document.token(at).deprel == Deprel::AclRelcl {
                return head;
            }
            if !matches!(self.deprel(at), Deprel::Conj | Deprel::Xcomp | Deprel::Ccomp) {
                return pronoun;
            }
            at = head;
        }
        pronoun
    }

    /// The agent of a passive.
    pub(crate) fn agent_of(&self, verb: usize) -> Option<usize> {
        self.document.children(verb).find(|&child| {
            self.document.token(child).deprel == Deprel::OblAgent
                || self.deprel(child) == Deprel::Obl && self.case_is(child, "by") && self.is_actor(child)
        })
    }
}
