//! Properties of every step that learns from batches: passes, parts, errors.

mod passes;
