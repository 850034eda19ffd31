//! No name can end a label: strings of characters with a meaning in the notations.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{fixtures, graphviz};
use crate::graph::export::text;
use crate::graph::{Detail, DrawOptions};

/// Texts with a meaning in Graphviz, HTML, Markdown or Mermaid.
const MARKS: &str = r##"" \ \N \" < > <b> </b> << >> & &lt; &#0; &#x41; { } | [ ] ( ) ; -> -- --> // /* */ #
    #quot; ` %% %%{init}%% end subgraph click style digraph --- 1. - * _a_ **b** $$x$$ fa:fa-car . <script>
    ]]> é 数 🦀"##;

/// Blanks, control characters, a mark that reverses the text direction, and noncharacters.
const ODD: [char; 11] =
    [' ', '\n', '\r', '\t', '\0', '\u{7F}', '\u{85}', '\u{2028}', '\u{202E}', '\u{FFFE}', '\u{FFFF}'];

/// Strings of marks, odd characters, any characters at all, and words.
fn hostile() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(MARKS.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned);
    let odd = prop::sample::select(&ODD[..]).prop_map(String::from);
    let piece = prop_oneof![4 => marks, 2 => odd, 1 => any::<String>(), 1 => "[a-z]{1,12}"];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

#[test]
fn graphviz_reads_hostile_names() {
    // One process for all cases: starting `dot` costs more than reading.
    let mut runner = TestRunner::new(Config { cases: 1, failure_persistence: None, ..Config::default() });
    let drawn = runner.run(&vec(hostile(), 60), |names| {
        let graphs: Vec<String> = names.iter().map(|name| fixtures::all_named(name).dot()).collect();
        if let Some(plain) = graphviz::rendered("-Tplain", &graphs) {
            let lines = |start: &str| plain.lines().filter(|line| line.starts_with(start)).count();
            // Six boxes and five arrows each, for all names.
            prop_assert_eq!((lines("node n"), lines("edge n"), lines("stop")), (6 * 60, 5 * 60, 60));
            graphviz::rendered("-Tcanon", &graphs);
        }
        Ok(())
    });
    assert!(drawn.is_ok(), "{drawn:?}");
}

#[test]
fn graphviz_reads_names_of_closing_brackets() {
    let graphs = ["]", "]]", "]]>"].map(|name| fixtures::all_named(name).dot());
    graphviz::rendered("-Tcanon", &graphs);
}

/// The text that a Mermaid label shows.
fn decoded(label: &str) -> String {
    let mut parts = label.split('#');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once(';').expect("a code ends");
        decoded.extend(code.parse().ok().and_then(char::from_u32));
        decoded.push_str(rest);
    }
    decoded
}

proptest! {
    #[test]
    fn mermaid_labels_hold_hostile_names(name in hostile()) {
        let name = format!("x{name}").replace('.', "");
        let options = DrawOptions { legend: true, ..Default::default() };
        let drawn = fixtures::all_named(&name).mermaid_with(&options);
        for line in drawn.lines() {
            let quotes = line.matches('"').count();
            prop_assert!(quotes == 0 || quotes == 2, "{}", line);
            let inside = match quotes {
                0 => line.strip_prefix("  acc").unwrap_or_default(),
                _ => line.split('"').nth(1).unwrap_or_default(),
            };
            let ours = ["<b>", "</b>", "<i>", "</i>", "<br/>", "Title:", "Descr:"];
            let bare = ours.iter().fold(inside.to_owned(), |text, tag| text.replace(tag, ""));
            let has_meaning = |char: char| char.is_control() || "\"<>&{}|\\`:=%*~^$!@?".contains(char);
            prop_assert!(!bare.contains(has_meaning), "{}", line);
            decoded(&bare);
        }
        let input = drawn.lines().find(|line| line.starts_with("  n0(")).unwrap_or_default();
        let shown = input.replace("<br/>", "").replace("</b><b>", "");
        let shown = shown.split("<b>").nth(1).and_then(|rest| rest.split("</b>").next()).unwrap_or_default();
        let expected = text::wrap(&text::line(&name)).concat();
        prop_assert_eq!(decoded(shown), expected);
    }

    #[test]
    fn nothing_panics(name in hostile(), depth in 0_usize..3) {
        let graph = fixtures::all_named(&name);
        let options = DrawOptions { detail: Detail::Depth(depth), legend: true, ..Default::default() };
        let written = (graph.dot_with(&options), graph.mermaid_with(&options), graph.to_string());
        prop_assert!(written.0.lines().last() == Some("}"), "the graph is not closed");
    }
}
