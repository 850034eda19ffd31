//! Pipelines that learn from batches, go on learning, and predict streams.

mod passes;

use shapeflow::batches::{Rows, Source};
use shapeflow::prelude::*;
use shapeflow_tests::steps::*;
use shapeflow_tests::{bits, noise};
