//! Pictures of a graph, as Graphviz or Mermaid text.
//!
//! | file | what it owns |
//! |---|---|
//! | `options` | what a picture shows and how |
//! | `drawing` | the drawing: boxes, groups and arrows, with no notation in mind |
//! | `walk` | the one walk over a graph, from which both notations are written |
//! | `legend` | the drawing that explains a drawing |
//! | `text` | labels: one line, wrapped, without characters that no notation takes |
//! | `palette` | the colours of the themes |
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
    /// The graph in Graphviz's language, left to right, in full.
    ///
    /// ```
    /// # let graph = shapeflow::graph::GraphBuilder::new("Digits").finish();
    /// std::fs::write(std::env::temp_dir().join("digits.dot"), graph.dot())?;   // dot -Tsvg digits.dot
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn dot(&self) -> String {
        self.dot_with(&DrawOptions::default())
    }

    /// The graph in Graphviz's language. The same graph and options always give the same text.
    ///
    /// ```
    /// use shapeflow::graph::{Detail, Direction, DrawOptions};
    /// # let graph = shapeflow::graph::GraphBuilder::new("Digits").finish();
    ///
    /// let detail = Detail::Collapsed;
    /// let options = DrawOptions { direction: Direction::Down, detail, ..Default::default() };
    /// assert!(graph.dot_with(&options).contains("rankdir=TB"));
    /// ```
    #[must_use]
    pub fn dot_with(&self, options: &DrawOptions) -> String {
        dot::write(&walk::draw(self, options), options)
    }

    /// The graph in Mermaid's language, which GitHub, GitLab and rustdoc themes draw inside Markdown.
    ///
    /// ```
    /// # let graph = shapeflow::graph::GraphBuilder::new("Digits").finish();
    /// let markdown = format!("```mermaid\n{}```\n", graph.mermaid());
    /// # assert!(markdown.contains("flowchart LR"));
    /// ```
    #[must_use]
    pub fn mermaid(&self) -> String {
        self.mermaid_with(&DrawOptions::default())
    }

    /// The graph in Mermaid's language. The same graph and options always give the same text.
    #[must_use]
    pub fn mermaid_with(&self, options: &DrawOptions) -> String {
        mermaid::write(&walk::draw(self, options), options)
    }
}
