//! [`Features`]: the names of the features of one value.
//!
//! Names are computed from a fitted pipeline and its graph, and not carried by the values of a run, so they cost a run nothing.
//!
//! Invariant: the names are as many as the value has features for each row, where that number is known.

use std::fmt;
use std::sync::Arc;

use super::Step;

/// The names of the features of a value: of the columns of a table `[n, d]`, of the one column `[n]`, of the pixels of images
/// `[n, h, w]`.
///
/// Names are given (`age`), or count the places of an array (`pixels[3]`, `image[0, 7]`). The number of places can be unknown: the size
/// of an input `f64[n, d]` is not part of the pipeline's type, and a fitted step after it knows it; see [`of_width`](Self::of_width).
///
/// ```
/// use shapeflow::step::Features;
///
/// let table = Features::join(&[Features::named(["age", "fare"]), Features::numbered("code", &[Some(2)])]);
/// assert_eq!(table.names(), Some(vec!["age".into(), "fare".into(), "code[0]".into(), "code[1]".into()]));
///
/// let unknown = Features::join(&[Features::named(["age"]), Features::numbered("x", &[None])]);
/// assert_eq!(unknown.names(), None);
/// assert_eq!(unknown.of_width(3).names(), Some(vec!["age".into(), "x[0]".into(), "x[1]".into()]));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Features {
    parts: Vec<Part>,
    /// Of one column of a closed category: its categories.
    categories: &'static [&'static str],
}

/// Returns the features of the outputs of a fitted step, as it names them; of a step that works feature by feature, those of its input.
pub(crate) fn output_features<S: Step>(fitted: &S::Fitted, inputs: &[Features]) -> Vec<Features> {
    let names = S::feature_names(fitted, inputs);
    match inputs {
        [input] if names.is_empty() && S::COLUMNWISE => vec![input.without_categories()],
        _ => names,
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Part {
    Named(Arc<[String]>),
    /// The places of an array with these axes beside its rows; `None` is an unknown size.
    Numbered {
        of: Arc<str>,
        axes: Vec<Option<usize>>,
        /// Whether a step made the array, and not the caller of the pipeline.
        is_made: bool,
    },
}

impl Features {
    /// Creates features with these names.
    pub fn named<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::of(vec![Part::Named(names.into_iter().map(Into::into).collect())])
    }

    /// Creates the features of an array `of` with these axes beside its rows; `None` is an unknown size. Without an axis, there is one
    /// feature, with the name of the array.
    pub fn numbered(of: &str, axes: &[Option<usize>]) -> Self {
        Self::of(vec![Part::Numbered { of: of.into(), axes: axes.to_vec(), is_made: false }])
    }

    /// Creates features that are numbered after their value, which only the pipeline knows: of `parts = x |> SizedPca`, they are `parts[0]`
    /// and so on.
    pub fn unnamed(width: usize) -> Self {
        Self::numbered("", &[Some(width)])
    }

    /// Returns these features, numbered after the value `value` where they have no name.
    #[must_use]
    pub(crate) fn called(&self, value: &str) -> Self {
        self.renumbered(value, |of, _| of.is_empty())
    }

    /// Returns these features of the value `value` that a nested pipeline returned: those that its steps have numbered are numbered after
    /// the value.
    #[must_use]
    pub(crate) fn returned(&self, value: &str) -> Self {
        self.renumbered(value, |_, is_made| is_made)
    }

    fn renumbered(&self, value: &str, is_chosen: impl Fn(&str, bool) -> bool) -> Self {
        let parts = self.parts.iter().map(|part| match part {
            Part::Numbered { of, axes, is_made } if is_chosen(of, *is_made) => {
                Part::Numbered { of: value.into(), axes: axes.clone(), is_made: true }
            }
            part => part.clone(),
        });
        Self { parts: parts.collect(), ..*self }
    }

    /// Returns these features as those of an input of a nested pipeline, which did not make them.
    #[must_use]
    pub(crate) fn passed_in(&self) -> Self {
        let mut passed = self.clone();
        for part in &mut passed.parts {
            if let Part::Numbered { is_made, .. } = part {
                *is_made = false;
            }
        }
        passed
    }

    /// Joins the features of several values, in order.
    pub fn join(values: &[Self]) -> Self {
        Self::of(values.iter().flat_map(|value| value.parts.iter().cloned()).collect())
    }

    fn of(parts: Vec<Part>) -> Self {
        Self { parts, categories: &[] }
    }

    /// Returns this column as one whose values are these categories.
    #[must_use]
    pub(crate) fn with_categories(self, categories: &'static [&'static str]) -> Self {
        Self { categories, ..self }
    }

    /// Returns these features without the categories of their values, which a step changes.
    fn without_categories(&self) -> Self {
        Self { categories: &[], ..self.clone() }
    }

    /// Returns the categories of a column of an enum with [`#[derive(Category)]`](macro@crate::records::Category), which is an input of
    /// the pipeline; none for any other value.
    pub fn categories(&self) -> &'static [&'static str] {
        self.categories
    }

    /// Returns the number of features, if it is known.
    pub fn width(&self) -> Option<usize> {
        self.parts.iter().try_fold(0_usize, |sum, part| sum.checked_add(part.width()?))
    }

    /// Returns these features, of which there are known to be `width`. If the number of the places of one array is unknown, it is now
    /// known. If the numbers contradict each other, the features are `feature[0]`, `feature[1]`.
    #[must_use]
    pub fn of_width(&self, width: usize) -> Self {
        if self.width() == Some(width) {
            return self.clone();
        }
        self.completed(width).unwrap_or_else(|| Self::numbered("feature", &[Some(width)]))
    }

    /// Returns these features if the one size that is unknown follows from `width`.
    fn completed(&self, width: usize) -> Option<Self> {
        let mut parts = self.parts.clone();
        let known: usize = parts.iter().filter_map(Part::width).try_fold(0_usize, usize::checked_add)?;
        let mut unknown = parts.iter_mut().filter(|part| part.width().is_none());
        let (Some(Part::Numbered { axes, .. }), None) = (unknown.next(), unknown.next()) else { return None };
        let places = width.checked_sub(known)?;
        let others = axes.iter().flatten().try_fold(1_usize, |product, &size| product.checked_mul(size))?;
        let mut sizes = axes.iter_mut().filter(|size| size.is_none());
        let (Some(size), None) = (sizes.next(), sizes.next()) else { return None };
        *size = Some(places.checked_div(others).filter(|size| size * others == places)?);
        Some(Self::of(parts))
    }

    /// Returns the names, one for each feature; `None` if their number is unknown.
    pub fn names(&self) -> Option<Vec<String>> {
        self.width()?;
        let mut names = Vec::new();
        self.parts.iter().for_each(|part| part.write(&mut names));
        Some(names)
    }

    /// Returns the features of each row of an item, of which they are the places: of an array with these axes, or of rows with so many
    /// features. `None` if a number is unknown.
    pub(crate) fn by_rows(&self, width: Option<usize>) -> Option<Vec<Self>> {
        let names = self.names()?;
        let of_axes = || match &self.parts[..] {
            [Part::Numbered { axes, .. }] => {
                axes.get(1..)?.iter().try_fold(1_usize, |product, &size| product.checked_mul(size?))
            }
            _ => None,
        };
        let width =
            width.or_else(of_axes).filter(|width| *width > 0 && names.len().is_multiple_of(*width))?;
        Some(names.chunks(width).map(|row| Self::named(row.to_vec())).collect())
    }

    /// Returns the features that `rename` makes of each of these, in order; `None` if their number is unknown.
    ///
    /// ```
    /// use shapeflow::step::Features;
    ///
    /// let ages = Features::named(["age"]).each(|name| vec![format!("{name}=young"), format!("{name}=old")]);
    /// assert_eq!(ages.and_then(|ages| ages.names()), Some(vec!["age=young".into(), "age=old".into()]));
    /// ```
    pub fn each(&self, mut rename: impl FnMut(&str) -> Vec<String>) -> Option<Self> {
        Some(Self::named(self.names()?.iter().flat_map(|name| rename(name))))
    }

    /// Returns these features with the name of their value before each name, `scaled.age`, unless it is the name of the value already.
    #[must_use]
    pub(crate) fn qualified(&self, value: &str) -> Self {
        let qualify = |name: &str| {
            let is_own = value == name || value.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
            if is_own { value.to_owned() } else { format!("{value}.{name}") }
        };
        let parts = self.parts.iter().map(|part| match part {
            Part::Named(names) => Part::Named(names.iter().map(|name| qualify(name)).collect()),
            Part::Numbered { of, axes, is_made } => {
                Part::Numbered { of: qualify(of).into(), axes: axes.clone(), is_made: *is_made }
            }
        });
        Self { parts: parts.collect(), ..*self }
    }

    /// Returns a text for each name, and for each array of numbered places, by which names that are equal are found.
    pub(crate) fn keys(&self) -> impl Iterator<Item = String> {
        self.parts.iter().flat_map(|part| match part {
            Part::Named(names) => names.to_vec(),
            Part::Numbered { of, axes, .. } if axes.is_empty() => vec![of.to_string()],
            Part::Numbered { of, .. } => vec![format!("{of}[")],
        })
    }

    /// Returns the names that are given; those of places are not among them.
    fn given(&self) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .flat_map(|part| match part {
                Part::Named(names) => &names[..],
                Part::Numbered { .. } => &[],
            })
            .map(String::as_str)
    }
}

impl Part {
    fn width(&self) -> Option<usize> {
        match self {
            Self::Named(names) => Some(names.len()),
            Self::Numbered { axes, .. } => {
                axes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size?))
            }
        }
    }

    /// Writes the names, the last axis first to count.
    fn write(&self, out: &mut Vec<String>) {
        match self {
            Self::Named(names) => out.extend(names.iter().cloned()),
            Self::Numbered { of, axes, .. } if axes.is_empty() => out.push(of.to_string()),
            Self::Numbered { of, axes, .. } => {
                let sizes: Vec<usize> = axes.iter().map(|size| size.unwrap_or(0)).collect();
                for number in 0..self.width().unwrap_or(0) {
                    let mut rest = number;
                    let mut place: Vec<String> = Vec::with_capacity(sizes.len());
                    for &size in sizes.iter().rev() {
                        place.push((rest % size).to_string());
                        rest /= size;
                    }
                    place.reverse();
                    out.push(format!("{of}[{}]", place.join(", ")));
                }
            }
        }
    }
}

impl Features {
    /// Returns a text of at most `most` names, and how many there are in all if there are more.
    pub(crate) fn first(&self, most: usize) -> String {
        let given = self.given().count();
        if given <= most {
            return self.to_string();
        }
        let names: Vec<&str> = self.given().take(most).collect();
        let all = self.width().map_or_else(String::new, |width| format!(" {width} in all"));
        format!("{}, ..{all}", names.join(", "))
    }
}

/// The names with commas between them: `age, fare, code[0..12], x[..]`.
impl fmt::Display for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, part) in self.parts.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            f.write_str(comma)?;
            match part {
                Part::Named(names) => f.write_str(&names.join(", "))?,
                Part::Numbered { of, axes, .. } if axes.is_empty() => f.write_str(of)?,
                Part::Numbered { of, axes, .. } => {
                    let axes = axes.iter().map(|size| size.map_or("..".into(), |size| format!("0..{size}")));
                    write!(f, "{of}[{}]", axes.collect::<Vec<_>>().join(", "))?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Features {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Features({self})")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn places_are_counted_as_an_array_is_read() {
        let image = Features::numbered("image", &[Some(2), Some(3)]);
        let names = image.names().expect("sizes are known");
        assert_eq!(
            names,
            ["image[0, 0]", "image[0, 1]", "image[0, 2]", "image[1, 0]", "image[1, 1]", "image[1, 2]"]
        );
        assert_eq!((image.width(), image.to_string()), (Some(6), "image[0..2, 0..3]".into()));
        assert_eq!(Features::numbered("age", &[]).names(), Some(vec!["age".into()]));
        assert_eq!(Features::numbered("none", &[Some(0), Some(4)]).names(), Some(vec![]));
        assert_eq!(Features::numbered("x", &[Some(usize::MAX), Some(2)]).width(), None);
    }

    #[test]
    fn one_unknown_size_follows_from_the_width() {
        let rows = Features::numbered("rows", &[None, Some(4)]);
        assert_eq!(rows.of_width(8), Features::numbered("rows", &[Some(2), Some(4)]));
        // Contradictions, and more than one unknown size.
        let two = Features::join(&[rows.clone(), rows.clone()]);
        for (features, width) in [(&rows, 9), (&two, 16), (&Features::named(["a"]), 2)] {
            assert_eq!(features.of_width(width), Features::numbered("feature", &[Some(width)]), "{features}");
        }
        assert_eq!(Features::numbered("x", &[None, Some(0)]).of_width(3).width(), Some(3));
        assert_eq!(two.to_string(), "rows[.., 0..4], rows[.., 0..4]");
    }

    #[test]
    fn a_value_qualifies_the_names_that_were_given() {
        let mixed = Features::join(&[Features::named(["age"]), Features::numbered("x", &[Some(1)])]);
        assert_eq!(mixed.qualified("logs").to_string(), "logs.age, logs.x[0..1]");
        assert_eq!(mixed.qualified("x").to_string(), "x.age, x[0..1]");
        assert_eq!(Features::named(["age"]).qualified("people.age").to_string(), "people.age");
        assert_eq!(mixed.given().collect::<Vec<_>>(), ["age"]);
    }

    proptest! {
        #[test]
        fn there_are_as_many_names_as_the_width(
            names in prop::collection::vec("[a-z]{1,3}", 0..4),
            axes in prop::collection::vec(prop::option::of(0_usize..5), 0..4),
            width in 0_usize..40,
        ) {
            let features = Features::join(&[Features::named(names), Features::numbered("x", &axes)]);
            prop_assert_eq!(features.names().map(|names| names.len()), features.width());
            prop_assert_eq!(features.of_width(width).width(), Some(width));
        }
    }
}
