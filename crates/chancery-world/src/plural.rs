//! Plurals of role nouns and offices: `minister of defence` gives `ministers of defence`.
//!
//! Only the regular ones; irregular plurals stand in the role table.

/// The plural of a noun or phrase, made on its head: the word before "of", "for", "to" or "in", or the last one.
pub(crate) fn plural_of(phrase: &str) -> String {
    let head_end = [" of ", " for ", " to ", " in ", " at ", " without "]
        .iter()
        .filter_map(|link| phrase.find(link))
        .min()
        .unwrap_or(phrase.len());
    let (head, rest) = phrase.split_at(head_end);
    format!("{}{rest}", plural_of_word(head))
}

fn plural_of_word(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("woman") {
        return format!("{stem}women");
    }
    if word == "man" || (word.ends_with("man") && !word.ends_with("human") && !word.ends_with("german")) {
        return format!("{}men", &word[..word.len() - 3]);
    }
    if let Some(stem) = word.strip_suffix("person") {
        return format!("{stem}people");
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    if word.ends_with('s') || word.ends_with("sh") || word.ends_with("ch") || word.ends_with('x') {
        return format!("{word}es");
    }
    format!("{word}s")
}

#[cfg(test)]
mod tests {
    use super::plural_of;

    #[test]
    fn the_head_takes_the_ending() {
        for (one, many) in [
            ("foreign minister", "foreign ministers"),
            ("minister of defence", "ministers of defence"),
            ("spokesman", "spokesmen"),
            ("deputy", "deputies"),
            ("envoy", "envoys"),
            ("witness", "witnesses"),
        ] {
            assert_eq!(plural_of(one), many);
        }
    }
}
