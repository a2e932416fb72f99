//! [`Document`] → CoNLL-U text.

use crate::document::{Document, Sentence};
use std::fmt::Write;

/// The whole document as CoNLL-U. Sentences are numbered from 1; a gap of any white space counts as one space.
pub fn write(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len() * 8);
    let mut paragraph = None;
    for (number, sentence) in document.sentences().iter().enumerate() {
        if number == 0 {
            out.push_str("# newdoc\n");
        }
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            out.push_str("# newpar\n");
        }
        // Writing to a `String` cannot fail.
        let _ = write_sentence(&mut out, document, number, sentence);
    }
    out
}

fn write_sentence(
    out: &mut String,
    document: &Document,
    number: usize,
    sentence: &Sentence,
) -> std::fmt::Result {
    writeln!(out, "# sent_id = {}", number + 1)?;
    out.push_str("# text = ");
    for token in sentence.tokens.clone() {
        push_field(out, document.form(token));
        if token + 1 < sentence.tokens.end && has_space_after(document, token) {
            out.push(' ');
        }
    }
    out.push('\n');
    let first = sentence.tokens.start;
    let mut names = document.names();
    names = &names[names.partition_point(|name| name.tokens.end <= first)..];
    for token_idx in sentence.tokens.clone() {
        let token = &document.tokens()[token_idx];
        let last = surface_end(document, token_idx);
        if !token.joined && last > token_idx {
            write!(out, "{}-{}\t", token_idx - first + 1, last - first + 1)?;
            push_field(out, document.text().slice(document.span_of(token_idx..last + 1)));
            let misc = if has_space_after(document, last) { "_" } else { "SpaceAfter=No" };
            writeln!(out, "\t_\t_\t_\t_\t_\t_\t_\t{misc}")?;
        }
        write!(out, "{}\t", token_idx - first + 1)?;
        push_field(out, document.form(token_idx));
        out.push('\t');
        push_field(out, document.lemma(token_idx));
        let head = document.head(token_idx).map_or(0, |head| head - first + 1);
        write!(out, "\t{}\t{}\t{}\t{head}\t{}\t_\t", token.upos, token.xpos, token.feats, token.deprel)?;
        while names.first().is_some_and(|name| name.tokens.end <= token_idx) {
            names = &names[1..];
        }
        let name = names.first().filter(|name| name.tokens.contains(&token_idx));
        let in_range = token.joined || last > token_idx;
        let no_space = !in_range && !has_space_after(document, token_idx);
        match name {
            Some(name) => {
                let prefix = if name.tokens.start == token_idx { "B" } else { "I" };
                write!(out, "Name={prefix}-{}", name.kind.label())?;
                out.push_str(if no_space { "|SpaceAfter=No\n" } else { "\n" });
            }
            None => out.push_str(if no_space { "SpaceAfter=No\n" } else { "_\n" }),
        }
    }
    out.push('\n');
    Ok(())
}

/// The last word of the surface token that this word belongs to.
fn surface_end(document: &Document, token: usize) -> usize {
    let end = document.sentence_of(token).tokens.end;
    token + document.tokens()[token + 1..end].iter().take_while(|next| next.joined).count()
}

fn has_space_after(document: &Document, token: usize) -> bool {
    let tokens = document.tokens();
    let end = tokens[token].span.end as usize;
    let next = tokens.get(token + 1).map_or(document.text().len(), |next| next.span.start as usize);
    let gap = document.text().as_str().get(end..next).unwrap_or("");
    token + 1 == tokens.len() || gap.chars().any(char::is_whitespace)
}

/// A column or comment cannot hold tabs or line breaks, nor be empty.
fn push_field(out: &mut String, field: &str) {
    if field.is_empty() {
        out.push('_');
    }
    out.extend(
        field.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }),
    );
}

#[cfg(test)]
mod tests {
    use crate::conllu;

    const ENVOY: &str = "\
# newdoc
# newpar
# sent_id = 1
# text = Roe didn't say.
1\tRoe\tRoe\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tName=B-PER
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsay\tsay\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# sent_id = 2
# text = Doe of Upper Sylvania left
1\tDoe\tDoe\tPROPN\tNNP\tNumber=Sing\t5\tnsubj\t_\tName=B-PER
2\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
3\tUpper\tUpper\tPROPN\tNNP\tNumber=Sing\t4\tcompound\t_\tName=B-LOC
4\tSylvania\tSylvania\tPROPN\tNNP\tNumber=Sing\t1\tnmod\t_\tName=I-LOC
5\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_

";

    #[test]
    fn what_was_read_is_written_again() {
        let document = conllu::document(&conllu::read(ENVOY, "envoy").unwrap());
        assert_eq!(document.text().as_str(), "Roe didn't say.\n\nDoe of Upper Sylvania left");
        assert_eq!(conllu::write(&document), ENVOY);
    }
}
