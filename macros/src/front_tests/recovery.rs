//! Incomplete code, as an editor sees it while the user types: the complete parts are kept.

use super::{graph, read};

/// The graph of a body with mistakes, and the diagnostics.
fn body(body: &str) -> (Vec<String>, Vec<String>) {
    let (pipelines, errors) = read(&format!("P(x: f32[n]) fit(y: u8[n]) {{ {body} }}"));
    assert!(pipelines[0].broken);
    (graph(&pipelines[0]), errors)
}

#[test]
fn a_step_in_the_making_keeps_the_rest() {
    let (graph, errors) = body("a = x |> ; b = a |> B; c = x |> C; b");
    assert_eq!(graph, ["b: One(?a) |> B = b", "c: One(x) |> C = c"]);
    assert_eq!(errors, ["|> # a step is missing after this `|>`"]);
    let (graph, _) = body("a = x |> A; a |> ");
    assert_eq!(graph, ["a: One(x) |> A = a"]);
    let (graph, _) = body("a = x |> [A, ] |> B.; a |> Sta");
    assert_eq!(graph, ["a.a: One(x) |> A = A", "a.b: Array(A) |> B = a", "output: One(a) |> Sta = Sta"]);
}

#[test]
fn a_path_in_the_making_is_still_a_step() {
    for (written, read) in [("Pca<", "Pca<>"), ("Pca<12", "Pca<12>"), ("a::", "a"), ("a::b::<8", "a::b::<8>")]
    {
        let (graph, errors) = body(&format!("a = x |> {written}; a"));
        assert_eq!(graph, [format!("a: One(x) |> {read} = a")]);
        assert_eq!(errors.len(), 1, "{errors:?}");
    }
}

#[test]
fn an_equation_in_the_making_keeps_its_name() {
    for written in ["a", "a =", "a = ", "a = 5", "a = x.", "a = Pca<12>", "a = [", "a = x |> fn"] {
        let written = written.replace('[', "[]");
        let (graph, errors) = body(&format!("{written}; b = x |> B; b"));
        assert_eq!(graph, ["b: One(x) |> B = b"], "{written}");
        assert!(errors.len() == 1, "{written}: {errors:?}");
    }
}

#[test]
fn names_in_the_making_are_uses() {
    let (pipelines, _) = read("P(image: f32[n]) { a = ima |> A; [ima, image] |> C }");
    let uses = |at: usize| {
        let uses = &pipelines[0].nodes[at].inputs.uses;
        uses.iter().map(|name| name.as_ref().map(ToString::to_string)).collect::<Vec<_>>()
    };
    assert_eq!(uses(0), [Some("ima".to_owned())]);
    assert_eq!(uses(1), [Some("ima".to_owned()), Some("image".to_owned())]);
}

#[test]
fn hyperparameters_stay_as_they_are() {
    let (pipelines, errors) = read("P(x: f32[n]) { x |> A { c: cfg., d } }");
    assert_eq!(errors, Vec::<String>::new());
    let crate::model::NodeKind::Step { spec, .. } = &pipelines[0].nodes[0].kind else { panic!("a step") };
    assert_eq!(spec.hyperparameters.as_ref().expect("braces").to_string().replace(' ', ""), "c:cfg.,d");
}

#[test]
fn a_header_in_the_making_keeps_the_body() {
    for header in ["P", "P(", "P(x", "P(x:", "P(x: f32[n]) ->", "P(x: f32[n]) fit", "P(x: f32[n]) fit(y: "] {
        let count = |char: char| header.matches(char).count();
        let missing = ")".repeat(count('(') - count(')'));
        let (pipelines, errors) = read(&format!("{header}{missing} {{ a = x |> A; a }}"));
        assert_eq!(pipelines[0].nodes.len(), 1, "{header}");
        assert_eq!(errors.len(), 1, "{header}: {errors:?}");
    }
}

#[test]
fn deep_brackets_and_long_pipelines_are_read() {
    let deep = "(".repeat(3000) + &")".repeat(3000);
    let (_, errors) = read(&format!("P(x: f32[n]) {{ a = {deep}; a }}"));
    assert_eq!(errors.len(), 1);
    assert!(errors[0].contains("nested deeper than 64"));
    let deep = |open: &str, close: &str| {
        "Vec<".repeat(20) + &open.repeat(4000) + "u8" + &close.repeat(4000) + &">".repeat(20)
    };
    for (open, close) in [("Vec<", ">"), ("[", "]"), ("(", ",)"), ("A<(", ")>")] {
        let (_, errors) = read(&format!("P(x: {}) {{ x |> A }}", deep(open, close)));
        assert!(errors.len() == 1 && errors[0].contains("nested deeper than 32"), "{errors:?}");
        let (_, errors) = read(&format!("P(x: f32[n]) {{ x |> A<{}> |> B }}", deep(open, close)));
        assert!(errors.len() == 1 && errors[0].contains("nested deeper than 32"), "{errors:?}");
    }
    let (_, errors) =
        read(&format!("P(x: f32[n]) {{ x |> A<{}> |> B }}", "Vec<".repeat(30) + "u8" + &">".repeat(30)));
    assert!(errors.is_empty(), "{errors:?}");
    for (open, close) in [
        ("{ a = x |> A; ", "|> B }"),
        ("[x, x |> [A.fit(", ")] |> C] |> D"),
        ("x |> (A, B |> [C.fit(", ")])"),
    ] {
        read(&format!("P(x: f32[n]) {{ {} x {} }}", open.repeat(100), close.repeat(100)));
    }

    let count = 5000;
    let mut long: String = (1..count)
        .rev()
        .map(|at| format!("a{at} = a{} |> Scale |> [A, B<4>] |> Concat;\n", at - 1))
        .collect();
    long.push_str("a0 = x |> A; ");
    let source = format!("P(x: f32[n]) {{ {long} a{} }}", count - 1);
    let tokens: proc_macro2::TokenStream = source.parse().expect("tokens");
    let start = std::time::Instant::now();
    let (pipelines, errors) = crate::front::front(tokens, true);
    let elapsed = start.elapsed();
    assert!(errors.is_empty());
    assert_eq!(pipelines[0].nodes.len(), 4 * (count - 1) + 1);
    assert!(elapsed.as_secs() < 5, "{elapsed:?}");
}

/// A line without its `;` is one mistake more, but the next equation is still read.
#[test]
fn a_line_in_the_making_keeps_the_next_equation() {
    for written in [
        "a",
        "a =",
        "a = x",
        "a = x |",
        "a = x |>",
        "a = x |> St",
        "a = x |> St |>",
        "a = x |> St.",
        "a = x |> St.fi",
        "a = x |> St.fit(y",
        "a = x |> St<",
        "a = x |> St<8",
        "a = x |> St::",
        "a = x |> name:",
        "a = x |> optional",
        "a = x |> optional St",
        "a = x |> choose",
        "a = x |> expect",
        "a = x |> inverse",
        "a = x |> through",
        "a = x.",
        "a = (x, y)",
        "a = [x, y] |>",
        "(a, c)",
        "(a, c) =",
        "(a, fit c) =",
        "si",
        "size",
        "size k",
        "size k i",
        "size k in",
        "size k in 2",
        "size k in 2..",
        "size k in 2..=",
        "size k in 2..=8",
        "size k in 2..=8 =",
        "size k in 2..=8 = 4",
    ] {
        let written = if written.contains("fit(y") { format!("{written})") } else { written.to_owned() };
        let tokens =
            format!("P(x: f32[n]) fit(y: u8[n]) {{ {written}\n b = x |> B; b }}").parse().expect("tokens");
        let (pipelines, errors) = crate::front::front(tokens, false);
        let graph = graph(&pipelines[0]);
        assert!(graph.iter().any(|node| node == "b: One(x) |> B = b"), "{written}: {graph:?}");
        assert!(!errors.is_empty(), "{written}");
    }
}
