//! Written by `shapeflow_tests::layered`; do not edit.

use super::*;

pipeline! {
    pub(super) Deep(x: f32[n, d], z: f32[n, d]) -> f32[n, d] {
        l3_0 = [l2_0, z] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l11_1 = [l10_1, l0_1, l1_1] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l4_1 = [l3_1, l1_0] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l11_0 = l10_0 |> Jitter;
        l5_1 = [l4_1, l4_1] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l1_1 = [l0_1, z, l0_1] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l7_1 = [l6_1, l6_1, l5_0] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l8_1 = [l7_1, l0_1] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l0_0 = [x, z] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l9_0 = l8_0 |> Center;
        l9_1 = [l8_1, l8_1] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l5_0 = l4_0 |> OneMore;
        l4_0 = [l3_0, l1_1, l3_1] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l0_1 = [z, x] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l1_0 = [l0_0, z, x] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l8_0 = l7_0 |> OneMore;
        l6_1 = l5_1 |> Jitter |> Center;
        l7_0 = [l6_0, l4_0] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l3_1 = [l2_1, z, l0_1] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l10_1 = [l9_1, x] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l2_0 = [l1_0, x] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l6_0 = l5_0 |> Jitter |> Center;
        l10_0 = l9_0 |> Center;
        l2_1 = l1_1 |> Times { by: 0.75 };
        [l11_0, l11_1] |> Sum
    }
}

pipeline! {
    pub(super) Square(x: f32[n, d], z: f32[n, d]) -> f32[n, d] {
        l0_0 = [x, z] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l2_4 = [l1_4, l0_3, x] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l2_1 = l1_1 |> Jitter;
        l0_4 = z |> Times { by: 0.75 };
        l1_0 = l0_0 |> Jitter |> Center;
        l4_4 = [l3_4, l0_0, l3_4] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l0_1 = z |> Jitter |> Center;
        l2_3 = [l1_3, l0_0] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l1_3 = l0_3 |> OneMore;
        l3_0 = l2_0 |> OneMore;
        l2_0 = [l1_0, l0_0] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l2_2 = [l1_2, l1_4] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l0_2 = [z, x] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l3_3 = l2_3 |> Center;
        l3_2 = l2_2 |> Times { by: 0.75 };
        l3_4 = l2_4 |> Jitter |> Center;
        l4_1 = [l3_1, l1_4] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l4_0 = [l3_0, l3_3] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l1_2 = l0_2 |> OneMore;
        l4_3 = [l3_3, l1_4, x] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l1_4 = l0_4 |> Center;
        l1_1 = [l0_1, x, l0_3] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l0_3 = z |> OneMore;
        l3_1 = l2_1 |> Times { by: 0.75 };
        l4_2 = l3_2 |> Jitter |> Center;
        [l4_0, l4_1, l4_2, l4_3, l4_4] |> Sum
    }
}

pipeline! {
    pub(super) Wide(x: f32[n, d], z: f32[n, d]) -> f32[n, d] {
        l0_1 = z |> Jitter |> Center;
        l1_4 = [l0_4, x] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l0_10 = x |> Center;
        l1_0 = [l0_0, l0_0, l0_11] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l0_0 = x |> Times { by: 0.75 };
        l1_10 = [l0_10, l0_9] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l1_6 = [l0_6, l0_2, l0_1] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l0_6 = [z, x, z] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l0_9 = x |> Jitter |> Center;
        l1_9 = l0_9 |> OneMore;
        l0_5 = [x, z] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l0_8 = [x, z] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l0_11 = z |> Center;
        l1_8 = l0_8 |> Jitter;
        l1_3 = [l0_3, l0_6] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l1_1 = l0_1 |> Jitter |> Center;
        l0_3 = z |> Center;
        l1_11 = l0_11 |> Jitter;
        l1_2 = [l0_2, l0_11] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l1_7 = [l0_7, l0_1] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l0_2 = x |> Times { by: 0.75 };
        l0_7 = [z, x] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l1_5 = [l0_5, l0_1, l0_11] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l0_4 = [x, z] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        [l1_0, l1_1, l1_2, l1_3, l1_4, l1_5, l1_6, l1_7, l1_8, l1_9, l1_10, l1_11] |> Sum
    }
}

pipeline! {
    pub(super) Knot(x: f32[n, d], z: f32[n, d]) -> f32[n, d] {
        l7_0 = l6_0 |> Jitter |> Center;
        l3_1 = [l2_1, l0_2, l1_3] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l6_2 = [l5_2, l1_0] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l5_1 = l4_1 |> Jitter |> Center;
        l4_1 = [l3_1, l3_3, l2_3] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l5_3 = l4_3 |> Center;
        l7_3 = [l6_3, l2_3] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l7_2 = l6_2 |> Times { by: 0.75 };
        l1_3 = [l0_3, x] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l4_3 = [l3_3, x] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l3_0 = l2_0 |> OneMore;
        l1_1 = l0_1 |> Times { by: 0.75 };
        l1_2 = l0_2 |> Times { by: 0.75 };
        l5_2 = [l4_2, l0_0, l4_0] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l5_0 = [l4_0, l4_3] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l0_1 = z |> Times { by: 0.75 };
        l1_0 = l0_0 |> Jitter |> Center;
        l0_0 = x |> OneMore;
        l2_0 = l1_0 |> Center;
        l2_3 = [l1_3, z, l1_1] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l2_2 = [l1_2, l0_3] |> Sum |> scale: Times { by: 0.5 } |> OneMore;
        l0_2 = [z, x, z] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l6_3 = l5_3 |> Center;
        l4_0 = [l3_0, l1_0] |> Sum |> scale: Times { by: 0.5 } |> Jitter |> Center;
        l4_2 = [l3_2, l2_2, l1_0] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l6_1 = l5_1 |> OneMore;
        l0_3 = [x, z] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l6_0 = l5_0 |> OneMore;
        l3_3 = [l2_3, z] |> Sum |> scale: Times { by: 0.5 } |> Jitter;
        l3_2 = [l2_2, l0_2] |> Sum |> scale: Times { by: 0.5 } |> Center;
        l2_1 = [l1_1, l1_1] |> Sum |> scale: Times { by: 0.5 } |> Times { by: 0.75 };
        l7_1 = l6_1 |> Jitter;
        [l7_0, l7_1, l7_2, l7_3] |> Sum
    }
}
