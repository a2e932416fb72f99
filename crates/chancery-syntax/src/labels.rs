//! The labels of Universal Dependencies that the treebanks use (UD 2.16, English).

use std::fmt;
use std::sync::OnceLock;

macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $label:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $doc])* $variant,)*
        }

        impl $name {
            /// Every label, in the order of their numbers.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The label as CoNLL-U writes it.
            pub fn label(self) -> &'static str {
                match self {
                    $($name::$variant => $label,)*
                }
            }

            /// The value that a CoNLL-U label stands for.
            pub fn from_label(label: &str) -> Option<$name> {
                match label {
                    $($label => Some($name::$variant),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.label())
            }
        }
    };
}

labels! {
    /// Universal part of speech.
    Upos {
        #[doc = "adjective"]
        Adj = "ADJ",
        #[doc = "adposition"]
        Adp = "ADP",
        #[doc = "adverb"]
        Adv = "ADV",
        #[doc = "auxiliary"]
        Aux = "AUX",
        #[doc = "coordinating conjunction"]
        Cconj = "CCONJ",
        #[doc = "determiner"]
        Det = "DET",
        #[doc = "interjection"]
        Intj = "INTJ",
        #[doc = "noun"]
        Noun = "NOUN",
        #[doc = "numeral"]
        Num = "NUM",
        #[doc = "particle"]
        Part = "PART",
        #[doc = "pronoun"]
        Pron = "PRON",
        #[doc = "proper noun"]
        Propn = "PROPN",
        #[doc = "punctuation"]
        Punct = "PUNCT",
        #[doc = "subordinating conjunction"]
        Sconj = "SCONJ",
        #[doc = "symbol"]
        Sym = "SYM",
        #[doc = "verb"]
        Verb = "VERB",
        #[doc = "other"]
        X = "X",
    }
}

labels! {
    /// Relation of a token to its head, with the subtype where the treebanks have one.
    Deprel {
        #[doc = "clausal modifier of a noun"]
        Acl = "acl",
        #[doc = "relative clause"]
        AclRelcl = "acl:relcl",
        #[doc = "adverbial clause"]
        Advcl = "advcl",
        #[doc = "adverbial relative clause"]
        AdvclRelcl = "advcl:relcl",
        #[doc = "adverbial modifier"]
        Advmod = "advmod",
        #[doc = "adjectival modifier"]
        Amod = "amod",
        #[doc = "apposition"]
        Appos = "appos",
        #[doc = "auxiliary"]
        Aux = "aux",
        #[doc = "passive auxiliary"]
        AuxPass = "aux:pass",
        #[doc = "preposition or case marker"]
        Case = "case",
        #[doc = "coordinating conjunction"]
        Cc = "cc",
        #[doc = "preconjunction (\"both\")"]
        CcPreconj = "cc:preconj",
        #[doc = "clausal complement"]
        Ccomp = "ccomp",
        #[doc = "compound"]
        Compound = "compound",
        #[doc = "verb particle"]
        CompoundPrt = "compound:prt",
        #[doc = "conjunct"]
        Conj = "conj",
        #[doc = "copula"]
        Cop = "cop",
        #[doc = "clausal subject"]
        Csubj = "csubj",
        #[doc = "clausal subject of a clausal predicate"]
        CsubjOuter = "csubj:outer",
        #[doc = "clausal passive subject"]
        CsubjPass = "csubj:pass",
        #[doc = "unspecified"]
        Dep = "dep",
        #[doc = "determiner"]
        Det = "det",
        #[doc = "predeterminer"]
        DetPredet = "det:predet",
        #[doc = "discourse element"]
        Discourse = "discourse",
        #[doc = "dislocated element"]
        Dislocated = "dislocated",
        #[doc = "expletive"]
        Expl = "expl",
        #[doc = "fixed expression"]
        Fixed = "fixed",
        #[doc = "flat expression (names)"]
        Flat = "flat",
        #[doc = "part of a word split by mistake"]
        Goeswith = "goeswith",
        #[doc = "indirect object"]
        Iobj = "iobj",
        #[doc = "list item"]
        List = "list",
        #[doc = "subordinating marker"]
        Mark = "mark",
        #[doc = "nominal modifier of a noun"]
        Nmod = "nmod",
        #[doc = "descriptor before a name (\"President Roe\")"]
        NmodDesc = "nmod:desc",
        #[doc = "possessor"]
        NmodPoss = "nmod:poss",
        #[doc = "unmarked nominal modifier"]
        NmodUnmarked = "nmod:unmarked",
        #[doc = "nominal subject"]
        Nsubj = "nsubj",
        #[doc = "subject of a clausal predicate"]
        NsubjOuter = "nsubj:outer",
        #[doc = "passive subject"]
        NsubjPass = "nsubj:pass",
        #[doc = "numeral"]
        Nummod = "nummod",
        #[doc = "object"]
        Obj = "obj",
        #[doc = "oblique"]
        Obl = "obl",
        #[doc = "agent of a passive (\"by …\")"]
        OblAgent = "obl:agent",
        #[doc = "oblique without preposition (\"Monday\")"]
        OblUnmarked = "obl:unmarked",
        #[doc = "orphan of ellipsis"]
        Orphan = "orphan",
        #[doc = "parataxis"]
        Parataxis = "parataxis",
        #[doc = "punctuation"]
        Punct = "punct",
        #[doc = "overridden disfluency"]
        Reparandum = "reparandum",
        #[doc = "root of a sentence"]
        Root = "root",
        #[doc = "vocative"]
        Vocative = "vocative",
        #[doc = "open clausal complement"]
        Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn universal(self) -> Deprel {
        match self.label().split_once(':') {
            Some((universal, _)) => Deprel::from_label(universal).unwrap_or(self),
            None => self,
        }
    }

    /// A label of any treebank: an unknown subtype falls back to its universal relation, an unknown relation to `dep`.
    pub fn from_any_label(label: &str) -> Deprel {
        Deprel::from_label(label)
            .or_else(|| Deprel::from_label(label.split(':').next().unwrap_or(label)))
            .unwrap_or(Deprel::Dep)
    }
}

/// The Penn Treebank tags of the treebanks.
pub const XPOS: &[&str] = &[
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "XX", "``",
];

/// Every value of the FEATS column of the treebanks, sorted; the first is `_`.
pub fn feats() -> &'static [&'static str] {
    static FEATS: OnceLock<Vec<&'static str>> = OnceLock::new();
    FEATS.get_or_init(|| {
        include_str!("../data/feats.txt").lines().filter(|line| !line.starts_with('#')).collect()
    })
}

/// A FEATS value as one of [`feats`]; `_` if it is none of them.
pub fn known_feats(label: &str) -> &'static str {
    let all = feats();
    let rest = all.get(1..).unwrap_or(&[]);
    rest.binary_search(&label).map_or("_", |at| rest[at])
}

/// A Penn tag as one of [`XPOS`].
pub fn known_xpos(label: &str) -> Option<&'static str> {
    XPOS.binary_search(&label).ok().map(|at| XPOS[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_can_be_found_again() {
        assert!(XPOS.is_sorted() && feats()[1..].is_sorted());
        assert!(XPOS.iter().all(|tag| known_xpos(tag) == Some(tag)));
        assert!(feats().iter().all(|value| known_feats(value) == *value));
        assert_eq!(known_feats("Nonsense=Yes"), "_");
    }
}
