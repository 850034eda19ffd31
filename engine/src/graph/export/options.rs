//! What a picture shows and how, for either notation.

use crate::graph::Part;

/// What a picture shows and how.
///
/// ```
/// use shapeflow::graph::{DrawOptions, Part, Theme};
///
/// let options = DrawOptions { part: Part::Predict, theme: Theme::Dark, ..Default::default() };
/// assert!(!options.legend);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DrawOptions {
    /// Where the values flow to.
    pub direction: Direction,
    /// How far nested pipelines and blocks are opened.
    pub detail: Detail,
    /// Which part of the graph.
    pub part: Part,
    /// Dark lines on a light ground, or light ones on a dark one.
    pub theme: Theme,
    /// Whether the marks are explained beside the graph.
    pub legend: bool,
}

/// Where the values flow to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom.
    Down,
}

/// How far nested pipelines and blocks are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Detail {
    /// Every step is drawn, each nested pipeline and block as a frame around its own.
    #[default]
    Full,
    /// Each nested pipeline or block is one box.
    Collapsed,
    /// They are frames down to this depth and boxes below it; `Depth(0)` is `Collapsed`.
    Depth(usize),
}

impl Detail {
    /// How many frames may stand around a box.
    pub(super) fn depth(self) -> usize {
        match self {
            Self::Full => usize::MAX,
            Self::Collapsed => 0,
            Self::Depth(depth) => depth,
        }
    }
}

/// The ground on which a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// A light ground.
    #[default]
    Light,
    /// A dark ground.
    Dark,
}
