//! The items that the code written by `pipeline!` calls. They are not for direct use and may change with every
//! version.
//!
//! # Two flows
//!
//! **At compile time.** For each pipeline the macro writes constants with shapes, a static table with a row for each
//! input and node, and one function, `visit_nodes`, that makes the nodes. In that function rustc types each node once:
//! method resolution decides whether the step accepts its inputs (`typing`). If it does, the answer makes the node.
//! If it does not, rustc reports the mistake at the user's token, and the answer makes a broken node, whose output is
//! [`Poison`]. No question about poison reports an error, so one mistake is one error.
//!
//! **At run time.** Each public method of a pipeline is one call of a function in `jobs` or `reflect`. A job
//! passes itself to `visit_nodes`, which makes the nodes, asks the job for inputs, lets the job run the nodes, and
//! passes the outputs and the fitted steps to it. So a new job adds nothing to the compile time of a pipeline.
//!
//! # The course of one fit
//!
//! `Flowers::default().fit(&petals, kind)` converts its arguments into values of edges and calls `fit` in
//! `jobs::fit_predict`:
//!
//! 1. The table of the pipeline (`plan::pipeline_info`, made once) contains the plan of a fit: which nodes run, in
//!    which order, and how often each value is used.
//! 2. `jobs::resources` opens the resources that the steps hold.
//! 3. `visit_nodes` makes the nodes (`exec::nodes`), each with a source and an output slot, and puts the inputs into
//!    their slots.
//! 4. The job compares the inputs with their declared shapes (`exec::execution`) and runs the nodes on the scheduler
//!    (`exec::pipeline`). With a cache, it runs only the nodes that the cache cannot restore (`jobs::cached_fit`).
//! 5. A node takes its inputs, checks them where rustc could not decide, and calls the step's `fit` or
//!    `fit_transform`. It measures the output, compares it with the inferred shape, and puts it into its slot
//!    (`exec::node_context`, `exec::output`).
//! 6. `visit_nodes` takes the fitted steps out of the nodes and builds the fitted pipeline, which the job returns.
//!
//! # Folders
//!
//! Each folder imports only from the folders above it in this table.
//!
//! | folder | owns |
//! |---|---|
//! | `plan` | data: the facts that rustc knows about a pipeline, and its plans |
//! | `exec` | running one node, and the nodes of one pipeline |
//! | `typing` | the questions that rustc answers, and the messages if the answer is no |
//! | `reflect` | access to the steps by number: hyperparameters, identity, saved form |
//! | `jobs` | the operations on all nodes: fit, predict, learn from batches, draw |
//!
//! Invariant: the list below contains every name that the generated code uses, grouped by the pass of the macro that
//! writes it; nothing else is public here.

pub(crate) mod exec;
pub(crate) mod jobs;
pub(crate) mod plan;
pub(crate) mod reflect;
pub(crate) mod typing;

// Every pass.
pub use crate::diagnostics::poison::Poison;
pub use ndarray;
pub use typing::probe::{Of, ShapesOk};

// The types of steps, values and outputs, and the structs.
pub use typing::checked::{Checked, TypeIfRight};
pub use typing::columns::{ColumnsIf, HasColumns, IsColumnOf, Rows, TypeOfColumn};
pub use typing::deferred::{CloneField, CloneFields, DebugField, DebugFields, DefaultFields, Field};
pub use typing::is_step::{
    Accepts, AcceptsColumn, AskedOtherwise, IsStep, IsTuple, Otherwise, Replace, StepIf,
};
pub use typing::output::{Deliverable, Gives, Part, PartOf, TypeOf};
pub use typing::reuse::InverseStep;
pub use typing::usable::{
    InPlaceOf, IsShared, IsValue, NoRank, RankOf, UsableIf, reported, require_rank, require_usable,
};

// The shapes, and the checks that rustc evaluates.
pub use crate::shape::check::{
    Edge as ShapeEdge, Inference, Promise, chosen, expect_reapplied, expect_shape, infer, infer_inverse,
    infer_reapplied, passed_on, targets_of,
};
pub use crate::shape::explain::{
    require_arm, require_marked, require_named, require_no_target, require_promise, require_promise_among,
    require_range, require_same, require_target_taken,
};
pub use crate::shape::signature::{Targets, render_signature, require_syntax};
pub use crate::shape::{Shape, Signature, Text};
pub use typing::fit_only::IsFitOnly;
pub use typing::reuse::InverseOf;
pub use typing::shapes::{
    DeclaredDims, declare_dims, here, require_dims, require_inverse, require_node, require_reapplied,
    require_step, shape_text,
};

// The table of inputs and nodes.
pub use plan::capability::hyperparameters::HyperparameterProbe;
pub use plan::capability::identity::{CacheProbe, KeyProbe};
pub use plan::capability::input_features::FeaturesProbe;
pub use plan::capability::naming::Naming;
pub use plan::capability::nested::{Nested, Pipeline};
pub use plan::capability::resources::ResourceProbe;
pub use plan::choice::{Arm, Arms, FittedArms, arms_hold_resources};
pub use plan::liveness::{holds_resources, is_rowwise, learns};
pub use plan::node::{Expectation, Input, Node, Reuse};
pub use plan::pipeline_info::PipelineInfo;
pub use plan::table::Table;

// The nodes, each typed once.
pub use crate::run::slot::{FittedSlot, Slot};
pub use exec::list::SlotList;
pub use exec::measure::NOT_MEASURED;
pub use exec::node::ErasedNode;
pub use exec::nodes::expect::ExpectNode;
pub use exec::output::OutputSlot;
pub use exec::pipeline::{NodeVisitor, PipelineDef};
pub use plan::erased::FittedMut;
pub use typing::arm::{arm_poison, arm_probe, same_output};
pub use typing::columns::{ColumnNumber, column_probe};
pub use typing::deliver::deliver;
pub use typing::display::{display_probe, type_probe};
pub use typing::flow::flow_probe;
pub use typing::list::Push;
pub use typing::output_slot::output_probe;
pub use typing::poison_probe::poison_probe;
pub use typing::probe::proven;
pub use typing::reuse::{broken_node, inverse_probe, reapply_probe};
pub use typing::step::step_probe;
pub use typing::tuple::tuple_probe;

// The methods, and the implementations of the traits of a step.
pub use exec::arm::{
    TargetIf, TargetOf, another_arm, fit_arm, fit_transform_arm, learning_arm, transform_arm, update_arm,
};
pub use exec::steps::{StepAccess, Steps};
pub use jobs::batches::learning;
pub use jobs::draw::graph;
pub use jobs::feature_names::{
    choice_feature_names, choice_features_in, feature_names, inner_feature_names, output_features,
};
pub use jobs::fit_predict::{fit, fit_then_predict, fit_transform, predict, unlearned};
pub use jobs::partial_fit::{partial_fit, update_fitted};
pub use jobs::resources::{open, open_for};
pub use jobs::stream::{fit_batches, passes, stream};
pub use reflect::choice::{open_choice, open_fitted_choice};

// Hyperparameters and declared sizes.
pub use crate::space::parts::{below, no_variant, not_chosen, typed, unknown};
pub use plan::capability::hyperparameters::NoHyperparameters;
pub use plan::declared_size::{DeclaredSize, SizeUse};
pub use reflect::choice::{choice_assignment, choice_at, choice_space, identify_choice, set_choice};
pub use reflect::hyperparameters::{assignment, at, set, space};
pub use reflect::identity::identify;
pub use reflect::sizes::{declared, size_at};

// Saving.
#[cfg(feature = "save")]
pub use crate::save::{PlainField, unknown_variant};
pub use reflect::choice::arm_of;
#[cfg(feature = "save")]
pub use reflect::choice::saved_arm;
#[cfg(feature = "save")]
pub use reflect::saving::{load_model, save_model};

// The expansion for editors, which has no table and no nodes.
pub use typing::editor::{
    Name, ShapeText, column_edge, edge_display_probe, edge_of, given_probe, list_of, none, parts_of,
    poison_edge, tuple, value_of,
};

/// The traits whose methods and constants the generated code finds by method resolution.
pub mod traits {
    pub use super::plan::capability::hyperparameters::NoHyperparameters as _;
    pub use super::plan::capability::identity::{NoKey as _, NotSaved as _};
    pub use super::plan::capability::input_features::NoFeatures as _;
    pub use super::plan::capability::nested::NotNested as _;
    pub use super::plan::capability::resources::NoResources as _;
    pub use super::typing::arm::{
        ArmNotAcceptedDisplay as _, ArmNotAcceptedOwn as _, OtherOutputDisplay as _, OtherOutputOwn as _,
    };
    pub use super::typing::cached::NotCached as _;
    pub use super::typing::columns::NoColumn as _;
    pub use super::typing::deliver::DeliverPoison as _;
    pub use super::typing::display::DisplayOwn as _;
    pub use super::typing::editor::{GivenPoison as _, GivenValue as _};
    pub use super::typing::fit_only::{ActsAlways as _, NotFitOnly as _};
    pub use super::typing::flow::{NothingFlows as _, OtherValueFlows as _};
    pub use super::typing::is_step::Otherwise as _;
    pub use super::typing::list::{PushDisplay as _, PushOwn as _};
    pub use super::typing::output_slot::ValueOutput as _;
    pub use super::typing::poison_probe::NotPoison as _;
    pub use super::typing::reuse::{
        NoInverse as _, NotReusedDisplay as _, NotReusedOwn as _, ReusedValue as _,
    };
    pub use super::typing::step::{
        AcceptedInPart as _, AcceptedValue as _, NotAcceptedDisplay as _, NotAcceptedOwn as _,
        TakesTheirArrays as _, TakesThemSparse as _,
    };
    pub use super::typing::tuple::{NotTupleDisplay as _, NotTupleOwn as _};
}

pub use shapeflow_macros::pipeline;

/// Expands to the items unchanged, so that one `#[cfg(..)]` on the call applies to all of them.
#[doc(hidden)]
#[macro_export]
macro_rules! __items {
    ($($item:tt)*) => { $($item)* };
}
pub use crate::__items as items;

/// Expands to the items, because models can be saved.
#[cfg(feature = "save")]
#[doc(hidden)]
#[macro_export]
macro_rules! __saved {
    ($($item:tt)*) => { $($item)* };
}

/// Expands to nothing, because models cannot be saved.
#[cfg(not(feature = "save"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __saved {
    ($($item:tt)*) => {};
}
pub use crate::__saved as saved;
