//! Questions to the dependency trees of a [`Document`], and mending of what is no tree.

use crate::document::{Document, Token};
use crate::labels::{Deprel, Upos};
use std::ops::Range;

impl Document {
    /// One token.
    pub fn token(&self, token: usize) -> &Token {
        &self.tokens[token]
    }

    /// The head of a token, `None` for the root of a sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.tokens[token].head as usize;
        (head != token).then_some(head)
    }

    /// The children of a token in text order.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.child_starts[token] as usize..self.child_starts[token + 1] as usize;
        self.children[range].iter().map(|&child| child as usize)
    }

    /// The first child with this relation ([`Deprel::Obl`] also finds none of its subtypes: compare
    /// [`Deprel::universal`] for that).
    pub fn child(&self, token: usize, deprel: Deprel) -> Option<usize> {
        self.children(token).find(|&child| self.tokens[child].deprel == deprel)
    }

    /// The children with this relation or a subtype of it.
    pub fn children_by(&self, token: usize, universal: Deprel) -> impl Iterator<Item = usize> + '_ {
        self.children(token).filter(move |&child| self.tokens[child].deprel.universal() == universal)
    }

    /// The token and all below it, in text order.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut next = 0;
        while next < found.len() {
            let at = found[next];
            found.extend(self.children(at));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// First and one past the last token of a subtree: all of it, and whatever of other subtrees lies between
    /// where the tree is not projective.
    pub fn reach(&self, token: usize) -> Range<usize> {
        let mut start = token;
        let mut end = token;
        let mut stack = vec![token];
        while let Some(at) = stack.pop() {
            start = start.min(at);
            end = end.max(at);
            stack.extend(self.children(at));
        }
        start..end + 1
    }

    /// Whether `token` is `ancestor` or lies below it.
    pub fn is_below(&self, token: usize, ancestor: usize) -> bool {
        let mut at = token;
        loop {
            if at == ancestor {
                return true;
            }
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
    }

    /// The token itself and what is coordinated with it, in text order: for "Russia" in "Russia, China and Iran",
    /// all three.
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        found.extend(self.children_by(token, Deprel::Conj));
        found
    }

    /// The subject of a predicate, active or passive, nominal or clausal. Not looked for in coordinated predicates:
    /// see [`Document::shared_subject`].
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        self.children(predicate)
            .find(|&child| matches!(self.tokens[child].deprel.universal(), Deprel::Nsubj | Deprel::Csubj))
    }

    /// The subject of a predicate, or of the predicate that it is coordinated with or controlled by:
    /// "Russia" for "left" in "Russia objected and left", and for "sign" in "Russia agreed to sign".
    pub fn shared_subject(&self, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..8 {
            if let Some(subject) = self.subject(at) {
                return Some(subject);
            }
            let head = self.head(at)?;
            match self.tokens[at].deprel.universal() {
                Deprel::Conj => at = head,
                Deprel::Xcomp => {
                    // Object control ("urged Russia to leave") before subject control ("agreed to leave").
                    if let Some(object) = self.children(head).find(|&c| {
                        matches!(self.tokens[c].deprel.universal(), Deprel::Obj | Deprel::Iobj) && c != at
                    }) {
                        return Some(object);
                    }
                    at = head;
                }
                Deprel::Advcl if self.tokens[at].xpos == "VBG" || self.tokens[at].xpos == "TO" => at = head,
                _ => return None,
            }
        }
        None
    }

    /// Whether a predicate is in the passive: it has a passive subject or auxiliary.
    pub fn is_passive(&self, predicate: usize) -> bool {
        self.children(predicate).any(|child| {
            matches!(self.tokens[child].deprel, Deprel::NsubjPass | Deprel::CsubjPass | Deprel::AuxPass)
        })
    }

    /// The preposition or case marker of a nominal ("in" for "Moscow" in "in Moscow"), lower case.
    pub fn case_of(&self, nominal: usize) -> Option<String> {
        self.child(nominal, Deprel::Case).map(|case| self.form(case).to_lowercase())
    }

    /// Whether a token is a noun, proper noun or pronoun.
    pub fn is_nominal(&self, token: usize) -> bool {
        matches!(self.tokens[token].upos, Upos::Noun | Upos::Propn | Upos::Pron)
    }
}

/// Heads (counted from 1, 0 for the root) as one tree with one root: the first root stays, later ones, words with a
/// head outside the sentence and words on a cycle hang on it. Linear time.
pub(crate) fn mend(heads: &[usize]) -> Vec<usize> {
    let n_words = heads.len();
    let mut heads: Vec<usize> = heads.iter().map(|&head| if head > n_words { 0 } else { head }).collect();
    let root = heads.iter().position(|&head| head == 0).unwrap_or(0);
    for (position, head) in heads.iter_mut().enumerate() {
        if position == root {
            *head = 0;
        } else if *head == 0 || *head == position + 1 {
            *head = root + 1;
        }
    }
    // 0: not visited, 1: on the path at hand, 2: known to reach the root.
    let mut state = vec![0u8; n_words];
    if let Some(root_state) = state.get_mut(root) {
        *root_state = 2;
    }
    let mut path = Vec::new();
    for start in 0..n_words {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            path.push(at);
            at = heads[at] - 1;
        }
        if state[at] == 1 {
            heads[at] = root + 1;
        }
        for seen in path.drain(..) {
            state[seen] = 2;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::mend;
    use proptest::prelude::*;

    #[test]
    fn trees_stay_and_others_are_mended() {
        assert_eq!(mend(&[2, 0, 2]), [2, 0, 2]);
        assert_eq!(mend(&[0, 3, 2]), [0, 1, 2]);
        assert_eq!(mend(&[9, 0, 0]), [0, 1, 1]);
        assert_eq!(mend(&[2, 1]), [0, 1]);
    }

    proptest! {
        #[test]
        fn always_one_tree(heads in prop::collection::vec(0usize..12, 1..12)) {
            let heads = mend(&heads);
            prop_assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1);
            for start in 0..heads.len() {
                let (mut at, mut steps) = (start, 0);
                while heads[at] != 0 {
                    at = heads[at] - 1;
                    steps += 1;
                    prop_assert!(steps <= heads.len());
                }
            }
        }
    }
}
