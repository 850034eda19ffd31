//! The macro by way of a re-export, and a pipeline whose names are those of a crate that re-exports.

/// A library that passes shapeflow on under a third name.
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
