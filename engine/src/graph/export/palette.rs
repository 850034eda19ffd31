//! The colors of the themes.
//!
//! Invariant: text has a contrast of at least 7:1 on its background and a line at least 3:1 on the page (tested), and no meaning
//! depends on color alone: shapes, borders, dashes and arrowheads say the same.

use super::drawing::{Frame, Look};
use super::options::Theme;

/// The colors of one theme, as `#rrggbb`.
#[derive(Debug)]
pub(super) struct Palette {
    pub(super) page: &'static str,
    pub(super) text: &'static str,
    /// Second lines and edge labels.
    pub(super) quiet: &'static str,
    pub(super) line: &'static str,
    pub(super) target: &'static str,
    input: Ink,
    fit_input: Ink,
    transform: Ink,
    learner: Ink,
    expect: Ink,
    output: Ink,
    closed: Ink,
    pipeline: Ink,
    block: Ink,
}

/// The colors of one box or frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) fill: &'static str,
    pub(super) line: &'static str,
}

const fn ink(fill: &'static str, line: &'static str) -> Ink {
    Ink { fill, line }
}

static LIGHT: Palette = Palette {
    page: "#ffffff",
    text: "#1b2430",
    quiet: "#3f4b59",
    line: "#5b6875",
    target: "#a3285f",
    input: ink("#e6f1fb", "#2a6ca8"),
    fit_input: ink("#fcedf4", "#a3285f"),
    transform: ink("#f5f7f9", "#5b6875"),
    learner: ink("#fff4d9", "#94620a"),
    expect: ink("#f5effb", "#7443a0"),
    output: ink("#e5f5ea", "#22743f"),
    closed: ink("#edeffb", "#4b55a8"),
    pipeline: ink("#f8f9fd", "#6f78b8"),
    block: ink("#fbfbfc", "#828c97"),
};

static DARK: Palette = Palette {
    page: "#12161c",
    text: "#eef2f6",
    quiet: "#c3ccd6",
    line: "#93a1b0",
    target: "#f08ab8",
    input: ink("#17324c", "#6cb2f0"),
    fit_input: ink("#431d31", "#f08ab8"),
    transform: ink("#252d37", "#93a1b0"),
    learner: ink("#433209", "#e8b84a"),
    expect: ink("#352449", "#c39aee"),
    output: ink("#153a25", "#63c98a"),
    closed: ink("#272c53", "#9aa5f5"),
    pipeline: ink("#181d2a", "#7a84c4"),
    block: ink("#161b22", "#6f7b88"),
};

impl Palette {
    pub(super) fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    pub(super) fn of_box(&self, look: Look) -> Ink {
        match look {
            Look::Input => self.input,
            Look::FitInput => self.fit_input,
            Look::Transform => self.transform,
            Look::Learner => self.learner,
            Look::Expect => self.expect,
            Look::Output => self.output,
            Look::Closed => self.closed,
        }
    }

    pub(super) fn of_frame(&self, frame: Frame) -> Ink {
        match frame {
            Frame::Pipeline => self.pipeline,
            Frame::Block | Frame::Legend => self.block,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computes the contrast of two colors, as WCAG 2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| -> f64 {
            let channel = |at: usize| {
                let value =
                    f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hex digits")) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn contrasts_are_high() {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = Palette::of(theme);
            let boxes = Look::ALL.map(|look| palette.of_box(look));
            let frames = [Frame::Pipeline, Frame::Block].map(|frame| palette.of_frame(frame));
            for ink in boxes.into_iter().chain(frames) {
                assert!(contrast(palette.text, ink.fill) >= 7.0, "text on {ink:?}");
                assert!(contrast(palette.quiet, ink.fill) >= 7.0, "quiet text on {ink:?}");
                assert!(contrast(ink.line, palette.page) >= 3.0, "line of {ink:?}");
                assert!(contrast(palette.line, ink.fill) >= 3.0, "arrow over {ink:?}");
            }
            assert!(contrast(palette.target, palette.page) >= 4.5);
        }
    }
}
