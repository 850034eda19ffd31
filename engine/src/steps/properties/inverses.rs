//! The inverse of a fitted step restores its input.

use ndarray::{ArcArray2, Axis, concatenate};
use proptest::prelude::*;

use super::{fit, rows};
use crate::step::{Fit, Inverse, Transform};
use crate::steps::{
    Frozen, KBinsDiscretizer, MaxAbsScaler, MinMaxScaler, QuantileTransformer, RobustScaler, StandardScaler,
};

/// The inverse restores `x` up to rounding, and rejects rows of another width and rows that are not finite.
fn check<S>(step: &S, x: &ArcArray2<f64>) -> Result<(), TestCaseError>
where
    S: Fit<ArcArray2<f64>>,
    S::Fitted:
        Transform<ArcArray2<f64>, Out = ArcArray2<f64>> + Inverse<ArcArray2<f64>, Out = ArcArray2<f64>>,
{
    let fitted = fit(step, x.clone(), ()).expect("fits");
    let there = fitted.transform(x.clone()).expect("finite");
    let back = fitted.inverse(there.clone()).expect("finite");
    for (back, column) in back.columns().into_iter().zip(x.columns()) {
        let size = column.fold(0.0_f64, |size, value| size.max(value.abs()));
        prop_assert!(back.iter().zip(column).all(|(back, value)| (back - value).abs() <= 1e-9 * size));
    }
    prop_assert!(fitted.inverse(concatenate![Axis(1), there, there].into_shared()).is_err());
    let mut broken = there;
    broken[[0, 0]] = f64::NAN;
    prop_assert!(fitted.inverse(broken).is_err());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_inverse_restores_the_input(seed: u64, count in 12..60_usize) {
        let (x, _) = rows(seed, count, 4, 3);
        check(&StandardScaler::default(), &x)?;
        check(&StandardScaler { with_mean: false, with_std: true }, &x)?;
        check(&MinMaxScaler { feature_range: (-2.0, 5.0), ..MinMaxScaler::default() }, &x)?;
        check(&MaxAbsScaler::default(), &x)?;
        check(&RobustScaler::default(), &x)?;
        check(&RobustScaler { with_centering: false, unit_variance: true, ..RobustScaler::default() }, &x)?;
        check(&QuantileTransformer::default(), &x)?;
        check(&Frozen::<StandardScaler>::new(fit(&StandardScaler::default(), x.clone(), ()).expect("fits")), &x)?;
    }

    #[test]
    fn one_number_for_each_row_is_one_column(seed: u64, count in 2..40_usize) {
        let x = rows(seed, count, 1, 3).0;
        let y = x.column(0).to_owned().into_shared();
        macro_rules! same {
            ($scaler:expr) => {
                let columns = fit(&$scaler, x.clone(), ()).expect("fits");
                let numbers = fit(&$scaler, y.clone(), ()).expect("fits");
                prop_assert_eq!(&columns, &numbers);
                let (table, row) = (columns.transform(x.clone()), numbers.transform(y.clone()));
                prop_assert_eq!(table.expect("finite").column(0).to_vec(), row.expect("finite").to_vec());
                let (table, row) = (columns.inverse(x.clone()), numbers.inverse(y.clone()));
                prop_assert_eq!(table.expect("finite").column(0).to_vec(), row.expect("finite").to_vec());
            };
        }
        same!(StandardScaler::default());
        same!(MinMaxScaler::default());
        same!(MaxAbsScaler::default());
        same!(RobustScaler::default());
        let step = KBinsDiscretizer { n_bins: 3, ..KBinsDiscretizer::default() };
        let (columns, numbers) = (fit(&step, x.clone(), ()).expect("fits"), fit(&step, y.clone(), ()).expect("fits"));
        prop_assert_eq!(&columns, &numbers);
        let (table, row) = (columns.transform(x).expect("finite"), numbers.transform(y).expect("finite"));
        prop_assert_eq!(table.column(0), row.view());
        let (table, row) = (columns.inverse(table).expect("bins"), numbers.inverse(row).expect("bins"));
        prop_assert_eq!(table.column(0), row.view());
    }

    #[cfg(feature = "linalg")]
    #[test]
    fn all_components_restore_the_rows(seed: u64, count in 12..60_usize, whiten: bool) {
        let x = rows(seed, count, 4, 3).0.mapv(|value| value % 1.0).into_shared();
        check(&crate::steps::Pca::<4> { whiten }, &x)?;
    }
}
