//! The same bits with a cache and without, with any subset of its entries, on any number of threads.

use std::fs;

use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_bits_are_the_same_with_any_subset_of_the_entries(
        fates in prop::collection::vec(0..4_u8, 40),
        threads in 1..5_usize,
        cost in prop::sample::select(vec![1.0, 0.1]),
        limit in prop::sample::select(vec![20.0, 1.5]),
        (with_outputs, whiten) in any::<(bool, bool)>(),
    ) {
        let folder = Folder::new(&format!("bits-{threads}-{}", fates.iter().fold(0_u64, |all, fate| all.wrapping_mul(4) + u64::from(*fate))));
        let (petals, kinds) = flowers(40);
        let (run, _) = cached(&folder.0);
        Flowers::default().fit_with(&run, &petals, &kinds).expect("fits");
        for (entry, fate) in folder.entries().iter().zip(&fates) {
            match fate {
                0 => fs::remove_file(entry).expect("removed"),
                1 => fs::write(entry, "damaged").expect("written"),
                _ => {}
            }
        }
        let mut changed = Flowers::default();
        (changed.probs.classifier.c, changed.x_y.limit, changed.narrow.pca.whiten) = (cost, limit, whiten);
        let run = run.threads(threads).expect("threads");
        let plain = changed.fit_with(&Run::new().threads(1).expect("a thread"), &petals, &kinds).expect("fits");
        let model = if with_outputs {
            let (model, out) = changed.fit_transform_with(&run, &petals, &kinds).expect("fits");
            let expected = plain.predict(&petals).expect("finite");
            prop_assert_eq!(out.probs, expected.probs);
            prop_assert_eq!(out.scaled, expected.scaled);
            model
        } else {
            changed.fit_with(&run, &petals, &kinds).expect("fits")
        };
        prop_assert_eq!(bits(&model, &petals), bits(&plain, &petals));
    }
}

/// Sums in the order of memory, in which rounding differs.
#[derive(Debug, Clone, Default, Hyperparameters)]
struct SumInMemory {
    power: i32,
}

#[derive(Debug, Clone, PartialEq)]
struct FittedSum(f64);

#[step("[n, d] -> [n, d]", rowwise)]
impl SumInMemory {
    fn fit(&self, x: ArrayView2<'_, f64>) -> Result<FittedSum> {
        let elements = x.as_slice_memory_order().ok_or_else(|| Error::new("gaps"))?;
        Ok(FittedSum(elements.iter().fold(0.0, |sum, x| sum * 0.5 + x.powi(self.power))))
    }
}

#[step]
impl FittedSum {
    fn transform(&self, x: ArrayView2<'_, f64>) -> Array2<f64> {
        &x * self.0
    }
}

/// Rows become columns in memory, and stay rows.
#[step("[n, d] -> [n, d]", rowwise)]
fn by_columns(x: ArrayView2<'_, f64>) -> Array2<f64> {
    x.t().as_standard_layout().into_owned().reversed_axes()
}

/// A row of each table of three axes, in another order of memory.
#[step("[n, d] -> [n, 2, d]", rowwise)]
fn twice(x: ArrayView2<'_, f64>) -> Array3<f64> {
    Array3::from_shape_fn((2, x.ncols(), x.nrows()), |(copy, column, row)| x[[row, column]] + copy as f64)
        .permuted_axes([2, 0, 1])
}

/// The first two columns, with a gap behind each row.
#[step("[n, d] -> [n, 2] where d >= 2", rowwise)]
fn first_two(mut x: ArcArray2<f64>) -> ArcArray2<f64> {
    x.slice_axis_inplace(Axis(1), (..2).into());
    x
}

impl PlainState for SumInMemory {}
impl serde::Serialize for SumInMemory {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.power.serialize(serializer)
    }
}
impl<'de> serde::Deserialize<'de> for SumInMemory {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Ok(Self { power: i32::deserialize(deserializer)? })
    }
}

impl Save for FittedSum {
    const VERSION: u32 = 1;
    fn save(&self, out: &mut Writer<'_>) -> Result<()> {
        out.field("sum", &self.0)
    }
    fn load(state: &mut Reader<'_>) -> Result<Self> {
        Ok(Self(state.field("sum")?))
    }
}

pipeline! {
    Orders(x: f64[n, 3]) -> (f64[n, 3], f64[n, 6], f64[n, 2]) {
        turned = x |> ByColumns |> one: SumInMemory;
        deep   = x |> Twice |> Flatten |> two: SumInMemory;
        gaps   = x |> FirstTwo |> StandardScaler;
        (turned, deep, gaps)
    }
}

#[test]
fn a_value_comes_back_in_the_order_of_memory_in_which_it_went() {
    let folder = Folder::new("orders");
    let (run, log) = cached(&folder.0);
    let x = Array2::from_shape_fn((7, 3), |(row, column)| 1.0 + row as f64 * 0.37 + column as f64 * 1.1);
    let mut orders = Orders::default();
    orders.fit_with(&run, &x).expect("fits");
    let gap = "gaps.first_two: computed, but not kept in the cache: the array has gaps in memory, which are not kept";
    assert_eq!(log.take().notes, [gap]);
    for power in 1..4 {
        orders.turned.one.power = power;
        orders.deep.two.power = power;
        let (model, out) = orders.fit_transform_with(&run, &x).expect("fits");
        let (plain, expected) = orders.fit_transform(&x).expect("fits");
        assert_eq!(
            (&model.turned.one, &model.deep.two),
            (&plain.turned.one, &plain.deep.two),
            "power {power}"
        );
        assert_eq!((out.turned, out.deep, out.gaps), (expected.turned, expected.deep, expected.gaps));
        let told = log.take();
        let loaded = |path: &str| told.reused.contains(&format!("{path} 1"));
        assert!(loaded("turned.by_columns") && loaded("deep.flatten"), "{told:?}");
    }
}
