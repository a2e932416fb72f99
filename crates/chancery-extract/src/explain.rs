//! Why a record is as it is, for people.

/// One remark on how an entry came to be, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The entry's id within the record (`s1`, `e2`, `a3`), or empty for remarks on what was not recorded.
    pub about: String,
    /// One sentence or clause.
    pub text: String,
}
