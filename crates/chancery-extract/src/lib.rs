//! finds who said and did what
