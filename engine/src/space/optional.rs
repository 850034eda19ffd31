//! Hyperparameters of a part that may be absent, and of a value that may be.
//!
//! Invariant: the part or the value has a path only while it is present.

use std::ops::Deref;

use super::assignment::Assignment;
use super::hyperparameters::Hyperparameters;
use super::identity::Identity;
use super::path::{Path, not_chosen, unknown};
use super::space::Space;
use super::value::{Parameter, Value};
use crate::Result;

/// The typed paths of a part that may be absent: its own path, and through it those of the part.
#[derive(Debug, Clone)]
pub struct OptionalPaths<P> {
    /// Whether the part is present.
    pub present: Path<bool>,
    part: P,
}

impl<P> OptionalPaths<P> {
    /// Returns the paths of a part at `path`.
    pub(crate) fn new(path: &Path, part: P) -> Self {
        Self { present: path.clone().leaf(), part }
    }
}

impl<P> Deref for OptionalPaths<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.part
    }
}

/// A part that a search may leave out. The value of the part is true or false; it is created with `Default` when it becomes
/// true.
impl<T: Hyperparameters + Default> Hyperparameters for Option<T> {
    type Paths = OptionalPaths<T::Paths>;

    fn space() -> Result<Space> {
        Space::new().optional("", T::space())
    }

    fn assignment(&self) -> Assignment {
        self.as_ref().map(T::assignment).unwrap_or_default().with("", self.is_some())
    }

    fn set(&mut self, path: &str, value: &Value) -> Result<()> {
        match (path, value, &mut *self) {
            ("", Value::Boolean(true), None) => *self = Some(T::default()),
            ("", Value::Boolean(true), Some(_)) => {}
            ("", Value::Boolean(false), _) => *self = None,
            ("", other, _) => return Err(other.unexpected("true or false")),
            (path, value, Some(part)) => part.set(path, value)?,
            (path, _, None) => return Err(not_chosen(path)),
        }
        Ok(())
    }

    fn identify(&self, identity: &mut Identity) {
        identity.setting("", &self.is_some().into());
        if let Some(part) = self {
            part.identify(identity);
        }
    }

    fn paths(path: &Path) -> Self::Paths {
        OptionalPaths::new(path, T::paths(path))
    }
}

/// The typed path of a value that may be absent.
#[derive(Debug, Clone)]
pub struct ValuePaths<T> {
    /// The value.
    pub value: Path<T>,
}

/// Implements `Hyperparameters` for an `Option` of these types of parameters.
macro_rules! values {
    ($($type:ty),+) => {
        $(
            /// A value that may be absent: settable, but not searched. Its own path is true or false; it has the `Default` of its
            /// type when that becomes true, and its path is `value`.
            impl Hyperparameters for Option<$type> {
                type Paths = OptionalPaths<ValuePaths<$type>>;

                fn space() -> Result<Space> {
                    Space::new().settable_optional("", Space::new().settable::<$type>("value")?)
                }

                fn assignment(&self) -> Assignment {
                    let value = self.as_ref().map(|value| Assignment::new().with("value", value.to_value()));
                    value.unwrap_or_default().with("", self.is_some())
                }

                fn set(&mut self, path: &str, value: &Value) -> Result<()> {
                    match (path, &mut *self) {
                        ("", _) => match bool::from_value(value)? {
                            true => *self = Some(self.take().unwrap_or_default()),
                            false => *self = None,
                        },
                        ("value", Some(present)) => {
                            *present = Parameter::from_value(value).map_err(|error| error.under(path))?;
                        }
                        ("value", None) => return Err(not_chosen(path)),
                        _ => return Err(unknown(path)),
                    }
                    Ok(())
                }

                fn identify(&self, identity: &mut Identity) {
                    identity.setting("", &self.is_some().into());
                    if let Some(value) = self {
                        identity.setting("value", &value.to_value());
                    }
                }

                fn paths(path: &Path) -> Self::Paths {
                    OptionalPaths::new(path, ValuePaths { value: path.field("value").leaf() })
                }
            }
        )+
    };
}
values!(f32, f64, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, bool, String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_may_be_absent_has_a_path_while_it_is_there() {
        let space = Option::<f64>::space().expect("a space");
        assert_eq!(space.paths().collect::<Vec<_>>(), ["", "value"]);
        assert!(space.iter().all(|entry| entry.distribution().is_none()));

        let set = |value: Option<f64>, assignment: &[(&str, Value)]| {
            value.with(&Assignment::from_iter(assignment.iter().cloned())).map_err(|error| error.to_string())
        };
        assert_eq!(set(None, &[("", true.into())]), Ok(Some(0.0)));
        assert_eq!(set(None, &[("", true.into()), ("value", (-1.0).into())]), Ok(Some(-1.0)));
        assert_eq!(set(Some(2.0), &[("", true.into())]), Ok(Some(2.0)));
        assert_eq!(set(Some(2.0), &[("value", 3.into())]), Ok(Some(3.0)));
        assert_eq!(set(Some(2.0), &[("", false.into())]), Ok(None));
        for wrong in [("value", 1.into()), ("", 1.into()), ("other", true.into())] {
            assert!(set(None, std::slice::from_ref(&wrong)).is_err(), "{wrong:?}");
        }
        for value in [None, Some(-1.5)] {
            assert_eq!(
                None.with(&value.assignment()).map_err(|error: crate::Error| error.to_string()),
                Ok(value)
            );
        }
    }

    #[test]
    fn each_value_is_an_identity_of_its_own() {
        let identities = [None, Some(0.0), Some(1.0)].map(|value: Option<f64>| Identity::of(&value));
        assert!(identities.iter().all(|identity| identity.unknown_part().is_none()));
        assert!(
            identities[0] != identities[1]
                && identities[1] != identities[2]
                && identities[0] != identities[2]
        );
    }
}
