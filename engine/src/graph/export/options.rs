//! [`DrawOptions`]: what a drawing shows and how, for both notations.

use crate::graph::Part;

/// What a drawing shows and how.
///
/// ```
/// use shapeflow::graph::{DrawOptions, Part, Theme};
///
/// let options = DrawOptions { part: Part::Predict, theme: Theme::Dark, ..Default::default() };
/// assert!(!options.legend);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DrawOptions {
    /// The direction in which values flow.
    pub direction: Direction,
    /// How far nested pipelines and blocks are expanded.
    pub detail: Detail,
    /// The part of the graph.
    pub part: Part,
    /// Dark lines on a light background, or light lines on a dark one.
    pub theme: Theme,
    /// Whether there is a legend next to the graph.
    pub legend: bool,
    /// Whether arrows are labelled with the names of the features, in a graph
    /// [that has them](crate::graph::Graph::with_features).
    pub features: bool,
}

/// The direction in which values flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom.
    Down,
}

/// How far nested pipelines and blocks are expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Detail {
    /// Every step is drawn; each nested pipeline and block is a frame around its steps.
    #[default]
    Full,
    /// Each nested pipeline or block is one box.
    Collapsed,
    /// Nested pipelines and blocks are frames down to this depth and boxes below it; `Depth(0)` is `Collapsed`.
    Depth(usize),
}

impl Detail {
    /// Returns the maximum number of frames around a box.
    pub(super) fn depth(self) -> usize {
        match self {
            Self::Full => usize::MAX,
            Self::Collapsed => 0,
            Self::Depth(depth) => depth,
        }
    }
}

/// The background of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// A light background.
    #[default]
    Light,
    /// A dark background.
    Dark,
}
