//! Traits of the user that every type implements, with methods of the same names as those that the generated code calls.

use shapeflow::prelude::*;
use shapeflow_tests::steps::{First, OneMore, Signs};

#[expect(dead_code, reason = "nobody calls them: that is the test")]
trait Everything: Sized {
    fn after(self) {}
    fn checked(self) {}
    fn deliver(self) {}
    fn field(self) {}
    fn finish(self) {}
    fn flow(self) {}
    fn given(self) {}
    fn inlet(self) {}
    fn alike(self) {}
    fn accept(self) {}
    fn arm(self) {}
    fn chosen(self) {}
    fn compare(self) {}
    fn leaf(self) {}
    fn into_inner(self) {}
    fn output(self) {}
    fn passing(self) {}
    fn shape(self) {}
    #[expect(clippy::wrong_self_convention, reason = "by value: that is found first")]
    fn is_poison(self) {}
    fn gives(self) {}
    fn tied_to(self) {}
    fn judge(self) {}
    fn node(self) {}
    fn outlet(self) {}
    fn parts(self) {}
    fn pass(self) {}
    fn promise(self) {}
    fn push(self) {}
    fn share(self) {}
    fn shown(self) {}
    fn source(self) {}
    fn take(self) {}
    fn verdict(self) {}
}

impl<T> Everything for T {}

pipeline! {
    Crowded(x: f32[n, 2], name: String[n]) fit(y: u8[n]) -> (up: f32[n, 2], String[n], usize[n]) {
        (plus, minus) = x |> Signs;
        best = [plus |> StandardScaler, minus] |> Concat |> LogisticRegression<2>.fit(y) |> ArgMax;
        up   = x |> OneMore |> expect [n, 2];
        (up, name, best)
    }
}

#[test]
fn methods_of_the_user_do_not_interfere() -> Result<()> {
    let x = array![[0.0_f32, 1.0], [2.0, -3.0], [4.0, 5.0], [-1.0, 1.5]];
    let names = array!["a", "b", "c", "d"].mapv(String::from);
    let model = Crowded::default().fit(&x, &names, array![0_u8, 1, 0, 1])?;
    let given = model.predict(&x, &names)?;
    assert_eq!((given.up, given.name, given.best.len()), (x + 1.0, names, 4));
    Ok(())
}

pipeline! {
    Chosen(x: f32[n, 2]) -> f32[n, 2] {
        size k in 1..=2;
        low = x |> SizedPca { components: k };
        [low, x] |> Concat |> First<2> |> choose { scaled: StandardScaler, more: optional OneMore }
    }
}

pipeline! {
    Relabelled(x: f32[n, 2]) fit(name: String[n]) -> String[n] {
        (kept, kept_name) = (x, name) |> Balance;
        label = kept_name |> LabelEncoder;
        kept |> LogisticRegression<2>.fit(label) |> ArgMax |> inverse(label)
    }
}
