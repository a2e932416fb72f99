//! The sieve of descriptions: "the minister", "Iranian officials", "the ministry", "the two leaders".

use super::trace::Passed;
use super::{Chainer, Draft, Key};
use crate::mention::entity::lexicon::{self, GenericOf};
use crate::mention::entity::{EntityMention, Gender, RoleInText, home_of};
use chancery_record::ActorKind;
use chancery_syntax::Deprel;
use chancery_world::{EntityId, EntityKind, RoleKind, fold};

/// How many sentences back a description looks for whom it takes up.
pub(super) const SENTENCES_BACK: usize = 12;
/// The most countries that one phrase is split into.
const MOST_PARTS: usize = 12;

impl Chainer<'_> {
    pub(super) fn chain_description(&mut self, party: usize) {
        let mention = self.parties[party].mention.clone();
        if !self.parties[party].is_actor() {
            return;
        }
        if self.chain_parts(party, &mention) || self.chain_group(party, &mention) {
            return;
        }
        if let Some(entity) = self.named_before(&mention) {
            self.join_key(party, Key::Entity(entity));
            return;
        }
        let Some(role) = mention.role.clone() else {
            if mention.plural || !self.take_up_body(party, &mention, None) {
                self.chain_plain(party, &mention);
            }
            return;
        };
        let whose = mention.countries.first().or(mention.organisations.first()).cloned();
        match role.kind {
            RoleKind::Person if !mention.plural => self.chain_person_role(party, &mention, &role, whose),
            RoleKind::Organisation | RoleKind::ArmedGroup if !mention.plural => {
                self.chain_body_role(party, &mention, &role, whose);
            }
            _ => {
                if mention.countries.len() == 1 && is_government(&role) {
                    self.join_key(party, Key::State(mention.countries[0].clone()));
                } else {
                    self.chain_plain(party, &mention);
                }
            }
        }
    }

    /// "the Hamas movement", "the Red Cross organisation": the body that the word before the noun names.
    fn named_before(&self, mention: &EntityMention) -> Option<EntityId> {
        let generic = lexicon::generic(self.document().lemma(mention.head))?;
        if generic.of != GenericOf::Body || mention.plural || mention.head == 0 {
            return None;
        }
        let name = &self.scene.names.spans[self.scene.names.at(mention.head - 1)?];
        let entity = self.scene.world.entity(name.meanings.first()?.entity);
        let is_body = matches!(entity.kind(), EntityKind::ArmedGroup | EntityKind::Organisation);
        (is_body && !name.is_adjective()).then(|| entity.id())
    }

    /// "the foreign ministers of Freedonia and Sylvania": one actor for each country.
    fn chain_parts(&mut self, party: usize, mention: &EntityMention) -> bool {
        let parts: Vec<&String> = mention.countries.iter().chain(&mention.organisations).collect();
        let (true, Some(role)) = (parts.len() > 1 && parts.len() <= MOST_PARTS, &mention.role) else {
            return false;
        };
        if !mention.plural {
            return false;
        }
        for whose in parts {
            let key = if is_government(role) && mention.countries.contains(whose) {
                Key::State(whose.clone())
            } else if role.office.is_some() && role.kind == RoleKind::Person && role.single {
                Key::Role(role_key(role), whose.clone())
            } else {
                Key::Role(format!("{}s", role_key(role)), whose.clone())
            };
            let draft = self.join_key(party, key);
            self.drafts[draft].share = Some(whose.clone());
            if role.kind == RoleKind::Person && role.office.is_some() && role.single {
                self.drafts[draft].kind = ActorKind::Person;
                self.drafts[draft].plural = false;
            }
            // "Osterlich", where the parser takes the last of the list for one who acts beside the ministers.
            self.share_with_listed(party, mention, whose, draft);
        }
        true
    }

    /// Gives the names of a list to the shares that they stand for, where they were taken for actors of their own.
    fn share_with_listed(&mut self, party: usize, mention: &EntityMention, whose: &str, draft: usize) {
        for token in mention.head + 1..mention.tokens.end {
            let Some(&other) = self.at_head.get(&token) else { continue };
            let listed = &self.parties[other].mention;
            let astray = self.document().token(token).deprel == Deprel::Conj
                && self.document().head(token) == Some(mention.head);
            let code = listed.meanings.first().map(|meaning| self.scene.world.entity(meaning.entity).code());
            if other == party || !astray || code != Some(whose) {
                continue;
            }
            for old in std::mem::take(&mut self.of_party[other]) {
                let old = self.root(old);
                self.drafts[old].parties.retain(|&known| known != other);
            }
            self.of_party[other].push(draft);
        }
    }

    fn chain_person_role(
        &mut self,
        party: usize,
        mention: &EntityMention,
        role: &RoleInText,
        whose: Option<String>,
    ) {
        if let Some(whose) = whose.clone() {
            // "a Freedonian official" may be another each time, "the Freedonian president" is one.
            let same = role.single || role.office.is_some() && mention.definite;
            let key = Key::Role(role_key(role), whose.clone());
            if same && !role.former {
                match self.titled(party, role, Some(&whose)) {
                    Some(draft) => {
                        self.join(party, draft);
                        self.by_key.entry(key).or_insert(draft);
                    }
                    None => {
                        self.join_key(party, key);
                    }
                }
                return;
            }
        }
        // "his minister" is somebody else's than the minister of whom we know; "Freedonia's minister" says whose.
        let takes_up = mention.definite && (whose.is_some() || !self.has_possessor(mention));
        match takes_up.then(|| self.titled(party, role, whose.as_ref())).flatten() {
            Some(draft) => self.join(party, draft),
            // "the Grandport banker", twice by the same words.
            None if mention.definite && takes_up && mention.tokens.len() > 3 => {
                let words: Vec<&str> =
                    mention.tokens.clone().map(|token| self.document().lemma(token)).collect();
                self.join_key(party, Key::Text(format!("one {}", fold(&words.join(" ")))));
            }
            None => {
                self.new_draft(party);
            }
        }
    }

    pub(super) fn has_possessor(&self, mention: &EntityMention) -> bool {
        self.document().child(mention.head, Deprel::NmodPoss).is_some()
    }

    /// The person mentioned before whose title a description takes up; none where two are equally near.
    fn titled(&mut self, party: usize, role: &RoleInText, whose: Option<&String>) -> Option<usize> {
        let mut passed = Passed::default();
        let found = self.find_titled(party, role, whose, &mut passed);
        self.note(party, found.map(|_| "the person before it whose title it takes up"), passed);
        found
    }

    fn find_titled(
        &self,
        party: usize,
        role: &RoleInText,
        whose: Option<&String>,
        passed: &mut Passed,
    ) -> Option<usize> {
        let sentence = self.parties[party].sentence;
        let lemma = self.document().lemma(self.parties[party].mention.head);
        let gender = self.parties[party].mention.gender;
        let mut best: Option<(u8, usize, usize, usize)> = None;
        let mut tied = None;
        for (draft, last) in self.antecedents() {
            let back = sentence.saturating_sub(self.parties[last].sentence);
            let data = &self.drafts[draft];
            if data.kind != ActorKind::Person || data.plural {
                continue;
            }
            let fit = self.fits_title(data, role, lemma, whose, &self.parties[party].mention);
            if fit == 0 {
                passed.over(last, "has another title or none");
                continue;
            }
            if fit < 3 && back > if fit == 1 { 2 } else { SENTENCES_BACK } {
                continue;
            }
            if gender != Gender::Unknown && data.gender != Gender::Unknown && gender != data.gender {
                passed.over(last, "of the other gender");
                continue;
            }
            if self.stands_in_one_clause(last, party) {
                passed.over(last, "stands in the same clause");
                continue;
            }
            let rank = (fit, usize::MAX - back, draft, last);
            match best {
                Some(known) if (known.0, known.1) > (rank.0, rank.1) => {
                    passed.over(last, "its title fits less well, or it is further back");
                }
                Some(known) if (known.0, known.1) == (rank.0, rank.1) => tied = Some(last),
                _ => {
                    best = Some(rank);
                    tied = None;
                }
            }
        }
        if let (Some((_, _, _, one)), Some(other)) = (best, tied) {
            passed.0.clear();
            passed.over(one, "as likely as another");
            passed.over(other, "as likely as another");
            return None;
        }
        best.map(|(_, _, draft, _)| draft)
    }

    /// How well a draft's titles fit a role: 3 the same, 2 the same sort, 1 a noun that fits anybody, 0 not at all.
    fn fits_title(
        &self,
        draft: &Draft,
        role: &RoleInText,
        lemma: &str,
        whose: Option<&String>,
        party: &EntityMention,
    ) -> u8 {
        let generic = lexicon::generic(lemma).filter(|generic| generic.of == GenericOf::Person);
        let mut best = 0;
        let mut titled = false;
        for &other in &draft.parties {
            let mention = &self.parties[other].mention;
            let Some(title) = &mention.role else { continue };
            titled = true;
            let elsewhere = whose.is_some_and(|whose| {
                let known = mention.countries.iter().chain(&mention.organisations);
                !known.clone().any(|code| code == whose) && known.clone().next().is_some()
            });
            if elsewhere
                || title.former != role.former && role.single
                || self.is_of_another_party(mention, party)
            {
                continue;
            }
            let same = role_key(title) == role_key(role)
                || title.name.ends_with(&format!(" {}", role.name)) && !title.name.starts_with("deputy ");
            let sort = generic.is_some_and(|generic| generic.sorts.contains(&title.sort.as_str()));
            best = best.max(if same {
                3
            } else if sort {
                2
            } else {
                0
            });
        }
        let anybody = generic.is_some_and(|generic| generic.sorts.contains(&"any"));
        if best == 0
            && anybody
            && (titled || draft.parties.iter().any(|&other| self.parties[other].mention.is_named()))
        {
            best = 1;
        }
        best
    }

    /// "Freedonia's trade minister …", and the name only later: "Trade Minister Jane Doe". One office, which nobody else of
    /// the article holds: one person.
    pub(super) fn join_offices(&mut self) {
        // Office, draft, country or body of it, and whether somebody is named.
        let mut held: Vec<(String, usize, Option<String>, bool)> = Vec::new();
        for draft in 0..self.drafts.len() {
            if self.parent[draft] != draft || self.drafts[draft].kind != ActorKind::Person {
                continue;
            }
            let roles = self.drafts[draft].parties.iter().filter_map(|&party| {
                let mention = &self.parties[party].mention;
                let role = mention.role.as_ref()?;
                let whose = mention.countries.first().or(mention.organisations.first()).cloned();
                (role.single && role.office.is_some() && !role.former).then(|| (role_key(role), whose))
            });
            let roles: Vec<(String, Option<String>)> = roles.collect();
            let Some((office, _)) = roles.first().cloned() else { continue };
            let share = self.drafts[draft].share.clone();
            let whose = share.or_else(|| roles.into_iter().find_map(|(_, whose)| whose));
            held.push((office, draft, whose, self.is_named(draft)));
        }
        held.sort();
        let home = home_of(self.scene);
        for same in held.chunk_by(|a, b| a.0 == b.0) {
            let (named, described): (Vec<_>, Vec<_>) = same.iter().partition(|holder| holder.3);
            for (_, draft, whose, _) in described {
                let Some(whose) = whose else { continue };
                // Without a country of his own the minister of a report from home is that country's.
                if home.as_ref().is_some_and(|home| home != whose) {
                    continue;
                }
                // Another country's holder of that office makes a name without a country doubtful.
                let alone = same.iter().all(|other| other.2.as_ref().is_none_or(|code| code == whose));
                let fits: Vec<usize> = named
                    .iter()
                    .filter(|other| other.2.as_ref().map_or(alone, |code| code == whose))
                    .map(|other| other.1)
                    .collect();
                // The name comes later: what comes before has been looked at.
                if let [only] = fits.as_slice()
                    && self.may_hold(*only, whose)
                    && self.first_sentence(*draft) < self.first_sentence(*only)
                {
                    self.merge(*only, *draft);
                }
            }
        }
    }

    fn first_sentence(&self, draft: usize) -> usize {
        self.drafts[draft].parties.iter().map(|&party| self.parties[party].sentence).min().unwrap_or(0)
    }

    /// Whether what the world knows of a person does not forbid an office of a country or body.
    fn may_hold(&self, draft: usize, whose: &str) -> bool {
        let known = &self.drafts[draft].entities;
        known.is_empty()
            || known.iter().any(|&person| {
                self.scene.world.entity(person).holdings().any(|holding| holding.of() == whose)
            })
    }

    /// "the Green candidate" is not who is called the Rose Party's.
    fn is_of_another_party(&self, known: &EntityMention, mention: &EntityMention) -> bool {
        let party_of = |mention: &EntityMention| {
            mention.belongs.iter().copied().find(|&entity| self.scene.world.entity(entity).sort() == "party")
        };
        matches!((party_of(known), party_of(mention)), (Some(a), Some(b)) if a != b)
    }

    /// Whether two parties hang on one verb, so that they are hardly the same ("the minister met the envoy").
    pub(super) fn stands_in_one_clause(&self, a: usize, b: usize) -> bool {
        let document = self.document();
        let of = |party: usize| {
            let head = self.parties[party].mention.head;
            match document.token(head).deprel {
                Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent => document.head(head),
                _ => None,
            }
        };
        matches!((of(a), of(b)), (Some(x), Some(y)) if x == y)
    }

    /// Descriptions by their very words: plurals and bodies are the same where the words are, "a witness" never is.
    pub(super) fn chain_plain(&mut self, party: usize, mention: &EntityMention) {
        let document = self.document();
        let indefinite = document
            .child(mention.head, Deprel::Det)
            .is_some_and(|det| matches!(document.lemma(det), "a" | "an" | "another" | "some" | "one"));
        let counted = document.children_by(mention.head, Deprel::Nummod).next().is_some();
        let own =
            indefinite && !mention.plural || counted || self.has_possessor(mention) || mention.role.is_none();
        if own {
            self.new_draft(party);
            return;
        }
        let words: Vec<String> = mention
            .tokens
            .clone()
            .filter(|&token| !matches!(document.token(token).xpos, "DT" | "PDT" | "CD"))
            .map(|token| document.lemma(token).to_lowercase())
            .collect();
        self.join_key(party, Key::Text(format!("the {}", fold(&words.join(" ")))));
    }
}

/// One word for all spellings of a role.
pub(super) fn role_key(role: &RoleInText) -> String {
    role.office.clone().unwrap_or_else(|| role.name.clone())
}

/// Whether a role noun with a country stands for its government: "the Freedonian government", "Sylvanian authorities".
pub(super) fn is_government(role: &RoleInText) -> bool {
    role.kind == RoleKind::Organisation && role.sort == "government" && role.sectors.len() == 1
}
