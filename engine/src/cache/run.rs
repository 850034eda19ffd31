//! [`Run::cache`]: keeps the fitted steps and outputs of the nodes of a fit, and reuses them in the next fit.

use std::sync::Arc;

use super::Store;
use crate::step::Run;

impl Run {
    /// Keeps the fitted step and the outputs of each node of a fit in `store`, and reuses those that are there already.
    ///
    /// A node does not run if there is an entry for its step, hyperparameters, inputs, targets, seed and path. Its outputs are
    /// loaded only if a node that runs needs them. So a fit after a change of one hyperparameter runs that node and the nodes
    /// after it, and a fit that was killed continues after the last nodes that ended. The result has the same bits as without a
    /// cache. The observer receives an event for each reused node ([`EventKind::Reused`](crate::step::EventKind::Reused)).
    /// The same numbers with their axes in another order in memory are another input, because a fit to them may round otherwise.
    ///
    /// The caller's arrays are hashed in each fit. Some nodes cannot be reused, because it is unknown whether their result
    /// would be the same. They run each time, and this is reported to the observer and to `tracing`, once per node
    /// ([`EventKind::Noted`](crate::step::EventKind::Noted)):
    ///
    /// | not reused | how to make it reusable |
    /// |---|---|
    /// | an input of a type without [`Keyed`](super::Keyed) | implement it |
    /// | a step with fields but without [`Hyperparameters`](crate::space::Hyperparameters), or with a field that is `#[space(skip)]` | derive it; write `#[space(ignore)]` before a field without effect on the result |
    /// | a step with [`REVISION`](crate::step::Step::REVISION) `None`, such as `Inspect` | not possible: its result depends on more than its inputs |
    /// | a fitted step or an output of a type without [`Save`](crate::save::Save) | derive it, or implement it |
    /// | a node after an input or a step of the first three rows | as in that row |
    ///
    /// A key holds what is known of the code of a step, so that an edit is seen:
    ///
    /// | step | its code in the key |
    /// |---|---|
    /// | any, with [`REVISION`](crate::step::Step::REVISION) `Some(n)`, `n` > 0, or `#[step(.., revision = n)]` | the number alone: raise it when the step computes something else |
    /// | a [`#[step]`](macro@crate::step) | its own text, and every Rust file and the `Cargo.lock` of the package that defines it |
    /// | implemented by hand, in the package of the pipeline | every Rust file and the `Cargo.lock` of that package, and the place of the node |
    /// | implemented by hand, in another package | nothing: declare a revision |
    /// | of this library | the version of the library, and a revision |
    ///
    /// So an edit anywhere in a package runs its own steps again, until they declare a revision, but not the steps of the library.
    /// Not seen are data that a step reads by itself, environment variables, files of build scripts, and packages that are
    /// dependencies by path. The steps of a pipeline and its edges are part of the keys. A damaged entry or a folder that cannot be
    /// written to is reported; the nodes are computed, and the fit succeeds.
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

    /// Returns the store of fits.
    pub fn cache_value(&self) -> Option<&Store> {
        self.added()
    }
}
