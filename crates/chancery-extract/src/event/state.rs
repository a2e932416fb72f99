//! What is known of a deed's reality while it climbs: marks of the words passed, whether it is only planned, or decided.

use super::status::Marks;
use chancery_record::Status;

/// What is known of a deed's reality on the way up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    pub marks: Marks,
    pub planned: bool,
    pub hypothetical: bool,
    pub ongoing: bool,
    /// A reporting verb has been passed.
    pub spoken: bool,
    /// It is not only planned but decided: the decision is the deed.
    pub decided: bool,
}

impl State {
    /// A transparent word: its negation and modality hold for the deed.
    pub(super) fn pass(&mut self, above: Marks) {
        self.marks = Marks { infinitive: above.infinitive, ..self.marks.and(above) };
    }

    /// A word that took the deed up: only its own marks count.
    pub(super) fn restart(&mut self, above: Marks) {
        *self = State { marks: above, spoken: self.spoken, ..State::default() };
    }

    pub(super) fn status(&self) -> Status {
        let marks = self.marks;
        // A bare infinitive that no governing word made real is no deed done: "its threat to shell the port".
        let unreal =
            marks.conditional || marks.possible || marks.would || marks.obligation || marks.infinitive;
        if unreal || self.hypothetical {
            Status::Hypothetical
        } else if marks.negated {
            Status::Negated
        } else if marks.future || self.planned {
            Status::Planned
        } else if marks.ongoing || self.ongoing {
            Status::Ongoing
        } else {
            Status::Occurred
        }
    }
}
