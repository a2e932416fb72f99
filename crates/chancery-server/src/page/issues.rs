//! Who wants what on which issue: holders × issues by stance and number of stories; who has moved.

use super::{Asked, JSON_AND_CSV, Page};
use crate::address::Address;
use crate::answer::{Answer, Form, csv, objects};
use crate::choice::{ACTOR, ISSUE, RECIPIENT, SINCE, SOURCE, STANCE, TEXT, UNTIL, filter};
use crate::entry::Entry;
use crate::piece::{asked_by, cut, nothing, number, options};
use crate::problem::Problem;
use chancery_ledger::{Matrix, MatrixCell, MatrixRow, Names, Whose, matrix_of, shifts_of, whole_shifts};
use chancery_record::{Course, issues};
use maud::{Markup, html};

pub(crate) static ISSUES: Page = Page {
    path: "/issues",
    name: "Issues",
    about: "Who wants what on which issue, by stance and number of stories, and who has moved.",
    choices: &[&ACTOR, &RECIPIENT, &ISSUE, &STANCE, &SINCE, &UNTIL, &TEXT, &SOURCE],
    twins: JSON_AND_CSV,
    posted: false,
    answer: page,
};

/// So many holders and issues stand on the page; the twins have all.
const MOST_ROWS: usize = 40;
const MOST_ISSUES: usize = 24;
const MOST_SHIFTS: usize = 20;
/// So many positions are counted for the page, the newest; the twins count all.
const MOST_COUNTED: usize = 2_000;

fn page(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let wanted = filter(&asked.query, asked.desk.options.basis.world)?;
    let most = if asked.form == Form::Html { MOST_COUNTED } else { usize::MAX };
    let positions = asked.archive.position_briefs(&wanted, most)?;
    let names = Names::of_archive(asked.archive)?;
    let mut moved = shifts_of(&positions, Whose::Side, names.clone());
    let found = matrix_of(&positions, Whose::Side, names, &moved);
    match asked.form {
        Form::Csv => return Ok(csv(&found.entries(usize::MAX))),
        Form::Json => {
            return Ok(Answer::Json(
                serde_json::json!({"rows": objects(&found.entries(usize::MAX)), "next": null}),
            ));
        }
        Form::Html | Form::Atom => {}
    }
    moved.retain(|shift| shift.course != Course::Same);
    moved.sort_by_key(|shift| shift.after_days.from);
    moved.reverse();
    let n_moved = moved.len();
    moved.truncate(MOST_SHIFTS);
    let moved = whole_shifts(asked.archive, moved)?;
    let body = html! {
        h1 { "Who wants what" }
        (options(asked, &["actor", "issue", "since", "until"]))
        @if positions.len() >= MOST_COUNTED {
            p.remark { "Only the newest " (number(MOST_COUNTED)) " positions are counted; choose a holder, an issue or days to see others." }
        }
        (nothing(found.rows.is_empty()))
        @if !found.rows.is_empty() { (table(&found)) }
        @if !moved.is_empty() {
            section #moved {
                h2 { "Who has moved" @if n_moved > MOST_SHIFTS { small { "the latest " (MOST_SHIFTS) " of " (number(n_moved)) } } }
                @for shift in &moved {
                    h3 { bdi { (cut(&shift.name, 80)) } ": " (shift.issue.replace('-', " ")) }
                    div.columns {
                        ol.entries { (shift.before.item()) }
                        ol.entries { (shift.after.item()) }
                    }
                }
            }
        }
    };
    Ok(Answer::Page("Who wants what".to_owned(), body))
}

fn table(matrix: &Matrix) -> Markup {
    let n_issues = matrix.issues.len().min(MOST_ISSUES);
    html! {
        @if matrix.rows.len() > MOST_ROWS || matrix.issues.len() > n_issues {
            p.meta { "The most frequent of " (number(matrix.rows.len())) " holders and " (number(matrix.issues.len())) " issues." }
        }
        p.meta { "Stance and number of stories, leading to the quotations; ↷ marks who has moved. Where a cell is empty, nothing is known." }
        div.wide { table.matrix {
            thead { tr {
                th { "Holder" }
                @for issue in &matrix.issues[..n_issues] {
                    th scope="col" title=[issues().get(issue).map(|issue| issue.definition.as_str())] {
                        a href=(Address::positions().with("issue", issue)) { (issue.replace('-', " ")) }
                    }
                }
            } }
            tbody { @for row in matrix.rows.iter().take(MOST_ROWS) { tr {
                th scope="row" { bdi { (cut(&row.name, 60)) } }
                @for (issue, one) in matrix.issues.iter().zip(&row.cells).take(n_issues) {
                    td { @if let Some(one) = one { (cell(row, issue, one)) } }
                }
            } } }
        } }
    }
}

fn cell(row: &MatrixRow, issue: &str, cell: &MatrixCell) -> Markup {
    let list = Address::positions().with("actor", asked_by(&row.holder, &row.name)).with("issue", issue);
    html! {
        @for one in &cell.stances {
            a.stance href=(list.clone().with("stance", one.stance).with("sort", "oldest")) {
                (one.stance) " " (number(one.stories))
            } " "
        }
        @if cell.moved { a.moved href="#moved" title="has moved" { "↷" } }
    }
}
