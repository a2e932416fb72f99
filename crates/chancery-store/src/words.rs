//! What a user typed → a question for the full-text index. Whatever was typed is words: nothing of it is syntax of
//! SQL or FTS5, so nothing that is typed can fail.

/// The words as FTS5 wants them; `None` where there are none.
///
/// Words must all occur; "words in quotation marks" occur together; `word*` is the beginning of one; `-word` must not
/// occur; `OR` between two lets one of them be enough.
pub(crate) fn question(typed: &str) -> Option<String> {
    let mut wanted: Vec<String> = Vec::new();
    let mut unwanted: Vec<String> = Vec::new();
    let mut joins = false;
    for piece in pieces(typed) {
        if piece == Piece::Or {
            joins = !wanted.is_empty();
            continue;
        }
        let Piece::Words { words, is_beginning, is_unwanted } = piece else { continue };
        // The tokenizer takes letters and digits; a phrase without any would ask for nothing.
        if !words.chars().any(char::is_alphanumeric) {
            continue;
        }
        let plain: String = words.chars().map(|c| if c == '"' || c == '\0' { ' ' } else { c }).collect();
        let phrase = format!("\"{}\"{}", plain.trim(), if is_beginning { "*" } else { "" });
        match wanted.last_mut() {
            _ if is_unwanted => unwanted.push(phrase),
            Some(last) if joins => *last = format!("{last} OR {phrase}"),
            _ => wanted.push(phrase),
        }
        joins = false;
    }
    if wanted.is_empty() {
        return None;
    }
    let mut question = wanted.iter().map(|one| format!("({one})")).collect::<Vec<_>>().join(" AND ");
    if !unwanted.is_empty() {
        question = format!("({question}) NOT ({})", unwanted.join(" OR "));
    }
    Some(question)
}

#[derive(PartialEq)]
enum Piece {
    Words { words: String, is_beginning: bool, is_unwanted: bool },
    Or,
}

fn pieces(typed: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let is_unwanted = rest.len() > 1 && rest.starts_with('-');
        rest = rest.strip_prefix('-').filter(|_| is_unwanted).unwrap_or(rest);
        let is_quote = |c: char| matches!(c, '"' | '“' | '”');
        let (words, after, quoted) = match rest.strip_prefix(is_quote) {
            Some(inside) => match inside.find(is_quote) {
                Some(at) => (&inside[..at], inside[at..].trim_start_matches(is_quote), true),
                None => (inside, "", true),
            },
            None => {
                let at = rest.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(rest.len());
                (&rest[..at], &rest[at..], false)
            }
        };
        rest = after.trim_start();
        if !quoted && words == "OR" {
            pieces.push(Piece::Or);
            continue;
        }
        let is_beginning = !quoted && words.ends_with('*');
        pieces.push(Piece::Words { words: words.trim_matches('*').to_owned(), is_beginning, is_unwanted });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn words_become_phrases() {
        for (typed, asked) in [
            ("ceasefire", Some("(\"ceasefire\")")),
            ("prisoner exchange", Some("(\"prisoner\") AND (\"exchange\")")),
            ("\"prisoner exchange\" border", Some("(\"prisoner exchange\") AND (\"border\")")),
            ("truce OR ceasefire OR armistice", Some("(\"truce\" OR \"ceasefire\" OR \"armistice\")")),
            ("mobili* -partial", Some("((\"mobili\"*)) NOT (\"partial\")")),
            ("OR", None),
            ("-x", None),
            (" * \" -- ", None),
            ("it's", Some("(\"it's\")")),
            ("a\"b", Some("(\"a\") AND (\"b\")")),
        ] {
            assert_eq!(question(typed).as_deref(), asked, "{typed}");
        }
    }
}
