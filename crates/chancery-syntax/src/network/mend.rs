//! What no English tree can be, although each of its words was the network's best guess: mended from the words beside.
//!
//! Only what grammar settles enters here, never what is merely likely: a second guess of that kind belongs to training.

use super::annotate::WordAnnotation;
use crate::labels::Deprel;

const PAST: &str = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";

/// Tag and features of a verb taken for a past that is its bare form. English pasts without a change end in t or d
/// ("put", "spread"), so any other is none: "demanded that Sylvania **withdraw**".
pub(super) fn bare(deprel: Deprel) -> (&'static str, &'static str) {
    match deprel {
        Deprel::Ccomp => ("VB", "Mood=Sub|VerbForm=Fin"),
        _ => ("VBP", "Mood=Ind|Tense=Pres|VerbForm=Fin"),
    }
}

/// "Gunboats **fired** on a ferry, the navy said": read as boats that were fired, the verb at the end has two subjects.
/// The first of them is the participle's, which is no participle then, and its clause is what was said.
pub(super) fn second_subjects(words: &mut [WordAnnotation], forms: &[&str]) {
    for frame in 0..words.len() {
        if words[frame].deprel != Deprel::Nsubj || words[frame].head == 0 {
            continue;
        }
        let (second, verb) = (frame, words[frame].head - 1);
        if verb < second || verb - second > FRAME || words[verb].head != 0 {
            continue;
        }
        let of_verb = |word: &WordAnnotation| word.head == verb + 1 && word.deprel == Deprel::Nsubj;
        let Some(first) = words[..second].iter().position(of_verb) else { continue };
        let of_first = |word: &WordAnnotation| word.head == first + 1 && word.deprel == Deprel::Acl;
        let Some(past) = (first + 1..second).find(|&at| of_first(&words[at])) else { continue };
        let bare_participle = words[past].xpos == "VBN"
            && !words.iter().any(|word| {
                word.head == past + 1
                    && matches!(word.deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Mark | Deprel::NsubjPass)
            });
        let is_parted = (past + 1..second).any(|at| forms[at] == ",");
        let is_between = words[first + 1..past].iter().any(|word| matches!(word.xpos, "," | ":"));
        if bare_participle && is_parted && !is_between {
            words[past].xpos = "VBD";
            words[past].feats = PAST;
            words[past].head = verb + 1;
            words[past].deprel = Deprel::Ccomp;
            words[first].head = past + 1;
        }
    }
}

/// The longest speaker, in words, of a frame that closes a sentence.
const FRAME: usize = 12;
