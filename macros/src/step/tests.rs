//! What the attribute writes and reports, token by token.
