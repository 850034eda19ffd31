//! Tests of graphs and their pictures.

mod fixtures;
mod graphviz;
mod hostile;
mod pictures;
mod structure;
