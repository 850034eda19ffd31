//! The procedural macros of shapeflow.
