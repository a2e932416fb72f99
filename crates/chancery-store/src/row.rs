//! What answers are made of: records with their article's heading and with who the parties are.

use chancery_record::{
    Act, ActorKind, Article, Citation, Cue, Days, EventPlace, EventType, PlaceKind, PublishedFrom, Quad,
    Size, Stance, StatementForm, Status,
};
use jiff::civil::Date;

/// The heading of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// The publication.
    pub source: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Where the day of publication was taken from; absent where whoever gave the article said it.
    pub published_from: Option<PublishedFrom>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Length of the text in code points.
    pub characters: usize,
    /// How many statements were read from it.
    pub statements: usize,
    /// How many events.
    pub events: usize,
    /// How many positions.
    pub positions: usize,
    /// Why it was not read (`not-english`), if it was not.
    pub unread: Option<String>,
    /// 1, or more where the article has changed since.
    pub revision: u32,
    /// The story that it tells.
    pub story: String,
    /// Whether it is the first article of its story, and no copy.
    pub is_first: bool,
}

impl ArticleRow {
    /// The day on which a record of this article counts: the first of its own, or else the day of publication.
    pub fn day(&self, date: Option<Days>) -> Option<Date> {
        date.map(|days| days.from).or(self.published)
    }
}

/// An actor in a role, with the mention that plays it.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The actor's id in the archive, that of one article.
    pub id: String,
    /// Who it is across articles, if it is somebody.
    pub party: Option<String>,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Short name of the international organisation.
    pub organisation: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Office held.
    pub office: Option<String>,
    /// The mention.
    pub mention: Citation,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementRow {
    /// Its id.
    pub id: String,
    /// The article that it stands in.
    pub article: ArticleRow,
    /// Quoted wholly, partly or not at all.
    pub form: StatementForm,
    /// What was done by saying it.
    pub act: Act,
    /// The statement that this one is quoted in.
    pub inside: Option<String>,
    /// Who said it.
    pub speakers: Vec<Member>,
    /// To whom.
    pub addressees: Vec<Member>,
    /// The word that reports the saying.
    pub cue: Option<Cue>,
    /// What was said; ` … ` between its parts.
    pub content: String,
    /// From the first code point of the first part to the last of the last.
    pub span: (usize, usize),
    /// When it was said.
    pub date: Option<Days>,
    /// Where the date comes from.
    pub date_from: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Its id.
    pub id: String,
    /// The article that it stands in.
    pub article: ArticleRow,
    /// PLOVER event type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// PLOVER quad.
    pub quad: Quad,
    /// From -10 to 10.
    pub intensity: f64,
    /// Who did it.
    pub actors: Vec<Member>,
    /// To whom.
    pub recipients: Vec<Member>,
    /// Whether it happened.
    pub status: Status,
    /// The statement that it is known from.
    pub reported_by: Option<String>,
    /// When.
    pub date: Option<Days>,
    /// Where the date comes from.
    pub date_from: Option<String>,
    /// Where.
    pub place: Option<EventPlace>,
    /// What kind of place that is.
    pub place_kind: Option<PlaceKind>,
    /// Victims and arrests.
    pub size: Size,
    /// The word that names it.
    pub trigger: Citation,
    /// The clause that it rests on.
    pub evidence: Citation,
    /// From 0 to 1.
    pub confidence: f64,
    /// The rule that found it.
    pub rule: String,
}

/// A position.
#[derive(Clone, Debug, PartialEq)]
pub struct PositionRow {
    /// Its id.
    pub id: String,
    /// The article that it stands in.
    pub article: ArticleRow,
    /// Whose it is.
    pub holder: Member,
    /// Issue of the issue codebook, or `other`.
    pub issue: String,
    /// For, against, or what is wanted.
    pub stance: Stance,
    /// The words that name the issue; of `other` all that is known.
    pub phrase: Option<Citation>,
    /// Of whom it is wanted.
    pub target: Option<Member>,
    /// What it depends on.
    pub condition: Option<Citation>,
    /// The statement or event that it is read from; absent where the article tells it by itself.
    pub from: Option<String>,
    /// The days on which it was taken.
    pub date: Option<Days>,
    /// Where the date comes from.
    pub date_from: Option<String>,
    /// The characters that it rests on.
    pub evidence: Citation,
    /// The rule that found it.
    pub rule: String,
}

/// A person or body across articles.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyRow {
    /// Its id.
    pub id: String,
    /// The name in the first article that has it.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Short name of the international organisation.
    pub organisation: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Office held.
    pub office: Option<String>,
    /// Id in the world.
    pub world: Option<String>,
    /// How many articles mention it.
    pub articles: usize,
    /// How many statements it makes.
    pub statements: usize,
    /// How many events it plays a part in.
    pub events: usize,
}

/// Articles with much the same wording.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryRow {
    /// Its id.
    pub id: String,
    /// How many articles tell it.
    pub articles: usize,
    /// The first of them.
    pub first: ArticleRow,
}

impl ArticleRow {
    /// The article as it came in, with its text.
    pub fn article(&self, text: String) -> Article {
        Article {
            id: Some(self.id.clone()),
            text,
            title: self.title.clone(),
            published: self.published,
            published_from: self.published_from,
            source: self.source.clone(),
            url: self.url.clone(),
            language: self.language.clone(),
        }
    }
}
