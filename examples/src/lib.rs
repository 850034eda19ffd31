//! Runnable examples of shapeflow.
