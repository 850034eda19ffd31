//! The procedural macros of shapeflow.

#![allow(dead_code, reason = "emit, which uses the front end, is not there yet")]

mod check;
mod diagnostic;
mod front;
#[cfg(test)]
mod front_tests;
mod model;
mod parse;
mod spelling;
