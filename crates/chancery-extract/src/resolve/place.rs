//! Where the place names lie: one of the places of a name, chosen by the article's own context, then by inhabitants.

use crate::explain::Explanation;
use crate::mention::Mentions;
use crate::mention::place::spot::{PlaceLexicon, Spot};
use crate::mention::place::unlisted::kind;
use crate::mention::place::{PlaceForm, PlaceMention};
use chancery_record::{Citation, Place, PlaceKind};
use chancery_syntax::Document;
use chancery_world::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What the country or province named right behind a place ("Springfield, Illinois") is worth.
const BESIDE: f64 = 30.0;
/// What the article's other places can be worth for one in the same country.
const CONTEXT: f64 = 9.0;
/// What a province named elsewhere in the article is worth for a town in it.
const PROVINCE: f64 = 6.0;

/// The rule of a place that the gazetteer does not list.
const UNLISTED: &str = "place-unlisted";

/// The most places of the same name that an explanation tells apart.
const MOST_REJECTED: usize = 3;

/// One entry for each of [`Mentions::places`], `None` where the name is no place after all or cannot be told; and how
/// each was chosen.
pub(crate) fn places(document: &Document, mentions: &Mentions) -> (Vec<Option<Place>>, Vec<Explanation>) {
    let context = Context::of(document, &mentions.places);
    let mut chosen: BTreeMap<String, (Spot, &'static str)> = BTreeMap::new();
    // A place named once with its province ("Springfield, Illinois") keeps it for the rest of the article.
    for (number, mention) in mentions.places.iter().enumerate() {
        if let Some(spot) = context.beside(document, &mentions.places, number) {
            chosen
                .entry(fold(document.text().slice(document.span_of(mention.tokens.clone()))))
                .or_insert((spot.clone(), "place-beside"));
        }
    }
    let mut found = Vec::with_capacity(mentions.places.len());
    let mut explanations = Vec::with_capacity(mentions.places.len());
    for mention in &mentions.places {
        let span = document.span_of(mention.tokens.clone());
        let text = document.text().slice(span);
        let division = is_division(document, mention);
        let key = fold(text);
        let (spot, rule) = match chosen.get(&key).filter(|_| !division) {
            Some((spot, _)) if mention.form == PlaceForm::InName => (spot.clone(), "place-in-name"),
            Some((spot, rule)) => (spot.clone(), *rule),
            None if !mention.is_listed() => {
                found.push(Some(unlisted(document, mention)));
                explanations.push(Explanation {
                    about: format!("pl{}", explanations.len() + 1),
                    text: format!("{UNLISTED}: {text} is in no gazetteer"),
                });
                continue;
            }
            None => {
                let Some((spot, rule)) = context.choose(mention, division) else {
                    found.push(None);
                    continue;
                };
                if !division && mention.form != PlaceForm::InName {
                    chosen.insert(key, (spot.clone(), rule));
                }
                (spot, rule)
            }
        };
        explanations.push(Explanation {
            about: format!("pl{}", explanations.len() + 1),
            text: format!("{rule}: {}", context.reasons(mention, &spot, division)),
        });
        let range = document.text().code_points(span);
        found.push(Some(Place {
            citation: Citation { start: range.start, end: range.end, text: text.to_string() },
            name: spot.name,
            country: Some(spot.country).filter(|country| !country.is_empty()),
            latitude: Some(spot.latitude),
            longitude: Some(spot.longitude),
            kind: spot.kind,
            geonames: spot.geonames,
            rule: rule.to_string(),
        }));
    }
    // "Kasba Bonli, Sylvania", "Al-Noor Hospital in Grandport": the country of the place right behind.
    for number in (1..found.len()).rev() {
        let next = &mentions.places[number].tokens;
        let country = found[number].as_ref().and_then(|place| place.country.clone());
        let here = &mentions.places[number - 1];
        if !here.is_listed()
            && (here.tokens.end + 1..=here.tokens.end + 2).contains(&next.start)
            && (here.tokens.end..next.start)
                .all(|token| matches!(document.form(token), "," | "in" | "(" | "near"))
            && let Some(place) = &mut found[number - 1]
        {
            place.country = country;
        }
    }
    (found, explanations)
}

/// A place of which nothing is known but its name.
fn unlisted(document: &Document, mention: &PlaceMention) -> Place {
    let span = document.span_of(mention.tokens.clone());
    let text = document.text().slice(span);
    let range = document.text().code_points(span);
    Place {
        citation: Citation { start: range.start, end: range.end, text: text.to_string() },
        name: text.split_whitespace().collect::<Vec<_>>().join(" "),
        country: None,
        latitude: None,
        longitude: None,
        kind: kind(document, &mention.tokens),
        geonames: None,
        rule: UNLISTED.to_string(),
    }
}

/// What the article as a whole says of where it plays.
struct Context {
    /// How much speaks for each country.
    countries: BTreeMap<String, f64>,
    total: f64,
    /// Names of provinces named in the article, folded.
    provinces: BTreeSet<String>,
}

impl Context {
    fn of(document: &Document, places: &[PlaceMention]) -> Context {
        let mut context = Context { countries: BTreeMap::new(), total: 0.0, provinces: BTreeSet::new() };
        let mut seen: BTreeSet<(String, bool)> = BTreeSet::new();
        for mention in places {
            let name = fold(document.text().slice(document.span_of(mention.tokens.clone())));
            if !seen.insert((name, mention.form == PlaceForm::Dateline)) {
                continue;
            }
            for spot in &mention.spots {
                if spot.kind == PlaceKind::Region && spot.usual {
                    context.provinces.insert(fold(&spot.name));
                }
            }
            // Only names that leave no doubt speak for a country.
            let Some(country) = clear_country(&mention.spots) else { continue };
            let weight = match mention.form {
                PlaceForm::Dateline => 2.0,
                PlaceForm::Name => 1.0,
                PlaceForm::Nationality | PlaceForm::InName | PlaceForm::Unlisted => 0.5,
            };
            *context.countries.entry(country.to_string()).or_default() += weight;
            context.total += weight;
        }
        context
    }

    /// The best place of a mention and the rule that chose it.
    fn choose(&self, mention: &PlaceMention, division: bool) -> Option<(Spot, &'static str)> {
        let rule = match mention.form {
            PlaceForm::Nationality => {
                return mention.spots.first().map(|spot| (spot.clone(), "place-nationality"));
            }
            PlaceForm::Dateline => "place-dateline",
            PlaceForm::Name => "place-name",
            PlaceForm::Unlisted => UNLISTED,
            PlaceForm::InName => "place-in-name",
        };
        let mut best: Option<(f64, f64, &Spot)> = None;
        for spot in &mention.spots {
            let (own, around) = (own_weight(spot, division), self.weight(spot));
            if best.is_none_or(|(o, a, _)| own + around > o + a) {
                best = Some((own, around, spot));
            }
        }
        let (own, _, spot) = best?;
        let overruled = mention.spots.iter().any(|other| own_weight(other, division) > own);
        let by_context = overruled && mention.form != PlaceForm::InName;
        Some((spot.clone(), if by_context { "place-context" } else { rule }))
    }

    /// What spoke for a place, and for the others of its name that were not chosen.
    fn reasons(&self, mention: &PlaceMention, chosen: &Spot, division: bool) -> String {
        let score = |spot: &Spot| own_weight(spot, division) + self.weight(spot);
        let mut text = format!("{}, score {:.1}", shown(chosen), score(chosen));
        let around = self.weight(chosen);
        if around > 0.0 {
            text.push_str(&format!(", {around:.1} of it by the other places of the article"));
        }
        if mention.form == PlaceForm::Nationality {
            return format!("{}, by its nationality word", shown(chosen));
        }
        let mut others: Vec<&Spot> = mention.spots.iter().filter(|&spot| spot != chosen).collect();
        others.sort_by(|a, b| score(b).total_cmp(&score(a)));
        for other in others.iter().take(MOST_REJECTED) {
            text.push_str(&format!("; not {} ({:.1})", shown(other), score(other)));
        }
        let more = others.len().saturating_sub(MOST_REJECTED);
        if more > 0 {
            text.push_str(&format!("; nor {more} more of the name"));
        }
        text
    }

    /// What the rest of the article speaks for a place.
    fn weight(&self, spot: &Spot) -> f64 {
        let mut weight = 0.0;
        if let Some(evidence) = self.countries.get(&spot.country).filter(|_| !spot.country.is_empty()) {
            weight += CONTEXT * evidence / (self.total + 1.0);
        }
        if !spot.admin1.is_empty()
            && spot.kind == PlaceKind::City
            && self.provinces.contains(&fold(&spot.admin1))
        {
            let same_name = fold(&spot.admin1) == fold(&spot.name);
            weight += if same_name { 0.0 } else { PROVINCE };
        }
        weight
    }

    /// The place of this name in the country or province that is named right behind it.
    fn beside<'m>(&self, document: &Document, places: &'m [PlaceMention], number: usize) -> Option<&'m Spot> {
        let (here, next) = (places.get(number)?, places.get(number + 1)?);
        let comma = here.tokens.end;
        let bracket = document.form(comma) == "(";
        if next.tokens.start != comma + 1 || !(document.form(comma) == "," || bracket) {
            return None;
        }
        let mut best: Option<(f64, &Spot)> = None;
        for spot in here.spots.iter().filter(|spot| spot.kind != PlaceKind::Country) {
            let within = next.spots.iter().any(|outer| match outer.kind {
                PlaceKind::Country => outer.country == spot.country,
                PlaceKind::Region => {
                    !spot.admin1.is_empty()
                        && (outer.country.is_empty() || outer.country == spot.country)
                        && fold(&outer.name) == fold(&spot.admin1)
                }
                _ => false,
            });
            let weight = BESIDE + own_weight(spot, false);
            if within && best.is_none_or(|(other, _)| weight > other) {
                best = Some((weight, spot));
            }
        }
        best.map(|(_, spot)| spot)
    }
}

/// `Springfield (city, Illinois, USA)`.
fn shown(spot: &Spot) -> String {
    let mut of = vec![spot.kind.label()];
    of.extend([spot.admin1.as_str(), spot.country.as_str()].into_iter().filter(|part| !part.is_empty()));
    format!("{} ({})", spot.name, of.join(", "))
}

/// What a place is worth by itself.
fn own_weight(spot: &Spot, division: bool) -> f64 {
    let mut weight = ((spot.population + 1) as f64).ln();
    weight += if spot.usual { 4.0 } else { 0.0 };
    weight += match spot.kind {
        PlaceKind::Country => 3.0,
        PlaceKind::Sea => 16.0,
        // A town before its province, unless the province is far greater.
        PlaceKind::City => 3.5,
        PlaceKind::River | PlaceKind::Lake => 8.0,
        _ => 0.0,
    };
    if division && spot.kind == PlaceKind::Region {
        weight += 20.0;
    }
    weight
}

/// The country of a name that leaves no doubt: all its places lie there, or one is far greater than the rest.
fn clear_country(spots: &[Spot]) -> Option<&str> {
    let (best, rest) = spots.iter().map(|spot| (own_weight(spot, false), spot)).fold(
        (None::<(f64, &Spot)>, f64::MIN),
        |(best, rest), (weight, spot)| match best {
            None => (Some((weight, spot)), rest),
            Some((top, first)) if weight > top => {
                (Some((weight, spot)), if first.country == spot.country { rest } else { rest.max(top) })
            }
            Some((top, first)) => {
                (Some((top, first)), if first.country == spot.country { rest } else { rest.max(weight) })
            }
        },
    );
    let (weight, spot) = best?;
    (!spot.country.is_empty() && weight > rest + 3.0).then_some(spot.country.as_str())
}

/// Whether the word behind a name says that its province is meant: "Grandport province".
fn is_division(document: &Document, mention: &PlaceMention) -> bool {
    let next = mention.tokens.end;
    next < document.tokens().len()
        && document.token(next).sentence == document.token(next - 1).sentence
        && PlaceLexicon::embedded().is(&document.form(next).to_lowercase(), "division")
}
