//! Drawings of a graph, as Graphviz or Mermaid text.
//!
//! | file | contents |
//! |---|---|
//! | `options` | [`DrawOptions`]: what a drawing shows and how |
//! | `drawing` | the drawing: boxes, groups and arrows, independent of the notation |
//! | `walk` | from a graph to its drawing |
//! | `legend` | the legend of a drawing |
//! | `text` | labels: one line, wrapped, without characters that a notation rejects |
//! | `palette` | the colors of the themes |
//! | `dot`, `mermaid` | the two writers |

mod dot;
mod drawing;
mod legend;
mod mermaid;
mod options;
mod palette;
pub(super) mod text;
mod walk;

pub use options::{Detail, Direction, DrawOptions, Theme};

use super::Graph;

impl Graph {
    /// Returns the graph as Graphviz text, left to right, in full.
    ///
    /// ```no_run
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Scale(x: f32[n, 4]) -> f32[n, 4] { x |> StandardScaler }
    /// }
    ///
    /// std::fs::write("scale.dot", Scale::graph().dot())?; // dot -Tsvg scale.dot -o scale.svg
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn dot(&self) -> String {
        self.dot_with(&DrawOptions::default())
    }

    /// Returns the graph as Graphviz text. The same graph and options always give the same text.
    ///
    /// ```
    /// use shapeflow::graph::{Detail, Direction, DrawOptions};
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Scale(x: f32[n, 4]) -> f32[n, 4] { x |> StandardScaler }
    /// }
    ///
    /// let detail = Detail::Collapsed;
    /// let options = DrawOptions { direction: Direction::Down, detail, ..Default::default() };
    /// assert!(Scale::graph().dot_with(&options).contains("rankdir=TB"));
    /// ```
    #[must_use]
    pub fn dot_with(&self, options: &DrawOptions) -> String {
        dot::write(&walk::draw(self, options), options)
    }

    /// Returns the graph as Mermaid text, which GitHub and GitLab draw in Markdown.
    ///
    /// ```
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Scale(x: f32[n, 4]) -> f32[n, 4] { x |> StandardScaler }
    /// }
    ///
    /// let markdown = format!("```mermaid\n{}```\n", Scale::graph().mermaid());
    /// assert!(markdown.contains("flowchart LR"));
    /// ```
    #[must_use]
    pub fn mermaid(&self) -> String {
        self.mermaid_with(&DrawOptions::default())
    }

    /// Returns the graph as Mermaid text. The same graph and options always give the same text.
    #[must_use]
    pub fn mermaid_with(&self, options: &DrawOptions) -> String {
        mermaid::write(&walk::draw(self, options), options)
    }
}
