//! The sieve of pronouns: the nearest compatible antecedent, subjects first; "I" and "we" are the speaker's.
//!
//! A pronoun that nothing fits, or several fit equally, stays alone.

use super::trace::Passed;
use super::{Chainer, Draft};
use crate::mention::entity::lexicon;
use crate::mention::entity::{EntityMention, Gender, Person, grammar};
use chancery_record::ActorKind;
use chancery_syntax::{Deprel, Upos};

/// How many sentences back "he" and "she" look.
const PERSON_BACK: usize = 6;
/// How many dependents of its verb are asked whether they name somebody.
const SIBLINGS: usize = 16;

impl Chainer<'_> {
    pub(super) fn chain_pronoun(&mut self, party: usize) {
        let mention = self.parties[party].mention.clone();
        match (mention.gender, mention.plural) {
            (Gender::Masculine | Gender::Feminine, _) => self.chain_he_or_she(party, &mention),
            (Gender::Neuter, _) => self.chain_it(party, &mention),
            _ => self.chain_they(party, &mention),
        }
    }

    fn chain_he_or_she(&mut self, party: usize, mention: &EntityMention) {
        let mut passed = Passed::default();
        let around = self.statement_around(mention.head);
        let sentence = self.parties[party].sentence;
        // Score, draft and the party that mentioned it last.
        let mut best: Option<(i32, usize, usize)> = None;
        let mut second: Option<(i32, usize)> = None;
        for (draft, last) in self.antecedents() {
            let back = sentence.saturating_sub(self.parties[last].sentence);
            if back > PERSON_BACK {
                break;
            }
            let data = &self.drafts[draft];
            if data.kind != ActorKind::Person || data.plural {
                if data.kind != ActorKind::Unknown {
                    passed.over(last, "not one person");
                }
                continue;
            }
            if data.gender != Gender::Unknown && data.gender != mention.gender {
                passed.over(last, "of the other gender");
                continue;
            }
            if self.is_bound(last, party) || self.is_named_beside(draft, party) {
                passed.over(last, "stands in the same clause");
                continue;
            }
            let before = self.foremost(draft).unwrap_or(&self.parties[last]);
            let mut score = 100 - 14 * back as i32 + 6 * i32::from(before.prominence);
            // Across sentences less than a sentence's distance: most names are in no list of given names.
            if self.drafts[draft].gender == mention.gender {
                score += if back == 0 { 16 } else { 10 };
            }
            if before.mention.is_named() {
                score += 4;
            } else if data.gender == Gender::Unknown && !before.mention.definite && back > 0 {
                // "a suspect" of whom nobody says what he or she is.
                score -= 12;
            }
            // "…", he said: not somebody of whom the quotation speaks, rather who spoke before.
            let its = self.statement_around(before.mention.head);
            if its != around && its.is_some() && around.is_none() {
                score -= 18;
            }
            // Within a quotation "he" is not who speaks.
            if around.is_some_and(|around| self.speaks(draft, around)) && self.is_quoted(around) {
                score -= 40;
            }
            match best {
                Some((known, _, _)) if known >= score => second = second.max(Some((score, last))),
                _ => {
                    second = second.max(best.map(|(known, _, last)| (known, last)));
                    best = Some((score, draft, last));
                }
            }
        }
        let clear =
            best.filter(|&(score, _, _)| score >= 40 && second.is_none_or(|(second, _)| score - second >= 2));
        match (clear, best, second) {
            (Some((_, draft, _)), _, runner_up) => {
                if let Some((_, last)) = runner_up {
                    passed.over(last, "less prominent or less near");
                }
                self.join(party, draft);
                self.note(party, Some("the person before it who fits best"), passed);
            }
            (None, Some((_, _, one)), Some((_, other))) => {
                let mut equal = Passed::default();
                equal.over(one, "as likely as another");
                equal.over(other, "as likely as another");
                self.note(party, None, equal);
            }
            (None, _, _) => self.note(party, None, passed),
        }
    }

    /// Whether a draft speaks a statement.
    fn speaks(&self, draft: usize, statement: usize) -> bool {
        self.statements[statement].speakers.iter().any(|&head| {
            let own = self.scene.head_of(head);
            self.at_head.get(&own).is_some_and(|&speaker| self.of_party[speaker].contains(&draft))
        })
    }

    fn is_quoted(&self, statement: Option<usize>) -> bool {
        statement.is_some_and(|idx| self.statements[idx].form == chancery_record::StatementForm::Direct)
    }

    /// Whether grammar forbids that a pronoun means this antecedent: both hang on one verb ("Doe met him").
    fn is_bound(&self, antecedent: usize, pronoun: usize) -> bool {
        let document = self.document();
        let head = self.parties[pronoun].mention.head;
        if document.lemma(head).ends_with("self") || document.form(head).ends_with("self") {
            return false;
        }
        if self.stands_in_one_clause(antecedent, pronoun) {
            return true;
        }
        // "his" is not the noun that it is part of, nor what that noun is in apposition to.
        let other = self.parties[antecedent].mention.head;
        document.token(head).deprel == Deprel::NmodPoss
            && document.head(head).is_some_and(|noun| {
                noun == other
                    || document.head(noun) == Some(other) && document.token(noun).deprel == Deprel::Appos
            })
    }

    /// Whether somebody is named further on in the pronoun's own clause: in "He hailed Doe" he is not Doe, although Doe
    /// is who was mentioned last.
    fn is_named_beside(&self, draft: usize, pronoun: usize) -> bool {
        let document = self.document();
        let head = self.parties[pronoun].mention.head;
        let Some(verb) = document.head(head) else { return false };
        document.children(verb).filter(|&child| child > head).take(SIBLINGS).any(|child| {
            self.at_head.get(&self.scene.head_of(child)).is_some_and(|&other| {
                self.of_party[other].contains(&draft) && self.stands_in_one_clause(other, pronoun)
            })
        })
    }

    /// "it" and "its": a body or government, only where grammar makes it sure.
    fn chain_it(&mut self, party: usize, mention: &EntityMention) {
        let fits = |draft: &Draft| {
            !draft.plural
                && matches!(
                    draft.kind,
                    ActorKind::Government
                        | ActorKind::Organisation
                        | ActorKind::ArmedGroup
                        | ActorKind::Media
                )
        };
        let mut passed = Passed::default();
        if let Some(draft) = self.subject_above(party, &fits, &mut passed) {
            self.join(party, draft);
            self.note(party, Some("the subject of the clause above"), passed);
        } else if let Some(draft) = self.subject_before(party, mention, &fits, &mut passed) {
            self.join(party, draft);
            self.note(party, Some("the one subject of its kind in the sentence before"), passed);
        } else {
            self.note(party, None, passed);
        }
    }

    /// "they", "them", "their": several persons, a group, a body.
    fn chain_they(&mut self, party: usize, mention: &EntityMention) {
        let many = |draft: &Draft| {
            draft.plural || matches!(draft.kind, ActorKind::Population | ActorKind::ArmedGroup)
        };
        let fits =
            |draft: &Draft| many(draft) || matches!(draft.kind, ActorKind::Organisation | ActorKind::Media);
        let body =
            |draft: &Draft| fits(draft) || draft.kind == ActorKind::Government && draft.state.is_none();
        let mut passed = Passed::default();
        if self.join_coordinated(party) {
            self.note(party, Some("those named together before it"), passed);
            return;
        }
        let found = self
            .subject_above(party, &many, &mut passed)
            .or_else(|| self.subject_before(party, mention, &many, &mut passed))
            .or_else(|| self.subject_above(party, &fits, &mut Passed::default()))
            // "The army said … They deny": a body of many, where both are subjects of whole sentences.
            .or_else(|| {
                let whole = self.parties[party].prominence > 3;
                whole.then(|| self.subject_before(party, mention, &body, &mut Passed::default())).flatten()
            });
        if let Some(draft) = found {
            self.join(party, draft);
        }
        self.note(party, found.map(|_| "the subject before it that is several or a body"), passed);
    }

    /// The subject of a clause of the same sentence that governs the pronoun's clause: "Freedonia said **it** would".
    fn subject_above(
        &self,
        party: usize,
        fits: &impl Fn(&Draft) -> bool,
        passed: &mut Passed,
    ) -> Option<usize> {
        let document = self.document();
        let pronoun = self.parties[party].mention.head;
        let mut at = pronoun;
        // The subject of its own clause is somebody else: "Police arrested nine of them"; not so for "their" and
        // "themselves".
        let form = document.form(pronoun);
        let free =
            document.token(pronoun).xpos == "PRP$" || form.ends_with("self") || form.ends_with("selves");
        let mut inside = !free;
        for _ in 0..12 {
            let head = document.head(at)?;
            let own_clause = inside;
            inside &= document.token(head).upos != Upos::Verb && document.subject(head).is_none();
            // "urged Sylvania to withdraw its troops": who is urged withdraws them; "asked Sylvania to join it": not it.
            let controller = Some(at)
                .filter(|&at| document.token(at).deprel == Deprel::Xcomp && document.lemma(head) != "promise")
                .filter(|&at| free || at != pronoun && document.head(pronoun) != Some(at))
                .and_then(|at| {
                    document.children(head).find(|&child| {
                        child < at
                            && matches!(document.token(child).deprel.universal(), Deprel::Obj | Deprel::Iobj)
                    })
                });
            if !own_clause
                && let Some(subject) = controller.or_else(|| document.subject(head))
                && subject != pronoun
                && let Some(&antecedent) = self.at_head.get(&self.scene.head_of(subject))
                && antecedent < party
                && let Some(&draft) = self.of_party[antecedent].first()
            {
                if !fits(&self.drafts[draft]) || self.of_party[antecedent].len() != 1 {
                    passed.over(antecedent, "not of its kind or number");
                    return None;
                }
                if self.is_bound(antecedent, party) {
                    passed.over(antecedent, "stands in the same clause");
                    return None;
                }
                return Some(draft);
            }
            at = head;
        }
        None
    }

    /// The subject of the sentence before, where the pronoun is the subject of a verb of saying or deciding.
    fn subject_before(
        &self,
        party: usize,
        mention: &EntityMention,
        fits: &impl Fn(&Draft) -> bool,
        passed: &mut Passed,
    ) -> Option<usize> {
        let document = self.document();
        let data = document.token(mention.head);
        let acts = data.deprel == Deprel::Nsubj
            && document
                .head(mention.head)
                .is_some_and(|verb| lexicon::metonym_use(document.lemma(verb)).subject);
        if !acts && !mention.plural {
            return None;
        }
        let sentence = self.parties[party].sentence;
        // Draft, its last mention, and whether it is the subject of the whole sentence.
        let mut found: Option<(usize, usize, bool)> = None;
        for (draft, last) in self.antecedents() {
            let before = &self.parties[last];
            let back = sentence.saturating_sub(before.sentence);
            if back > 1 {
                break;
            }
            if !fits(&self.drafts[draft]) {
                passed.over(last, "not of its kind or number");
                continue;
            }
            if self.is_bound(last, party) {
                passed.over(last, "stands in the same clause");
                continue;
            }
            let Some(before) = self.foremost(draft).filter(|before| before.prominence >= 3) else {
                passed.over(last, "no subject");
                continue;
            };
            // "Freedonia said its army had won. It …": who says it before whom it speaks of.
            let main = before.prominence > 3;
            match found {
                Some((_, other, known)) if known == main => {
                    passed.over(other, "as likely as another");
                    passed.over(last, "as likely as another");
                    return None;
                }
                Some((_, _, true)) => passed.over(last, "not the subject of the whole sentence"),
                Some((_, other, false)) => {
                    passed.over(other, "not the subject of the whole sentence");
                    found = Some((draft, last, true));
                }
                None => found = Some((draft, last, main)),
            }
        }
        found.map(|(draft, ..)| draft)
    }

    /// "Doe and Roe met. **They** agreed": both.
    fn join_coordinated(&mut self, party: usize) -> bool {
        let document = self.document();
        let sentence = self.parties[party].sentence;
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (_, last) in self.antecedents() {
            let before = &self.parties[last];
            if sentence.saturating_sub(before.sentence) > 1
                || before.prominence < 3
                || self.is_bound(last, party)
            {
                continue;
            }
            let first = grammar::first_conjunct(document, before.mention.head);
            let members: Vec<usize> = document.conjuncts(first);
            if members.len() < 2 {
                continue;
            }
            if !groups.contains(&members) {
                groups.push(members);
            }
        }
        let [members] = groups.as_slice() else { return false };
        let mut drafts = Vec::new();
        for &member in members {
            let Some(&other) = self.at_head.get(&self.scene.head_of(member)) else {
                return false;
            };
            match self.of_party[other].as_slice() {
                [draft] if other < party => drafts.push(*draft),
                _ => return false,
            }
        }
        for draft in drafts {
            self.join(party, draft);
        }
        true
    }

    /// "officials who fled": the relative pronoun is its noun.
    pub(super) fn chain_relative(&mut self, party: usize) {
        let head = self.parties[party].mention.head;
        if grammar::antecedent(self.document(), head).is_some() {
            self.join_all(party, &grammar::all_who(self.document(), head));
        }
    }

    /// "the farmers, **many** of whom fled" are the farmers; "Doe and Roe met, **each** accusing the other" are both; "Doe
    /// is **a general** who fled" is Doe.
    pub(super) fn chain_by_grammar(&mut self, party: usize) -> bool {
        let document = self.document();
        let head = self.parties[party].mention.head;
        let is_quantifier = matches!(document.lemma(head), "each" | "both")
            && document.children(head).next().is_none()
            && document.token(head).deprel.universal() == Deprel::Nsubj;
        let members: Vec<usize> = if let Some(noun) = grammar::quantified(document, head) {
            vec![noun]
        } else if is_quantifier {
            let clause = document.head(head).filter(|&verb| document.token(verb).xpos == "VBG");
            let subject = clause.and_then(|verb| document.head(verb)).and_then(|verb| document.subject(verb));
            subject.map_or_else(Vec::new, |subject| document.conjuncts(subject))
        } else if document.child(head, Deprel::AclRelcl).is_some() {
            grammar::all_who(document, head)
        } else {
            Vec::new()
        };
        self.join_all(party, &members)
    }

    /// Makes a party all those that some heads are.
    fn join_all(&mut self, party: usize, heads: &[usize]) -> bool {
        let mut drafts: Vec<usize> = Vec::new();
        for &head in heads {
            if let Some(&other) = self.at_head.get(&self.scene.head_of(head))
                && other != party
            {
                drafts.extend(&self.of_party[other]);
            }
        }
        for &draft in &drafts {
            self.join(party, draft);
        }
        !drafts.is_empty()
    }

    /// "I" and "we" within what somebody says are who says it.
    pub(super) fn chain_first_persons(&mut self) {
        for party in 0..self.parties.len() {
            let mention = &self.parties[party].mention;
            if mention.person != Some(Person::First) || !self.of_party[party].is_empty() {
                continue;
            }
            let Some(statement) = self.statement_around(mention.head) else { continue };
            let speakers = &self.statements[statement].speakers;
            let [speaker] = speakers.as_slice() else { continue };
            let own = self.scene.head_of(*speaker);
            let Some(&speaker) = self.at_head.get(&own) else { continue };
            if speaker == party {
                continue;
            }
            if let [draft] = self.of_party[speaker].as_slice() {
                let draft = *draft;
                self.join(party, draft);
                self.note(party, Some("who says what it stands in"), Passed::default());
            }
        }
    }
}
