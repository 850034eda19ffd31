//! Whole-system tests of shapeflow.
