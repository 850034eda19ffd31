//! What two fits with one store share after an edit.
//!
//! The two versions of a program are two blocks of one function: their types have the same names, as after an edit.

use super::*;

/// A fit of a pipeline `Edited` of this step before a scaler, and the nodes that ran.
macro_rules! version {
    ($folder:expr, $x:expr, [$($items:item)*] $($chain:tt)+) => {{
        $($items)*
        pipeline! {
            Edited(x: f64[n, 4]) -> f64[n, 4] {
                early = x |> StandardScaler;
                late  = early |> $($chain)+ |> MinMaxScaler;
                late
            }
        }
        let (run, log) = cached(&$folder.0);
        let model = Edited::default().fit_with(&run, &$x).expect("fits");
        let plain = Edited::default().fit(&$x).expect("fits");
        let bits = |model: EditedFitted| model.predict(&$x).expect("finite").mapv(f64::to_bits);
        assert_eq!(bits(model), bits(plain), "an entry of another program");
        log.take().ran
    }};
}

/// The nodes that run again after the step was edited.
const STEP: [&str; 2] = ["late.half", "late.min_max_scaler"];

#[test]
fn another_body_of_a_function_is_another_step() {
    let (folder, x) = (Folder::new("edited-function"), flowers(30).0);
    let first = version!(folder, x, [
        #[step("[n, d] -> [n, d]", rowwise)]
        fn half(x: Array2<f64>) -> Array2<f64> { x.mapv(|x| x * x) }
    ] Half);
    assert_eq!(first, ["early", "late.half", "late.min_max_scaler"]);
    let second = version!(folder, x, [
        #[step("[n, d] -> [n, d]", rowwise)]
        fn half(x: Array2<f64>) -> Array2<f64> { x.mapv(|x| x * x * x) }
    ] Half);
    assert_eq!(second, STEP);
    let generic = version!(folder, x, [
        #[step("[n, d] -> [n, d]", rowwise)]
        fn half<const K: i32>(x: Array2<f64>) -> Array2<f64> { x.mapv(|x| x.powi(K)) }
    ] Half<4>);
    assert_eq!(generic, STEP);
}

#[test]
fn another_body_of_a_block_is_another_step() {
    let (folder, x) = (Folder::new("edited-block"), flowers(30).0);
    let first = version!(folder, x, [
        #[derive(Debug, Clone, Default, Hyperparameters)]
        struct Half { by: f64 }
        #[step("[n, d] -> [n, d]", rowwise)]
        impl Half { fn transform(&self, x: Array2<f64>) -> Array2<f64> { x.mapv(|x| x * x) * (self.by + 1.0) } }
        impl Save for Half {
            const VERSION: u32 = 1;
            fn save(&self, out: &mut Writer<'_>) -> Result<()> { out.field("by", &self.by) }
            fn load(state: &mut Reader<'_>) -> Result<Self> { Ok(Self { by: state.field("by")? }) }
        }
    ] Half);
    assert_eq!(first, ["early", "late.half", "late.min_max_scaler"]);
    let second = version!(folder, x, [
        #[derive(Debug, Clone, Default, Hyperparameters)]
        struct Half { by: f64 }
        #[step("[n, d] -> [n, d]", rowwise)]
        impl Half { fn transform(&self, x: Array2<f64>) -> Array2<f64> { x.mapv(f64::abs) * (self.by + 1.0) } }
        impl Save for Half {
            const VERSION: u32 = 1;
            fn save(&self, out: &mut Writer<'_>) -> Result<()> { out.field("by", &self.by) }
            fn load(state: &mut Reader<'_>) -> Result<Self> { Ok(Self { by: state.field("by")? }) }
        }
    ] Half);
    assert_eq!(second, STEP);
}

/// Written by hand, so its code is that of the package, and its place that of the node.
#[test]
fn another_step_by_hand_in_another_block_is_another_step() {
    let (folder, x) = (Folder::new("edited-by-hand"), flowers(30).0);
    macro_rules! half {
        ($run:expr) => {
            version!(folder, x, [
                #[derive(Debug, Clone, Default)]
                struct Half;
                impl Stateless for Half {
                    const SIGNATURE: Signature = Signature::new("[n, d] -> [n, d]", &[]);
                }
                impl Transform<ArcArray2<f64>> for Half {
                    type Out = ArcArray2<f64>;
                    fn transform(&self, x: ArcArray2<f64>) -> Result<ArcArray2<f64>> {
                        Ok(x.mapv($run).into_shared())
                    }
                }
                impl Save for Half {
                    const VERSION: u32 = 1;
                    fn save(&self, _: &mut Writer<'_>) -> Result<()> { Ok(()) }
                    fn load(_: &mut Reader<'_>) -> Result<Self> { Ok(Self) }
                }
            ] Half)
        };
    }
    assert_eq!(half!(|x| x * x), ["early", "late.half", "late.min_max_scaler"]);
    assert_eq!(half!(f64::abs), STEP);
}

#[test]
fn a_declared_revision_decides_alone() {
    let (folder, x) = (Folder::new("declared"), flowers(30).0);
    let first = version!(folder, x, [
        #[step("[n, d] -> [n, d]", rowwise, revision = 1)]
        fn half(x: Array2<f64>) -> Array2<f64> { x.mapv(|x| x * x) }
    ] Half);
    assert_eq!(first, ["early", "late.half", "late.min_max_scaler"]);
    let reworded = version!(folder, x, [
        #[step("[n, d] -> [n, d]", rowwise, revision = 1)]
        fn half(mut x: Array2<f64>) -> Array2<f64> { x.mapv_inplace(|x| x * x); x }
    ] Half);
    assert_eq!(reworded, <[&str; 0]>::default());
    let raised = version!(folder, x, [
        #[step("[n, d] -> [n, d]", rowwise, revision = 2)]
        fn half(mut x: Array2<f64>) -> Array2<f64> { x.mapv_inplace(f64::abs); x }
    ] Half);
    assert_eq!(raised, STEP);
}

/// Steps of the library have no code in the package, so its edits do not concern them.
#[test]
fn a_step_of_the_library_at_another_place_is_the_same_step() {
    let (folder, x) = (Folder::new("library"), flowers(30).0);
    assert_eq!(version!(folder, x, [] half: Expm1), ["early", "late.half", "late.min_max_scaler"]);
    assert_eq!(version!(folder, x, [] half: Expm1), <[&str; 0]>::default());
    assert_eq!(version!(folder, x, [] half: StandardScaler), STEP);
}

/// Two types of input with the same bits.
#[test]
fn an_input_of_another_type_has_another_key() {
    let (folder, (x, _)) = (Folder::new("input-types"), flowers(30));
    let cached = || cached(&folder.0);
    pipeline! { OfFloats(x: f64[n, 4]) -> f64[n, 4] { scaled = x |> StandardScaler; scaled } }
    let (run, log) = cached();
    OfFloats::default().fit_with(&run, &x).expect("fits");
    log.take();
    OfFloats::default().fit_with(&run, &x).expect("fits");
    assert_eq!(log.take().ran, <[&str; 0]>::default());
    let single = x.mapv(|x| x as f32);
    pipeline! { OfSingles(x: f32[n, 4]) -> f32[n, 4] { scaled = x |> StandardScaler; scaled } }
    let (run, log) = cached();
    OfSingles::default().fit_with(&run, &single).expect("fits");
    assert_eq!(log.take().ran, ["scaled"]);
}
