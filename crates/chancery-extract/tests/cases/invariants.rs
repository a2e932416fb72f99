//! The invariants of ARCHITECTURE.md that can be seen in one document and its record.

use chancery_record::{Citation, Record};
use chancery_syntax::Document;

/// Tokens lie in order on character boundaries and leave out nothing but white space; heads make one tree a sentence.
pub(crate) fn check_document(case: &str, document: &Document) {
    let text = document.text().as_str();
    let mut end = 0;
    for (token_idx, token) in document.tokens().iter().enumerate() {
        let (from, to) = (token.span.start as usize, token.span.end as usize);
        assert!(
            from >= end && to > from && to <= text.len(),
            "case {case}: token {token_idx} at {:?}",
            token.span
        );
        assert!(text.is_char_boundary(from) && text.is_char_boundary(to), "case {case}: token {token_idx}");
        let gap = &text[end..from];
        assert!(
            gap.chars().all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}' | '\u{e0000}'..='\u{e0fff}')),
            "case {case}: the tokens leave out {gap:?}"
        );
        end = to;
    }
    for sentence in document.sentences() {
        let roots = sentence.tokens.clone().filter(|&token| document.head(token).is_none()).count();
        assert_eq!(roots, 1, "case {case}: roots of {:?}", sentence.span);
        for token in sentence.tokens.clone() {
            let mut at = token;
            for _ in 0..=sentence.tokens.len() {
                match document.head(at) {
                    Some(head) => at = head,
                    None => break,
                }
            }
            assert!(document.head(at).is_none(), "case {case}: a cycle at token {token}");
            assert!(
                sentence.tokens.contains(&at),
                "case {case}: a head outside the sentence of token {token}"
            );
        }
    }
}

/// Every citation quotes exactly, every id is known, and the JSON form loses nothing.
pub(crate) fn check_record(case: &str, text: &str, record: &Record) {
    let characters: Vec<char> = text.chars().collect();
    let quotes = |citation: &Citation| {
        let quoted: Option<String> =
            characters.get(citation.start..citation.end).map(|part| part.iter().collect());
        assert_eq!(quoted.as_deref(), Some(citation.text.as_str()), "case {case}: a citation does not quote");
        assert!(!citation.text.trim().is_empty(), "case {case}: an empty citation at {}", citation.start);
    };
    let actor =
        |id: &str| assert!(record.actors.iter().any(|actor| actor.id == id), "case {case}: no actor {id}");
    let statement =
        |id: &str| assert!(record.statements.iter().any(|s| s.id == id), "case {case}: no statement {id}");
    for actor in &record.actors {
        assert!(!actor.mentions.is_empty(), "case {case}: {} has no citation", actor.id);
        actor.mentions.iter().for_each(|mention| quotes(&mention.citation));
        check_rule(case, &actor.rule);
    }
    record.times.iter().for_each(|time| quotes(&time.citation));
    for place in &record.places {
        quotes(&place.citation);
        check_rule(case, &place.rule);
    }
    for entry in &record.statements {
        assert!(!entry.content.is_empty(), "case {case}: {} has no content", entry.id);
        entry.content.iter().for_each(quotes);
        entry.cue.iter().for_each(|cue| quotes(&cue.citation));
        for participant in entry.speakers.iter().chain(&entry.addressees) {
            quotes(&participant.mention);
            actor(&participant.id);
        }
        entry.inside.iter().for_each(|id| {
            statement(id);
            assert_ne!(*id, entry.id, "case {case}: {id} stands inside itself");
        });
        check_rule(case, &entry.rule);
        let (mut outer, mut depth) = (entry.inside.as_ref(), 0);
        while let Some(id) = outer {
            outer = record.statements.iter().find(|s| s.id == *id).and_then(|s| s.inside.as_ref());
            depth += 1;
            assert!(depth <= record.statements.len(), "case {case}: {} stands inside itself", entry.id);
        }
    }
    for entry in &record.events {
        quotes(&entry.trigger);
        quotes(&entry.evidence);
        assert!(
            entry.evidence.start <= entry.trigger.start && entry.trigger.end <= entry.evidence.end,
            "case {case}: the evidence of {} does not hold its trigger",
            entry.id
        );
        for participant in entry.actors.iter().chain(&entry.recipients) {
            quotes(&participant.mention);
            actor(&participant.id);
        }
        entry.reported_by.iter().for_each(|id| statement(id));
        assert!((0.0..=1.0).contains(&entry.confidence), "case {case}: confidence of {}", entry.id);
        check_rule(case, &entry.rule);
    }
    for entry in &record.positions {
        quotes(&entry.evidence);
        quotes(&entry.holder.mention);
        actor(&entry.holder.id);
        entry.phrase.iter().chain(&entry.condition).for_each(quotes);
        if let Some(target) = &entry.target {
            quotes(&target.mention);
            actor(&target.id);
            assert_ne!(target.id, entry.holder.id, "case {case}: {} wants it of its holder", entry.id);
        }
        if let Some(from) = &entry.from {
            assert!(
                from.starts_with('e') && record.events.iter().any(|event| event.id == *from)
                    || record.statements.iter().any(|statement| statement.id == *from),
                "case {case}: {} is from {from}",
                entry.id
            );
        }
        let known = chancery_record::issues().get(&entry.issue).is_some();
        assert!(known || entry.issue == chancery_record::OTHER, "case {case}: the issue {}", entry.issue);
        assert!(
            entry.issue != chancery_record::OTHER || entry.phrase.is_some(),
            "case {case}: {} is other",
            entry.id
        );
        check_rule(case, &entry.rule);
    }
    let json = serde_json::to_string(record).expect("a record is written as JSON");
    let again: Record = serde_json::from_str(&json).expect("a record is read from JSON");
    assert_eq!(&again, record, "case {case}: the JSON form loses something");
}

fn check_rule(case: &str, rule: &str) {
    let id = rule.split('/').next().unwrap_or(rule);
    assert!(
        chancery_extract::rules().iter().any(|known| known.id == id),
        "case {case}: the rule `{id}` is not described in rules/*.toml"
    );
}
