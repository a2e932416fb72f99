//! How mentions were taken for somebody: the decisions of the sieves in words.

use super::Explanation;
use crate::coref::Chains;
use chancery_syntax::Document;

/// The most mentions of one actor that are accounted for.
const MOST_MENTIONS: usize = 6;

/// One remark for each surname, description and pronoun of an actor, with who else was looked at.
///
/// `number` is the number of each draft's actor.
pub(crate) fn of_steps(document: &Document, chains: &Chains, number: &[Option<usize>]) -> Vec<Explanation> {
    let mut remarks = Vec::new();
    let mut told = vec![0usize; number.len()];
    for step in &chains.steps {
        let mut actors: Vec<usize> =
            chains.of_party[step.party].iter().filter_map(|&draft| number.get(draft).copied()?).collect();
        actors.dedup();
        for actor in actors {
            let Some(count) = told.get_mut(actor) else { continue };
            *count += 1;
            // Who stands alone and was compared with nobody needs no remark.
            if *count > MOST_MENTIONS || step.by.is_none() && step.passed.0.is_empty() {
                continue;
            }
            let mut text = format!(
                "{} {}",
                quote(document, chains, step.party),
                match step.by {
                    Some(by) => format!("is {by}"),
                    None => "takes up nobody".to_string(),
                }
            );
            text.push_str(&not(document, chains, step.party));
            remarks.push(Explanation { about: format!("a{}", actor + 1), text });
        }
    }
    for (actor, count) in told.into_iter().enumerate().filter(|&(_, count)| count > MOST_MENTIONS) {
        let more = count - MOST_MENTIONS;
        let text = format!("{more} more mention{} likewise", if more == 1 { "" } else { "s" });
        remarks.push(Explanation { about: format!("a{}", actor + 1), text });
    }
    remarks
}

/// Who a party was not taken for: `; not “Rufus Roe” (of the other gender)`.
pub(crate) fn not(document: &Document, chains: &Chains, party: usize) -> String {
    let at = chains.steps.partition_point(|step| step.party < party);
    let steps = chains.steps[at..].iter().take_while(|step| step.party == party);
    let passed: Vec<String> = steps
        .flat_map(|step| &step.passed.0)
        .map(|&(other, why)| format!("not {} ({why})", quote(document, chains, other)))
        .collect();
    if passed.is_empty() { String::new() } else { format!("; {}", passed.join(", ")) }
}

fn quote(document: &Document, chains: &Chains, party: usize) -> String {
    let tokens = chains.parties[party].mention.tokens.clone();
    let text = document.text().slice(document.span_of(tokens));
    format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" "))
}
