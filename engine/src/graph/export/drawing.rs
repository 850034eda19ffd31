//! A drawing: boxes, groups and arrows, independent of the notation.
//!
//! Invariant: each `id` is an identifier in both notations; all other text is raw, and escaped by the writer.

/// A drawing.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The pipeline's name.
    pub(super) title: String,
    /// The first paragraph of the pipeline's documentation; may be empty.
    pub(super) subtitle: String,
    /// All boxes, in topological order.
    pub(super) boxes: Vec<Shape>,
    /// All groups.
    pub(super) groups: Vec<Group>,
    /// The items outside all groups.
    pub(super) top: Vec<Item>,
    /// All arrows.
    pub(super) arrows: Vec<Arrow>,
}

/// A box: a node, or a collapsed cluster.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) id: String,
    pub(super) look: Look,
    /// The path to the name inside the group, `strokes.`; may be empty.
    pub(super) prefix: String,
    pub(super) name: String,
    /// The second line; may be empty.
    pub(super) detail: String,
    pub(super) learns: bool,
    pub(super) fit_only: bool,
    /// The tooltip.
    pub(super) hint: String,
}

/// The look of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Input,
    FitInput,
    Transform,
    Learner,
    Expect,
    Output,
    /// A collapsed nested pipeline or block.
    Closed,
}

impl Look {
    pub(super) const ALL: [Self; 7] = [
        Self::Input,
        Self::FitInput,
        Self::Transform,
        Self::Learner,
        Self::Expect,
        Self::Closed,
        Self::Output,
    ];
}

/// A frame around boxes and other frames.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) name: String,
    /// The nested pipeline as written; empty for a block.
    pub(super) detail: String,
    pub(super) frame: Frame,
    pub(super) fit_only: bool,
    pub(super) items: Vec<Item>,
    pub(super) hint: String,
}

/// The look of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    Pipeline,
    Block,
    Legend,
}

/// A box or group, by its index in the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Shape(usize),
    Group(usize),
}

/// An arrow between two boxes, by their indices in the drawing.
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    pub(super) target: bool,
    /// From a fitted step to its inverse; no value flows.
    pub(super) undone: bool,
    /// From a fitted step to where it is reapplied; no value flows.
    pub(super) reused: bool,
    pub(super) fit_only: bool,
    /// The full Rust type, as the tooltip.
    pub(super) hint: String,
}
