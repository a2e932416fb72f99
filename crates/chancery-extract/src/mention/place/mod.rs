//! Place names: which capitalised words stand for a place.
//!
//! Names of persons, companies, agreements and other things are none, though a place's name be in them. Nationality
//! words before a noun ("a Sylvanian town") are kept as mentions of the country, and places in the names of public
//! bodies ("University of Aleppo") as mentions of the place, both marked as such; peoples and languages are not. Which place a name means is decided in `resolve/place.rs`.

pub(crate) mod spot;
pub(crate) mod unlisted;
mod within;

use chancery_record::PlaceKind;
use chancery_syntax::{Deprel, Document, NameKind, Upos};
use chancery_world::{EntityKind, Sense, World};
use spot::{PlaceLexicon, Spot};
use std::ops::Range;

/// The most words of a place name.
const LONGEST: usize = 6;

/// Inhabitants from which a town is taken for one without the model's say.
const KNOWN_TOWN: u64 = 50_000;

/// A place name in the text.
#[derive(Clone, Debug)]
pub struct PlaceMention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How it names the place.
    pub(crate) form: PlaceForm,
    /// What it can mean; empty only where the gazetteer does not list the name.
    pub(crate) spots: Vec<Spot>,
}

/// How a mention names its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceForm {
    /// By its name.
    Name,
    /// By its name in front of a paragraph: "GRANDPORT (Agency) —".
    Dateline,
    /// By a nationality word before a noun.
    Nationality,
    /// Within the name of a body: "University of Aleppo".
    InName,
    /// By a name that the gazetteer does not list.
    Unlisted,
}

impl PlaceMention {
    /// Whether the gazetteer says where a place of this name lies.
    pub(crate) fn is_listed(&self) -> bool {
        self.form != PlaceForm::Unlisted
    }
}

/// All place names in text order.
pub(crate) fn places(document: &Document, world: &World) -> Vec<PlaceMention> {
    let mut surnames: Vec<&str> = Vec::new();
    for name in document.names().iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1)
    {
        surnames.extend(name.tokens.clone().map(|token| document.form(token)));
    }
    surnames.sort_unstable();
    surnames.dedup();
    let finder = Finder { document, world, lexicon: PlaceLexicon::embedded(), surnames };
    let mut found = Vec::new();
    let mut doubtful = Vec::new();
    for sentence in document.sentences() {
        let forms: Vec<&str> = sentence.tokens.clone().map(|token| document.form(token)).collect();
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let capital = document.form(at).starts_with(char::is_uppercase);
            at = match capital.then(|| finder.at(&forms, sentence.tokens.start, at)).flatten() {
                Some(Step::Place(mention)) => {
                    let next = mention.tokens.end;
                    found.push(mention);
                    next
                }
                Some(Step::Doubt(mention)) => {
                    let next = mention.tokens.start + 1;
                    doubtful.push(mention);
                    next
                }
                Some(Step::Over(next)) => next.max(at + 1),
                None => at + 1,
            };
        }
    }
    // A name that is surely a place once is one wherever it stands in the article: "Marshbridge's fall".
    let surface = |mention: &PlaceMention| document.text().slice(document.span_of(mention.tokens.clone()));
    let mut sure: Vec<&str> =
        found.iter().filter(|mention| mention.form == PlaceForm::Name).map(surface).collect();
    sure.sort_unstable();
    sure.dedup();
    doubtful.retain(|mention| sure.binary_search(&surface(mention)).is_ok());
    if !doubtful.is_empty() {
        found.extend(doubtful);
        found.sort_by_key(|mention| mention.tokens.start);
        found.dedup_by(|later, first| later.tokens.start < first.tokens.end);
    }
    let unlisted = unlisted::unlisted(document, world, &finder.surnames, &found);
    if !unlisted.is_empty() {
        found.extend(unlisted);
        found.sort_by_key(|mention| mention.tokens.start);
    }
    found
}

enum Step {
    Place(PlaceMention),
    /// A place if its name is surely one elsewhere in the article.
    Doubt(PlaceMention),
    /// No place up to here.
    Over(usize),
}

struct Finder<'a> {
    document: &'a Document,
    world: &'a World,
    lexicon: &'static PlaceLexicon,
    /// The words of the article's full names of persons, sorted.
    surnames: Vec<&'a str>,
}

impl Finder<'_> {
    fn at(&self, forms: &[&str], start: usize, at: usize) -> Option<Step> {
        let local = at - start;
        let name = self.name_at(at);
        if let Some((kind, tokens)) = &name
            && *kind == NameKind::Person
            && tokens.len() > 1
        {
            let titled = self.before_title(forms, start, at, &name);
            let of = || self.of_person(forms, start, at.max(tokens.start)..tokens.end);
            return Some(titled.or_else(of).map_or(Step::Over(tokens.end), Step::Place));
        }
        if let Some(mention) = self.before_title(forms, start, at, &name) {
            return Some(Step::Place(mention));
        }
        // What the world knows as something else: "the Minsk agreements", "Bank of England", "White House".
        let known = self.world.longest(forms, local);
        let listed = self.longest_place(forms, local);
        let listed_length = listed.as_ref().map_or(0, |(length, _)| *length);
        if let Some((length, meanings)) = &known
            && *length >= listed_length
        {
            let tokens = at..at + length;
            let kind = self.world.entity(meanings[0].entity).kind();
            let usual = listed.as_ref().is_some_and(|(_, spots)| spots.iter().any(|spot| spot.usual));
            if !usual && meanings.iter().any(|meaning| meaning.sense == Sense::Adjective) {
                if let Some(mention) = self.nationality(&tokens, &name) {
                    return Some(Step::Place(mention));
                }
                if listed.is_none() {
                    let of_body = |whole| self.within_body(forms, start, at, whole);
                    let longer = name.filter(|(_, whole)| whole.start == at && whole.end > tokens.end);
                    return Some(longer.map_or(Step::Over(tokens.end), |(_, whole)| of_body(whole)));
                }
            }
            let country = matches!(kind, EntityKind::Country | EntityKind::Region);
            // A country of which the gazetteer knows only the name: a user's Sylvania is no town in Ohio.
            let code = self.world.entity(meanings[0].entity).code();
            let elsewhere = kind == EntityKind::Country
                && meanings[0].sense == Sense::Name
                && listed.as_ref().is_some_and(|(_, spots)| spots.iter().all(|spot| spot.country != code));
            if country && (*length > listed_length || elsewhere) {
                let spot = spot::of_entity(self.world, meanings[0].entity);
                let alone = meanings[0].sense == Sense::Name && self.stands_alone(&tokens, &name);
                return match spot.filter(|_| alone) {
                    Some(spot) => {
                        Some(Step::Place(PlaceMention { tokens, form: PlaceForm::Name, spots: vec![spot] }))
                    }
                    None => Some(Step::Over(tokens.end)),
                };
            }
            let seat = kind == EntityKind::Seat && listed.is_some();
            let person = kind == EntityKind::Person && *length == 1;
            // "the EU": a body that is a part of the world too.
            let union = listed.as_ref().filter(|(listed, spots)| {
                listed == length && spots.iter().all(|spot| spot.kind == PlaceKind::Area)
            });
            if let Some((_, spots)) = union {
                let whole = name.as_ref().is_none_or(|(_, whole)| whole.len() <= tokens.len());
                if whole {
                    let form = if self.modifies(&tokens) { PlaceForm::Nationality } else { PlaceForm::Name };
                    return Some(Step::Place(PlaceMention { tokens, form, spots: spots.clone() }));
                }
            }
            if !(country || seat || person) {
                return Some(self.within_body(forms, start, at, tokens));
            }
        }
        let (length, spots) = listed?;
        let tokens = at..at + length;
        let one_word = self.is_person_of_one_word(&tokens, &name);
        let is_surname = length == 1 && self.surnames.binary_search(&forms[local]).is_ok();
        // "Freeland, U.S. Trade Representative Roe and …", where Jane Freeland is in the article: no town.
        let told = (one_word || self.stands_alone(&tokens, &name))
            && (!is_surname || self.is_after_place_word(at))
            && (self.lies_in_next(forms, start, &tokens, &spots)
                || one_word && self.is_dateline(&tokens)
                || spots.iter().any(Spot::is_of_the_user));
        if !told && !self.stands_alone(&tokens, &name) {
            if one_word {
                let mention = PlaceMention { tokens, form: PlaceForm::Name, spots };
                return Some(Step::Doubt(mention));
            }
            // Over the whole name: "London School of Economics" holds no place.
            let whole = name.map_or(tokens.clone(), |(_, whole)| whole.start..whole.end.max(tokens.end));
            return Some(self.within_body(forms, start, at, whole));
        }
        if !told && !self.is_sure(&tokens, &name, &spots) {
            let mention = PlaceMention { tokens, form: PlaceForm::Name, spots };
            return Some(if is_surname { Step::Over(at + 1) } else { Step::Doubt(mention) });
        }
        let form = if self.is_dateline(&tokens) { PlaceForm::Dateline } else { PlaceForm::Name };
        Some(Step::Place(PlaceMention { tokens, form, spots }))
    }

    /// The name of the model that a token lies in.
    fn name_at(&self, token: usize) -> Option<(NameKind, Range<usize>)> {
        let names = self.document.names();
        let at = names.partition_point(|name| name.tokens.end <= token);
        names.get(at).filter(|name| name.tokens.start <= token).map(|name| (name.kind, name.tokens.clone()))
    }

    /// The longest place name from here, with what it can mean.
    fn longest_place(&self, forms: &[&str], local: usize) -> Option<(usize, Vec<Spot>)> {
        let first = forms[local];
        if first.len() < 2 || self.document_is_day(first) {
            return None;
        }
        let in_world = self.world.longest_place(forms, local).map_or(0, |(length, _)| length);
        for length in (1..=in_world.min(LONGEST)).rev() {
            let surface = surface(&forms[local..local + length]);
            let capitals = forms[local + length - 1].starts_with(char::is_uppercase) || length > 1;
            if !capitals {
                continue;
            }
            if length == 1 && self.is_common(forms, local) {
                return None;
            }
            let spots = spot::spots(self.world, &surface);
            if !spots.is_empty() {
                return Some((length, spots));
            }
        }
        let other = self.lexicon.is_abbreviation(first);
        other.then(|| (1, spot::spots(self.world, first)))
    }

    /// "Centre" and "West" are provinces only with the word behind them.
    fn is_common(&self, forms: &[&str], local: usize) -> bool {
        let division =
            forms.get(local + 1).is_some_and(|next| self.lexicon.is(&next.to_lowercase(), "division"));
        !division && self.lexicon.is(&forms[local].to_lowercase(), "common")
    }

    /// Months and weekdays are no towns.
    fn document_is_day(&self, form: &str) -> bool {
        let senses = super::time::lexicon::TimeLexicon::embedded();
        senses.senses(&form.to_lowercase()).is_some_and(|senses| {
            senses.month.is_some() || senses.weekday.is_some() || senses.season.is_some()
        })
    }

    /// A nationality word that modifies a noun: "Sylvanian troops", but no people and no language.
    fn nationality(
        &self,
        tokens: &Range<usize>,
        name: &Option<(NameKind, Range<usize>)>,
    ) -> Option<PlaceMention> {
        let last = tokens.end - 1;
        let row = self.document.token(last);
        let in_name = name.as_ref().is_some_and(|(kind, whole)| {
            whole.len() > tokens.len() && matches!(kind, NameKind::Organisation | NameKind::Person)
        });
        if !self.modifies(tokens)
            || in_name
            || row.xpos.ends_with('S')
            || !matches!(row.upos, Upos::Adj | Upos::Propn | Upos::Noun)
        {
            return None;
        }
        let surface = self.document.text().slice(self.document.span_of(tokens.clone()));
        let spot = spot::nationality(self.world, surface)?;
        Some(PlaceMention { tokens: tokens.clone(), form: PlaceForm::Nationality, spots: vec![spot] })
    }

    /// Whether the model takes the whole name for a person of whom the article gives no other name.
    fn is_person_of_one_word(&self, tokens: &Range<usize>, name: &Option<(NameKind, Range<usize>)>) -> bool {
        let surface = self.document.text().slice(self.document.span_of(tokens.clone()));
        name.as_ref().is_some_and(|(kind, whole)| *kind == NameKind::Person && whole == tokens)
            && self.surnames.binary_search(&surface).is_err()
    }

    /// Whether some tokens modify a noun behind them.
    fn modifies(&self, tokens: &Range<usize>) -> bool {
        // "American and Mexican officials"
        let mut at = tokens.end - 1;
        for _ in 0..4 {
            match self.document.head(at) {
                Some(head) if self.document.token(at).deprel == Deprel::Conj && head < at => at = head,
                _ => break,
            }
        }
        self.document.head(at).is_some_and(|head| head >= tokens.end)
            && matches!(
                self.document.token(at).deprel.universal(),
                Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::Nummod
            )
    }

    /// Whether the name is not part of the name of something else.
    fn stands_alone(&self, tokens: &Range<usize>, name: &Option<(NameKind, Range<usize>)>) -> bool {
        let document = self.document;
        if let Some((NameKind::Location, whole)) = name
            && !(tokens.end..whole.end).all(|token| self.may_follow(token))
        {
            // "Grandport Yard", "Black Sheep": a part of another place's name.
            return false;
        }
        if let Some((NameKind::Location, whole)) = name
            && whole.start < tokens.start
            && !self.may_follow(tokens.start - 1)
            && document.form(tokens.start - 1).starts_with(char::is_uppercase)
        {
            return false;
        }
        if let Some((kind, whole)) = name
            && whole.len() > tokens.len()
        {
            // "Washington Post", "Bank of England"; "Roe's Freedonia" may be a slip of the model.
            if matches!(kind, NameKind::Organisation | NameKind::Person) {
                return false;
            }
        }
        if let Some((NameKind::Person, whole)) = name
            && whole == tokens
        {
            return self.is_after_place_word(tokens.start);
        }
        let lower = |token: usize| document.form(token).to_lowercase();
        let sentence = document.sentence_of(tokens.start).tokens.clone();
        let after = tokens.end;
        if after < sentence.end && self.lexicon.is(&lower(after), "thing") {
            let capital = document.form(after).starts_with(char::is_uppercase);
            let agreement = ["agreement", "accord", "protocol", "war", "convention", "treaty", "memorandum"]
                .iter()
                .any(|word| lower(after).starts_with(word));
            if capital || agreement {
                return false;
            }
        }
        if tokens.start > sentence.start {
            let before = tokens.start - 1;
            let capital = document.form(before).starts_with(char::is_uppercase);
            if capital && self.lexicon.is(&lower(before), "before") {
                return false;
            }
            if lower(before) == "of"
                && before > sentence.start
                && self.lexicon.is(&lower(before - 1), "of")
                && document.form(before - 1).starts_with(char::is_uppercase)
            {
                return false;
            }
        }
        true
    }

    /// Whether a word of a longer place name leaves the name before it a place by itself: a comma and what is behind
    /// it, "province", "city".
    fn may_follow(&self, token: usize) -> bool {
        let form = self.document.form(token);
        let lower = form.to_lowercase();
        !form.starts_with(char::is_uppercase)
            || self.lexicon.is(&lower, "division")
            || self.lexicon.is_abbreviation(form)
            || token
                .checked_sub(1)
                .is_some_and(|before| matches!(self.document.form(before), "," | "/" | "-" | "("))
    }

    /// Whether a preposition of place stands before a token.
    fn is_after_place_word(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|before| {
            let form = self.document.form(before);
            ["in", "at", "near", "from", "to", "of", "outside", "into", "across", "around"]
                .iter()
                .any(|word| form.eq_ignore_ascii_case(word))
        })
    }

    /// Whether the words are a place here and not a surname or a common word that is also some town's.
    fn is_sure(
        &self,
        tokens: &Range<usize>,
        name: &Option<(NameKind, Range<usize>)>,
        spots: &[Spot],
    ) -> bool {
        let document = self.document;
        let text = document.text().slice(document.span_of(tokens.clone()));
        let acronym = tokens.len() == 1 && text.len() <= 5 && !text.chars().any(char::is_lowercase);
        let listed_acronym =
            spots.iter().any(|spot| spot.kind == PlaceKind::Country) || self.lexicon.is_abbreviation(text);
        if acronym && !listed_acronym && !self.is_dateline(tokens) {
            return false;
        }
        let located = matches!(name, Some((NameKind::Location, _)));
        // A surname that is also some town's: "Bolton", where Jane Bolton is in the article.
        if self.surnames.binary_search(&text).is_ok() && !(located && self.is_after_place_word(tokens.start))
        {
            return false;
        }
        if located {
            return true;
        }
        let great =
            spots.iter().any(|spot| spot.usual && matches!(spot.kind, PlaceKind::Country | PlaceKind::Area));
        let whole = name.as_ref().is_some_and(|(_, whole)| whole == tokens);
        if whole && great {
            return true;
        }
        let last = tokens.end - 1;
        // A surname or first name: "Jordan Roe", "Mr. Lincoln"; a word of a longer capitalised name.
        let neighbour = |token: Option<usize>| {
            token.is_some_and(|token| {
                token < document.tokens().len()
                    && document.token(token).sentence == document.token(last).sentence
                    && document.token(token).upos == Upos::Propn
                    && document.form(token).starts_with(char::is_uppercase)
                    && (document.head(token).is_some_and(|head| tokens.contains(&head))
                        || document.head(last) == Some(token)
                        || document.head(tokens.start) == Some(token))
            })
        };
        let named = neighbour(tokens.start.checked_sub(1)) || neighbour(Some(tokens.end));
        if great {
            return true;
        }
        let population = spots.iter().map(|spot| spot.population).max().unwrap_or(0);
        let listed = spots.iter().any(|spot| {
            matches!(spot.kind, PlaceKind::Sea | PlaceKind::Area)
                || (spot.kind == PlaceKind::Region && !spot.country.is_empty())
        });
        let capital = |token: usize| document.form(token).starts_with(char::is_uppercase);
        let proper =
            document.token(last).upos == Upos::Propn || (tokens.len() > 1 && tokens.clone().all(capital));
        if self.is_dateline(tokens) {
            return population > 0 || listed;
        }
        if named || !proper {
            return false;
        }
        // The first word of a sentence has its capital from there: "Reading is …".
        let first = document.sentence_of(last).tokens.start == last;
        if first && population < 1_000_000 && !listed {
            return false;
        }
        let whole_organisation = whole && matches!(name, Some((NameKind::Organisation, _)));
        match (whole_organisation, self.is_after_place_word(tokens.start)) {
            (_, true) => population >= 1_000 || listed,
            (true, _) => population >= 500_000 || listed,
            _ => population >= KNOWN_TOWN || (listed && population > 0) || tokens.len() > 1,
        }
    }

    /// Whether a paragraph begins with the name and a dateline's dash or agency follows: "GRANDPORT (Agency) —",
    /// "GRANDPORT, Sylvania —", "GRANDPORT —".
    fn is_dateline(&self, tokens: &Range<usize>) -> bool {
        let document = self.document;
        let sentence = document.sentence_of(tokens.start);
        let paragraph = &document.paragraphs()[sentence.paragraph];
        if paragraph.span.start != document.token(tokens.start).span.start {
            return false;
        }
        let upper = tokens.clone().all(|token| !document.form(token).chars().any(char::is_lowercase));
        let window = tokens.end..(tokens.end + 12).min(document.tokens().len());
        let dashed = window.clone().any(|token| matches!(document.form(token), "—" | "–" | "--" | "_" | "-"));
        let opened = matches!(
            document.form(tokens.end.min(document.tokens().len() - 1)),
            "(" | "," | "—" | "–" | "--" | "_" | "-"
        );
        (upper && opened) || (dashed && opened && document.form(tokens.end) == "(")
    }
}

/// Forms as a name: with single spaces, and without them around hyphens and before full stops.
fn surface(forms: &[&str]) -> String {
    let mut name = String::new();
    for form in forms {
        let glued = matches!(*form, "-" | "." | "'s" | "’s") || name.ends_with('-');
        if !name.is_empty() && !glued {
            name.push(' ');
        }
        name.push_str(form);
    }
    name
}
