//! The names of features: from the columns of a table to the coefficients of a model.

use shapeflow::graph::DrawOptions;
use shapeflow::prelude::*;
use shapeflow::step::Features;
use shapeflow::steps::ImputeStrategy::MostFrequent;

use super::{Passenger, Sex, Survival, passengers};

fn names(features: &Features) -> Vec<String> {
    features.names().expect("the number is known")
}

#[test]
fn the_columns_of_a_table_reach_the_coefficients() -> Result<()> {
    let (passengers, outcomes) = passengers(60);
    let model = Survival::default().fit(&passengers, &outcomes.survived)?;
    let features = model.feature_names();
    let expected = [
        "age",
        "fare",
        "port",
        "age=missing",
        "sex=Female",
        "sex=Male",
        "port=C",
        "port=Q",
        "port=S",
        "port=missing",
    ];
    // Two inputs of the last step have an age, and two a port: they are told apart.
    assert_eq!(names(features.of("numbers")?), &expected[..4]);
    assert_eq!(names(features.of("sex")?), ["sex=Female", "sex=Male"]);
    assert_eq!(names(features.of("port")?), &expected[6..]);
    let taken = names(features.taken_by("output")?);
    assert_eq!(taken, expected);
    assert_eq!(taken.len(), model.output.logistic_regression.coefficients().ncols());
    // Inside of the nested pipeline, too.
    assert_eq!(names(features.of("age.output.simple_imputer")?), ["age"]);

    let graph = Survival::graph().with_features(&features);
    assert!(graph.dot().contains("sex=Female, sex=Male"), "{}", graph.dot());
    let labels = DrawOptions { features: true, ..Default::default() };
    assert!(!graph.mermaid().contains("Female") && graph.mermaid_with(&labels).contains("Female"));
    Ok(())
}

pipeline! {
    /// Every form that passes names on or makes some.
    Forms(x: f64[n, d], image: f64[n, 2, 2], sex: Sex[n], level: u8[n]) fit(y: f64[n]) -> (line: f64[n], back: f64[n, d]) {
        scaled  = x |> StandardScaler;
        logs    = scaled |> optional Clip { min: -1.0, max: 1.0 };
        pixels  = image |> Flatten |> MinMaxScaler;
        parts   = pixels |> Pca<2>;
        chosen  = pixels |> choose { robust: RobustScaler, default largest: MaxAbsScaler };
        sexes   = sex |> OneHot<2, f64>;
        levels  = level |> OneHot<3, f64>;
        again   = x |> through(scaled);
        line    = [scaled, logs, chosen, parts, sexes, levels, again] |> Concat |> Ridge.fit(y);
        back    = scaled |> inverse(scaled);
        (line, back)
    }

    /// The names of the inner inputs are those outside.
    Around(table: Passenger[n]) -> f64[n, 2] {
        sex = table.sex |> SimpleOneHot;
        sex
    }

    SimpleOneHot(kind: Sex[n]) -> f64[n, 2] { kind |> OneHot<2, f64> }
}

fn forms() -> Result<FormsFitted> {
    let x = Array2::from_shape_fn((6, 2), |(row, column)| (row * row + column) as f64);
    let image = Array3::from_shape_fn((6, 2, 2), |(row, y, x)| ((row * 5 + y * 3 + x) % 7) as f64);
    let sex = Array1::from_shape_fn(6, |row| if row % 2 == 0 { Sex::Male } else { Sex::Female });
    let level = Array1::from_shape_fn(6, |row| (row % 3) as u8);
    Forms::default().fit(x, image, sex, level, Array1::from_iter((0..6).map(f64::from)))
}

#[test]
fn every_form_has_names_for_the_real_number_of_features() -> Result<()> {
    let model = forms()?;
    let features = model.feature_names();
    let of = |name: &str| names(features.of(name).expect("there is such a value"));
    assert_eq!((of("x"), of("scaled"), of("back")), (of("logs"), of("x"), of("again")));
    assert_eq!(of("x"), ["x[0]", "x[1]"]);
    assert_eq!(of("pixels"), ["image[0, 0]", "image[0, 1]", "image[1, 0]", "image[1, 1]"]);
    assert_eq!((of("parts"), of("chosen")), (vec!["parts[0]".into(), "parts[1]".into()], of("pixels")));
    assert_eq!(of("levels"), ["level=0", "level=1", "level=2"]);
    assert_eq!(of("line"), ["line"]);
    let taken = names(features.taken_by("line")?);
    assert_eq!(taken.len(), model.line.ridge.coefficients().len());
    assert_eq!(&taken[..4], ["scaled.x[0]", "scaled.x[1]", "logs.x[0]", "logs.x[1]"]);
    let outputs: Vec<&str> = features.outputs().map(|(name, _)| name).collect();
    assert_eq!(outputs, ["line", "back"]);
    Ok(())
}

#[test]
fn names_enter_a_nested_pipeline() -> Result<()> {
    let (passengers, _) = passengers(4);
    let features = Around::default().fit(&passengers)?.feature_names();
    assert_eq!(names(features.of("sex")?), ["sex=Female", "sex=Male"]);
    assert_eq!(names(features.of("sex.output")?), ["sex=Female", "sex=Male"]);
    Ok(())
}

#[test]
fn a_name_that_does_not_exist_is_an_error_that_tells_the_nearest() -> Result<()> {
    let features = forms()?.feature_names();
    let error = features.of("pixel").expect_err("it is `pixels`").to_string();
    assert_eq!(error, "the pipeline has no value `pixel`; did you mean `pixels`?");
    assert_eq!(
        features.taken_by("nothing").expect_err("no such step").to_string(),
        "the pipeline has no step `nothing`"
    );
    Ok(())
}

#[step("[n, d] -> [n, d]", rowwise, columnwise)]
fn halved(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.mapv(|value| value / 2.0)
}

/// A step of the user that names what it makes.
#[derive(Debug, Clone, Default)]
struct Squares;

#[step("[n, d] -> [n, s]", rowwise)]
impl Squares {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
        x.mapv(|value| value * value)
    }

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        inputs.iter().filter_map(|input| input.each(|name| vec![format!("{name}^2")])).collect()
    }
}

pipeline! {
    Own(km: f64[n]) -> f64[n, s] {
        km |> Columns |> Halved |> Squares
    }
}

#[test]
fn steps_of_the_user_keep_names_or_make_some() -> Result<()> {
    let features = Own::default().fit(array![1.0, 2.0])?.feature_names();
    assert_eq!(names(features.of("output.halved")?), ["km"]);
    assert_eq!(names(features.of("output")?), ["km^2"]);
    Ok(())
}

#[derive(Debug, Clone, PartialEq, Record)]
struct Raw {
    r#type: Sex,
    r#match: f64,
}

/// Looks at the categories of each fit.
type Look = fn(&ArcArray1<Sex>);

/// An `Inspect` with a default.
#[derive(Debug, Clone)]
struct Seen(Inspect<Look>);

impl Default for Seen {
    fn default() -> Self {
        Self(Inspect::new(|_| ()))
    }
}

impl Stateless for Seen {
    const SIGNATURE: Signature = <Inspect<Look> as Step>::SIGNATURE;

    fn feature_names(&self, inputs: &[Features]) -> Vec<Features> {
        Stateless::feature_names(&self.0, inputs)
    }
}

impl Transform<ArcArray1<Sex>> for Seen {
    type Out = ArcArray1<Sex>;

    fn transform(&self, x: ArcArray1<Sex>) -> Result<ArcArray1<Sex>> {
        self.0.transform(x)
    }
}

pipeline! {
    Twice(km: f64[n]) fit(y: f64[n]) -> f64[n] {
        scaled = km |> StandardScaler;
        logs   = km |> Log1p;
        line   = (scaled, logs) |> Columns |> Ridge.fit(y);
        line
    }

    Inner(x: f64[n, d]) fit(y: f64[n]) -> f64[n] { x |> StandardScaler |> Ridge.fit(y) }

    /// The models of one level are the features of the next.
    Stacked(x: f64[n, d], z: f64[n, e]) fit(y: f64[n]) -> f64[n] {
        a    = x |> Inner.fit(y);
        b    = z |> Inner.fit(y);
        both = (a, b) |> Columns |> Ridge.fit(y);
        both
    }

    /// The size of `x` is known to a step that comes last.
    Late(x: f64[n, d], z: f64[n, e]) fit(y: f64[n]) -> (line: f64[n], own: f64[n, d], chosen: f64[n, e]) {
        joined = [x, z] |> Concat;
        line   = joined |> Ridge.fit(y);
        own    = x |> StandardScaler;
        chosen = z |> choose { standard: StandardScaler, default lines: MinMaxScaler };
        (line, own, chosen)
    }

    Raws(raws: Raw[n], sex: Option<Sex>[n]) -> f64[n, 5] {
        kinds = raws.r#type |> Seen |> OneHot<2, f64>;
        sexes = sex |> SimpleImputer { strategy: MostFrequent } |> OneHot<2, f64>;
        (kinds, raws.r#match, sexes) |> Columns
    }

    Back(area: f64[n, 1]) fit(price: f64[n]) -> f64[n] {
        scaled = price |> Log1p |> StandardScaler;
        area |> Ridge.fit(scaled) |> inverse(scaled)
    }

    Outside(sqm: f64[n, 1]) fit(cost: f64[n]) -> f64[n] {
        out = sqm |> Back.fit(cost);
        out
    }
}

#[test]
fn features_of_several_values_are_told_apart() -> Result<()> {
    let y = array![1.0, 3.0, 4.0, 8.0];
    let twice = Twice::default().fit(array![1.0, 2.0, 5.0, 7.0], &y)?.feature_names();
    assert_eq!(names(twice.taken_by("line")?), ["scaled.km", "logs.km"]);
    let (x, z) = (array![[1.0, 2.0], [3.0, 1.0], [2.0, 2.0], [0.0, 5.0]], array![[4.0], [1.0], [2.0], [2.5]]);
    let stacked = Stacked::default().fit(&x, &z, &y)?.feature_names();
    assert_eq!(names(stacked.taken_by("both")?), ["a", "b"]);
    assert_eq!(
        (names(stacked.of("x")?), names(stacked.taken_by("b")?)),
        (vec!["x[0]".into(), "x[1]".into()], vec!["z[0]".into()])
    );
    let late = Late::default().fit(&x, &z, &y)?.feature_names();
    assert_eq!(names(late.taken_by("line")?), ["x[0]", "x[1]", "z[0]"]);
    assert_eq!(names(late.of("chosen")?), ["z[0]"]);
    Ok(())
}

#[test]
fn names_are_those_of_the_program_outside() -> Result<()> {
    let raws = vec![Raw { r#type: Sex::Male, r#match: 1.0 }, Raw { r#type: Sex::Female, r#match: 2.0 }];
    let raws = Raws::default().fit(raws, vec![Some(Sex::Male), None])?.feature_names();
    let expected = ["type=Female", "type=Male", "match", "sex=Female", "sex=Male"];
    assert_eq!(names(raws.taken_by("output")?), expected);
    let outside =
        Outside::default().fit(array![[1.0], [2.0], [4.0]], array![10.0, 20.0, 30.0])?.feature_names();
    assert_eq!(names(outside.of("out")?), ["cost"]);
    Ok(())
}

#[test]
fn a_category_that_graphviz_would_replace_is_drawn() -> Result<()> {
    pipeline! { Towns(town: String[n]) -> f64[n, d] { town |> OneHotEncoder |> StandardScaler } }
    let model = Towns::default().fit(array!["\\G".to_owned(), "missing".to_owned()])?;
    let dot = Towns::graph().with_features(&model.feature_names()).dot();
    assert!(dot.contains("town=\u{2216}G, town=missing") && !dot.contains("\\G"), "{dot}");
    Ok(())
}

pipeline! {
    /// The items of an axis, each by itself.
    Items(image: f64[n, 2, 2], level: u8[n, 2]) -> (flat: f64[n, 4], levels: f64[n, 2, 3], parts: f64[n, 2, 1]) {
        scaled = image |> ForEach<StandardScaler>;
        flat   = scaled |> Flatten |> MinMaxScaler;
        levels = level |> ForEach<OneHot<3, f64>>;
        parts  = scaled |> ForEach<Pca<1>>;
        (flat, levels, parts)
    }
}

#[test]
fn each_place_of_an_item_has_a_name() -> Result<()> {
    let image = Array3::from_shape_fn((5, 2, 2), |(row, y, x)| ((row * 5 + y * 3 + x * x) % 7) as f64);
    let level = Array2::from_shape_fn((5, 2), |(row, place)| ((row + place) % 3) as u8);
    let features = Items::default().fit(image, level)?.feature_names();
    let of = |name: &str| names(features.of(name).expect("there is such a value"));
    assert_eq!(of("scaled"), ["image[0, 0]", "image[0, 1]", "image[1, 0]", "image[1, 1]"]);
    assert_eq!(of("flat"), of("scaled"));
    let levels = ["level[0]=0", "level[0]=1", "level[0]=2", "level[1]=0", "level[1]=1", "level[1]=2"];
    assert_eq!(of("levels"), levels);
    assert_eq!(of("parts"), ["parts[0, 0]", "parts[1, 0]"]);
    Ok(())
}

pipeline! {
    /// A pipeline that names what it makes, for each item.
    Coded(x: f64[n, 2]) -> f64[n, 2] { code = x |> Pca<2>; code }
    EachCoded(x: f64[n, 2, 2]) -> f64[n, 2, 2] { codes = x |> ForEach<Coded>; codes }
}

#[test]
fn rows_of_an_item_with_the_same_names_are_told_apart() -> Result<()> {
    let x = Array3::from_shape_fn((5, 2, 2), |(row, y, x)| ((row * 5 + y * 3 + x * x) % 7) as f64);
    let features = EachCoded::default().fit(x)?.feature_names();
    let codes = names(features.of("codes").expect("there is such a value"));
    assert_eq!(codes, ["0.code[0]", "0.code[1]", "1.code[0]", "1.code[1]"]);
    Ok(())
}

pipeline! {
    /// Values with a second name, before and after the first.
    Renamed(table: Passenger[n]) -> f64[n, 2] {
        early  = scaled;
        fares  = table.fare;
        raw    = table;
        scaled = (raw.fare, fares |> Log1p) |> Columns |> StandardScaler;
        block  = { inner = early |> MinMaxScaler; again = inner; again };
        last   = block;
        last
    }

    AroundRenamed(table: Passenger[n]) -> f64[n, 2] {
        nested = table |> Renamed;
        nested
    }
}

#[test]
fn a_second_name_has_the_same_features() -> Result<()> {
    let (passengers, _) = passengers(4);
    let features = Renamed::default().fit(&passengers)?.feature_names();
    let of = |name: &str| features.of(name).unwrap_or_else(|error| panic!("{error}")).clone();
    assert_eq!(names(&of("fares")), ["fare"]);
    for name in ["early", "scaled", "inner", "again", "block", "last"] {
        assert_eq!(names(&of(name)).len(), 2, "{name}: {features}");
        assert_eq!(of(name), of("scaled"), "{name}");
    }
    assert_eq!(of("raw"), of("table"));
    assert!(features.to_string().contains("fares: fare\n"), "{features}");
    let around = AroundRenamed::default().fit(&passengers)?.feature_names();
    assert_eq!(around.of("nested.fares")?, features.of("fares")?);
    Ok(())
}
