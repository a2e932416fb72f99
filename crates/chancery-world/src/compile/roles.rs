//! Role nouns and the offices that portfolios make.

use super::Compiler;
use crate::entity;
use crate::facts::Fact;
use crate::fold::fold;
use crate::plural::plural_of;
use crate::role::{self, RoleKind};
use crate::store::ROLE_WORDS;

/// Sorts of roles of which a country or body has one holder at a time.
const SINGLE: [&str; 4] = ["head-of-state", "head-of-government", "minister", "chief"];

/// A role noun in its two numbers.
struct RoleForm<'f> {
    singular: &'f str,
    plural: &'f str,
    kind: RoleKind,
    office: &'f str,
    sort: &'f str,
}

impl Compiler<'_> {
    pub(super) fn role_fact(&mut self, fact: &Fact) {
        let kind = RoleKind::ALL
            .iter()
            .find(|(_, name)| *name == fact.field("is"))
            .map_or(RoleKind::Person, |r| r.0);
        let plurals: Vec<&str> = fact.list("plural").collect();
        let singulars: Vec<&str> = std::iter::once(fact.name()).chain(fact.list("also")).collect();
        // Where the noun is its own plural (police, troops), so are its other forms.
        let only_plural = plurals.first() == Some(&fact.name());
        for (i, singular) in singulars.iter().enumerate() {
            let plural = match plurals.get(i) {
                Some(plural) => (*plural).to_owned(),
                None if only_plural => (*singular).to_owned(),
                None => plural_of(singular),
            };
            let form = RoleForm {
                singular,
                plural: &plural,
                kind,
                office: fact.field("office"),
                sort: fact.field("sort"),
            };
            self.role(fact, &form);
        }
    }

    fn role(&mut self, fact: &Fact, form: &RoleForm<'_>) {
        let single = u32::from(SINGLE.contains(&form.sort)) << 1;
        if single != 0 {
            self.single_offices.extend(entity::list(form.office).map(str::to_owned));
        }
        let mut row = [0; ROLE_WORDS];
        row[role::Column::Kind as usize] = form.kind as u32;
        row[role::Column::Name as usize] = self.string(form.singular);
        row[role::Column::Sectors as usize] = self.string(fact.field("sectors"));
        row[role::Column::Office as usize] = self.string(form.office);
        row[role::Column::Sort as usize] = self.string(form.sort);
        for (written, is_plural) in [(form.singular, false), (form.plural, true)] {
            let is_plural = u32::from(is_plural || form.singular == form.plural);
            row[role::Column::Plural as usize] = single | is_plural;
            let key = fold(written);
            if !key.is_empty() && !self.role_names.contains_key(&key) {
                self.role_names.insert(key, self.roles.len() as u64);
                self.roles.push(row);
            }
        }
    }

    /// The offices and ministries of one portfolio: `foreign` gives `foreign minister`, `minister of foreign affairs`,
    /// `foreign ministry`, `deputy foreign minister` and so on.
    pub(super) fn portfolio(&mut self, fact: &Fact) {
        let name = fact.name();
        let minister = format!("{name} minister");
        let deputy = format!("deputy {name} minister");
        let ministry = format!("{name} ministry");
        let before: Vec<&str> = std::iter::once(name).chain(fact.list("adjective")).collect();
        let after: Vec<&str> = fact.list("also").collect();
        let mut add = |form: String, kind, office: &str, sort| {
            let form = RoleForm { singular: &form, plural: &plural_of(&form), kind, office, sort };
            self.role(fact, &form);
        };
        for words in before {
            for head in ["minister", "secretary"] {
                add(format!("{words} {head}"), RoleKind::Person, &minister, "minister");
            }
            add(format!("{words} ministry"), RoleKind::Organisation, &ministry, "ministry");
            for rank in ["deputy", "vice", "first deputy", "assistant", "junior"] {
                add(format!("{rank} {words} minister"), RoleKind::Person, &deputy, "deputy-minister");
            }
        }
        for words in after {
            for (head, link) in
                [("minister", "of"), ("minister", "for"), ("secretary", "of"), ("secretary", "for")]
            {
                add(format!("{head} {link} {words}"), RoleKind::Person, &minister, "minister");
                add(format!("{head} {link} the {words}"), RoleKind::Person, &minister, "minister");
            }
            add(format!("secretary of state for {words}"), RoleKind::Person, &minister, "minister");
            add(format!("minister of state for {words}"), RoleKind::Person, &deputy, "deputy-minister");
            for rank in ["deputy", "vice", "first deputy"] {
                for link in ["of", "for"] {
                    add(
                        format!("{rank} minister {link} {words}"),
                        RoleKind::Person,
                        &deputy,
                        "deputy-minister",
                    );
                }
            }
            for head in ["ministry of", "ministry for", "department of", "ministry of the", "department for"]
            {
                add(format!("{head} {words}"), RoleKind::Organisation, &ministry, "ministry");
            }
        }
    }
}
