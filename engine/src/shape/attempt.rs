//! The operator `?` for a `const fn`, in which the operator itself is not allowed.

/// Evaluates to the value of a `Result`, or returns its error from the function.
macro_rules! attempt {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}
