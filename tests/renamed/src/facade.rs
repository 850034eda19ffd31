//! The macro through a re-export, and a pipeline with the names of the crate that re-exports it.

/// A library that re-exports shapeflow under a third name.
mod library {
    pub(crate) use sf as flow;
}

library::flow::pipeline! {
    /// Uses the macro through a re-export, and its steps through another path.
    pub(crate) Hidden(table: f32[n, 4]) -> f32[n, 4] {
        table |> library::flow::steps::StandardScaler
    }

    /// Nests a pipeline that is not visible to users of this crate, behind a field.
    pub Facade(table: f32[n, 4]) -> f32[n, 4] {
        hidden = table |> Hidden;
        hidden
    }
}
