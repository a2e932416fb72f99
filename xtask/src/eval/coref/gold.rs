//! Gold articles: text and entity layer of a GUM treebank, chains of OntoGUM.

use super::super::read_text;
use super::score::Chains;
use anyhow::Context;
use chancery_syntax::conllu;
use std::collections::BTreeMap;
use std::path::Path;

/// A document with the mentions in scope, numbered in text order.
pub(super) struct Article {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) mentions: Vec<Mention>,
    /// For each code point of the text, how many before it are no white space.
    spaceless: Vec<usize>,
}

/// A name or pronoun of a person or organisation; offsets in characters without white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its head word.
    pub(super) head: (usize, usize),
    pub(super) text: String,
    chain: Option<usize>,
}

impl Article {
    /// Where a code point lies when white space is not counted.
    pub(super) fn without_space(&self, at: usize) -> usize {
        self.spaceless.get(at).or(self.spaceless.last()).copied().unwrap_or(0)
    }

    pub(super) fn chains(&self) -> Chains {
        Chains::from_numbers(&self.mentions.iter().map(|mention| mention.chain).collect::<Vec<_>>())
    }
}

/// A word of the treebank.
struct Word {
    form: String,
    xpos: &'static str,
    entity: String,
}

/// Every document that both sources have.
pub(super) fn read(folder: &Path, treebank: &Path) -> anyhow::Result<Vec<Article>> {
    let blocks = conllu::read(&read_text(treebank)?, &treebank.display().to_string())?;
    let mut documents: BTreeMap<String, (String, Vec<Word>)> = BTreeMap::new();
    for block in &blocks {
        let id = block.id.rsplit_once('-').map_or(block.id.as_str(), |(id, _)| id);
        let (text, words) = documents.entry(id.to_owned()).or_default();
        if !text.is_empty() {
            text.push_str(if block.new_paragraph { "\n\n" } else { " " });
        }
        text.push_str(&block.text);
        words.extend(block.rows.iter().map(|row| {
            Word {
                form: row.form.clone(),
                xpos: row.xpos,
                entity: row
                    .misc
                    .split('|')
                    .find_map(|part| part.strip_prefix("Entity="))
                    .unwrap_or_default()
                    .to_owned(),
            }
        }));
    }
    let mut articles = Vec::new();
    for (id, (text, words)) in documents {
        let path = folder.join(format!("{id}.conll"));
        if path.exists() {
            let chains = read_text(&path)?;
            articles.push(article(id, text, &words, &chains).with_context(|| path.display().to_string())?);
        }
    }
    Ok(articles)
}

fn article(id: String, text: String, words: &[Word], chains: &str) -> anyhow::Result<Article> {
    let brackets: Vec<&str> = chains
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.rsplit('\t').next().unwrap_or("_"))
        .collect();
    anyhow::ensure!(
        brackets.len() == words.len(),
        "{} words, and the treebank has {}",
        brackets.len(),
        words.len()
    );
    let mut chain_of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (first, last, label) in spans(brackets.iter().copied()) {
        chain_of.insert((first, last), label.parse().unwrap_or(usize::MAX));
    }
    let mut starts = vec![0];
    for word in words {
        let length = word.form.chars().filter(|c| !c.is_whitespace()).count();
        starts.push(starts.last().copied().unwrap_or(0) + length);
    }
    let mut mentions = Vec::new();
    for (first, last, label) in spans(words.iter().map(|word| word.entity.as_str())) {
        let mut fields = label.split('-').skip(1);
        let kind = fields.next().unwrap_or_default();
        // The head stands in the field of the minimal span: "2" or "2,3".
        let head =
            fields.nth(3).and_then(|field| field.split(',').next()).and_then(|n| n.parse::<usize>().ok());
        let head = (first + head.unwrap_or(1) - 1).clamp(first, last);
        let is_pronoun = first == last && matches!(words[first].xpos, "PRP" | "PRP$");
        let is_name = matches!(words[head].xpos, "NNP" | "NNPS");
        if matches!(kind, "person" | "organization") && (is_pronoun || is_name) {
            let shown: Vec<&str> = words[first..=last].iter().map(|word| word.form.as_str()).collect();
            mentions.push(Mention {
                start: starts[first],
                end: starts[last + 1],
                head: (starts[head], starts[head + 1]),
                text: shown.join(" "),
                chain: chain_of.get(&(first, last)).copied(),
            });
        }
    }
    mentions.sort_by_key(|mention| (mention.start, mention.end));
    let mut spaceless = Vec::with_capacity(text.len() + 1);
    let mut n_before = 0;
    for c in text.chars() {
        spaceless.push(n_before);
        n_before += usize::from(!c.is_whitespace());
    }
    spaceless.push(n_before);
    Ok(Article { id, text, mentions, spaceless })
}

/// The spans of a column of brackets (`(1-person-…(2)`, `1)`), each with its label: first and last word.
fn spans<'w>(column: impl Iterator<Item = &'w str>) -> Vec<(usize, usize, String)> {
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    for (word, brackets) in column.enumerate() {
        let mut rest = brackets;
        while let Some(first) = rest.chars().next() {
            let body = rest.strip_prefix('(').unwrap_or(rest);
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let (label, closes) = (&body[..end], body[end..].starts_with(')'));
            match (first == '(', closes) {
                (true, true) => found.push((word, word, label.to_owned())),
                (true, false) => open.push((word, label.to_owned())),
                (false, true) => {
                    let id = |label: &str| label.split('-').next().unwrap_or_default().to_owned();
                    if let Some(at) = open.iter().rposition(|(_, known)| id(known) == id(label)) {
                        let (start, label) = open.remove(at);
                        found.push((start, word, label));
                    }
                }
                (false, false) => {}
            }
            rest = &body[(end + usize::from(closes)).min(body.len())..];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str, xpos: &'static str, entity: &str) -> Word {
        Word { form: form.to_owned(), xpos, entity: entity.to_owned() }
    }

    #[test]
    fn brackets_nest_and_close_by_number() {
        let column = ["(1-person-x(2-place-y)", "_", "1)(3)"];
        assert_eq!(
            spans(column.into_iter()),
            [(0, 0, "2-place-y".to_owned()), (0, 2, "1-person-x".to_owned()), (2, 2, "3".to_owned())]
        );
    }

    #[test]
    fn names_and_pronouns_of_persons_are_in_scope_and_have_their_chain() -> anyhow::Result<()> {
        let words = [
            word("Jane", "NNP", "(1-person-new-nnnnn-cf1-1-coref"),
            word("Doe", "NNP", "1)"),
            word("said", "VBD", ""),
            word("she", "PRP", "(1-person-giv:act-nnnnn-cf1-1-coref)"),
            word("left", "VBD", ""),
            word("Grandport", "NNP", "(2-place-new-nnnnn-cf2-1-sgl)"),
        ];
        let chains = "# begin document\n0\tJane\t(7\n1\tDoe\t7)\n2\tsaid\t_\n3\tshe\t(7)\n4\tleft\t_\n5\tGrandport\t_\n";
        let article = article("x".to_owned(), "Jane Doe said she left Grandport".to_owned(), &words, chains)?;
        let shown: Vec<&str> = article.mentions.iter().map(|mention| mention.text.as_str()).collect();
        assert_eq!(shown, ["Jane Doe", "she"]);
        assert_eq!((article.mentions[1].start, article.without_space(14)), (11, 11));
        assert_eq!(article.chains().list(), [vec![0, 1]]);
        Ok(())
    }
}
