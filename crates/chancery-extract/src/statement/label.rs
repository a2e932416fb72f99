//! Headlines and transcripts: "Roe: We will not go", "ROE: …", "Q: …".

use super::draft::Draft;
use super::gap;
use super::text::Text;
use chancery_record::Act;
use chancery_syntax::Upos;

/// Statements of a speaker's label at the beginning of a paragraph.
pub(super) fn find(text: &Text, draft_of: &[Option<usize>]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for paragraph in 0..text.document.paragraphs().len() {
        let tokens = text.paragraph_tokens(paragraph);
        // "ROE: …" within a transcript that is quoted paragraph by paragraph.
        let is_opened = !tokens.is_empty() && text.is_mark(tokens.start);
        let tokens = tokens.start + usize::from(is_opened)..tokens.end;
        let Some(colon) = tokens.clone().take(10).find(|&token| text.is(token, ":")) else { continue };
        if colon == tokens.start || colon + 2 >= tokens.end || text.level(colon).is_some() != is_opened {
            continue;
        }
        let is_quoted = text.level(colon + 1).or(text.level((colon + 2).min(tokens.end - 1)));
        if !is_opened && is_quoted.is_some_and(|number| draft_of[number].is_some()) {
            continue;
        }
        // A link or a time of day: no space behind the colon.
        let spans = (text.document.token(colon).span, text.document.token(colon + 1).span);
        if spans.0.end == spans.1.start {
            continue;
        }
        let Some(head) = gap::label(text, tokens.start..colon) else { continue };
        let is_capitals = text.document.form(head).chars().all(char::is_uppercase);
        if is_opened && !is_capitals {
            continue;
        }
        let says = (colon + 1..tokens.end).any(|token| matches!(text.upos(token), Upos::Verb | Upos::Aux));
        let is_place =
            text.name_at(head).is_some_and(|name| name.kind == chancery_syntax::NameKind::Location);
        if !says || is_place || text.document.form(head).chars().count() < 2 {
            continue;
        }
        let mut draft = Draft {
            cue: None,
            level: None,
            speakers: vec![head],
            addressees: Vec::new(),
            act: Act::Assert,
            content: vec![colon + 1..tokens.end],
            rule: "statement-label",
        };
        draft.tidy(text);
        if !draft.content.is_empty() {
            drafts.push(draft);
        }
    }
    drafts
}
