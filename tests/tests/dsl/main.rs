//! Every form of the language, run on real values.

mod expectations;
mod fitted;
mod nesting;
mod outputs;
mod replacing;
mod sources;
mod steps;
mod values;

use shapeflow::prelude::*;
use shapeflow_tests::steps::*;
use shapeflow_tests::table;
