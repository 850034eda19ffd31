//! [`Run::cache`]: what the nodes of a fit learn and give is kept, and reused by the next fit.

use std::sync::Arc;

use super::Store;
use crate::step::Run;

impl Run {
    /// Keeps in `store` what each node of a fit learns and gives, and takes it from there where it is already.
    ///
    /// A node whose step, hyperparameters, inputs, targets, seed and path are those of an entry is not run; what it gives is
    /// loaded only where a node that runs needs it. So a fit after a change of one hyperparameter runs that node and those
    /// behind it, and a fit that was killed goes on after the last nodes that ended. The bits are those of a fit without a
    /// cache. An observer is told of each reused node ([`EventKind::Reused`](crate::step::EventKind::Reused)).
    ///
    /// The caller's arrays are hashed at each fit. What is computed each time, because nobody can tell whether it is the same
    /// as before, is told to the observer and to `tracing`, once for each node ([`EventKind::Noted`](crate::step::EventKind::Noted)):
    ///
    /// | what | becomes reusable by |
    /// |---|---|
    /// | an input of a type without [`Keyed`](super::Keyed) | implementing it |
    /// | a step with fields but without [`Hyperparameters`](crate::space::Hyperparameters), or with one that is `#[space(skip)]` | the derive; `#[space(ignore)]` before a field that is of no matter |
    /// | a step with [`REVISION`](crate::step::Step::REVISION) `None`, such as `Inspect` | nothing: what it does depends on more |
    /// | a fitted step, or an output, of a type without [`Save`](crate::save::Save) | implementing it |
    /// | what stands behind an input or a step of the first three rows | the same |
    ///
    /// A step's code is no part of its key: raise its [`REVISION`](crate::step::Step::REVISION), or empty the folder, when it
    /// does something else than before. How a pipeline is wired, and which steps it has, is. A damaged entry, and a folder
    /// that cannot be written to, are told, and cost the time to compute, never the fit.
    ///
    /// Learning from batches (`fit_batches`, `partial_fit`) and predicting do not use the cache.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use shapeflow::cache::Store;
    /// use shapeflow::prelude::*;
    ///
    /// pipeline! {
    ///     Flowers(petals: f64[n, 4]) fit(kind: u8[n]) -> f64[n, 2] {
    ///         petals |> scaler: StandardScaler |> classifier: LogisticRegression<2>.fit(kind)
    ///     }
    /// }
    ///
    /// let folder = std::env::temp_dir().join(format!("shapeflow-run-cache-{}", std::process::id()));
    /// let timeline = Arc::new(Timeline::new());
    /// let run = Run::new().cache(Store::open(&folder)?.limit(1 << 30)).observer(timeline.clone());
    /// let petals = array![[5.1, 3.5, 1.4, 0.2], [4.9, 3.0, 1.4, 0.2], [7.0, 3.2, 4.7, 1.4], [6.4, 3.2, 4.5, 1.5]];
    /// let kinds = array![0_u8, 0, 1, 1];
    ///
    /// let mut flowers = Flowers::default();
    /// flowers.fit_with(&run, &petals, &kinds)?;
    /// timeline.clear();
    /// flowers.output.classifier.c = 0.1;
    /// let model = flowers.fit_with(&run, &petals, &kinds)?;
    /// let ran: Vec<String> = timeline.nodes().into_iter().map(|node| node.path).collect();
    /// assert_eq!(ran, ["flowers.output.classifier"]);
    /// assert_eq!(model.predict(&petals)?, flowers.fit(&petals, &kinds)?.predict(&petals)?);
    /// # std::fs::remove_dir_all(folder)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn cache(self, store: Store) -> Self {
        self.adding(Arc::new(store))
    }

    /// Where fits keep what they learn.
    pub fn cache_value(&self) -> Option<&Store> {
        self.added()
    }
}
