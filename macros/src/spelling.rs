//! "did you mean": the name closest to a misspelled one.
//!
//! Invariant: a suggestion differs in at most a third of the word's letters, so that none is random.

/// Returns the candidate closest to `word`, if one is close enough; the first of equally close ones.
pub(crate) fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count().max(3) / 3;
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let nearer_than = best.map_or(limit + 1, |(distance, _)| distance);
        // The lengths give a cheap lower bound of the distance.
        if candidate.len().abs_diff(word.len()) > limit * 4 {
            continue;
        }
        let found = distance(&word.to_lowercase(), &candidate.to_lowercase());
        // A word without a correct letter is not a misspelling: `a` for `x`.
        let is_other_word = found >= word.chars().count().max(candidate.chars().count());
        if found < nearer_than && !is_other_word {
            best = Some((found, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether `word` is a misspelling of `keyword`.
pub(crate) fn is_near(word: &str, keyword: &str) -> bool {
    word != keyword && distance(word, keyword) <= keyword.chars().count().max(3) / 3
        || word.len() == keyword.len() && distance(word, keyword) == 1
}

/// Returns the Damerau-Levenshtein distance: insertions, deletions, replacements and swaps of neighbors cost one each.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut two_back: Vec<usize> = Vec::new();
    let mut back: Vec<usize> = (0..=right.len()).collect();
    for (i, &a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in right.iter().enumerate() {
            let mut cost = (back[j] + usize::from(a != b)).min(back[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a == right[j - 1] && left[i - 1] == b {
                cost = cost.min(two_back[j - 1] + 1);
            }
            row.push(cost);
        }
        two_back = std::mem::replace(&mut back, row);
    }
    back[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swaps_cost_one() {
        assert_eq!(distance("fti", "fit"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn suggests_only_close_names() {
        assert_eq!(closest("pixel", ["strokes", "pixels"]), Some("pixels"));
        assert_eq!(closest("Image", ["image"]), Some("image"));
        assert_eq!(closest("xyz", ["strokes", "pixels"]), None);
        assert_eq!(closest("a", ["x", "y"]), None);
        assert!(is_near("fti", "fit") && is_near("expct", "expect") && !is_near("map", "fit"));
    }
}
