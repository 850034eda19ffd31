//! Valid pipelines: their graphs, and the field path of each step.

use super::{graph, read};
use crate::model::{NodeKind, Origin, Pipeline};

fn right(source: &str) -> Pipeline {
    let (mut pipelines, errors) = read(source);
    assert_eq!(errors, Vec::<String>::new());
    assert!(!pipelines[0].broken);
    pipelines.remove(0)
}

/// A body in a pipeline with the inputs `x` and `z` and the fit input `y`.
fn body(body: &str) -> Pipeline {
    right(&format!("P(x: f32[n, 8], z: String[n]) fit(y: u8[n]) {{ {body} }}"))
}

fn names<'a>(idents: impl IntoIterator<Item = &'a proc_macro2::Ident>) -> Vec<String> {
    idents.into_iter().map(ToString::to_string).collect()
}

#[test]
fn digits() {
    let digits = right(
        "/// Reads a digit.
        pub Digits(image: f32[n, 8, 8]) fit(digit: u8[n]) -> f32[n, 10] {
            pixels  = image |> Flatten |> StandardScaler;
            strokes = image |> [ColumnSums, RowSums] |> Concat |> Pca<12>;
            probs   = [pixels, strokes] |> Concat |> LogisticRegression<10> { c: 0.5 }.fit(digit);
            probs
        }",
    );
    assert_eq!(
        graph(&digits),
        [
            "pixels.flatten: One(image) |> Flatten = Flatten",
            "pixels.standard_scaler: One(Flatten) |> StandardScaler = pixels",
            "strokes.column_sums: One(image) |> ColumnSums = ColumnSums",
            "strokes.row_sums: One(image) |> RowSums = RowSums",
            "strokes.concat: Array(ColumnSums, RowSums) |> Concat = Concat",
            "strokes.pca: One(Concat) |> Pca<12> = strokes",
            "probs.concat: Array(pixels, strokes) |> Concat = Concat",
            "probs.logistic_regression: One(Concat) |> LogisticRegression<10> fit One(digit*) = probs",
        ]
    );
    assert_eq!(digits.visibility.to_string(), "pub");
    assert_eq!(digits.name, "Digits");
    assert_eq!((digits.input_count, digits.fit_input_count), (1, 1));
    let Origin::Input(image) = &digits.values[0].origin else { panic!("an input") };
    assert_eq!(image.element.to_string(), "f32");
    assert_eq!(image.dims.as_ref().expect("dims").axes, ["n", "8", "8"]);
    assert_eq!(digits.promise.as_ref().expect("a promise").len(), 1);
    let NodeKind::Step { spec, .. } = &digits.nodes[7].kind else { panic!("a step") };
    assert_eq!(spec.hyperparameters.as_ref().expect("braces").to_string(), "c : 0.5");
    assert_eq!(names(&digits.unused), Vec::<String>::new());
}

#[test]
fn field_paths() {
    let pipeline = body(
        "alone   = x |> PCA<8>;
         named   = x |> first: Pca<8>;
         twice   = x |> Scale |> Pca<4> |> Scale |> Scale;
         a_b     = x |> A;
         (a, b)  = x |> Split;
         nested  = (x |> Flat) |> Pca;
         joined  = [x |> Flat, x] |> Concat;
         fitted  = x |> Model.fit(y |> Encode);
         checked = x |> Flat |> expect [n, 2*d + 1, K];
         (alone, named, twice, a_b, a, b, nested, joined, fitted, checked, x |> Last)",
    );
    let paths: Vec<String> = pipeline.nodes.iter().map(|node| names(&node.path).join(".")).collect();
    assert_eq!(
        paths,
        [
            "alone",
            "named.first",
            "twice.scale",
            "twice.pca",
            "twice.scale_2",
            "twice.scale_3",
            "a_b",
            "a_b_2",
            "nested.flat",
            "nested.pca",
            "joined.flat",
            "joined.concat",
            "fitted.encode",
            "fitted.model",
            "checked",
            "checked.expect",
            "output.last",
        ]
    );
    assert_eq!(names(pipeline.outputs.iter().map(|output| &output.name)).last().expect("outputs"), "last");
    let split = pipeline.nodes.iter().find(|node| node.outputs.len() == 2).expect("a step with two outputs");
    assert_eq!(names(&split.path), ["a_b_2"]);
}

#[test]
fn equations_have_any_order() {
    let pipeline = body("c = b |> C; b = a |> B; a = x |> A; d = z |> D; (c, d)");
    assert_eq!(
        graph(&pipeline),
        ["a: One(x) |> A = a", "b: One(a) |> B = b", "c: One(b) |> C = c", "d: One(z) |> D = d"]
    );
}

#[test]
fn lists_and_names() {
    let pipeline = body(
        "(a, b) = x |> (A, B |> C);
         (c, d) = (a, z);
         e      = (c, d) |> E;
         f      = e;
         g      = [f, a, b] |> G.fit(y, a);
         h      = (a, b) |> [H, I] |> J;
         (g, h)",
    );
    assert_eq!(
        graph(&pipeline),
        [
            "a_b.a: One(x) |> A = a",
            "a_b.b: One(x) |> B = B",
            "a_b.c: One(B) |> C = b",
            "e: Tuple(a, z) |> E = e",
            "g: Array(e, a, b) |> G fit Tuple(y*, a) = g",
            "h.h: Tuple(a, b) |> H = H",
            "h.i: Tuple(a, b) |> I = I",
            "h.j: Array(H, I) |> J = h",
        ]
    );
    let renames: Vec<String> = pipeline
        .equations
        .iter()
        .filter_map(|equation| equation.renames.as_ref())
        .map(ToString::to_string)
        .collect();
    assert_eq!(renames, ["e"]);
    assert_eq!(names(pipeline.uses.iter().map(|(name, _)| name)), ["a", "z"]);
    // A name is emitted once: of the branches of a fan-out only the first has it.
    let uses: Vec<usize> =
        pipeline.nodes.iter().map(|node| node.inputs.uses.iter().flatten().count()).collect();
    assert_eq!(uses, [1, 0, 0, 2, 3, 2, 0, 0]);
}

#[test]
fn blocks_are_clusters() {
    let pipeline = body(
        "outer  = x |> Outer;
         vision = { small = outer |> Small; { deep = small |> Deep |> Deep; deep } } |> Last;
         sound  = { small = x |> Small; small |> A |> B };
         (vision, sound)",
    );
    assert_eq!(
        graph(&pipeline),
        [
            "outer: One(x) |> Outer = outer",
            "vision.small: One(outer) |> Small = small",
            "vision.output.deep.deep: One(small) |> Deep = Deep",
            "vision.output.deep.deep_2: One(Deep) |> Deep = deep",
            "vision.last: One(deep) |> Last = vision",
            "sound.small: One(x) |> Small = small",
            "sound.output.a: One(small) |> A = A",
            "sound.output.b: One(A) |> B = sound",
        ]
    );
    let blocks: Vec<String> = pipeline.nodes.iter().map(|node| names(&node.block).join(".")).collect();
    assert_eq!(blocks, ["", "vision", "vision.output", "vision.output", "", "sound", "sound", "sound"]);
    let equations: Vec<String> = pipeline
        .equations
        .iter()
        .map(|equation| names(equation.names.iter().map(|(name, _)| name)).join(","))
        .collect();
    assert_eq!(equations, ["outer", "vision", "small", "deep", "sound", "small"]);
}

#[test]
fn the_target_stays_in_the_fit_graph() {
    let pipeline = body("label = y |> Encode; both = (x, label) |> Sample; m = x |> M.fit(both, label); m");
    assert_eq!(
        graph(&pipeline),
        [
            "label: One(y*) |> Encode = label*",
            "both: Tuple(x, label*) |> Sample = both*",
            "m: One(x) |> M fit Tuple(both*, label*) = m",
        ]
    );
    assert_eq!(names(&pipeline.unused), ["z"]);
}

#[test]
fn an_inverse_needs_the_step_and_not_the_value() {
    let pipeline = body(
        "answer = scores |> ArgMax |> inverse(label);
         label  = y |> Encode;
         scores = x |> M.fit(label);
         answer",
    );
    assert_eq!(
        graph(&pipeline),
        [
            "label: One(y*) |> Encode = label*",
            "scores: One(x) |> M fit One(label*) = scores",
            "answer: One(scores) |> ArgMax = ArgMax",
            "answer.inverse: One(ArgMax) |> inverse(label) = answer",
        ]
    );
    assert_eq!(pipeline.reused(&pipeline.nodes[3]).map(|node| node.0), Some(0));
    assert_eq!(names(&pipeline.unused), ["z"]);
}

#[test]
fn an_inverse_undoes_all_steps_of_a_value_or_those_after_another() {
    let undone = |link: &str| {
        let pipeline = body(&format!(
            "log = y |> Log1p; both = {{ same = log |> expect [n] |> Scale; same }};
             (x2, far) = (x, both) |> Sample; rough = x2 |> M.fit(far); answer = rough |> {link}; answer"
        ));
        let nodes = pipeline.nodes.iter().filter_map(|node| {
            let of = pipeline.reused(node)?;
            let path = |path: &[proc_macro2::Ident]| {
                path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
            };
            Some(format!("{} undoes {}", path(&node.path), path(&pipeline.nodes[of.0].path)))
        });
        nodes.collect::<Vec<_>>()
    };
    let both = ["answer.inverse.both.same undoes both.same", "answer.inverse.log undoes log"];
    assert_eq!(undone("inverse(far)"), both);
    assert_eq!(undone("inverse(both)"), both);
    assert_eq!(undone("inverse(y..far)"), both);
    assert_eq!(undone("inverse(log..far)"), ["answer.inverse undoes both.same"]);
    assert_eq!(undone("inverse(log)"), ["answer.inverse undoes log"]);
}

#[test]
fn through_becomes_copies_of_the_steps() {
    let pipeline = body(
        "seen     = (z, y) |> through(joined);
         (x2, y2) = (x, y) |> Drop;
         joined   = [x2 |> Scale |> expect [n, 4], z] |> Concat;
         joined |> M.fit(y2, seen)",
    );
    assert_eq!(
        graph(&pipeline),
        [
            "x2_y2: Tuple(x, y*) |> Drop = x2, y2*",
            "joined.scale: One(x2) |> Scale = Scale",
            "joined.expect: One(Scale) |> expect [n, 4] = expect [n, 4]",
            "joined.concat: Array(expect [n, 4], z) |> Concat = joined",
            "seen.through.joined.scale: One(z) |> Scale of Some(NodeId(1)) = Scale",
            "seen.through.joined.expect: One(Scale) |> expect [n, 4] of Some(NodeId(2)) = expect [n, 4]",
            "seen.through.joined.concat: Array(expect [n, 4], y*) |> Concat of Some(NodeId(3)) = seen*",
            "output: One(joined) |> M fit Tuple(y2*, seen*) = M",
        ]
    );
    assert!(pipeline.nodes[0].is_bypassed && pipeline.nodes[6].fit_only && !pipeline.nodes[5].fit_only);
}

#[test]
fn outputs_without_a_name_are_not_in_paths() {
    let pipeline = body("(a, _) = (x, y) |> Drop; (_, b) = (a, z) |> Halves |> Pair; [a, b] |> M.fit(y)");
    assert_eq!(
        graph(&pipeline).iter().filter_map(|line| line.split(':').next()).collect::<Vec<_>>(),
        ["a", "b.halves", "b.pair", "output"]
    );
    assert!(pipeline.unused.is_empty() && !pipeline.broken);
}

#[test]
fn what_was_applied_to_a_value_is_shared() {
    let pipeline = body(
        "scaled = x |> Scale; wide = scaled |> Wide; joined = [scaled, wide] |> Concat;
         one = z |> through(joined); two = z |> through(wide); three = z |> through(scaled); four = three |> through(scaled);
         joined |> M.fit(y, one, two, three, four)",
    );
    let applied: Vec<_> = graph(&pipeline).into_iter().filter(|line| line.contains("of Some")).collect();
    assert_eq!(
        applied,
        [
            "one.through.scaled: One(z) |> Scale of Some(NodeId(0)) = scaled",
            "one.through.wide: One(scaled) |> Wide of Some(NodeId(1)) = wide",
            "one.through.joined: Array(scaled, wide) |> Concat of Some(NodeId(2)) = one",
            "two.through.wide: One(scaled) |> Wide of Some(NodeId(1)) = two",
            "three.through.scaled: One(z) |> Scale of Some(NodeId(0)) = three",
            "four.through.scaled: One(three) |> Scale of Some(NodeId(0)) = four",
        ]
    );
}

#[test]
fn an_output_marked_fit_is_a_target() {
    let pipeline = body(
        "(past, fit next) = x |> Windows |> Ahead<1>;
         past |> M.fit(next, y)",
    );
    assert_eq!(
        graph(&pipeline),
        [
            "past_next.windows: One(x) |> Windows = Windows",
            "past_next.ahead: One(Windows) |> Ahead<1> = past, next*",
            "output: One(past) |> M fit Tuple(next*, y*) = M",
        ]
    );
    assert!(
        pipeline.nodes[1].is_bypassed && pipeline.nodes[1].has_predict_shapes && !pipeline.nodes[1].fit_only
    );
}

#[test]
fn a_fit_only_step_is_bypassed() {
    let pipeline = body(
        "(a, t) = (x, y) |> Drop;
         (b, u) = (a, t) |> Draw;
         _other = (z, u) |> Joined;
         m      = b |> M.fit(u);
         m",
    );
    assert_eq!(
        graph(&pipeline),
        [
            "a_t: Tuple(x, y*) |> Drop = a, t*",
            "b_u: Tuple(a, t*) |> Draw = b, u*",
            "_other: Tuple(z, u*) |> Joined = _other*",
            "m: One(b) |> M fit One(u*) = m",
        ]
    );
    let marks: Vec<_> =
        pipeline.nodes.iter().map(|node| (node.is_bypassed, node.has_predict_shapes)).collect();
    assert_eq!(marks, [(true, true), (true, true), (false, false), (false, true)]);
    // Without an output that the predict graph needs, it is an ordinary step of the fit graph.
    let pipeline = body("(a, t) = (x, y) |> Drop; m = x |> M.fit(a, t); m");
    assert_eq!(graph(&pipeline)[0], "a_t: Tuple(x, y*) |> Drop = a*, t*");
    assert!(!pipeline.nodes[0].is_bypassed && pipeline.nodes[0].fit_only);
}

#[test]
fn unused_names() {
    assert_eq!(
        names(&body("a = x |> A; _b = x |> B; c = a |> C.fit(y); (a2, _a3) = z |> D; a").unused),
        ["c", "a2"]
    );
}

#[test]
fn steps_of_every_form() {
    let pipeline = body(
        "a = x |> a::b::C<8, {K + 1}, Vec<Vec<u8>>> { c: |v| v > 1, d: [1, 2] }.fit(y);
         b = x |> <T as Steps>::Scale<fn(f32) -> f32>;
         c = x |> ::root::make::<4>;
         d = x |> square |> crate::cube;
         (a, b, c, d, z)",
    );
    let texts: Vec<&str> =
        pipeline.nodes.iter().map(|node| pipeline.values[node.outputs[0].0].label.as_str()).collect();
    assert_eq!(texts, ["a", "b", "c", "square", "d"]);
    let steps: Vec<String> = pipeline
        .nodes
        .iter()
        .filter_map(|node| match &node.kind {
            NodeKind::Step { spec, .. } => Some(spec.text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        steps,
        [
            "a::b::C<8, {K + 1}, Vec<Vec<u8>>>",
            "<T as Steps>::Scale<fn(f32) -> f32>",
            "::root::make::<4>",
            "square",
            "crate::cube"
        ]
    );
}

#[test]
fn promised_names() {
    let pipeline = right("P(x: f32[n], z: u8) -> (first: f32[n], z: u8, Vec<u8>) { (x, z, z |> A) }");
    assert_eq!(names(pipeline.outputs.iter().map(|output| &output.name)), ["first", "z", "a"]);
    let pipeline = right("P(x: f32[n]) -> (probs: f32[n]) { x |> A |> B }");
    assert_eq!(names(pipeline.outputs.iter().map(|output| &output.name)), ["probs"]);
    assert_eq!(graph(&pipeline)[1], "output.b: One(A) |> B = B");
}

#[test]
fn types_of_every_form() {
    let pipeline = right(
        "P(a: Vec<u8>, b: [f32; 4], c: [u8; 2][n], d: f32[], e: &'static str, f: M<{ K + 1 }>[K, (2*n + K)/3]) { (a, b, c, d, e, f) }",
    );
    let types: Vec<String> = pipeline
        .values
        .iter()
        .filter_map(|value| match &value.origin {
            Origin::Input(kind) => Some(kind.dims.as_ref().map_or("-".to_owned(), |dims| {
                format!("[{}] {}", dims.axes.join(", "), names(&dims.constants).join(" "))
            })),
            _ => None,
        })
        .collect();
    assert_eq!(types, ["-", "-", "[n] ", "[] ", "-", "[K, (2*n + K)/3] K"]);
}

#[test]
fn an_empty_call_is_silent() {
    let (pipelines, errors) = read("");
    assert!(pipelines.is_empty() && errors.is_empty());
}

#[test]
fn a_column_is_one_node_of_its_input() {
    let pipeline = right(
        "P(x: T[n]) fit(y: T[n]) -> f32[n] {
             a = (x.b, x.c) |> A.fit(y.b);
             d = { e = x.b |> E; e };
             (a, d, x.b) |> D
         }",
    );
    let columns: Vec<String> = graph(&pipeline).into_iter().filter(|node| node.contains("|> .")).collect();
    assert_eq!(
        columns,
        ["x.b: One(x) |> .b x3 = x.b", "x.c: One(x) |> .c x1 = x.c", "y.b: One(y*) |> .b x1 = y.b*",]
    );
    assert!(pipeline.nodes.iter().all(|node| node.path.len() > node.block.len()));
}
