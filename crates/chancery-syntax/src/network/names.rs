//! Names from tag scores: the best sequence of BILOU tags that is grammatical.

use super::packed::ModelError;
use crate::document::NameKind;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
    Last(NameKind),
    Unit(NameKind),
}

impl Tag {
    fn parse(label: &str) -> Option<Tag> {
        let Some((position, kind)) = label.split_once('-') else {
            return (label == "O").then_some(Tag::Outside);
        };
        let kind = NameKind::from_label(kind)?;
        match position {
            "B" => Some(Tag::Begin(kind)),
            "I" => Some(Tag::Inside(kind)),
            "L" => Some(Tag::Last(kind)),
            "U" => Some(Tag::Unit(kind)),
            _ => None,
        }
    }

    /// The kind of the name that goes on after this tag.
    fn open_after(self) -> Option<NameKind> {
        match self {
            Tag::Begin(kind) | Tag::Inside(kind) => Some(kind),
            _ => None,
        }
    }

    /// The kind of the name that must be open before this tag.
    fn open_before(self) -> Option<NameKind> {
        match self {
            Tag::Inside(kind) | Tag::Last(kind) => Some(kind),
            _ => None,
        }
    }
}

/// The tags of the names head, in its order.
#[derive(Debug)]
pub(super) struct NameTags {
    tags: Vec<Tag>,
}

impl NameTags {
    pub(super) fn new(labels: &[&str]) -> Result<NameTags, ModelError> {
        let tags = labels
            .iter()
            .map(|label| Tag::parse(label).ok_or_else(|| ModelError::Label("name", (*label).to_owned())));
        Ok(NameTags { tags: tags.collect::<Result<_, _>>()? })
    }

    pub(super) fn len(&self) -> usize {
        self.tags.len()
    }

    /// The names of one sentence, from a row of scores for each word (Viterbi).
    pub(super) fn decode(&self, scores: &[f32]) -> Vec<(NameKind, Range<usize>)> {
        let n_tags = self.tags.len();
        let n_words = scores.len() / n_tags;
        let mut back = Vec::with_capacity(scores.len());
        let mut reached: Vec<f32> = Vec::new();
        for row in scores.chunks_exact(n_tags) {
            let next = self.tags.iter().zip(row).map(|(tag, score)| {
                let mut best = (f32::NEG_INFINITY, 0);
                for (from, before) in self.tags.iter().enumerate() {
                    let total = match reached.get(from) {
                        Some(total) => *total,
                        None => 0.0, // the first word
                    };
                    let open = if reached.is_empty() { None } else { before.open_after() };
                    if open == tag.open_before() && total > best.0 {
                        best = (total, from);
                    }
                }
                back.push(best.1);
                best.0 + score
            });
            reached = next.collect();
        }
        let mut at = None;
        for (tag, total) in reached.iter().enumerate() {
            let ends = self.tags[tag].open_after().is_none();
            if ends && at.is_none_or(|best: usize| *total > reached[best]) {
                at = Some(tag);
            }
        }
        let Some(mut at) = at else { return Vec::new() };
        let mut found = Vec::new();
        let mut end = n_words;
        for word in (0..n_words).rev() {
            match self.tags[at] {
                Tag::Last(_) => end = word + 1,
                Tag::Unit(kind) => found.push((kind, word..word + 1)),
                Tag::Begin(kind) => found.push((kind, word..end)),
                Tag::Inside(_) | Tag::Outside => {}
            }
            at = back[word * n_tags + at];
        }
        found.reverse();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_come_out() {
        let tags = NameTags::new(&["O", "B-PER", "I-PER", "L-PER", "U-PER", "U-LOC"]).expect("known labels");
        // A beginning that is followed by nothing loses to what is grammatical.
        let scores = [[0.0, 2.0, 0.0, 0.0, 1.5, 0.0], [1.0, 0.0, 0.0, 0.4, 0.0, 0.0]].concat();
        assert_eq!(tags.decode(&scores), [(NameKind::Person, 0..1)]);
        let scores =
            [[0.0, 2.0, 0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 1.0, 0.9, 0.0, 0.0], [0.0, 0.0, 0.0, 2.0, 0.0, 2.0]];
        assert_eq!(tags.decode(&scores.concat()), [(NameKind::Person, 0..3)]);
        assert_eq!(tags.decode(&[]), []);
    }
}
