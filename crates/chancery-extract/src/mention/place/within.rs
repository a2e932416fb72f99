//! Place names that stand within something else's name: "University of Aleppo", "Kentucky Department of Education",
//! "Manila Archbishop Luis Roe", "Jane Doe of Austin".
//!
//! A body of which the name says where it is or whose gives the place, marked as such; companies, newspapers and teams
//! that are merely called after one ("Washington Post", "Air Canada") do not.

use super::spot::{self, Spot};
use super::{Finder, PlaceForm, PlaceMention, Step};
use chancery_record::PlaceKind;
use chancery_syntax::NameKind;
use chancery_world::{RoleKind, fold};
use std::ops::Range;

/// Inhabitants from which a town is taken for one in the name of a body.
const TOWN: u64 = 20_000;

/// The most words of a nationality word: "South Korean", "Saudi Arabian".
const LONGEST_ADJECTIVE: usize = 2;

impl Finder<'_> {
    /// The first place at or behind `at` that the name of a body holds, else over the whole name.
    pub(super) fn within_body(&self, forms: &[&str], start: usize, at: usize, whole: Range<usize>) -> Step {
        let form = |token: usize| forms[token - start];
        let is_body = |token: usize| self.lexicon.is(&form(token).to_lowercase(), "body");
        let whole = whole.start.max(start)..whole.end.min(start + forms.len());
        for token in at.max(whole.start)..whole.end {
            let opens = token == whole.start || token == whole.start + 1 && form(whole.start) == "The";
            let before = |back: usize| token.checked_sub(back).filter(|at| whole.contains(at)).map(form);
            let of = before(1) == Some("of") || before(1) == Some("the") && before(2) == Some("of");
            if !opens && !of {
                continue;
            }
            let Some((tokens, form, spots)) = self.strong_place(forms, start, token) else { continue };
            let inside = tokens.end <= whole.end && tokens.len() < whole.len();
            let named_so = || whole.clone().any(|token| !tokens.contains(&token) && is_body(token));
            if inside && named_so() {
                let form = if form == PlaceForm::Nationality { form } else { PlaceForm::InName };
                return Step::Place(PlaceMention { tokens, form, spots });
            }
        }
        Step::Over(whole.end.max(at + 1))
    }

    /// "Manila Archbishop Luis Roe", "US Secretary of State": a place before a title, whatever the model takes both for.
    pub(super) fn before_title(
        &self,
        forms: &[&str],
        start: usize,
        at: usize,
        name: &Option<(NameKind, Range<usize>)>,
    ) -> Option<PlaceMention> {
        if name.as_ref().is_some_and(|(_, whole)| whole.start != at) {
            return None;
        }
        let next = self.world.longest_place(forms, at - start).map_or(0, |(length, _)| length);
        let next = next.max(self.world.longest(forms, at - start).map_or(0, |(length, _)| length));
        // Cheap questions first: most places have no title behind them.
        if next == 0 || !forms.get(at - start + 1).is_some_and(|form| form.starts_with(char::is_alphabetic)) {
            return None;
        }
        let (tokens, form, spots) = self.strong_place(forms, start, at)?;
        let (length, role) = self.world.longest_role(forms, tokens.end - start)?;
        let of_people = matches!(role.kind(), RoleKind::Person | RoleKind::Population);
        // "Jordan King": a person with the surname of a title, unless somebody is named behind it.
        let title = tokens.end - start;
        let capital = |at: usize| forms.get(at).is_some_and(|form| form.starts_with(char::is_uppercase));
        let behind = title + length;
        let named = capital(behind + usize::from(forms.get(behind) == Some(&",")));
        let article = at > start && forms[at - start - 1].eq_ignore_ascii_case("the");
        let surname = length == 1 && capital(title) && !role.is_plural() && !named && !article;
        (of_people && !surname).then_some(PlaceMention { tokens, form, spots })
    }

    /// Whether the province or country behind a comma is one that a place of the name lies in: "HELENA, Mont.".
    pub(super) fn lies_in_next(
        &self,
        forms: &[&str],
        start: usize,
        tokens: &Range<usize>,
        spots: &[Spot],
    ) -> bool {
        let next = tokens.end - start;
        if forms.get(next) != Some(&",") || next + 1 >= forms.len() {
            return false;
        }
        let Some((_, outer)) = self.longest_place(forms, next + 1) else { return false };
        outer
            .iter()
            .filter(|outer| {
                outer.kind == PlaceKind::Region && outer.usual || outer.kind == PlaceKind::Country
            })
            .any(|outer| {
                spots.iter().any(|spot| {
                    spot.kind == PlaceKind::City
                        && spot.country == outer.country
                        && (outer.kind == PlaceKind::Country || fold(&spot.admin1) == fold(&outer.name))
                })
            })
    }

    /// "Sgt. Jane Doe of Austin": where somebody is from, in what the model takes for the name of a person.
    pub(super) fn of_person(
        &self,
        forms: &[&str],
        start: usize,
        whole: Range<usize>,
    ) -> Option<PlaceMention> {
        let end = whole.end.min(start + forms.len());
        let of = (whole.start.max(start) + 1..end).find(|&token| forms[token - start] == "of")?;
        if of + 1 >= end {
            return None;
        }
        let (tokens, form, spots) = self.strong_place(forms, start, of + 1)?;
        (tokens.end == end).then_some(PlaceMention { tokens, form, spots })
    }

    /// A place at a token of which its own name leaves no doubt: a country or its adjective, a province, a town of note.
    fn strong_place(
        &self,
        forms: &[&str],
        start: usize,
        at: usize,
    ) -> Option<(Range<usize>, PlaceForm, Vec<Spot>)> {
        let local = at - start;
        if !forms[local].starts_with(char::is_uppercase) {
            return None;
        }
        for length in (1..=LONGEST_ADJECTIVE.min(forms.len() - local)).rev() {
            let surface = forms[local..local + length].join(" ");
            if let Some(spot) = spot::nationality(self.world, &surface) {
                return Some((at..at + length, PlaceForm::Nationality, vec![spot]));
            }
        }
        let (length, spots) = self.longest_place(forms, local)?;
        let is_strong = |spot: &Spot| match spot.kind {
            PlaceKind::Country => true,
            PlaceKind::Region => spot.usual && !spot.country.is_empty(),
            PlaceKind::Area => spot.usual,
            PlaceKind::City => spot.usual && !spot.weak && spot.population >= TOWN,
            PlaceKind::River | PlaceKind::Lake | PlaceKind::Sea => spot.usual,
            PlaceKind::Other => false,
        };
        let text = forms[local];
        let acronym = length == 1 && text.len() <= 5 && !text.chars().any(char::is_lowercase);
        let told = !acronym
            || spots.iter().any(|spot| spot.kind == PlaceKind::Country)
            || self.lexicon.is_abbreviation(text);
        (told && spots.iter().any(is_strong)).then_some((at..at + length, PlaceForm::Name, spots))
    }
}
