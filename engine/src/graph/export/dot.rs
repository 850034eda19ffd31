//! The writer of Graphviz text.
//!
//! Invariant: every text passes through `html` (inside labels) or `quoted` (elsewhere), so no name can end a label or start an
//! attribute.

use std::fmt::Write;

use super::drawing::{Arrow, Drawing, Frame, Group, Item, Look, Shape};
use super::options::{Direction, DrawOptions};
use super::palette::{Ink, Palette};
use super::text;

/// `Helvetica` draws well in every Graphviz; the rest is for browsers that show the SVG.
const FONT: &str = "Helvetica,Arial,sans-serif";

/// Writes the drawing as Graphviz text.
pub(super) fn write(drawing: &Drawing, options: &DrawOptions) -> String {
    let mut writer = Writer {
        drawing,
        palette: Palette::of(options.theme),
        down: options.direction == Direction::Down,
        out: String::new(),
    };
    // Writing to a `String` cannot fail.
    let _ = writer.graph();
    writer.out
}

struct Writer<'a> {
    drawing: &'a Drawing,
    palette: &'static Palette,
    down: bool,
    out: String,
}

impl Writer<'_> {
    fn graph(&mut self) -> std::fmt::Result {
        let Palette { page, text, quiet, line, .. } = *self.palette;
        let rankdir = if self.down { "TB" } else { "LR" };
        let (title, font) = (quoted(&self.drawing.title), quoted(FONT));
        writeln!(self.out, "digraph {title} {{")?;
        writeln!(
            self.out,
            "  graph [rankdir={rankdir}, bgcolor=\"{page}\", pad=0.3, nodesep=0.35, ranksep=0.55,"
        )?;
        writeln!(
            self.out,
            "         fontname={font}, fontsize=12, fontcolor=\"{text}\", labelloc=t, labeljust=l,"
        )?;
        writeln!(self.out, "         tooltip={title}, label={}]", self.heading())?;
        writeln!(
            self.out,
            "  node  [fontname={font}, fontsize=12, fontcolor=\"{text}\", margin=\"0.16,0.09\"]"
        )?;
        writeln!(
            self.out,
            "  edge  [fontname={font}, fontsize=10, fontcolor=\"{quiet}\", color=\"{line}\", arrowsize=0.75]"
        )?;
        writeln!(self.out)?;
        self.items(&self.drawing.top, 1)?;
        writeln!(self.out)?;
        for arrow in &self.drawing.arrows {
            self.arrow(arrow)?;
        }
        writeln!(self.out, "}}")
    }

    fn heading(&self) -> String {
        let title = match html(&self.drawing.title) {
            // Graphviz rejects an empty `<b>`.
            title if title.is_empty() => title,
            title => format!("<font point-size=\"16\"><b>{title}</b></font>"),
        };
        let subtitle = text::wrap_wide(&self.drawing.subtitle);
        let subtitle: String =
            subtitle.iter().map(|line| format!("<br align=\"left\"/>{}", html(line))).collect();
        format!("<{title}{subtitle}<br align=\"left\"/><font point-size=\"6\"> </font>>")
    }

    fn items(&mut self, items: &[Item], depth: usize) -> std::fmt::Result {
        items.iter().try_for_each(|item| match *item {
            Item::Shape(at) => self.shape(&self.drawing.boxes[at], depth),
            Item::Group(at) => self.group(&self.drawing.groups[at], depth),
        })
    }

    fn group(&mut self, group: &Group, depth: usize) -> std::fmt::Result {
        let (indent, ink) = ("  ".repeat(depth), self.palette.of_frame(group.frame));
        let style = match (group.fit_only, group.frame) {
            (true, _) => "filled,rounded,dashed",
            (false, Frame::Pipeline) => "filled,rounded",
            (false, Frame::Block | Frame::Legend) => "filled,rounded,dotted",
        };
        let label = self.label("", &group.name, &group.detail, false, " ");
        writeln!(self.out, "{indent}subgraph {} {{", group.id)?;
        writeln!(
            self.out,
            "{indent}  graph [label={label}, style=\"{style}\", {}, margin=14, tooltip={}]",
            colours(ink),
            quoted(&group.hint)
        )?;
        self.items(&group.items, depth + 1)?;
        writeln!(self.out, "{indent}}}")
    }

    fn shape(&mut self, shape: &Shape, depth: usize) -> std::fmt::Result {
        let ink = self.palette.of_box(shape.look);
        let (form, style) = match shape.look {
            Look::Input | Look::FitInput => ("ellipse", "filled"),
            Look::Transform => ("box", "filled,rounded"),
            Look::Learner => ("box", "filled"),
            Look::Expect => ("hexagon", "filled"),
            Look::Output if self.down => ("invhouse", "filled"),
            Look::Output => ("cds", "filled"),
            Look::Closed => ("box3d", "filled"),
        };
        let dashes = if shape.fit_only { ",dashed" } else { "" };
        // A tag's point and a block's depth are cut out of the box: the margins keep their text inside.
        let weight = match shape.look {
            Look::Learner => ", peripheries=2, penwidth=1.6",
            Look::Closed => ", penwidth=1.6, margin=\"0.2,0.14\"",
            Look::Output if self.down => ", penwidth=1.6, margin=\"0.05,0.03\"",
            Look::Output => ", penwidth=1.6, margin=\"0.22,0.14\"",
            Look::Expect => ", margin=\"0.02,0.06\"",
            _ => "",
        };
        writeln!(
            self.out,
            "{}{} [shape={form}, style=\"{style}{dashes}\"{weight}, {}, label={}, tooltip={}]",
            "  ".repeat(depth),
            shape.id,
            colours(ink),
            self.label(&shape.prefix, &shape.name, &shape.detail, shape.learns, "<br/>"),
            quoted(&shape.hint)
        )
    }

    /// Writes the name in bold, the step as the user wrote it, and the mark of a learner.
    fn label(&self, prefix: &str, name: &str, detail: &str, learns: bool, between: &str) -> String {
        let mut parts: Vec<String> = Vec::new();
        let small = |text: &str| {
            format!("<font point-size=\"10\" color=\"{}\">{}</font>", self.palette.quiet, html(text))
        };
        if text::fits(&[prefix, name]) && !name.is_empty() {
            let prefix = if prefix.is_empty() { String::new() } else { small(prefix) };
            parts.push(format!("{prefix}<b>{}</b>", html(name)));
        } else {
            parts.extend(text::wrap(prefix).iter().map(|line| small(line)));
            parts.extend(text::wrap(name).iter().map(|line| format!("<b>{}</b>", html(line))));
        }
        parts.extend(text::wrap(detail).iter().map(|line| small(line)));
        if learns {
            parts.push("<font point-size=\"9\"><i>learns</i></font>".into());
        }
        if parts.is_empty() {
            parts.push(" ".into());
        }
        format!("<{}>", parts.join(between))
    }

    fn arrow(&mut self, arrow: &Arrow) -> std::fmt::Result {
        let (from, to) = (&self.drawing.boxes[arrow.from].id, &self.drawing.boxes[arrow.to].id);
        write!(self.out, "  {from} -> {to} [tooltip={}", quoted(&arrow.hint))?;
        let label = text::wrap(&arrow.label);
        if !label.is_empty() {
            let label: String = label.iter().map(|line| format!(" {} <br/>", html(line))).collect();
            // A thin last line keeps the text off an arrow that runs straight below it.
            write!(self.out, ", label=<{label}<font point-size=\"3\"> </font>>")?;
        }
        if arrow.undone || arrow.reused {
            let (head, colour) = (if arrow.undone { "inv" } else { "vee" }, self.palette.target);
            write!(self.out, ", style=dotted, arrowhead={head}, color=\"{colour}\", fontcolor=\"{colour}\"")?;
        } else if arrow.fit_only {
            write!(self.out, ", style=dashed")?;
        }
        if arrow.target {
            let colour = self.palette.target;
            write!(self.out, ", arrowhead=odiamond, color=\"{colour}\", fontcolor=\"{colour}\"")?;
        }
        writeln!(self.out, "]")
    }
}

fn colours(ink: Ink) -> String {
    format!("fillcolor=\"{}\", color=\"{}\"", ink.fill, ink.line)
}

/// Escapes text for an HTML label of Graphviz, for which a text of only `]` is a syntax error.
fn html(text: &str) -> String {
    let is_all_brackets = text.chars().all(|char| char == ']');
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            ']' if is_all_brackets => escaped.push_str("&#93;"),
            char => escaped.push(char),
        }
    }
    without_escapes(&escaped)
}

/// Returns the text without backslashes that Graphviz would replace, such as `\G` by the name of the graph: it does so in tooltips and
/// labels however they are escaped, so a sign that looks the same takes their place.
fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_escape = letter == '\\' && letters.peek().is_some_and(|next| "GENTHL".contains(*next));
        out.push(if is_escape { '\u{2216}' } else { letter });
    }
    out
}

/// Quotes a string for Graphviz, where entities and backslashes have a meaning too.
fn quoted(text: &str) -> String {
    format!("\"{}\"", without_escapes(text).replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\""))
}
