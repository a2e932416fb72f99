//! The only step from mention to record: who the mentions are, which days the times are, where the places lie.

pub(crate) mod actor;
pub(crate) mod place;
pub(crate) mod when;

use crate::event::EventMention;
use crate::explain::{self, Explanation};
use crate::mention::Mentions;
use crate::position::PositionMention;
use crate::statement::StatementMention;
use crate::{Found, argument};
use actor::Actors;
use chancery_record::{
    Actor, ActorKind, ActorMention, Article, ArticleInfo, Citation, Cue, Days, Event, EventPlace, OTHER,
    Participant, Place, Position, Reader, Record, RecordDiagnostic, SCHEMA, Statement, When,
};
use chancery_syntax::Document;
use chancery_text::{Diagnostic, Span};
use chancery_world::World;
use jiff::civil::Date;
use when::{DatedBy, Whens};

/// A wish this many years before the publication is history.
const HISTORY: i16 = 2;

/// Turns mentions into the record of one article, with remarks on why it is as it is.
///
/// `article` gives the publication date and the rest of the heading; its text must be the document's. The caller
/// fills in [`Record::reader`] and the article's id.
pub fn resolve(
    article: &Article,
    document: &Document,
    mentions: &Mentions,
    found: &Found,
    world: &World,
) -> (Record, Vec<Explanation>) {
    let mut diagnostics: Vec<Diagnostic> = document.diagnostics().to_vec();
    let mut whens = when::whens(document, mentions, article.published, &mut diagnostics);
    let (places, why_there) = place::places(document, mentions);
    let mut actors = actor::actors(document, mentions, found, world, article.published);
    let room = Room {
        document,
        published: article.published,
        mentions,
        whens: &whens,
        places: &places,
        actors: &actors,
    };
    let mut record = Record {
        schema: SCHEMA.to_string(),
        reader: Reader::default(),
        article: ArticleInfo {
            id: article.id.clone().unwrap_or_default(),
            title: article.title.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            published: article.published,
            published_from: article.published_from,
            language: article.language.clone(),
            characters: document.text().code_point_len(),
        },
        actors: room.actors(),
        times: room.times(),
        places: places.iter().flatten().cloned().collect(),
        statements: found
            .statements
            .iter()
            .enumerate()
            .map(|(n, statement)| room.statement(n, statement))
            .collect(),
        events: room.events(&found.events),
        positions: Vec::new(),
        diagnostics: diagnostics.iter().map(|diagnostic| room.diagnostic(diagnostic)).collect(),
    };
    record.positions = room.positions(&found.positions, &found.events, &record);
    let mut explanations = std::mem::take(&mut actors.explanations);
    explanations.append(&mut whens.explanations);
    explanations.extend(why_there);
    explanations.extend(explain::of_record(&record));
    (record, explanations)
}

/// For each event mention the number of the event that it is in the record: a deed told again is told once.
fn event_numbers(mentions: &[EventMention]) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::with_capacity(mentions.len());
    let mut next = 0;
    for mention in mentions {
        let number = mention.same_as.and_then(|first| numbers.get(first).copied()).unwrap_or(next);
        next = next.max(number + 1);
        numbers.push(number);
    }
    numbers
}

/// Whether somebody's wishes are kept whatever they are about: a state, an organisation, an armed group, an official.
fn is_political(record: &Record, id: &str) -> bool {
    record.actor(id).is_some_and(|actor| {
        let official = actor
            .sectors
            .iter()
            .any(|sector| matches!(sector.as_str(), "GOV" | "MIL" | "REB" | "OPP" | "IGO" | "LEG"));
        actor.kind == ActorKind::ArmedGroup || official || actor.organisation.is_some()
    })
}

/// What every entry is written from.
struct Room<'a> {
    document: &'a Document,
    published: Option<Date>,
    mentions: &'a Mentions,
    whens: &'a Whens,
    places: &'a [Option<Place>],
    actors: &'a Actors,
}

impl Room<'_> {
    fn cite(&self, span: Span) -> Citation {
        let text = self.document.text();
        let range = text.code_points(span);
        Citation { start: range.start, end: range.end, text: text.slice(span).to_string() }
    }

    fn cite_tokens(&self, tokens: std::ops::Range<usize>) -> Citation {
        self.cite(self.document.span_of(tokens))
    }

    fn actors(&self) -> Vec<Actor> {
        let mut actors = Vec::new();
        for (n, chain) in self.actors.chains.iter().enumerate() {
            actors.push(Actor {
                id: format!("a{}", n + 1),
                name: chain.name.clone(),
                kind: chain.kind,
                country: chain.country.clone(),
                organisation: chain.organisation.clone(),
                sectors: chain.sectors.clone(),
                office: chain.office.clone(),
                world: chain.world.clone(),
                mentions: chain
                    .mentions
                    .iter()
                    .map(|(tokens, form)| ActorMention {
                        citation: self.cite_tokens(tokens.clone()),
                        form: *form,
                    })
                    .collect(),
                rule: chain.rule.to_string(),
            });
        }
        actors
    }

    fn times(&self) -> Vec<When> {
        let mut times = Vec::new();
        for (mention, resolved) in self.mentions.times.iter().zip(&self.whens.resolved) {
            times.push(When {
                citation: self.cite(mention.span),
                kind: resolved.kind,
                value: resolved.value.clone(),
                days: resolved.days,
            });
        }
        times
    }

    fn participants(&self, heads: &[usize]) -> Vec<Participant> {
        let mut participants: Vec<(Participant, bool)> = Vec::new();
        for &head in heads {
            let tokens = match self.mentions.entity_at(head) {
                Some(mention) => self.mentions.entities[mention].tokens.clone(),
                None => argument::phrase(self.document, head),
            };
            for chain in self.actors.all_of_head(head) {
                // "the FBI and Freedonian police": each by its own words.
                let mut own = self.actors.chains[*chain].mentions.iter().map(|(own, _)| own);
                // "Secretary" in "Secretary of State Jane Doe", too.
                let around =
                    |own: &&std::ops::Range<usize>| own.start <= tokens.start && tokens.end <= own.end;
                let whole = own.clone().find(around);
                let beside = own.find(|own| own.end + 1 == tokens.start);
                let tokens = whole.or(beside).unwrap_or(&tokens);
                let mention = self.cite_tokens(tokens.clone());
                let participant = Participant { id: format!("a{}", chain + 1), mention };
                // Nobody is a party twice; of two mentions the one with the name stays.
                let named = self
                    .mentions
                    .entity_at(head)
                    .is_some_and(|mention| self.mentions.entities[mention].is_named());
                match participants.iter_mut().find(|(known, _)| known.id == participant.id) {
                    Some(known) if named && !known.1 => *known = (participant, named),
                    Some(_) => {}
                    None => participants.push((participant, named)),
                }
            }
        }
        participants.into_iter().map(|(participant, _)| participant).collect()
    }

    fn statement(&self, n: usize, statement: &StatementMention) -> Statement {
        let dated = self.whens.of_statement(self.document, self.mentions, statement, self.published);
        Statement {
            id: format!("s{}", n + 1),
            form: statement.form,
            act: statement.act,
            inside: statement.inside.map(|outer| format!("s{}", outer + 1)),
            speakers: self.participants(&statement.speakers),
            addressees: self.participants(&statement.addressees),
            cue: statement
                .cue
                .as_ref()
                .map(|cue| Cue { citation: self.cite_tokens(cue.tokens.clone()), lemma: cue.lemma.clone() }),
            content: statement.content.iter().map(|&span| self.cite(span)).collect(),
            date: dated.map(|(days, _)| days),
            date_from: dated.map(|(_, by)| by.name().to_string()),
            rule: statement.rule.to_string(),
        }
    }

    /// One event an act: a deed told again gives its evidence to the first telling.
    fn events(&self, mentions: &[EventMention]) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let mut number = vec![None; mentions.len()];
        for (idx, mention) in mentions.iter().enumerate() {
            match mention.same_as.and_then(|first| number.get(first).copied().flatten()) {
                Some(first) => {
                    let again: &mut Event = &mut events[first];
                    again.also.push(self.cite_tokens(mention.evidence.clone()));
                    number[idx] = Some(first);
                }
                None => {
                    number[idx] = Some(events.len());
                    events.push(self.event(events.len(), mention));
                }
            }
        }
        events
    }

    fn event(&self, n: usize, event: &EventMention) -> Event {
        let dated = self.whens.of_event(self.document, self.mentions, event, self.published);
        let place = event.place.and_then(|place| self.places.get(place)).and_then(Option::as_ref);
        Event {
            id: format!("e{}", n + 1),
            event_type: event.event_type,
            mode: event.mode.map(str::to_string),
            contexts: event.contexts.iter().map(|context| context.to_string()).collect(),
            quad: event.event_type.quad(),
            intensity: chancery_record::intensity(event.event_type, event.mode),
            actors: self.participants(&event.actors),
            recipients: self.participants(&event.recipients),
            status: event.status,
            reported_by: event.reported_by.map(|statement| format!("s{}", statement + 1)),
            date: dated.map(|(days, _)| days),
            date_from: dated.map(|(_, by): (_, DatedBy)| by.name().to_string()),
            place: place.map(|place| EventPlace {
                name: place.name.clone(),
                country: place.country.clone(),
                geonames: place.geonames,
            }),
            size: event.size,
            trigger: self.cite_tokens(event.trigger.clone()),
            evidence: self.cite_tokens(event.evidence.clone()),
            also: Vec::new(),
            confidence: event.confidence,
            rule: event.rule.clone(),
        }
    }

    /// One position for each holder who is known, told in text order; what was wanted years ago is history.
    fn positions(
        &self,
        mentions: &[PositionMention],
        events: &[EventMention],
        record: &Record,
    ) -> Vec<Position> {
        let mut positions: Vec<Position> = Vec::new();
        let numbers = event_numbers(events);
        for mention in mentions {
            let Some((date, date_from)) = self.date_of(mention, record) else { continue };
            let target = mention.target.and_then(|head| self.participants(&[head]).into_iter().next());
            let event = mention.event.and_then(|event| numbers.get(event)).map(|n| format!("e{}", n + 1));
            for holder in self.participants(&[mention.holder]) {
                if mention.issue == OTHER && !is_political(record, &holder.id) {
                    continue;
                }
                let target = target.clone().filter(|target| target.id != holder.id);
                positions.push(Position {
                    id: format!("p{}", positions.len() + 1),
                    holder,
                    issue: mention.issue.clone(),
                    stance: mention.stance,
                    phrase: Some(self.cite_tokens(mention.phrase.clone())),
                    target,
                    condition: mention.condition.clone().map(|tokens| self.cite_tokens(tokens)),
                    from: mention.statement.map(|n| format!("s{}", n + 1)).or_else(|| event.clone()),
                    date,
                    date_from: date_from.clone(),
                    evidence: self.cite_tokens(mention.evidence.clone()),
                    rule: mention.rule.clone(),
                });
            }
        }
        positions
    }

    /// When a position was taken; `None` where that was years ago.
    fn date_of(&self, mention: &PositionMention, record: &Record) -> Option<(Option<Days>, Option<String>)> {
        let clause = mention.time.and_then(|time| self.whens.resolved.get(time)).and_then(|when| when.days);
        if let Some(days) = clause {
            // Without a day of publication a year of its own tells of the past.
            let is_history = match self.published {
                Some(published) => days.to.year() + HISTORY < published.year(),
                None => true,
            };
            if is_history {
                return None;
            }
        }
        let told = mention.statement.and_then(|n| record.statements.get(n)).and_then(|said| said.date);
        let date = |days: Option<Days>, from: &str| days.map(|days| (Some(days), Some(from.to_string())));
        let past = clause.filter(|days| self.published.is_none_or(|published| days.from <= published));
        let by_default = self.whens.day.map(|(days, by)| (Some(days), Some(by.name().to_string())));
        date(told, "statement").or_else(|| date(past, "clause")).or(by_default).or(Some((None, None)))
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> RecordDiagnostic {
        let range = self.document.text().code_points(diagnostic.span.unwrap_or_default());
        RecordDiagnostic {
            severity: diagnostic.severity.name().to_string(),
            code: diagnostic.code.to_string(),
            message: diagnostic.message.clone(),
            start: range.start,
            end: range.end,
        }
    }
}
