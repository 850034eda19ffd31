//! The writer of Mermaid text.
//!
//! Invariant: every text passes through `escaped`, which leaves only characters without a meaning in Mermaid, Markdown or
//! HTML.

use std::fmt::Write;

use super::drawing::{Arrow, Drawing, Frame, Group, Item, Look, Shape};
use super::options::{Direction, DrawOptions};
use super::palette::Palette;
use super::text;

/// Writes the drawing as Mermaid text.
pub(super) fn write(drawing: &Drawing, options: &DrawOptions) -> String {
    let mut writer = Writer { drawing, palette: Palette::of(options.theme), out: String::new() };
    // Writing to a `String` cannot fail.
    let _ = writer.graph(options.direction);
    writer.out
}

struct Writer<'a> {
    drawing: &'a Drawing,
    palette: &'static Palette,
    out: String,
}

impl Writer<'_> {
    fn graph(&mut self, direction: Direction) -> std::fmt::Result {
        let direction = match direction {
            Direction::Right => "LR",
            Direction::Down => "TB",
        };
        writeln!(self.out, "flowchart {direction}")?;
        for (field, text) in [("accTitle", &self.drawing.title), ("accDescr", &self.drawing.subtitle)] {
            if !text.is_empty() {
                writeln!(self.out, "  {field}: {}", escaped(text))?;
            }
        }
        self.items(&self.drawing.top, 1)?;
        for arrow in &self.drawing.arrows {
            self.arrow(arrow)?;
        }
        self.styles()
    }

    fn items(&mut self, items: &[Item], depth: usize) -> std::fmt::Result {
        items.iter().try_for_each(|item| match *item {
            Item::Shape(at) => self.shape(&self.drawing.boxes[at], depth),
            Item::Group(at) => self.group(&self.drawing.groups[at], depth),
        })
    }

    fn group(&mut self, group: &Group, depth: usize) -> std::fmt::Result {
        let indent = "  ".repeat(depth);
        writeln!(
            self.out,
            "{indent}subgraph {}[\"{}\"]",
            group.id,
            label("", &group.name, &group.detail, false, " ")
        )?;
        self.items(&group.items, depth + 1)?;
        writeln!(self.out, "{indent}end")
    }

    fn shape(&mut self, shape: &Shape, depth: usize) -> std::fmt::Result {
        let (open, close) = match shape.look {
            Look::Input | Look::FitInput => ("([", "])"),
            Look::Transform => ("(", ")"),
            Look::Learner | Look::Closed => ("[[", "]]"),
            Look::Expect => ("{{", "}}"),
            Look::Output => ("[/", "/]"),
        };
        let label = label(&shape.prefix, &shape.name, &shape.detail, shape.learns, "<br/>");
        writeln!(self.out, "{}{}{open}\"{label}\"{close}", "  ".repeat(depth), shape.id)
    }

    fn arrow(&mut self, arrow: &Arrow) -> std::fmt::Result {
        let (from, to) = (&self.drawing.boxes[arrow.from].id, &self.drawing.boxes[arrow.to].id);
        let line = match (arrow.target, arrow.fit_only) {
            _ if arrow.undone => "-.-x",
            _ if arrow.reused => "-.->",
            (true, _) => "-.-o",
            (false, true) => "-.->",
            (false, false) => "-->",
        };
        let label: Vec<String> = text::wrap(&arrow.label).iter().map(|line| escaped(line)).collect();
        if label.is_empty() {
            return writeln!(self.out, "  {from} {line} {to}");
        }
        writeln!(self.out, "  {from} {line}|\"{}\"| {to}", label.join("<br/>"))
    }

    fn styles(&mut self) -> std::fmt::Result {
        let text = self.palette.text;
        for look in Look::ALL {
            for fit_only in [false, true] {
                let of_look = |shape: &&Shape| shape.look == look && shape.fit_only == fit_only;
                let ids: Vec<&str> =
                    self.drawing.boxes.iter().filter(of_look).map(|shape| shape.id.as_str()).collect();
                if ids.is_empty() {
                    continue;
                }
                let (ink, class) = (self.palette.of_box(look), class(look));
                let (class, dashes) =
                    if fit_only { (format!("{class}Fit"), DASHES) } else { (class.into(), "") };
                let width = if matches!(look, Look::Learner | Look::Closed | Look::Output) { 2 } else { 1 };
                let (fill, line) = (ink.fill, ink.line);
                writeln!(
                    self.out,
                    "  classDef {class} fill:{fill},stroke:{line},stroke-width:{width}px,color:{text}{dashes}"
                )?;
                writeln!(self.out, "  class {} {class}", ids.join(","))?;
            }
        }
        for group in &self.drawing.groups {
            let ink = self.palette.of_frame(group.frame);
            let dashes = match (group.fit_only, group.frame) {
                (true, _) => DASHES,
                (false, Frame::Pipeline) => "",
                (false, Frame::Block | Frame::Legend) => ",stroke-dasharray:2 3",
            };
            writeln!(
                self.out,
                "  style {} fill:{},stroke:{},color:{text}{dashes}",
                group.id, ink.fill, ink.line
            )?;
        }
        let targets = self
            .drawing
            .arrows
            .iter()
            .enumerate()
            .filter(|(_, arrow)| arrow.target || arrow.undone || arrow.reused);
        let targets: Vec<String> = targets.map(|(at, _)| at.to_string()).collect();
        if !targets.is_empty() {
            writeln!(self.out, "  linkStyle {} stroke:{}", targets.join(","), self.palette.target)?;
        }
        Ok(())
    }
}

const DASHES: &str = ",stroke-dasharray:5 4";

fn class(look: Look) -> &'static str {
    match look {
        Look::Input => "input",
        Look::FitInput => "fitInput",
        Look::Transform => "transform",
        Look::Learner => "learner",
        Look::Expect => "expect",
        Look::Output => "output",
        Look::Closed => "closed",
    }
}

fn label(prefix: &str, name: &str, detail: &str, learns: bool, between: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    if text::fits(&[prefix, name]) && !name.is_empty() {
        parts.push(format!("{}<b>{}</b>", escaped(prefix), escaped(name)));
    } else {
        parts.extend(text::wrap(prefix).iter().map(|line| escaped(line)));
        parts.extend(text::wrap(name).iter().map(|line| format!("<b>{}</b>", escaped(line))));
    }
    parts.extend(text::wrap(detail).iter().map(|line| escaped(line)));
    if learns {
        parts.push("<i>learns</i>".into());
    }
    if parts.is_empty() { " ".into() } else { parts.join(between) }
}

/// Escapes text for a quoted label. Characters with a meaning become Mermaid's `#code;`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, char) in text.char_indices() {
        // Markdown makes a list of a label that starts with `1.` or `-`, and emphasis of `_word_`.
        let letter = char.is_alphabetic() || (char == '_' && at > 0 && !text[at + 1..].is_empty());
        let harmless = letter || (at > 0 && (char.is_alphanumeric() || " ,.[]()+-/'".contains(char)));
        if harmless {
            escaped.push(char);
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(escaped, "#{};", u32::from(char));
        }
    }
    escaped
}
