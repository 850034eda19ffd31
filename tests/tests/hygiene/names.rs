//! Equations, inputs and constants with the names that the macro's own code uses.

use shapeflow::prelude::*;

use super::{OneMore, RowSums, table};

pipeline! {
    /// Every local name of the generated code as an input or an equation.
    #[allow(unused_variables, reason = "the last names are used by nothing")]
    Locals(x: f32[n, 2], steps: f32[n, 2], context: f32[n, 2], run: f32[n, 2]) fit(y: u8[n], want: f32[n, 2])
        -> f32[n, 1]
    {
        edge = x |> OneMore;
        task = edge |> OneMore;
        engine = task |> OneMore;
        node = engine |> OneMore;
        schedule = node |> OneMore;
        index = steps |> OneMore;
        value_0 = context |> OneMore;
        slot_1 = index |> OneMore;
        none = slot_1 |> OneMore;
        tuple = value_0 |> OneMore;
        fitted = none |> OneMore;
        sketch = fitted |> OneMore;
        ports = sketch |> OneMore;
        link = ports |> OneMore;
        list = link |> OneMore;
        verdict = run |> OneMore;
        port = verdict |> OneMore;
        of_type = port |> OneMore;
        flow = of_type |> OneMore;
        x_shown = flow |> OneMore;
        out = x_shown |> OneMore;
        out_measure_0 = out |> OneMore;
        outputs = out_measure_0 |> OneMore;
        measure = outputs |> OneMore;
        step = measure |> OneMore;
        role = step |> OneMore;
        inputs = role |> OneMore;
        targets = inputs |> StandardScaler;
        fit_graph = [targets, schedule, list, tuple] |> Concat |> RowSums;
        fit_graph
    }
}

#[test]
fn locals_of_the_macro_are_free_names() -> Result<()> {
    let x = || table(3, 2);
    let y = array![0_u8, 1, 2];
    let model = Locals::default().fit(x(), x(), x(), x(), y, x())?;
    let out = model.predict(x(), x(), x(), x())?;
    let scaled = StandardScaler::default().fit(table(3, 2).into_shared(), (), &context())?;
    let scaled = scaled.transform(table(3, 2).into_shared())?;
    // 5 for `schedule`, 8 for `list`, 2 for `tuple`, in two columns each, and three times the input.
    let expected = scaled.sum_axis(Axis(1)) + table(3, 2).sum_axis(Axis(1)) * 3.0 + 2.0 * (5.0 + 8.0 + 2.0);
    assert_eq!(out.remove_axis(Axis(1)), expected);
    assert_eq!(Locals::graph().inputs().count(), 4);
    Ok(())
}

fn context() -> Context<'static> {
    static RUN: std::sync::OnceLock<Run> = std::sync::OnceLock::new();
    Context::root(RUN.get_or_init(Run::new), "test", Phase::Fit)
}

pipeline! {
    /// Names of the standard library, of primitive types and of methods, as values.
    StdNames(usize: f32[n, 2], f32: f32[n, 2]) fit(_u8: u8[n]) -> (f32[n, 2], f32[n, 2], bool: f32[n, 2], str: f32[n, 2]) {
        vec = usize |> OneMore;
        option = f32 |> OneMore;
        some = vec |> OneMore;
        println = option |> OneMore;
        core = some |> OneMore;
        std = println |> OneMore;
        drop = core |> OneMore;
        clone = std |> OneMore;
        default = drop |> OneMore;
        fmt = clone |> OneMore;
        ndarray = default |> OneMore;
        shapeflow = fmt |> OneMore;
        predict = ndarray |> OneMore;
        fit = shapeflow |> OneMore;
        graph = fit |> OneMore;
        (predict, graph, core, std)
    }
}

#[test]
fn names_of_std_and_of_methods_are_free_names() -> Result<()> {
    let model = StdNames::default().fit(table(2, 2), table(2, 2), array![0_u8, 0])?;
    let out = model.predict(table(2, 2), table(2, 2) * 0.0)?;
    assert_eq!(out.predict, table(2, 2) + 7.0);
    assert_eq!((out.graph[[0, 0]], out.bool, out.str[[0, 0]]), (8.0, table(2, 2) + 3.0, 3.0));
    Ok(())
}

const NODES: usize = 2;
const FIT: usize = 2;
const SIZES: usize = 2;
const WIRING: usize = 2;
const LEARNS: usize = 2;
const SHAPE_0: usize = 2;
const DECLARED: usize = 2;
const TEXT: usize = 2;
const USES: usize = 2;

pipeline! {
    /// Constants with the names of those in the generated code.
    Constants(
        a: f32[NODES, FIT], b: f32[SIZES, WIRING], c: f32[LEARNS, SHAPE_0], d: f32[DECLARED, TEXT + USES - 2]
    ) -> (f32[DECLARED, FIT], f32[NODES, NODES]) {
        sum = [a, b, c, d] |> Concat |> RowSums;
        out = a |> OneMore;
        square = [sum, sum] |> Concat;
        (out, square)
    }
}

#[test]
fn constants_of_the_macro_are_free_names() -> Result<()> {
    let x = || table(2, 2);
    let out = Constants::default().fit(x(), x(), x(), x())?.predict(x(), x(), x(), x())?;
    assert_eq!((out.out, out.square), (x() + 1.0, array![[4.0, 4.0], [20.0, 20.0]]));
    let error = Constants::default().fit(x(), table(3, 2), x(), x()).expect_err("three rows");
    assert_eq!(error.to_string(), "constants: fit: input `b`: expected [2, 2], got [3, 2]");
    Ok(())
}

#[allow(non_camel_case_types, reason = "a keyword is the name of a type")]
mod raw {
    use super::*;

    /// A step whose name is a keyword, and one whose hyperparameter is.
    #[derive(Clone, Default)]
    pub(super) struct r#match {
        pub(super) r#type: f32,
    }
    #[step("[n, d] -> [n, d]")]
    impl r#match {
        fn transform(&self, x: Array2<f32>) -> Array2<f32> {
            x * self.r#type
        }
    }
    pub(super) mod r#mod {
        pub(in super::super) use super::r#match as Last;
    }
}

pipeline! {
    Raw(x: f32[n, 2]) -> f32[n, 2] {
        first = x |> raw::r#match { r#type: 2.0 };
        again = first |> raw::r#match { r#type: 3.0 } |> raw::r#mod::Last { r#type: 5.0 };
        again
    }
}

#[test]
fn raw_identifiers_name_steps_and_hyperparameters() -> Result<()> {
    let raw = Raw::default();
    assert_eq!((raw.again.match_.r#type, raw.again.last.r#type), (3.0, 5.0));
    assert_eq!(raw.fit(table(1, 2))?.predict(table(1, 2))?, array![[0.0, 30.0]]);
    Ok(())
}
