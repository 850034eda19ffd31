//! The terms of a text: words, characters, and sequences of them.
//!
//! Invariant: the terms of a text depend on the text and the options alone, and come in the order of scikit-learn's analyzers within
//! each length.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::letters::{is_space, is_word};
use super::terms::Terms;
use crate::space::Hyperparameters;
use crate::{Error, Result};

/// What the terms of a text are (scikit-learn's `analyzer`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum Analyzer {
    /// Words, and sequences of words that are joined by a space.
    #[default]
    Word,
    /// Sequences of characters; several spaces count as one.
    Char,
    /// Sequences of characters within words, each with a space before and after it.
    CharWb,
}

/// What becomes of accents (`strip_accents`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum StripAccents {
    /// They stay.
    #[default]
    Keep,
    /// Decomposes the text (NFKD) and drops every character that is not ASCII.
    Ascii,
    /// The text is decomposed (NFKD), and combining characters are dropped.
    Unicode,
}

/// What a word is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hyperparameters)]
#[space(crate = crate)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub enum WordRule {
    /// Two or more letters, numbers or `_` (scikit-learn's `token_pattern`, `\b\w\w+\b`).
    #[default]
    Letters,
    /// The words of Unicode's text segmentation (UAX 29), also of one letter: `can't` is one word.
    #[cfg(feature = "segmentation")]
    Unicode,
}

/// How a text becomes terms.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "save", derive(crate::save::Save), save(crate = crate))]
pub(super) struct Analysis {
    pub(super) analyzer: Analyzer,
    pub(super) words: WordRule,
    /// The least and the greatest length of a sequence.
    pub(super) lengths: (usize, usize),
    pub(super) lowercase: bool,
    pub(super) strip_accents: StripAccents,
    pub(super) stop_words: Terms,
}

/// Memory that is used again for the next text.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    text: String,
    term: String,
    places: Vec<Range<usize>>,
}

impl Analysis {
    /// # Errors
    /// The lengths of sequences are not a range from 1.
    pub(super) fn require_sound(&self) -> Result<()> {
        let (least, most) = self.lengths;
        if least >= 1 && least <= most {
            return Ok(());
        }
        Err(Error::new(format!(
            "`ngram_range` must be the least and the greatest length of a sequence, from 1 on, got ({least}, {most})"
        )))
    }

    /// Calls `give` with each term of the text, once for each time that it is there.
    pub(super) fn each(&self, text: &str, buffers: &mut Buffers, give: impl FnMut(&str)) {
        let Buffers { text: prepared, term, places } = buffers;
        self.prepare(text, prepared);
        places.clear();
        match self.analyzer {
            Analyzer::Word => self.of_words(prepared, places, term, give),
            Analyzer::Char => self.of_characters(prepared, places, term, give),
            Analyzer::CharWb => self.within_words(prepared, places, term, give),
        }
    }

    fn prepare(&self, text: &str, out: &mut String) {
        out.clear();
        match (self.lowercase, text.is_ascii()) {
            (true, false) => out.push_str(&text.to_lowercase()),
            (lowercase, _) => {
                out.push_str(text);
                if lowercase {
                    out.make_ascii_lowercase();
                }
            }
        }
        if self.strip_accents == StripAccents::Keep || out.is_ascii() {
            return;
        }
        let is_kept = |letter: &char| match self.strip_accents {
            StripAccents::Keep => true,
            StripAccents::Ascii => letter.is_ascii(),
            StripAccents::Unicode => canonical_combining_class(*letter) == 0,
        };
        let stripped: String = out.nfkd().filter(is_kept).collect();
        *out = stripped;
    }

    fn of_words(
        &self,
        text: &str,
        places: &mut Vec<Range<usize>>,
        term: &mut String,
        mut give: impl FnMut(&str),
    ) {
        let (least, most) = self.lengths;
        let is_plain = most == 1;
        let mut word = |place: Range<usize>| {
            let Some(word) = text.get(place.clone()).filter(|word| !self.stop_words.contains(word)) else {
                return;
            };
            if least == 1 {
                give(word);
            }
            if !is_plain {
                places.push(place);
            }
        };
        match self.words {
            WordRule::Letters => letters(text, &mut word),
            #[cfg(feature = "segmentation")]
            WordRule::Unicode => {
                use unicode_segmentation::UnicodeSegmentation;
                text.unicode_word_indices().for_each(|(start, found)| word(start..start + found.len()));
            }
        }
        for length in least.max(2)..=most.min(places.len()) {
            for words in places.windows(length) {
                term.clear();
                for place in words {
                    if !term.is_empty() {
                        term.push(' ');
                    }
                    term.push_str(text.get(place.clone()).unwrap_or_default());
                }
                give(term);
            }
        }
    }

    fn of_characters(
        &self,
        text: &str,
        places: &mut Vec<Range<usize>>,
        term: &mut String,
        give: impl FnMut(&str),
    ) {
        one_space(text, term);
        places.extend(term.char_indices().map(|(at, letter)| at..at + letter.len_utf8()));
        let (least, most) = self.lengths;
        sequences(term, places, least..=most.min(places.len()), give);
    }

    fn within_words(
        &self,
        text: &str,
        places: &mut Vec<Range<usize>>,
        term: &mut String,
        mut give: impl FnMut(&str),
    ) {
        let (least, most) = self.lengths;
        for word in text.split(is_space).filter(|word| !word.is_empty()) {
            term.clear();
            term.push(' ');
            term.push_str(word);
            term.push(' ');
            places.clear();
            places.extend(term.char_indices().map(|(at, letter)| at..at + letter.len_utf8()));
            if places.len() <= least {
                // A short word counts once.
                give(term);
                continue;
            }
            sequences(term, places, least..=most.min(places.len()), &mut give);
        }
    }
}

/// Calls `give` with the place of each run of two or more letters.
fn letters(text: &str, give: &mut impl FnMut(Range<usize>)) {
    let (mut start, mut count) = (0, 0_usize);
    for (at, letter) in text.char_indices() {
        if is_word(letter) {
            if count == 0 {
                start = at;
            }
            count += 1;
        } else {
            if count > 1 {
                give(start..at);
            }
            count = 0;
        }
    }
    if count > 1 {
        give(start..text.len());
    }
}

/// Writes the text with one space in the place of two or more.
fn one_space(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    while let Some((at, first)) = rest.char_indices().find(|(_, letter)| is_space(*letter)) {
        let after = rest.get(at..).unwrap_or_default();
        let behind = after.trim_start_matches(is_space);
        out.push_str(rest.get(..at).unwrap_or_default());
        let is_single = after.len() - behind.len() == first.len_utf8();
        out.push(if is_single { first } else { ' ' });
        rest = behind;
    }
    out.push_str(rest);
}

/// Calls `give` with each sequence of characters of these lengths.
fn sequences(
    text: &str,
    places: &[Range<usize>],
    lengths: std::ops::RangeInclusive<usize>,
    mut give: impl FnMut(&str),
) {
    for length in lengths {
        for letters in places.windows(length) {
            if let (Some(first), Some(last)) = (letters.first(), letters.last()) {
                give(text.get(first.start..last.end).unwrap_or_default());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysis(analyzer: Analyzer, lengths: (usize, usize)) -> Analysis {
        Analysis {
            analyzer,
            words: WordRule::Letters,
            lengths,
            lowercase: true,
            strip_accents: StripAccents::Keep,
            stop_words: Terms::default(),
        }
    }

    fn terms(analysis: &Analysis, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        analysis.each(text, &mut Buffers::default(), |term| found.push(term.to_owned()));
        found
    }

    #[test]
    fn words_have_two_letters_and_sequences_a_space() {
        let found = terms(&analysis(Analyzer::Word, (1, 2)), "A cat's tail_1, naïve ΣΊΣΥΦΟΣ");
        let words = ["cat", "tail_1", "naïve", "σίσυφος"];
        let pairs = ["cat tail_1", "tail_1 naïve", "naïve σίσυφος"];
        assert_eq!(found, [&words[..], &pairs[..]].concat());
        assert_eq!(
            terms(&analysis(Analyzer::Word, (2, 3)), "one two three"),
            ["one two", "two three", "one two three"]
        );
        assert_eq!(terms(&analysis(Analyzer::Word, (3, 3)), "one two").len(), 0);
        let stopped = Analysis { stop_words: Terms::from(["the"]), ..analysis(Analyzer::Word, (1, 2)) };
        assert_eq!(terms(&stopped, "The cat the hat"), ["cat", "hat", "cat hat"]);
    }

    #[test]
    fn characters_have_one_space_for_several() {
        assert_eq!(
            terms(&analysis(Analyzer::Char, (1, 2)), "a \n\tb\nc"),
            ["a", " ", "b", "\n", "c", "a ", " b", "b\n", "\nc"]
        );
        assert_eq!(terms(&analysis(Analyzer::Char, (2, 9)), "é😀"), ["é😀"]);
        assert_eq!(terms(&analysis(Analyzer::Char, (2, 2)), "a").len(), 0);
    }

    #[test]
    fn characters_within_words_have_a_space_around() {
        let found = terms(&analysis(Analyzer::CharWb, (3, 4)), "ab  c");
        assert_eq!(found, [" ab", "ab ", " ab ", " c "]);
        assert_eq!(terms(&analysis(Analyzer::CharWb, (5, 6)), "ab c"), [" ab ", " c "]);
    }

    #[test]
    fn accents_are_kept_or_dropped() {
        let with = |strip_accents| Analysis { strip_accents, ..analysis(Analyzer::Word, (1, 1)) };
        assert_eq!(terms(&with(StripAccents::Keep), "Crème ﬁn łódź"), ["crème", "ﬁn", "łódź"]);
        assert_eq!(terms(&with(StripAccents::Unicode), "Crème ﬁn łódź"), ["creme", "fin", "łodz"]);
        assert_eq!(terms(&with(StripAccents::Ascii), "Crème ﬁn łódź"), ["creme", "fin", "odz"]);
    }

    #[cfg(feature = "segmentation")]
    #[test]
    fn words_of_unicode_have_apostrophes_and_one_letter() {
        let unicode = Analysis { words: WordRule::Unicode, ..analysis(Analyzer::Word, (1, 1)) };
        assert_eq!(terms(&unicode, "I can't, 32.3!"), ["i", "can't", "32.3"]);
    }
}
