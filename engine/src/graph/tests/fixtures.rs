//! The graphs that the tests draw.

use crate::graph::{EdgeType, Graph, GraphBuilder, Location, Port, StepInfo};

const FILE: &str = "src/main.rs";

impl<'a> StepInfo<'a> {
    /// Creates a step that learns nothing and is in no block.
    pub(crate) const fn new(path: &'a str, step: &'a str, location: Location) -> Self {
        Self {
            path,
            step,
            learns: false,
            rowwise: false,
            fit_only: false,
            expect: false,
            location,
            block: &[],
        }
    }
}

/// A place on this line.
pub(super) const fn at(line: u32) -> Location {
    Location::new(FILE, line, 9)
}

/// An array of `f32`.
pub(super) fn f32s(shape: &str) -> EdgeType {
    array("f32", shape)
}

/// An array, with a Rust type of the right rank.
pub(super) fn array(element: &str, shape: &str) -> EdgeType {
    EdgeType::new(element, format!("ArcArray<{element}, Ix{}>", shape.split(',').count()), shape)
}

/// Adds a step with one input and one output.
fn one(builder: &mut GraphBuilder, info: StepInfo<'_>, from: &Port, to: EdgeType) -> Port {
    many(builder, info, &[from], &[], to)
}

/// Adds a step with one output.
fn many(b: &mut GraphBuilder, info: StepInfo<'_>, from: &[&Port], fit: &[&Port], to: EdgeType) -> Port {
    let [from, fit] = [from, fit].map(|ports| ports.iter().map(|&port| port.clone()).collect::<Vec<_>>());
    b.step(info, &from, &fit, None, vec![to]).remove(0)
}

fn step<'a>(path: &'a str, step: &'a str, line: u32) -> StepInfo<'a> {
    StepInfo { rowwise: true, ..StepInfo::new(path, step, at(line)) }
}

fn learner<'a>(path: &'a str, name: &'a str, line: u32) -> StepInfo<'a> {
    StepInfo { learns: true, ..step(path, name, line) }
}

/// The pipeline on the first page.
pub(super) fn digits() -> Graph {
    let mut b = GraphBuilder::new("Digits");
    b.docs(" Reads a handwritten digit from its 8x8 image.");
    let image = b.input("image", false, at(3), f32s("[n, 8, 8]"));
    let digit = b.input("digit", true, at(3), array("u8", "[n]"));
    let flat = one(&mut b, step("pixels.flatten", "Flatten", 4), &image, f32s("[n, 64]"));
    let pixels = one(&mut b, learner("pixels.standard_scaler", "StandardScaler", 4), &flat, f32s("[n, 64]"));
    let columns = one(&mut b, step("strokes.column_sums", "ColumnSums", 5), &image, f32s("[n, 8]"));
    let rows = one(&mut b, step("strokes.row_sums", "RowSums", 5), &image, f32s("[n, 8]"));
    let sums = many(&mut b, step("strokes.concat", "Concat", 5), &[&columns, &rows], &[], f32s("[n, 16]"));
    let strokes = one(&mut b, learner("strokes.pca", "Pca<12>", 5), &sums, f32s("[n, 12]"));
    let joined = many(&mut b, step("probs.concat", "Concat", 6), &[&pixels, &strokes], &[], f32s("[n, 76]"));
    let regression = learner("probs.logistic_regression", "LogisticRegression<10> { c: 0.5 }", 6);
    let probs = many(&mut b, regression, &[&joined], &[&digit], f32s("[n, 10]"));
    b.output("probs", &probs);
    b.finish()
}

/// A pipeline that will be nested: it learns without a target.
fn strokes() -> Graph {
    let mut b = GraphBuilder::new("Strokes");
    let image = b.input("image", false, at(30), f32s("[m, 8, 8]"));
    let columns = one(&mut b, step("columns", "ColumnSums", 31), &image, f32s("[m, 8]"));
    let rows = one(&mut b, step("rows", "RowSums", 31), &image, f32s("[m, 8]"));
    let joined = many(&mut b, step("concat", "Concat", 31), &[&columns, &rows], &[], f32s("[m, 16]"));
    let small = one(&mut b, learner("pca", "Pca<12>", 31), &joined, f32s("[m, 12]"));
    b.output("small", &small);
    b.finish()
}

/// A pipeline that nests `strokes` and learns against a target.
fn vision() -> Graph {
    let mut b = GraphBuilder::new("Vision");
    let image = b.input("image", false, at(20), f32s("[n, 8, 8]"));
    let label = b.input("label", true, at(20), array("u8", "[n]"));
    let flat = one(&mut b, step("flatten", "Flatten", 21), &image, f32s("[n, 64]"));
    let best = many(&mut b, learner("best", "SelectKBest<20>", 21), &[&flat], &[&label], f32s("[n, 20]"));
    let inner = step("strokes", "Strokes", 22);
    let small = b.step(inner, &[image], &[], Some(strokes()), vec![f32s("[n, 12]")]).remove(0);
    let all = many(&mut b, step("concat", "Concat", 23), &[&best, &small], &[], f32s("[n, 32]"));
    b.output("features", &all);
    b.finish()
}

/// Pipelines two levels deep.
pub(super) fn nested() -> Graph {
    let mut b = GraphBuilder::new("Cards");
    b.docs(" Tells whether a card is forged.\n\n From its picture and its age.");
    let picture = b.input("picture", false, at(3), f32s("[n, 8, 8]"));
    let age = b.input("age", false, at(3), f32s("[n]"));
    let forged = b.input("forged", true, at(3), array("bool", "[n]"));
    let label = StepInfo { fit_only: true, ..learner("label", "LabelEncoder", 4) };
    let label = one(&mut b, label, &forged, array("u8", "[n]"));
    let seen = b.step(
        step("seen", "Vision", 5),
        &[picture],
        std::slice::from_ref(&label),
        Some(vision()),
        vec![f32s("[n, 32]")],
    );
    let age = one(&mut b, step("age_column", "Column", 6), &age, f32s("[n, 1]"));
    let joined = many(&mut b, step("joined", "Concat", 7), &[&seen[0], &age], &[], f32s("[n, 33]"));
    let trees = learner("chance", "GradientBoosting<200> { depth: 4 }", 8);
    let chance = many(&mut b, trees, &[&joined], &[&label], f32s("[n]"));
    b.output("chance", &chance);
    b.finish()
}

/// A step with two outputs, one of them used twice, a plain value and a check at run time.
pub(super) fn many_outputs() -> Graph {
    let mut b = GraphBuilder::new("Orders");
    let order = b.input("order", false, at(3), EdgeType::plain("Order", "crate::Order"));
    let parts = [array("String", "[n]"), f32s("[n, 3]")];
    let parts = b.step(step("parts", "SplitOrder", 4), &[order], &[], None, parts.to_vec());
    let words = one(&mut b, learner("words", "TfIdf", 5), &parts[0], f32s("[n, vocab]"));
    let sure = StepInfo { expect: true, ..step("words.expect", "expect [n, 300]", 5) };
    let words = one(&mut b, sure, &words, f32s("[n, 300]"));
    let product = many(&mut b, step("product", "OuterSum", 6), &[&parts[1], &parts[1]], &[], f32s("[n, 9]"));
    b.output("words", &words);
    b.output("product", &product);
    b.output("numbers", &parts[1]);
    b.finish()
}

/// Label transforms and weights, which exist only while fitting, and the inverse of one of them.
pub(super) fn label_transforms() -> Graph {
    let mut b = GraphBuilder::new("Prices");
    let house = b.input("house", false, at(3), f32s("[n, 12]"));
    let price = b.input("price", true, at(3), f32s("[n]"));
    let when = b.input("when", true, at(3), array("Date", "[n]"));
    let fit_only = |info: StepInfo<'static>| StepInfo { fit_only: true, ..info };
    let log = one(&mut b, fit_only(step("target.log", "Log1p", 4)), &price, f32s("[n]"));
    let target = one(&mut b, fit_only(learner("target.scaler", "StandardScaler", 4)), &log, f32s("[n]"));
    let weight = one(&mut b, fit_only(step("weight", "Recency { half_life: 365.0 }", 5)), &when, f32s("[n]"));
    let scaled = one(&mut b, learner("scaled", "RobustScaler", 6), &house, f32s("[n, 12]"));
    let ridge = many(&mut b, learner("ridge", "Ridge", 7), &[&scaled], &[&target, &weight], f32s("[n]"));
    let back = one(&mut b, step("estimate", "inverse(target)", 8), &ridge, f32s("[n]"));
    b.output("price", &back);
    b.finish()
}

/// Blocks in the pipeline's own text, one inside the other.
pub(super) fn blocks() -> Graph {
    let mut b = GraphBuilder::new("Blocks");
    let x = b.input("x", false, at(3), f32s("[n, 9]"));
    let inside = |info: StepInfo<'static>, block: &'static [&'static str]| StepInfo { block, ..info };
    let clean = one(&mut b, inside(learner("prepare.impute", "Impute", 4), &["prepare"]), &x, f32s("[n, 9]"));
    let a = inside(step("prepare.shape.square", "Square", 5), &["prepare", "shape"]);
    let a = one(&mut b, a, &clean, f32s("[n, 9]"));
    let c = inside(step("prepare.shape.abs", "Abs", 5), &["prepare", "shape"]);
    let c = one(&mut b, c, &clean, f32s("[n, 9]"));
    let joined = many(&mut b, step("joined", "Concat", 6), &[&a, &c, &clean], &[], f32s("[n, 27]"));
    b.output("joined", &joined);
    b.finish()
}

/// A nested pipeline that passes its input on, next to one with steps.
pub(super) fn pass_through() -> Graph {
    let mut inner = GraphBuilder::new("Same");
    let x = inner.input("x", false, at(20), f32s("[m]"));
    inner.output("x", &x);
    let mut b = GraphBuilder::new("Outer");
    let x = b.input("x", false, at(3), f32s("[n]"));
    let same = b.step(step("same", "Same", 4), &[x], &[], Some(inner.finish()), vec![f32s("[n]")]).remove(0);
    let twice = one(&mut b, step("twice", "Twice", 5), &same, f32s("[n]"));
    b.output("twice", &twice);
    b.finish()
}

/// Every text is this one.
pub(super) fn all_named(text: &str) -> Graph {
    let ty = || EdgeType::new(text, text, text);
    let mut inner = GraphBuilder::new(text);
    let x = inner.input(text, false, at(9), ty());
    let y = one(&mut inner, step(text, text, 9), &x, ty());
    inner.output(text, &y);
    let mut b = GraphBuilder::new(text);
    b.docs(text);
    let x = b.input(text, false, at(1), ty());
    let y = b.input(text, true, at(1), ty());
    let block = [text];
    let checked = StepInfo { expect: true, block: &block, ..step(text, text, 2) };
    let checked = one(&mut b, checked, &x, ty());
    let learned = many(&mut b, learner(text, text, 3), &[&checked], &[&y], ty());
    let inner = b.step(step(text, text, 4), &[learned], &[], Some(inner.finish()), vec![ty()]).remove(0);
    b.output(text, &inner);
    b.finish()
}

/// Ten layers of twenty steps, each step on two of the layer before.
pub(super) fn two_hundred() -> Graph {
    let mut b = GraphBuilder::new("Layers");
    let mut layer = vec![b.input("x", false, at(1), f32s("[n, 4]"))];
    for depth in 0..10 {
        let next = |at: usize| {
            let (path, wrapped) = (format!("l{depth}.s{at}"), at % layer.len());
            let from = [layer[wrapped].clone(), layer[(wrapped + 1) % layer.len()].clone()];
            b.step(step(&path, "Mean", depth), &from, &[], None, vec![f32s("[n, 4]")]).remove(0)
        };
        layer = (0..20).map(next).collect();
    }
    b.output("last", &layer[0]);
    b.finish()
}
