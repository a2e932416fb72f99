//! The reader of English as a network: words in, tags, lemmas, trees and names out.
//!
//! A gated convolution and gated linear recurrences over summed embedding rows, one head per task; trained by
//! `training/` in JAX, run here with one pass over a group of sentences. Nothing here knows of characters' positions:
//! words come in as strings, sentence by sentence.
//!
//! The same words and the same model give the same annotation on every processor: all sums are made in one fixed
//! order, with the same roundings (see `product`).

mod annotate;
mod arcs;
mod encoder;
mod features;
mod gazetteer;
mod lemma;
mod math;
mod mend;
mod names;
mod packed;
mod product;

pub use annotate::{Annotation, WordAnnotation};
pub use packed::ModelError;

use crate::labels::{Deprel, Upos, known_feats, known_xpos};
use encoder::Encoder;
use gazetteer::Gazetteer;
use lemma::Lemmas;
use math::Linear;
use names::NameTags;
use packed::Packed;
use std::sync::OnceLock;

/// A trained model, ready to annotate. Cheap to share between threads.
#[derive(Debug)]
pub struct Model {
    version: String,
    encoder: Encoder,
    gazetteer: Gazetteer,
    lemmas: Lemmas,
    heads: Heads,
    upos: Vec<Upos>,
    xpos: Vec<&'static str>,
    feats: Vec<&'static str>,
    relations: Vec<Deprel>,
    names: NameTags,
}

/// The output layers over the encoder's vectors.
#[derive(Debug)]
struct Heads {
    upos: Linear,
    xpos: Linear,
    feats: Linear,
    names_hidden: Linear,
    names: Linear,
    arcs: arcs::Arcs,
}

impl Model {
    /// The model that is compiled in. Read once, at first use.
    #[expect(clippy::expect_used, reason = "the file is part of the program, and a test reads it")]
    pub fn embedded() -> &'static Model {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| {
            Model::load(include_bytes!("../../model/en.model")).expect("the compiled-in model is whole")
        })
    }

    /// Reads a packed model file.
    pub fn load(bytes: &[u8]) -> Result<Model, ModelError> {
        let packed = Packed::read(bytes)?;
        let known = |name: &'static str, label: &str| ModelError::Label(name, label.to_owned());
        let upos = packed.lines("labels.upos")?;
        let upos = upos.iter().map(|l| Upos::from_label(l).ok_or_else(|| known("upos", l)));
        let xpos = packed.lines("labels.xpos")?;
        let xpos = xpos.iter().map(|l| known_xpos(l).ok_or_else(|| known("xpos", l)));
        let relations = packed.lines("labels.relations")?;
        let relations = relations.iter().map(|l| Deprel::from_any_label(l)).collect::<Vec<_>>();
        let model = Model {
            version: packed.text("version")?.to_owned(),
            encoder: Encoder::read(&packed)?,
            gazetteer: Gazetteer::read(&packed)?,
            lemmas: Lemmas::read(&packed)?,
            heads: Heads {
                upos: Linear::read(&packed, "upos")?,
                xpos: Linear::read(&packed, "xpos")?,
                feats: Linear::read(&packed, "feats")?,
                names_hidden: Linear::read(&packed, "names.hidden")?,
                names: Linear::read(&packed, "names")?,
                arcs: arcs::Arcs::read(&packed)?,
            },
            upos: upos.collect::<Result<_, _>>()?,
            xpos: xpos.collect::<Result<_, _>>()?,
            feats: packed.lines("labels.feats")?.iter().map(|l| known_feats(l)).collect(),
            relations,
            names: NameTags::new(&packed.lines("labels.names")?)?,
        };
        let h = &model.heads;
        let sizes = [
            (h.upos.outputs(), model.upos.len()),
            (h.xpos.outputs(), model.xpos.len()),
            (h.feats.outputs(), model.feats.len()),
            (h.names.outputs(), model.names.len()),
            (h.arcs.relations(), model.relations.len()),
        ];
        match sizes.iter().all(|(a, b)| a == b) {
            true => Ok(model),
            false => Err(ModelError::Shape("labels")),
        }
    }

    /// Name of the model, with a hash of its content: `en-2026.11-a1b2c3`.
    pub fn version(&self) -> &str {
        &self.version
    }
}
