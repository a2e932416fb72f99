//! Whose a deed or a position is, across articles: that of a country, of an organisation, or of one person or body.

use chancery_record::ActorKind;
use chancery_store::{Archive, Error, Member};
use std::collections::BTreeMap;

/// Sectors whose people act and speak for their country. Parliaments, courts and parties do not.
const STATE: [&str; 4] = ["GOV", "MIL", "COP", "SPY"];

/// For whom a person counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// A government, its officials, soldiers, police and spies count as their country, officers of an international
    /// organisation as the organisation; everybody else counts alone.
    #[default]
    Side,
    /// Everybody counts alone.
    Person,
}

/// A holder, an actor or a recipient, across articles.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A country, by its code: its government and whoever acts and speaks for it.
    Country(String),
    /// An international organisation, by its short name.
    Organisation(String),
    /// One person or body, by its id in the archive.
    Party(String),
}

impl Who {
    /// Who it is; `None` for those who could not be met again ("officials" of nowhere).
    pub fn of(member: &Member, whose: Whose) -> Option<Who> {
        let party = || member.party.clone().map(Who::Party);
        if whose == Whose::Person {
            return party();
        }
        let sector = member.sectors.first().map(String::as_str);
        let is_state =
            member.kind == ActorKind::Government || sector.is_some_and(|sector| STATE.contains(&sector));
        match (&member.country, &member.organisation) {
            (Some(country), _) if is_state => Some(Who::Country(country.clone())),
            (None, Some(organisation)) => Some(Who::Organisation(organisation.clone())),
            _ => party(),
        }
    }

    /// The word that it is known by: `FRD`, `NATO`, `w-…`.
    pub fn key(&self) -> &str {
        match self {
            Who::Country(key) | Who::Organisation(key) | Who::Party(key) => key,
        }
    }
}

/// What those who were met are called.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// What countries are called in the whole archive.
    countries: BTreeMap<String, String>,
    /// How often each was called so.
    met: BTreeMap<Who, BTreeMap<String, usize>>,
}

impl Names {
    /// With what an archive calls countries.
    ///
    /// # Errors
    /// The archive cannot be read.
    pub fn of_archive(archive: &Archive) -> Result<Names, Error> {
        Ok(Names { countries: archive.country_names()?.into_iter().collect(), met: BTreeMap::new() })
    }

    /// Remembers how somebody was called.
    pub fn meet(&mut self, member: &Member, whose: Whose) {
        let Some(who) = Who::of(member, whose) else { return };
        // A country is called by its government's name, not by its minister's.
        let is_own = match &who {
            Who::Country(_) => member.kind == ActorKind::Government && member.office.is_none(),
            Who::Organisation(_) => member.kind == ActorKind::Organisation,
            Who::Party(_) => true,
        };
        if is_own {
            *self.met.entry(who).or_default().entry(member.name.clone()).or_default() += 1;
        }
    }

    /// The name that it was called by most often, the shortest of several; its code where none is known.
    pub fn of(&self, who: &Who) -> String {
        if let Who::Country(code) = who
            && let Some(name) = self.countries.get(code)
        {
            return name.clone();
        }
        let names = self.met.get(who).into_iter().flatten();
        let best = names.max_by(|(a, n), (b, m)| (n, b.chars().count(), *b).cmp(&(m, a.chars().count(), *a)));
        best.map_or_else(|| who.key().to_owned(), |(name, _)| name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::member;

    #[test]
    fn a_minister_counts_for_the_country_and_a_rebel_for_himself() {
        let of = |text: &str, whose| Who::of(&member(text), whose);
        assert_eq!(of("Jane Doe person FRD GOV", Whose::Side), Some(Who::Country("FRD".into())));
        assert_eq!(of("Jane Doe person FRD GOV", Whose::Person), Some(Who::Party("w-jane-doe".into())));
        assert_eq!(
            of("Hill People's Front armed-group FRD REB", Whose::Side),
            Some(Who::Party("w-hill-people's-front".into()))
        );
        assert_eq!(of("Freedonia government FRD GOV", Whose::Side), Some(Who::Country("FRD".into())));
    }

    #[test]
    fn a_country_is_called_by_its_name() {
        let mut names = Names::default();
        for text in
            ["Jane Doe person FRD GOV", "Freedonia City government FRD GOV", "Freedonia government FRD GOV"]
        {
            names.meet(&member(text), Whose::Side);
        }
        assert_eq!(names.of(&Who::Country("FRD".into())), "Freedonia");
        assert_eq!(names.of(&Who::Country("OST".into())), "OST");
    }
}
