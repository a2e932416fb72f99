//! the text itself: `SourceText`, `Span`, `Diagnostic`, offsets
