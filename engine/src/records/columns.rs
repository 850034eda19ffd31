//! The two columns: an array with one axis, and a [`Nullable`].

use std::ops::Range;

use ndarray::{ArcArray1, Axis, Slice, concatenate};

use super::contract::{Column, Plain};
use super::nullable::Nullable;
use crate::Result;

impl<T: Plain> Column for ArcArray1<T> {
    type Cell = T;

    fn rows(&self) -> usize {
        self.len()
    }

    fn cell(&self, row: usize) -> Option<T> {
        self.get(row).cloned()
    }

    fn missing(&self) -> usize {
        0
    }

    fn is_missing(&self, _: usize) -> bool {
        false
    }

    fn cut(&self, range: Range<usize>) -> Self {
        let mut part = self.clone();
        part.slice_axis_inplace(Axis(0), Slice::from(range));
        part
    }

    fn pick(&self, rows: &[usize]) -> Self {
        self.view().select(Axis(0), rows).into_shared()
    }

    fn stack(parts: &[&Self]) -> Result<Self> {
        let views: Vec<_> = parts.iter().map(|part| part.view()).collect();
        Ok(concatenate(Axis(0), &views)?.into_shared())
    }
}

impl<T: Plain> Column for Nullable<T> {
    type Cell = Option<T>;

    fn rows(&self) -> usize {
        self.len()
    }

    fn cell(&self, row: usize) -> Option<Option<T>> {
        (row < self.len()).then(|| self.get(row).cloned())
    }

    fn missing(&self) -> usize {
        Nullable::missing(self)
    }

    fn is_missing(&self, row: usize) -> bool {
        row < self.len() && !self.is_present(row)
    }

    fn cut(&self, range: Range<usize>) -> Self {
        Nullable::cut(self, range)
    }

    fn pick(&self, rows: &[usize]) -> Self {
        Nullable::pick(self, rows)
    }

    fn stack(parts: &[&Self]) -> Result<Self> {
        Ok(parts.iter().flat_map(|part| part.iter().map(Option::<&T>::cloned)).collect())
    }
}
