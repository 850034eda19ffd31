//! A drawing: boxes, groups and arrows, with no notation in mind.
//!
//! Invariant: `id`s are identifiers in both notations; all other text is raw, and escaped by the writer.

/// What is to be drawn.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The pipeline's name.
    pub(super) title: String,
    /// The first paragraph of its documentation; may be empty.
    pub(super) subtitle: String,
    /// All boxes, in topological order.
    pub(super) boxes: Vec<Shape>,
    /// All groups.
    pub(super) groups: Vec<Group>,
    /// What stands in no group.
    pub(super) top: Vec<Item>,
    /// All arrows.
    pub(super) arrows: Vec<Arrow>,
}

/// A box: a node, or a closed cluster.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) id: String,
    pub(super) look: Look,
    /// What leads to the name inside the group, `strokes.`; may be empty.
    pub(super) prefix: String,
    pub(super) name: String,
    /// The second line; may be empty.
    pub(super) detail: String,
    pub(super) learns: bool,
    pub(super) fit_only: bool,
    /// What a pointer over the box shows.
    pub(super) hint: String,
}

/// What a box looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Input,
    FitInput,
    Transform,
    Learner,
    Expect,
    Output,
    /// A closed nested pipeline or block.
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

/// What a group looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    Pipeline,
    Block,
    Legend,
}

/// A box or group, by its place in the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Shape(usize),
    Group(usize),
}

/// An arrow between two boxes, by their places in the drawing.
#[derive(Debug)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: String,
    pub(super) target: bool,
    /// From a fitted step to its inverse; no value flows.
    pub(super) undone: bool,
    /// From a fitted step to where it is applied again; no value flows.
    pub(super) reused: bool,
    pub(super) fit_only: bool,
    /// The full Rust type, for a pointer over the arrow.
    pub(super) hint: String,
}
