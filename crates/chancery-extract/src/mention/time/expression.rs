//! What a time expression means before anybody knows which day the article is of.
//!
//! No calendar arithmetic enters here: see `resolve/when`.

use chancery_record::TimeType;

/// A time expression, not yet anchored.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// A day or a longer stretch of the calendar, or a part of it.
    On(Stretch, Portion),
    /// A part of a day: "Monday night", "this morning"; without a day, that of the text before.
    Part(Part, Option<Box<Stretch>>),
    /// A time of day: "10 a.m. Friday".
    Clock(Clock, Option<Box<Stretch>>),
    /// A length of time: "two weeks", and whether it reaches back from now ("the past two weeks") or on.
    Duration(Length, Reach),
    /// A repeated time: its TIMEX3 value.
    Set(String),
    /// `PAST_REF`, `PRESENT_REF` or `FUTURE_REF`.
    Reference(Reference),
}

/// A stretch of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stretch {
    /// "March 4, 2025", "Tuesday, March 4".
    Day { year: Option<i32>, month: u8, day: u8, weekday: Option<u8> },
    /// "the 25th", "the 5th of next month".
    DayOfMonth { day: u8, shift: Shift },
    /// "April", "last April", "April 2025".
    Month { year: Option<i32>, month: u8, shift: Shift },
    /// "2025".
    Year(i32),
    /// "the 1990s": 199.
    Decade(i32),
    /// "the 19th century": 18.
    Century(i32),
    /// "Friday", "next Friday".
    Weekday { weekday: u8, shift: Shift },
    /// "last fall", "summer 2019": TIMEX3 code.
    Season { season: &'static str, year: Option<i32>, shift: Shift },
    /// "Q3", "the third quarter of 2020".
    Quarter { quarter: u8, year: Option<i32>, shift: Shift },
    /// "the first half of 2020".
    Half { half: u8, year: Option<i32>, shift: Shift },
    /// "Christmas", "last Thanksgiving": number in the table of holidays.
    Holiday { holiday: u16, year: Option<i32>, shift: Shift },
    /// "last week", "this year", "that day".
    Unit { unit: Unit, shift: Shift },
    /// "today" (0), "yesterday" (-1).
    Days(i32),
    /// "two weeks ago", "a year earlier", "two days before Christmas".
    Offset { length: Length, sign: i8, base: Base },
    /// "the week of March 6".
    WeekOf(Box<Stretch>),
}

/// What an offset is counted from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Base {
    /// The day of publication.
    Publication,
    /// The date last named in the text.
    Previous,
    /// This.
    Stretch(Box<Stretch>),
}

/// Which of several: "last Friday", "the next day".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shift {
    /// Bare.
    #[default]
    None,
    /// "last", "past".
    Last,
    /// "this".
    This,
    /// "next", "coming".
    Next,
    /// "that", "the same": of the text before.
    Same,
    /// "the following", "the next day": after the date before.
    Following,
    /// "the previous": before the date before.
    Previous,
    /// "Friday of last week", "April last year".
    OfLast,
    /// "Friday next week", "April next year".
    OfNext,
}

/// Which part of a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Portion {
    /// All of it.
    #[default]
    Whole,
    /// Its first half: "early", "the beginning of".
    Early,
    /// Its middle half.
    Mid,
    /// Its second half: "late", "the end of".
    Late,
    /// Before the day of publication ("earlier this week").
    Earlier,
    /// After it.
    Later,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they say it")]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Parts of a day, with their TIMEX3 codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// `MO`
    Morning,
    /// `AF`
    Afternoon,
    /// `EV`
    Evening,
    /// `NI`
    Night,
    /// `DT`
    Daytime,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59, if given.
    pub minute: Option<u8>,
    /// 0 to 59, if given.
    pub second: Option<u8>,
    /// Whether morning or afternoon is known.
    pub certain: bool,
}

/// A length: a number (in thousandths, none where it is vague) of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    /// A thousandth of the count; `None` for "several".
    pub thousandths: Option<u64>,
    /// Of what.
    pub unit: Unit,
}

/// What a duration reaches from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Not said.
    #[default]
    Free,
    /// "the past two weeks".
    Back,
    /// "the next two weeks".
    On,
    /// "in two weeks": a date where the verb looks forward.
    In,
}

/// Vague times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// `PAST_REF`
    Past,
    /// `PRESENT_REF`
    Present,
    /// `FUTURE_REF`
    Future,
}

impl Length {
    /// A whole number of units.
    pub(crate) fn whole(count: u64, unit: Unit) -> Length {
        Length { thousandths: count.checked_mul(1000), unit }
    }

    /// TIMEX3 value: `P2W`, `PT5H30M`, `PXY`.
    pub(crate) fn value(self) -> String {
        let (mark, scale, unit) = match self.unit {
            Unit::Second => ("T", 1, 'S'),
            Unit::Minute => ("T", 1, 'M'),
            Unit::Hour => ("T", 1, 'H'),
            Unit::Day | Unit::Night => ("", 1, 'D'),
            Unit::Week => ("", 1, 'W'),
            Unit::Fortnight => ("", 2, 'W'),
            Unit::Weekend => ("", 2, 'D'),
            Unit::Month => ("", 1, 'M'),
            Unit::Quarter => ("", 3, 'M'),
            Unit::Year => ("", 1, 'Y'),
            Unit::Decade => ("", 10, 'Y'),
            Unit::Century => ("", 100, 'Y'),
            Unit::Millennium => ("", 1000, 'Y'),
        };
        let Some(thousandths) = self.thousandths.and_then(|n| n.checked_mul(scale)) else {
            return format!("P{mark}X{unit}");
        };
        if thousandths % 1000 == 0 {
            return format!("P{mark}{}{unit}", thousandths / 1000);
        }
        // A fraction in the next smaller unit where it comes out even.
        let (whole, rest) = (thousandths / 1000, thousandths % 1000);
        let smaller = match self.unit {
            Unit::Hour => Some((60, "M")),
            Unit::Minute => Some((60, "S")),
            Unit::Year => Some((12, "M")),
            _ => None,
        };
        match smaller {
            Some((parts, small)) if (rest * parts) % 1000 == 0 => {
                let rest = rest * parts / 1000;
                match whole {
                    0 => format!("P{mark}{rest}{small}"),
                    _ => format!("P{mark}{whole}{unit}{rest}{small}"),
                }
            }
            _ => format!("P{mark}{}.{}{unit}", whole, format!("{rest:03}").trim_end_matches('0')),
        }
    }

    /// The count where it is a whole number.
    pub(crate) fn count(self) -> Option<u64> {
        self.thousandths.filter(|thousandths| thousandths % 1000 == 0).map(|thousandths| thousandths / 1000)
    }
}

impl Unit {
    /// From the lexicon's word.
    pub(crate) fn from_name(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "night" => Unit::Night,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            "millennium" => Unit::Millennium,
            _ => return None,
        })
    }

    /// Whether it is shorter than a day.
    pub(crate) fn is_clock(self) -> bool {
        self < Unit::Day
    }
}

impl Part {
    /// TIMEX3 code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Part::Morning => "MO",
            Part::Afternoon => "AF",
            Part::Evening => "EV",
            Part::Night => "NI",
            Part::Daytime => "DT",
        }
    }

    /// From the TIMEX3 code.
    pub(crate) fn from_code(code: &str) -> Option<Part> {
        [Part::Morning, Part::Afternoon, Part::Evening, Part::Night, Part::Daytime]
            .into_iter()
            .find(|part| part.code() == code)
    }
}

impl Reference {
    /// TIMEX3 value.
    pub(crate) fn value(self) -> &'static str {
        match self {
            Reference::Past => "PAST_REF",
            Reference::Present => "PRESENT_REF",
            Reference::Future => "FUTURE_REF",
        }
    }
}

impl Expression {
    /// TIMEX3 type.
    pub(crate) fn kind(&self) -> TimeType {
        match self {
            Expression::On(Stretch::Offset { length, .. }, _) if length.unit.is_clock() => TimeType::Time,
            Expression::On(..) | Expression::Reference(_) => TimeType::Date,
            Expression::Part(..) | Expression::Clock(..) => TimeType::Time,
            Expression::Duration(..) => TimeType::Duration,
            Expression::Set(_) => TimeType::Set,
        }
    }

    /// Whether its value needs the day of publication, or a date that does.
    pub(crate) fn is_relative(&self) -> bool {
        match self {
            Expression::On(stretch, portion) => {
                matches!(portion, Portion::Earlier | Portion::Later) || stretch.is_relative()
            }
            Expression::Part(_, day) | Expression::Clock(_, day) => {
                day.as_ref().is_none_or(|day| day.is_relative())
            }
            Expression::Duration(..) | Expression::Set(_) | Expression::Reference(_) => false,
        }
    }
}

impl Stretch {
    /// Whether its value needs the day of publication, or a date that does.
    pub(crate) fn is_relative(&self) -> bool {
        match self {
            Stretch::Day { year, .. }
            | Stretch::Month { year, .. }
            | Stretch::Season { year, .. }
            | Stretch::Quarter { year, .. }
            | Stretch::Half { year, .. }
            | Stretch::Holiday { year, .. } => year.is_none(),
            Stretch::Year(_) | Stretch::Decade(_) | Stretch::Century(_) => false,
            Stretch::WeekOf(stretch) => stretch.is_relative(),
            Stretch::Offset { base: Base::Stretch(stretch), .. } => stretch.is_relative(),
            Stretch::DayOfMonth { .. }
            | Stretch::Weekday { .. }
            | Stretch::Unit { .. }
            | Stretch::Days(_)
            | Stretch::Offset { .. } => true,
        }
    }
}
