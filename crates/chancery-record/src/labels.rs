//! The labels of the closed lists: one table for each enum, the same words as in the JSON form.

use crate::{
    Act, ActorKind, EventType, MentionForm, PlaceKind, PublishedFrom, Quad, Stance, StatementForm, Status,
    TimeType,
};
use std::fmt;

macro_rules! labels {
    ($($name:ident { $($variant:ident = $label:literal,)* })*) => {$(
        impl $name {
            /// Every value, in the order of the codebook.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word that stands for it in every output.
            pub fn label(self) -> &'static str {
                match self {
                    $($name::$variant => $label,)*
                }
            }

            /// The value that a word stands for.
            pub fn from_label(label: &str) -> Option<$name> {
                match label {
                    $($label => Some($name::$variant),)*
                    _ => None,
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.label())
            }
        }
    )*};
}

labels! {
    PublishedFrom {
        Feed = "feed",
        Agency = "agency",
        JsonLd = "json-ld",
        Meta = "meta",
        TimeElement = "time-element",
        Url = "url",
    }
    EventType {
        Agree = "AGREE",
        Consult = "CONSULT",
        Support = "SUPPORT",
        Concede = "CONCEDE",
        Cooperate = "COOPERATE",
        Aid = "AID",
        Retreat = "RETREAT",
        Request = "REQUEST",
        Accuse = "ACCUSE",
        Reject = "REJECT",
        Threaten = "THREATEN",
        Protest = "PROTEST",
        Sanction = "SANCTION",
        Mobilize = "MOBILIZE",
        Coerce = "COERCE",
        Assault = "ASSAULT",
    }
    Quad {
        VerbalCooperation = "verbal-cooperation",
        MaterialCooperation = "material-cooperation",
        VerbalConflict = "verbal-conflict",
        MaterialConflict = "material-conflict",
    }
    Status {
        Occurred = "occurred",
        Ongoing = "ongoing",
        Planned = "planned",
        Hypothetical = "hypothetical",
        Negated = "negated",
    }
    StatementForm {
        Direct = "direct",
        Indirect = "indirect",
        Mixed = "mixed",
    }
    Act {
        Assert = "assert",
        Deny = "deny",
        Ask = "ask",
        Request = "request",
        Promise = "promise",
        Threaten = "threaten",
        Decline = "decline",
    }
    Stance {
        Support = "support",
        Oppose = "oppose",
        Demand = "demand",
        Offer = "offer",
        Reject = "reject",
        Conditional = "conditional",
        Undecided = "undecided",
    }
    ActorKind {
        Person = "person",
        Government = "government",
        Organisation = "organisation",
        ArmedGroup = "armed-group",
        Population = "population",
        Media = "media",
        Unknown = "unknown",
    }
    MentionForm {
        Name = "name",
        Description = "description",
        Pronoun = "pronoun",
    }
    TimeType {
        Date = "DATE",
        Time = "TIME",
        Duration = "DURATION",
        Set = "SET",
    }
    PlaceKind {
        City = "city",
        Region = "region",
        Country = "country",
        Area = "area",
        Sea = "sea",
        River = "river",
        Lake = "lake",
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! json_agrees {
        ($($name:ident)*) => {$(
            for &value in $name::ALL {
                assert_eq!(serde_json::to_value(value).unwrap(), value.label());
                assert_eq!($name::from_label(value.label()), Some(value));
            }
        )*};
    }

    #[test]
    fn labels_are_the_words_of_the_json_form() {
        json_agrees!(EventType Quad Status StatementForm Act Stance ActorKind MentionForm TimeType PlaceKind);
    }
}
